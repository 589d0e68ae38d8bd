"""A report as it stood when it was frozen: each figure printed and exact, with the keys of its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from gongkai.annual.compilation import Compilation
from gongkai.annual.measure import Measure
from gongkai.annual.measures.form_cells import measure_keys
from gongkai.annual.models import AnnualReport, FrozenCell
from gongkai.annual.period import Period
from gongkai.annual.sources import Slice, Source, keys_of
from gongkai.law.forms import form_for_year

Keyed: TypeAlias = dict[tuple[object, ...], list[int]]
"""The keys of a body's rows by their dimensions."""


class RowKeys:
    """The keys of every row of a period, read once a source and kept by body."""

    def __init__(self, period: Period, measures: Mapping[str, Measure]) -> None:
        self._period = period
        self._measures = measures
        self._rows: dict[str, dict[int, Keyed]] = {}

    def within(self, bodies: Collection[int]) -> Callable[[str], dict[str, list[int]]]:
        """Of a measure's key: source key → the keys of the rows behind its figure at these bodies."""

        def rows(key: str) -> dict[str, list[int]]:
            found: dict[str, list[int]] = {}
            measure = self._measures.get(key)
            for slice_ in measure.every_slice() if measure else ():
                keys = sorted(self._of(slice_, bodies))
                if keys:
                    found.setdefault(slice_.source.key, []).extend(keys)
            return found

        return rows

    def _of(self, slice_: Slice, bodies: Collection[int]) -> Iterator[int]:
        by_body = self._read(slice_.source)
        for body in bodies:
            for values, keys in by_body.get(body, {}).items():
                if slice_.holds(values):
                    yield from keys

    def _read(self, source: Source) -> Mapping[int, Keyed]:
        if source.key not in self._rows:
            by_body: dict[int, Keyed] = {}
            for body, values, key in keys_of(source, self._period):
                by_body.setdefault(body, {}).setdefault(values, []).append(key)
            self._rows[source.key] = by_body
        return self._rows[source.key]


def frozen_cells(
    report: AnnualReport, compiled: Compilation, rows: Callable[[str], dict[str, list[int]]]
) -> Iterator[FrozenCell]:
    """Cells of the form and local figures as rows to be stored; a share has no rows of its own."""
    form = form_for_year(report.year)
    for cell, key in (measure_keys(form) if form else {}).items():
        value = compiled.cells[cell]
        yield FrozenCell(
            report=report,
            key=cell,
            printed="" if value is None else str(value),
            exact=None if value is None else Decimal(value),
            rows={} if value is None else rows(key),
        )
    for key, figure in compiled.local.items():
        yield FrozenCell(
            report=report,
            key=key,
            printed=figure.printed,
            exact=Decimal(figure.exact),
            rows=rows(key),
        )


def changed_since(report: AnnualReport, compiled: Compilation) -> dict[str, tuple[str, str]]:
    """Figures that no longer are what was frozen: key → printed then, printed now."""
    now = {key: "" if value is None else str(value) for key, value in compiled.cells.items()}
    now |= {key: figure.printed for key, figure in compiled.local.items()}
    then = dict(FrozenCell.objects.filter(report=report).values_list("key", "printed"))
    return {key: (printed, now.get(key, "")) for key, printed in then.items() if now.get(key, "") != printed}


def changes_told(report: AnnualReport, compiled: Compilation) -> list[tuple[str, str, str]]:
    """What the figures of `changed_since` are called, what was printed and what would be; empty for 未统计."""
    form = form_for_year(report.year)
    names = {cell.key: cell.label for table in form.tables for cell in table.cells()} if form else {}
    names |= {row.key: row.label for row in compiled.unstated}
    names |= {key: figure.label for key, figure in compiled.local.items()}
    return [(names.get(key, key), then, now) for key, (then, now) in changed_since(report, compiled).items()]
