"""By when information is published of the agency's own motion: 20 working days from 形成或者变更 (R07 Art.18; R19 Art.26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.calendar import OutsideCalendarError
from gongkai.law.instruments import Citation
from gongkai.law.regimes import R07_SINCE, Regime, regime_of
from gongkai.law.wording import plain_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gongkai.law.calendar import Calendar

DAYS: Final = 20
BASIS: Final[Mapping[Regime, Citation]] = {
    Regime.R07: Citation(instruments.R07, 18),
    Regime.R19: Citation(instruments.R19, 26),
}


def publish_by(made_on: date, calendar: Calendar) -> date | None:
    """The last day, the day itself not counted; None before the Regulation, and beyond the calendar."""
    if made_on < R07_SINCE:
        return None
    try:
        return calendar.add(made_on, DAYS)
    except OutsideCalendarError:
        return None


def publishing_sentence(made_on: date, calendar: Calendar, today: date) -> str:
    """What the page of an unpublished record says of its term; empty where there is none."""
    last = publish_by(made_on, calendar)
    if last is None:
        return ""
    term = (
        f"应当自形成或者变更之日起{DAYS}个工作日内公开（{BASIS[regime_of(made_on)]}），"
        f"成文之日起算至{plain_date(last)}；法律、法规另有规定的，从其规定。"
    )
    return f"{term}现已超过，请尽快办理。" if today > last else term
