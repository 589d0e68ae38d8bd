"""Rates of the whole: 答复率100%, 办结率98%: figures answered against figures received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.relation import Verdict, fits_share, judge_share, relate, show
from gongkai.annual.audit.roles import tells_timely, with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

RATE = re.compile(r"(?:答复|办结|办复|回复|办理|处理|受理)率")
TIMELY = re.compile(r"(?:按时|按期|及时|限时|依法)[^，。]{0,4}率")
NOT_REQUESTS = re.compile(
    r"提案|建议|热线|投诉|信访|留言|咨询|诉求|工单|舆情|许可|网民|来信|信箱|执法|民心|问政|检查"
)
VERB = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2,8})率(?:为|达|达到|是)?$")
ADVERB = re.compile(r"^(?:其?平?均|整体|总体|综合|总|年度?|全部|群众|实际|当年|全年|最终)+")
PLAIN = frozenset({"答复", "办结", "办复", "回复", "满意", "采纳", "整改", "解决"})
ENDED = re.compile(r"撤[回销]|不再处理|终止|放弃")
HUNDRED = 100
FAR = 60  # figures to either side, beyond which nothing is looked for


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        nodes = passage.in_order
        for at, node in enumerate(nodes):
            if not node.share:
                continue
            near = [n for n in nodes[max(0, at - FAR) : at + FAR] if n is not node]
            asked = RATE.search(node.label) and not NOT_REQUESTS.search(_clause_of(node))
            if not (asked and _judge(node, near, ledger)) and at > 1:
                if _of_a_list(nodes[at - 1], node, ledger):
                    continue
                if nodes[at - 2].share:
                    _in_a_chain(nodes[max(0, at - FAR) : at - 2], nodes[at - 1], node, ledger)
                else:
                    _beside(_whole_of(nodes[at - 2], ledger), nodes[at - 1], node, ledger)


def _whole_of(base: Node, ledger: Ledger) -> Node:
    """来电2160个，其中咨询1730个、建议430个；办结2147个，办结率99.4%: the rate is of all."""
    home = ledger.part_of.get(base)
    return base if home is None or home.whole is None else home.whole


def _beside(base: Node, count: Node, rate: Node, ledger: Ledger) -> None:
    """受理来信1286件，办结1270件，办结率98.8%: what is counted beside the rate bears the rate's own verb."""
    if not _may_be_rate(base, count, rate):
        return
    verdict = judge_share(count.number, base.number, rate.number)
    if verdict.status == "fail" and (rate.number.value == HUNDRED or _name(rate) not in PLAIN):
        verdict = Verdict("uncertain", verdict.difference, f"{verdict.reason}基数可能不是全部，请核对。")
    ledger.add(relate("PERCENT-RATE", "percent", base, [count], verdict, rate.number.value))


def _in_a_chain(before: Sequence[Node], count: Node, rate: Node, ledger: Ledger) -> None:
    """受理120件，办结118件，办结率98.3%；满意110件，满意率93.2%: of what was counted before, the figure that the rate fits."""
    bases = [n for n in reversed(before) if _may_be_rate(n, count, rate)]
    fitting = [n for n in bases if fits_share(count.number, n.number, rate.number)]
    for base in (fitting or bases)[:1]:
        verdict = judge_share(count.number, base.number, rate.number)
        if verdict.status == "fail":
            reason = f"{verdict.reason}文中没有写明基数，请核对。"
            verdict = Verdict("uncertain", verdict.difference, reason)
        ledger.add(relate("PERCENT-RATE", "percent", base, [count], verdict, rate.number.value))


def _of_a_list(last: Node, rate: Node, ledger: Ledger) -> bool:
    """文件312件，其中主动公开281件、依申请公开19件、不予公开12件，主动公开率90.1%: the rate of one part of the list before it."""
    name, home = _name(rate), ledger.part_of.get(last)
    if not name or home is None or home.whole is None or name in last.label or last.sentence != rate.sentence:
        return False
    named = [n for n in home.members if name in n.label]
    fits = len(named) == 1 and fits_share(named[0].number, home.whole.number, rate.number)
    if fits:
        verdict = judge_share(named[0].number, home.whole.number, rate.number)
        ledger.add(relate("PERCENT-RATE", "percent", home.whole, named, verdict, rate.number.value))
    return fits


def _may_be_rate(base: Node, count: Node, rate: Node) -> bool:
    """The count beside the rate bears the verb of the rate, what it is counted against does not: but 应答复 may."""
    name = _name(rate)
    if not name or base.share or count.share or base.stream is not rate.stream:
        return False
    same_clause = base.sentence == rate.sentence and count.at == rate.at - 1 and base.at < count.at
    own = base.label.replace(f"应{name}", "")
    told = name in count.label and name not in own and compatible(base, count)
    return same_clause and told and 0 < count.number.value <= base.number.value


def _name(rate: Node) -> str:
    """What a rate is the rate of: 解读 of 解读率, 主动公开 of 主动公开率."""
    match = VERB.search(rate.label)
    if match is None or TIMELY.search(rate.label):
        return ""
    name = ADVERB.sub("", match["verb"])
    name = name[-2:] if name[-2:] in PLAIN else name
    return name if len(name) > 1 else ""


def _judge(rate: Node, nodes: Sequence[Node], ledger: Ledger) -> bool:
    """Whether the rate was one of requests."""
    reach = [n for n in nodes if n.sentence >= rate.sentence - 2]
    received = _nearest([n for n in with_role(reach, "received") if n not in ledger.part_of], rate)
    answered = _answered(reach, rate)
    carried_in, carried_out = with_role(reach, "carried_in"), with_role(reach, "carried_out")
    if received is None:
        return False
    if answered is None:
        verdict = Verdict(
            "not_assessable",
            None,
            f"文中称{rate.label}{show(rate.number.value)}%，没有另列办结数，无从复算。",
        )
        ledger.add(relate("PERCENT-RATE", "percent", received, [], verdict, rate.number.value))
        return True
    verdict = judge_share(answered.number, received.number, rate.number)
    if verdict.status == "fail" and _others_made_it_whole(received, answered, rate, ledger):
        verdict = Verdict("pass", None, f"{verdict.reason}其余申请也已有结果，没有未办的。")
    elif verdict.status == "fail" and (carried_in or carried_out):
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
    return True


def _answered(reach: Sequence[Node], rate: Node) -> Node | None:
    """What the rate is told of: of timeliness it is what was answered in time, wherever that has a figure of its own."""
    timely = [n for n in reach if tells_timely(n)] if TIMELY.search(rate.label) else []
    return _nearest(timely or with_role(reach, "answered"), rate)


def _others_made_it_whole(received: Node, answered: Node, rate: Node, ledger: Ledger) -> bool:
    """收到26件，其中撤销2件，答复24件，办结率100%: the answered and the others make all that came in."""
    home = ledger.part_of.get(answered)
    balanced = home is not None and home.whole is received and home.difference == 0
    ended = [n for n in answered.stream.counts if n.sentence == answered.sentence and ENDED.search(n.words)]
    left = received.number.value - answered.number.value
    return rate.number.value == HUNDRED and (balanced or left == sum(n.number.value for n in ended))


def _clause_of(rate: Node) -> str:
    return rate.passage.clause_before(rate.number.start)


def _values(nodes: Sequence[Node]) -> list[int]:
    return [int(n.number.value) for n in nodes]


def _rounds(answered: Node, due: object, rate: Node) -> bool:
    return abs(answered.number.value * 100 / int(str(due)) - rate.number.value) <= rate.number.step / 2


def _nearest(nodes: Sequence[Node], rate: Node) -> Node | None:
    before = [n for n in nodes if n.number.end <= rate.number.start]
    return before[-1] if before else (nodes[0] if nodes else None)
