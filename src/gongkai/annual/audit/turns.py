"""Where a list turns to what is no part of it, though no mark says so: to another view, or to the other side of the carry."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.annual.audit.families import families_of, names_a_rest, shared_families
from gongkai.annual.audit.roles import ANSWERED, CARRIED_IN, CARRIED_OUT, ENDED, role_of
from gongkai.annual.audit.views import opens_view

if TYPE_CHECKING:
    from gongkai.annual.audit.listing import Listing
    from gongkai.annual.audit.streams import Node

NOT_YET = re.compile(r"未(?:审结|办结|答复)|在办(?![结复公])|在审")
CLOSED = re.compile(r"审结|办结|答复")
DISPUTE = re.compile("复议|诉讼|应诉")
OUTCOMES = "办理结果"
OF_RECEIVED = frozenset({"申请人", "申请渠道"})


def turns(listing: Listing, node: Node) -> bool:
    """Is this figure, which follows the parts of a list, no further part of it?"""
    whole = listing.whole
    if opens_view(node) or (
        NOT_YET.search(node.label) and CLOSED.search(whole.label) and not NOT_YET.search(whole.label)
    ):
        return True
    if node.separator in {"；", "。"} and DISPUTE.search(node.label) and _of_no_dispute(listing, node):
        return True
    role = role_of(whole)
    if role == "answered" and _beside_the_answered(listing, node):
        return True
    if role == "received" and role_of(node) == "answered" and _divides_what_came_in(listing, node):
        return True
    return _carried_in(listing.parts[0].words) and _done(listing, node)


def _of_no_dispute(listing: Listing, node: Node) -> bool:
    """答复31件，其中公开18件，……；复议：2件: the disputes stand behind a stronger mark, and none of them in the list."""
    whole, first, second = listing.whole, listing.parts[0], listing.parts[1:2]
    apart = role_of(whole) is not None or any(part.separator != node.separator for part in second)
    return apart and not DISPUTE.search(whole.clause) and not DISPUTE.search(first.clause)


def _beside_the_answered(listing: Listing, node: Node) -> bool:
    """办结56件，其中公开50件、不予公开6件，撤回3件，结转下年4件: carried over, or ended otherwise where all are told."""
    if role_of(node) == "carried_out":
        return True
    ended = ENDED.search(node.words) is not None and not names_a_rest(node)
    return ended and len(listing.parts) > 1 and listing.balanced()


def _divides_what_came_in(listing: Listing, node: Node) -> bool:
    """收到135件，41件网上提交、94件邮寄提交；135件作出答复: the answered are no channel and no applicant."""
    other = not OF_RECEIVED & families_of(node) or listing.balanced()
    return other and bool(OF_RECEIVED & shared_families(listing.parts))


def _done(listing: Listing, node: Node) -> bool:
    """Behind those carried in: what was done of all, or what came in new."""
    if role_of(listing.whole) == "answered" and (
        OUTCOMES in families_of(node) or (node.separator == "；" and role_of(node) == "received")
    ):
        return True  # 办结45件，其中上年结转3件，予以公开20件、……; 办结45件，其中上年结转3件；新收44件
    done = ANSWERED.search(node.words) or CARRIED_OUT.search(node.words)
    return bool(done) and not _carried_in(node.words)


@lru_cache(maxsize=4096)
def _carried_in(words: str) -> bool:
    return CARRIED_IN.search(words) is not None
