"""Known partitions: which labels stand side by side, and what kind of figure they divide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.streams import Node


@dataclass(frozen=True, slots=True)
class Family:
    """`members` recognises a part, `head` the figure it is a part of.

    `overlapping`: one item may count in several parts. `exhaustive`: two parts are all there are.
    """

    name: str
    members: re.Pattern[str]
    head: re.Pattern[str]
    overlapping: bool = False
    exhaustive: bool = False


FAMILIES = (
    Family(
        "审理结果",
        re.compile(
            r"维持|纠正|纠错|撤销|确认违法|驳回|审结|未结|撤诉|撤回|终止|胜诉|败诉|其[他它](?:结果|情形)|[正尚]在审理|未审|在审|未办结"
        ),
        re.compile(r"复议|诉讼|案件|应诉|起诉"),
    ),
    Family(
        "办结方式",
        re.compile(r"(?:按[时期]|延期|当场)(?:办结|答复|办理)"),
        re.compile(r"办结|答复|办理|回复"),
    ),
    Family("人员", re.compile(r"专职|兼职"), re.compile(r"人员|专职|工作人员|干部"), exhaustive=True),
    Family(
        "申请渠道",
        re.compile(
            r"(?:当面|现场|到场|窗口|上门|来访|信函|信件|来信|邮寄|邮政|快递|寄送|书面|网络|网上|互联网|在线|线上|线下|传真|电子邮[件箱]|邮件|邮箱|平台|网站|电话|口头)"
            r"(?:方式|渠道|形式|提交|提出|收到|受理|接收|途径)?(?:的)?(?:申请|受理|提交|提出)?"
        ),
        re.compile(r"收到|受理|接收|接到|新收|申请|收件|登记"),
    ),
    Family(
        "申请人",
        re.compile(r"自然人|公民|个人|法人|企业|商业机构|科研机构|公益组织|社会组织|服务机构|律师"),
        re.compile(r"收到|受理|接收|接到|新收|申请|登记"),
        exhaustive=True,
    ),
    Family(
        "办理结果",
        re.compile(
            r"^公开的?有?\||\|公开$|公开范围|同意|准予|予以公开|全部公开|公开答复|部分公开|不予公开|不公开|不存在|非本|不属于|不掌握|无法提供|无法公开|更改|补充|补正"
            r"|其[他它](?:途径|处理|情形|方式)|重复|不予处理|不再处理|不予重复|信访|撤[回销]|逾期|区分处理|已主动公开|告知|予以提供|延期答复|终止|不明确"
        ),
        re.compile(r"答复|办结|办理|处理|收到|受理|申请|回复"),
    ),
    Family(
        "公开渠道",
        re.compile(
            r"网站|门户网|官网|微博|微信|公众号|公报|报纸|报刊|电视|广播|电台|公开栏|公示栏|公告栏|新媒体|客户端|抖音|短信|APP|电子屏|显示屏"
        ),
        re.compile(r"公开|发布|推送|发文|信息|刊登"),
        overlapping=True,
    ),
    Family(
        "公文属性",
        re.compile(r"^(?:属于?)?(?:主动公开|依申请公开|不予公开|不公开|免予公开)(?:类|属性)?的?有?\|"),
        re.compile(r"公文|文件|审[核查]|制发|印发"),
    ),
)
EVERY = (1 << len(FAMILIES)) - 1
OTHER = re.compile(r"^(?:其[他它余])|其[他它](?:类|方面|方式|情形|结果|信息|渠道|$)")


def families_of(node: Node) -> frozenset[str]:
    """Every partition that a figure's own words may place it in; 其他 alone belongs to none."""
    return _named(_places(node.words))


@lru_cache(maxsize=4096)
def _places(words: str) -> int:
    """The partitions as bits, in the order of FAMILIES."""
    return sum(1 << at for at, family in enumerate(FAMILIES) if family.members.search(words))


@lru_cache(maxsize=256)
def _named(places: int) -> frozenset[str]:
    return frozenset(family.name for at, family in enumerate(FAMILIES) if places >> at & 1)


def families_around(node: Node) -> list[Family]:
    """The same as partitions, not as names."""
    places = _places(node.words)
    return [family for at, family in enumerate(FAMILIES) if places >> at & 1]


def shared_families(nodes: Sequence[Node]) -> frozenset[str]:
    """The partitions that all these figures may belong to, 其他 set aside."""
    shared = EVERY
    for node in nodes:
        if node.partitions < 0:
            node.partitions = EVERY if names_a_rest(node) else _places(node.words)
        shared &= node.partitions
    return frozenset() if shared == EVERY else _named(shared)


def common_family(nodes: Sequence[Node]) -> Family | None:
    """The first partition that all these figures belong to, 其他 set aside; None when there is none."""
    shared = shared_families(nodes)
    return next((family for family in FAMILIES if family.name in shared), None)


def names_a_rest(node: Node) -> bool:
    """其他 and the like: a list that has it claims to be complete."""
    return _rest(node.label) or _rest(node.tail)


@lru_cache(maxsize=4096)
def _rest(words: str) -> bool:
    return bool(OTHER.search(words))
