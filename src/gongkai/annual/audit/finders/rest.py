"""All but some: 收到申请47件，除3件撤回、2件补正外，其余42件均已答复: what is set apart and the rest make the total."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.relation import Verdict, judge_sum, relate
from gongkai.annual.audit.roles import with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

SETS_APART = re.compile(r"[，：；]除(?!此|以上|上述)[^，。；]{0,20}$")
THE_REST = re.compile(r"[以之]?外[，的]{0,2}(?:其[余他它]|余下|剩余|剩下)[^，。；]{0,12}$")
LEFT = re.compile(r"其余|余下|剩余|剩下")
REACH = 3
NEARLY = 10  # the total may be missed by one part in so many


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        apart, left = "除" in passage.text, LEFT.search(passage.text)
        if not (apart or left):
            continue
        counts = passage.main.counts
        for at, node in enumerate(counts):
            if apart and at and SETS_APART.search(node.gap):
                _judge(counts, at, ledger)
            if left and at > 1 and LEFT.match(node.label) and node.separator in {"，", "；"}:
                _left_over(counts[at - 2], counts[at - 1], node, ledger)


def _left_over(whole: Node, part: Node, rest: Node, ledger: Ledger) -> None:
    """应答复77件，已答复74件，其余3件尚在办理: one part and the rest make the figure before them."""
    one_sentence = whole.sentence == rest.sentence and compatible(whole, part) and compatible(part, rest)
    if not one_sentence or any(node in ledger.part_of for node in (part, rest)):
        return
    verdict = judge_sum(whole.number, [part.number, rest.number])
    if verdict.status == "fail":
        far = verdict.difference is None or abs(verdict.difference) * NEARLY > whole.number.value
        if far or part.number.value > whole.number.value or with_role(whole.stream.counts, "carried_in"):
            return
        verdict = Verdict("uncertain", verdict.difference, f"{verdict.reason}其余数可能另有所指，请核对。")
    ledger.add(relate("SUM-REST", "sum", whole, [part, rest], verdict))


def _judge(counts: Sequence[Node], at: int, ledger: Ledger) -> None:
    rest = _rest(counts, at)
    if rest is None or any(node in ledger.part_of for node in counts[at : rest + 1]):
        return
    parts = counts[at : rest + 1]
    wholes = [n for n in reversed(counts[:at]) if n.sentence == parts[0].sentence and compatible(n, parts[0])]
    if not wholes:
        return
    summed = sum(part.number.value for part in parts)
    whole = next((n for n in wholes[:REACH] if n.number.value == summed), wholes[0])
    verdict = judge_sum(whole.number, [part.number for part in parts])
    if verdict.status == "fail" and _of_another(whole, parts, wholes, ledger):
        return
    if verdict.status == "fail" and len(wholes) > 1:
        verdict = Verdict("uncertain", verdict.difference, f"{verdict.reason}总数可能是另一数，请核对。")
    ledger.add(relate("SUM-ALL-BUT", "sum", whole, parts, verdict))


def _of_another(whole: Node, parts: Sequence[Node], wholes: Sequence[Node], ledger: Ledger) -> bool:
    """A part greater than the figure before, a figure that is a part itself, or new and carried in together."""
    summed = sum(part.number.value for part in parts)
    together = sum(node.number.value for node in wholes[:2]) == summed
    return together or whole in ledger.part_of or any(p.number.value > whole.number.value for p in parts)


def _rest(counts: Sequence[Node], at: int) -> int | None:
    """The place of the figure that tells the rest, in the same sentence."""
    for place, node in islice(enumerate(counts), at + 1, at + 1 + REACH):
        if node.sentence != counts[at].sentence or not compatible(node, counts[at]):
            return None
        if THE_REST.search(node.gap):
            return place
    return None
