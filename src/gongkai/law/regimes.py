"""The two regimes and the terms each one sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Regime(StrEnum):
    R07 = "R07"
    R19 = "R19"


R19_SINCE = date(2019, 5, 15)


class Transition(StrEnum):
    """R19 has no transitional clause: which law governs a request open on 2019-05-15 is a setting."""

    BY_RECEIPT = "by_receipt"
    OPEN_REQUESTS_MOVE = "open_requests_move"


@dataclass(frozen=True, slots=True)
class Terms:
    """Working days, None where the regime sets no period."""

    regime: Regime
    reply_days: int  # R07 Art.24, R19 Art.33
    extension_days: int  # the same
    correction_notice_days: int | None  # R19 Art.30
    third_party_days: int | None  # R19 Art.32
    co_maker_days: int | None  # R19 Art.34
    other_bodies_pause: bool  # R19 Art.33(3)


def regime_of(
    received_on: date, *, transition: Transition = Transition.BY_RECEIPT, answered_on: date | None = None
) -> Regime:
    """The law governing a request; ValueError (a sentence) before 2008-05-01.

    `answered_on` matters only when open requests move: one answered before 2019-05-15 stays with R07.
    """
    raise NotImplementedError


def terms_of(regime: Regime) -> Terms:
    raise NotImplementedError
