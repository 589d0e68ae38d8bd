"""活动: what was held, with the numbers that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import ActivityKind
from gongkai.engagement.models import Activity, Count
from gongkai.engagement.rules import EngagementError, check_past


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number of an activity; `approximate` is printed as a floor with 余."""

    key: str
    label: str
    value: int
    unit: str
    approximate: bool = False
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An activity as it is registered after it took place."""

    kind: ActivityKind
    title: str
    held_on: date
    ended_on: date | None = None
    place: str = ""
    leader_present: bool | None = None
    note: str = ""
    counts: Sequence[Counted] = ()


@transaction.atomic
def hold(*, body: PublicBody, content: Held, actor: Person, at: datetime) -> Activity:
    """Register an activity of the body with its counts.

    Raises:
        EngagementError: it lies in the future, ends before it starts, or a number is given twice.
    """
    require(actor, Act.EDIT_ENGAGEMENT, body, at)
    check_held(content, at)
    activity = activity_row(body, content)
    activity.save(force_insert=True)
    Count.objects.bulk_create(count_rows(activity, content))
    record_act(
        at=at,
        actor=actor,
        act="activity.hold",
        body=body,
        subject=f"activity/{activity.pk}",
        new=audit_values(content),
    )
    return activity


def check_held(content: Held, at: datetime) -> None:
    check_past(content.held_on, at, "活动日期")
    if content.ended_on is not None and content.ended_on < content.held_on:
        raise EngagementError("结束日期早于开始日期，请核对。")
    keys = [row.key for row in content.counts]
    if len(set(keys)) != len(keys):
        raise EngagementError("同一项数字填写了两次，请合并为一项。")


def activity_row(body: PublicBody, content: Held) -> Activity:
    return Activity(
        body=body,
        kind=content.kind,
        title=content.title.strip(),
        held_on=content.held_on,
        ended_on=content.ended_on,
        place=content.place.strip(),
        leader_present=content.leader_present,
        note=content.note.strip(),
    )


def count_rows(activity: Activity, content: Held) -> list[Count]:
    return [
        Count(
            activity=activity,
            key=row.key,
            label=row.label,
            value=row.value,
            unit=row.unit,
            approximate=row.approximate,
            source=row.source,
        )
        for row in content.counts
    ]


def audit_values(content: Held) -> dict[str, object]:
    return {
        "kind": content.kind.value,
        "title": content.title.strip(),
        "held_on": content.held_on.isoformat(),
        **{row.key: row.value for row in content.counts},
    }
