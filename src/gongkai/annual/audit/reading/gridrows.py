"""Rows of HTML tables, and of text tables that draw their columns with pipes or tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.annual.audit.reading.document import Grid, GridCell, GridRow
from gongkai.annual.audit.reading.rows import RawRow
from gongkai.annual.audit.reading.slots import Blank, parse_slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.reading.slots import Slot

_PIPES = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"[\s\-–—=+:|｜│┃║─━┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═.]*")
_FEWEST = 2  # separators in a line of a drawn table


def text_grids(lines: Sequence[str]) -> tuple[Grid, ...]:
    """Runs of lines with pipes or tabs; blank lines and drawn rules do not end a run."""
    grids: list[Grid] = []
    run: list[GridRow] = []
    for number, line in enumerate(lines):
        cells = _split(line)
        if cells is not None:
            run.append(GridRow(number, tuple(GridCell(cell.strip()) for cell in cells)))
        elif run and line.strip() and not _RULE.fullmatch(line):
            grids.append(Grid(tuple(run)))
            run = []
    return (*grids, Grid(tuple(run))) if run else tuple(grids)


def _split(line: str) -> list[str] | None:
    if not line.strip() or (_RULE.fullmatch(line) and _PIPES.search(line)):
        return None
    if len(_PIPES.findall(line)) >= _FEWEST:
        return _without_frame(_PIPES.split(line))
    return line.split("\t") if line.count("\t") >= _FEWEST else None


def _without_frame(cells: list[str]) -> list[str]:
    """The pipes at both ends of a line frame it: what stands outside them is no cell."""
    start = 1 if not cells[0].strip() else 0
    end = len(cells) - 1 if not cells[-1].strip() else len(cells)
    return cells[start:end]


def grid_rows(grids: Sequence[Grid], lines: Sequence[str]) -> list[RawRow]:
    """Every row of every grid that ends in places for figures."""
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
    if not entries or (not words and all(entry is Blank.EMPTY for entry in entries)):
        return None
    label, around = words[-1] if words else "", "".join(dict.fromkeys(words))
    return RawRow("grid", label, around, tuple(entries), (), 0, row.line, row.line, lines[row.line].strip())
