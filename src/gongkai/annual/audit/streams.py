"""Clause structure: the figures of a passage in order, each with the words around it; brackets are streams of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Literal

from gongkai.annual.audit.numbers import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.annual.audit.folding import Folded

Role = Literal["received", "carried_in", "answered", "carried_out"]  # of a figure in the carry; see roles.py
STRONG = "，；。：！？（）"
ENDS_CLAUSE = "。；！？"
SEPARATOR = re.compile(r"[，；。：！？（）、]")
BRACKETS = frozenset("（）")
CLAUSE_ENDED = re.compile(r"[。；]")
DIGIT = re.compile(r"\d")
BRACKET = re.compile("[（）]")
MAY_LEAD = frozenset("，；。：！？、） ·.和及以与其")
ENDED = frozenset("。；")
NO_NAME = frozenset("0123456789%条件篇份次个人年度（），。；、：")
SHARE_BEFORE = re.compile(r"(?:占|比例|比重)[^，。；（）]{0,12}%$")
SHARE_BEHIND = re.compile(r"，?占[^，。；（）]{0,12}\d")
TOGETHER = re.compile(r"共计?|合计|总计|总共|计")
BETWEEN_NAMES = re.compile(r"[、，；和及与][^\d，。；、（）]{2,20}")
DEEPEST = 12  # brackets nested deeper than this are read as words
LEADING = re.compile(r"^[，；。：！？、）\s·.]+|^(?:和|及(?!时)|以及|与|其中)(?=[\u4e00-\u9fff]{2}|\d{4}年)")


@dataclass(eq=False, slots=True)
class Node:
    """A figure in its place. `gap` is the text since the figure before it in the same stream, inner brackets left out.

    `label`: the words nearest before the figure, back to the last comma or stronger mark. `words`: label and what is
    said behind the counting word. `clause`: all words since the last full stop or semicolon or figure, and the tail.
    `separator`: the strongest mark between the figure before and this one, 。 ； ， ： 、 or nothing.
    """

    number: Number
    gap: str
    tail: str
    sentence: int
    passage: Passage
    stream: Stream
    at: int
    label: str
    brackets: tuple[Stream, ...] = ()
    key: str = ""
    partitions: int = -1  # see families.shared_families; -1 is unread
    role: Role | Literal["unread"] | None = "unread"  # see roles.role_of
    view: bool | None = None  # see views.opens_view; None is unread
    words: str = field(init=False)
    clause: str = field(init=False)
    separator: str = field(init=False)
    share: bool = field(init=False)

    def __post_init__(self) -> None:
        gap, label, tail = self.gap, self.label, self.tail
        self.separator = _separator(gap)
        if not label and gap[-1:] == "：":  # 予以公开：15件
            label = behind_last(STRONG, gap[:-1])
        if label[:1] in MAY_LEAD:
            label = LEADING.sub("", label)
        self.label = label
        self.words = f"{label}|{tail}"
        self.clause = f"{behind_last(ENDS_CLAUSE, gap) if self.separator in ENDED else gap}|{tail}"
        self.share = self.number.unit == "%"


def behind_last(marks: str, text: str) -> str:
    """What stands behind the last of some marks; a search backwards for each is faster than one pattern."""
    return text[max(map(text.rfind, marks)) + 1 :]


def _separator(gap: str) -> str:
    """Asked of every figure, so spelled out: a loop over the marks takes four times as long."""
    if "。" in gap or "！" in gap or "？" in gap:
        return "。"
    if "；" in gap:
        return "；"
    if "，" in gap:
        return "，"
    if "：" in gap:
        return "："
    return "、" if "、" in gap else ""


@dataclass(eq=False, slots=True)
class Stream:
    """Figures at one depth of brackets; `anchor` is the figure that the bracket stands behind; `counts` are no shares."""

    nodes: list[Node]
    start: int
    end: int
    anchor: Node | None = None
    counts: list[Node] = field(default_factory=list)


@dataclass(eq=False)
class Passage:
    """One paragraph (or a colon and the lines it announces) under its headings."""

    folded: Folded
    headings: tuple[str, ...]
    order: int
    text: str = field(init=False)
    main: Stream = field(init=False)
    streams: list[Stream] = field(init=False)
    in_order: list[Node] = field(init=False)  # the figures of all streams by place
    stops: list[int] = field(init=False)
    marks: list[int] = field(init=False)  # full stops and semicolons: a quote runs from one to another
    first_seen: dict[str, int] = field(default_factory=dict)
    quoted: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.folded.text
        build(self)

    def nodes(self) -> Iterator[Node]:
        for stream in self.streams:
            yield from stream.nodes

    def untie(self) -> None:
        """Lets go of the figures, which refer back here: without circles no collection is needed to free them."""
        for stream in self.streams:
            stream.nodes, stream.counts, stream.anchor = [], [], None
        self.in_order = []

    def quote(self, *nodes: Node) -> str:
        """The clauses from the first to the last of some figures, as printed."""
        marks = self.marks
        if len(nodes) == 1:
            before = behind = bisect_left(marks, nodes[0].number.start)
        else:
            before = bisect_left(marks, min([n.number.start for n in nodes]))
            behind = bisect_left(marks, max([n.number.end for n in nodes]))
        quote = self.quoted.get((before, behind))
        if quote is None:
            start = marks[before - 1] + 1 if before else 0
            end = marks[behind] + 1 if behind < len(marks) else len(self.text)
            quote = self.quoted[before, behind] = self.folded.quote(start, end)
        return quote

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
    for mark in BRACKET.finditer(text):
        at = mark.start()
        if mark[0] == "（":
            stack.append(at)
        elif stack:
            opened = stack.pop()
            if len(stack) < DEEPEST:
                spans.append((opened, at))
    return sorted(spans)


def build(passage: Passage) -> None:
    """Fill the streams of a passage."""
    text = passage.text
    passage.main = Stream([], 0, len(text))
    passage.streams = [passage.main]
    passage.in_order = passage.main.nodes
    found = numbers(text)
    passage.marks, passage.stops = [], []
    if not found:
        return
    parted = [m.start() for m in SEPARATOR.finditer(text)]
    passage.marks = [at for at in parted if text[at] in ENDS_CLAUSE]
    passage.stops = [at for at in passage.marks if text[at] != "；"]
    spans = _brackets(text) if "（" in text else []
    if spans:
        spans = _without_counts(text, spans, found)
    starts = [n.start for n in found]
    holders = [Stream([], a + 1, b) for a, b in spans if bisect_right(starts, a) < bisect_left(starts, b)]
    homes = _homes(passage.main, holders, starts) if holders else repeat(passage.main)
    for number, home, following in zip(found, homes, [*starts[1:], len(text)], strict=False):
        _append(passage, home, number, spans, parted, following)
    passage.streams += holders
    if holders:
        passage.in_order = sorted(passage.nodes(), key=lambda n: n.number.start)
        _anchor(passage, holders)


def _without_counts(
    text: str, spans: list[tuple[int, int]], found: Sequence[Number]
) -> list[tuple[int, int]]:
    """征地（41件）、规划（23件）、其他（25件): names with their counts in brackets read as if there were none.

    占60%（15件） and 自然人（323件），占95% too.
    """
    counts = {(n.start - 1, n.end) for n in found if text[n.start - 1] == "（" and n.unit and n.unit != "%"}
    if not counts:
        return spans
    of_shares = {(a, b) for a, b in counts if text[a - 1 : a] == "%" and SHARE_BEFORE.search(text, a - 15, a)}
    named = [(a, b) for a, b in spans if a and (a, b) in counts and text[a - 1] not in NO_NAME]
    of_shares |= {(a, b) for a, b in named if SHARE_BEHIND.match(text, b + 1)}
    rows = {
        span
        for one, two in pairwise(named)
        if BETWEEN_NAMES.fullmatch(text, one[1] + 1, two[0])
        for span in (one, two)
    } | of_shares
    return [span for span in spans if span not in rows]


def _homes(main: Stream, holders: Sequence[Stream], starts: Sequence[int]) -> Iterator[Stream]:
    """The innermost bracket around each figure; holders stand in the order in which they open."""
    stack, opened = [main], 0
    for start in starts:
        while opened < len(holders) and holders[opened].start <= start:
            stack.append(holders[opened])
            opened += 1
        while stack[-1].end <= start:
            stack.pop()
        yield stack[-1]


def _append(  # noqa: PLR0913, PLR0917 - asked of every figure with what its passage found once
    passage: Passage,
    home: Stream,
    number: Number,
    spans: list[tuple[int, int]],
    parted: list[int],
    following: int,
) -> None:
    """`parted`: where separators stand; `following`: where the next figure begins."""
    text, nodes, start, end = passage.text, home.nodes, number.start, number.end
    since = nodes[-1].number.end if nodes else home.start
    gap = text[since:start]
    if gap[-1:] in BRACKETS or (spans and "（" in gap):
        gap = _without_brackets(text, since, start, spans)
        label = behind_last(STRONG, gap)
    else:
        before = bisect_left(parted, start) - 1
        while before >= 0 and text[parted[before]] == "、":
            before -= 1
        label = text[max(since, parted[before] + 1) : start] if before >= 0 else gap
    behind = bisect_left(parted, end)
    tail = text[end : min(following, parted[behind]) if behind < len(parted) else following]
    node = Node(number, gap, tail, bisect_left(passage.stops, start), passage, home, len(nodes), label)
    nodes.append(node)
    if not node.share:
        home.counts.append(node)


def _without_brackets(text: str, since: int, start: int, spans: list[tuple[int, int]]) -> str:
    printed = text[since:start]
    gap = _without(text, since, start, spans) if spans else printed
    if printed.endswith("）"):
        gap = _named_in_bracket(printed, gap)
    return gap.removesuffix("（")


def _named_in_bracket(printed: str, gap: str) -> str:
    """（当面）8件、（信函）19件: the only words before a figure name it, in brackets or not."""
    alone = not gap.strip("、，；")
    return f"{gap}{printed[printed.rfind('（') + 1 : -1]}" if alone and not DIGIT.search(printed) else gap


def _anchor(passage: Passage, holders: Sequence[Stream]) -> None:
    """The count that a bracket stands behind: the nearest one of the streams around it, in the same clause.

    文件（新制定14件、废止9件）23件: the count behind the bracket, where none stands right before it.
    """
    around = [passage.main]
    begins = {node.number.start: node for node in passage.main.counts}
    for stream in holders:
        while around[-1].end < stream.end:
            around.pop()
        before = [n for outer in around if (n := _last_before(outer, stream.start)) is not None]
        anchor = max(before, key=lambda n: n.number.end, default=None)
        together = TOGETHER.match(passage.text, stream.end + 1)
        behind = begins.get(together.end() if together else stream.end + 1)
        if behind is not None and (anchor is None or anchor.number.end < stream.start - 1):
            stream.anchor = behind
            behind.brackets += (stream,)
        elif anchor and not CLAUSE_ENDED.search(passage.text, anchor.number.end, stream.start - 1):
            stream.anchor = anchor
            anchor.brackets += (stream,)
        around.append(stream)


def _last_before(stream: Stream, place: int) -> Node | None:
    at = bisect_right(stream.counts, place, key=lambda n: n.number.end)
    return stream.counts[at - 1] if at else None


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The text between two places without the brackets that open and close inside it."""
    pieces, at = [], start
    for place in range(bisect_left(spans, (start, 0)), len(spans)):
        a, b = spans[place]
        if a >= end:
            break
        if a >= at and b < end:
            pieces.append(text[at:a])
            at = b + 1
    pieces.append(text[at:end])
    return "".join(pieces)
