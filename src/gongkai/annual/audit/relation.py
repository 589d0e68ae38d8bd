"""A relation between printed figures and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from gongkai.annual.audit.numbers import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.numbers import Number
    from gongkai.annual.audit.streams import Node

Kind = Literal["sum", "percent", "equal", "carry", "identity"]
Status: TypeAlias = Literal["pass", "fail", "uncertain", "not_assessable"]
HEDGES = {
    Bound.EXACT: "",
    Bound.FLOOR: "余",
    Bound.CEILING: "（近）",
    Bound.ABOUT: "（约）",
    Bound.OVER: "以上",
}
HALF = Decimal("0.5")


@dataclass(eq=False, slots=True)
class Relation:
    """`total`, `parts` and `printed` by kind as the issue's contract says; `difference` is left minus right, None if open."""

    rule: str
    kind: Kind
    total: Decimal | None
    parts: tuple[Decimal, ...]
    printed: Decimal | None
    status: Status
    difference: Decimal | None
    quote: str
    explanation: str
    place: tuple[int, int] = (0, 0)
    whole: Node | None = None
    members: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    difference: Decimal | None
    reason: str


def show(value: Decimal) -> str:
    """A number as a reader writes it: no exponent, no trailing noughts behind a whole number."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text and value == value.to_integral() else text


def shown(numbers: Sequence[Number]) -> str:
    return "＋".join(_printed(n) for n in numbers)


def _printed(number: Number) -> str:
    return show(number.value) if number.exact else show(number.value) + HEDGES[number.bound]


def round_half_up(value: Decimal, grain: Decimal) -> Decimal:
    return value.quantize(grain, rounding=ROUND_HALF_UP)


def judge_sum(total: Number, parts: Sequence[Number], *, may_fall_short: bool = False) -> Verdict:
    """Σ parts against the total. A member that is no exact count can refute, never confirm."""
    left = sum((p.value for p in parts), Decimal(0))
    difference = left - total.value
    line = f"各项{shown(parts)}＝{show(left)}，总数为{_printed(total)}"
    if not (total.exact and all(p.exact for p in parts)):
        return _judge_bounds(total, parts, may_fall_short=may_fall_short, difference=difference, line=line)
    if difference == 0:
        return Verdict("pass", difference, f"{line}，相符。")
    slack = (total.grain + sum((p.grain for p in parts), Decimal(0))) * HALF
    if slack and abs(difference) <= slack:
        if all(p.grain == 0 for p in parts):
            return Verdict("pass", difference, f"{line}，按总数的印出精度四舍五入后相符。")
        return Verdict(
            "uncertain",
            difference,
            f"{line}，相差{show(abs(difference))}，在以万计数的舍入范围之内，请核对原数。",
        )
    if difference < 0 and may_fall_short:
        return Verdict("pass", difference, f"{line}；列举未尽，各项不超过总数即可，相符。")
    return Verdict("fail", difference, f"{line}，相差{show(abs(difference))}。")


def _judge_bounds(
    total: Number, parts: Sequence[Number], *, may_fall_short: bool, difference: Decimal, line: str
) -> Verdict:
    low = sum((p.interval()[0] for p in parts), Decimal(0))
    high = sum((p.interval()[1] for p in parts), Decimal(0))
    least, most = total.interval()
    if low > most or (high < least and not may_fall_short):
        return Verdict("fail", difference, f"{line}；含约数，但即使取界限值也不能相符。")
    return Verdict("not_assessable", None, f"{line}；含约数，只能证伪，不能证实，未见矛盾。")


def judge_part(total: Number, part: Number) -> Verdict:
    """One named part of a whole: it may not exceed the whole."""
    difference = part.value - total.value
    line = f"其中一项{_printed(part)}，总数为{_printed(total)}"
    if part.interval()[0] > total.interval()[1]:
        return Verdict("fail", difference, f"{line}，部分大于总数，超出{show(difference)}。")
    if not (total.exact and part.exact):
        return Verdict("not_assessable", None, f"{line}；含约数，未见矛盾。")
    return Verdict("pass", difference, f"{line}，部分不超过总数。")


def share_of(count: Decimal, base: Decimal) -> Decimal:
    return count * 100 / base


def fits_share(count: Number, base: Number, printed: Number) -> bool:
    """The share recomputes at the printed precision, half up."""
    if base.value <= 0 or not (count.exact and base.exact):
        return False
    return round_half_up(share_of(count.value, base.value), printed.step) == printed.value


def judge_share(count: Number, base: Number, printed: Number) -> Verdict:
    if base.value <= 0:
        return Verdict("not_assessable", None, "基数为零，占比无从复算。")
    line = f"{_printed(count)}÷{_printed(base)}，印出的占比为{show(printed.value)}%"
    if not (count.exact and base.exact and printed.exact):
        return _judge_share_bounds(count, base, printed, line)
    exact = share_of(count.value, base.value)
    again = round_half_up(exact, printed.step)
    difference = printed.value - again
    if difference == 0:
        return Verdict("pass", difference, f"{line}，按印出精度复算为{show(again)}%，相符。")
    hint = "（印出的数似为截去尾数所得）" if 0 < exact - printed.value < printed.step else ""
    return Verdict(
        "fail",
        difference,
        f"{line}，按四舍五入复算应为{show(again)}%，相差{show(abs(difference))}个百分点{hint}。",
    )


def _judge_share_bounds(count: Number, base: Number, printed: Number, line: str) -> Verdict:
    low, high = count.interval()
    least, most = base.interval()
    bottom = share_of(low, most) if most.is_finite() else Decimal(0)
    top = share_of(high, least) if least > 0 and high.is_finite() else Decimal("Infinity")
    slack = printed.step * (1 if printed.exact else 5)
    if printed.value + slack < bottom or printed.value - slack > top:
        return Verdict("fail", None, f"{line}；含约数，但在其界限内也算不出这一占比。")
    return Verdict("not_assessable", None, f"{line}；含约数，只能证伪，不能证实，未见矛盾。")


@dataclass(slots=True)
class Ledger:
    """Relations found so far, and which figures they took as parts."""

    relations: list[Relation] = field(default_factory=list)
    part_of: dict[Node, Relation] = field(default_factory=dict)
    heads: set[Node] = field(default_factory=set)

    def add(self, relation: Relation) -> None:
        self.relations.append(relation)
        if relation.kind == "sum":
            for node in relation.members:
                self.part_of.setdefault(node, relation)
            if relation.whole is not None:
                self.heads.add(relation.whole)


def relate(  # noqa: PLR0913, PLR0917 - the columns of the contract
    rule: str,
    kind: Kind,
    whole: Node,
    members: Sequence[Node],
    verdict: Verdict,
    printed: Decimal | None = None,
) -> Relation:
    """A relation whose whole and members are printed figures; the quote runs over all of them."""
    nodes = [whole, *members]
    same = [n for n in nodes if n.passage is members[-1].passage] if members else [whole]
    quote = same[0].passage.quote(*same)
    if len(same) < len(nodes):
        quote = f"{whole.passage.quote(whole)} …… {quote}"
    return Relation(
        rule,
        kind,
        whole.number.value,
        tuple(m.number.value for m in members),
        printed,
        verdict.status,
        verdict.difference,
        quote,
        verdict.reason,
        (whole.passage.order, whole.number.start),
        whole,
        tuple(members),
    )
