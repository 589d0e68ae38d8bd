"""The numbers of 一页纸: counted like those of the annual report, over any part of a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias

from django.db.models import QuerySet

from gongkai.annual.compilation import NoDataOfYear, counting_of
from gongkai.annual.enums import Register
from gongkai.annual.facts.bodies import OUTSIDE
from gongkai.annual.facts.disputes import APPLIED, JUDGED, REVIEWED
from gongkai.annual.measure import Measure
from gongkai.annual.measures import measures_of_year
from gongkai.annual.period import Period
from gongkai.annual.sources import Number, Source, Tallies
from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import subtree_of_year
from gongkai.disputes.models import Lawsuit
from gongkai.oversight.spans import Span, span_of, whole_year

Figures: TypeAlias = Mapping[str, Number | None]
DECIDED: Final = "disputes.decided"
NEW: Final = "disputes.new"


def _filed(period: Period) -> QuerySet[Lawsuit]:
    """Lawsuits by the day of filing, without those in which the body is the 复议机关 alone."""
    return Lawsuit.objects.filter(body__in=period.body_ids, filed_on__range=period.days, reviewing_only=False)


FILED: Final = Source("filed", "行政诉讼", _filed)
OWN: Final[Mapping[str, Measure]] = {
    DECIDED: Measure(
        DECIDED, "复议诉讼审结", "件", "九", (REVIEWED.where(), JUDGED.where()), Register.RECONSIDERATIONS
    ),
    NEW: Measure(
        NEW, "新收复议诉讼", "件", "九", (APPLIED.where(), FILED.where()), Register.RECONSIDERATIONS
    ),
}
"""Figures that the report has only in two parts; they are stated where both parts are."""
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    DECIDED: ("reconsideration.total", "litigation.total"),
    NEW: ("reconsideration.applied", "litigation.total"),
}


@dataclass(slots=True)
class Books:
    """What one sheet asks of several years, each year counted once. Use it in `cross_body("roll-up")`."""

    body: PublicBody
    keys: frozenset[str] = frozenset()
    """The figures that are asked for; only the registers in which they stand are counted."""
    _figures: dict[int, Figures | None] = field(default_factory=dict)
    _measures: dict[int, Mapping[str, Measure]] = field(default_factory=dict)
    _bodies: dict[int, frozenset[int]] = field(default_factory=dict)
    _tallies: dict[tuple[date, date], Tallies] = field(default_factory=dict)

    def figures(self, year: int) -> Figures | None:
        """Figures of the report by their keys, None for 未统计; nothing at all where nothing happened in the year."""
        if year not in self._figures:
            self._count(year)
        return self._figures[year]

    def _count(self, year: int) -> None:
        try:
            count = counting_of(self.body, year)
        except NoDataOfYear:
            self._figures[year] = None
        else:
            parts = {part for key in self.keys for part in PARTS.get(key, (key,))}
            self._figures[year], self._measures[year] = count.values(self.body, parts), count.measures

    def stated(self, key: str, year: int) -> bool:
        """Whether the figure was counted at all in the year: else it is 未统计."""
        return self.of_year(key, year) is not None

    def of_year(self, key: str, year: int) -> Number | None:
        """The figure of the whole year, as its report has it."""
        figures = self.figures(year) or {}
        parts = [figures.get(part) for part in PARTS.get(key, (key,))]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None

    def value(self, key: str, since: date, until: date) -> Number | None:
        """The figure over the span, None for 未统计."""
        if not self.stated(key, since.year):
            return None
        span = self.span(since, until)
        if (since, until) not in self._tallies:
            self._tallies[since, until] = Tallies(span)
        return self.measure(key, since, until).value(self._tallies[since, until], span.body_ids)

    def measure(self, key: str, since: date, until: date) -> Measure:
        """The measure over rows alone: a figure that was handed in from outside belongs to a year and to no part of it.

        Raises:
            KeyError: no such measure in that year.
        """
        if key in OWN:
            return _with_outside(OWN[key]) if whole_year(since, until) else OWN[key]
        year = since.year
        if year not in self._measures:
            self._measures[year] = measures_of_year(year)
        return replace(self._measures[year][key], key=f"span.{key}")

    def span(self, since: date, until: date) -> Span:
        if since.year not in self._bodies:
            self._bodies[since.year] = subtree_of_year(self.body, since.year)
        return span_of(self._bodies[since.year], since, until)


def _with_outside(measure: Measure) -> Measure:
    """Over a whole year with what was handed in for its parts, as the report counts these."""
    return replace(measure, slices=(*measure.slices, OUTSIDE.where(key=PARTS[measure.key])))
