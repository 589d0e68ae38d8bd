"""One function for each act of the room, by subject: tasks, filings, reminders, problems."""

from gongkai.oversight.services.filings import open_filing

__all__ = ["open_filing"]
