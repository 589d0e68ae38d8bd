"""Rates of the narrative: one figure as a share of another, printed behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.figures import percent, share
from gongkai.annual.sources import Number
from gongkai.engagement.enums import CaseSource

BEST_MARK = "优秀率"
"""What a channel's best mark is called where nobody registered another name."""


@dataclass(frozen=True, slots=True)
class Rate:
    key: str
    label: str
    exact: Decimal
    printed: str
    measure: str


def _wanted() -> Iterator[tuple[str, str, str, str]]:
    """Key of the part, name of the rate, its label, key of the whole."""
    yield "requests.completed.intime", "requests.completed.intime.rate", "按期办结率", "requests.completed"
    for source in CaseSource:
        start = f"cases.{source.value}"
        for part, label in (("timely", "按时反馈率"), ("pleased", "群众满意率"), ("good", BEST_MARK)):
            yield f"{start}.{part}", f"{start}.{part}.rate", label, f"{start}.total"


RATES = tuple(_wanted())


def names_given(labels: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Key of the rate → what the channel itself calls its best mark, from pairs of source and label."""
    return {f"cases.{source}.good.rate": label for source, label in labels if label}


def rates_of(
    known: Iterable[str], values: Mapping[str, Number | None], names: Mapping[str, str]
) -> Mapping[str, list[Rate]]:
    """Key of a figure → the rates printed behind it; none where either side is 未统计 or the whole is nought.

    `names` holds what some rates are called by those who gave the mark.
    """
    keys = set(known)
    found: dict[str, list[Rate]] = {}
    for part, key, label, whole in RATES:
        if part not in keys or whole not in keys:
            continue
        top, base = values[part], values[whole]
        exact = share(top, base) if top is not None and base else None
        if exact is not None:
            found.setdefault(part, []).append(
                Rate(key, names.get(key, label), exact, percent(exact), f"{part} / {whole}")
            )
    return found
