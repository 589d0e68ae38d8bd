"""Lists without 其中: after 包括, 涵盖, 分别为, a colon, or bare beside a figure that they divide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.families import (
    common_family,
    families_around,
    families_of,
    names_a_rest,
    shared_families,
)
from gongkai.annual.audit.finders.growth import is_change
from gongkai.annual.audit.finders.which import NEARLY, as_relation, further_partitions, record
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.lists import DOES, KIND, MARKER, OF_THESE, best_list, boundary, names_all
from gongkai.annual.audit.roles import ANYBODY, OUTCOME, role_of
from gongkai.annual.audit.views import opens_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

CLOSED = re.compile(
    r"(?:形式|方式|类别|类型|渠道|途径|来源|结果)(?:有|为)|(?:结果|情况|构成|分布)：|分别(?:为|是|有)?|分为|具体(?:为|是|如下|情况|包括)|构成(?:为|如下)?|(?<=[^\d、]{2})各$|如下|即|前者"
)
CONTAINS = re.compile(r"包括|包含|涵盖|内容(?:为|有)|(?<!未)含")
WORDS = re.compile(f"{CLOSED.pattern}|{CONTAINS.pattern}|：|——")  # one of these, or nothing introduces a list
COLON = re.compile(r"^[^，；]{0,10}(?:：|——)")
ALL_TOGETHER = re.compile(r"共|总|合计|累计")
LEVEL = re.compile(
    r"[省市县区乡镇]级|本级|[市县区]直|各(?:县|区|乡|镇|街道|部门)|部门|乡镇|街道|[省市县区]政府|办公[室厅]"
    r"|^各?[县区乡镇](?:收到|受理|接收|公开|办理|办结|答复)"
)
EVERYWHERE = re.compile(r"总[数量]|全[省市区县州]")
CLASSED = re.compile(r"类$|信息$|类信息$|方面$|类的$")
ITEM = re.compile(r"(?:方面|类|类信息|的)的?有?$")
NEW_TOPIC = re.compile(r"^[，；]?(?:另|还|此外|同时|其余|同比|较|上年|去年)")
CAME_IN = re.compile(r"受理|收到|接收|接到|接报|登记|征集")
DONE = re.compile(r"办结|办复|答复|回复|(?<!不予)处理")
GONE = re.compile(
    r"转[办交由送]|移[送交]|交办|在办|正在|办理中|待办|不予受理|不予处理|退[回件]|撤[回销]|未受理"
)
NEAR = 0.3
FEW = 3
SMALL = 10  # a total that two figures make by chance
HARD = 2
PARTED = frozenset("，：")
KINDS = frozenset("类种")


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        for stream in passage.streams:
            _in_stream(stream.counts, ledger)


def _in_stream(counts: Sequence[Node], ledger: Ledger) -> None:
    at = 0
    while at < len(counts) - 1:
        beside = counts[at].sentence == counts[at + 1].sentence
        listing = _listing(counts, at, ledger) if beside else None
        if listing is None:
            at += 1
            continue
        at = max(further_partitions(listing, counts, ledger, known=True) - 1, at + 1)


def _listing(counts: Sequence[Node], at: int, ledger: Ledger) -> Listing | None:
    start = _past_number_of_kinds(counts, at)
    whole, first = counts[at], counts[start]
    if _apart(whole, first, ledger) or is_change(first):
        return None  # 微信500条，分别比上年增加200条、100条
    closed, contains = _introduction(whole, first)
    if not (closed or contains or (whole not in ledger.part_of and _may_divide(counts, at))):
        return None
    listing = best_list(counts, start, whole)
    if listing is None or (len(listing.parts) < 2 and not contains):  # noqa: PLR2004 - one part is no list
        return None
    if closed or contains:
        record(listing, ledger, "SUM-OF-LIST", weak=contains and not closed)
        return listing
    if _divides(listing):
        record(listing, ledger, "SUM-OF-LIST")
        return listing
    return _asked(listing, ledger)


def _asked(listing: Listing, ledger: Ledger) -> Listing | None:
    """受理412件，办结406件，转办7件; 建议提案74件，建议33件、提案42件: nearly what came in, or what the total names."""
    whole, parts = listing.whole, listing.parts
    gap = abs(sum(p.number.value for p in parts) - whole.number.value)
    if gap * NEARLY > whole.number.value or not (_disposed(whole, parts) or names_all(whole, parts)):
        return None
    if any(role_of(p) == "carried_out" for p in parts):
        return None  # see carry.py
    relation = as_relation(listing, "SUM-OF-LIST")
    relation.status = "uncertain" if relation.status == "fail" else relation.status
    ledger.add(relation)
    return listing


def _past_number_of_kinds(counts: Sequence[Node], at: int) -> int:
    """主动公开信息10条，类别有七类：… : the number of kinds announces the list and is none of its parts."""
    kinds = counts[at + 1].number.unit in KINDS and at + 2 < len(counts)
    return at + 2 if kinds and counts[at + 2].gap.startswith("：") else at + 1


def _apart(whole: Node, first: Node, ledger: Ledger) -> bool:
    """Can these two not be a total and its first part? A list to which the total itself belongs ends at a semicolon."""
    if first in ledger.part_of or whole.share or not compatible(whole, first):
        return True
    if (role_of(whole), role_of(first)) == ("answered", "carried_out"):
        return True
    return (whole in ledger.part_of and first.separator == "；") or _elsewhere(whole, first)


def _elsewhere(whole: Node, first: Node) -> bool:
    """Another sentence, another finder's marker, or a turn to something else."""
    if first.sentence != whole.sentence:
        return True
    gap = first.gap
    return bool(MARKER.search(gap) or NEW_TOPIC.search(gap)) or opens_view(first)


def _may_divide(counts: Sequence[Node], at: int) -> bool:
    """Could a bare list behind this figure divide it? Asked first, because most figures side by side are no list."""
    whole, first = counts[at], counts[at + 1]
    if ALL_TOGETHER.search(whole.label) or names_a_rest(first):
        return True
    if any(family.head.search(whole.clause) for family in families_around(first)):
        return True
    if _names_its_parts(whole, first, counts[at + 2].label if at + 2 < len(counts) else ""):
        return True
    left = whole.number.value
    for node in counts[at + 1 :]:
        left -= node.number.value
        if names_a_rest(node) and node.sentence == whole.sentence:
            return abs(left) * 3 < whole.number.value
        if left <= 0 or node.sentence != whole.sentence or MARKER.search(node.gap):
            return left == 0 or bool(MARKER.search(node.gap))
    return False


def _names_its_parts(whole: Node, first: Node, second: str) -> bool:
    """采纳61条，未采纳147条; 受理412件，办结405件; 建议提案74件，建议33件"""
    complement = bool(first.label) and second in {f"未{first.label}", f"不{first.label}"}
    done = DONE.search(first.words) and CAME_IN.search(whole.label)
    one, two = first.label[-KIND:], second[-KIND:]
    named = len(one) == len(two) == KIND and one != two and one in whole.label and two in whole.label
    return complement or bool(done) or named


def _introduction(whole: Node, first: Node) -> tuple[bool, bool]:
    between = first.gap
    words = WORDS.search(between) is not None
    if words and "：" not in between and boundary([whole], first) >= HARD:
        between = first.label
    closed = (words and bool(CLOSED.search(between) or COLON.search(between))) or bool(
        OF_THESE.search(whole.tail)
    )
    return closed, words and CONTAINS.search(between) is not None


def _divides(listing: Listing) -> bool:
    """Bare figures side by side: a list if a known partition says so, or if they come near the total."""
    whole, parts = listing.whole, listing.parts
    family = common_family(parts)
    if family is not None and family.name not in families_of(whole) and family.head.search(whole.clause):
        words = ANYBODY.sub("", whole.words)
        sure = not family.overlapping and family.head.search(whole.words) and not OUTCOME.search(words)
        return bool(sure) or listing.balanced()
    if all(LEVEL.search(p.label) for p in parts) and EVERYWHERE.search(whole.label):
        gap = abs(sum(p.number.value for p in parts) - whole.number.value)
        return gap * 10 <= whole.number.value
    if listing.balanced():
        kinds = (
            len(parts) >= FEW or names_all(whole, parts) or _all_of(whole, parts) or _disposed(whole, parts)
        )
        beside = families_of(whole) & (shared_families(parts) | families_of(parts[0]))
        return kinds and not beside
    if len(parts) < FEW or families_of(whole) & families_of(parts[0]):
        return False
    # 17件、9件、其他4件 stand side by side, and 公告17条，动态9条，其他4条 too
    to_a_rest = names_a_rest(parts[-1]) and parts[0].separator in PARTED and _leads(whole)
    if not ALL_TOGETHER.search(whole.label) and not to_a_rest:
        return False
    total = float(whole.number.value)
    summed = float(sum(p.number.value for p in parts))
    classed = all(p.separator and not p.tail and CLASSED.search(p.label) for p in parts)
    return (classed or to_a_rest) and total > 0 and abs(summed - total) / total < NEAR


def _leads(whole: Node) -> bool:
    """Is it told with a verb, or the first figure of its sentence and not of a list that is announced?"""
    before = whole.stream.nodes[whole.at - 1] if whole.at else None
    first = before is None or before.sentence != whole.sentence
    if first and WORDS.search(whole.gap):
        return False
    return (first or DOES.search(whole.label) is not None) and not ITEM.search(whole.label)


def _disposed(whole: Node, parts: Sequence[Node]) -> bool:
    """受理412件，办结405件，转办7件: what came in is done with, and the others are told to have gone elsewhere."""
    done, *others = parts
    came_in = whole.number.value > SMALL and CAME_IN.search(whole.label) and DONE.search(done.words)
    return bool(came_in) and all(GONE.search(n.words) and not DONE.search(n.words) for n in others)


def _all_of(whole: Node, parts: Sequence[Node]) -> bool:
    """共收到57件，经沟通撤件39件，受理18件: two that make all, and none of them is told by the carry."""
    told = {role_of(p) for p in parts} & {"answered", "carried_in", "carried_out"}
    return whole.number.value > SMALL and "共" in whole.label and not told
