"""What changed between two texts, paragraph by paragraph, and inside a changed paragraph word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "added", "removed"]
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|caption)>|<br\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[0-9][0-9,.]*%?|[A-Za-z]+|.", re.DOTALL)  # a figure or a Latin word is compared whole
_AROUND = 12
_LONGEST = 4000  # beyond this a paragraph is shown as replaced whole: the comparison is quadratic


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the comparison; `kind` is "changed" where pieces differ inside it."""

    kind: Literal["same", "added", "removed", "changed"]
    pieces: tuple[Piece, ...]


def paragraphs(markup: str) -> list[str]:
    """The text of sanitised markup, a paragraph a line, cells of a table row parted by ` | `."""
    text = _BLOCK_END.sub("\n", _CELL_END.sub(" | ", markup))
    lines = (" ".join(unescape(_TAG.sub("", line)).split()) for line in text.split("\n"))
    return [line.removesuffix("|").strip() for line in lines if line]


def compare(old: str, new: str) -> list[Passage]:
    """Passages of the new text in order, with what was taken out of the old one in its place."""
    before, after = paragraphs(old), paragraphs(new)
    passages: list[Passage] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for _, start, stop, begin, end in matcher.get_opcodes():
        passages += _passages(before[start:stop], after[begin:end])
    return passages


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    for old, new in zip_longest(before, after):
        if old == new:
            yield Passage("same", (Piece("same", old),))
        elif old is None:
            yield Passage("added", (Piece("added", new),))
        elif new is None:
            yield Passage("removed", (Piece("removed", old),))
        else:
            yield Passage("changed", tuple(compare_line(old, new)))


def compare_line(old: str, new: str) -> Iterator[Piece]:
    if max(len(old), len(new)) > _LONGEST:
        yield Piece("removed", old)
        yield Piece("added", new)
        return
    before, after = _WORD.findall(old), _WORD.findall(new)
    for tag, start, stop, begin, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[start:stop]))
            continue
        if stop > start:
            yield Piece("removed", "".join(before[start:stop]))
        if end > begin:
            yield Piece("added", "".join(after[begin:end]))


def parted(old: str, new: str, longest: int = 80) -> tuple[str, str]:
    """Of two long texts the passages in which they differ, each in its surroundings and cut to `longest` characters."""
    if max(len(old), len(new)) <= longest:
        return old, new
    head = _shared(old, new)
    rest = min(len(old), len(new)) - head
    tail = min(_shared(old[::-1], new[::-1]), rest)
    start = max(head - _AROUND, 0)
    return _passage(old, start, tail, longest), _passage(new, start, tail, longest)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _passage(text: str, start: int, tail: int, longest: int) -> str:
    end = min(len(text) - tail + _AROUND, len(text))
    cut = min(end, start + longest)
    return f"{'…' if start else ''}{text[start:cut]}{'…' if cut < len(text) else ''}"
