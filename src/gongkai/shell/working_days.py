"""The calendar that the desk counts with: the shipped notices, with those that the office put beside them."""

from __future__ import annotations

from functools import lru_cache

from gongkai import configuration
from gongkai.law.calendar import Calendar

_Stamp = tuple[tuple[str, int], ...]


def current_calendar() -> Calendar:
    """Read anew when a notice under `$GONGKAI_VAR/law/calendar` is added or changed; NoticeError if one is malformed."""
    folder = configuration.calendar_dir()
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return _load(tuple((str(file), file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=2)
def _load(_stamp: _Stamp) -> Calendar:
    return Calendar.load(configuration.calendar_dir())
