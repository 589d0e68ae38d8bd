"""Nought or 未统计: which figures of a body and year were counted (ADR 0011)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gongkai.annual.enums import ALWAYS_IN_USE, IN_USE_WITH, Register
from gongkai.annual.measure import Measure
from gongkai.annual.models import CountingStatement
from gongkai.annual.sources import Number, Tallies


@dataclass(frozen=True, slots=True)
class Statements:
    """What a body said of its registers for a year: these were counted, those are left out."""

    opened: frozenset[Register] = frozenset()
    closed: frozenset[Register] = frozenset()


def statements_of(bodies: Iterable[int], year: int) -> Mapping[int, Statements]:
    """Body id → its statements; a body that said nothing is absent."""
    rows = CountingStatement.objects.filter(body__in=list(bodies), year=year)
    told: dict[int, dict[bool, set[Register]]] = {}
    for body, register, counted in rows.values_list("body_id", "register", "counted"):
        told.setdefault(body, {True: set(), False: set()})[counted].add(Register(register))
    return {body: Statements(frozenset(sides[True]), frozenset(sides[False])) for body, sides in told.items()}


def kept_with(measures: Mapping[str, Measure], keys: Collection[str]) -> dict[str, Measure]:
    """The measures of every register that bears on these keys: a figure is a nought where its register is kept."""
    registers = {measures[key].register for key in keys if key in measures}
    registers |= {IN_USE_WITH[part] for part in registers if part in IN_USE_WITH}
    return {key: measure for key, measure in measures.items() if measure.register in registers}


def stated(
    measures: Mapping[str, Measure], tallies: Tallies, bodies: frozenset[int], said: Statements
) -> dict[str, Number | None]:
    """Each figure as counted, or None for 未统计."""
    values = {key: measure.value(tallies, bodies) for key, measure in measures.items()}
    in_use = {measures[key].register for key, value in values.items() if value} | ALWAYS_IN_USE | said.opened
    in_use |= {part for part, whole in IN_USE_WITH.items() if whole in in_use}

    def figure(measure: Measure, value: Number) -> Number | None:
        if measure.register in said.closed:
            return None
        if value or measure.register in said.opened:
            return value
        if measure.basis:
            return value if measure.has_basis(tallies, bodies) else None
        return value if measure.slices and measure.register in in_use else None

    return {key: figure(measures[key], value) for key, value in values.items()}
