"""均, 都, 全部 of a total: 收到申请18件，均按时答复: what is answered is all that came in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import Verdict, relate, show
from gongkai.annual.audit.roles import role_of, with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

ALL = re.compile(r"(?:均|都|全部|全都|悉数)[^，。；（）]{0,22}?(?:答复|办结|回复|办理完毕|处理完毕|办复)")
ANY = re.compile("[均都全悉]")
PARTIAL = re.compile(r"均(?:不|未|无|非)")


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        if not passage.main.nodes or not ANY.search(passage.text):
            continue
        matches = [m for m in ALL.finditer(passage.text) if not PARTIAL.match(m[0])]
        if matches:
            nodes = [n for n in passage.in_order if not n.share]
            for match in matches:
                _judge(passage, nodes, match, ledger)


def _judge(passage: Passage, nodes: Sequence[Node], match: re.Match[str], ledger: Ledger) -> None:
    before = [
        n
        for n in nodes
        if n.number.end <= match.start() and _same_or_next_sentence(passage, n, match.start())
    ]
    if not before:
        return
    last = before[-1]
    subject = (
        ledger.part_of[last].whole
        if last in ledger.part_of and len(ledger.part_of[last].members) > 1
        else last
    )
    if (
        subject is None
        or role_of(subject) != "received"
        or with_role(nodes, "carried_in")
        or with_role(nodes, "carried_out")
    ):
        return
    behind = [n for n in nodes if n.number.start > match.start()]
    others = [n for n in with_role(behind, "received") if n.number.value != subject.number.value]
    # 全区收到80件，办结79件: the answered of another office
    until = others[0].number.start if others else len(passage.text)
    answered = [
        n
        for n in with_role(behind, "answered")
        if n is not subject and n.number.start < until and not _is_part(n, subject, ledger)
    ]
    said = f"文中称{show(subject.number.value)}{subject.number.unit}{match[0]}"
    if not answered:
        verdict = Verdict("not_assessable", None, f"{said}，没有另列办结数，无从比对。")
        ledger.add(relate("ALL-OF-TOTAL", "equal", subject, [subject], verdict))
        return
    other = answered[0]
    difference = other.number.value - subject.number.value
    if not (other.number.exact and subject.number.exact):
        verdict = Verdict("not_assessable", None, f"{said}；含约数，无从比对。")
    elif difference == 0:
        verdict = Verdict("pass", difference, f"{said}，另列{show(other.number.value)}，相符。")
    else:
        verdict = Verdict(
            "fail", difference, f"{said}，另列{show(other.number.value)}，相差{show(abs(difference))}。"
        )
    ledger.add(relate("ALL-OF-TOTAL", "equal", subject, [other], verdict))


def _same_or_next_sentence(passage: Passage, node: Node, at: int) -> bool:
    return sum(1 for stop in passage.stops if node.number.end <= stop < at) <= 1


def _is_part(node: Node, whole: Node, ledger: Ledger) -> bool:
    """26件全部办结，其中当场答复4件; but 其中共答复26件 is all of them."""
    home = ledger.part_of.get(node)
    return home is not None and home.whole is whole and "共" not in node.label
