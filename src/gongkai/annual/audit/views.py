"""Words that announce a list whose total stands before: 从办理结果看，… ; 答复中，… ; 自然人申请中，…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.roles import ANSWERED
from gongkai.annual.audit.streams import STRONG

if TYPE_CHECKING:
    from gongkai.annual.audit.streams import Node

# 在主动公开的信息中，… / 按申请方式分，… / 从办理结果看，…: a list whose total stands in an earlier sentence.
VIEW = re.compile(
    r"(?:^|[。；，：])(?:(?:在[^，。；]{0,20}|[^，。；]{2,16})(?:信息|申请|答复|件|事项|总[数量]|部门|单位|[区县乡镇街][县区镇道])(?:之)?[中里]|[^，。；]{0,8}结果中|[^，。；]{0,10}如下"
    r"|按照?[^，。；]{2,12}|[从就][^，。；]{2,14}(?:来看|看|上看|分析|而言|来说)|经(?:初步)?(?:分类|梳理|统计|汇总)"
    r"|[^，。；]{0,4}(?:答复|办理)(?:方式|渠道|形式|类型|类别|结果|内容|情况)(?:上|方面)|(?:行政复议|行政诉讼|复议|诉讼)(?:案件)?中)[，：]"
    r"|(?:^|[。；，：])(?:答复|办结)件?(?:结果)?中[，：]?"
    r"|(?:^|[。；])[^，。；：]{0,4}(?:申请|受理|提交|办理|答复)[^，。；：]{0,4}(?:方式|渠道|形式|类型|类别|结果|途径|主体|(?<=答复)情况|(?<=答复的)情况)(?:为|是)?："
)
VIEW_WORDS = re.compile(
    r"[中里下上面按从就经道式型别果径体况为是](?:(?<![道式型别果径体况为是])|：)"
)  # none without one of these
# 自然人申请中，…: the list is one of these only; 收到的申请中 is one of all.
VIEW_OF = re.compile(
    r"(?:^|[。；，：])在?(?P<name>[^，。；：]{2,20}?)(?:信息|申请|答复|文件|案件|事项|总[数量]|部门|单位|[区县乡镇街][县区镇道])(?:之)?中[，：]"
)
NAMED = re.compile(r"[。；，：]在?(?P<name>[^，。；：]{2,12}?)(?:之?中[，：]?|方面[，：])")
GENERAL = re.compile(
    r"以上|上述|这些|全部|所有|各|其|总|的|所|已|在|全年|本年度?|今年|当年|年度|20\d\d年|收到|受理|接收|新收|办结|办理|处理|答复|回复|主动|依"
    r"|公开|发布|政府|政务|信息|申请|各类|全[省市区县州镇]|我[局委办院厅镇街区市县]"
)
WEAK = frozenset({"", "、"})


def opens_view(node: Node) -> bool:
    """Does a list begin here whose total stands before?"""
    if node.view is None:
        node.view = _announces(node)
    return node.view


def _announces(node: Node) -> bool:
    """Every view but 答复中 ends at a comma or colon, and not before its third character."""
    gap = node.gap
    if node.separator in WEAK or (gap.find("，", 2) < 0 and gap.find("：", 2) < 0 and "中" not in gap):
        return False
    if VIEW_WORDS.search(gap) is None:
        return False
    return _search(VIEW, node) is not None or _of_what_was_named(node)


def _of_what_was_named(node: Node) -> bool:
    """网站300条、公众号90条。在网站中，…; 网站方面，…: the name stands before."""
    match = _search(NAMED, node)
    return match is not None and _is_figure_before(match["name"], node)


def _is_figure_before(name: str, node: Node) -> bool:
    """Does a figure with this name stand before: 网站300条, 网站的有300条?"""
    text, end = node.passage.text, node.number.start - len(node.gap)
    at = text.find(name, 0, end)
    while at >= 0:
        behind = at + len(name)
        if text[behind : behind + 3].lstrip("的有")[:1].isdecimal():
            return True
        at = text.find(name, behind, end)
    return False


def _search(pattern: re.Pattern[str], node: Node) -> re.Match[str] | None:
    """What a gap begins with is said of the figure before it: 298件按时办结，17件…… opens no view."""
    return pattern.search(node.gap, 0 if node.at == 0 or node.gap[:1] in STRONG else 1)


def view_of(node: Node) -> str:
    """自然人申请中，网上50件: what the view is of, where it is of no more than a part."""
    if _of_what_was_named(node):
        match = _search(NAMED, node)
        return match["name"] if match else ""
    match = _search(VIEW_OF, node)
    name = GENERAL.sub("", match["name"]) if match else ""
    return name if len(name) > 1 else ""


def views_the_answered(node: Node) -> bool:
    """答复中，公开5件; 从办结情况看，…: the list is one of what was answered, not of all that came in."""
    match = _search(VIEW, node) if opens_view(node) else None
    return match is not None and ANSWERED.search(match[0]) is not None
