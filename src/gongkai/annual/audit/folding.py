"""One reading alphabet: full-width and traditional forms folded one to one, stray spaces dropped, places kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
# Punctuation that the grammar reads is folded to one form each; the quote is always cut from the source.
MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "﹪": "%", "∶": "："}
MARKS |= {
    "﹐": "，",
    "﹔": "；",
    "［": "（",
    "］": "）",
    "【": "（",
    "】": "）",
    "[": "（",
    "]": "）",
    "〇": "零",
}
TRADITIONAL = dict(
    zip(
        "條開請結轉復議訴訟網絡當電郵報數據類關機構條項總計佔與個應時辦維糾對來還為於無書會發動態資區縣門戶見說領導額員歷",
        "条开请结转复议诉讼网络当电邮报数据类关机构条项总计占与个应时办维纠对来还为于无书会发动态资区县门户见说领导额员历",
        strict=True,
    )
)
LINE = "\u2028"  # parts the lines of a list (passages.py)
MARKS |= dict.fromkeys("•●◆■▪◇□➢★☆", "；") | {LINE: "；"}
FORMS = {c: MARKS.get(folded, folded) for c, folded in (MARKS | TRADITIONAL | WIDE).items()}
FORMS = {c: folded for c, folded in FORMS.items() if c != folded}
FOLDABLE = re.compile("[" + re.escape("".join(FORMS)) + "]")
SPACE = re.compile(r"\s")
SPACES = re.compile(r"\s+")
HOLDS_WORDS = re.compile(r"〔(?!\d{4}〕)([^〔〕]{0,200})〕")  # 国办函〔2021〕30号 stays
BREAK = re.compile(r"(?<!\s)\s*[\n\u2028]\s*")
DIGIT_GAP = re.compile(r"(?<=\d)[ \t\u3000]+(?=\d)")
COMMA_AND_DIGITS = re.compile(r"，\d{3}")
THOUSANDS = re.compile(r"(?<![\d.])(?<!\d，)\d{1,3}(?:，\d{3}){1,8}(?!\d|，\d)")


@dataclass(frozen=True, slots=True)
class Folded:
    """Analysis text with the offset of every character in its source."""

    source: str
    text: str
    offsets: Sequence[int]

    def quote(self, start: int, end: int) -> str:
        """The source between two analysis positions, line breaks and the indents behind them removed."""
        if start >= end:
            return ""
        cut = self.source[self.offsets[start] : self.offsets[end - 1] + 1]
        return (BREAK.sub("", cut) if "\n" in cut or LINE in cut else cut).strip()


def fold(source: str) -> Folded:
    """Fold a paragraph; a space between two digits stays, because it may part two numbers; a line break does not."""
    flat = FOLDABLE.sub(lambda m: FORMS[m[0]], source)
    if "〔" in flat:
        flat = HOLDS_WORDS.sub(r"（\1）", flat)
    text: str = flat
    places: Sequence[int] = range(len(flat))
    if SPACE.search(flat):
        text, places = _without_spaces(flat)
    if COMMA_AND_DIGITS.search(text):
        text = THOUSANDS.sub(lambda m: m[0].replace("，", ","), text)
    return Folded(source, text, places)


def _without_spaces(flat: str) -> tuple[str, Sequence[int]]:
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for run in SPACES.finditer(flat):
        start, end = run.span()
        kept.append(flat[at:start])
        places.extend(range(at, start))
        if DIGIT_GAP.match(flat, start):
            kept.append(" ")
            places.append(start)
        at = end
    kept.append(flat[at:])
    places.extend(range(at, len(flat)))
    return "".join(kept), places
