"""Rows of a table before anyone knows which table: words on one side, places for figures on the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gongkai.annual.audit.reading.slots import Blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.reading.slots import Slot


class Token(NamedTuple):
    """A figure in a line of text. Positions count characters, and columns with wide characters as two."""

    slot: Slot
    start: int
    end: int
    wide_start: int
    wide_end: int


@dataclass(frozen=True, slots=True)
class RawRow:
    """`label` stands with the figures, `near` adds the lines next to them, `around` some more up to other figures.

    mode "grid": `entries` are the cells at the right end of a row. "cells": `entries` are the lines up to the next
    label, blank lines included. "layout": `tokens` are figures with positions, blank places leave nothing behind.
    """

    mode: Literal["grid", "cells", "layout"]
    label: str
    near: str
    around: str
    entries: tuple[Slot, ...]
    tokens: tuple[Token, ...]
    page: int
    first: int
    last: int
    quote: str


class Columns(NamedTuple):
    """Where the columns of a layout stand: one position per column, by one way of measuring."""

    metric: int
    positions: tuple[float, ...]


_DRIFT: Final = 1.6  # characters that a figure may stand away from its column on average
_HALF: Final = 0.35  # of the distance between columns: farther away a figure is claimed by no column


def measure(token: Token, metric: int) -> float:
    """Six ways to say where a figure stands: start, middle and end, in characters and in wide columns."""
    start, end = (token.start, token.end) if metric < 3 else (token.wide_start, token.wide_end)  # noqa: PLR2004
    return (start, (start + end) / 2, end)[metric % 3]


def columns_of(rows: Sequence[RawRow], width: int) -> Columns | None:
    """Column positions learnt from the rows that fill every place; None where those do not line up.

    The way of measuring is the one by which the figures of all rows, full or not, stand nearest to the columns.
    """
    full = [row.tokens for row in rows if len(row.tokens) == width]
    every = [token for row in rows if len(row.tokens) <= width for token in row.tokens]
    if not full:
        return None
    learnt = [
        Columns(
            metric, tuple(_middle([measure(tokens[at], metric) for tokens in full]) for at in range(width))
        )
        for metric in range(6)
    ]
    best = min(learnt, key=lambda columns: drift_of(every, columns))
    return best if drift_of(every, best) <= _DRIFT else None


def drift_of(tokens: Sequence[Token], columns: Columns) -> float:
    """How far figures stand from their nearest columns on average, in characters."""
    away = (
        min(abs(position - measure(token, columns.metric)) for position in columns.positions)
        for token in tokens
    )
    return sum(away) / max(1, len(tokens))


def _middle(places: Sequence[float]) -> float:
    return sorted(places)[len(places) // 2]


def resolve(row: RawRow, width: int, columns: Columns | None) -> tuple[Slot, ...] | None:
    """Exactly `width` places, or None where the row does not say which places its figures fill."""
    if row.mode == "grid":
        return _from_grid(row, width)
    if row.mode == "cells":
        return _from_cells(row, width)
    return _from_layout(row, width, columns)


def _from_grid(row: RawRow, width: int) -> tuple[Slot, ...] | None:
    """Blank label cells may stand before the figures; figures too many mean another table."""
    surplus = len(row.entries) - width
    if surplus < 0 or any(entry is not Blank.EMPTY for entry in row.entries[:surplus]):
        return None
    return row.entries[surplus:]


def _from_cells(row: RawRow, width: int) -> tuple[Slot, ...] | None:
    if len(row.entries) == width:
        return row.entries
    printed = tuple(entry for entry in row.entries if entry is not Blank.EMPTY)
    return printed if len(printed) == width else None


def _from_layout(row: RawRow, width: int, columns: Columns | None) -> tuple[Slot, ...] | None:
    if len(row.tokens) > 1 and all(two.start == one.end for one, two in pairwise(row.tokens)):
        return _from_glued(row.tokens, width)
    tokens = rejoin(row.tokens, len(row.tokens) - width)
    if len(tokens) == width:
        return tuple(token.slot for token in tokens)
    if columns is None or len(tokens) > width or not tokens:
        return None
    chosen = _nearest_places([measure(token, columns.metric) for token in tokens], columns.positions)
    if chosen is None:
        return None
    slots: list[Slot] = [Blank.EMPTY] * width
    for place, token in zip(chosen, tokens, strict=True):
        slots[place] = token.slot
    return tuple(slots)


def _from_glued(tokens: tuple[Token, ...], width: int) -> tuple[Slot, ...] | None:
    """Digits that ran together are one figure, or one a place; 5125 over three places says nothing."""
    digits = "".join(str(token.slot) for token in tokens)
    if width == 1 and digits[0] != "0":
        return (int(digits),)
    return tuple(token.slot for token in tokens) if len(tokens) == width else None


def rejoin(tokens: tuple[Token, ...], surplus: int) -> tuple[Token, ...]:
    """Figures torn by one stray blank ("1 288") are put together, if exactly the surplus is explained by it."""
    torn = [
        at
        for at, (one, two) in enumerate(pairwise(tokens))
        if two.start == one.end + 1 and _are_digits(one, two)
    ]
    if surplus <= 0 or len(torn) != surplus:
        return tokens
    joined: list[Token] = []
    for at, token in enumerate(tokens):
        if at - 1 in torn:
            head = joined.pop()
            slot = int(f"{head.slot}{token.slot:0{token.end - token.start}d}")
            joined.append(Token(slot, head.start, token.end, head.wide_start, token.wide_end))
        else:
            joined.append(token)
    return tuple(joined)


def _are_digits(one: Token, two: Token) -> bool:
    return type(one.slot) is int and type(two.slot) is int and one.slot > 0


def _nearest_places(found: Sequence[float], columns: Sequence[float]) -> tuple[int, ...] | None:
    """The columns, in order, that lie nearest to the figures; None where a figure lies between two columns."""
    gap = min((after - before for before, after in pairwise(columns)), default=8)
    best = min(
        combinations(range(len(columns)), len(found)),
        key=lambda places: sum(abs(columns[place] - at) for place, at in zip(places, found, strict=True)),
    )
    far = max(abs(columns[place] - at) for place, at in zip(best, found, strict=True))
    return best if far <= gap * _HALF else None
