"""One figure told twice: the mentions agree, or their scopes differ and are named, or the text contradicts itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.relation import Verdict, relate, show
from gongkai.annual.audit.roles import PAST, scope_of
from gongkai.annual.audit.streams import behind_last

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

RECEIVED = "requests.received"
STEPS = re.compile(r"新收|收到|受理|接收|接到|办理")
NEAR = 8  # figures to either side
CAME_IN = re.compile(r"接收|接到")
FIRM = frozenset(
    {
        "requests.received",
        "requests.answered",
        "requests.completed",
        "requests.carried_in",
        "requests.carried_out",
        "reconsideration.total",
        "litigation.total",
    }
)
# These keys gather several notions of "published"; two mentions are one figure only if their words agree.
BY_WORDS = frozenset(
    {
        "disclosed.total",
        "website.total",
        "weibo.total",
        "wechat.total",
        "proposals.published",
        "documents.published",
    }
)
FILLER = re.compile(
    r"(?:19|20)\d\d年度?|全年|本年度?|今年|当年|年内|共计?|累计|总计|各类|各种|政府|政务|有关|相关|的|了|已|并|我[局委办院厅镇街区市县]|达"
)
SUBSET = re.compile(r"类|专栏|栏目|领域|方面|其中|平均|每|涉及|新增")
COMPARED = re.compile(r"同比|较|比上")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
IN_THE_YEAR = re.compile(
    r"(?:^|[。；，：\s])在?((?:19|20)\d\d)年度?(?:全年|，)?"
)  # tells the year of what follows


def find(passages: Sequence[Passage], ledger: Ledger, year: int | None) -> None:
    """Keys must have been assigned (keys.py)."""
    groups: dict[str, list[Node]] = {}
    for passage in passages:
        for node in passage.nodes():
            name = _name(node)
            if name and _tells_this_year(node, year) and node not in ledger.part_of:
                groups.setdefault(name, []).append(node)
    for mentions in groups.values():
        if len(mentions) > 1:
            _judge(mentions, ledger)


def _name(node: Node) -> str:
    key = node.key
    if (key not in FIRM and key not in BY_WORDS) or node.share or not node.number.unit:
        return ""
    if key in FIRM:
        return key
    if key in BY_WORDS and not SUBSET.search(node.label):
        core = FILLER.sub("", node.label)
        return f"{node.key}:{core}" if len(core) > 1 else ""
    return ""


def _tells_this_year(node: Node, year: int | None) -> bool:
    if PAST.search(behind_last("。；", node.gap)) or COMPARED.search(node.label):
        return False
    years = YEAR.findall(node.label)
    if not years:
        years = IN_THE_YEAR.findall(node.passage.clause_before(node.number.start))
    return year is None or not years or int(years[-1]) == year


def _judge(mentions: Sequence[Node], ledger: Ledger) -> None:
    first = mentions[0]
    several = len({n.number.value for n in mentions}) > 2  # noqa: PLR2004 - two values contradict, three are three scopes
    for other in mentions[1:]:
        if not compatible(first, other) or (
            first.passage is other.passage and first.sentence == other.sentence and first.key not in FIRM
        ):
            continue
        if not (first.number.exact and other.number.exact) or first.number.grain or other.number.grain:
            continue
        beside = first.passage is other.passage and first.sentence == other.sentence
        if beside and first.number.value != other.number.value:
            continue  # two figures of one sentence are two figures
        verdict = _verdict(first, other, several=several)
        if verdict is not None:
            ledger.add(relate("EQUAL-MENTIONS", "equal", first, [other], verdict))


def _verdict(first: Node, other: Node, *, several: bool) -> Verdict | None:
    difference = other.number.value - first.number.value
    line = f"“{first.label}”为{show(first.number.value)}，另处“{other.label}”为{show(other.number.value)}"
    if difference == 0:
        return Verdict("pass", difference, f"{line}，相符。")
    one, two = scope_of(first), scope_of(other)
    if one and two and one != two:
        return None
    if _differ_by_step(first, other):
        return _of_two_steps(first, other, difference, line)
    same_section = first.passage.headings[:1] == other.passage.headings[:1] != ()
    if one != two or same_section or several or not _comparable_size(first, other):
        if first.key not in FIRM:
            return None
        named = "、".join(sorted(one | two)) or "未写明"
        return Verdict(
            "uncertain",
            difference,
            f"{line}，相差{show(abs(difference))}；两处范围或口径（{named}）可能不同，请核对。",
        )
    return Verdict("fail", difference, f"{line}，同一数字两处不一，相差{show(abs(difference))}。")


def _differ_by_step(first: Node, other: Node) -> bool:
    """收到15件，受理13件: what came in, what was accepted of it, what came in new, what was handled with the old."""
    one, two = _step(first), _step(other)
    return first.key == RECEIVED and bool(one) and bool(two) and one != two


def _step(node: Node) -> str:
    named = STEPS.findall(node.label)
    return CAME_IN.sub("收到", named[-1]) if named else ""


def _of_two_steps(first: Node, other: Node, difference: Decimal, line: str) -> Verdict | None:
    """Nothing where a figure beside them tells what lies between, as 不予受理2件 and 上年结转1件 do; else a question."""
    gap = abs(difference)
    if any(n.number.value == gap and compatible(n, first) for n in [*_beside(first), *_beside(other)]):
        return None
    reason = f"{line}，相差{show(gap)}；“{_step(first)}”与“{_step(other)}”口径可能不同，请核对。"
    return Verdict("uncertain", difference, reason)


def _beside(node: Node) -> list[Node]:
    """The figures around one, those in its own brackets included."""
    around = node.stream.nodes[max(0, node.at - NEAR) : node.at + NEAR + 1]
    return [*around, *(n for bracket in node.brackets for n in bracket.nodes[:NEAR])]


def _comparable_size(first: Node, other: Node) -> bool:
    """Figures of one scope may contradict each other; one several times the other tells of another scope."""
    small, large = sorted((first.number.value, other.number.value))
    return small * 2 >= large
