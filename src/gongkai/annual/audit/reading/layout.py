"""Where the columns of a text table stand, page by page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gongkai.annual.audit.reading.rows import Columns, columns_of, drift_of, measure
from gongkai.annual.audit.reading.textrows import wide_positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.annual.audit.reading.rows import RawRow, Token
    from gongkai.annual.audit.reading.textrows import TextLine

_WORD = re.compile(r"\S+")
_MIDDLES: Final = (
    1,
    4,
)  # metrics that headings share with figures: the middle, in characters and in wide columns
_TIE: Final = 0.75  # characters of drift by which two ways of measuring must differ
_NEAR: Final = 3  # characters within which words stand in one column


def learn_columns(
    rows: Sequence[RawRow], labels: Sequence[str], header: Sequence[TextLine]
) -> Mapping[int, Columns | None]:
    """Columns for each page: from rows that fill every place, else from a neighbouring page, else from the heading."""
    pages = sorted({row.page for row in rows})
    by_page = {page: [row for row in rows if row.page == page] for page in pages}
    learnt = {page: columns_of(by_page[page], len(labels)) for page in pages}
    if not any(learnt.values()):
        learnt[pages[0]] = _from_header(by_page[pages[0]], labels, header)
    known = [page for page in pages if learnt[page] is not None]
    for page in pages:
        if learnt[page] is None and known:
            nearest = min(known, key=lambda other, here=page: abs(other - here))  # type: ignore[misc]
            learnt[page] = _shifted(learnt[nearest], by_page[page])
    return learnt


def _shifted(columns: Columns | None, rows: Sequence[RawRow]) -> Columns | None:
    """The same columns moved sideways to where the figures of this page stand; None where no move brings them near."""
    if columns is None:
        return None
    tokens = [token for row in rows for token in row.tokens]
    reach = int(min(after - before for before, after in pairwise(columns.positions)) / 2)
    moved = [
        Columns(columns.metric, tuple(position + move for position in columns.positions))
        for move in sorted(range(-reach, reach + 1), key=abs)
    ]
    best = min(moved, key=lambda choice: drift_of(tokens, choice))
    rivals = [choice for choice in moved if abs(choice.positions[0] - best.positions[0]) > _NEAR]
    unclear = any(drift_of(tokens, rival) < drift_of(tokens, best) + 1 for rival in rivals)
    return best if drift_of(tokens, best) <= _NEAR / 2 and not unclear else None


def _from_header(rows: Sequence[RawRow], labels: Sequence[str], header: Sequence[TextLine]) -> Columns | None:
    """Of the two ways of measuring, the one by which figures come to stand straight below each other.

    None where both do about as well and yet put a figure into different columns.
    """
    tokens = [token for row in rows for token in row.tokens]
    found: list[tuple[float, Columns]] = []
    for metric in _MIDDLES if tokens else ():
        positions = _label_positions(labels, header, metric)
        if positions is not None:
            named = Columns(metric, positions)
            drawn = Columns(
                metric, _drawn_to_figures(positions, [measure(token, metric) for token in tokens])
            )
            if all(after - before >= _NEAR for before, after in pairwise(drawn.positions)):
                found.append((drift_of(tokens, drawn) + drift_of(tokens, named) / 4, drawn))
    found.sort(key=lambda pair: pair[0])
    if (
        len(found) > 1
        and found[1][0] - found[0][0] < _TIE
        and _places(tokens, found[0][1]) != _places(tokens, found[1][1])
    ):
        return None
    return found[0][1] if found else None


def _places(tokens: Sequence[Token], columns: Columns) -> list[int]:
    return [_nearest(measure(token, columns.metric), columns.positions) for token in tokens]


def _nearest(at: float, positions: Sequence[float]) -> int:
    return min(range(len(positions)), key=lambda place: abs(positions[place] - at))


def _drawn_to_figures(positions: Sequence[float], found: Sequence[float]) -> tuple[float, ...]:
    """Each column moves to the middle of the figures nearest to it: figures need not be centred under their heading."""
    groups: list[list[float]] = [[] for _ in positions]
    for at in found:
        groups[_nearest(at, positions)].append(at)
    return tuple(
        sorted(group)[len(group) // 2] if group else position
        for group, position in zip(groups, positions, strict=True)
    )


def _label_positions(
    labels: Sequence[str], header: Sequence[TextLine], metric: int
) -> tuple[float, ...] | None:
    """Middles of the headings, each by a word that begins its label; all headings together if words are as many."""
    words = [word for line in header for word in _words(line, metric)]
    named = [_first_word(label, words) for label in labels]
    if all(position is not None for position in named) and len(set(labels)) == len(labels):
        found = tuple(position for position in named if position is not None)
        return found if list(found) == sorted(set(found)) else None
    clusters = _clusters([at for text, at in words if not text.startswith(("行政", "未经", "复议", "四"))])
    return clusters if len(clusters) == len(labels) else None


def _first_word(label: str, words: Sequence[tuple[str, float]]) -> float | None:
    fits = [at for text, at in words if len(text) > 1 and (label.startswith(text) or text == label)]
    return fits[0] if fits else None


def _words(line: TextLine, metric: int) -> list[tuple[str, float]]:
    places = wide_positions(line.raw) if metric == _MIDDLES[1] else range(len(line.raw) + 1)
    return [
        (match.group(), (places[match.start()] + places[match.end()]) / 2)
        for match in _WORD.finditer(line.raw)
    ]


def _clusters(places: Sequence[float]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= _NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(sum(group) / len(group) for group in groups)
