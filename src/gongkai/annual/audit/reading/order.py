"""Columns of a drawn table in another order than the form's: 总计 first, a 小计 between, a column of running numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.annual.audit.reading.slots import parse_slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.reading.document import Grid, GridRow
    from gongkai.annual.audit.reading.rows import RawRow

_BLANKS = re.compile(r"\s+")


def in_order(rows: Sequence[RawRow], grids: Sequence[Grid], labels: Sequence[str]) -> list[RawRow]:
    """Rows of a grid with their figures in the order of `labels`, where a line of headings names each column once.

    Rows that the headings do not fit, and grids whose headings stand in the form's order at the end, are left as they are.
    """
    found = list(rows)
    for grid in grids:
        drawn = {row.line: row for row in grid.rows}
        inside = [at for at, raw in enumerate(found) if raw.mode == "grid" and raw.first in drawn]
        if not inside:
            continue
        first = min(found[at].first for at in inside)
        places = _places([row for row in grid.rows if row.line < first], labels)
        if places is None:
            continue
        for at in inside:
            found[at] = _reordered(found[at], drawn[found[at].first], *places)
    return found


def _places(headings: Sequence[GridRow], labels: Sequence[str]) -> tuple[tuple[int, ...], int] | None:
    """Where each label stands in the last line of headings that has them all, and how many cells that line has."""
    for row in reversed(headings):
        words = [_BLANKS.sub("", cell.text) for cell in row.cells]
        if all(words.count(label) == 1 for label in labels):
            return tuple(words.index(label) for label in labels), len(words)
    return None


def _reordered(raw: RawRow, row: GridRow, places: tuple[int, ...], width: int) -> RawRow:
    usual = places == tuple(range(width - len(places), width))
    if (usual and len(raw.entries) <= len(places)) or len(row.cells) != width:
        return raw
    slots = [parse_slot(row.cells[place].text) for place in places]
    entries = tuple(slot for slot in slots if slot is not None)
    return replace(raw, entries=entries) if len(entries) == len(places) else raw
