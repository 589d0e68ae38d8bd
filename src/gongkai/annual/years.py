"""The years of a body of which there is something to count."""

from __future__ import annotations

from datetime import date

from gongkai.annual.compilation import Counting, period_of
from gongkai.annual.models import AnnualReport
from gongkai.bodies.models import PublicBody
from gongkai.bodies.queries import children_within
from gongkai.bodies.rules import descendants
from gongkai.casework.models import Request
from gongkai.publication.models import Serial


def years_with_data(body: PublicBody, this_year: int) -> list[int]:
    """Newest first; what was only registered, or stands in no year's figures, makes no year. Run across bodies."""
    years = {this_year, this_year - 1} | _years_named(body)
    return [year for year in sorted(years, reverse=True) if _counts(body, year)]


def _counts(body: PublicBody, year: int) -> bool:
    return Counting(year, {body.pk: period_of(body, year).body_ids}).anything(body)


def _years_named(body: PublicBody) -> set[int]:
    """Of what was registered by the body or any that ever stood below it."""
    bodies = _ever_below(body)
    serials = Serial.objects.filter(body__in=bodies).values_list("year", flat=True)
    reports = AnnualReport.objects.filter(body__in=bodies).values_list("year", flat=True)
    received = Request.objects.filter(body__in=bodies).dates("received_on", "year")
    return {*serials, *reports, *(day.year for day in received)}


def _ever_below(body: PublicBody) -> frozenset[int]:
    return descendants(children_within(date.min, date.max), body.pk)
