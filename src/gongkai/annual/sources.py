"""What a figure is made of: a source of dated rows, a slice of it, and tallies that count every slice at once.

One declaration serves both sides of a figure: `Slice.rows` filters the source by the same dimensions by which
`Tallies` groups it, so the rows that open are the rows that were counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Count, QuerySet, Sum

from gongkai.annual.period import Period

Number: TypeAlias = int | Decimal
Rows: TypeAlias = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one kind that count for a year by their dates.

    `body` leads from a row to the id of its body. `dimensions` are fields or annotations of the query, all to-one.
    `amount` is the field that is summed; without one the rows are counted. A `standing` source shows how things
    stood at the year's end and is no sign that anything was done in the year.
    """

    key: str
    label: str
    query: Callable[[Period], Rows]
    body: str = "body_id"
    dimensions: tuple[str, ...] = ()
    amount: str = ""
    standing: bool = False

    def where(self, **chosen: object) -> Slice:
        """The rows whose dimensions have these values: one, or one of several."""
        unknown = set(chosen) - set(self.dimensions)
        if unknown:
            raise ValueError(f"{self.key}: 没有维度{sorted(unknown)}。")
        return Slice(self, tuple((name, _values(value)) for name, value in chosen.items()))


def _values(value: object) -> frozenset[Any]:
    several = isinstance(value, Iterable) and not isinstance(value, str)
    return frozenset(value) if several else frozenset({value})  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class Slice:
    source: Source
    chosen: tuple[tuple[str, frozenset[Any]], ...] = ()

    def rows(self, period: Period) -> Rows:
        return self.source.query(period).filter(**{f"{name}__in": values for name, values in self.chosen})

    def holds(self, group: tuple[Any, ...]) -> bool:
        """Whether a row with these dimensions belongs to the slice."""
        places = self.source.dimensions
        return all(group[places.index(name)] in values for name, values in self.chosen)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one body that agree in every dimension: how many, and the sum of their amounts."""

    values: tuple[Any, ...]
    count: int
    amount: Number


class Tallies:
    """Counts of every source over a period, one query a source, kept by body: a roll-up and its parts share them."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self._groups: dict[str, dict[int, list[Group]]] = {}

    def value(self, slice_: Slice, bodies: Collection[int]) -> Number:
        by_body = self._of(slice_.source)
        found = [
            group
            for body in (bodies if len(bodies) < len(by_body) else by_body)
            if body in bodies
            for group in by_body.get(body, ())
            if slice_.holds(group.values)
        ]
        return sum(group.amount if slice_.source.amount else group.count for group in found)

    def _of(self, source: Source) -> Mapping[int, list[Group]]:
        if source.key not in self._groups:
            self._groups[source.key] = _grouped(source, self.period)
        return self._groups[source.key]


def _grouped(source: Source, period: Period) -> dict[int, list[Group]]:
    sums = {"_amount": Sum(source.amount)} if source.amount else {}
    rows = (
        source.query(period)
        .order_by()
        .values_list(source.body, *source.dimensions)
        .annotate(_count=Count("pk"), **sums)
    )
    found: dict[int, list[Group]] = {}
    width = 1 + len(source.dimensions)
    for row in rows:
        amount = row[width + 1] or 0 if source.amount else 0
        found.setdefault(row[0], []).append(Group(row[1:width], row[width], amount))
    return found


def keys_of(source: Source, period: Period) -> Iterator[tuple[int, tuple[Any, ...], int]]:
    """Every row of a source as body id, dimensions and key: what a report that is frozen writes down."""
    for body, key, *values in (
        source.query(period).order_by().values_list(source.body, "pk", *source.dimensions)
    ):
        yield body, tuple(values), key
