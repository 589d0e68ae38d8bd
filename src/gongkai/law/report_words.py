"""What the national format asks of the words of a report, for a person to look at (R19 Art.50; 60号; 30号)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.instruments import Citation
from gongkai.law.reporting import FIRST_FORMAT_30_REPORT, FIRST_R19_REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST_FIRST: Final = 1000
"""Characters of section one, 原则上 (30号); 60号 named none."""
SECTIONS: Final = 6
_CONTENTS: Final = Citation(instruments.R19, 50, 1, 4)
_THEMES: Final[Mapping[str, str]] = {
    "主动公开": "主动公开",
    "依申请公开": "依申请",
    "政府信息管理": "信息管理",
    "政府信息公开平台建设": "平台",
    "监督保障": "监督保障",
}
_OF_GOVERNMENTS: Final[Mapping[str, str]] = {
    "工作考核": "考核",
    "社会评议": "评议",
    "责任追究结果": "追究|追责|问责",
}


def remarks(
    year: int, sections: Sequence[str], *, government: bool, fifth_of_last_year: str = ""
) -> tuple[str, ...]:
    """Sentences on the six sections as they are read; none before 2019, or where the report has other parts."""
    if year < FIRST_R19_REPORT or len(sections) != SECTIONS:
        return ()
    return tuple(_remarks(year, sections, government, fifth_of_last_year))


def _remarks(year: int, sections: Sequence[str], government: bool, fifth: str) -> Iterator[str]:  # noqa: FBT001
    letter = Citation(instruments.FORMAT_30 if year >= FIRST_FORMAT_30_REPORT else instruments.FORMAT_60)
    first, last = sections[0], sections[-1]
    if absent := [name for name, word in _THEMES.items() if word not in first]:
        yield f"第一部分没有写到{'、'.join(absent)}（{letter}），请补充。"
    whole = "".join(sections)
    if government and (
        absent := [name for name, word in _OF_GOVERNMENTS.items() if not re.search(word, whole)]
    ):
        yield f"各级人民政府的报告还应当包括{'、'.join(absent)}情况（{_CONTENTS}），请补充；没有的，写明没有。"
    if fifth and _plain(sections[4]) == _plain(fifth):
        yield f"第五部分与上一年度的文字相同（{letter}要求避免雷同），请按本年度的实际情况改写。"
    if year < FIRST_FORMAT_30_REPORT:
        return
    length = len("".join(first.split()))
    if length > LONGEST_FIRST:
        yield f"第一部分有{length}字，原则上不超过{LONGEST_FIRST}字（{letter}），请精简。"
    if "信息处理费" not in last:
        yield f"第六部分没有写明收取信息处理费的情况（{letter}），请补充；没有收取的，写明没有。"


def _plain(text: str) -> str:
    """Without blanks and the numbers of years: what remains the same is the same text."""
    return re.sub(r"\s|\d", "", text)
