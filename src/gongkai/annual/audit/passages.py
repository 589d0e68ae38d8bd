"""Lines into passages: page marks dropped, wrapped lines joined, lists behind a colon kept with it, headings remembered."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.annual.audit.folding import LINE, fold
from gongkai.annual.audit.streams import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE_MARK = re.compile(
    r"^\s*(?:[-—–－~·]+\s*\d{1,3}\s*[-—–－~·]+|第\s*\d+\s*页(?:[，,\s/]*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*$"
)
SECTION = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
ITEM = re.compile(r"^(?:\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳⑴-⒇⒈-⒛]|[一二三四五六七八九十]{1,2}是)")
ENDS = frozenset("。！？!?；;：:")
CLOSED = frozenset("”’）)")  # a stop may stand before it
RUNS_ON = frozenset("，,、；;（(“《")
OPEN_BRACKET = re.compile(r"[（(][^（(）)]{0,200}$")
STARTS_INSIDE = re.compile(r"^[，,、；;。）)%％]|^(?:条|件|篇|份|宗|次|个|人次|万)(?![\u4e00-\u9fff]{12})")
NUMBER_ONLY = re.compile(r"^[\d,.]+\s*[%％]?$")
WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]+"
)
BROKEN_SHARE = re.compile(r"占[^，。；]{0,12}\d\.$")  # 占62. / 5%
COUNT_AHEAD = re.compile(r"\d+(?:条|件|篇|份|宗|次|个|人次)[，、；。]")
CLAUSES = re.compile(r"(?:^|\d)(?:条|件|篇|份|宗|次|个|人次)[，、；：](?!.*[。；：])")  # a list is under way
SENTENCE = re.compile(r"[。；，：;,:]$|[。；]")
FIRST_STOP = re.compile("[。：]")
PIECES = re.compile(r"\d+\s*[条件]")
STOPPED = frozenset("，,；;：:。.、！？）)")
DIGIT = re.compile(r"\d")
GAPS = re.compile(r"\s{3}")
COUNTED = re.compile(r"\d+\s*(?:条|件|篇|次|份)")
FIGURE = re.compile(r"\d\s*(?:余|多)?\s*[\u4e00-\u9fff]")
HEADING_LENGTH = 40
LONGEST = 3000  # characters of a paragraph
WRAP_WIDEST = 130
LIST_LINE = 90
TWICE = 2  # a line printed more often is a running head
FULL = 0.6  # of the wrapping width: a shorter line ends its paragraph


def passages(lines: Sequence[str], hidden: Sequence[tuple[int, int]] = ()) -> list[Passage]:
    """Passages of prose; `hidden` are half-open ranges of lines that belong to tables."""
    inside = {i for a, b in hidden for i in range(a, b)}
    kept = [line if i not in inside else "" for i, line in enumerate(lines)]
    made: list[Passage] = []
    headings: tuple[str, ...] = ()
    for paragraph in _lists(_paragraphs(_without_furniture(kept))):
        if is_heading(paragraph):
            headings = _under(headings, paragraph.strip())
            continue
        told = (*headings, *_spoken_heading(paragraph))
        made += [
            Passage(fold(piece), told, at) for at, piece in enumerate(_pieces(paragraph), start=len(made))
        ]
    return made


def _pieces(paragraph: str) -> Iterator[str]:
    """A text without line breaks is cut at a full stop, or where it has none at the next weaker mark."""
    at = 0
    while len(paragraph) - at > LONGEST:
        window = paragraph[at : at + LONGEST]
        end = next((found + 1 for mark in "。；，" if (found := window.rfind(mark)) > 0), LONGEST)
        yield window[:end]
        at += end
    yield paragraph[at:]


def is_heading(line: str) -> bool:
    text = line.strip()
    if len(text) > HEADING_LENGTH or not SECTION.match(text):
        return False
    return not SENTENCE.search(text) and not COUNTED.search(text)


def _spoken_heading(paragraph: str) -> tuple[str, ...]:
    """（一）主动公开情况。2024年，…: the first sentence is the heading of its paragraph."""
    text = paragraph.strip()
    if not SECTION.match(text):
        return ()
    first = FIRST_STOP.split(text, maxsplit=1)[0]
    return (first,) if len(first) <= HEADING_LENGTH and not PIECES.search(first) else ()


def _under(headings: tuple[str, ...], heading: str) -> tuple[str, ...]:
    return (*headings[:1], heading) if heading[0] in "（(" and headings else (heading,)


def _without_furniture(lines: Sequence[str]) -> list[str]:
    """Page marks and running heads become empty lines."""
    often = Counter(line.strip() for line in lines)
    return [
        ""
        if PAGE_MARK.match(line) or (often[line.strip()] > TWICE and line.strip() and not _ends(line.strip()))
        else line
        for line in lines
    ]


def _ends(text: str) -> bool:
    """Does a stop close a stripped line?"""
    last = text[-1:]
    return last in ENDS or (last in CLOSED and text[-2:-1] in "。！？" and len(text) > 1)


def _width(line: str) -> int:
    text = line.rstrip()
    return 2 * len(text) - len(WIDE.sub("", text))


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which a text was wrapped; None where a line is a paragraph."""
    prose = [line for line in lines if len(bare := line.strip()) > 12 and not GAPS.search(bare)]  # noqa: PLR2004
    widths = sorted(_width(line) for line in prose)
    if len(widths) < 8:  # noqa: PLR2004 - too little to tell
        return None
    top = widths[int(len(widths) * 0.85)]
    full = sum(1 for w in widths if top - 8 <= w <= top + 8)
    return top if top <= WRAP_WIDEST and full >= len(widths) * 0.2 else None


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    wrap = _wrap_width(lines)
    current: list[str] = []
    for line in lines:
        if not line.strip():
            if current and not _runs_on(current[-1], wrap):
                yield "\n".join(current)
                current = []
            continue
        if current and not _joins(current[-1], line, wrap):
            yield "\n".join(current)
            current = []
        current.append(line)
    if current:
        yield "\n".join(current)


def _runs_on(line: str, wrap: int | None) -> bool:
    """A wrapped text breaks anywhere: a line that is no heading and ends without a stop goes on, across a page too."""
    text = line.strip()
    full = wrap is not None and _width(line) >= wrap * FULL
    if _ends(text):
        return full and text[-1] in "；;"
    return text[-1:] in RUNS_ON or bool(OPEN_BRACKET.search(text)) or (full and not is_heading(text))


def _joins(line: str, following: str, wrap: int | None) -> bool:
    text, after = line.strip(), following.strip()
    if is_heading(text) or SECTION.match(after):
        return False
    if text.endswith(("；", ";")) and wrap is None:
        return bool(ITEM.match(after) or len(after) < LIST_LINE)
    if _ends(text):
        return wrap is not None and text[-1] in "；;：:" and _width(line) >= wrap * FULL
    if STARTS_INSIDE.match(after) or NUMBER_ONLY.match(after) or NUMBER_ONLY.match(text):
        return True
    if after[0].isdecimal() and (
        BROKEN_SHARE.search(text) or (COUNT_AHEAD.match(after) and CLAUSES.search(text))
    ):
        return True
    return _runs_on(line, wrap)


def _lists(paragraphs: Iterator[str]) -> Iterator[str]:
    """A colon and the lines it announces, or numbered lines that each hold a figure, are one passage."""
    held: list[str] = []
    for paragraph in paragraphs:
        if held and not _belongs(held, paragraph.strip()):
            yield "".join(held)
            held = []
        if held:
            held.append("\n" if held[-1].rstrip()[-1:] in STOPPED else LINE)
        held.append(paragraph)
    if held:
        yield "".join(held)


def _belongs(held: Sequence[str], text: str) -> bool:
    end = held[-1].rstrip()
    goes_on = end.endswith(("；", ";", "：", ":")) and bool(ITEM.match(text))
    if SECTION.match(text) or (len(text) > LIST_LINE and not goes_on):
        return False
    if len(held) == 1 and is_heading(held[0]):
        return False
    has_figure = bool(FIGURE.search(text))
    if not has_figure or end.endswith(("：", ":")):
        return has_figure
    first, last = held[0].strip().split("\n", 1)[0].rstrip(), end.rsplit("\n", 1)[-1].strip()
    announced = first.endswith(("：", ":")) and (len(held) > 1 or "\n" in held[0])
    numbered = bool(ITEM.match(last)) and bool(ITEM.match(text)) and len(last) <= LIST_LINE
    return (announced and not last.endswith(("。", "."))) or (numbered and bool(DIGIT.search(last)))
