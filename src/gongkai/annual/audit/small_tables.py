"""Small tables in text that are no national form: a row of totals under its columns, or a column of totals behind its row.

单位 公开条数 / 县发改局 315 / 县教育局 482 / 合计 797; 渠道 公报 网站 合计 / 条数 120 2310 2430; and the latter on one line.
Cells are parted by blanks, tabs or pipes and hold bare figures. Between pipes a place may be blank and counts for
nothing; elsewhere a row with a blank place ends its table.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.annual.audit.folding import fold
from gongkai.annual.audit.numbers import EXACT, Number
from gongkai.annual.audit.relation import Relation, Verdict, judge_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIGURE = re.compile(r"\d{1,12}(?:\.\d{1,4})?|\d{1,3}(?:[,，]\d{3}){1,4}(?:\.\d{1,4})?")
TOTAL = re.compile(r"(?:合|总|共|累)计(?:数量?)?(?:（.{1,4}）)?|总数量?")
PROSE = re.compile(r"[。；？！]|，(?!\d{3})")
HAN = re.compile(r"[\u4e00-\u9fff]")
BULLET = re.compile(r"^[-—·•●◆■▪*]\s*|^\d{1,2}[.、）]\s*")
GLUED = re.compile(r"(?:[^\d\s：]{2,12}：)?(?P<row>(?:[^\d\s，。；：|]{2,20}\d+\s*){2,}(?:合|总)计：?\d+)")
BLANK = ""
STROKES = re.compile(r"^\s*[-–—/／]{1,2}\s*$")  # a place that says that there is nothing
YEAR = re.compile(r"(?:19|20)\d\d")
# Rows that are no parts beside the others, and columns that no sum has.
NO_PART = re.compile(r"其中|小计|同比|增|减|上年|去年|率|比例|占比|平均|累计|以来|(?:合|总|共)计")
LONGEST_LINE, LONGEST_CELL, MOST_ROWS = 200, 24, 100
FEWEST = 2
SLIP, FAR = Decimal("0.1"), Decimal("0.3")  # of a total: what a slip misses it by, and what no slip does
BEHIND_PROSE = 1_000_000  # places of relations: behind those of the prose


class Row(NamedTuple):
    """One printed line: words, then figures; a row without figures is a heading."""

    line: int
    words: tuple[str, ...]
    figures: tuple[Decimal | None, ...]  # None: a blank place between pipes
    quote: str

    @property
    def label(self) -> str:
        return "".join(self.words)


class SmallTables(NamedTuple):
    relations: list[Relation]
    spans: list[tuple[int, int]]


def read_small_tables(lines: Sequence[str], hidden: Sequence[tuple[int, int]]) -> SmallTables:
    """`hidden` and the spans are half-open ranges of lines that belong to a table."""
    taken = {at for first, last in hidden for at in range(first, last)}
    found = SmallTables([], [])
    for at, line in enumerate(lines):
        if "计" in line and len(line) <= LONGEST_LINE and at not in taken:
            found.relations.extend(_glued(at, line))
    for block in _blocks(lines, taken):
        made = [*_down(block), *_across(block)]
        if made:
            found.relations.extend(made)
            found.spans.append((block[0].line, block[-1].line + 1))
    return found


def _blocks(lines: Sequence[str], taken: set[int]) -> Iterator[list[Row]]:
    """Rows that follow each other, with the heading before them; blank lines do not part them.

    Only lines that end in a figure are read, and of the others the one before them: there are few.
    """
    block: list[Row] = []
    before: int | None = None
    for at, line in enumerate(lines):
        end = line.rstrip(" |\t\r\f\u3000")[-1:]
        if not end and at not in taken:
            continue
        row = _row(at, line) if end.isdecimal() and at not in taken else None
        if block and (row is None or len(block) >= MOST_ROWS or not _of_one_table(block[-1], row)):
            yield block
            block = []
        if row is not None:
            heading = _row(before, lines[before]) if not block and before is not None else None
            block += [row] if heading is None else [heading, row]
        before = None if row is not None or at in taken else at
    if block:
        yield block


def _glued(at: int, line: str) -> list[Relation]:
    """复议：结果维持6 结果纠正1 其他结果3 总计10: words and figures, no mark between them."""
    match = GLUED.fullmatch(fold(line).text.strip())
    if match is None:
        return []
    *parts, whole = (Decimal(figure) for figure in re.findall(r"\d+", match["row"]))
    return _judged([(whole, parts, Row(at, (), (), " ".join(line.split())))])


def _of_one_table(last: Row, row: Row) -> bool:
    return not last.figures or len(last.figures) == len(row.figures)


def _row(at: int, line: str) -> Row | None:
    """Nothing where the line is prose, or holds words behind its figures."""
    if len(line) > LONGEST_LINE:
        return None
    cells = _cells(line)
    cut = len(cells)
    while cut and (FIGURE.fullmatch(cells[cut - 1]) or cells[cut - 1] == BLANK):
        cut -= 1
    words = tuple(cells[:cut])
    sound = words and not any(len(w) > LONGEST_CELL or FIGURE.fullmatch(w) or PROSE.search(w) for w in words)
    if not sound or not HAN.search("".join(words)):
        return None
    figures = tuple(None if cell == BLANK else Decimal(re.sub("[,，]", "", cell)) for cell in cells[cut:])
    return Row(at, words, figures, " ".join(line.split()))


def _cells(line: str) -> list[str]:
    """Between two pipes with figures around them a blank, a stroke or a slash is a place."""
    bare = BULLET.sub("", line.strip())
    if "|" not in bare:
        return [fold(cell).text for cell in bare.split()]
    places = [STROKES.sub("", cell).split() for cell in bare.strip("|").split("|")]
    return [fold(cell).text for cells in places for cell in cells or [BLANK]]


def _down(block: Sequence[Row]) -> list[Relation]:
    """The last row, or the first, is the sum of the others, column by column."""
    rows = [row for row in block if row.figures]
    if len(rows) <= FEWEST:
        return []
    total = next((row for row in (rows[-1], rows[0]) if TOTAL.fullmatch(row.label)), None)
    parts = [row for row in rows if row is not total]
    if total is None or any(NO_PART.search(row.label) for row in parts):
        return []
    columns = list(zip(*(row.figures for row in parts), strict=True))
    return _judged(
        [
            (whole, [value for value in column if value is not None], total)
            for whole, column in zip(total.figures, columns, strict=True)
            if whole is not None and not all(YEAR.fullmatch(str(value)) for value in column)
        ]
    )


def _across(block: Sequence[Row]) -> list[Relation]:
    """Every row ends in its sum, because the heading does; heading and row may stand on one line."""
    first = block[0]
    sums = []
    for row in block:
        heading = _heading_before(row) or (first.words if not first.figures else ())
        at = len(row.figures) - 1
        fits = at >= FEWEST and len(heading) in {at + 1, at + 2} and TOTAL.fullmatch(heading[-1])
        if fits and not any(NO_PART.search(word) for word in heading[:-1]):
            parts = [value for value in row.figures[:-1] if value is not None]
            whole = row.figures[-1]
            if whole is not None:
                sums.append((whole, parts, row))
    return _judged(sums)


def _heading_before(row: Row) -> tuple[str, ...]:
    """方式 当面 网络 合计 件数 8 61 69: the words up to the total are the heading, one more names the row."""
    words = row.words if TOTAL.fullmatch(row.words[-1]) else row.words[:-1]
    return words if len(words) > 1 and TOTAL.fullmatch(words[-1]) else ()


def _judged(sums: Sequence[tuple[Decimal, Sequence[Decimal], Row]]) -> list[Relation]:
    """A sum that is missed by far is none; one missed by little is a slip."""
    made = []
    for whole, parts, row in sums:
        gap = abs(sum(parts) - whole)
        if whole <= 0 or gap > whole * FAR or len(parts) < FEWEST:
            continue
        verdict = judge_sum(_number(whole), [_number(part) for part in parts])
        if verdict.status == "fail" and gap > max(whole * SLIP, Decimal(1)):
            reason = f"{verdict.reason}表中各项未必列全，请核对。"
            verdict = Verdict("uncertain", verdict.difference, reason)
        place = (BEHIND_PROSE + row.line, 0)
        made.append(
            Relation(
                "SUM-OF-TABLE", "sum", whole, tuple(parts), None, verdict.status, verdict.difference, row.quote,
                verdict.reason, place,
            )
        )  # fmt: skip
    return made


def _number(value: Decimal) -> Number:
    return Number(value, "", EXACT, 0, 0, Decimal(1))
