"""The dated facts that measures count: each function is a query cut to bodies and a year, read at the year's end.

Nothing here reads a present status: a row counts for a year by dates that no later act changes, so that compiling a
year gives the same figures at any later time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.engagement.enums import Platform
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.publication.models import ListEntry
from gongkai.records.enums import DisclosureAttribute, Issuer, RecordKind
from gongkai.records.models import Record
from gongkai.records.queries import determined


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
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the year and the first of the next, in Beijing time."""
        start = timezone.make_aware(datetime.combine(self.first, time.min))
        return start, timezone.make_aware(datetime.combine(date(self.year + 1, 1, 1), time.min))


def entries(period: Period, list_key: str) -> QuerySet[ListEntry]:
    """Items that count in the list for the year: counting day within it, still in the list at its end."""
    standing = Q(left_on=None) | Q(left_on__gt=period.last)
    return ListEntry.objects.filter(
        standing,
        list_key=list_key,
        counted=True,
        counted_on__range=(period.first, period.last),
        entered_on__lte=period.last,
        item__body__in=period.body_ids,
    )


def column_entries(period: Period, codes: tuple[str, ...]) -> QuerySet[ListEntry]:
    """Items whose main column is one of these."""
    first, *rest = [entries(period, f"column/{code}") for code in codes] or [entries(period, "column/")]
    for rows in rest:
        first |= rows
    return first


def posts(
    period: Period, platform: Platform | None = None, *, distinct: bool = False
) -> QuerySet[ChannelPost]:
    """Posts of the year; with `distinct` only those that repeat no published item."""
    start, end = period.moments
    rows = ChannelPost.objects.filter(
        posted_at__gte=start, posted_at__lt=end, account__body__in=period.body_ids
    )
    if platform is not None:
        rows = rows.filter(account__platform=platform)
    return rows.filter(repeats=None) if distinct else rows


def accounts(period: Period, platform: Platform) -> QuerySet[ChannelAccount]:
    """Accounts open at the end of the year."""
    open_then = Q(closed_on=None) | Q(closed_on__gt=period.last)
    return ChannelAccount.objects.filter(
        open_then, platform=platform, opened_on__lte=period.last, body__in=period.body_ids
    )


def government_documents(period: Period) -> QuerySet[Record]:
    """Documents made in the year in the name of the government or its office and determined 主动公开 by its end."""
    made = Record.objects.filter(
        kind=RecordKind.DOCUMENT,
        issuer__in=(Issuer.GOVERNMENT, Issuer.GOVERNMENT_OFFICE),
        made_on__range=(period.first, period.last),
        body__in=period.body_ids,
    )
    return determined(made, DisclosureAttribute.PROACTIVE, period.last)
