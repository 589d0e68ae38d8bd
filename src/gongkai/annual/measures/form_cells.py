"""Cells of the national forms: which measure stands behind a cell, and measures that only a cell of the form asks for.

A cell without dated facts has a measure without slices: it is 未统计 until a body hands the figure in with a source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.annual.enums import Register
from gongkai.annual.facts.disputes import JUDGED, REVIEW_PENDING, REVIEWED, SUIT_PENDING
from gongkai.annual.facts.requests import ENDED, OPEN_AFTER, OPEN_BEFORE, RECEIVED
from gongkai.annual.measure import Measure
from gongkai.annual.measures.disputes import results_of
from gongkai.annual.measures.requests import OUTCOMES_2014, REFUSALS_2014
from gongkai.annual.sources import Slice, Source
from gongkai.law.disputes import DisputeCell, DisputeKind
from gongkai.law.forms import Cell, Form, form_for_year
from gongkai.law.outcomes import outcomes_of
from gongkai.law.regimes import Regime

FORM_2014: Mapping[str, str] = {
    "1.1": "items.distinct",
    "1.1.normative": "normative.open",
    "1.made_normative": "normative.made",
    "1.2.2": "website.total",
    "1.2.3": "posts.weibo",
    "1.2.4": "posts.wechat",
    "2.1": "concerns.answered",
    "2.2.1": "press.conferences",
    "2.2.1.head": "press.leader",
    "2.2.2": "interviews.online",
    "2.2.2.head": "interviews.leader",
    "2.2.3": "interpretations.published",
    "2.2.4": "concerns.social",
    "2.2.5": "concerns.other",
    "3.1": "requests.received",
    "3.1.1": "requests.received.counter",
    "3.1.2": "requests.received.fax",
    "3.1.3": "requests.received.web",
    "3.1.4": "requests.received.letter",
    "3.2": "requests.completed",
    "3.2.1": "requests.completed.ontime",
    "3.2.2": "requests.completed.extended",
    "3.3": "requests.answered",
    **{row: f"requests.outcome.{key}" for key, (row, _) in OUTCOMES_2014.items()},
    **{row: f"requests.refused.{row[-1]}" for row in REFUSALS_2014},
    "4": "reconsideration.total",
    "4.1": "reconsideration.upheld",
    "4.2": "reconsideration.corrected",
    "4.3": "reconsideration.other",
    "5": "litigation.total",
    "5.1": "litigation.upheld",
    "5.2": "litigation.corrected",
    "5.3": "litigation.other",
    "6": "complaints.total",
    "7": "fees.collected",
    "9.1": "meetings.held",
    "9.2": "training.sessions",
    "9.3": "training.people",
}
"""Cell of the 2014 form (国办发〔2014〕32号) → measure."""

_LATER = {
    "T2.normative.made": "normative.made",
    "T2.normative.repealed": "normative.ended",
    "T2.normative.in_force": "normative.force",
}
_REGISTERS = {
    "1.2.1": Register.GAZETTE,
    "1.2.5": Register.OTHER_WAYS,
    "8": Register.INSTITUTION,
    "T2": Register.LICENSING,
    "T3": Register.REQUESTS,
}


def measure_keys(form: Form) -> Mapping[str, str]:
    """Every cell of the form → the key of its measure; a cell that only the form knows is its own measure."""
    known = FORM_2014 if form.code == "2014" else _LATER
    return {cell: known.get(cell, cell) for cell in form.cells}


def measures(year: int, known: Mapping[str, Measure]) -> Iterator[Measure]:
    """Measures of the year's form that no local figure stands for."""
    form = form_for_year(year)
    if form is None:
        return
    for cell, key in measure_keys(form).items():
        if key not in known:
            yield _cell_measure(form, form.cells[cell])


def _cell_measure(form: Form, cell: Cell) -> Measure:
    slices, register = _slices(form, cell.key), _register(cell.key)
    return Measure(cell.key, cell.label, cell.unit, "form", slices, register, local=False)


def _register(cell: str) -> Register:
    if cell.startswith("T4"):
        return Register.RECONSIDERATIONS if cell.startswith("T4.review") else Register.LAWSUITS
    return next(
        (register for start, register in _REGISTERS.items() if cell == start or cell.startswith(f"{start}.")),
        Register.INSTITUTION,
    )


def _slices(form: Form, cell: str) -> tuple[Slice, ...]:
    if form.code == "2014":
        return ()
    table, _, rest = cell.partition(".")
    if table == "T3":
        row, _, column = rest.rpartition(".")
        kind = {} if column == "total" else {"applicant_kind": column}
        return tuple(_request_slices(form, row, kind))
    return tuple(_dispute_slices(rest)) if table == "T4" else ()


_STOCKS: Mapping[str, Source] = {"A": RECEIVED, "B": OPEN_BEFORE, "C7": ENDED, "D": OPEN_AFTER}


def _request_slices(form: Form, row: str, kind: Mapping[str, str]) -> Iterator[Slice]:
    """A row of table three: received, carried in, one leaf or all that ended, carried out."""
    if row in _STOCKS:
        yield _STOCKS[row].where(**kind)
        return
    for regime in Regime:
        leaves = [leaf.key for leaf in outcomes_of(regime) if leaf.rows.get(form.code) == row]
        if leaves:
            yield ENDED.where(regime=regime.value, leaf=leaves, **kind)


def _dispute_slices(rest: str) -> Iterator[Slice]:
    """A column of table four: what was decided in the year, and what was pending at its end."""
    group, _, column = rest.partition(".")
    decided, pending = (REVIEWED, REVIEW_PENDING) if group == DisputeKind.REVIEW else (JUDGED, SUIT_PENDING)
    path = {} if group == DisputeKind.REVIEW else {"after_review": group == DisputeKind.SUIT_AFTER_REVIEW}
    if column in {"total", DisputeCell.PENDING}:
        yield pending.where(**path)
    if column == "total":
        yield decided.where(**path)
    elif column != DisputeCell.PENDING:
        yield decided.where(result=results_of(DisputeCell(column)), **path)
