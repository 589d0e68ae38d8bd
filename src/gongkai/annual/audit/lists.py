"""Reading a list of parts: where it ends, what is nested in it, whether it claims to be complete.

A list begins at a figure behind a marker (其中 and the like). It runs on until a boundary: a clause without a figure,
a new verb, another unit or another partition, a stronger separator, a full stop. Where the words leave several readings
open, the one that balances is taken; where none balances, the one the structure speaks for.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible, counted_by, counts_others
from gongkai.annual.audit.families import FAMILIES, common_family, families_of, names_a_rest, shared_families
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.roles import role_of
from gongkai.annual.audit.streams import ENDS_CLAUSE, behind_last
from gongkai.annual.audit.turns import DISPUTE, turns
from gongkai.annual.audit.views import opens_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.streams import Node

MARKER = re.compile(r"其中|当中(?=[，：])")
# 机关612条，含公告201条、动态411条; 26件已答复，包括公开10件、……
DIVIDES_PART = re.compile(r"(?:已?(?:按时|按期|书面)*(?:答复|办结))?，(?:内|其)?(?:含|包括|包含|涵盖)")
SAYS_ALL = re.compile(r"^(?:合计|共计|总计|共有?)|(?<!公)共(?![产同享建治和青计有])|累计")
NEW_VERB = re.compile(
    r"^(?:另|另外|此外|同时|并|还|又|再|以上|上述|已办理的)|^(?:20\d\d年|全年|本年|今年|当年|全区|全市|全县|我[区市县局]|年内)"
    r"|^(?:共|累计|已|按时|按期)?(?:办结|审结|答复|作出|做出|结转|同比|较上|比上|组织(?!机构|人事)|新?开设|设[置立]|建[立成]|召开|举办|开展|培训|接受|编发|印发|制发|发放|接待|发生|引发|回应(?!关切|类)|解读(?![及和类]|回应|信息|材料|稿)|转下年|顺延)"
    r"|^(?:主动)?(?:向[^，。；]{2,12})?(?:报送|上报|移交|寄送)|^(?:在法定|在规定|均在|上年|上一年)"
)
PUBLISHED = re.compile(r"^(?:发布|公开|推送|更新|刊登)")
ATTENDS = re.compile(r"参加|出席|主持")  # 发布会10场，其中主要领导参加2场: a part that no other completes
CROSS_CUT = re.compile(r"^(?:主要)?(?:涉及|关于|有关)")
LEAD_IN = re.compile(r"^(?:通过|在|对|经|以|按|由|从|属于|因|向|其中|即|包括|分别|具体)")
ALL_WORDS = re.compile(r"^(?:均|都|全部|全都|已|皆)")
OPEN_BEFORE = re.compile(
    r"主要(?:有|是|为|包括|包含|涉及|集中)?|重点|包括但不限于|例如|譬如|特别是|尤其是|多为|仅|部分为"
)
COMPLETE = re.compile(r"分别|具体|如下|分为")
OPEN_AFTER = re.compile(r"^等|^[\u4e00-\u9fff]{0,4}等$")
CUMULATIVE = re.compile(r"历年|累计(?=[\u4e00-\u9fff]{0,2}$)|以来")
SINCE = re.compile(r"以来|历年|截至|截止|累计至")
THIS_YEAR = re.compile(r"本年|今年|当年|年度|新增|(?:19|20)\d\d年")
LAST_OF_ROW = re.compile("以?及|和")
DOES = re.compile(
    r"发布|公开(?!年报|报告|指南|目录|制度|工作)|推送|收到|受理|办理|答复|通过|举办|开展|回复|处理|[编印制转]发|公示|更新|上传|报送|刊登|采用"
)
COMMAS = re.compile(r"[，；：]")
OF_THESE = re.compile(r"(?:之)?(?:中|里)$")  # 这8件中，…: a total of what follows
RECEIVED_IN_ALL = {"received", "carried_in"}
RANK = {"": 0, "、": 1, "，": 2, "：": 2, "；": 3, "。": 4}
THIRD, NEARLY_ALL, ALMOST = Decimal("0.34"), Decimal("0.8"), Decimal("0.9")  # of a total that a list makes
OVERFLOW = Decimal("1.5")  # of a total that no list of its parts makes
OUTGROWN = 12  # outweighs that a list, and one inside it, end well
ALL_BUT_A_SLIP = Decimal("0.95")
MANY = 6
LONGEST_LIST = 150
MOST_STEPS = 400
DEEPEST = 3  # a 其中 inside a 其中 inside a 其中; what is marked deeper ends its list
CROWDED = 150  # figures in one paragraph; more are no office's, and little work is spent on their lists
FEW_STEPS = 12
NEARBY = 12  # figures before a place that tell what kind of list it is
HARD, STOP = 2, 3  # strengths of a boundary; 1 is a soft one
LONGEST_LABEL = 12
KIND = 2  # characters that name a kind: 建议, 提案


def boundary(parts: Sequence[Node], node: Node) -> int:
    """How strongly the text parts a figure from the list before it: 0 not, 1 softly, 2 hard, 3 a full stop."""
    if not parts:
        return 0
    last = parts[-1]
    if node.sentence != last.sentence or node.passage is not last.passage:
        return STOP
    if role_of(last) in RECEIVED_IN_ALL and {role_of(last), role_of(node)} == RECEIVED_IN_ALL:
        return 0  # 应办理220件，其中新收211件，上年结转9件
    theirs = shared_families(parts[-NEARBY:])
    if _new_topic(parts, node, theirs) or not compatible(last, node):
        return HARD
    if (node.number.unit != last.number.unit and node.separator == "；") or _attends_alone(parts[0], node):
        return HARD
    recent = parts[1:][-NEARBY:]
    rank = RANK[node.separator]
    stronger = bool(recent) and rank > 0 and all(RANK[p.separator] < rank for p in recent)
    return int(stronger) + int(_leaves_partition(theirs, node))


def _attends_alone(first: Node, node: Node) -> bool:
    """负责人参加4期、分管负责人参加6期、其他1期 is a list all the same."""
    row = node.separator == "、" and (ATTENDS.search(node.label) or names_a_rest(node))
    return not row and ATTENDS.search(first.label) is not None


def _new_topic(parts: Sequence[Node], node: Node, theirs: frozenset[str]) -> bool:
    """A clause without a figure between, a new verb, another partition, or a cross-cut (涉及…20件)."""
    if _speaks_between(node.gap) or opens_view(node):
        return True
    verb = _begins_anew(node.label) and not _begins_anew(parts[0].label)
    if verb or (_cuts_across(node.label) and not _cuts_across(parts[0].label)):
        return True
    published = (
        node.separator == "；" and PUBLISHED.search(node.label) and not PUBLISHED.search(parts[0].label)
    )
    if published:
        return True
    if _says_all(node.label) and not _says_all(parts[0].label) and not names_a_rest(node):
        return True  # …，其中主动公开210条，市网站共采用67条: a total of its own
    own = families_of(node)
    if "审理结果" in theirs and "审理结果" not in own and DISPUTE.search(node.label):
        return True
    return bool(theirs) and bool(own) and not theirs & own and not names_a_rest(node)


def _leaves_partition(theirs: frozenset[str], node: Node) -> bool:
    """Parts of a known partition, then a label that belongs to none: the list may be over."""
    return bool(theirs) and not families_of(node) and not names_a_rest(node)


@lru_cache(maxsize=4096)
def _says_all(label: str) -> bool:
    return ("共" in label or "计" in label) and SAYS_ALL.search(label) is not None


@lru_cache(maxsize=4096)
def _is_cumulative(label: str) -> bool:
    return bool(CUMULATIVE.search(label))


@lru_cache(maxsize=4096)
def _begins_anew(label: str) -> bool:
    return bool(NEW_VERB.search(label))


@lru_cache(maxsize=4096)
def _cuts_across(label: str) -> bool:
    return bool(CROSS_CUT.search(label))


@lru_cache(maxsize=4096)
def _speaks_between(gap: str) -> bool:
    return any(not LEAD_IN.match(p) and not ALL_WORDS.match(p) for p in _clauses(gap))


def _clauses(gap: str) -> list[str]:
    """Clauses between commas that hold no figure and stand before a figure's own label."""
    pieces = COMMAS.split(gap.removesuffix("："))
    return [p for p in pieces[1:-1] if len(p) > 1 and not MARKER.fullmatch(p)]


def read_list(counts: Sequence[Node], start: int, whole: Node) -> list[Listing]:
    """Every reading of the list that starts at counts[start]: usually one to five, never more than a few hundred."""
    return _Reader(counts).readings(start, whole, nested=False)


def best_list(counts: Sequence[Node], start: int, whole: Node) -> Listing | None:
    """The reading with the highest score; None where nothing at counts[start] can be a part."""
    readings = read_list(counts, start, whole)
    return (
        max(readings, key=lambda one: score(one, counts)) if len(readings) > 1 else next(iter(readings), None)
    )


class _Reader:
    """Walks the readings of one list. `steps` and `depth` bound the work on texts that no office wrote."""

    def __init__(self, counts: Sequence[Node]) -> None:
        self.counts = counts
        self.steps = MOST_STEPS if len(counts) <= CROWDED else FEW_STEPS
        self.depth = 0
        self.level = 0

    def readings(self, start: int, whole: Node, *, nested: bool) -> list[Listing]:
        found: list[Listing] = []
        self._walk(start, Listing(whole, [], start), found, nested=nested)
        return found

    def _walk(self, at: int, so_far: Listing, found: list[Listing], *, nested: bool) -> None:
        self.steps -= 1
        if at >= len(self.counts) or self.steps < 0 or self.depth >= LONGEST_LIST:
            if so_far.parts:
                found.append(_copy(so_far, at))
            return
        self.depth += 1
        self._go_on(at, so_far, found, nested=nested)
        self.depth -= 1

    def _go_on(self, at: int, so_far: Listing, found: list[Listing], *, nested: bool) -> None:
        parts = so_far.parts
        node = self.counts[at]
        if counts_others(node, so_far.whole) and (names_a_rest(node) or not parts):
            self._pass_by(at, so_far, found, nested=nested)  # 其余9个单位13件: the list goes on
            return
        marked = bool(parts) and bool(MARKER.search(node.gap) or DIVIDES_PART.match(node.gap))
        strength = 0 if _goes_on_by_stops(so_far, node) else boundary(parts, node)
        turned = bool(parts) and turns(so_far, node)
        if parts and (strength or nested or marked or turned or _already_full(so_far, node)):
            ended = _copy(so_far, at)
            ended.strength = strength
            ended.cut = 0 if strength or nested or turned else 1
            found.append(ended)
        if turned or (strength == STOP and not _continues(parts, node)):
            return
        if marked:
            self._walk_marker(at, so_far, found, nested=nested)
            return
        if parts and _is_cumulative(node.label) and not _is_cumulative(parts[0].label):
            self._pass_by(at, so_far, found, nested=nested)  # 今年公开18条，历年累计66条
            return
        if counts_others(node, so_far.whole):
            self._pass_by(at, so_far, found, nested=nested)  # 甲局15件，3个镇12件
            return
        crossed = so_far.crossed + (strength >= HARD)
        onward = Listing(so_far.whole, [*parts, node], at + 1, list(so_far.inner), crossed)
        self._walk(at + 1, onward, found, nested=nested)

    def _pass_by(self, at: int, so_far: Listing, found: list[Listing], *, nested: bool) -> None:
        """The figure stands in the list and is no part of it."""
        aside = Listing(so_far.whole, so_far.parts, at + 1, list(so_far.inner), so_far.crossed)
        self._walk(at + 1, aside, found, nested=nested)

    def _walk_marker(self, at: int, so_far: Listing, found: list[Listing], *, nested: bool) -> None:
        """A second 其中: its whole is the figure before it, a part of this list (nested) or no longer of it (sibling)."""
        if len(so_far.parts) > 1:
            sibling = Listing(so_far.whole, so_far.parts[:-1], at - 1, list(so_far.inner), so_far.crossed)
            sibling.cut = 0 if boundary(sibling.parts, so_far.parts[-1]) else 1
            found.append(sibling)
        if self.level == DEEPEST:
            found.append(_copy(so_far, at))
            return
        self.level += 1
        readings = self.readings(at, so_far.parts[-1], nested=True)
        self.level -= 1
        for inner in readings:
            onward = Listing(
                so_far.whole, list(so_far.parts), inner.end, [*so_far.inner, inner], so_far.crossed
            )
            if inner.end >= len(self.counts) or self.counts[inner.end].sentence != self.counts[at].sentence:
                found.append(onward)
            else:
                self._walk(inner.end, onward, found, nested=nested)


def _already_full(listing: Listing, node: Node) -> bool:
    """The parts so far make the total and belong to no partition that the next figure could complete."""
    if len(listing.parts) < 2 or not listing.balanced() or names_a_rest(node):  # noqa: PLR2004 - one part is no list
        return False
    last = listing.parts[-1]
    alike = last.label[:1] == node.label[:1] == "“" or last.label[-2:] == node.label[-2:] != ""
    several = len(listing.parts) > 2 and not listing.inner  # noqa: PLR2004 - three balance by no chance
    # 建议48件，提案72件，公开答复115件: what belongs to a partition goes on with none that belong to no partition
    foreign = bool(families_of(node)) and not any(families_of(p) for p in listing.parts)
    sure = several or foreign or last.number.value > node.number.value
    return sure and not alike and not shared_families(listing.parts)


def _continues(parts: Sequence[Node], node: Node) -> bool:
    """A full stop inside a list: the next item is a bare label of the same counting word, as in 机构类30条。政策类55条。"""
    same = bool(parts) and node.number.unit == parts[-1].number.unit and len(node.label) <= LONGEST_LABEL
    if not same or (DISPUTE.search(node.label) and not DISPUTE.search(parts[0].label)):
        return False
    if OF_THESE.search(node.tail) or NEW_VERB.search(node.label) or MARKER.search(node.gap):
        return False
    bare = COMMAS.search(behind_last(ENDS_CLAUSE, node.gap)) is None or names_a_rest(node)
    return bare and not _clauses(node.gap)


def _goes_on_by_stops(listing: Listing, node: Node) -> bool:
    """其中：机构类30条。政策类55条。动态类12条: where stops part all items, they part the next, until the total is made."""
    parts = listing.parts
    if not parts or node.separator != "。" or any(p.separator != "。" for p in parts[1:]):
        return False
    announced = parts[0].gap.removesuffix(parts[0].label).endswith("其中：")
    bare = not COMMAS.search(node.gap) and _continues(parts, node)
    return announced and bare and not listing.balanced()


def _copy(listing: Listing, end: int) -> Listing:
    return Listing(listing.whole, list(listing.parts), end, list(listing.inner), listing.crossed, listing.cut)


def score(listing: Listing, counts: Sequence[Node]) -> float:
    """Higher is the better reading; balance outweighs structure, structure decides where nothing balances."""
    total = 0.0
    for one in listing.all():
        if one.balanced():
            # An inner list is judged in either reading: its balance only fixes where it ends.
            total += (10 if len(one.parts) > 1 else 4) if one is listing else 3
        # Three figures or more make a total by no chance, so that little matters what stands between them.
        sure = one.balanced() and len(one.parts) > 2  # noqa: PLR2004
        total -= (1 if sure else 4) * one.crossed
        if any(not compatible(one.whole, p) for p in one.parts):
            total -= 1 if sure else 3
        if any(inner.whole.number.value > one.whole.number.value for inner in one.inner):
            total -= OUTGROWN  # what is divided again and greater than the whole is no part of it
        if one is not listing and any(p.number.value > one.whole.number.value for p in one.parts):
            total -= 8  # what is greater than a part is told of the whole
    total -= OUTGROWN * _holds_the_next_whole(listing, counts)
    total -= 3 * listing.cut
    if _overflows(listing):
        total -= 2
    if _goes_on(listing, counts):
        total -= 12
    total += _ends_well(listing, counts)
    for inner in listing.inner:
        total += _ends_well(inner, counts)
        if sum(p.number.value for p in inner.parts) + sum(
            p.number.value for p in listing.parts
        ) - inner.whole.number.value == (listing.whole.number.value):
            total += 5
    return total + 0.01 * len(listing.parts)


def _holds_the_next_whole(listing: Listing, counts: Sequence[Node]) -> bool:
    """建议40件，其中主办30件；提案60件，其中…: what is greater than the whole and divided itself stands beside it."""
    last, end = listing.parts[-1], listing.end
    if len(listing.parts) == 1 or last.number.value <= listing.whole.number.value or end >= len(counts):
        return False
    return last.at + 1 == counts[end].at and MARKER.search(counts[end].gap) is not None


def _overflows(listing: Listing) -> bool:
    """30条、10条、5条；推送104条: more than the whole, because what stands behind a row was taken for a part of it."""
    parts, most = listing.parts, listing.whole.number.value
    mixed = len(parts) > 3 and shared_families(parts[:2]) and not shared_families(parts)  # noqa: PLR2004
    if mixed and not listing.inner and sum(p.number.value for p in parts) > most * OVERFLOW:
        return not listing.balanced()
    ends = next((at for at, part in enumerate(parts) if at > 1 and part.separator != "、"), 0)
    if not ends or parts[ends].separator != "；" or listing.balanced():
        return False
    return sum(p.number.value for p in parts) > most * OVERFLOW >= sum(p.number.value for p in parts[:ends])


def _goes_on(listing: Listing, counts: Sequence[Node]) -> bool:
    """新制定4件、修订2件、废止1件: what stands in the same row is not left out because the others make the total.

    Two may make it by chance; of more, only a row of one mark that goes on with a bare name to the end of its clause.
    """
    parts, end = listing.parts, listing.end
    if end >= len(counts) or listing.inner:
        return False
    last, following = parts[-1], counts[end]
    if last.at + 1 != following.at or last.number.unit != following.number.unit:
        return False
    if len(parts) == 1:  # 网上、邮寄、当面分别为14件、134件、130件
        return not following.label and following.separator == "、" and "分别" in last.gap
    if len(parts) == 2:  # noqa: PLR2004
        # 10件（其中商业秘密2件，个人隐私8件，…）: a bracket holds nothing but the list
        marks = "、，" if last.stream.anchor is listing.whole else "、"
        one_mark = last.separator == following.separator and last.separator in marks
        return one_mark and (last.separator == "、" or not boundary(parts, following))
    mark = parts[1].separator
    joined = following.separator == mark or (mark == "、" and LAST_OF_ROW.match(following.gap))
    if not joined or any(p.separator != mark for p in parts[2:]) or boundary(parts, following):
        return False
    return mark == "、" or (_names_only(following, parts) and _closes(following, counts, mark))


def _names_only(node: Node, parts: Sequence[Node]) -> bool:
    """A name without a verb and no channel, where the others are none."""
    strange = families_of(node) - families_of(parts[-1])
    return not strange and 1 < len(node.label) <= LONGEST_LABEL and not DOES.search(node.label)


def _closes(node: Node, counts: Sequence[Node], mark: str) -> bool:
    """Is this the last figure before a stronger mark?"""
    behind = counts[node.at + 1] if node.at + 1 < len(counts) else None
    return behind is None or behind.sentence != node.sentence or RANK[behind.separator] > RANK[mark]


def _ends_well(listing: Listing, counts: Sequence[Node]) -> float:
    """A list ends well before a boundary; a hard one is the better the nearer it is."""
    if listing.end >= len(counts):
        return 1.0
    strength = listing.strength
    if strength is None:
        strength = boundary(listing.parts, counts[listing.end])
    return {0: -2.0, 1: 0.5, 2: 2.0, 3: 2.0}[strength]


def is_open(listing: Listing) -> bool:
    """等, 主要有, 包括但不限于: parts may fall short of the total."""
    first, last = listing.parts[0], listing.parts[-1]
    before = behind_last("。；", first.gap)
    behind = last.passage.text[last.number.end : last.number.end + 2]
    cumulative = SINCE.search(listing.whole.clause) and any(THIS_YEAR.search(p.label) for p in listing.parts)
    return bool(
        OPEN_BEFORE.search(before) or OPEN_AFTER.match(behind) or OPEN_AFTER.match(last.tail) or cumulative
    )


def claims_all(listing: Listing, *, weak: bool = False) -> bool:
    """Does a shortfall contradict the text? Not where only a small share of the total is named and nothing says complete."""
    parts, whole = listing.parts, listing.whole
    if (
        any(names_a_rest(p) or _of_other_bodies(p) for p in parts)
        or COMPLETE.search(parts[0].gap)
        or names_all(whole, parts)
    ):
        return True
    if not whole.number.value:
        return True
    summed = sum(p.number.value for p in parts)
    if common_family(parts) is None and _one_more_may_be(parts, whole.number.value - summed):
        return False
    return summed / whole.number.value >= _least_share(listing, weak=weak)


def _of_other_bodies(part: Node) -> bool:
    """其余9个单位13件: the bodies between bear the word that says it."""
    before = part.stream.nodes[part.at - 1] if part.at and not part.separator else None
    return before is not None and counted_by(before) == "家" and names_a_rest(before)


def names_all(whole: Node, parts: Sequence[Node]) -> bool:
    """建议和提案45件，其中建议18件、提案27件: the kinds that the total names are all there are."""
    if len(parts) == 2 and parts[1].label in {f"未{parts[0].label}", f"不{parts[0].label}"}:  # noqa: PLR2004
        return True  # 采纳61条，未采纳147条
    kinds = {part.label[-KIND:] for part in parts}
    several = 1 < len(kinds) == len(parts)
    return several and all(len(kind) == KIND and kind in whole.label for kind in kinds)


def _one_more_may_be(parts: Sequence[Node], missing: Decimal) -> bool:
    """What is missing is as large as a third of the parts: one more such part may be left unnamed."""
    return sum(1 for p in parts if p.number.value <= missing) * 3 >= len(parts)


def _least_share(listing: Listing, *, weak: bool) -> Decimal:
    """What share of a total a list must make before its shortfall is a contradiction; reports often name a few parts only."""
    parts = listing.parts
    family = common_family(parts)
    if family is not None and not weak:
        if family.exhaustive:
            return Decimal(0)
        if len(parts) > 2:  # noqa: PLR2004
            return ALMOST if family.overlapping else THIRD
        if family.head.search(listing.whole.clause):
            return ALL_BUT_A_SLIP if family.overlapping else NEARLY_ALL
    if weak:
        return Decimal("0.66")
    if len(parts) == 2:  # noqa: PLR2004 - two parts are named as often for their weight as for their completeness
        return Decimal(1)
    return ALMOST if len(parts) < MANY else NEARLY_ALL


def prefers(whole: Node, parts: Sequence[Node]) -> float:
    """How well a candidate total suits its parts by partition and counting word."""
    liking = 0.0 if compatible(whole, parts[0]) else -4.0
    family = common_family(list(parts))
    if family is not None:
        liking += 1.5 if family.head.search(whole.clause) else 0.0
        if family.members.search(whole.words) and family in FAMILIES[:3]:
            liking -= 2
    return liking
