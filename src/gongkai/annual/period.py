"""The reporting year over a set of bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting year over a set of bodies."""

    year: int
    body_ids: frozenset[int]

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the year and the first of the next, in Beijing time."""
        start = timezone.make_aware(datetime.combine(self.first, time.min))
        return start, timezone.make_aware(datetime.combine(date(self.year + 1, 1, 1), time.min))
