"""九: reconsiderations and lawsuits by the day of the decision, complaints by the day of receipt."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.enums import Register
from gongkai.annual.facts.disputes import APPLIED, COMPLAINTS, JUDGED, REVIEW_PENDING, REVIEWED, SUIT_PENDING
from gongkai.annual.measure import Measure
from gongkai.annual.sources import Slice
from gongkai.law.disputes import DisputeCell, DisputeResult, dispute_cell

CELLS = {
    DisputeCell.UPHELD: "维持",
    DisputeCell.CORRECTED: "被依法纠错",
    DisputeCell.OTHER: "其他情形",
}


def results_of(cell: DisputeCell) -> frozenset[str]:
    return frozenset(result.value for result in DisputeResult if dispute_cell(result) is cell)


def measures(_year: int) -> Iterator[Measure]:
    review, suit = Register.RECONSIDERATIONS, Register.LAWSUITS
    yield _measure("reconsideration.applied", "申请行政复议", review, APPLIED.where())
    yield _measure("reconsideration.total", "行政复议", review, REVIEWED.where())
    for cell, label in CELLS.items():
        rows = REVIEWED.where(result=results_of(cell))
        yield _measure(f"reconsideration.{cell.value}", f"行政复议{label}", review, rows)
    yield _measure("reconsideration.pending", "行政复议尚未审结", review, REVIEW_PENDING.where())
    yield _measure("litigation.total", "行政诉讼", suit, JUDGED.where())
    for cell, label in CELLS.items():
        rows = JUDGED.where(result=results_of(cell))
        yield _measure(f"litigation.{cell.value}", f"行政诉讼{label}", suit, rows)
    yield _measure("litigation.pending", "行政诉讼尚未审结", suit, SUIT_PENDING.where())
    yield _measure("complaints.total", "举报投诉", Register.COMPLAINTS, COMPLAINTS.where())


def _measure(key: str, label: str, register: Register, rows: Slice) -> Measure:
    return Measure(key, label, "件", "九", (rows,), register)
