"""Carry: 新收31件，上年结转2件，办结30件，结转下年3件: what came in and was carried in is answered or carried out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.annual.audit.relation import Relation, Verdict, show
from gongkai.annual.audit.roles import CARRIED_IN, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.relation import Ledger
    from gongkai.annual.audit.roles import Role
    from gongkai.annual.audit.streams import Node, Passage

NO_CARRY_IN = re.compile(r"(?:无|没有)(?:上一?年|去年)(?:度)?(?:的)?(?:结转|遗留)")
NO_CARRY_OUT = re.compile(r"(?:无|没有|未)(?:结转(?:至|到)?)?下一?年度?(?:的)?(?:结转|继续办理)?|无结转")
REACH = 2


@dataclass(frozen=True, slots=True)
class Terms:
    received: Node
    answered: Node
    carried_in: Node | None
    carried_out: Node | None
    included: bool  # the carried-in ones stand inside the received figure, by bracket or 其中

    def nodes(self) -> list[Node]:
        return [n for n in (self.received, self.carried_in, self.answered, self.carried_out) if n is not None]


def find(passages: Sequence[Passage], ledger: Ledger) -> None:
    for passage in passages:
        nodes = sorted((n for n in passage.nodes() if not n.share), key=lambda n: n.number.start)
        terms = _terms(nodes, ledger)
        if terms is not None:
            ledger.add(_relation(terms, passage))


def _terms(nodes: Sequence[Node], ledger: Ledger) -> Terms | None:
    by_role: dict[Role, list[Node]] = {"received": [], "answered": [], "carried_in": [], "carried_out": []}
    for node in nodes:
        role = role_of(node)
        if role is not None and not _divides_the_same(node, role, ledger):
            by_role[role].append(node)
    if (
        not by_role["received"]
        or not by_role["answered"]
        or not (by_role["carried_in"] or by_role["carried_out"])
    ):
        return None
    pivot = (by_role["carried_out"] or by_role["carried_in"])[0]
    answered = _near(by_role["answered"], pivot)
    received = _near([n for n in by_role["received"] if n is not answered], pivot)
    carried_in = _near(by_role["carried_in"], pivot)
    carried_out = _near(by_role["carried_out"], pivot)
    if received is None or answered is None:
        return None
    within = carried_in is not None and (
        carried_in.stream.anchor is received
        or (carried_in in ledger.part_of and ledger.part_of[carried_in].whole is received)
        or bool(
            re.search(r"(?:含|包括|其中)[^，。；]{0,6}$", carried_in.gap[: _label_start(carried_in)])
            and _follows(received, carried_in)
        )
    )
    return Terms(received, answered, carried_in, carried_out, within)


def _divides_the_same(node: Node, role: Role, ledger: Ledger) -> bool:
    """办结18件，其中按时办结17件: a part of what was answered is not what was answered."""
    home = ledger.part_of.get(node)
    return home is not None and home.whole is not None and role_of(home.whole) == role


def _label_start(node: Node) -> int:
    match = CARRIED_IN.search(node.gap)
    return match.start() if match else len(node.gap)


def _follows(first: Node, second: Node) -> bool:
    return first.stream is second.stream and first.at + 1 == second.at


def _near(nodes: Sequence[Node], pivot: Node) -> Node | None:
    """The figure nearest to the carried one, within two sentences."""
    close = [n for n in nodes if abs(n.sentence - pivot.sentence) <= REACH]
    return min(close, key=lambda n: abs(n.number.start - pivot.number.start)) if close else None


def _relation(terms: Terms, passage: Passage) -> Relation:
    carried_in = terms.carried_in.number.value if terms.carried_in else Decimal(0)
    right = terms.answered.number.value + (
        terms.carried_out.number.value if terms.carried_out else Decimal(0)
    )
    separate = [terms.received.number.value, *([carried_in] if terms.carried_in else [])]
    readings = [(separate, "新收数不含上年结转"), ([terms.received.number.value], "收到数已含上年结转")]
    if terms.included:
        readings.reverse()
    elif _stands_apart(terms):
        readings = readings[:1]
    verdict, parts = _judge(terms, readings, right, passage)
    place = (passage.order, min(n.number.start for n in terms.nodes()))
    quote = passage.quote(*terms.nodes())
    return Relation(
        "CARRY-OVER",
        "carry",
        right,
        tuple(parts),
        None,
        verdict.status,
        verdict.difference,
        quote,
        verdict.reason,
        place,
        None,
        tuple(terms.nodes()),
    )


def _stands_apart(terms: Terms) -> bool:
    """本年新收, or the carried-in ones told inside the answered: the received figure does not hold them."""
    inside = terms.carried_in is not None and terms.carried_in.stream.anchor is terms.answered
    return inside or bool(re.search(r"新收|新增|本年", terms.received.label))


def _judge(
    terms: Terms, readings: Sequence[tuple[list[Decimal], str]], right: Decimal, passage: Passage
) -> tuple[Verdict, list[Decimal]]:
    if not all(n.number.exact for n in terms.nodes()):
        return Verdict("not_assessable", None, "含约数，只能证伪，不能证实。"), readings[0][0]
    for parts, convention in readings:
        if sum(parts) == right:
            line = f"{'＋'.join(map(show, parts))}＝{show(right)}（办结与结转下年之和），相符；口径：{convention}。"
            return Verdict("pass", Decimal(0), line), parts
    parts, convention = readings[0]
    difference = sum(parts, Decimal(0)) - right
    left = f"{'＋'.join(map(show, parts))}＝{show(sum(parts, Decimal(0)))}"
    line = f"收到与上年结转{left}，办结与结转下年合计{show(right)}，相差{show(abs(difference))}"
    if _unsaid(terms, difference, passage):
        return Verdict(
            "uncertain", difference, f"{line}；文中没有列出{_unsaid(terms, difference, passage)}，请核对。"
        ), parts
    return Verdict(
        "fail", difference, f"{line}；按{'和'.join(f'“{name}”' for _, name in readings)}的口径都不平衡。"
    ), parts


def _unsaid(terms: Terms, difference: Decimal, passage: Passage) -> str:
    """The term that the text leaves out and that could explain the gap."""
    if terms.carried_out is None and difference > 0 and not NO_CARRY_OUT.search(passage.text):
        return "结转下年数"
    if terms.carried_in is None and difference < 0 and not NO_CARRY_IN.search(passage.text):
        return "上年结转数"
    return ""
