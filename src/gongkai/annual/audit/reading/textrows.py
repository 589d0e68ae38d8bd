"""Rows of tables that stand as plain text: columns held apart by blanks, or one cell a line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongkai.annual.audit.reading.rows import RawRow, Token, rejoin
from gongkai.annual.audit.reading.slots import Blank, fold, parse_slot

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from gongkai.annual.audit.reading.slots import Slot

_WORD = re.compile(r"\S+")
_FRAMED_NUMBER = re.compile(r"[-—–―─－·]+\s*\d{1,4}\s*[-—–―─－·]+")
_BARE_NUMBER = re.compile(r"(?:第)?\s*\d{1,4}\s*(?:页)?(?:\s*/\s*(?:共)?\s*\d{1,4}\s*(?:页)?)?")
# 规章000: a page that lost its columns; each digit is a place of its own until the width of the row says otherwise.
_GLUED = re.compile(r".*(?:[^\x00-\x7f]|\))(?P<digits>[0-9]{1,9})")
_UNITS: Final = frozenset({"件", "项", "个", "万元"})
_OFTEN_AT_LEAST: Final = 3
_REACH: Final = 14  # lines above and below in which a wrapped label is looked for
_WRAPS: Final = 3  # lines that a label goes on above or below its figures


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its words, then the figures at its right end."""

    number: int
    page: int
    words: str
    tokens: tuple[Token, ...]
    raw: str

    @property
    def blank(self) -> bool:
        return not self.words and not self.tokens


def text_lines(lines: Sequence[str], first: int, last: int, drawn: Container[int] = ()) -> list[TextLine]:
    """The lines of a half-open range; page numbers and lines of drawn grids made blank; a form feed begins a page."""
    found = []
    page = 0
    for number in range(first, last):
        page += lines[number].count("\f")
        line = _text_line(number, page, lines[number].replace("\f", ""))
        found.append(
            replace(line, words="", tokens=()) if number in drawn or _is_page_number(lines, number) else line
        )
    return found


def _text_line(number: int, page: int, line: str) -> TextLine:
    folded = fold(line)
    parts = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]
    cut = len(parts)
    while cut and (parse_slot(parts[cut - 1][0]) is not None or _is_unit(parts, cut - 1)):
        cut -= 1
    if parts and cut == len(parts) and (glued := _GLUED.fullmatch(parts[-1][0])):
        word, start, _ = parts.pop()
        at = start + glued.start("digits")
        digits = [(digit, at + place, at + place + 1) for place, digit in enumerate(glued["digits"])]
        parts += [(word[: glued.start("digits")], start, at), *digits]
        cut = len(parts) - len(digits)
    wide = wide_positions(line) if cut < len(parts) else []
    tokens = [
        Token(slot, start, end, wide[start], wide[end])
        for text, start, end in parts[cut:]
        if (slot := parse_slot(text)) is not None
    ]
    words = parts[1:cut] if cut > 1 and _stands_upright(parts[0], parts[1]) else parts[:cut]
    return TextLine(number, page, "".join(part[0] for part in words), tuple(tokens), line)


def _stands_upright(one: tuple[str, int, int], two: tuple[str, int, int]) -> bool:
    """A single character far from the next word belongs to a label that runs down the page (三、本年度办理结果)."""
    return len(one[0]) == 1 and two[1] - one[2] > 1


def _is_unit(parts: Sequence[tuple[str, int, int]], at: int) -> bool:
    return parts[at][0] in _UNITS and at > 0 and parse_slot(parts[at - 1][0]) is not None


def wide_positions(line: str) -> list[int]:
    places = [0]
    for char in line:
        places.append(places[-1] + (2 if unicodedata.east_asian_width(char) in "WF" else 1))
    return places


def _is_page_number(lines: Sequence[str], number: int) -> bool:
    bare = lines[number].strip()
    if not bare or len(bare) > 20:  # noqa: PLR2004 (longer than any page number)
        return False
    if _FRAMED_NUMBER.fullmatch(bare):
        return True
    return bool(_BARE_NUMBER.fullmatch(bare)) and _beside_page_break(lines, number)


def _beside_page_break(lines: Sequence[str], number: int) -> bool:
    """The last printed line before a form feed, or the first after one."""
    if "\f" in lines[number]:
        return True
    for line in lines[number + 1 : number + 8]:
        if "\f" in line:
            return True
        if line.strip():
            return False
    return False


def text_rows(lines: Sequence[TextLine]) -> list[RawRow]:
    """Rows of a region, by the layout that it shows: one cell a line, if no line holds more than one."""
    alone = all(not line.tokens or (not line.words and _is_one_figure(line)) for line in lines)
    return list(_cell_rows(lines) if alone else _layout_rows(lines))


def _is_one_figure(line: TextLine) -> bool:
    """One figure, or one torn by a stray blank ("1 288")."""
    return len(line.tokens) == 1 or (len(line.tokens) == 2 and len(rejoin(line.tokens, 1)) == 1)  # noqa: PLR2004


def _layout_rows(lines: Sequence[TextLine]) -> Iterator[RawRow]:
    for at, line in enumerate(lines):
        if line.tokens:
            above = _words_beside(reversed(lines[max(0, at - _REACH) : at]))[::-1]
            below = _words_beside(lines[at + 1 : at + _REACH])
            near = "".join([*above[-1:], line.words, *below[:1]])
            around = "".join([*above, line.words, *below])
            quote = " ".join(line.raw.split())
            yield RawRow(
                "layout",
                line.words,
                near,
                around,
                (),
                line.tokens,
                line.page,
                line.number,
                line.number,
                quote,
            )


def _words_beside(lines: Iterable[TextLine]) -> list[str]:
    """Lines of words, nearest first, that may belong to a wrapped label; figures end them."""
    words: list[str] = []
    for line in lines:
        if line.tokens or len(words) == _WRAPS:
            break
        if line.words:
            words.append(line.words)
    return words


@dataclass(slots=True)
class _Open:
    """A row under construction in the one-cell-a-line form."""

    words: list[str] = field(default_factory=list)
    entries: list[Slot] = field(default_factory=list)
    first: int = -1
    last: int = -1

    def row(self) -> RawRow:
        label = self.words[-1] if self.words else ""
        shown = " ".join([*self.words, *(_shown(entry) for entry in self.entries)])
        words, entries = "".join(self.words), tuple(self.entries)
        return RawRow("cells", label, words, words, entries, (), 0, self.first, self.last, shown)


def _shown(entry: Slot) -> str:
    return entry.value if isinstance(entry, Blank) else str(entry)


def _cell_rows(lines: Sequence[TextLine]) -> Iterator[RawRow]:
    """A label, then its figures line by line. Blank lines beyond the usual distance are blank cells."""
    usual = _usual_distance(lines)
    row, gap, blanks_seen = _Open(), 0, False
    for line in lines:
        if line.blank:
            gap += 1
            continue
        missing = max(0, gap - usual) // (usual + 1) if row.words else 0
        blanks_seen = blanks_seen or (missing > 0 and bool(row.entries or line.tokens))
        row.entries += [Blank.EMPTY] * missing
        gap = 0
        if line.words:
            if row.entries:
                yield row.row()
                row = _Open()
            row.words.append(line.words)
        row.first = line.number if row.first < 0 else row.first
        row.last = line.number
        row.entries += [token.slot for token in rejoin(line.tokens, len(line.tokens) - 1)]
    below = max(0, gap - usual) // (usual + 1)
    if blanks_seen or below > 1:  # a single blank line below the last figure may just end the paragraph
        row.entries += [Blank.EMPTY] * below
    if row.entries:
        yield row.row()


def _usual_distance(lines: Sequence[TextLine]) -> int:
    """The fewest blank lines that often stand between two printed lines: that many part any two cells."""
    printed = [at for at, line in enumerate(lines) if not line.blank]
    gaps = Counter(after - before - 1 for before, after in pairwise(printed))
    often = max(_OFTEN_AT_LEAST, len(printed) // 25)
    return min((gap for gap, count in gaps.items() if count >= often), default=0)
