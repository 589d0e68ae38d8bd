"""勾稽关系 of a compiled form: judged by the law, told in a shape that JSON and screen share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.sources import Number
from gongkai.law.forms import PREVIOUS, Form, Value
from gongkai.law.identities import Judgement, Status, judge


@dataclass(frozen=True, slots=True)
class Check:
    """One relation: `left` and `right` are the totals of its sides, None where one cannot be formed."""

    rule: str
    title: str
    status: str
    left: Number | None
    right: Number | None
    cells: tuple[str, ...]
    explanation: str

    @property
    def asks(self) -> bool:
        """Whether a person should look: it does not hold, or it cannot be told."""
        return self.status in {Status.FAIL, Status.UNCERTAIN}


def checks_of(
    form: Form, cells: Mapping[str, Number | None], previous: Mapping[str, Number | None] | None
) -> Iterator[Check]:
    """Every identity of the form over its cells, and those with last year's cells where they stand."""
    filled: dict[str, Value] = dict(cells)
    before: dict[str, Value] | None = None if previous is None else dict(previous)
    for judgement in judge(form, filled, before):
        yield _check(judgement)


def _check(judgement: Judgement) -> Check:
    keys = (*judgement.check.left_keys, *judgement.check.right_keys)
    return Check(
        rule=judgement.id,
        title=judgement.check.identity.title,
        status=judgement.status.value,
        left=judgement.left_total,
        right=judgement.right_total,
        cells=tuple(key for key in keys if not key.startswith(PREVIOUS)),
        explanation=judgement.explanation,
    )


def plain(number: Number | None) -> int | float | None:
    """A figure as JSON has it."""
    return float(number) if isinstance(number, Decimal) else number
