"""Was the reply in time, by the way it was delivered (235号; 电子签名法 Art.11 by analogy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.events import Delivery
    from gongkai.law.instruments import Citation


@dataclass(frozen=True, slots=True)
class Timeliness:
    counted_on: date  # the day that the law takes as the day of the reply
    on_time: bool
    citation: Citation
    explanation: str
    warnings: tuple[str, ...]


def judge_delivery(delivery: Delivery, due: date) -> Timeliness:
    """MissingFactError when the date that counts for this way is not stored."""
    raise NotImplementedError
