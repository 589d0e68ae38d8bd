"""是上年40件的3倍, 比上年的3200条增长2倍, 较上年的98%下降1.5个百分点: steps that are told in times or in points of a share."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.finders.growth import (
    CHANGE,
    DOWN,
    REACHED,
    compared_figures,
    tells_last_year,
)
from gongkai.annual.audit.numbers import EXACT, Bound, Number
from gongkai.annual.audit.numerals import arabic, chinese
from gongkai.annual.audit.relation import Verdict, relate, round_half_up, show
from gongkai.annual.audit.streams import STRONG, Node, behind_last

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Passage

TIMES = re.compile(
    r"(?P<word>增长到|增加到|增[至到]|增长|增加|提高|上升|提升|增幅|多|是|为|达|相当于)(?P<between>(?:(?!增|提高|上升|提升|多)[^。；，%]){0,24}?)"
    r"(?P<hedge>[近约超逾余])?(?:过)?(?P<times>\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,2})(?P<late>余|多)?倍(?P<more>多|以上)?"
)
GROWN = frozenset({"增长", "增加", "提高", "上升", "提升", "增幅", "多"})
POINTS = re.compile(
    r"(?P<word>提高|上升|增加|增长|提升|上涨|下降|降低|减少|回落|高出?|低)了?(?P<hedge>[近约超逾])?(?P<points>\d+(?:\.\d+)?)个?百分点"
)
FROM = re.compile(r"[由从]")
CLOSE = 1  # a step between rounded shares may be off by one of the last place


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        if "倍" in passage.text:
            for match in TIMES.finditer(passage.text):
                _times(passage, match, ledger)
        if "百分点" in passage.text:
            for match in POINTS.finditer(passage.text):
                _points(passage, match, ledger)


def _change(passage: Passage, number: Number) -> Node:
    """A figure of its own for the step, which stands in no stream: other finders have no use for it."""
    start = number.start
    label = behind_last(STRONG, passage.text[max(0, start - 40) : start])
    return Node(number, label, "", bisect_left(passage.stops, start), passage, passage.main, 0, label)


def _place(value: Decimal) -> Decimal:
    """One of the last printed place."""
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))


def _times(passage: Passage, match: re.Match[str], ledger: Ledger) -> None:
    printed = match["times"]
    value = arabic(printed) if printed[0].isdigit() else Decimal(chinese(printed) or 0)
    hedged = match["hedge"] or match["late"] or match["more"]
    bound = Bound.ABOUT if hedged else EXACT
    change = _change(passage, Number(value, "倍", bound, match.start("times"), match.end(), _place(value)))
    pair = compared_figures(change, passage.in_order)
    if pair is None or not value:
        return
    last, now = pair
    grown = match["word"] in GROWN
    verdict = _judge(last.number, now.number, change.number, grown=grown)
    ledger.add(relate("GROWTH-TIMES", "percent", last, [now], verdict, value))


def _judge(last: Number, now: Number, times: Number, *, grown: bool) -> Verdict:
    if last.value == 0:
        return Verdict("not_assessable", None, "上年数为零，倍数无从复算。")
    again = round_half_up((now.value - (last.value if grown else 0)) / last.value, times.step)
    told = "增长" if grown else "达到上年的"
    line = f"上年{show(last.value)}，本年{show(now.value)}，印出的是{told}{show(times.value)}倍"
    if not (last.exact and now.exact and times.exact):
        if abs(again - times.value) > times.step:
            return Verdict(
                "uncertain", times.value - again, f"{line}；含约数，复算约为{show(again)}倍，请核对。"
            )
        return Verdict("not_assessable", None, f"{line}；含约数，只能证伪，不能证实，未见矛盾。")
    difference = times.value - again
    if difference == 0:
        return Verdict("pass", difference, f"{line}，复算相符。")
    line = f"{line}，按四舍五入复算应为{show(again)}倍，相差{show(abs(difference))}倍"
    if grown and difference == 1:  # 由30件增长3倍至90件: said of three times as many
        return Verdict(
            "uncertain", difference, f"{line}；若指达到上年的{show(times.value)}倍，则相符，请核对。"
        )
    return Verdict("fail", difference, f"{line}。")


def _points(passage: Passage, match: re.Match[str], ledger: Ledger) -> None:
    """The share of this year and the share of last year stand before their difference, in one sentence."""
    if match["hedge"]:
        return
    value = arabic(match["points"])
    change = _change(
        passage, Number(value, "百分点", EXACT, match.start("points"), match.end(), _place(value))
    )
    shares = [
        n
        for n in passage.in_order
        if n.share
        and n.sentence == change.sentence
        and n.number.end <= change.number.start
        and (not CHANGE.search(n.label) or REACHED.search(n.label))
    ][-2:]
    if len(shares) < 2:  # noqa: PLR2004 - a step needs two shares
        return
    older = [n for n in shares if tells_last_year(n) or FROM.search(n.label)]
    if len(older) != 1 or REACHED.search(older[0].label):
        return
    last = older[0]
    now = next(n for n in shares if n is not last)
    down = bool(DOWN.search(match["word"])) or match["word"] == "低"
    gap = (last.number.value - now.number.value) if down else (now.number.value - last.number.value)
    line = f"上年{show(last.number.value)}%，本年{show(now.number.value)}%，印出相差{show(value)}个百分点"
    if not (last.number.exact and now.number.exact):
        return
    if gap == value:
        verdict = Verdict("pass", Decimal(0), f"{line}，相符。")
    elif abs(gap - value) <= CLOSE * change.number.step:
        verdict = Verdict(
            "uncertain", value - gap, f"{line}；复算为{show(gap)}，在舍入范围之内，请核对原数。"
        )
    else:
        verdict = Verdict("fail", value - gap, f"{line}，复算应为{show(gap)}个百分点。")
    whole, part = (last, now) if down else (now, last)
    ledger.relations.append(relate("GROWTH-POINTS", "sum", whole, [part, change], verdict))
