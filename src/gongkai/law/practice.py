"""Points the national text leaves open: defaults here, overlaid by a province or a body, never edited into the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.regimes import Transition


class PauseStart(StrEnum):
    """From which day a consultation stops the clock; that day itself still counts."""

    SENT = "sent"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Practice:
    transition: Transition = Transition.BY_RECEIPT
    pause_start: PauseStart = PauseStart.SENT
    answer_day_counts: bool = False  # True: the clock already runs on the day the opinion comes back
    r07_correction_restarts: bool = (
        False  # 福建 2014 and others: clock anew; nationally the notice is itself an answer
    )
    payment_days: int = 20  # 109号 [V2], working days from the day after the notice is received
    payment_restarts: bool = True  # 109号 [M]
    own_answer_days: int = (
        15  # [M] consultations whose answer term no text fixes: that of R19 Arts.32, 34 by analogy
    )
    correction_days_normal: int = 15  # 苏规范: a reasonable period is normally not longer
