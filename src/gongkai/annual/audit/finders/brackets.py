"""Parts in brackets: 受理申请51件（当面20件、信函28件、网络3件）; 答复60件(含上年结转5件) is a part, not an addend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.families import common_family
from gongkai.annual.audit.finders.which import further_partitions, record
from gongkai.annual.audit.listing import Listing
from gongkai.annual.audit.lists import MARKER, best_list
from gongkai.annual.audit.views import opens_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage, Stream

CONTAINS = re.compile(r"^[，：]?(?:均?含|包括|包含|涵盖|包括了)|含")
# The bracket tells of another year or another thing: no part of the figure before it.
ASIDE = re.compile(
    r"上年(?!.{0,2}结转)|上一年(?!度?结转)|去年(?!结转)|同比|环比|较|比上|另|不含|不包括|除|占|累计|折合|约合|第|每|满分|如|详见|附"
)
ONLY_A_YEAR = re.compile(r"20\d\d年(?:度|同期)?(?:分别)?[为是有]?$")
IN_THEM = re.compile(r"之?[中里]")


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        for stream in passage.streams:
            if stream.anchor is not None and stream.counts:
                _in_bracket(stream, stream.anchor, ledger)


def _in_bracket(stream: Stream, anchor: Node, ledger: Ledger) -> None:
    counts = stream.counts
    first = counts[0]
    if MARKER.search(first.gap) or opens_view(first) or _tells_aside(counts) or anchor.share:
        return
    contains = bool(CONTAINS.search(first.gap))
    if len(counts) == 1:
        if contains and compatible(anchor, first):
            record(Listing(anchor, [first], 1), ledger, "SUM-IN-BRACKETS", weak=True)
        return
    start = int(_restates(first, anchor))
    listing = best_list(counts, start, anchor)
    if listing is None:
        return
    if not compatible(anchor, listing.parts[0]) and not listing.balanced():
        return
    listing = _of_the_whole(listing, ledger)
    known = common_family(listing.parts) is not None
    record(listing, ledger, "SUM-IN-BRACKETS", weak=contains and not known)
    further_partitions(listing, counts, ledger)


def _tells_aside(counts: Sequence[Node]) -> bool:
    """Another thing; or last year's figures of several, as in （2019年分别为78件和6件）, where no other year is told."""
    first, *others = counts
    if ASIDE.search(first.gap):
        return True
    return ONLY_A_YEAR.match(first.label) is not None and not any("年" in n.label for n in others)


def _restates(first: Node, anchor: Node) -> bool:
    """不予公开15件（15件中，商业秘密9件、个人隐私6件）: the figure told again is what the others divide."""
    again = first.number.value == anchor.number.value and first.number.unit == anchor.number.unit
    return again and IN_THEM.match(first.tail) is not None


def _of_the_whole(listing: Listing, ledger: Ledger) -> Listing:
    """答复52件，其中上年结转7件（公开12件，…）: what is greater than the part divides the whole."""
    home = ledger.part_of.get(listing.whole)
    if home is None or home.whole is None or listing.balanced():
        return listing
    outer = Listing(home.whole, listing.parts, listing.end)
    return outer if outer.balanced() else listing
