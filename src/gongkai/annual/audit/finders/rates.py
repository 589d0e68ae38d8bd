"""Rates of the whole: 答复率100%, 办结率98%: figures answered against figures received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import Verdict, fits_share, judge_share, relate, show
from gongkai.annual.audit.roles import with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

RATE = re.compile(r"(?:答复|办结|办复|回复|办理|处理|受理)率")
TIMELY = re.compile(r"(?:按时|按期|及时|限时|依法)[^，。]{0,4}率")
NOT_REQUESTS = re.compile(
    r"提案|建议|热线|投诉|信访|留言|咨询|诉求|工单|舆情|许可|网民|来信|信箱|执法|民心|问政|检查"
)
HUNDRED = 100


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        nodes = sorted(passage.nodes(), key=lambda n: n.number.start)
        for node in nodes:
            if node.share and RATE.search(node.label):
                _judge(node, [n for n in nodes if n is not node], ledger)


def _judge(rate: Node, nodes: Sequence[Node], ledger: Ledger) -> None:
    reach = [n for n in nodes if n.sentence >= rate.sentence - 2]
    if NOT_REQUESTS.search(_clause_of(rate)):
        return
    received = _nearest([n for n in with_role(reach, "received") if n not in ledger.part_of], rate)
    answered = _nearest(with_role(reach, "answered"), rate)
    carried_in, carried_out = with_role(reach, "carried_in"), with_role(reach, "carried_out")
    if received is None:
        return
    if answered is None:
        verdict = Verdict(
            "not_assessable",
            None,
            f"文中称{rate.label}{show(rate.number.value)}%，没有另列办结数，无从复算。",
        )
        ledger.add(relate("PERCENT-RATE", "percent", received, [], verdict, rate.number.value))
        return
    verdict = judge_share(answered.number, received.number, rate.number)
    if verdict.status == "fail" and (carried_in or carried_out):
        due = [
            received.number.value + s - t
            for s in (0, *_values(carried_in))
            for t in (0, *_values(carried_out))
        ]
        if any(d > 0 and _rounds(answered, d, rate) for d in due):
            verdict = Verdict(
                "pass", verdict.difference and verdict.difference * 0, f"{verdict.reason}计入结转后相符。"
            )
        else:
            verdict = Verdict(
                "uncertain", verdict.difference, f"{verdict.reason}另有结转，基数不明，请核对。"
            )
    elif (
        verdict.status == "fail"
        and TIMELY.search(rate.label)
        and answered.number.value < received.number.value
    ):
        verdict = Verdict(
            "uncertain", verdict.difference, f"{verdict.reason}按时率的基数可能是办结数，请核对。"
        )
    if (
        verdict.status == "pass"
        and rate.number.value == HUNDRED
        and not fits_share(answered.number, received.number, rate.number)
    ):
        verdict = Verdict("pass", None, verdict.reason)
    ledger.add(relate("PERCENT-RATE", "percent", received, [answered], verdict, rate.number.value))


def _clause_of(rate: Node) -> str:
    text = rate.passage.text[: rate.number.start]
    return re.split(r"[。；]", text)[-1]


def _values(nodes: Sequence[Node]) -> list[int]:
    return [int(n.number.value) for n in nodes]


def _rounds(answered: Node, due: object, rate: Node) -> bool:
    return abs(answered.number.value * 100 / int(str(due)) - rate.number.value) <= rate.number.step / 2


def _nearest(nodes: Sequence[Node], rate: Node) -> Node | None:
    before = [n for n in nodes if n.number.end <= rate.number.start]
    return before[-1] if before else (nodes[0] if nodes else None)
