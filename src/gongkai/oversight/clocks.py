"""Terms that somebody outside waits for: answers to applicants, to who reviews, to courts, to the public."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.casework.naming import title_for
from gongkai.casework.queries import open_at
from gongkai.disputes.queries import unanswered_at, undefended_at
from gongkai.disputes.terms import term_left
from gongkai.engagement.queries import running_at
from gongkai.engagement.rules import clock_of
from gongkai.law.concerns import next_duty
from gongkai.oversight.board import AsOf
from gongkai.oversight.enums import Clock
from gongkai.oversight.rules import expiring_until


@dataclass(frozen=True, slots=True)
class Running:
    """A term that runs at the end of the day: what, whose, by when, and whether it has passed."""

    clock: Clock
    title: str
    body: int
    due: date
    passed: bool
    href: str


def running(look: AsOf, bodies: Collection[int], may_know: Collection[int]) -> list[Running]:
    """Of the bodies: every term that has passed or ends within three working days, the earliest first.

    Run it inside the seat's scope. `may_know`: where the reader may know the applicant.
    """
    until = expiring_until(look.on, look.calendar)
    found = (*_requests(look, until, may_know), *_disputes(look), *_concerns(look))
    near = [row for row in found if row.body in bodies and (row.passed or row.due <= until)]
    return sorted(near, key=lambda row: (row.due, row.clock.value, row.href))


def _requests(look: AsOf, until: date, may_know: Collection[int]) -> Iterator[Running]:
    for row in open_at(look.on).filter(due_on__lte=until).select_related("subject"):
        if row.due_on is not None:
            title, href = title_for(row, may_know), reverse("request", args=[row.pk])
            yield Running(Clock.REPLY, title, row.body_id, row.due_on, row.due_on < look.on, href)


def _disputes(look: AsOf) -> Iterator[Running]:
    sets: tuple[tuple[Clock, str, QuerySet[Any]], ...] = (
        (Clock.REVIEW, "reconsideration", unanswered_at(look.on)),
        (Clock.DEFENCE, "lawsuit", undefended_at(look.on)),
    )
    for clock, address, rows in sets:
        for row in rows:
            due = term_left(row, look.on).due
            yield Running(clock, row.number, row.body_id, due, due < look.on, reverse(address, args=[row.pk]))


def _concerns(look: AsOf) -> Iterator[Running]:
    """By the hours that are left at the end of the day: what ran out in its course has passed."""
    at = timezone.make_aware(datetime.combine(look.on, time.max))
    for row in running_at(at):
        duty = next_duty(clock_of(row, at))
        if duty is not None:
            due = timezone.localdate(duty.duty.due_at)
            href = reverse("concern", args=[row.pk])
            yield Running(Clock.CONCERN, row.title, row.body_id, due, duty.duty.due_at < at, href)
