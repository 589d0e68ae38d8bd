"""The identities of the form (law.identities) over the cells that were read, as relations of the audit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import Relation
from gongkai.annual.audit.relation import Status as VerdictStatus
from gongkai.law.identities import Status, judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.law.forms import FormCode, Value
    from gongkai.law.identities import Judgement

BEHIND_PROSE = 10**6
STATUSES: dict[Status, VerdictStatus] = {
    Status.PASS: "pass",
    Status.FAIL: "fail",
    Status.UNCERTAIN: "uncertain",
    Status.NOT_ASSESSABLE: "not_assessable",
}


def relations(form: FormCode, values: Mapping[str, Value], quotes: Mapping[str, str]) -> Iterator[Relation]:
    """Printed identities only; hints and shares are the desk's business. A printed blank counts as nought in a sum."""
    for at, judgement in enumerate(judge(form, values, blanks="nought")):
        if judgement.severity != "error" or not judgement.check.right_keys:
            continue
        if all(key not in values for key in (*judgement.check.left_keys, *judgement.check.right_keys)):
            continue
        yield _relation(judgement, values, quotes, at)


def _relation(
    judgement: Judgement, values: Mapping[str, Value], quotes: Mapping[str, str], at: int
) -> Relation:
    left_keys, right_keys = judgement.check.left_keys, judgement.check.right_keys
    status = _status(judgement, values)
    total = None if judgement.right_total is None else Decimal(judgement.right_total)
    parts = tuple(Decimal(v) for v in judgement.left_values if isinstance(v, int | Decimal))
    difference = (
        None if judgement.difference is None or status == "not_assessable" else Decimal(judgement.difference)
    )
    lines = dict.fromkeys(quotes[k] for k in (*left_keys, *right_keys) if k in quotes)
    return Relation(
        judgement.id,
        "identity",
        total,
        parts,
        None,
        status,
        difference,
        " ／ ".join(lines),
        judgement.explanation,
        (BEHIND_PROSE, at),
    )


def _status(judgement: Judgement, values: Mapping[str, Value]) -> VerdictStatus:
    """A failure that a blank cell may explain is a question; a blank total cannot be judged."""
    if judgement.status is not Status.FAIL:
        return STATUSES[judgement.status]
    if all(values.get(k) is None for k in judgement.check.right_keys):
        return "not_assessable"
    blank = any(values.get(k) is None for k in (*judgement.check.left_keys, *judgement.check.right_keys))
    return "uncertain" if blank else "fail"
