"""What waits for this seat in engagement: concerns whose hours run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement import queries
from gongkai.engagement.models import PublicConcern
from gongkai.engagement.rules import clock_of
from gongkai.engagement.wording import duty_mark
from gongkai.law.concerns import next_duty
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section


def sections(seat: Seat) -> Iterator[Section]:
    if seat.body.pk in seat.reach(Act.EDIT_ENGAGEMENT):
        yield _concerns(seat, timezone.now())


def _concerns(seat: Seat, at: datetime) -> Section:
    rows = queries.running_concerns().filter(body=seat.body)[: SHOWN + 1]
    return Section(
        key="concerns",
        title="政务舆情",
        matters=tuple(matter for row in rows for matter in _concern(row, at)),
        empty="没有需要回应的舆情。发现后登记，时限即列在这里。",
        more=reverse("concerns"),
    )


def _concern(row: PublicConcern, at: datetime) -> Iterator[Matter]:
    """The duty whose hour comes first; the law counts hours, so the note says the hour."""
    waiting = next_duty(clock_of(row, at))
    if waiting is not None:
        due_at = timezone.localtime(waiting.duty.due_at)
        yield Matter(
            title=row.title,
            note=waiting.duty.explanation,
            state=duty_mark(waiting),
            since=row.found_at,
            button="办理",
            icon="warning",
            href=reverse("concern", args=[row.pk]),
            due=due_at.date(),
            due_note=f"{due_at:%H:%M}前",
        )
