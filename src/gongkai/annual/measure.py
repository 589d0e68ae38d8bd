"""A measure: a key, what it is called, and the slices of dated rows that make its figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q

from gongkai.annual.enums import Register
from gongkai.annual.facts.bodies import OUTSIDE
from gongkai.annual.period import Period
from gongkai.annual.sources import Number, Rows, Slice, Source, Tallies


@dataclass(frozen=True, slots=True)
class Measure:
    """The figure is the sum of its slices, which share no row, and of what was handed in from outside under its key.

    `approximate` figures are printed as a floor with 余, `coarse` ones with one leading digit below a thousand;
    `list_key` names the public list that shows the same rows; `divisor` turns the sum into the printed unit (yuan
    into 万元). With a `basis` the figure is stated only where the basis holds a row: what nobody recorded of any
    row is 未统计. `local` figures stand in the narrative, others in cells of the form alone.
    """

    key: str
    label: str
    unit: str
    section: str
    slices: tuple[Slice, ...] = ()
    register: Register = Register.PUBLICATION
    approximate: bool = False
    coarse: bool = False
    list_key: str = ""
    divisor: int = 1
    basis: tuple[Slice, ...] = ()
    local: bool = True

    def value(self, tallies: Tallies, bodies: Collection[int]) -> Number:
        counted = sum(tallies.value(slice_, bodies) for slice_ in self.slices)
        if self.divisor != 1:
            counted = Decimal(counted) / self.divisor
        return whole(counted + tallies.value(self._outside, bodies))

    def parts(self, period: Period) -> list[tuple[Source, Rows]]:
        """The rows of each source; rows handed in from outside stand last."""
        by_source: dict[str, list[Slice]] = {}
        for slice_ in self.every_slice():
            by_source.setdefault(slice_.source.key, []).append(slice_)
        return [(slices[0].source, _united(slices, period)) for slices in by_source.values()]

    def rows(self, period: Period) -> tuple[Rows, ...]:
        return tuple(rows for _, rows in self.parts(period))

    def every_slice(self) -> tuple[Slice, ...]:
        return (*self.slices, self._outside)

    def has_basis(self, tallies: Tallies, bodies: Collection[int]) -> bool:
        return any(tallies.value(slice_, bodies) for slice_ in self.basis)

    @property
    def _outside(self) -> Slice:
        return OUTSIDE.where(key=self.key)


def whole(number: Number) -> Number:
    """A decimal without places as the whole number that it is."""
    return int(number) if number == int(number) else number


def _united(slices: list[Slice], period: Period) -> Rows:
    rows = slices[0].source.query(period)
    if any(not slice_.chosen for slice_ in slices):
        return rows
    chosen = [Q(**{f"{name}__in": values for name, values in slice_.chosen}) for slice_ in slices]
    return rows.filter(reduce(or_, chosen))
