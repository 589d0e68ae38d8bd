"""The yearly notices of the State Council as data: shipped files, and overlay files a closed network puts beside them.

A file holds one year's notice and its later changes, each version complete, so that a term can be counted as it stood
on any day. The year is that of the notice's title: it may name days at the end of the December before.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gongkai.law.instruments import Confidence

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_HOLIDAY = 31  # days; a longer span in a file is a slip of the pen
_FILE_NAME = re.compile(r"[12]\d{3}")
_KEYS = {"number", "signed_on", "published_on", "confidence", "note", "off", "worked"}
_SATURDAY = 5


class NoticeError(ValueError):
    """A notice file that cannot be used; the message names file, place and remedy."""


@dataclass(frozen=True, slots=True)
class Span:
    """放假 from `first` to `last`, both included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of a year's arrangement; `published_on` is the first day on which anyone could know it."""

    year: int
    version: int  # 1 = the year's own notice, 2 = its first change
    number: str | None  # None: not verified
    signed_on: date | None
    published_on: date
    confidence: Confidence
    note: str
    off: tuple[Span, ...]
    worked: tuple[date, ...]

    @property
    def key(self) -> str:
        return f"{self.year}/{self.version}"

    @property
    def name(self) -> str:
        return self.number or f"国务院办公厅关于{self.year}年部分节假日安排的通知（文号待核）"

    def off_days(self) -> set[date]:
        return {
            span.first + timedelta(days)
            for span in self.off
            for days in range((span.last - span.first).days + 1)
        }


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """Every version in this release, by year and version."""
    folder = resources.files("gongkai.law") / "data" / "calendar"
    files = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".json"))
    return tuple(
        notice
        for name, file in files
        for notice in parse_notices(file.read_text("utf-8"), name, int(name[:4]))
    )


def overlay_notices(folder: Path) -> tuple[Notice, ...]:
    """The versions in YYYY.json files of `folder`; none if it does not exist."""
    if not folder.is_dir():
        return ()
    files = sorted(
        file for file in folder.iterdir() if file.suffix == ".json" and not file.name.startswith(".")
    )
    return tuple(notice for file in files for notice in _read_overlay(file))


def _read_overlay(file: Path) -> tuple[Notice, ...]:
    if not _FILE_NAME.fullmatch(file.stem):
        raise NoticeError(f"放假通知文件 {file} 的文件名应为四位年份，如 2027.json。请改名后重试。")
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NoticeError(f"放假通知文件 {file} 无法读取。请确认文件可读，并以 UTF-8 编码保存。") from error
    return parse_notices(text, str(file), int(file.stem))


def merge_notices(shipped: tuple[Notice, ...], overlay: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Overlay versions replace shipped ones of the same number, others join them; each year in order of publication."""
    merged = {(notice.year, notice.number or notice.published_on): notice for notice in (*shipped, *overlay)}
    counters: dict[int, int] = {}
    ordered = sorted(merged.values(), key=lambda notice: (notice.year, notice.published_on, notice.version))
    return tuple(_renumber(notice, counters) for notice in ordered)


def _renumber(notice: Notice, counters: dict[int, int]) -> Notice:
    version = counters[notice.year] = counters.get(notice.year, 0) + 1
    return replace(notice, version=version)


def parse_notices(text: str, source: str, year: int) -> tuple[Notice, ...]:
    """The versions in one file; NoticeError names `source` and what to mend."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoticeError(
            f"放假通知文件 {source} 不是有效的 JSON。请对照随系统提供的同类文件改正。"
        ) from error
    reader = _Reader(source, year)
    try:
        return reader.notices(document)
    except (KeyError, TypeError, AttributeError) as error:
        raise reader.error(f"缺少栏目或栏目类型不对（{error}）") from error


@dataclass(frozen=True, slots=True)
class _Reader:
    source: str
    year: int

    def error(self, what: str) -> NoticeError:
        return NoticeError(f"放假通知文件 {self.source}：{what}。请对照国务院办公厅通知原文改正后重试。")

    def notices(self, document: Any) -> tuple[Notice, ...]:
        if not isinstance(document, dict) or document.get("year") != self.year:
            raise self.error(f"year 一栏应为 {self.year}，与文件名一致")
        versions = document["versions"]
        if not isinstance(versions, list) or not versions:
            raise self.error("versions 一栏应至少有一份通知")
        notices = tuple(self.notice(entry, number) for number, entry in enumerate(versions, 1))
        if any(later.published_on < earlier.published_on for earlier, later in pairwise(notices)):
            raise self.error("versions 应按发布日期先后排列")
        return notices

    def notice(self, entry: dict[str, Any], version: int) -> Notice:
        if unknown := sorted(entry.keys() - _KEYS):
            raise self.error(f"有不认识的栏目 {'、'.join(unknown)}")
        notice = Notice(
            self.year,
            version,
            self.text(entry.get("number")) or None,
            self.day(entry["signed_on"]) if entry.get("signed_on") else None,
            self.day(entry["published_on"]),
            self.confidence(entry.get("confidence", Confidence.UNVERIFIED.value)),
            self.text(entry.get("note")),
            tuple(self.span(span) for span in entry["off"]),
            tuple(self.named_day(day) for day in entry["worked"]),
        )
        self.check(notice)
        return notice

    def check(self, notice: Notice) -> None:
        if not notice.off:
            raise self.error("off 一栏没有放假日期")
        if clash := sorted(notice.off_days().intersection(notice.worked)):
            raise self.error(f"{clash[0]} 既写为放假又写为上班")
        if odd := [day for day in notice.worked if day.weekday() < _SATURDAY]:
            raise self.error(f"{odd[0]} 不是周六或周日，不必写为调休上班")

    def span(self, entry: dict[str, Any]) -> Span:
        span = Span(self.text(entry["name"]), self.named_day(entry["from"]), self.named_day(entry["to"]))
        if not 0 <= (span.last - span.first).days < LONGEST_HOLIDAY:
            raise self.error(f"{span.first} 至 {span.last} 的起止日期不对")
        return span

    def named_day(self, text: Any) -> date:
        day = self.day(text)
        if not date(self.year - 1, 12, 1) <= day <= date(self.year, 12, 31):
            raise self.error(f"{day} 不在 {self.year} 年通知的范围内")
        return day

    def day(self, text: Any) -> date:
        try:
            return date.fromisoformat(text)
        except (TypeError, ValueError):
            raise self.error(f"日期 {text!r} 不存在或写法不对，应写作 {self.year}-01-01 的样式") from None

    def text(self, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.error(f"{value!r} 应为文字")
        return value

    def confidence(self, value: Any) -> Confidence:
        try:
            return Confidence(value)
        except ValueError:
            raise self.error("confidence 一栏应为 V、V2 或 M") from None
