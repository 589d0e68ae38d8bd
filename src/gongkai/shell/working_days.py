"""The calendar of working days as the desk uses it."""

from __future__ import annotations

from functools import cache

from gongkai import configuration
from gongkai.law.calendar import Calendar


@cache
def desk_calendar() -> Calendar:
    """The notices shipped and those beside the data; a notice entered later counts after the next start."""
    return Calendar.load(configuration.calendar_dir())
