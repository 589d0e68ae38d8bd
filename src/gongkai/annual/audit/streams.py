"""Clause structure: the figures of a passage in order, each with the words around it; brackets are streams of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.annual.audit.numbers import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.annual.audit.folding import Folded

STRONG = re.compile(r"[，；。：！？（）]")
ANY_SEPARATOR = re.compile(r"[，；。：！？（）、]")
STOPS = re.compile(r"[。！？]")
LEADING = re.compile(r"^[，；。：！？、）\s·.]+|^(?:和|及(?!时)|以及|与|其中)(?=[\u4e00-\u9fff]{2})")


@dataclass(eq=False)
class Node:
    """A figure in its place. `gap` is the text since the figure before it in the same stream, inner brackets left out."""

    number: Number
    gap: str
    tail: str
    sentence: int
    passage: Passage
    stream: Stream
    at: int = 0
    brackets: list[Stream] = field(default_factory=list)
    key: str = ""

    @cached_property
    def label(self) -> str:
        """The words nearest before the figure, back to the last comma or stronger mark."""
        piece = STRONG.split(self.gap)[-1]
        return LEADING.sub("", piece)

    @cached_property
    def words(self) -> str:
        """Label and what is said behind the counting word, for classification."""
        return f"{self.label}|{self.tail}"

    @cached_property
    def clause(self) -> str:
        """All words since the last full stop or semicolon or figure, and the tail."""
        return f"{re.split(r'[。；！？]', self.gap)[-1]}|{self.tail}"

    @cached_property
    def separator(self) -> str:
        """The strongest mark between the figure before and this one: 。 ； ， 、 or nothing."""
        for mark in "。；，：、":
            if mark in self.gap or (mark == "。" and STOPS.search(self.gap)):
                return mark
        return ""

    @property
    def share(self) -> bool:
        return self.number.share


@dataclass(eq=False, slots=True)
class Stream:
    """Figures at one depth of brackets; `anchor` is the figure that the bracket stands behind."""

    nodes: list[Node]
    start: int
    end: int
    lead: str = ""
    anchor: Node | None = None
    closing: str = ""

    @property
    def counts(self) -> list[Node]:
        return [n for n in self.nodes if not n.share]


@dataclass(eq=False)
class Passage:
    """One paragraph (or a colon and the lines it announces) under its headings."""

    folded: Folded
    headings: tuple[str, ...]
    order: int
    main: Stream = field(init=False)
    streams: list[Stream] = field(init=False)
    stops: list[int] = field(init=False)
    first_seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        build(self)

    @property
    def text(self) -> str:
        return self.folded.text

    def nodes(self) -> Iterator[Node]:
        for stream in self.streams:
            yield from stream.nodes

    def quote(self, *nodes: Node) -> str:
        """The clauses from the first to the last of some figures, as printed."""
        first = min(n.number.start for n in nodes)
        last = max(n.number.end for n in nodes)
        before, behind = bisect_left(self.marks, first), bisect_left(self.marks, last)
        start = self.marks[before - 1] + 1 if before else 0
        end = self.marks[behind] + 1 if behind < len(self.marks) else len(self.text)
        return self.folded.quote(start, end)

    @cached_property
    def marks(self) -> list[int]:
        """Places of full stops and semicolons: a quote runs from one to another."""
        return [m.start() for m in re.finditer(r"[。！？；]", self.text)]

    def clause_before(self, place: int) -> str:
        """The text from the last full stop or semicolon to a place."""
        before = bisect_left(self.marks, place)
        return self.text[self.marks[before - 1] + 1 if before else 0 : place]

    @cached_property
    def years(self) -> list[int]:
        return [int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", self.text)]

    def speaks_of(self, words: re.Pattern[str], before: int) -> bool:
        """Do these words stand anywhere before a place?"""
        if words.pattern not in self.first_seen:
            match = words.search(self.text)
            self.first_seen[words.pattern] = match.start() if match else len(self.text)
        return self.first_seen[words.pattern] < before


def _brackets(text: str) -> list[tuple[int, int]]:
    spans, stack = [], []
    for at, char in enumerate(text):
        if char == "（":
            stack.append(at)
        elif char == "）" and stack:
            spans.append((stack.pop(), at))
    return sorted(spans)


def build(passage: Passage) -> None:
    """Fill the streams of a passage."""
    text = passage.text
    passage.stops = [m.start() for m in STOPS.finditer(text)]
    passage.main = Stream([], 0, len(text))
    passage.streams = [passage.main]
    found = numbers(text)
    if not found:
        return
    all_spans = _brackets(text)
    holders = [Stream([], a + 1, b) for a, b in all_spans if any(a < n.start < b for n in found)]
    for at, number in enumerate(found):
        inside = [s for s in holders if s.start <= number.start < s.end]
        home = min(inside, key=lambda s: s.end - s.start, default=passage.main)
        following = found[at + 1].start if at + 1 < len(found) else len(text)
        _append(passage, home, number, all_spans, following)
    passage.streams += holders
    for stream in passage.streams:
        _close(passage, stream, all_spans)


def _append(
    passage: Passage, home: Stream, number: Number, spans: list[tuple[int, int]], following: int
) -> None:
    text = passage.text
    since = home.nodes[-1].number.end if home.nodes else home.start
    gap = _without(text, since, number.start, spans)
    mark = ANY_SEPARATOR.search(text, number.end, following)
    tail = text[number.end : mark.start() if mark else following]
    sentence = bisect_left(passage.stops, number.start)
    node = Node(number, gap, tail, sentence, passage, home, len(home.nodes))
    if not home.nodes:
        home.lead = gap
    home.nodes.append(node)


def _close(passage: Passage, stream: Stream, spans: list[tuple[int, int]]) -> None:
    if stream.nodes:
        stream.closing = _without(passage.text, stream.nodes[-1].number.end, stream.end, spans)
    if stream is passage.main:
        return
    before = [
        n for n in passage.nodes() if n.stream is not stream and n.number.end <= stream.start and not n.share
    ]
    outer = [n for n in before if n.stream.start < stream.start and n.stream.end >= stream.end]
    if outer:
        anchor = max(outer, key=lambda n: n.number.end)
        if not re.search(r"[。；]", passage.text[anchor.number.end : stream.start - 1]):
            stream.anchor = anchor
            anchor.brackets.append(stream)


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The text between two places without the brackets that open and close inside it."""
    pieces, at = [], start
    for a, b in spans[bisect_left(spans, (start, 0)) :]:
        if a >= end:
            break
        if a >= at and b < end:
            pieces.append(text[at:a])
            at = b + 1
    pieces.append(text[at:end])
    return "".join(pieces)
