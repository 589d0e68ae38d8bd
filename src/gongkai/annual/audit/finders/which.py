"""Totals with parts behind 其中: 公开信息420条，其中：机构类30条、政策类55条；动态类335条. Nested and sibling 其中 too."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from gongkai.annual.audit.counting import alike, compatible
from gongkai.annual.audit.families import common_family, families_of, shared_families
from gongkai.annual.audit.finders.growth import tells_last_year
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.lists import (
    MARKER,
    OF_THESE,
    best_list,
    claims_all,
    is_open,
    prefers,
    read_list,
    score,
)
from gongkai.annual.audit.relation import Ledger, Verdict, judge_part, judge_sum, relate, show
from gongkai.annual.audit.roles import role_of, with_role
from gongkai.annual.audit.streams import ENDS_CLAUSE, behind_last
from gongkai.annual.audit.turns import OF_RECEIVED, OUTCOMES
from gongkai.annual.audit.views import opens_view, view_of, views_the_answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from gongkai.annual.audit.relation import Relation, Status
    from gongkai.annual.audit.streams import Node, Passage

DISPUTES = re.compile(r"(?:^|[。；，：])(?:在)?(?:行政)?(?P<name>复议|诉讼)(?:案件)?中[，：]")
PAST_TOTAL = re.compile(r"(?:上一?年度?|去年|前一年)(?!.{0,6}结转)|同期")
CHANGE = re.compile(r"(?:增长|增加|增多|上升|下降|减少|降低|净增|净减|同比|环比)(?:了|约|近)?$")
# From one side or another all of a total is seen; 答复中 sees one part of it.
ASPECT = re.compile(r"(?:^|[。；])(?:[从就][^，。；]{2,14}看|按照?[^，。；]{2,12}(?:分|划分))，")
HOLDS = re.compile(r"含|包括|涵盖|涉及")
REACH = 4
NEARLY = 20  # the total may be missed by one part in so many
A_FEW = (
    5  # 其中规范性文件4件、清单12项 of 6039条: less than one part in so many claims nothing about its total
)
FAR = 24  # figures back, within which a total is looked for


class Candidate(NamedTuple):
    """A reading; how many totals stand between it and its own; whether the words name that one."""

    listing: Listing
    distance: int
    meant: bool


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    earlier: list[Node] = []
    for passage in passages:
        for stream in passage.streams:
            _in_stream(stream.counts, [stream.anchor] if stream.anchor else earlier, ledger)
        earlier = passage.main.counts[-FAR:] or earlier


def _in_stream(counts: Sequence[Node], before: Sequence[Node], ledger: Ledger) -> None:
    at = 0
    while at < len(counts):
        node = counts[at]
        marked = "中" in node.gap and MARKER.search(node.gap)
        if not marked and not opens_view(node):
            at += 1
            continue
        near = _with_brackets(counts[max(0, at - FAR) : at], of=node)
        best = _best(counts, at, [*before, *near], ledger, strict=not marked)
        if best is None or _of_both(best, counts, at):
            at += 1
            continue
        record(best, ledger, "SUM-OF-WHICH")
        at = max(further_partitions(best, counts, ledger), at + 1)


def _of_both(best: Listing, counts: Sequence[Node], at: int) -> bool:
    """收到9件，上年结转1件，其中网络5件、信函5件: the list divides the two together, of which no figure is printed."""
    if best.balanced() or role_of(best.whole) not in {"received", "carried_in"}:
        return False
    near = [n for n in counts[max(0, at - FAR) : at] if n.sentence == counts[at].sentence]
    both = [*with_role(near, "received"), *with_role(near, "carried_in")]
    if {role_of(n) for n in both} != {"received", "carried_in"}:
        return False
    due = sum(n.number.value for n in both)
    return any(sum(p.number.value for p in one.parts) == due for one in read_list(counts, at, best.whole))


def _with_brackets(near: Sequence[Node], *, of: Node) -> list[Node]:
    """累计公开35621条（其中本年新增5210条）。本年新增信息中，…: a part alone in its bracket may be divided in the next sentence."""
    found = []
    name = view_of(of) if opens_view(of) else ""
    for node in near:
        found.append(node)
        if 0 <= of.sentence - node.sentence <= 1 and opens_view(of):
            for bracket in node.brackets:
                alone = len(bracket.counts) == 1
                found += [n for n in bracket.counts if alone or (name and name in n.label)]
    return found


def further_partitions(
    listing: Listing, counts: Sequence[Node], ledger: Ledger, *, known: bool = False
) -> int:
    """网络18件、信函7件；自然人24件、企业1件: the same total divided again; returns the index behind the last division."""
    end, last = listing.end, listing
    while end < len(counts) - 1:
        first = counts[end]
        apart = first.separator == "；" or _of_those_carried_in(last)
        apart = apart and first.sentence == last.parts[-1].sentence
        announced = MARKER.search(first.gap) or opens_view(first)
        if not apart or announced or families_of(first) & shared_families(last.parts):
            break
        again = best_list(counts, end, listing.whole)
        if again is None or not _divides_again(again) or (known and not _known(again)):
            break
        relation = as_relation(again, "SUM-OF-WHICH")
        if relation.status == "fail" and not _known(again):
            relation.status = (
                "uncertain"  # only its nearness to the total says that it is a list of its parts
            )
        ledger.add(relation)
        end, last = again.end, again
    return end


def _of_those_carried_in(listing: Listing) -> bool:
    """办结155件，其中上年结转7件，予以公开98件、…: all of them are divided behind the lone part."""
    return len(listing.parts) == 1 and role_of(listing.parts[0]) == "carried_in"


def _divides_again(listing: Listing) -> bool:
    """Parts of a known partition, or such as make the total or nearly do."""
    whole, parts = listing.whole, listing.parts
    if len(parts) == 1 or listing.inner or not compatible(whole, parts[0]) or _holds_a_total(listing):
        return False
    if role_of(parts[0]) in {"answered", "received"} and not listing.balanced():
        return False  # 收到36件，网上11件、信函25件；答复36件，予以公开1件、……
    gap = abs(sum(p.number.value for p in parts) - whole.number.value)
    return _known(listing) or gap * NEARLY <= whole.number.value


def _known(listing: Listing) -> bool:
    family = common_family(listing.parts)
    return family is not None and bool(family.head.search(listing.whole.clause))


def _holds_a_total(listing: Listing) -> bool:
    """已审结10件，维持9件，纠正1件；未审结2件: the first is the total of the next."""
    if listing.balanced():
        return False
    left = listing.parts[0].number.value
    for part in listing.parts[1:]:
        left -= part.number.value
        if left <= 0:
            return left == 0
    return False


def _best(
    counts: Sequence[Node], at: int, earlier: Sequence[Node], ledger: Ledger, *, strict: bool
) -> Listing | None:
    """The best reading over the totals in reach; a far total counts only if the full list balances with it."""
    subject = _subject(counts[at])
    named = view_of(counts[at])
    nearest: Decimal | None = None
    wholes = _wholes(counts[at], named, earlier, ledger)
    answered = _the_answered(counts[at], earlier, ledger)
    wholes = wholes if answered is None else [answered, *(n for n in wholes if n is not answered)]

    def points(candidate: Candidate) -> float:
        listing = candidate.listing
        liking = score(listing, counts) + prefers(listing.whole, listing.parts) - 1.4 * candidate.distance
        return liking + 4 * candidate.meant - 3 * (strict and not listing.balanced())

    candidates: list[Candidate] = []
    chosen: Listing | None = None
    distance = 0
    for whole in wholes:
        meant = whole is answered or any(name and name in whole.label for name in (subject, named))
        readings = [one for one in read_list(counts, at, whole) if _may_divide(one)]
        for one in readings:
            apart = _carries(one) or _of_another_kind(one) or _of_less(one, named)
            if not apart and (not distance or meant or _in_reach(one, distance, nearest)):
                candidates.append(Candidate(one, distance, meant))
        if candidates:  # a single one need not be weighed
            chosen = (max(candidates, key=points) if len(candidates) > 1 else candidates[0]).listing
        if chosen and chosen.whole is whole and not subject and _settled(chosen):
            break
        distance += bool(readings)
        if nearest is None and compatible(whole, counts[at]) and _suits(whole, counts[at]):
            nearest = whole.number.value
    if chosen is None or (strict and len(chosen.parts) == 1):
        return None
    return _restated(chosen, counts[max(0, at - FAR) : at])


def _in_reach(listing: Listing, distance: int, nearest: Decimal | None) -> bool:
    """May a list divide a total that is not the nearest?"""
    sure = not listing.crossed or len(listing.parts) > 2  # noqa: PLR2004 - three balance by no chance
    whole_list = listing.balanced() and not listing.cut and sure
    return not _beside(listing, nearest) and (whole_list or _natural(listing, distance))


def _wholes(first: Node, named: str, earlier: Sequence[Node], ledger: Ledger) -> list[Node]:
    """The figures that a list may divide, the nearest first."""
    free = [n for n in reversed(earlier) if _may_be_whole(n, ledger)]
    outcomes = OUTCOMES in families_of(first)
    if outcomes:
        free = [n for n in free if role_of(n) != "carried_out"] or free
    free = free or list(reversed(earlier))[:1]
    if opens_view(first):
        free = [n for n in free if not _under_another_view(n)]
    wholes = free[:REACH]
    if all(
        n.number.value < first.number.value for n in wholes
    ):  # 自然人2件，企业2件。其中3件已答复: of all four
        near = (n for n in free[REACH:] if n.passage is first.passage)
        wholes += [n for n in near if n.number.value >= first.number.value][:1]
    if named:  # 厅机关受理的申请中，…: the one named, be it a part itself
        wholes = [n for n in reversed(earlier) if named in n.label and n not in wholes][:1] + wholes
    same_sentence = [n for n in wholes if n.passage is first.passage and n.sentence == first.sentence]
    others = [n for n in wholes if not tells_last_year(n)] or wholes  # 比2010年的80件增加16件。其中…
    others = [n for n in others if n.number.value >= first.number.value] or others  # 答复94件，未到期2件。…
    named_ones = [
        n for n in others if (named and named in n.label) or (outcomes and role_of(n) == "answered")
    ]
    told = [n for n in others if n in named_ones or not _one_of_a_row(n)]
    return same_sentence or told or others


def _the_answered(first: Node, earlier: Sequence[Node], ledger: Ledger) -> Node | None:
    """收到12件，其中8件已答复，4件在办。答复中，公开5件、…: the list is of the eight, be they a part themselves."""
    if not views_the_answered(first):
        return None
    near = [n for n in earlier if n.passage is first.passage and first.sentence - n.sentence <= 1]
    answered = [n for n in with_role(near, "answered") if alike(n, first)]
    # 其中按时答复7件 is a part of them
    inner = {n for n in answered if n in ledger.part_of and ledger.part_of[n].whole in answered}
    return next((n for n in reversed(answered) if n not in inner), None)


def _restated(listing: Listing, before: Sequence[Node]) -> Listing:
    """网站发布546条、…。其中网站发布546条，政策262条、其他284条: a figure told again is the total of all behind it."""
    first, *others = listing.parts
    if others and OF_THESE.search(first.tail):  # 其中本级收到的45件中，予以公开15件、其他30件
        return Listing(first, others, listing.end)
    told = any(n.number.value == first.number.value and n.label == first.label for n in before)
    if not told or listing.balanced() or listing.inner:
        return listing
    again = Listing(first, others, listing.end)
    return again if again.balanced() else listing


def _suits(whole: Node, first: Node) -> bool:
    """自然人97件 and 网络80件 divide what came in, not what was answered or carried over."""
    return not (families_of(first) & OF_RECEIVED) or role_of(whole) in {None, "received"}


def _may_divide(listing: Listing) -> bool:
    """No unlike counting words; and a list in another sentence makes no more than twice its total."""
    whole, first = listing.whole, listing.parts[0]
    if listing.balanced():
        return True
    if not alike(whole, first):
        return False
    apart = whole.sentence != first.sentence or whole.passage is not first.passage
    family = common_family(listing.parts)
    told = family is not None and not family.overlapping and family.head.search(whole.clause)
    return not apart or bool(told) or sum(p.number.value for p in listing.parts) <= 2 * whole.number.value


def _one_of_a_row(node: Node) -> bool:
    """包括信函2件、网络19件: each of them is a part itself, and no total for the next sentence."""
    counts = node.stream.counts
    at = counts.index(node)
    row = [n for n in counts[max(0, at - 1) : at + 2] if n is not node and n.sentence == node.sentence]
    return any(shared_families([beside, node]) for beside in row)


def _may_be_whole(node: Node, ledger: Ledger) -> bool:
    """No part of another sum but a lone one (其中2011年公开312条), no figure of last year, no step of growth."""
    home = ledger.part_of.get(node)
    if home is not None and home.rule != "PART-OF-WHOLE" and not _answered_of_received(node, home.whole):
        return False
    return not PAST_TOTAL.search(node.label) and not CHANGE.search(node.label)


def _under_another_view(node: Node) -> bool:
    """从申请方式看，网上最多，有20件；当面5件。从答复情况看，…: a part in one view is not what the next view divides."""
    counts = node.stream.counts
    at = bisect_left(counts, node.sentence, key=lambda n: n.sentence)
    opening, others = counts[at], counts[at + 1 : at + 2]
    several = any(n.sentence == node.sentence for n in others)
    return several and role_of(node) is None and opens_view(opening) and bool(ASPECT.search(opening.gap))


def _answered_of_received(node: Node, whole: Node | None) -> bool:
    """收到99件，答复98件，1件终止；其中…: the answered are a part of what came in, and are divided themselves."""
    return role_of(node) == "answered" and whole is not None and role_of(whole) == "received"


def _subject(node: Node) -> str:
    """行政复议中，… names its total: 行政复议."""
    match = DISPUTES.search(node.gap)
    return match["name"] if match else ""


def _of_less(listing: Listing, named: str) -> bool:
    """A view of no more than a part cannot fail against all."""
    return bool(named) and named not in listing.whole.clause and not listing.balanced()


def _of_another_kind(listing: Listing) -> bool:
    """结转2件；其中区政府收到31件，办结31件: what came in is no part of what was carried over, nor of what was done."""
    if listing.balanced():
        return False
    whole, parts = role_of(listing.whole), {role_of(p) for p in listing.parts}
    if {"received", "answered"} <= parts:
        return True
    first = listing.parts[0]
    alone = role_of(first) if len(listing.parts) == 1 else None
    if (whole, alone) == ("received", "answered"):  # 收到30件，其中26件已答复
        return first.number.value > listing.whole.number.value
    return whole is not None and alone in {"received", "answered"} and alone != whole


def _carries(listing: Listing) -> bool:
    """收到156件，上年结转4件。其中予以公开63件……，结转下年7件: outcomes of the two together, see carry.py."""
    of_both = _new_and_old(listing.whole) and not _tells_all_of_both(listing.parts)
    if listing.balanced() or not (of_both or role_of(listing.whole) in {"received", "carried_in"}):
        return False
    done = [p for p in listing.parts if "办理结果" in families_of(p)]
    if len(done) < 2 or len(done) < len(listing.parts) - 2:  # noqa: PLR2004 - one outcome is no list; 其他, 结转
        return False
    passage, sentence = listing.parts[0].passage, listing.parts[-1].sentence
    near = [n for n in passage.main.counts if abs(n.sentence - sentence) <= 2]  # noqa: PLR2004 - sentences
    return bool(with_role(near, "carried_out")) or bool(with_role(near, "carried_in"))


def _new_and_old(whole: Node) -> bool:
    """新收58件，上年结转2件，共计60件: what came in and what was carried in together."""
    before = whole.stream.nodes[max(0, whole.at - REACH) : whole.at]
    before = [n for n in before if n.sentence == whole.sentence]
    received, carried_in = with_role(before, "received"), with_role(before, "carried_in")
    both = bool(received) and bool(carried_in)
    return both and received[-1].number.value + carried_in[-1].number.value == whole.number.value


def _tells_all_of_both(parts: Sequence[Node]) -> bool:
    """共计42件，其中予以公开20件、……，结转下年3件: the list itself holds what was carried over, and no total of the rest."""
    return bool(with_role(parts, "carried_out")) and not with_role(parts, "answered")


def _settled(listing: Listing) -> bool:
    """The whole list makes this total, and it may: a farther one need not be tried."""
    whole_list = listing.balanced() and len(listing.parts) > 1 and not listing.cut and not listing.crossed
    return whole_list and prefers(listing.whole, listing.parts) >= 0


def _beside(listing: Listing, nearest: Decimal | None) -> bool:
    """The parts come near the total beside them: that one is meant, and a farther one fits by chance."""
    summed = sum(p.number.value for p in listing.parts)
    return nearest is not None and nearest <= summed * 2 and summed <= nearest * 2


def _natural(listing: Listing, distance: int) -> bool:
    """A farther total may be meant without balance only by counting word or partition (channels belong to what came in)."""
    return distance <= 2 and prefers(listing.whole, listing.parts) > 0  # noqa: PLR2004 - the two nearest


def record(listing: Listing, ledger: Ledger, rule: str, *, weak: bool = False) -> None:
    for inner in listing.all():
        one = _of_the_outer(listing, inner)
        ledger.add(as_relation(one, rule if one is listing else "SUM-NESTED", weak=weak))


def _of_the_outer(listing: Listing, inner: Listing) -> Listing:
    """答复156件，其中上年结转5件，其中公开87件、…: what is greater than the part divides the whole."""
    if inner is listing or all(p.number.value <= inner.whole.number.value for p in inner.parts):
        return inner
    counts = inner.parts[0].stream.counts
    again = best_list(counts, counts.index(inner.parts[0]), listing.whole)
    return again if again is not None and again.balanced() else inner


def as_relation(listing: Listing, rule: str, *, weak: bool = False) -> Relation:
    whole, parts = listing.whole, listing.parts
    if len(parts) == 1:
        return relate("PART-OF-WHOLE", "sum", whole, parts, _judge_part(whole, parts[0]))
    verdict = judge_sum(whole.number, [p.number for p in parts], may_fall_short=is_open(listing))
    return relate(rule, "sum", whole, parts, _softened(listing, verdict, weak=weak))


def _judge_part(whole: Node, part: Node) -> Verdict:
    """清单1份，含事项4206项: a thing holds any number of what is counted otherwise."""
    verdict = judge_part(whole.number, part.number)
    units = {whole.number.unit, part.number.unit}
    if verdict.status != "fail" or len(units) == 1 or "" in units:
        return verdict
    holds = HOLDS.search(behind_last(ENDS_CLAUSE, part.gap)) and not MARKER.search(part.gap)
    reason = f"{verdict.reason}计量单位不一，未必可以相比{'' if holds else '，请核对'}。"
    return Verdict("not_assessable" if holds else "uncertain", verdict.difference, reason)


def _softened(listing: Listing, verdict: Verdict, *, weak: bool) -> Verdict:
    """A failed sum that the words do not force is a question."""
    if verdict.status != "fail" or verdict.difference is None:
        return verdict
    whole, parts, gap = listing.whole, listing.parts, abs(verdict.difference)
    family = common_family(parts)
    published = family is not None and family.overlapping and family.head.search(whole.clause)
    if published and verdict.difference > 0:
        if all(p.number.value <= whole.number.value for p in parts):
            return Verdict(
                "uncertain",
                verdict.difference,
                f"{verdict.reason}渠道之间可能重复发布，同一信息去重后总数可以小于各渠道之和，请核对口径。",
            )
        return verdict
    few = gap * A_FEW >= whole.number.value * (A_FEW - 1) and verdict.difference < 0 and not weak
    if any(not compatible(whole, p) for p in parts):
        return Verdict(
            "not_assessable" if few else "uncertain",
            verdict.difference,
            f"{verdict.reason}计量单位不一，未必可以相加，请核对口径。",
        )
    unanswered = (
        views_the_answered(parts[0]) and role_of(whole) == "received"
    )  # others may wait for an answer
    if verdict.difference < 0 and (unanswered or not claims_all(listing, weak=weak)):
        nothing = few or not whole.number.exact
        status: Status = "pass" if weak else "not_assessable" if nothing else "uncertain"
        return Verdict(
            status, verdict.difference, f"{verdict.reason}文中没有说明已列全，另有{show(gap)}未列出。"
        )
    return verdict
