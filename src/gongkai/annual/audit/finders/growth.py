"""Growth against last year: 上年为50件，本年60件，同比增长20%; 比上年增加10件."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.counting import compatible
from gongkai.annual.audit.relation import Verdict, judge_sum, relate, round_half_up, show
from gongkai.annual.audit.roles import role_of
from gongkai.annual.audit.streams import CLAUSE_ENDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.streams import Node, Passage

UP = re.compile(r"增长|增加|增多|上升|提高|增幅|提升|上涨|净增|多")
DOWN = re.compile(r"下降|减少|降低|降幅|减幅|回落|净减|少")
CHANGE = re.compile(
    r"增长|增加|增多|上升|提高|增幅|提升|上涨|净增|下降|减少|降低|降幅|减幅|回落|净减|同比|环比"
)
LAST_YEAR = re.compile(r"上年|上一年|去年|前一年|上年度|同期")
REACHED = re.compile(
    r"(?:增|长|加|升|高|降|少|落|低|涨)(?:到|至|为)"
)  # 由50件增加到60件: the new figure, not the step
YEAR_FIRST = re.compile(r"20\d\d年(?:度|同期|为)*$")
COMPARED = re.compile(r"(?:同比|相比|比|较|与)(?:上年|去年|20\d\d年)(?:度|同期)?的?$")
YEAR_BEFORE = re.compile(r"(?:比|较|与|和)(?:20\d\d年|上年|去年)(?:度|同期)?$")
AGAINST_LAST = re.compile(r"同比|[较比](?:上年|上一年|去年)")
OWN_BASE = re.compile(r"环比|20\d\d年")  # a rate that is told of another time than the step beside it
ENDING = 4  # characters of a label that name what is counted
FAR = 40  # figures to either side, beyond which nothing is looked for
OF_A_TIME = re.compile(r"[年季月期][^，。；]{0,4}(?:为|是|有)$")
OF_A_YEAR = re.compile(r"[年期]的?$")
YEAR = re.compile(r"(?<!\d)(20\d\d)年")
THIS_YEAR = re.compile(r"本年|今年|当年")
CARRIED = re.compile(r"结转|转[入来结]|遗留|承接|未办结|顺延")


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        nodes = passage.in_order
        for at, node in enumerate(nodes):
            if is_change(node):
                near = nodes[max(0, at - FAR) : at + FAR]
                pair = compared_figures(node, near)
                if pair is not None:
                    _judge(node, pair[0], _that_fits(node, *pair, near, ledger), ledger)
                elif (last := _without_the_step(node)) is not None:
                    _judge_by_step(node, last, near, ledger)
                elif node.share and AGAINST_LAST.search(node.label):
                    _against_earlier(node, near, passages, ledger)


def is_change(node: Node) -> bool:
    """增加10件, 同比增长20%: by how much a figure changed, itself no count of anything."""
    changes = CHANGE.search(node.label) is not None
    return changes and not LAST_YEAR.match(node.tail) and not REACHED.search(node.label)


def compared_figures(change: Node, nodes: Sequence[Node]) -> tuple[Node, Node] | None:
    """The figures of last year and of this year between which a change lies."""
    near = [n for n in nodes if not n.share and n is not change and abs(n.sentence - change.sentence) <= 1]
    bases = [n for n in near if n.stream.anchor is not None and OF_A_TIME.search(n.label)]
    bracketed = [n for n in bases if n.stream.start == change.number.end + 1]
    of_others = {n for n in bases if n not in bracketed and _behind_a_change(n, nodes)}
    near = [n for n in near if n not in of_others]
    before = (
        bracketed
        or [n for n in near if tells_last_year(n) and n.sentence == change.sentence]
        or [n for n in near if tells_last_year(n)]
    )
    named = YEAR.findall(change.label) if "年" in change.label else []
    if named:  # 较2020年增长25%，较2019年增长50%
        counted = [n for n in near if not is_change(n) or OF_A_YEAR.search(n.label)]
        meant = [n for n in counted if _year_of(n) == int(named[-1])]
        before = meant or [n for n in before if _year_of(n) is None]
    own = _of_its_clause(change)
    chained = own is not None and own in before
    if own is not None and chained:
        before = [n for n in before if _year_of(n) == (_year_of(own) or 0) - 1]
    if not before:
        return None
    last = min(before, key=lambda n: abs(n.number.start - change.number.start))
    others = [n for n in near if n not in before and n.sentence == change.sentence]
    now = own if chained else _this_year(last, change, others)
    if now is None or not compatible(now, last) or _of_another_clause(last, now):
        return None
    return None if _of_another_notion(last, now) else (last, now)


def _of_its_clause(change: Node) -> Node | None:
    """2020年收到50件，较上年增长25%: the only figure of the change's own clause is the new one, an older year's too."""
    nodes = change.stream.nodes
    before = nodes[change.at - 1] if change.at else None
    if before is None or before.share or is_change(before) or not AGAINST_LAST.search(change.label):
        return None
    if change.stream.anchor is not None or _marked_last(before) or CLAUSE_ENDED.search(change.gap):
        return None
    farther = nodes[before.at - 1] if before.at else None
    beside = farther is not None and compatible(farther, before) and not CLAUSE_ENDED.search(before.gap)
    return None if beside else before


def _marked_last(node: Node) -> bool:
    """Its own words say that it is what a change is reckoned from: 上年48件, 比2016年的5000条, 2016年为50件."""
    label = node.label
    return bool(LAST_YEAR.search(label) or COMPARED.search(label) or YEAR_FIRST.match(label))


def _of_another_notion(last: Node, now: Node) -> bool:
    """2017年部门决算90条；会议信息60条，较2017年增长20%: a year in a name, and another thing behind the semicolon."""
    if last.stream.anchor is not None or _marked_last(last) or last.passage is not now.passage:
        return False
    first, second = sorted((last, now), key=lambda n: n.number.start)
    if not CLAUSE_ENDED.search(last.passage.text, first.number.end, second.number.start):
        return False
    one, two = (YEAR.sub("", n.label) for n in (last, now))
    return not (one in two or two in one or _same_notion(last, now))


def _judge(change: Node, last: Node, now: Node, ledger: Ledger) -> None:
    if change.share:
        verdict = judge_rate(last, now, change, down=_falls(change))
        ledger.add(relate("GROWTH-RATE", "percent", last, [now], verdict, change.number.value))
    elif compatible(change, now):
        first, second = (now, last) if _falls(change) else (last, now)
        verdict = _judge_step(change, last, now)
        ledger.add(relate("GROWTH-STEP", "sum", second, [first, change], verdict))


def _judge_step(change: Node, last: Node, now: Node) -> Verdict:
    first, second = (now, last) if _falls(change) else (last, now)
    return judge_sum(second.number, [first.number, change.number])


def _without_the_step(rate: Node) -> tuple[Node, Node] | None:
    """15600条，比去年增加2400条，增长18.2%: the figure and the step, without which last year's is left."""
    nodes = rate.stream.nodes
    if rate.at < 2 or not rate.share or OWN_BASE.search(rate.label):  # noqa: PLR2004 - a figure and its step
        return None
    now, step = nodes[rate.at - 2 : rate.at]
    told = now.sentence == rate.sentence and not CLAUSE_ENDED.search(step.gap + rate.gap)
    steps = is_change(step) and not step.share and _falls(step) == _falls(rate)
    counts = not now.share and not is_change(now) and compatible(now, step)
    exact = now.number.exact and step.number.exact and rate.number.exact
    return (now, step) if told and steps and counts and exact else None


def _judge_by_step(rate: Node, told: tuple[Node, Node], nodes: Sequence[Node], ledger: Ledger) -> None:
    """受理64件，其中网上50件、信函14件，比上年增加16件，增长33.3%: the step may be of the total of what stands beside it."""
    now, step = told
    since = now.number.start - len(now.passage.clause_before(now.number.start))
    before = [n for n in nodes if n.passage is now.passage and since <= n.number.start < now.number.start]
    others = [n for n in before if not n.share and not is_change(n) and compatible(n, now)]
    judged = [(n, _rate_by_step(n, step, rate)) for n in [now, *_wholes_of(now, ledger), *others]]
    fitting = [(n, verdict) for n, verdict in judged if verdict.status == "pass"]
    figure, verdict = (fitting or judged)[0]
    if verdict.status == "fail" and others:
        verdict = Verdict("uncertain", verdict.difference, f"{verdict.reason}增减数可能另有所指，请核对。")
    relation = relate("GROWTH-RATE", "percent", figure, [figure], verdict, rate.number.value)
    relation.total, relation.whole = _last_year(figure, step), None
    relation.quote = rate.passage.quote(figure, rate)
    ledger.add(relation)


def _last_year(now: Node, step: Node) -> Decimal:
    return now.number.value + (step.number.value if _falls(step) else -step.number.value)


def _rate_by_step(now: Node, step: Node, rate: Node) -> Verdict:
    last = _last_year(now, step)
    if last <= 0:
        return Verdict("not_assessable", None, "由本年数与增减数得不出上年数，增减幅无从复算。")
    again = round_half_up(step.number.value * 100 / last, rate.number.step)
    difference = rate.number.value - again
    line = (
        f"本年{show(now.number.value)}，{'减少' if _falls(step) else '增加'}{show(step.number.value)}，"
        f"上年应为{show(last)}，印出的{'降幅' if _falls(step) else '增幅'}为{show(rate.number.value)}%"
    )
    if difference == 0:
        return Verdict("pass", difference, f"{line}，复算相符。")
    gap = show(abs(difference))
    return Verdict("fail", difference, f"{line}，按四舍五入复算应为{show(again)}%，相差{gap}个百分点。")


def _falls(change: Node) -> bool:
    return bool(DOWN.search(change.label)) and not UP.search(change.label.split("同比")[-1])


def _against_earlier(change: Node, near: Sequence[Node], passages: Sequence[Passage], ledger: Ledger) -> None:
    """2017年收到申请400件。…… 2018年收到500件，同比增长25%: last year's figure is told far before, by the same words."""
    before = [
        n
        for n in near
        if not n.share and n.sentence == change.sentence and n.number.end <= change.number.start
    ]
    now = before[-1] if before else None
    year = _year_told(now) if now is not None else None
    if now is None or year is None or CHANGE.search(now.label):
        return
    earlier = [
        n
        for passage in passages
        if passage.order <= now.passage.order and str(year - 1) in passage.text
        for n in passage.main.counts[:FAR]
        if compatible(n, now)
        and _same_notion(n, now)
        and _year_told(n) == year - 1
        and not CARRIED.search(n.words)
    ]
    if len({n.number.value for n in earlier}) != 1:
        return
    last = earlier[-1]
    verdict = judge_rate(last, now, change, down=_falls(change))
    if verdict.status == "fail":
        reason = f"{verdict.reason}上年数取自另一处，口径未必相同，请核对。"
        verdict = Verdict("uncertain", verdict.difference, reason)
    ledger.add(relate("GROWTH-RATE", "percent", last, [now], verdict, change.number.value))


def _same_notion(one: Node, two: Node) -> bool:
    """Both received, both answered, or called by the same words."""
    role = role_of(one)
    same_words = len(one.label) >= ENDING and one.label[-ENDING:] == two.label[-ENDING:]
    return same_words or (role is not None and role == role_of(two))


def _year_of(node: Node) -> int | None:
    """The year in its own label, or in the clause before it."""
    told = YEAR.findall(node.label)
    return int(told[-1]) if told else _year_told(node)


def _year_told(node: Node) -> int | None:
    """The year that the clause before a figure opens with."""
    told = YEAR.findall(node.passage.clause_before(node.number.start))
    return int(told[-1]) if told else None


def _that_fits(change: Node, last: Node, now: Node, nodes: Sequence[Node], ledger: Ledger) -> Node:
    """受理64件，其中网上50件，信函14件；上年48件，同比增长33.3%: where the nearest figure does not fit, a total that does."""
    if not _fails(change, last, now):
        return now
    back = 0 if change.share else 2  # a rate fits some figure by chance, a step does not
    others = [n for n in nodes if 0 <= now.sentence - n.sentence <= back and n is not last and not n.share]
    fits = (n for n in [*_wholes_of(now, ledger), *others] if compatible(n, now))
    return next((n for n in fits if not _fails(change, last, n)), now)


def _fails(change: Node, last: Node, now: Node) -> bool:
    if not change.share:
        return compatible(change, now) and _judge_step(change, last, now).status == "fail"
    return judge_rate(last, now, change, down=_falls(change)).status != "pass"


def _wholes_of(node: Node, ledger: Ledger) -> list[Node]:
    """The total that a figure is a part of, and the total of that one."""
    wholes: list[Node] = []
    home = ledger.part_of.get(node)
    while home is not None and home.whole is not None and home.whole not in wholes:
        wholes.append(home.whole)
        home = ledger.part_of.get(home.whole)
    return wholes


def _behind_a_change(base: Node, nodes: Sequence[Node]) -> bool:
    """环比增长10%（三季度为60件），同比下降12%（上年同期为75件）: each base stands right behind its own change."""
    return any(n.number.end + 1 == base.stream.start and CHANGE.search(n.label) for n in nodes)


def tells_last_year(node: Node) -> bool:
    if node.label and "年" not in node.label and "期" not in node.label:
        return False
    if CHANGE.search(node.label) and not OF_A_YEAR.search(node.label):
        return False
    if COMPARED.search(node.label) or _behind_a_year(node):
        return not CARRIED.search(node.words)
    if node.stream.anchor is not None and YEAR_FIRST.match(
        node.label
    ):  # 申请210件（2019年168件，同比增长25%）
        return not CARRIED.search(node.words)
    years = YEAR.findall(node.label) if "年" in node.label else []
    current = node.passage.years
    older = bool(years) and bool(current) and int(years[-1]) < max(current)
    return not CARRIED.search(node.words) and (bool(LAST_YEAR.search(node.label)) or older)


def _of_another_clause(last: Node, now: Node) -> bool:
    """收到86件，比上年的43件多一倍；答复82件: what is compared in its own clause is compared with nothing behind it."""
    text = last.passage.text[last.number.end : now.number.start]
    return (
        bool(COMPARED.search(last.label)) and now.passage is last.passage and any(m in text for m in "；。")
    )


def _behind_a_year(node: Node) -> bool:
    """与2022年（3891条）相比: the year stands before the bracket."""
    stream = node.stream
    if stream is node.passage.main or len(stream.nodes) > 1 or node.label:
        return False
    return bool(YEAR_BEFORE.search(node.passage.text, max(0, stream.start - 9), stream.start - 1))


def _this_year(last: Node, change: Node, others: Sequence[Node]) -> Node | None:
    """The figure that the change is told of: before it, of the same counting word, no other change."""
    fitting = [
        n for n in others if compatible(n, last) and (not CHANGE.search(n.label) or REACHED.search(n.label))
    ]
    marked = [n for n in fitting if THIS_YEAR.search(n.label)]
    if marked:
        return marked[-1]
    earlier = [n for n in fitting if n.number.end <= change.number.start]
    outer = [n for n in earlier if n.stream is change.stream] or earlier
    chosen = outer or fitting
    alike = [
        n for n in chosen if role_of(n) == role_of(last)
    ]  # 收到50件，办结49件，同比增长25%: beside 上年收到40件
    return (alike or chosen)[-1] if chosen else None


def judge_rate(last: Node, now: Node, change: Node, *, down: bool) -> Verdict:
    base, count, rate = last.number, now.number, change.number
    if base.value == 0:
        return Verdict("not_assessable", None, "上年数为零，增幅无从复算。")
    exact = (count.value - base.value) * 100 / base.value
    again = round_half_up(-exact if down else exact, rate.step)
    line = f"上年{show(base.value)}，本年{show(count.value)}，印出的{'降幅' if down else '增幅'}为{show(rate.value)}%"
    if not (base.exact and count.exact and rate.exact):
        slack = max(Decimal(5), rate.step)
        if abs(again - rate.value) > slack * 2:
            return Verdict(
                "uncertain", rate.value - again, f"{line}；含约数，复算约为{show(again)}%，请核对。"
            )
        return Verdict("not_assessable", None, f"{line}；含约数，只能证伪，不能证实，未见矛盾。")
    difference = rate.value - again
    if difference == 0:
        return Verdict("pass", difference, f"{line}，复算相符。")
    return Verdict(
        "fail", difference, f"{line}，按四舍五入复算应为{show(again)}%，相差{show(abs(difference))}个百分点。"
    )
