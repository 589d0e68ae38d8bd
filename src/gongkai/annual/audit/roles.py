"""What a figure tells of the requests: received, carried in, answered, carried out; and the scope it is told for."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from gongkai.annual.audit.streams import behind_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.streams import Node, Role

CARRIED_IN = re.compile(
    r"(?:上一?年度?|去年|往年|上年末|前一年度?|20\d\d年(?:度)?)(?:度)?[^，。；]{0,6}?(?:结转(?!下一?年|次年|明年|翌年)|转结|转入|转来|遗留|顺延|未办结|延续|跨年)"
    r"|(?:结转|承接|延续|接续|转自)(?:自)?(?:上一?年|去年|往年)|跨年度?结转(?:来|而来)|年初(?:结存|在办)|上期结转"
)
CARRIED_OUT = re.compile(
    r"(?:结转|转入?|顺延|留待|留到|跨|延至|延到|延期至|延期到|延续|转至|移至|转到|推迟|递延|待)(?:至|到|入|于)?(?:下一?(?:个)?(?:年|期)|次年|明年|翌年|20\d\d年)"
    r"|(?:下一?年度?|次年|明年|翌年)[^，。；]{0,6}(?:办理|答复|办结|处理)|尚(?:未|在)(?:办结|办理|答复|到期|期限|审查)|在办(?![结复公])|正在办理|未办结|待(?:办|答复)|年末(?:结存|在办)"
    r"|跨年度?(?:办理|答复|处理|办结)|未到(?:答复|办理)?期|(?:仍|尚)?在(?:法定)?(?:办理|答复)?期限内(?![^，。；]{0,8}(?:答复|回复|办结|完成))|^结转$|结转(?:申请)?\|?$"
)
TIMELY = re.compile(r"按[时期](?:办结|答复|办理|回复|办复)(?!率)")
LATE = re.compile(r"延期|超期|逾期")
OF_THOSE = re.compile(r"其中|含|包括")
ANSWERED = re.compile(r"答复|办结|办理完毕|处理完毕|办复|回复|办理完成|处理完结")
RECEIVED = re.compile(r"收到|受理|接收|接到|新收|新增|收件|登记|申请(?:总?[数量件])?\|?$|收\|")
# Begins with one set of characters, so that the search leaps to where a role may be told, and looks back at once.
ANY_ROLE = re.compile(
    r"[上去往前2年跨结承延接转期顺留移推递待下次明翌尚在正未仍答办处回收受新登申](?<=(?="
    + "|".join(p.pattern for p in (CARRIED_IN, CARRIED_OUT, ANSWERED, RECEIVED))
    + r")[\s\S])"
)
ELSEWHERE = re.compile(
    r"复议|诉讼|应诉|提案|建议|咨询|投诉|举报|信访|热线|行政许可|留言|来信|网民|民心|(?<!第三方)意见|舆情|诉求|工单|解读|补助|救助|公租房|执行|信箱|问政|监督"
)
OUR_REQUESTS = re.compile(r"公开申请(?!行政|复议)|依申请公开|申请公开|公开的?申请(?!行政|复议)")
# Neither answered nor carried over: what some offices count beside the answered, and others among them.
ENDED = re.compile(
    r"撤[回销]|不再(?:处理|办理)|不予处理|终止|放弃|移[送交]|转(?:其[他它]|有关|相关|由|交|办)|其[他它](?:方式)?(?:处理|情形)|补正|作结案"
)
REQUEST = re.compile(r"申请|依申请")
CARRIED = re.compile("结[转存]")  # the form's own word for requests, and a common one
OUTCOME = re.compile(
    r"同意|予以公开|部分公开|不予|不公开|不存在|不属于|非本|不掌握|无法|补正|更改|撤[回销]|重复|不明确|信访|其他|延期|逾期|按[时期](?:办结|答复)数"
    r"|(?:答复|办理)的?(?:情况|结果|类型|内容)[为是：]"
)
SUBSET = re.compile(
    r"当面|现场|窗口|信函|邮寄|邮政|来信|网络|网上|在线|互联网|传真|邮件|电话|自然人|公民|个人|法人|企业|单位(?=申请)|组织|机构|涉及|平台|其中|关于|(?<!各)类"
)
# 公民、法人和其他组织 is the law's word for everybody; 通过信函、网络等方式 names all channels at once.
ANYBODY = re.compile(
    r"^.*等(?:多种|各种)?(?:方式|渠道|途径|形式)|公民[、，]?和?法人(?:(?:[、和或及与]|以及)*(?:其他|非法人)?组织)?(?:提出|提交)?的?|申请人"
)
PAST = re.compile(
    r"上一?年(?!度?结转)|去年|往年|同期|以来|历年|上半年|下半年|季度|月份?(?!\d)|平均|每年|截[至止](?!(?:当?年[底末]|12月|20\d\d年(?:[底末]|12月31)))"
)
SCOPE_WORDS = re.compile(
    r"全[省市区县州镇街](?!覆盖|面)|本级|(?:各|所属|下属)(?:部门|单位|镇|乡镇|街道|科室|县区|区县)|(?:市|区|县|镇|省)?(?:人民)?政府(?:办公室|办公厅|办)|办公室"
    r"|我[局委办院厅镇街区市县]|本[局委办院厅机关单位]+|门户网站|政府网站|网站|政务新媒体|微信|微博"
)


def role_of(node: Node) -> Role | None:
    """The part of the carry equation that a figure tells; None for anything else, subsets and outcomes included."""
    if node.role == "unread":
        node.role = _read_role(node)
    return node.role


def _read_role(node: Node) -> Role | None:  # noqa: PLR0911 - one return a role
    if node.number.unit not in _PIECES or not ANY_ROLE.search(node.words):
        return None
    words = ANYBODY.sub("", node.words)
    if ELSEWHERE.search(words) or _tells_elsewhere(node):
        return None
    if CARRIED_IN.search(words):
        return "carried_in"
    if CARRIED_OUT.search(words):
        return "carried_out"
    if not _about_requests(node) or OUTCOME.search(words) or PAST.search(node.label):
        return None
    if ANSWERED.search(words):
        return None if _timely_beside_late(node) else "answered"
    if RECEIVED.search(words) and not SUBSET.search(ANYBODY.sub("", node.label)):
        return "received"
    return None


def _timely_beside_late(node: Node) -> bool:
    """按时办结64件，延期办结2件: one of the two parts of what was answered, not all of it."""
    return TIMELY.search(node.label) is not None and any(_tells_late(n, node) for n in _neighbours(node))


def _tells_late(node: Node, timely: Node) -> bool:
    """按时办结66件，其中延期办结2件: the late ones that stand inside the timely leave them the whole."""
    inside = node.at > timely.at and OF_THOSE.search(node.gap)
    return node.sentence == timely.sentence and not inside and LATE.search(node.label) is not None


def _neighbours(node: Node) -> list[Node]:
    """The figures right before and behind one, shares left out."""
    counts = node.stream.counts
    at = bisect_left(counts, node.number.start, key=lambda n: n.number.start)
    return [*counts[max(0, at - 1) : at], *counts[at + 1 : at + 2]]


def tells_timely(node: Node) -> bool:
    """What was answered in time, told apart from what was answered: the figure of a rate of timeliness."""
    return not node.share and TIMELY.search(node.label) is not None


_PIECES = frozenset({"件", "宗", "起", "只", "份", "例", "项", "条", "个", "封", "人次", "次", ""})


def _tells_elsewhere(node: Node) -> bool:
    """Did the clause turn to letters, proposals, hotlines or disputes after it last spoke of requests?"""
    clause = node.passage.clause_before(node.number.start)
    turns = [m.end() for m in ELSEWHERE.finditer(clause)]
    asked = [m.end() for m in OUR_REQUESTS.finditer(clause)]
    return bool(turns) and (not asked or asked[-1] < turns[-1])


def _about_requests(node: Node) -> bool:
    if REQUEST.search(node.clause) or any(REQUEST.search(h) for h in node.passage.headings):
        return True
    return node.passage.speaks_of(REQUEST, node.number.start) or node.passage.speaks_of(
        CARRIED, len(node.passage.text)
    )


def scope_of(node: Node) -> frozenset[str]:
    """The words that say whose figure it is; empty where the text says nothing."""
    return frozenset(SCOPE_WORDS.findall(behind_last("。；", node.gap)))


def with_role(nodes: Sequence[Node], role: Role) -> list[Node]:
    return [n for n in nodes if not n.share and role_of(n) == role]
