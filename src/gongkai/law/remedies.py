"""救济途径: what the paragraph must say, whom it names, by when — by outcome, decision date and way of service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.decisions import RemedyBranch
    from gongkai.law.instruments import Citation


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """Dated facts of the body on the day of decision: names, never computed."""

    review_bodies: tuple[str, ...]  # 行政复议机关, one or (to 2023-12-31) two
    court: str
    review_online: str = ""  # internet channel of reconsideration; needed when served over the internet


@dataclass(frozen=True, slots=True)
class Remedy:
    paragraph: str
    review_first: bool
    review_days: int | None
    court_months: int | None  # to court directly; None when reconsideration must come first
    court_days_after_review: int
    citations: tuple[Citation, ...]
    warnings: tuple[str, ...]


def remedy(
    branch: RemedyBranch, decided_on: date, facts: RemedyFacts, *, served_online: bool = False
) -> Remedy:
    """ValueError (a sentence naming the missing fact) when the paragraph could not name its bodies."""
    raise NotImplementedError
