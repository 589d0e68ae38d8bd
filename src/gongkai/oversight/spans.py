"""A part of a year over a set of bodies: counted with the sources of the annual report, by the same dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.annual.period import Period


@dataclass(frozen=True, slots=True)
class Span(Period):
    """From `since` to `until`, both days included and both in `year`."""

    since: date
    until: date

    @property
    def first(self) -> date:
        return self.since

    @property
    def last(self) -> date:
        return self.until

    @property
    def days(self) -> tuple[date, date]:
        return self.since, self.until

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the span and the first after it, in Beijing time."""
        return _start(self.since), _start(self.until + timedelta(days=1))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def span_of(bodies: frozenset[int], since: date, until: date) -> Span:
    if since.year != until.year or until < since:
        raise ValueError(f"{since}–{until}")
    return Span(since.year, bodies, since, until)


def whole_year(since: date, until: date) -> bool:
    return (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)


def month_before(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar month before the one of the day."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def year_before(day: date) -> date:
    """The same day of last year; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
