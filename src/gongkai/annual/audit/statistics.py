"""The statistics form of 2014 (国办发〔2014〕32号) as it stands in a text: printed labels in the form's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from gongkai.law.forms import form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.annual.audit.reading import Document
    from gongkai.law.forms import Value

FLAT = {chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)} | {"(": "（", ")": "）", ":": "："}
FORMS = re.compile("[０-９():]")
LONGEST_LINE = 160
LEAST = 8
WINDOW = 6
MOST_STARTS = 4
UNIT = r"(?:（?(?:单位：)?(?:条|件|次|篇|个|人次|人|万元|期|万)）?)?"
VALUE = re.compile(
    rf"^[\s|：:_\t]*{UNIT}[\s|：:_\t]*(?P<value>\d[\d,]*(?:\.\d+)?|/|—+|-+)?[\s|]*{UNIT}[\s|]*$"
)
LAST = 12  # characters
ENDS_IN_VALUE = re.compile(rf"[\d/—-][\s|]*{UNIT.replace('（?', '[（(]?').replace('）?', '[）)]?')}[\s|]*$")
NUMBERING = re.compile(
    r"^[\s|]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．、]|（\d{1,2}）|[①-⑳])?\s*"
)


@dataclass(frozen=True, slots=True)
class StatisticsReading:
    values: Mapping[str, Value]
    quotes: Mapping[str, str]
    spans: tuple[tuple[int, int], ...]

    @property
    def found(self) -> bool:
        return bool(self.values)


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = form("2014").tables[0].rows
    return tuple((row.key, _label_pattern(row.label)) for row in rows)


@lru_cache(maxsize=1)
def _any_label() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _rows()))


def _label_pattern(label: str) -> re.Pattern[str]:
    """The label with its brackets optional, 其中 and a closing 数 or 数量 free, spaces allowed anywhere."""
    bare = re.sub(r"（[^）]*）", "", label).removeprefix("其中：")
    bare = re.sub(r"(?:总?数量?|次数)$", "", bare)
    letters = r"\s*".join(map(re.escape, bare))
    return re.compile(rf"^(?:其中[：:，]?)?{letters}(?:总?次?数量?)?\s*(?:（[^）]*）)?")


def read_statistics(document: Document) -> StatisticsReading:
    """Values by form key; empty where fewer than eight rows of the form stand in order."""
    if sum(1 for line in document.lines if ENDS_IN_VALUE.search(line[-LAST:])) < LEAST:
        return StatisticsReading({}, {}, ())
    lines = [_flat(line) for line in document.lines]
    starts = [i for i, line in enumerate(lines) if "统计表" in line or "统计指标" in line]
    readings = [_read(document, lines, at) for at in starts[-MOST_STARTS:] or [0]]
    best = max(readings, key=lambda reading: len(reading.values))
    return best if len(best.values) >= LEAST else StatisticsReading({}, {}, ())


def _read(document: Document, lines: Sequence[str], at: int) -> StatisticsReading:
    """The rows from a line on: a page's contents name the form before it stands."""
    values: dict[str, Value] = {}
    quotes: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    rows = _rows()
    place = 0
    while at < len(lines) and place < len(rows):
        hit = _match(lines, at, rows[place : place + WINDOW * 2])
        if hit is None:
            at += 1
            continue
        offset, value, end = hit
        key = rows[place + offset][0]
        values[key], quotes[key] = value, document.lines[at].strip()
        spans.append((at, end))
        place, at = place + offset + 1, end
    return StatisticsReading(values, quotes, ((spans[0][0], spans[-1][1]),) if spans else ())


def _flat(line: str) -> str:
    """A line that may be a row, with plain digits and wide brackets; nothing for one that is too long."""
    bare = line.strip()
    return FORMS.sub(lambda m: FLAT[m[0]], bare) if len(bare) <= LONGEST_LINE else ""


def _match(
    lines: Sequence[str], at: int, rows: Sequence[tuple[str, re.Pattern[str]]]
) -> tuple[int, Value, int] | None:
    text = NUMBERING.sub("", lines[at], count=1)
    text = NUMBERING.sub("", text, count=1)
    if not text or len(text) > 90 or not _any_label().match(text):  # noqa: PLR2004 - a row is short, prose is long
        return None
    for offset, (_, pattern) in enumerate(rows):
        label = pattern.match(text)
        if label is None:
            continue
        rest = text[label.end() :]
        ahead = at + 1
        value = VALUE.match(rest)
        while (
            value
            and not value["value"]
            and ahead < min(at + 4, len(lines))
            and VALUE.match(rest + "|" + lines[ahead])
        ):
            rest, ahead = rest + "|" + lines[ahead], ahead + 1
            value = VALUE.match(rest)
        if value:
            return offset, _value(value["value"]), ahead
    return None


def _value(text: str | None) -> Value:
    if not text or not text[0].isdigit():
        return None
    number = Decimal(text.replace(",", ""))
    return int(number) if number == number.to_integral() else number
