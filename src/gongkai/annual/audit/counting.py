"""Counting words: which figures may stand in one sum, and which count bodies and accounts instead of pieces."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.annual.audit.streams import Node

UNIT_CLASSES = (
    frozenset("条篇则份个"),
    frozenset("件宗起只例份项个封"),
    frozenset({"人", "名", "人次", "位"}),
    frozenset({"次", "场", "期", "场次", "期次", "批次", "轮", "班次"}),
    frozenset({"个", "家", "所", "处", "座", "套"}),
    frozenset({"份", "册", "本", "张"}),
)
# What 个 counts is a body or an account by the words around it.
BODIES = re.compile(
    r"^[\u4e00-\u9fff]{0,3}?(?:单位|部门|科室|机构|村|社区|乡镇|镇街|镇|街道|[县区](?!级|域))"
)
ACCOUNTS = re.compile(r"(?:公众号|[账帐]号|微博|抖音号|视频号|头条号|网站|平台|栏目|专栏)$")
PIECES = frozenset("条篇则份个件宗起只例项封册本张")


def compatible(a: Node, b: Node) -> bool:
    """Counting words that may stand in one sum; a lost counting word fits any."""
    one, two = a.number.unit, b.number.unit
    return one == two or _compatible(counted_by(a), counted_by(b))


def counted_by(node: Node) -> str:
    """12个单位, 公众号2个: whoever or whatever publishes is counted as by 家, and is no piece."""
    unit = node.number.unit
    return "家" if unit == "个" and (_is_body(node.tail) or _is_account(node.label)) else unit


def counts_others(node: Node, whole: Node) -> bool:
    """9个单位 in a list of 件: how many bodies share a part, and no part."""
    return node.number.unit == "个" and counted_by(node) != "个" and not compatible(node, whole)


@lru_cache(maxsize=4096)
def _is_body(tail: str) -> bool:
    return BODIES.match(tail) is not None


@lru_cache(maxsize=4096)
def _is_account(label: str) -> bool:
    return ACCOUNTS.search(label) is not None


@lru_cache(maxsize=4096)
def _compatible(one: str, two: str) -> bool:
    return not one or not two or any(one in units and two in units for units in UNIT_CLASSES)


def alike(a: Node, b: Node) -> bool:
    """Counting words of one kind of thing: whatever is counted by the piece, or by the time, or compatible ones."""
    one, two = counted_by(a), counted_by(b)
    pieces = one[:1] in PIECES and two[:1] in PIECES
    times = one[-1:] == two[-1:] == "次" and "人次" not in {one, two}
    return pieces or times or compatible(a, b)
