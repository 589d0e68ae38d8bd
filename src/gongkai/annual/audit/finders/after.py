"""The total behind its parts: 当面20件、信函28件、网络3件，共计51件."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible, counts_others
from gongkai.annual.audit.families import common_family
from gongkai.annual.audit.finders.growth import is_change
from gongkai.annual.audit.finders.which import NEARLY
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.lists import MARKER, boundary, claims_all
from gongkai.annual.audit.relation import Verdict, judge_sum, relate
from gongkai.annual.audit.roles import role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

WHEN = r"(?:全年|本年度?|当年|全年度|[一二两三四五六]年[来间]?|全[省市区县州])?"
CERTAIN = re.compile(
    rf"^(?:以上)?{WHEN}(?:[二三两四五六七八][个大类种]?(?:者|项|类|种|渠道|平台|途径|方式|方面|部分)|各项|各类)?(?:共计|合计|总计|总共|总数)(?:为|有|达|共)?[\u4e00-\u9fff]{{0,8}}$"
)
LIKELY = re.compile(
    rf"^(?:以上)?{WHEN}(?:共|累计)(?:有|为|达)?(?:公开|发布|推送|更新|收到|受理|办理|处理|答复|办结|送达|发放|申请|政府|信息|各类)*$"
)
POSSIBLE = re.compile(
    rf"^(?:以上)?{WHEN}(?:共|累计|(?<=全年))[\u4e00-\u9fff]{{0,6}}$"
)  # only where it balances
SUMMED = re.compile("[共计总]|^全年")
NEAR = 0.3
FEWEST_TO_ASK = 3  # parts that nearly make a total are hardly beside it by chance
QUARTER, ALL_QUARTERS = re.compile("季度?"), 4
HALF, BOTH_HALVES = re.compile("^[上下]半年"), 2
HARD = 2
FAR = 40  # figures back, within which the sentence before begins


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        for stream in passage.streams:
            for at, node in enumerate(stream.counts):
                if at > 1 and SUMMED.search(node.label) and node not in ledger.part_of:
                    _total(stream.counts, at, ledger)


def _total(counts: Sequence[Node], at: int, ledger: Ledger) -> None:
    whole = counts[at]
    certain = bool(CERTAIN.search(whole.label))
    likely = certain or bool(LIKELY.search(whole.label))
    parts = _parts_before(counts, at) if likely or POSSIBLE.search(whole.label) else []
    if not parts:
        if likely:
            _behind_a_stop(counts, at, ledger, certain=certain)
        return
    if len(parts) < 2 or any(p in ledger.part_of for p in parts):  # noqa: PLR2004 - one part is no list
        return
    if role_of(whole) == "answered" and {role_of(p) for p in parts} & {"received", "carried_in"}:
        return  # 上年结转8件，新收224件，共办理答复227件: see carry.py
    verdict = judge_sum(whole.number, [p.number for p in parts])
    if verdict.difference != 0 and not likely:
        _ask(whole, parts, verdict, ledger)
        return
    _record(Listing(whole, parts, at), verdict, ledger, certain=certain)


def _record(listing: Listing, verdict: Verdict, ledger: Ledger, *, certain: bool) -> None:
    """What fails is a question where the words do not force it, and nothing where it may be no sum at all."""
    whole, parts = listing.whole, listing.parts
    if verdict.status == "fail" and whole in ledger.heads:
        if verdict.difference is None or abs(verdict.difference) * NEARLY > whole.number.value:
            return  # what is divided behind it already need not be a total of what stands before
        verdict = Verdict("uncertain", verdict.difference, verdict.reason)
    if verdict.status == "fail":
        far = abs(float(verdict.difference or 0)) > NEAR * float(whole.number.value or 1)
        if not certain and far and common_family(parts) is None:
            return
        if not claims_all(listing) and not certain:
            verdict = Verdict("uncertain", verdict.difference, verdict.reason)
    ledger.add(relate("SUM-STATED-AFTER", "sum", whole, parts, verdict))


def _behind_a_stop(counts: Sequence[Node], at: int, ledger: Ledger, *, certain: bool) -> None:
    """网络32件；信函40件；当面8件。全年共80件: all that the sentence before counts, parts of its own parts left out."""
    whole = counts[at]
    before = [n for n in counts[max(0, at - FAR) : at] if n.sentence == counts[at - 1].sentence]
    parts = [n for n in before if n not in ledger.part_of and not _stands_among(n, whole)]
    apart = whole.sentence != counts[at - 1].sentence + 1 or whole in ledger.heads
    if apart or len(parts) < 2 or not all(compatible(p, whole) for p in parts):  # noqa: PLR2004 - one part is no list
        return
    if any(SUMMED.search(p.label) for p in parts):
        return
    verdict = judge_sum(whole.number, [p.number for p in parts])
    slip = verdict.difference is not None and abs(verdict.difference) * NEARLY <= whole.number.value
    if verdict.status == "pass" or (slip and len(parts) >= FEWEST_TO_ASK):
        family = common_family(parts)
        sure = certain or (family is not None and not family.overlapping)
        if verdict.status == "fail" and not sure:
            verdict = Verdict("uncertain", verdict.difference, verdict.reason)
        ledger.add(relate("SUM-STATED-AFTER", "sum", whole, parts, verdict))


def _ask(whole: Node, parts: Sequence[Node], verdict: Verdict, ledger: Ledger) -> None:
    """累计被采用315条: no word of a sum, but the parts before nearly make it."""
    near = verdict.difference is not None and abs(verdict.difference) * NEARLY <= whole.number.value
    quarters = len(parts) == ALL_QUARTERS and all(QUARTER.search(p.label) for p in parts)
    halves = len(parts) == BOTH_HALVES and all(HALF.search(p.label) for p in parts)
    if near and (quarters or halves):
        ledger.add(relate("SUM-STATED-AFTER", "sum", whole, parts, verdict))
    elif near and len(parts) >= FEWEST_TO_ASK:
        reason = f"{verdict.reason}总数可能另有所指，请核对。"
        asked = Verdict("uncertain", verdict.difference, reason)
        ledger.add(relate("SUM-STATED-AFTER", "sum", whole, parts, asked))


def _parts_before(counts: Sequence[Node], at: int) -> list[Node]:
    """Figures of one list before the total, back to a boundary; where several starts are open, the one that balances."""
    whole = counts[at]
    parts: list[Node] = []
    for node in reversed(counts[:at]):
        if _stands_among(node, whole):
            continue
        if node.sentence != whole.sentence or not compatible(node, whole):
            break
        carried = bool(parts) and {role_of(node), role_of(parts[0])} == {"received", "carried_in"}
        if parts and not carried and boundary([node], parts[0]) >= HARD:
            break
        parts.insert(0, node)
        if MARKER.search(node.gap):
            break
    for start in range(len(parts) - 1):
        if sum(p.number.value for p in parts[start:]) == whole.number.value:
            return parts[start:]
    return parts


def _stands_among(node: Node, whole: Node) -> bool:
    """县级40件，比上年增加10件；15个镇25件，共计65件: the change and the number of towns are no parts."""
    return is_change(node) or counts_others(node, whole)
