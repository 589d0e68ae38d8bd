"""The body and year that an address speaks of, and its report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.annual.models import AnnualReport
from gongkai.annual.next_acts import Step, mark_of, round_of, steps_of
from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import scope_to
from gongkai.publication.models import Revision
from gongkai.shell.access import DeskRequest, Way
from gongkai.shell.marks import Mark

FIRST_YEAR, LAST_YEAR = 1949, 2100


def back_to_report(code: str, year: int, **_more: object) -> Way:
    """Where a refusal of an act on a report leads."""
    return "回到报告页", reverse("report_text", args=[code, year])


def body_or_404(request: DeskRequest, code: str, year: int, *acts: Act) -> PublicBody:
    """The body where one of the acts reaches; a year beyond the calendar is an address of nothing."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    reach = request.seat.reach(*acts)
    return get_object_or_404(PublicBody.objects.filter(pk__in=reach), code=code)


@dataclass(frozen=True, slots=True)
class Place:
    """A body's report of a year as a person finds it, and what they may do with it now."""

    body: PublicBody
    year: int
    report: AnnualReport | None
    revision: Revision | None
    steps: Collection[Step]
    may_edit: bool

    @property
    def state(self) -> Mark:
        return mark_of(self.report)


def place_of(request: DeskRequest, body: PublicBody, year: int) -> Place:
    """Read in the scope of this one body: a person who signs there need not see its figures."""
    with scope_to({body.pk}, "report"):
        report = AnnualReport.objects.select_related("item", "body").filter(body=body, year=year).first()
        revision = round_of(report)
        allowed = request.seat.acts_at(body.pk)
        steps = steps_of(report, revision, request.seat.person, allowed)
    return Place(body, year, report, revision, steps, Act.EDIT_REPORT in allowed)
