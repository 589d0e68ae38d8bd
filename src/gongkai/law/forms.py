"""The statistics forms of the annual report, as data.

Three forms: "2014" (国办发〔2014〕32号, reports for 2014 to 2018), "2019" (国办公开办函〔2019〕60号, trial, 2019 and
2020) and "2021" (国办公开办函〔2021〕30号). Labels and header notes are the official ones, quoted exactly; what was not
read in print carries mark "M" and the name of its source.

A filled form is a mapping from cell key ("T3.A.natural", "3.3.4.1") to a Value. Nought, empty and not applicable are
three things: 0 was counted; None was not counted, or the cell is blank; NOT_APPLICABLE cannot occur at this body.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class NotApplicable(Enum):
    """The figure cannot occur at this body, for example rules (规章) made by a district."""

    NOT_APPLICABLE = "不适用"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE
Value: TypeAlias = int | Decimal | NotApplicable | None
FormCode = Literal["2014", "2019", "2021"]
Mark = Literal["V", "V2", "M"]
Kind = Literal["compare", "whole", "rollup", "share", "limit", "implies"]
Severity = Literal["error", "warning", "notice"]
Relation = Literal["=", "<=", ">="]

FORM_CODES: Final[tuple[FormCode, ...]] = ("2014", "2019", "2021")
PREVIOUS: Final = "previous:"


class FormError(ValueError):
    """A form definition does not read; the message is a Chinese sentence with file, place and remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `group` lists the printed rows it stands under, outermost first."""

    key: str
    label: str
    group: tuple[str, ...]
    unit: str
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column. `unit` is empty where the row or table gives it; `signed` columns may fall below nought."""

    key: str
    label: str
    group: tuple[str, ...]
    unit: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One place for a figure; `label` names row and column for a reader."""

    key: str
    label: str
    unit: str
    mark: Mark
    source: str
    row: Row
    column: Column


@dataclass(frozen=True, slots=True)
class Table:
    """One printed block. Several blocks may share a key ("T2"); cell keys are unique over the form."""

    key: str
    section: str
    title: str
    header_note: str
    unit: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    def cell_key(self, row: Row, column: Column) -> str:
        return ".".join(part for part in (self.key, row.key, column.key) if part)

    def cells(self) -> Iterator[Cell]:
        for row, column in product(self.rows, self.columns):
            yield Cell(
                self.cell_key(row, column),
                " · ".join(label for label in (*_place(row), *_place(column)) if label),
                column.unit or row.unit or self.unit,
                row.mark,
                row.source,
                row,
                column,
            )


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that an identity needs and no table holds, such as the length of section one."""

    key: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One 勾稽关系 as printed in the data file; `{name}` stands for the members of a set of the form.

    `{each}` makes one relation per member; any other name inside a term makes a sum over its members.
    """

    id: str
    title: str
    kind: Kind
    each: str
    left: tuple[str, ...]
    relation: Relation
    right: tuple[str, ...]
    limit: Decimal | None
    severity: Severity
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Old cells against cells of the 2021 form. `comparable` false: never draw them in one line."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    relation: Literal["same", "sum", "none"]
    comparable: bool
    note: str


@dataclass(frozen=True, eq=False)
class Form:
    """A form of the report; compared by identity, since `form` reads each one once."""

    code: FormCode
    title: str
    instrument: str
    first_year: int
    last_year: int | None
    mark: Mark
    source: str
    sections: tuple[str, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    sets: Mapping[str, tuple[str, ...]]
    identities: tuple[Identity, ...]
    crosswalk: tuple[Crossing, ...]

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        return {cell.key: cell for table in self.tables for cell in table.cells()}

    @cached_property
    def fact_labels(self) -> Mapping[str, str]:
        return {fact.key: fact.label for fact in self.facts}

    def label(self, key: str) -> str:
        """The printed words for a cell, a fact, or a cell of the previous year's report."""
        if key.startswith(PREVIOUS):
            return "上年" + self.label(key.removeprefix(PREVIOUS))
        return self.cells[key].label if key in self.cells else self.fact_labels[key]

    def knows(self, key: str) -> bool:
        bare = key.removeprefix(PREVIOUS)
        return bare in self.cells or bare in self.fact_labels

    def expand(self, term: str, bound: Mapping[str, str]) -> tuple[str, ...]:
        """Cell keys that a term of an identity stands for; `bound` fixes the name of `each`."""
        names = [name for name in dict.fromkeys(re.findall(r"\{(\w+)\}", term)) if name not in bound]
        choices = product(*(self.sets[name] for name in names))
        return tuple(term.format(**bound, **dict(zip(names, choice, strict=True))) for choice in choices)


def form(code: FormCode) -> Form:
    """The form by its code, read once.

    Raises:
        FormError: the code is unknown or the data file breaks the schema.
    """
    return _load(code)


def form_for_year(year: int) -> Form | None:
    """The national form that a report for this year uses; None before 2014."""
    for code in reversed(FORM_CODES):
        found = form(code)
        if year >= found.first_year:
            return found
    return None


def parse_form(text: str, name: str) -> Form:
    """A form from TOML text; `name` stands in the sentences about errors.

    Raises:
        FormError: the text is no TOML, or breaks the schema.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"{name} 不是合格的 TOML：{error}。请改正该处后重新载入。") from error
    built = _form(_Part(name, data))
    _check_references(built, name)
    return built


@cache
def _load(code: str) -> Form:
    if code not in FORM_CODES:
        raise FormError(f"没有代号为“{code}”的统计表。可用的代号为 {'、'.join(FORM_CODES)}。")
    path = resources.files("gongkai.law").joinpath("data", "forms", f"{code}.toml")
    return parse_form(path.read_text(encoding="utf-8"), f"{code}.toml")


def _place(part: Row | Column) -> tuple[str, ...]:
    return (*part.group, part.label)


class _Part:
    """One TOML table under reading: takes typed entries and at the end refuses what nobody took."""

    def __init__(self, where: str, data: Mapping[str, object]) -> None:
        self.where = where
        self._left = dict(data)

    def wrong(self, what: str) -> FormError:
        return FormError(f"{self.where}：{what}。请对照同目录的其他表式改正。")

    def take(self, key: str, kind: type, default: object = ...) -> object:
        value = self._left.pop(key, default)
        if value is ...:
            raise self.wrong(f"缺少“{key}”")
        if value is not default and (
            not isinstance(value, kind) or (kind is int and isinstance(value, bool))
        ):
            raise self.wrong(f"“{key}”的类型不对，应为 {kind.__name__}，现为 {type(value).__name__}")
        return value

    def text(self, key: str, default: object = ...) -> str:
        return cast("str", self.take(key, str, default))

    def one_of(self, key: str, allowed: Sequence[str], default: object = ...) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(f"“{key}”应为 {'、'.join(allowed)} 之一，现为“{value}”")
        return value

    def texts(self, key: str, default: object = ...) -> tuple[str, ...]:
        values = cast("list[object]", self.take(key, list, default))
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(f"“{key}”的每一项都应为文字")
        return tuple(cast("list[str]", values))

    def parts(self, key: str, default: object = ...) -> list[_Part]:
        values = cast("list[object]", self.take(key, list, default))
        return [self._inner(f"{self.where} 的 {key} 第{at}项", value) for at, value in enumerate(values, 1)]

    def part(self, key: str) -> _Part:
        return self._inner(f"{self.where} 的 {key}", self.take(key, dict, {}))

    def names(self) -> list[str]:
        return list(self._left)

    def done(self) -> None:
        if self._left:
            raise self.wrong(f"有不认识的条目：{'、'.join(sorted(self._left))}")

    def _inner(self, where: str, value: object) -> _Part:
        if not isinstance(value, dict):
            raise self.wrong(f"{where}应为一组条目")
        return _Part(where, value)


_MARKS = ("V", "V2", "M")


def _mark(part: _Part, default: object = ...) -> Mark:
    return cast("Mark", part.one_of("mark", _MARKS, default))


def _form(part: _Part) -> Form:
    mark, source = _mark(part), part.text("source")
    built = Form(
        code=cast("FormCode", part.one_of("code", FORM_CODES)),
        title=part.text("title"),
        instrument=part.text("instrument"),
        first_year=cast("int", part.take("first_year", int)),
        last_year=cast("int | None", part.take("last_year", int, None)),
        mark=mark,
        source=source,
        sections=part.texts("sections"),
        tables=tuple(_table(inner, mark, source) for inner in part.parts("tables")),
        facts=tuple(_fact(inner) for inner in part.parts("facts", [])),
        sets=_sets(part.part("sets")),
        identities=tuple(_identity(inner) for inner in part.parts("identities")),
        crosswalk=tuple(_crossing(inner) for inner in part.parts("crosswalk", [])),
    )
    part.done()
    return replace(built, crosswalk=tuple(_expand_crosswalk(built)))


def _table(part: _Part, mark: Mark, source: str) -> Table:
    built = Table(
        key=part.text("key"),
        section=part.text("section"),
        title=part.text("title"),
        header_note=part.text("header_note", ""),
        unit=part.text("unit"),
        rows=tuple(_row(inner, mark, source) for inner in part.parts("rows")),
        columns=tuple(_column(inner) for inner in part.parts("columns")),
    )
    part.done()
    return built


def _row(part: _Part, mark: Mark, source: str) -> Row:
    built = Row(
        key=part.text("key"),
        label=part.text("label"),
        group=_group(part),
        unit=part.text("unit", ""),
        mark=_mark(part, mark),
        source=part.text("source", source),
    )
    part.done()
    return built


def _column(part: _Part) -> Column:
    built = Column(
        key=part.text("key"),
        label=part.text("label"),
        group=_group(part),
        unit=part.text("unit", ""),
        signed=cast("bool", part.take("signed", bool, default=False)),
    )
    part.done()
    return built


def _group(part: _Part) -> tuple[str, ...]:
    """Printed headings above, outermost first; a slash parts them ("三、本年度办理结果/（三）不予公开")."""
    return tuple(name for name in part.text("group", "").split("/") if name)


def _fact(part: _Part) -> Fact:
    built = Fact(part.text("key"), part.text("label"), part.text("unit"))
    part.done()
    return built


def _sets(part: _Part) -> Mapping[str, tuple[str, ...]]:
    return {name: part.texts(name) for name in part.names()}


def _identity(part: _Part) -> Identity:
    limit = part.take("limit", int | float, None)  # type: ignore[arg-type]
    built = Identity(
        id=part.text("id"),
        title=part.text("title"),
        kind=cast("Kind", part.one_of("kind", ("compare", "whole", "rollup", "share", "limit", "implies"))),
        each=part.text("each", ""),
        left=part.texts("left", []),
        relation=cast("Relation", part.one_of("relation", ("=", "<=", ">="), "=")),
        right=part.texts("right", []),
        limit=None if limit is None else Decimal(str(limit)),
        severity=cast("Severity", part.one_of("severity", ("error", "warning", "notice"))),
        mark=_mark(part),
        source=part.text("source"),
    )
    part.done()
    return built


def _crossing(part: _Part) -> Crossing:
    built = Crossing(
        old=part.texts("from"),
        new=part.texts("to"),
        relation=cast("Literal['same', 'sum', 'none']", part.one_of("relation", ("same", "sum", "none"))),
        comparable=cast("bool", part.take("comparable", bool)),
        note=part.text("note"),
    )
    part.done()
    return built


def _expand_crosswalk(built: Form) -> Iterator[Crossing]:
    """One crossing per member of the sets that its keys name; the same name means the same member on both sides."""
    for crossing in built.crosswalk:
        names = list(dict.fromkeys(re.findall(r"\{(\w+)\}", " ".join(crossing.old))))
        _require_sets(built, names, f"crosswalk {crossing.old}")
        for choice in product(*(built.sets[name] for name in names)):
            bound = dict(zip(names, choice, strict=True))
            old = tuple(key.format(**bound) for key in crossing.old)
            yield replace(crossing, old=old, new=tuple(key.format(**bound) for key in crossing.new))


def _require_sets(built: Form, names: Sequence[str], where: str) -> None:
    for name in names:
        if name not in built.sets:
            raise FormError(f"{built.code}.toml 的 {where} 用到没有定义的集合“{name}”。请在 sets 中补上。")


def _check_references(built: Form, name: str) -> None:
    keys = [cell.key for table in built.tables for cell in table.cells()]
    for key in keys:
        if keys.count(key) > 1:
            raise FormError(f"{name} 有两栏同用编号“{key}”。请改其一。")
    for identity in built.identities:
        _check_identity(built, identity, name)
    for crossing in built.crosswalk:
        for key in crossing.old:
            if not built.knows(key):
                raise FormError(f"{name} 的新旧对照用到不存在的栏“{key}”。请核对编号。")


def _check_identity(built: Form, identity: Identity, name: str) -> None:
    terms = (*identity.left, *identity.right)
    used = [used for term in terms for used in re.findall(r"\{(\w+)\}", term)]
    _require_sets(built, [*used, *([identity.each] if identity.each else [])], f"勾稽关系 {identity.id}")
    members = built.sets[identity.each] if identity.each else ("",)
    for term, member in product(terms, members):
        for key in built.expand(term, {identity.each: member} if identity.each else {}):
            if not built.knows(key):
                raise FormError(f"{name} 的勾稽关系 {identity.id} 用到不存在的栏“{key}”。请核对编号。")
