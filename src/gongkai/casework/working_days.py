"""The calendar of the desk, as the rooms above know it."""

from gongkai.shell.working_days import current_calendar

__all__ = ["current_calendar"]
