"""What is lawful in this room, and how its numbers are printed. Pure: rows in, sentences out."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from gongkai.engagement.enums import ConcernLevel, ResponseWay
from gongkai.engagement.models import PublicConcern
from gongkai.law.calendar import Calendar
from gongkai.law.concerns import Gravity, Judged, judge
from gongkai.law.local_terms import INTERPRETATION


class EngagementError(Exception):
    """An act that is not lawful now, or a fact that cannot be: the sentence says what and what to do."""


def clock_of(concern: PublicConcern, at: datetime) -> tuple[Judged, ...]:
    """The duties of a concern as they stand, in Beijing time."""
    return judge(
        Gravity(concern.level),
        timezone.localtime(concern.found_at),
        informed_at=concern.informed_at,
        responded_at=concern.responded_at,
        at=at,
    )


def check_way(level: str, way: ResponseWay) -> None:
    """特别重大、重大突发事件 are answered at a press conference (国办发〔2016〕61号)."""
    if level == ConcernLevel.MAJOR and way is not ResponseWay.PRESS_CONFERENCE:
        raise EngagementError(
            "特别重大、重大突发事件的政务舆情，须以新闻发布会回应（国办发〔2016〕61号）。"
            "其他方式发布的信息，请登记为“首次发布权威信息”。"
        )


def check_order(earlier: datetime, later: datetime, what: str) -> None:
    if later < earlier:
        raise EngagementError(f"{what}早于舆情发现时间，请核对。")


def check_past(moment: datetime | date, at: datetime, what: str) -> None:
    """A fact is registered after it happened."""
    now = at if isinstance(moment, datetime) else timezone.localdate(at)
    if moment > now:  # both are moments, or both are days
        raise EngagementError(f"{what}晚于现在，请核对；尚未发生的事项请在办理之后登记。")


def interpretation_due(published_on: date, calendar: Calendar) -> date:
    """The last day for an interpretation that was not released together with its document."""
    return INTERPRETATION.due_on(published_on, calendar)


_STEPS = ((100, 10), (10_000, 100), (100_000, 1_000))
_WAN, _SAID_IN_WAN = 10_000, 100_000


def printed(value: int, *, approximate: bool) -> str:
    """A number as a report prints it: 23 → 20余, 1246 → 1200余, 17240 → 17000余, 103482 → 10余万; exact ones as they are."""
    if not approximate:
        return str(value)
    step = next((step for bound, step in _STEPS if value < bound), _WAN)
    floor = value - value % step
    more = "余" if value % step else ""
    return f"{floor // _WAN}{more}万" if floor >= _SAID_IN_WAN else f"{floor}{more}"
