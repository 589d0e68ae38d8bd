"""The identity engine: a filled form in, one judgement per relation (勾稽关系) out.

Identities are compiled once per form. A judgement holds the values it judged; its words are made when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from gongkai.law import forms
from gongkai.law.forms import NOT_APPLICABLE, PREVIOUS, Value

if TYPE_CHECKING:
    from gongkai.law.forms import Cell, Form, FormCode, Identity, Severity

Number: TypeAlias = int | Decimal
Cells: TypeAlias = Mapping[str, Value]
Getter: TypeAlias = Callable[[Cells], tuple[Value, ...]]
_SHOWN_TERMS = 4  # above this many terms a reader is shown only those that are not nought


class Status(StrEnum):
    PASS = "pass"  # noqa: S105 (a verdict, no password)
    FAIL = "fail"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"


class Term(NamedTuple):
    """One cell of a relation with its printed words."""

    key: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One relation of one form, with getters made for speed. `place` names the column or row it stands in."""

    identity: Identity
    place: str
    left_keys: tuple[str, ...]
    right_keys: tuple[str, ...]
    left_labels: tuple[str, ...]
    right_labels: tuple[str, ...]
    left: Getter
    right: Getter
    signed: bool = False


class Judgement(NamedTuple):
    """One verdict. `difference` is left total minus right total; None where a total cannot be formed.

    A relation of severity "warning" or "notice" never fails: where it does not hold, it asks (UNCERTAIN).
    """

    check: Check
    status: Status
    left_values: tuple[Value, ...]
    right_values: tuple[Value, ...]
    left_total: Number | None
    right_total: Number | None
    difference: Number | None

    @property
    def id(self) -> str:
        return self.check.identity.id

    @property
    def severity(self) -> Severity:
        return self.check.identity.severity

    @property
    def place(self) -> str:
        return self.check.place

    @property
    def left(self) -> tuple[Term, ...]:
        return tuple(map(Term, self.check.left_keys, self.check.left_labels, self.left_values))

    @property
    def right(self) -> tuple[Term, ...]:
        return tuple(map(Term, self.check.right_keys, self.check.right_labels, self.right_values))

    @property
    def explanation(self) -> str:
        """Chinese sentences: the rule, the numbers on both sides, what follows, what to do."""
        where = f"{self.place}：" if self.place else ""
        return f"{where}{self.check.identity.title}。{_EXPLAIN[self.check.identity.kind](self)}"


def judge(
    form: Form | FormCode,
    cells: Cells,
    previous: Cells | None = None,
    children: Sequence[Cells] | None = None,
    *,
    blanks: Literal["unknown", "nought"] = "unknown",
) -> list[Judgement]:
    """All identities of the form over its cells, in the order of the data file.

    `previous` holds last year's cells, `children` the forms that were added up (the own form is one of them); without
    them the relations that need them are left out. `blanks="nought"` reads a printed blank as 0 inside sums, as many
    published tables mean it; the check of blanks (T3-4) still asks. A key that is missing is never nought.
    """
    plan = _plan(forms.form(form) if isinstance(form, str) else form)
    filled = (
        cells if blanks == "unknown" else {key: 0 if value is None else value for key, value in cells.items()}
    )
    judged = [_JUDGE[check.identity.kind](check, cells if whole else filled) for check, whole in plan.own]
    if previous is not None:
        both = {**filled, **{PREVIOUS + key: value for key, value in previous.items()}}
        judged += [_compare(check, both) for check in plan.across]
    if children is not None:
        judged += [_roll_up(check, filled, children) for check in plan.rolled]
    return judged


class _Plan(NamedTuple):
    own: tuple[tuple[Check, bool], ...]
    across: tuple[Check, ...]
    rolled: tuple[Check, ...]


@cache
def _plan(form: Form) -> _Plan:
    own, across, rolled = [], [], []
    for identity in form.identities:
        if identity.kind == "rollup":
            rolled += [_rolled(identity, cell) for cell in form.cells.values()]
        elif any(term.startswith(PREVIOUS) for term in (*identity.left, *identity.right)):
            across += _compiled(form, identity)
        else:
            own += [(check, identity.kind == "whole") for check in _compiled(form, identity)]
    return _Plan(tuple(own), tuple(across), tuple(rolled))


def _compiled(form: Form, identity: Identity) -> list[Check]:
    if not identity.each:
        return [_check(form, identity, {})]
    return [_check(form, identity, {identity.each: member}) for member in form.sets[identity.each]]


def _check(form: Form, identity: Identity, bound: Mapping[str, str]) -> Check:
    left = tuple(chain.from_iterable(form.expand(term, bound) for term in identity.left))
    right = tuple(chain.from_iterable(form.expand(term, bound) for term in identity.right))
    member = bound.get(identity.each, "")
    return Check(
        identity,
        _place(form, member, (*right, *left)),
        left,
        right,
        tuple(_term_label(form, key, member) for key in left),
        tuple(_term_label(form, key, member) for key in right),
        _getter(left),
        _getter(right),
    )


def _rolled(identity: Identity, cell: Cell) -> Check:
    own = (cell.key,)
    return Check(
        identity, cell.label, own, own, ("各单位",), ("汇总",), _getter(own), _getter(own), cell.column.signed
    )


def _getter(keys: tuple[str, ...]) -> Getter:
    """All values in one call into C; a missing key raises KeyError."""
    if not keys:
        return lambda _cells: ()
    if len(keys) == 1:
        only = keys[0]
        return lambda cells: (cells[only],)
    return itemgetter(*keys)


def _place(form: Form, member: str, keys: Sequence[str]) -> str:
    """Printed words for the row, column or group of columns that `each` stands for."""
    if not member:
        return ""
    for key in keys:
        cell = form.cells.get(key.removeprefix(PREVIOUS))
        if cell is not None:
            return _column_place(cell, member) or _row_place(cell)
    return ""


def _column_place(cell: Cell, member: str) -> str:
    if cell.column.key == member:
        return f"“{cell.column.label}”列"
    if cell.column.key.startswith(f"{member}."):
        return f"“{' · '.join(cell.column.group)}”"
    return ""


def _row_place(cell: Cell) -> str:
    return f"“{' '.join((*cell.row.group[-1:], cell.row.label))}”行"


def _term_label(form: Form, key: str, member: str) -> str:
    """What tells this cell from the others of its relation."""
    bare = key.removeprefix(PREVIOUS)
    prefix = "上年" if bare != key else ""
    cell = form.cells.get(bare)
    if cell is None:
        return prefix + form.label(bare)
    parts = [
        cell.row.label if cell.row.key != member else "",
        cell.column.label if cell.column.key != member else "",
    ]
    return prefix + (" ".join(part for part in parts if part) or cell.label)


def _verdict(check: Check, *, holds: bool) -> Status:
    if holds:
        return Status.PASS
    return Status.FAIL if check.identity.severity == "error" else Status.UNCERTAIN


def _holds(relation: str, difference: Number) -> bool:
    if relation == "=":
        return difference == 0
    return difference <= 0 if relation == "<=" else difference >= 0


def _compare(check: Check, cells: Cells) -> Judgement:
    try:
        left, right = check.left(cells), check.right(cells)
        left_total: Number = sum(left)  # type: ignore[arg-type]  # what is no number raises TypeError, handled below
        right_total: Number = sum(right)  # type: ignore[arg-type]
    except (KeyError, TypeError):
        return _compare_with_gaps(check, _values(check.left_keys, cells), _values(check.right_keys, cells))
    difference = left_total - right_total
    identity = check.identity
    if difference == 0 or _holds(identity.relation, difference):
        return Judgement(check, Status.PASS, left, right, left_total, right_total, difference)
    return Judgement(check, _verdict(check, holds=False), left, right, left_total, right_total, difference)


def _values(keys: tuple[str, ...], cells: Cells) -> tuple[Value, ...]:
    return tuple(cells.get(key) for key in keys)


class _Side(NamedTuple):
    total: Number
    known: int
    unknown: int


def _side(values: Sequence[Value]) -> _Side:
    numbers = [value for value in values if isinstance(value, int | Decimal)]
    unknown = sum(value is not NOT_APPLICABLE for value in values) - len(numbers)
    return _Side(sum(numbers), len(numbers), unknown)


def _compare_with_gaps(check: Check, left: tuple[Value, ...], right: tuple[Value, ...]) -> Judgement:
    """Empty cells hold some figure not below nought, cells that do not apply hold none.

    The relation fails only where no filling of the empty cells could save it, and holds only where none could break it.
    """
    one, two = _side(left), _side(right)
    if not one.known or not two.known:
        return Judgement(check, Status.NOT_ASSESSABLE, left, right, None, None, None)
    difference = one.total - two.total
    status = _status_with_gaps(check, one, two, difference)
    return Judgement(check, status, left, right, one.total, two.total, difference)


def _status_with_gaps(check: Check, one: _Side, two: _Side, difference: Number) -> Status:
    relation = check.identity.relation
    left_may_grow, right_may_grow = one.unknown > 0, two.unknown > 0
    if not left_may_grow and not right_may_grow:
        return _verdict(check, holds=_holds(relation, difference))
    if check.signed:
        return Status.UNCERTAIN
    too_much = relation in ("=", "<=") and difference > 0 and not right_may_grow
    too_little = relation in ("=", ">=") and difference < 0 and not left_may_grow
    if too_much or too_little:
        return _verdict(check, holds=False)
    safe = (relation == "<=" and difference <= 0 and not left_may_grow) or (
        relation == ">=" and difference >= 0 and not right_may_grow
    )
    return Status.PASS if safe else Status.UNCERTAIN


def _whole(check: Check, cells: Cells) -> Judgement:
    try:
        values = check.left(cells)
        fits = set(map(type, values)) == {int} and min(values) >= 0  # type: ignore[type-var,operator]
    except KeyError:
        values, fits = _values(check.left_keys, cells), False
    if fits:
        return Judgement(check, Status.PASS, values, (), None, None, None)
    return Judgement(check, _whole_status(check, values), values, (), None, None, None)


def _whole_status(check: Check, values: Sequence[Value]) -> Status:
    if all(value is None for value in values):
        return Status.NOT_ASSESSABLE
    return _verdict(check, holds=False) if any(map(_is_wrong_count, values)) else Status.UNCERTAIN


def _is_wrong_count(value: Value) -> bool:
    if value is None or value is NOT_APPLICABLE:
        return False
    return isinstance(value, bool) or value < 0 or value != int(value)


def _share(check: Check, cells: Cells) -> Judgement:
    left, right = _values(check.left_keys, cells), _values(check.right_keys, cells)
    part, base = left[0], right[0]
    if not isinstance(part, int | Decimal) or not isinstance(base, int | Decimal) or base == 0:
        return Judgement(check, Status.NOT_ASSESSABLE, left, right, None, None, None)
    within = part <= base * _limit(check)
    return Judgement(check, _verdict(check, holds=within), left, right, part, base, part - base)


def _limit_check(check: Check, cells: Cells) -> Judgement:
    left = _values(check.left_keys, cells)
    value, limit = left[0], _limit(check)
    if not isinstance(value, int | Decimal):
        return Judgement(check, Status.NOT_ASSESSABLE, left, (), None, None, None)
    return Judgement(
        check, _verdict(check, holds=value <= limit), left, (limit,), value, limit, value - limit
    )


def _limit(check: Check) -> Decimal:
    return Decimal(0) if check.identity.limit is None else check.identity.limit


def _implies(check: Check, cells: Cells) -> Judgement:
    """Left above nought asks for a fact on the right; left at nought asks for nothing."""
    left, right = _values(check.left_keys, cells), _values(check.right_keys, cells)
    cause, fact = left[0], right[0]
    if not isinstance(cause, int | Decimal) or (cause > 0 and not isinstance(fact, int | Decimal)):
        return Judgement(check, Status.NOT_ASSESSABLE, left, right, None, None, None)
    return Judgement(check, _verdict(check, holds=cause <= 0 or fact == 1), left, right, None, None, None)


def _roll_up(check: Check, cells: Cells, children: Sequence[Cells]) -> Judgement:
    key = check.left_keys[0]
    left, right = tuple(child.get(key) for child in children), (cells.get(key),)
    return _compare_with_gaps(check, left, right)


_JUDGE: Mapping[str, Callable[[Check, Cells], Judgement]] = {
    "compare": _compare,
    "whole": _whole,
    "share": _share,
    "limit": _limit_check,
    "implies": _implies,
}

_RELATION_WORDS = {"=": "应相等", "<=": "左边应不大于右边", ">=": "左边应不小于右边"}


def _explain_compare(judgement: Judgement) -> str:
    if judgement.status is Status.NOT_ASSESSABLE:
        return "有一边没有数字，无法核对。请补填后再核。"
    sides = f"左边{_sum_words(judgement.left, judgement.left_total)}；右边{_sum_words(judgement.right, judgement.right_total)}。"
    return sides + _compare_outcome(judgement)


def _compare_outcome(judgement: Judgement) -> str:
    difference = judgement.difference or 0
    if judgement.status is Status.PASS:
        return "两边相等。" if difference == 0 else "关系成立。"
    blanks = sum(value is None for value in (*judgement.left_values, *judgement.right_values))
    rule = _RELATION_WORDS[judgement.check.identity.relation]
    if judgement.status is Status.UNCERTAIN and blanks:
        gap = "空白均为零时两边相等" if difference == 0 else f"已填的数相差 {abs(difference)}"
        return f"其中 {blanks} 栏未填，{gap}。请确认未填的栏是零还是未统计。"
    side = "左边多" if difference > 0 else "左边少"
    ask = "请核对原始记录后改正。" if judgement.status is Status.FAIL else "请核实原因并作说明。"
    return f"{rule}，现{side} {abs(difference)}。{ask}"


def _sum_words(terms: Sequence[Term], total: Number | None) -> str:
    if len(terms) == 1:
        return f"{terms[0].label} {_value_words(terms[0].value)}"
    shown = [term for term in terms if term.value != 0] if len(terms) > _SHOWN_TERMS else list(terms)
    words = "，".join(f"{term.label} {_value_words(term.value)}" for term in shown)
    note = "（为零的栏从略）" if len(shown) < len(terms) else ""
    return f"{words}{note}，合计 {total}" if words else f"各栏均为零，合计 {total}"


def _value_words(value: Value) -> str:
    if value is None:
        return "未填"
    return "不适用" if value is NOT_APPLICABLE else str(value)


def _explain_whole(judgement: Judgement) -> str:
    wrong = [
        f"{term.label} {_value_words(term.value)}" for term in judgement.left if _is_wrong_count(term.value)
    ]
    if wrong:
        return f"下列各栏不是不小于零的整数：{'；'.join(wrong)}。请改正。"
    empty = sum(value is None for value in judgement.left_values)
    slashes = sum(value is NOT_APPLICABLE for value in judgement.left_values)
    if judgement.status is Status.NOT_ASSESSABLE:
        return "没有读到数字，无法核对。"
    if judgement.status is Status.PASS:
        return f"{len(judgement.left_values)} 栏均为不小于零的整数。"
    return f"有 {empty} 栏空白，{slashes} 栏填“/”或“—”。请确认这些栏是零还是未统计。"


def _explain_share(judgement: Judgement) -> str:
    if judgement.left_total is None or not judgement.right_total:
        return "缺少数字或总数为零，无法计算占比。"
    share = Decimal(judgement.left_total) * 100 / Decimal(judgement.right_total)
    limit = _limit(judgement.check) * 100
    what = f"{judgement.left[0].label} {judgement.left_total}，总计 {judgement.right_total}，占 {share:.2f}%"
    if judgement.status is Status.PASS:
        return f"{what}，未超过提示线 {limit:.0f}%。"
    return f"{what}，超过提示线 {limit:.0f}%。这是风险提示，不是差错，请了解原因。"


def _explain_limit(judgement: Judgement) -> str:
    limit = _limit(judgement.check)
    if judgement.left_total is None:
        return "没有给出数字，无法核对。"
    if judgement.status is Status.PASS:
        return f"现为 {judgement.left_total}，未超过 {limit}。"
    return f"现为 {judgement.left_total}，超过 {limit}。请压缩或说明理由。"


def _explain_implies(judgement: Judgement) -> str:
    cause = judgement.left[0]
    if judgement.status is Status.NOT_ASSESSABLE:
        return f"{cause.label} {_value_words(cause.value)}，没有给出“{judgement.right[0].label}”，无法核对。"
    if judgement.status is Status.PASS:
        return f"{cause.label} {_value_words(cause.value)}，符合要求。"
    return f"{cause.label} {_value_words(cause.value)}，未见收费情况的说明。请在第六部分补写。"


_EXPLAIN: Mapping[str, Callable[[Judgement], str]] = {
    "compare": _explain_compare,
    "rollup": _explain_compare,
    "whole": _explain_whole,
    "share": _explain_share,
    "limit": _explain_limit,
    "implies": _explain_implies,
}
