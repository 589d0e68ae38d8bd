"""The audit of one published report: read, find, judge. Nothing here asks the clock, the network or a database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gongkai.annual.audit import identities_told, keys
from gongkai.annual.audit.finders import (
    after,
    brackets,
    carry,
    everything,
    growth,
    headings,
    mentions,
    next_sentence,
    plain,
    rates,
    rest,
    series,
    shares,
    tables_told,
    times,
    which,
)
from gongkai.annual.audit.metadata import Kind, identify, is_report, kind_of
from gongkai.annual.audit.numbers import EXACT
from gongkai.annual.audit.passages import passages
from gongkai.annual.audit.reading import ReadingError
from gongkai.annual.audit.relation import Ledger
from gongkai.annual.audit.small_tables import read_small_tables
from gongkai.annual.audit.statistics import read_statistics
from gongkai.annual.audit.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from gongkai.annual.audit.reading import Document
    from gongkai.annual.audit.relation import Relation
    from gongkai.annual.audit.streams import Node, Passage

# Sums first: shares, mentions and tables ask which figure is a part of which.
FINDERS = (
    which,
    brackets,
    plain,
    after,
    next_sentence,
    growth,
    times,
    series,
    shares,
    rates,
    rest,
    everything,
    carry,
    headings,
)
NUMERALS = re.compile(r"\d+")
LONGEST = 1_000_000  # characters; the longest report of a province has a twentieth of this
MOST_NUMERALS = 20_000  # runs of digits, tables and dates included
MOST_FIGURES = 5_000  # figures in prose; the longest report of a province has a tenth of this
LEAST_CELLS = 20  # filled cells that make a page without a title a report all the same


class Figure(NamedTuple):
    """One printed figure; `approximate` for 余, 约, 近, 超 and the like."""

    key: str
    label: str
    value: Decimal
    unit: str
    approximate: bool
    quote: str


@dataclass(frozen=True, slots=True)
class Audit:
    file: str
    body: str | None
    year: int | None
    form: Kind
    figures: tuple[Figure, ...]
    tables: Mapping[str, int | Decimal | None]
    relations: tuple[Relation, ...]

    def with_status(self, status: str) -> list[Relation]:
        return [r for r in self.relations if r.status == status]


def audit(document: Document) -> Audit:
    """Every relation that a report states, judged.

    Raises:
        ReadingError: the text is no annual report on disclosure; the message is a sentence.
    """
    if len(document.text) > LONGEST:
        raise ReadingError(
            f"“{document.name}”有{len(document.text)}字，远超一份年度报告的篇幅，未予核对。请只提供报告正文。"
        )
    if len(document.text) > MOST_NUMERALS and len(NUMERALS.findall(document.text)) > MOST_NUMERALS:
        raise _too_many(document)
    heading = identify(document.lines)
    tables = read_tables(document)
    statistics = read_statistics(document)
    filled = sum(1 for value in tables.cells.values() if value is not None)
    if filled < LEAST_CELLS and not statistics.found and not is_report(heading, document.text):
        raise ReadingError(
            f"“{document.name}”不像政府信息公开工作年度报告：没有找到报告标题，也没有主动公开、依申请公开等内容。请提供年度报告全文。"
        )
    read = (*tables.spans, *statistics.spans)
    small = read_small_tables(document.lines, read)
    found = passages(document.lines, (*read, *small.spans))
    if sum(len(stream.nodes) for passage in found for stream in passage.streams) > MOST_FIGURES:
        raise _too_many(document)
    ledger = Ledger()
    for finder in FINDERS:
        finder.find(found, ledger)
    keys.assign(found, ledger)
    mentions.find(found, ledger, heading.year)
    tables_told.find(found, ledger, {**tables.cells, **statistics.values}, heading.year)
    if tables.form is not None:
        ledger.relations += identities_told.relations(tables.form, tables.values, tables.quotes)
    if statistics.found:
        ledger.relations += identities_told.relations("2014", statistics.values, statistics.quotes)
    form = kind_of(document.text, tables.form, statistics=statistics.found)
    ledger.relations += small.relations
    ordered = tuple(sorted(ledger.relations, key=lambda r: r.place))
    figures = _figures(found)
    for passage in found:
        passage.untie()
    return Audit(document.name, heading.body, heading.year, form, figures, dict(tables.cells), ordered)


def _too_many(document: Document) -> ReadingError:
    return ReadingError(f"“{document.name}”里的数字过多，远超一份年度报告，未予核对。请只提供报告正文。")


def _figures(found: Sequence[Passage]) -> tuple[Figure, ...]:
    return tuple([_figure(node) for passage in found for node in passage.in_order])


def _figure(node: Node) -> Figure:
    number = node.number
    label = node.label or node.tail
    approximate = number.bound is not EXACT
    return Figure(node.key, label, number.value, number.unit, approximate, node.passage.quote(node))
