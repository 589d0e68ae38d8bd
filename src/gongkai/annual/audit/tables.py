"""The statistics tables of the 2019 and 2021 forms, read from a document by their labels.

A table may stand as HTML, as text drawn with pipes or tabs, as columns of `pdftotext -layout`, or one cell a line. Rows
are recognised by their printed words and order, never by their figures: identities play no part in reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gongkai.annual.audit.reading.alignment import align, says
from gongkai.annual.audit.reading.gridrows import grid_rows, text_grids
from gongkai.annual.audit.reading.layout import learn_columns
from gongkai.annual.audit.reading.order import in_order
from gongkai.annual.audit.reading.rows import RawRow, resolve
from gongkai.annual.audit.reading.sections import find_sections
from gongkai.annual.audit.reading.slots import Blank
from gongkai.annual.audit.reading.textrows import text_lines, text_rows
from gongkai.law.forms import NOT_APPLICABLE, form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from gongkai.annual.audit.reading import Document, Grid
    from gongkai.annual.audit.reading.sections import Range, Sections
    from gongkai.annual.audit.reading.slots import Slot
    from gongkai.annual.audit.reading.textrows import TextLine
    from gongkai.law.forms import Row, Table, Value

TableForm = Literal["2019", "2021"]
_FORMS: Final[tuple[TableForm, ...]] = ("2021", "2019")
_FEWEST_REQUEST_ROWS: Final = 6
_FEWEST_DISCLOSURE_ROWS: Final = 2
_MOST_ROWS: Final = 3000  # raw rows of drawn grids that are compared; a report has less than a hundred
_MOST_RANGES: Final = 4
_MOST_LINES: Final = 50_000  # lines in which drawn tables are looked for; a novel may have more
_CLOSE: Final = 0.8  # worth of one row: two forms that differ by less fit equally well
_MOSTLY: Final = 0.7
_LONGEST_TAIL: Final = 12  # characters of a label that goes on below its figures
_HEADS: Final = {
    "T2": re.compile(r"二十条|信息内容"),
    "T3": re.compile(r"勾稽|申请人情况|自然人|第一项加第二项"),
    "T4": re.compile(r"行政复议|结果|维持|未经复议"),
}
_HEADINGS_2021: Final = re.compile(r"本年制发|本年废止|现行有效|本年处理决定|本年收费")
_HEADINGS_2019: Final = re.compile(r"新制作|新公开|对外公开总|上一年项目|采购")


@dataclass(frozen=True, slots=True)
class TableReading:
    """What stood in the tables.

    `cells` has None where the cell was printed without a number; `values` is the same for `identities.judge`, with
    "/" and "—" as NOT_APPLICABLE. A cell that was not found is in neither. `spans` are half-open ranges of line
    indices that belong to tables: prose must not be read from them. `notes` are sentences on what could not be read.
    """

    form: TableForm | None
    cells: Mapping[str, int | Decimal | None]
    values: Mapping[str, Value]
    quotes: Mapping[str, str]
    spans: tuple[tuple[int, int], ...]
    notes: tuple[str, ...] = ()


class _Page(NamedTuple):
    """A document taken apart: drawn grids with their rows, and the ranges of its sections."""

    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    rows: tuple[RawRow, ...]
    sections: Sections
    drawn: frozenset[int]


class _Match(NamedTuple):
    """A table found in one place: places of printed rows with their raw rows, and how well they fit."""

    code: TableForm
    pairs: tuple[tuple[int, RawRow], ...]
    worth: float
    rows: Sequence[RawRow]
    lines: tuple[TextLine, ...]


@dataclass(slots=True)
class _Gathered:
    """Cells as they are found, and the lines that prose must leave out."""

    slots: dict[str, Slot] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def take(self, keys: Sequence[str], slots: Sequence[Slot], quote: str) -> None:
        for key, slot in zip(keys, slots, strict=True):
            self.slots.setdefault(key, slot)
            self.quotes.setdefault(key, quote)


def read_tables(document: Document) -> TableReading:
    """The tables of sections two, three and four; `form` is None and nothing is held where none was recognised."""
    grids = document.tables if document.kind == "html" else text_grids(document.lines[:_MOST_LINES])
    rows = tuple(grid_rows(grids, document.lines))[:_MOST_ROWS]
    drawn = frozenset(row.line for grid in grids for row in grid.rows)
    page = _Page(document.lines, grids, rows, find_sections(document.lines), drawn)
    gathered = _Gathered()
    code = _read_requests(page, gathered)
    code = _read_disclosure(page, gathered, code)
    if _read_cases(page, gathered) and code is None:
        code = "2021"
    slots = gathered.slots
    return TableReading(
        code,
        {key: None if isinstance(slot, Blank) else slot for key, slot in slots.items()},
        {key: _value(slot) for key, slot in slots.items()},
        gathered.quotes,
        tuple(sorted(gathered.spans)),
        tuple(gathered.notes),
    )


def _value(slot: Slot) -> Value:
    if isinstance(slot, Blank):
        return None if slot is Blank.EMPTY else NOT_APPLICABLE
    return slot


def _tables(code: TableForm, key: str) -> tuple[Table, ...]:
    return tuple(table for table in form(code).tables if table.key == key)


def _read_requests(page: _Page, gathered: _Gathered) -> TableForm | None:
    """Table three."""
    match = _best_match(page, page.sections.requests, "T3", _FORMS)
    if match is None or len(match.pairs) < _FEWEST_REQUEST_ROWS:
        return None
    told = _form_by_rows(page, match)
    if told != match.code:
        other = _best_match(page, page.sections.requests, "T3", (told,))
        match = other if other is not None and other.worth > match.worth - _CLOSE else match
    _take(page, match, "T3", gathered)
    return match.code


def _form_by_rows(page: _Page, match: _Match) -> TableForm:
    """Only the form of 2021 parts 其他处理 into rows; a body may leave the figures of all of them blank."""
    first = min(row.first for _, row in match.pairs)
    last = max(row.last for _, row in match.pairs)
    words = "".join(page.lines[first : last + 1])
    parted = [row.label for _, row in _printed(_tables("2021", "T3")) if row.key in ("C6.1", "C6.2")]
    if any(says(words, label, _MOSTLY) for label in parted):
        return "2021"
    printed = list(_printed(_tables(match.code, "T3")))
    if printed[match.pairs[-1][0]][1].key in ("C7", "D"):
        return "2019"
    return _form_by_words(page.lines) or "2019"  # a table cut off above those rows


def _read_disclosure(page: _Page, gathered: _Gathered, code: TableForm | None) -> TableForm | None:
    """Table two. Its headings tell its form; a table of another form than table three is named, not read."""
    match = _best_match(page, page.sections.disclosure, "T2", _FORMS)
    if match is None or len(match.pairs) < _FEWEST_DISCLOSURE_ROWS:
        return code
    told = _form_by_headings(page, match)
    if code is not None and told not in (None, code):
        gathered.notes.append("第二部分的表与第三部分的表不是同一种格式，第二部分未读。请核对所用格式。")
        return code
    chosen = code or told or match.code
    match = match if match.code == chosen else _best_match(page, page.sections.disclosure, "T2", (chosen,))
    if match is not None:
        _take(page, match, "T2", gathered)
    return chosen


def _form_by_headings(page: _Page, match: _Match) -> TableForm | None:
    first = min(row.first for _, row in match.pairs)
    last = max(row.last for _, row in match.pairs)
    return _form_by_words(page.lines[max(0, first - 12) : last + 1])


def _form_by_words(lines: Sequence[str]) -> TableForm | None:
    words = "".join("".join(line.split()) for line in lines)
    new, old = len(_HEADINGS_2021.findall(words)), len(_HEADINGS_2019.findall(words))
    if new == old:
        return None
    return "2021" if new > old else "2019"


def _best_match(page: _Page, ranges: Sequence[Range], key: str, codes: Sequence[TableForm]) -> _Match | None:
    """The form and the place (drawn grids, or a range of text) whose rows fit the printed labels best."""
    fewest = _FEWEST_REQUEST_ROWS if key == "T3" else _FEWEST_DISCLOSURE_ROWS
    sources: list[tuple[Sequence[RawRow], tuple[TextLine, ...]]] = [(page.rows, ())]
    for part in ranges[:_MOST_RANGES]:
        lines = tuple(text_lines(page.lines, part.first, part.last, page.drawn))
        sources.append((text_rows(lines), lines))
    found = [
        _match(rows, lines, key, code) for code in codes for rows, lines in sources if len(rows) >= fewest
    ]
    return max(found, key=lambda match: match.worth, default=None)


def _match(rows: Sequence[RawRow], lines: tuple[TextLine, ...], key: str, code: TableForm) -> _Match:
    labels = [row.label for table in _tables(code, key) for row in table.rows]
    aligned = align(rows, labels)
    pairs = tuple((place, rows[at]) for place, at in enumerate(aligned.rows) if at is not None)
    return _Match(code, pairs, aligned.worth, rows, lines)


def _printed(tables: Sequence[Table]) -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in tables for row in table.rows)


def _take(page: _Page, match: _Match, key: str, gathered: _Gathered) -> None:
    """Figures of the matched rows into cells, table by table, since tables differ in width."""
    printed = list(_printed(_tables(match.code, key)))
    for table in _tables(match.code, key):
        pairs = [(printed[place][1], raw) for place, raw in match.pairs if printed[place][0] is table]
        _take_table(table, pairs, match.lines, page.grids, gathered)
    if match.lines:
        _take_blank_rows(match, printed, gathered)
    gathered.spans.update(_spans(page, [raw for _, raw in match.pairs], match.lines, key))


def _take_table(
    table: Table,
    pairs: Sequence[tuple[Row, RawRow]],
    lines: Sequence[TextLine],
    grids: Sequence[Grid],
    gathered: _Gathered,
) -> None:
    if not pairs:
        return
    ordered = in_order([raw for _, raw in pairs], grids, [column.label for column in table.columns])
    rows = _without_remarks(ordered, len(table.columns))
    header = [line for line in lines if line.number < rows[0].first]
    columns = learn_columns(rows, [column.label for column in table.columns], header)
    for (row, _), raw in zip(pairs, rows, strict=True):
        slots = resolve(raw, len(table.columns), columns[raw.page])
        if slots is None:
            gathered.notes.append(f"“{row.label}”一行的数字对不上各列，未读。请核对原文：{raw.quote[:80]}")
        else:
            gathered.take([table.cell_key(row, column) for column in table.columns], slots, raw.quote)


def _take_blank_rows(match: _Match, printed: Sequence[tuple[Table, Row]], gathered: _Gathered) -> None:
    """In text a row of blanks leaves only its label, between the rows that stand before and after it on the form."""
    found = dict(match.pairs)
    for place in range(len(printed)):
        if place in found:
            continue
        table, row = printed[place]
        after = max((raw.last for at, raw in found.items() if at < place), default=match.lines[0].number)
        before = min(
            (raw.first for at, raw in found.items() if at > place), default=match.lines[-1].number + 1
        )
        if any(after < raw.first < before for raw in match.rows if raw.mode == "layout"):
            continue
        words = "".join(line.words for line in match.lines if after <= line.number < before)
        if says(words, row.label):
            keys = [table.cell_key(row, column) for column in table.columns]
            gathered.take(keys, [Blank.EMPTY] * len(keys), row.label)


def _without_remarks(rows: Sequence[RawRow], width: int) -> list[RawRow]:
    """What stands behind the form's columns and is blank in every row: a column for remarks, or rows drawn too long."""
    behind = [row.entries[width:] for row in rows if row.mode == "grid"]
    if any(entry is not Blank.EMPTY for entries in behind for entry in entries):
        return list(rows)
    return [replace(row, entries=row.entries[:width]) if row.mode == "grid" else row for row in rows]


def _read_cases(page: _Page, gathered: _Gathered) -> bool:
    """Table four: fifteen figures in one row, or the same in rows of five and ten."""
    table = _tables("2021", "T4")[0]
    keys = [table.cell_key(table.rows[0], column) for column in table.columns]
    for rows, lines in _case_sources(page):
        for found in _fifteen(rows, lines, len(keys)):
            slots, used = found
            gathered.take(keys, slots, " ".join(row.quote for row in used))
            gathered.spans.update(_spans(page, used, lines, "T4"))
            return True
    return False


def _case_sources(page: _Page) -> Iterator[tuple[list[RawRow], tuple[TextLine, ...]]]:
    for grid in page.grids:
        words = "".join(cell.text for row in grid.rows for cell in row.cells if not cell.copied)
        told = re.search(r"结果维持|结果纠正|尚未审结", "".join(words.split()))
        first = grid.rows[0].line if grid.rows else -1
        if told or any(part.first <= first < part.last for part in page.sections.cases[:_MOST_RANGES]):
            yield grid_rows((grid,), page.lines), ()
    for part in page.sections.cases[:_MOST_RANGES]:
        lines = tuple(text_lines(page.lines, part.first, part.last, page.drawn))
        yield text_rows(lines), lines


def _fifteen(
    rows: Sequence[RawRow], lines: tuple[TextLine, ...], width: int
) -> Iterator[tuple[tuple[Slot, ...], list[RawRow]]]:
    whole = [(slots, [row]) for row in rows if (slots := resolve(row, width, None)) is not None]
    yield from (found for found in whole if any(slot is not Blank.EMPTY for slot in found[0]))
    yield from _in_pieces(rows, width)
    yield from _by_header(rows, lines)
    yield from (found for found in whole if not found[1][0].label)


def _in_pieces(rows: Sequence[RawRow], width: int) -> Iterator[tuple[tuple[Slot, ...], list[RawRow]]]:
    """Rows of five or ten figures that together make the table."""
    pieces = [(slots, row) for row in rows if len(slots := _all_slots(row)) in (5, 10)]
    together = tuple(chain.from_iterable(slots for slots, _ in pieces))
    if len(together) == width:
        yield together, [row for _, row in pieces]


def _all_slots(row: RawRow) -> tuple[Slot, ...]:
    if row.mode == "layout":
        return tuple(token.slot for token in row.tokens)
    return row.entries


def _by_header(
    rows: Sequence[RawRow], lines: tuple[TextLine, ...]
) -> Iterator[tuple[tuple[Slot, ...], list[RawRow]]]:
    """A row with blanks among columns of text: the words above say where the columns stand."""
    labels = [column.label for column in _tables("2021", "T4")[0].columns]
    for row in rows:
        if row.mode == "layout" and not row.label:
            header = [line for line in lines[1:] if line.number < row.first]
            slots = resolve(row, len(labels), learn_columns([row], labels, header)[row.page])
            if slots is not None:
                yield slots, [row]


def _spans(
    page: _Page, rows: Sequence[RawRow], lines: Sequence[TextLine], key: str
) -> Iterator[tuple[int, int]]:
    """Whole grids for drawn tables; in text from the words of the table's head to its last figures."""
    firsts = {row.first for row in rows}
    if rows and rows[0].mode == "grid":
        ranges = [(grid.rows[0].line, grid.rows[-1].line + 1) for grid in page.grids if grid.rows]
        yield from (part for part in ranges if any(part[0] <= first < part[1] for first in firsts))
    elif rows:
        start, end = min(firsts), max(row.last for row in rows) + 1
        heads = [line.number for line in lines[1:] if line.number < start and _HEADS[key].search(line.words)]
        yield min([start, *heads]), _past_wrapped_label(lines, end)


def _past_wrapped_label(lines: Sequence[TextLine], end: int) -> int:
    """The last row's label may go on below its figures."""
    after = [line for line in lines if line.number >= end][:2]
    for line in after:
        if (
            line.blank
            or line.tokens
            or re.search(r"[。；：]|[一二三四五六]、", line.words)
            or len(line.words) > _LONGEST_TAIL
        ):
            return line.number
    return end + len(after)
