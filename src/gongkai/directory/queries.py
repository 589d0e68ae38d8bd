"""The directory as it stood on a day."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet

from gongkai.bodies.models import PublicBody
from gongkai.directory.models import (
    ComplaintLine,
    Dated,
    InnerOffice,
    Leader,
    ServiceGuide,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)

Row = TypeVar("Row", bound=Dated)


def standing(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    """Of these the rows that held on the day."""
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def leaders_on(body: PublicBody, on: date) -> QuerySet[Leader]:
    return standing(Leader.objects.filter(body=body), on).order_by("position", "pk")


def inner_offices_on(body: PublicBody, on: date) -> QuerySet[InnerOffice]:
    return standing(InnerOffice.objects.filter(body=body), on).order_by("position", "pk")


def windows_on(body: PublicBody, on: date) -> QuerySet[ServiceWindow]:
    """Each with its people of the day as `people`."""
    people = standing(WindowStaff.objects.all(), on).order_by("pk")
    rows = standing(ServiceWindow.objects.filter(body=body), on).order_by("pk")
    return rows.prefetch_related(Prefetch("staff", people, to_attr="people"))


def complaint_lines_on(body: PublicBody, on: date) -> QuerySet[ComplaintLine]:
    return standing(ComplaintLine.objects.filter(body=body), on).order_by("pk")


def items_on(body: PublicBody, on: date) -> QuerySet[ServiceItem]:
    """By code, each with its guide of the day, at most one, as `current`."""
    return with_guides(standing(ServiceItem.objects.filter(body=body), on).order_by("code"), on)


def with_guides(rows: QuerySet[ServiceItem], on: date) -> QuerySet[ServiceItem]:
    guides = standing(ServiceGuide.objects.select_related("window"), on)
    return rows.prefetch_related(Prefetch("guides", guides, to_attr="current"))


def guide_of(item: ServiceItem) -> ServiceGuide | None:
    """The guide that `with_guides` found."""
    found: list[ServiceGuide] = getattr(item, "current", [])
    return found[0] if found else None
