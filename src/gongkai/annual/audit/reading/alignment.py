"""Which raw row is which printed row: labels compared, order kept."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.annual.audit.reading.rows import RawRow

_ENUMERATOR = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|[0-9０-９]+\s*[.、．,，]?)\s*"
)
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
_PRICE: Final = 0.3  # what a match must be worth before it is better than none
_WHOLE: Final = 0.9  # share of a label's pairs that a text must hold to say it
_FOREIGN: Final = 0.25  # likeness of the words beside the figures below which they are another row's
_SHORT: Final = 3  # pairs of characters below which finding a label inside other words says little


class Alignment(NamedTuple):
    """`rows[i]` is the index of the raw row that is printed row i, or None; `worth` compares forms."""

    rows: tuple[int | None, ...]
    worth: float


def align(raw: Sequence[RawRow], labels: Sequence[str]) -> Alignment:
    """The best pairing that keeps the printed order; raw rows and printed rows may stay alone."""
    printed = [_printed_pairs(label) for label in labels]
    any_of_them = frozenset[str]().union(*printed)
    best = [[0.0] * (len(labels) + 1)]
    for row in raw:
        above = best[-1]
        worths = _likenesses(row, printed, any_of_them)
        here = [0.0] if worths else above
        for place, worth in enumerate(worths):
            here.append(max(above[place + 1], here[place], above[place] + worth - _PRICE))
        best.append(here)
    paired = _trace(best, len(raw), len(labels))
    return Alignment(_fill_single_gaps(paired, raw), best[-1][-1])


def _trace(best: list[list[float]], height: int, width: int) -> list[int | None]:
    paired: list[int | None] = [None] * width
    at, place = height, width
    while at and place:
        if best[at][place] == best[at - 1][place]:
            at -= 1
        elif best[at][place] == best[at][place - 1]:
            place -= 1
        else:
            at, place = at - 1, place - 1
            paired[place] = at
    return paired


def _fill_single_gaps(paired: list[int | None], raw: Sequence[RawRow]) -> tuple[int | None, ...]:
    """A row whose label is damaged or torn off is known by standing alone between its two neighbours."""
    filled = list(paired)
    for place in range(1, len(paired) - 1):
        before, after = paired[place - 1], paired[place + 1]
        if paired[place] is None and before is not None and after is not None and after - before == 2:  # noqa: PLR2004
            filled[place] = before + 1 if "计" not in raw[before + 1].label else None
    return tuple(filled)


def says(words: str, label: str, share: float = _WHOLE) -> bool:
    """Whether some text holds a printed label, or that share of it."""
    wanted = _printed_pairs(label)
    return len(wanted & _pairs(_core(words))) >= share * len(wanted)


@cache
def _printed_pairs(label: str) -> frozenset[str]:
    return _pairs(_core(label))


def _likenesses(row: RawRow, printed: Sequence[frozenset[str]], any_of_them: frozenset[str]) -> list[float]:
    """From 0 to 1: the words beside the figures against each label, and each label sought in the words around.

    Empty where the row shares nothing with any label, which is so of most rows that stand outside a table.
    """
    around = _pairs_of(row.around)
    own, near = _pairs_of(row.label), _pairs_of(row.near)
    if any_of_them.isdisjoint(around) and any_of_them.isdisjoint(near) and any_of_them.isdisjoint(own):
        return []
    return [_likeness(own, near, around, wanted) for wanted in printed]


def _likeness(
    own: frozenset[str], near: frozenset[str], around: frozenset[str], wanted: frozenset[str]
) -> float:
    """Words beside the figures belong to the row, so words around them count little where those say another thing."""
    shared = len(wanted & own)
    overlap = 2 * shared / (len(wanted) + len(own))
    piece = 0.85 * shared / len(own) if len(own) > 1 else 0.0
    found = max(0.8 * len(wanted & near), 0.55 * len(wanted & around)) / len(wanted)
    if len(wanted) < _SHORT:
        found *= 0.6
    if len(own) > 1 and piece < _FOREIGN:
        found *= 0.4
    return max(overlap, piece, found)


@lru_cache(maxsize=2048)
def _pairs_of(words: str) -> frozenset[str]:
    """The same rows are held against the labels of several forms."""
    return _pairs(_core(words))


def _core(text: str) -> str:
    return _NOT_HAN.sub("", _ENUMERATOR.sub("", text))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(add, text, text[1:])) if len(text) > 1 else frozenset({text} - {""})
