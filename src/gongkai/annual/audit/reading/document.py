"""What reading hands to the auditor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


class ReadingError(ValueError):
    """The file cannot be read as a report; the message is a Chinese sentence: what, where, what next."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of a table grid; `copied` where a row span or column span repeats the text."""

    text: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; `line` is the index into `Document.lines` of the line that prints it."""

    line: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """An HTML table with spans expanded."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. `lines` are the lines of `text`; in HTML each table row is one line, cells parted by tabs."""

    name: str
    kind: Literal["text", "html"]
    encoding: str
    text: str
    lines: tuple[str, ...]
    tables: tuple[Grid, ...] = ()
