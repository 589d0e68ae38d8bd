"""Named querysets of requests. What a figure counts reads dates alone, never a present state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.casework.models import Consultation, Notice, ReplySignature, Request, RequestSubject
from gongkai.casework.rules import LAPSES, OPEN_STATES, RUNNING_STATES

_ONE = (
    "body",
    "subject",
    "officer",
    "applicant",
    "correction",
    "extension__approved_by",
    "delay__approved_by",
    "fee",
    "withdrawal",
    "decision",
    "reply",
    "delivery__proof",
)


def cases() -> QuerySet[Request]:
    """Requests with everything that `rules` looks at."""
    return Request.objects.select_related(*_ONE).prefetch_related(
        "consultations",
        Prefetch("notices", Notice.objects.select_related("made_by")),
        Prefetch("reply__signatures", ReplySignature.objects.select_related("person")),
    )


def answered_alike(case: Request, most: int = 5) -> QuerySet[Request]:
    """类案: requests of the same subject that were replied to, the latest first; none without a subject."""
    if case.subject is None:
        return Request.objects.none()
    alike = Request.objects.filter(subject__code=case.subject.code, delivery__isnull=False).exclude(
        pk=case.pk
    )
    return alike.select_related("decision", "delivery").order_by("-pk")[:most]


def disputed_among(rows: Iterable[Request]) -> QuerySet[Request, int]:
    """Keys of the requests over which somebody applied for reconsideration or sued."""
    over = Q(reconsiderations__isnull=False) | Q(lawsuits__isnull=False)
    return Request.objects.filter(over, pk__in=[row.pk for row in rows]).values_list("pk", flat=True)


def received_in(first: date, last: date) -> QuerySet[Request]:
    """收到 in the span, both days included; a careful receipt counts from its careful day."""
    return Request.objects.filter(received_on__range=(first, last))


def answered_in(first: date, last: date) -> QuerySet[Request]:
    """办结 in the span: replies by the day that the law counts, requests that ended without one by the day of the end."""
    within = (first, last)
    return Request.objects.filter(
        Q(delivery__counted_on__range=within)
        | Q(withdrawal__on__range=within)
        | Q(decision__outcome__in=LAPSES, decision__decided_on__range=within)
    )


def replied_in(first: date, last: date) -> QuerySet[Request]:
    """答复: a reply that was delivered, by the day that counts."""
    return Request.objects.filter(delivery__counted_on__range=(first, last))


def open_at(day: date) -> QuerySet[Request]:
    """Received by the end of that day and not ended by then: what is carried over (结转)."""
    ended = answered_in(date.min, day)
    return Request.objects.filter(received_on__lte=day).exclude(pk__in=ended.values("pk"))


def consulted_in(first: date, last: date) -> QuerySet[Consultation]:
    return Consultation.objects.filter(sent_on__range=(first, last))


def overdue(on: date) -> Q:
    """逾期: the term runs and its last day is past."""
    return Q(due_on__lt=on, state__in=RUNNING_STATES)


def due_between(first: date, last: date) -> Q:
    return Q(due_on__range=(first, last), state__in=RUNNING_STATES)


def still_open() -> Q:
    return Q(state__in=OPEN_STATES)


def ordinal_in_month(case: Request) -> int:
    """The how manieth request of its applicant in the calendar month of its receipt, counted from 1 (109号 Art.4).

    The same applicant is who shows the same number of identity; without one, the same name and telephone.
    """
    who = case.applicant
    if who.identity_number:
        same = Q(applicant__identity_number=who.identity_number)
    else:
        same = Q(applicant__name=who.name, applicant__phone=who.phone)
    on = case.received_on
    not_later = Q(received_on__lt=on) | Q(received_on=on, pk__lte=case.pk)
    month = Q(body=case.body_id, received_on__gte=on.replace(day=1))
    return Request.objects.filter(same, not_later, month).count()


def subjects_of(year: int) -> QuerySet[RequestSubject]:
    valid = Q(valid_from__lte=year) & (Q(valid_to=None) | Q(valid_to__gte=year))
    return RequestSubject.objects.filter(valid).order_by("position", "code")
