"""Named querysets over dated facts; the scoped managers cut them to the seat's bodies."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gongkai.engagement.enums import ActivityKind
from gongkai.engagement.models import (
    Activity,
    ChannelPost,
    Count,
    ExternalCase,
    Interpretation,
    Proposal,
    PublicConcern,
)
from gongkai.records.enums import DisclosureAttribute, RecordKind
from gongkai.records.models import Determination, Record


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of `first` and the first after `last`, in Beijing time."""
    return (
        timezone.make_aware(datetime.combine(first, time.min)),
        timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)),
    )


def held_in(first: date, last: date, kind: ActivityKind | None = None) -> QuerySet[Activity]:
    rows = Activity.objects.filter(held_on__range=(first, last))
    return rows.filter(kind=kind) if kind else rows


def counts_in(first: date, last: date, kind: ActivityKind, key: str) -> QuerySet[Count]:
    """The counts of one key over the activities of a kind: their values are summed, not their rows."""
    return Count.objects.filter(activity__held_on__range=(first, last), activity__kind=kind, key=key)


def found_in(first: date, last: date) -> QuerySet[PublicConcern]:
    start, end = _moments(first, last)
    return PublicConcern.objects.filter(found_at__gte=start, found_at__lt=end)


def responded_in(first: date, last: date) -> QuerySet[PublicConcern]:
    start, end = _moments(first, last)
    return PublicConcern.objects.filter(responded_at__gte=start, responded_at__lt=end)


def running_concerns() -> QuerySet[PublicConcern]:
    """Not yet answered, the oldest first: their hours run."""
    return PublicConcern.objects.filter(responded_at=None).order_by("found_at", "pk")


def running_at(at: datetime) -> list[PublicConcern]:
    """Found and not answered by then, as they stood then: what came later is taken off the rows, which are not saved."""
    rows = list(
        PublicConcern.objects.filter(
            Q(responded_at=None) | Q(responded_at__gt=at), found_at__lte=at
        ).order_by("found_at", "pk")
    )
    for row in rows:
        row.responded_at = None
        if row.informed_at is not None and row.informed_at > at:
            row.informed_at = None
    return rows


def interpreted_in(first: date, last: date) -> QuerySet[Interpretation]:
    """Interpretations whose record counts as published within the span."""
    return Interpretation.objects.filter(record__item__counted_on__range=(first, last))


def unexplained_documents(character: str | None = None) -> QuerySet[Record]:
    """Published proactive documents without a published interpretation, of one legal character when asked."""
    tied = Interpretation.objects.filter(document=OuterRef("pk"), record__isnull=False)
    proactive = Determination.objects.filter(
        record=OuterRef("pk"), valid_to=None, attribute=DisclosureAttribute.PROACTIVE
    )
    rows = Record.objects.filter(
        Exists(proactive),
        ~Exists(tied),
        issued__kind=RecordKind.DOCUMENT,
        item__standing__edition__isnull=False,
    )
    return rows.filter(issued__legal_character=character) if character else rows


def replied_in(first: date, last: date) -> QuerySet[Proposal]:
    return Proposal.objects.filter(replied_on__range=(first, last))


def replies_published_in(first: date, last: date) -> QuerySet[Proposal]:
    """Proposals whose reply counts as published within the span (国办发〔2014〕46号)."""
    return Proposal.objects.filter(record__item__counted_on__range=(first, last))


def accepted_in(first: date, last: date) -> QuerySet[ExternalCase]:
    return ExternalCase.objects.filter(accepted_on__range=(first, last))


def last_post_day(posts: QuerySet[ChannelPost]) -> date | None:
    last = posts.order_by("-posted_at").values_list("posted_at", flat=True).first()
    return timezone.localdate(last) if last else None
