"""Where the numbered sections of a report stand, so that tables are looked for in the right place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST: Final = 40  # characters of a heading
_REACH: Final = 900  # lines in which a table must end where no later heading stands
_REACH_TO_HEADING: Final = (
    4000  # and where one stands: a reader of web pages may put blank lines between all cells
)
_BEFORE: Final = 12  # lines of table heading above the first row
_DISCLOSURE: Final = re.compile(r"主动公开政府信息情况")
_REQUESTS: Final = re.compile(r"收到和处理政府信息公开申请")
_CASES: Final = re.compile(r"行政复议[、,，和及]?行政诉讼")
_PROBLEMS: Final = re.compile(r"存在的?主要问题|主要问题及改进|其他需要报告的?事项")
_ANY_HEADING: Final = re.compile("|".join(p.pattern for p in (_DISCLOSURE, _REQUESTS, _CASES, _PROBLEMS)))
_FIRST_ROW: Final = re.compile(r"新收政府信息|勾稽关系")
_BLOCK: Final = re.compile(r"第?二十条第")
_OUTCOMES: Final = re.compile(r"结果维持|结果纠正")


class Range(NamedTuple):
    """Half-open range of line indices."""

    first: int
    last: int


class Sections(NamedTuple):
    """Ranges in which each table may stand, likeliest first; a table of contents makes several of them."""

    disclosure: tuple[Range, ...]
    requests: tuple[Range, ...]
    cases: tuple[Range, ...]


def find_sections(lines: Sequence[str]) -> Sections:
    bare = ["".join(line.split()) for line in lines]
    likely = [
        (at, line)
        for at, line in enumerate(bare)
        if len(line) <= _LONGEST and "。" not in line and _ANY_HEADING.search(line)
    ]
    heads = {
        pattern: [at for at, line in likely if pattern.search(line)]
        for pattern in (_DISCLOSURE, _REQUESTS, _CASES, _PROBLEMS)
    }
    later_than_cases = heads[_PROBLEMS]
    later_than_requests = sorted([*heads[_CASES], *later_than_cases])
    later_than_disclosure = sorted([*heads[_REQUESTS], *later_than_requests])
    return Sections(
        _ranges(heads[_DISCLOSURE] or _first(bare, _BLOCK), later_than_disclosure, len(bare)),
        _ranges(heads[_REQUESTS] or _first(bare, _FIRST_ROW), later_than_requests, len(bare)),
        _ranges(heads[_CASES] or _first(bare, _OUTCOMES), later_than_cases, len(bare)),
    )


def _first(bare: Sequence[str], pattern: re.Pattern[str]) -> list[int]:
    """Without a heading: a little above the first line that only the table has."""
    found = next((at for at, line in enumerate(bare) if len(line) <= _LONGEST and pattern.search(line)), None)
    return [] if found is None else [max(0, found - _BEFORE)]


def _ranges(starts: Sequence[int], ends: Sequence[int], total: int) -> tuple[Range, ...]:
    found = []
    for start in starts:
        end = next((end for end in ends if end > start), None)
        most = start + (_REACH if end is None else _REACH_TO_HEADING)
        found.append(Range(start, min(total if end is None else end, most, total)))
    return tuple(sorted(found, key=lambda part: part.first - part.last))
