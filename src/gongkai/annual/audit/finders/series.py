"""Years in a row: 2013年至2015年分别受理112件、145件和203件，2015年比2014年增长40%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.finders.growth import DOWN, UP, judge_rate
from gongkai.annual.audit.relation import relate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

SPAN = re.compile(
    r"(?P<first>20\d\d)年?(?:至|到|[-—–~～]+)(?P<last>20\d\d)年[^。；]{0,40}?分别[^。；\d]{0,20}$"
)
NAMED = re.compile(r"(?P<years>(?:20\d\d年?[、，和及]){1,9}20\d\d年)[^。；]{0,40}?分别[^。；\d]{0,20}$")
YEAR = re.compile(r"20\d\d")
COMPARED = re.compile(
    r"(?P<now>20\d\d)年度?[^，。；\d]{0,6}(?:比|较|与)(?P<before>20\d\d)年(?:度|相比)*，?[^，。；\d]{0,8}$"
)
BESIDE = re.compile(r"[、，和及与]+")


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        if "分别" in passage.text:
            _in_passage(passage, ledger)


def _in_passage(passage: Passage, ledger: Ledger) -> None:
    nodes = passage.main.nodes
    told: dict[int, Node] = {}
    for at, node in enumerate(nodes):
        before = passage.text[: node.number.start]
        years = _years(before)
        row = nodes[at : at + len(years)]
        if len(years) > 1 and len(row) == len(years) and _in_a_row(row):
            told = dict(zip(years, row, strict=True))
        compared = COMPARED.search(before) if told and node.share else None
        if compared and (UP.search(node.label) or DOWN.search(node.label)):
            now, last = told.get(int(compared["now"])), told.get(int(compared["before"]))
            if now is not None and last is not None:
                verdict = judge_rate(last, now, node, down=not UP.search(node.label))
                if verdict.status == "fail" and nodes[at - 1] is not list(told.values())[-1]:
                    continue  # figures of something else stand between: the growth may be theirs
                ledger.add(relate("GROWTH-RATE", "percent", last, [now], verdict, node.number.value))


def _years(before: str) -> list[int]:
    """The years whose figures begin here, in the order of the text."""
    tail = before[-120:]
    span = SPAN.search(tail)
    if span:
        return list(range(int(span["first"]), int(span["last"]) + 1))
    named = NAMED.search(tail)
    return [int(year) for year in YEAR.findall(named["years"])] if named else []


def _in_a_row(row: Sequence[Node]) -> bool:
    one_kind = len({node.number.unit for node in row}) == 1 and not row[0].share
    return one_kind and all(BESIDE.fullmatch(node.gap) for node in row[1:])
