"""Last year beside this year: what may stand in one line, and what may not by the crosswalk of the national forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.compilation import Compilation
from gongkai.annual.measures.form_cells import measure_keys
from gongkai.annual.sources import Number
from gongkai.law.forms import Crossing, Form, form_for_year

UNSTATED = "未统计"


@dataclass(frozen=True, slots=True)
class Before:
    """Last year's figure as printed, and the change in words; without `comparable` neither, but the `note` says why."""

    value: str
    change: str = ""
    comparable: bool = True
    note: str = ""


def figures_before(report: Compilation, before: Compilation) -> Mapping[str, Before]:
    """By the keys of local figures; a figure that did not exist last year is absent."""
    apart = kept_apart(report.year, before.year)
    known = {each.key for each in before.unstated}
    return dict(_figures(report, before, apart, known))


def _figures(
    report: Compilation, before: Compilation, apart: Mapping[str, str], unstated: set[str]
) -> Iterator[tuple[str, Before]]:
    for key, figure in report.local.items():
        old = before.local.get(key)
        if key in apart:
            yield key, Before("", comparable=False, note=apart[key])
        elif old is not None:
            yield key, Before(old.value, change(figure.exact, old.exact))
        elif key in unstated:
            yield key, Before(UNSTATED)


def kept_apart(year: int, before: int) -> Mapping[str, str]:
    """Keys of measures that both years know and whose cells the crosswalk keeps apart, with its note."""
    old, new = form_for_year(before), form_for_year(year)
    if old is None or old is new:
        return {}
    keys = measure_keys(old)
    return {
        keys[cell]: crossing.note
        for crossing in old.crosswalk
        if not crossing.comparable
        for cell in crossing.old
        if cell in keys
    }


def cells_before(report: Compilation, before: Compilation) -> Mapping[str, Before]:
    """By the keys of this year's form; a cell that last year's form has no match for is absent."""
    old, new = form_for_year(before.year), form_for_year(report.year)
    if old is None or new is None:
        return {}
    if old is new:
        return {cell: _told(value, before.cells.get(cell)) for cell, value in report.cells.items()}
    return dict(_crossed(old, new, report, before))


def _crossed(old: Form, new: Form, report: Compilation, before: Compilation) -> Iterator[tuple[str, Before]]:
    for crossing in old.crosswalk:
        for cell in crossing.new:
            if cell in new.cells:
                yield cell, _across(crossing, report.cells.get(cell), before)


def _across(crossing: Crossing, value: Number | None, before: Compilation) -> Before:
    """One cell of the new form: several of its cells against one old cell can be compared as a sum alone."""
    if not crossing.comparable or len(crossing.new) > 1:
        return Before("", comparable=False, note=crossing.note)
    parts = [before.cells.get(cell) for cell in crossing.old]
    numbers = [part for part in parts if part is not None]
    return _told(value, sum(numbers) if len(numbers) == len(parts) else None)


def _told(value: Number | None, old: Number | None) -> Before:
    if old is None:
        return Before(UNSTATED)
    return Before(f"{old}", "" if value is None else change(value, old))


def change(now: Number, old: Number) -> str:
    """增减 of exact figures, with its sign."""
    by = Decimal(now) - Decimal(old)
    if not by:
        return "持平"
    return f"{'增' if by > 0 else '减'}{abs(by).normalize():f}"
