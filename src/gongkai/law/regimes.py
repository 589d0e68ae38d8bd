"""The two regimes and the terms each one sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments

if TYPE_CHECKING:
    from collections.abc import Mapping

R07_SINCE: Final = date(2008, 5, 1)
R19_SINCE: Final = date(2019, 5, 15)


class Regime(StrEnum):
    """Which text of the Regulation governs a request."""

    R07 = "R07"
    R19 = "R19"

    @property
    def instrument(self) -> instruments.Instrument:
        return instruments.R07 if self is Regime.R07 else instruments.R19


class Transition(StrEnum):
    """R19 Art.56 gives only its first day: which law governs a request open on 2019-05-15 is a setting."""

    BY_RECEIPT = "by_receipt"
    OPEN_REQUESTS_MOVE = "open_requests_move"


@dataclass(frozen=True, slots=True)
class Terms:
    """Working days, None where the regime sets no period."""

    regime: Regime
    reply_days: int  # R07 Art.24(2), R19 Art.33(2)
    extension_days: int  # the same
    correction_notice_days: int | None  # R19 Art.30
    third_party_days: int | None  # R19 Art.32
    co_maker_days: int | None  # R19 Art.34
    other_bodies_pause: bool  # R19 Art.33(3)


TERMS: Final[Mapping[Regime, Terms]] = {
    Regime.R07: Terms(Regime.R07, 15, 15, None, None, None, other_bodies_pause=False),
    Regime.R19: Terms(Regime.R19, 20, 20, 7, 15, 15, other_bodies_pause=True),
}


def regime_of(
    received_on: date, *, transition: Transition = Transition.BY_RECEIPT, answered_on: date | None = None
) -> Regime:
    """The law governing a request; ValueError (a sentence) before 2008-05-01.

    `answered_on` matters only when open requests move: one answered before 2019-05-15 stays with R07.
    """
    if received_on >= R19_SINCE:
        return Regime.R19
    if received_on < R07_SINCE:
        raise ValueError(
            f"收到日期 {received_on.isoformat()} 早于2008年5月1日，《政府信息公开条例》尚未施行。请核对日期。"
        )
    answered_before = answered_on is not None and answered_on < R19_SINCE
    moves = transition is Transition.OPEN_REQUESTS_MOVE and not answered_before
    return Regime.R19 if moves else Regime.R07


def terms_of(regime: Regime) -> Terms:
    return TERMS[regime]
