"""Total and list in different sentences without 其中: 公开信息420条。市级公开120条，县级公开300条. Numbered lines likewise."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import alike, compatible
from gongkai.annual.audit.families import common_family, names_a_rest, shared_families
from gongkai.annual.audit.finders.growth import CHANGE, tells_last_year
from gongkai.annual.audit.finders.which import NEARLY, as_relation, record
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.lists import MARKER, SINCE
from gongkai.annual.audit.roles import role_of, with_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.families import Family
    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

NUMBERED = re.compile(
    r"(?:^|[，。；：、])(?:\d{1,2}[.．、)]|（\d{1,2}）|[一二三四五六七八九十]{1,2}是|[①-⑳])"
)
SERIES = re.compile(r"[。；，：](?:[一二三四五六七八九]是|[（(]?[1-9][.．、)）]|[①-⑨])")
ASPECT = re.compile(r"方面的?$")
KIND = re.compile(r"类(?:信息)?(?:：|为|有|共)?$|信息(?:：|为|有|共)?$")
TOGETHER = re.compile(r"共|累计|总[数量计]|合计")
CONTENTS = re.compile(
    r"(?:内容)?(?:主要|具体)?(?:涵盖|包括|包含)|具体(?:为|是|如下)|分别[为是]"
)  # 140条。内容涵盖政策9条、……
UNFINISHED = frozenset({"PART-OF-WHOLE", "SUM-OF-WHICH"})
OUTCOMES = "办理结果"
FEW = 2
OVER = Decimal("1.34")  # times the answered, up to which outcomes behind them are asked about
LONGEST = 8  # sentences with a part each
REACH = 2  # sentences
NEARLY_WITH_REST = 5  # a list that names 其他 makes its total, or misses it by a slip


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    previous: Passage | None = None
    for passage in passages:
        groups = _by_sentence(passage)
        for before, group in pairwise(groups):
            _judge(_whole_before(before, group), group, ledger)
            _divide_again(
                [n for n in passage.main.counts if 0 < group[0].sentence - n.sentence <= REACH], group, ledger
            )
        _over_sentences(groups, ledger)
        _completed(groups, ledger)
        if previous is not None and previous.main.counts and groups and previous.headings == passage.headings:
            _judge_lines(previous.main.counts[-1], groups, passage, ledger)
        previous = passage


def _judge_lines(whole: Node, groups: Sequence[Sequence[Node]], passage: Passage, ledger: Ledger) -> None:
    """The first sentence of a paragraph divides the last figure before it, or all its numbered items do."""
    if whole in ledger.heads:
        return
    everything = passage.main.counts
    numbered = _numbered(passage, everything)
    _judge(whole, everything if numbered else groups[0], ledger, numbered=numbered)


def _by_sentence(passage: Passage) -> list[list[Node]]:
    """The figures of each sentence; what it compares with last year, and what stands behind that, is no part of a list."""
    groups: dict[int, list[Node]] = {}
    compared = -1
    for node in passage.main.counts:
        if node.sentence in groups and (CHANGE.search(node.label) or tells_last_year(node)):
            compared = node.sentence
        if node.sentence != compared:
            groups.setdefault(node.sentence, []).append(node)
    return list(groups.values())


def _whole_before(before: Sequence[Node], group: Sequence[Node]) -> Node:
    """The last figure of the sentence before; of outcomes the answered, behind which others may stand."""
    answered = with_role(before, "answered") if OUTCOMES in shared_families(group) else []
    return answered[-1] if answered else before[-1]


def _over_sentences(groups: Sequence[Sequence[Node]], ledger: Ledger) -> None:
    """共512条。网站140条，其中动态95条、公示45条。公众号330条。视频号42条: a part a sentence, taken only where they balance."""
    for at, group in enumerate(groups[:-FEW]):
        whole = group[-1]
        if whole in ledger.heads or whole in ledger.part_of or not TOGETHER.search(whole.label):
            continue
        found: list[Node] = []
        sentence = whole.sentence
        for following in groups[at + 1 : at + 1 + LONGEST]:
            tops, nested = _tops(following, ledger)
            free = not _taken([p for p in tops if p not in nested], ledger)
            if following[0].sentence != sentence + 1 or not free or SINCE.search(whole.clause):
                break
            if not all(compatible(whole, p) for p in tops):
                break
            sentence += 1
            found += tops
            listing = Listing(whole, found, 0)
            if len(found) > len(tops) and listing.balanced():
                record(listing, ledger, "SUM-NEXT-SENTENCE")
                found = []
                break
        _ask(whole, found, ledger)


def _completed(groups: Sequence[Sequence[Node]], ledger: Ledger) -> None:
    """51条。其中网上29条，包括机构13条、……。用展板公开22条: the next sentence has what the list before it lacks."""
    for before, group in pairwise(groups):
        relation = ledger.part_of.get(before[-1])
        while relation is not None and relation.whole in ledger.part_of:
            relation = ledger.part_of[relation.whole]
        if relation is None or relation.whole is None or relation.rule not in UNFINISHED:
            continue
        tops, _ = _tops(group, ledger)
        whole, parts = relation.whole, [*relation.members, *tops]
        free = tops and not any(p in ledger.part_of or role_of(p) for p in tops)
        if free and Listing(whole, parts, 0).balanced() and all(compatible(whole, p) for p in parts):
            at = ledger.relations.index(relation)
            ledger.relations[at] = as_relation(Listing(whole, parts, 0), "SUM-NEXT-SENTENCE")
            ledger.part_of.update(dict.fromkeys(parts, ledger.relations[at]))


def _ask(whole: Node, parts: Sequence[Node], ledger: Ledger) -> None:
    """Three parts or more, a sentence each, that nearly make the total before them stand there by no chance."""
    if len(parts) <= FEW:
        return
    relation = as_relation(Listing(whole, list(parts), 0), "SUM-NEXT-SENTENCE")
    if relation.difference is not None and abs(relation.difference) * NEARLY <= whole.number.value:
        relation.status = "uncertain"
        ledger.add(relation)


def _numbered(passage: Passage, nodes: Sequence[Node]) -> bool:
    return len(nodes) >= FEW and len(NUMBERED.findall(passage.text)) >= len(nodes)


def _judge(whole: Node, parts: Sequence[Node], ledger: Ledger, *, numbered: bool = False) -> None:
    """Only a list that balances is taken for one, or numbered items of one kind that come near their total."""
    if len(parts) < FEW or whole in ledger.heads:
        return
    parts, nested = _tops(parts, ledger)
    if len(parts) < FEW or SINCE.search(whole.clause):
        return
    many = (
        len(parts) > FEW
    )  # 140条。内容涵盖政策9条、文件1件、……: several that balance may be counted by other words
    fits = alike if many else compatible
    listing = Listing(whole, list(parts), 0)
    free = {p for p in parts if p in nested or (many and listing.balanced() and p not in ledger.part_of)}
    if _taken([p for p in parts if p not in free], ledger) or not all(fits(whole, p) for p in parts):
        return
    gap = abs(sum(p.number.value for p in parts) - whole.number.value)
    near = (
        numbered
        and len(parts) > FEW
        and all(KIND.search(p.label or p.gap) for p in parts)
        and gap * 10 <= whole.number.value
    )
    family = common_family(parts) if len(parts) > FEW else None
    if family is not None and not family.overlapping and family.head.search(whole.clause):
        near = near or gap * NEARLY <= whole.number.value  # 收到145件。网络98件，信函31件，当面17件
    if many and (SERIES.search(parts[0].gap) and SERIES.search(parts[-1].gap)):
        near = near or gap * NEARLY <= whole.number.value
    if many and CONTENTS.match(parts[0].gap.rpartition("。")[2]):
        near = near or gap * NEARLY <= whole.number.value
    if whole.number.value > FEW and (near or listing.balanced()):
        record(listing, ledger, "SUM-NEXT-SENTENCE")
    elif not many and _nearly_by_channels(listing, gap):
        ledger.add(as_relation(listing, "SUM-NEXT-SENTENCE"))
    elif many and (_too_many_outcomes(listing, family) or _nearly_by_aspects(listing)):
        relation = as_relation(listing, "SUM-NEXT-SENTENCE")
        relation.status = "uncertain" if relation.status == "fail" else relation.status
        ledger.add(relation)


def _too_many_outcomes(listing: Listing, family: Family | None) -> bool:
    """答复113件。予以公开38件，……: more than were answered, though no word says that these are they."""
    whole = listing.whole
    told = family is not None and family.name == OUTCOMES and role_of(whole) == "answered"
    return (
        told and whole.number.value < sum(p.number.value for p in listing.parts) <= whole.number.value * OVER
    )


def _nearly_by_channels(listing: Listing, gap: Decimal) -> bool:
    """本镇公开信息214条。通过网站公开140条，通过公开栏公开75条: the only figure of its sentence, and two channels."""
    whole, family = listing.whole, common_family(listing.parts)
    alone = sum(1 for n in whole.stream.counts if n.sentence == whole.sentence) == 1
    published = family is not None and family.overlapping and family.head.search(whole.clause)
    return alone and bool(published) and gap * NEARLY <= whole.number.value


def _nearly_by_aspects(listing: Listing) -> bool:
    """公开信息798条。政策方面124条，财政方面401条，……"""
    gap = abs(sum(p.number.value for p in listing.parts) - listing.whole.number.value)
    return gap * NEARLY <= listing.whole.number.value and all(ASPECT.search(p.label) for p in listing.parts)


def _tops(parts: Sequence[Node], ledger: Ledger) -> tuple[list[Node], set[Node]]:
    """一是网站2870条，其中首页1210条、动态1660条；二是微博956条: what divides one of them is no further part beside it."""
    inside = [p for p in parts if p in ledger.part_of and ledger.part_of[p].whole in parts]
    divided = {
        whole for p in inside if (whole := ledger.part_of[p].whole) is not None and whole not in inside
    }
    return [p for p in parts if p not in inside], divided - ledger.part_of.keys()


def _taken(parts: Sequence[Node], ledger: Ledger) -> bool:
    return any(p in ledger.part_of or p in ledger.heads or MARKER.search(p.gap) for p in parts)


def _divide_again(before: Sequence[Node], parts: Sequence[Node], ledger: Ledger) -> None:
    """收到46件。其中网上32件、信函14件。自然人41件；法人5件: a total that was divided, divided again by another partition."""
    family = common_family(parts) if len(parts) >= FEW and before else None
    if family is None or _taken(parts, ledger):
        return
    answered = with_role(before, "answered") if family.name == OUTCOMES else []
    for whole in answered or before:
        listing = Listing(whole, list(parts), 0)
        if whole not in ledger.heads or not compatible(whole, parts[0]):
            continue
        relation = as_relation(listing, "SUM-NEXT-SENTENCE")
        nearly = NEARLY if not any(names_a_rest(p) for p in parts) else NEARLY_WITH_REST
        if relation.difference is not None and abs(relation.difference) * nearly <= whole.number.value:
            named = len(parts) > FEW and not family.overlapping and family.head.search(whole.clause)
            if relation.status == "fail" and not named:
                relation.status = "uncertain"
            ledger.add(relation)
            return
