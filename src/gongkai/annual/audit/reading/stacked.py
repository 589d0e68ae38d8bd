"""Tables that a reader of web pages wrote with every cell on a line of its own, closed by a pipe.

    行政规范性文件 |
    5 |
    12 |
    8 |
    |||

A line of several pipes fills up a row that spans columns; a single pipe is a blank cell, or opens a row. Some readers
put the pipe itself on a line of its own between two cells.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSED: Final = re.compile(r"[^|]*[^|\s][^|]*\|\s*")
_FEWEST: Final = 20  # cells of one line each; fewer are no table of the form
_OPENER: Final = "|"


def unstacked(lines: Sequence[str]) -> list[str]:
    """The same lines with such cells freed of their pipes: one cell a line, a blank line for a blank cell."""
    piped = [line for line in lines if "|" in line]
    closed = sum(1 for line in piped if _CLOSED.fullmatch(line))
    words = sum(1 for line in piped if line.strip(" |"))
    if not words and sum(1 for line in piped if line.strip() == _OPENER) >= _FEWEST:
        return [line for line in lines if "|" not in line]
    if closed < _FEWEST or closed * 3 < words:
        return list(lines)
    found: list[str] = []
    for drawn, run in groupby(lines, key=lambda line: "|" in line or not line.strip()):
        kept = list(run)
        found += _cells(kept) if drawn else kept
    return found


def _cells(run: Sequence[str]) -> Iterator[str]:
    """A run of lines with pipes; where it begins with a single pipe, every row does."""
    drawn = [line.strip() for line in run if line.strip()]
    opens = drawn[:1] == [_OPENER]
    for at, line in enumerate(drawn):
        bare = line.replace(" ", "")
        if bare == _OPENER:
            following = drawn[at + 1] if at + 1 < len(drawn) else ""
            if not (opens and re.search(r"[\u4e00-\u9fff]", following)):
                yield ""
        elif bare.strip(_OPENER):
            yield from (cell.strip() for cell in line.rstrip(" |").split(_OPENER))
    if not drawn:
        yield from run
