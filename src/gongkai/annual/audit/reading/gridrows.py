"""Rows of HTML tables, and of text tables that draw their columns with pipes or tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.reading.document import Grid, GridCell, GridRow
from gongkai.annual.audit.reading.rows import RawRow
from gongkai.annual.audit.reading.slots import parse_slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.reading.slots import Slot

_PIPES = re.compile(r"[|｜│┃║]")
_STROKE = re.compile(r"[-–—=─━┄┈═]{3}|[┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]")
_RULE = re.compile(r"[\s\-–—=+:|｜│┃║─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═.]*")


def text_grids(lines: Sequence[str]) -> tuple[Grid, ...]:
    """Runs of lines with pipes or tabs; blank lines and drawn rules do not end a run."""
    grids: list[Grid] = []
    run: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines):
        cells = _split(line)
        if cells is not None:
            run.append((number, cells))
        elif run and line.strip() and not _RULE.fullmatch(line):
            grids.append(_grid(run))
            run = []
    return (*grids, _grid(run)) if run else tuple(grids)


def _split(line: str) -> list[str] | None:
    pipes = _PIPES.search(line)
    if not pipes and "\t" not in line:
        return None
    if not line.strip() or (_RULE.fullmatch(line) and _STROKE.search(line)):
        return None
    if pipes:
        return [cell.strip() for cell in _PIPES.split(line)]
    return [cell.strip() for cell in line.split("\t")] if "\t" in line.lstrip() else None


def _grid(run: Sequence[tuple[int, list[str]]]) -> Grid:
    """Pipes at the ends of every line frame the table: what stands outside them is no cell."""
    start = 1 if all(not cells[0] for _, cells in run) else 0
    framed = all(not cells[-1] for _, cells in run)
    rows = [(number, cells[start : len(cells) - 1 if framed else len(cells)]) for number, cells in run]
    return Grid(tuple(GridRow(number, tuple(map(GridCell, cells))) for number, cells in rows))


def grid_rows(grids: Sequence[Grid], lines: Sequence[str]) -> list[RawRow]:
    """Every row of every grid that ends in places for figures, be they blank."""
    found = [_raw(row, lines) for grid in grids for row in grid.rows]
    return [row for row in found if row is not None]


def _raw(row: GridRow, lines: Sequence[str]) -> RawRow | None:
    entries: list[Slot] = []
    left = len(row.cells)
    for at in range(len(row.cells) - 1, -1, -1):
        cell = row.cells[at]
        if cell.copied and entries and cell.text and parse_slot(cell.text) is None:
            break
        slot = parse_slot(cell.text)
        if slot is None:
            break
        left = at
        if not cell.copied:
            entries.insert(0, slot)
    words = [cell.text for cell in row.cells[:left] if cell.text]
    if not entries:
        return None
    label, around = words[-1] if words else "", "".join(dict.fromkeys(words))
    return RawRow(
        "grid", label, around, around, tuple(entries), (), 0, row.line, row.line, lines[row.line].strip()
    )
