"""活动: what was held, with the numbers that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import ActivityKind
from gongkai.engagement.models import Activity, Count
from gongkai.engagement.rules import EngagementError, check_past
from gongkai.law.wording import plain_date

ANOTHER: Final = "这是另一场活动"
"""What the tick says that lets a second activity of the same name and day stand."""


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
def hold(*, body: PublicBody, content: Held, actor: Person, at: datetime, another: bool = False) -> Activity:
    """Register an activity of the body with its counts; `another` says that it is not the one of its name and day.

    Raises:
        EngagementError: it lies in the future, ends before it starts, a number is given twice, or it stands already.
    """
    require(actor, Act.EDIT_ENGAGEMENT, body, at)
    check_held(content, at)
    PublicBody.objects.select_for_update(no_key=True).get(pk=body.pk)  # a form sent twice waits here
    twin = None if another else twin_of(body, content.kind, content.title, content.held_on)
    if twin is not None:
        raise EngagementError(twin_sentence(twin))
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
    seen: set[str] = set()
    for row in content.counts:
        if row.key in seen:
            raise EngagementError(repeated(row.label))
        seen.add(row.key)


def repeated(label: str) -> str:
    return f"有关数字中的“{label}”填写了两次，请合并为一项。"


def twin_of(body: PublicBody, kind: str, title: str, held_on: date) -> Activity | None:
    """The activity of the body that has this kind, day and name already."""
    name = "".join(title.split())
    rows = Activity.objects.filter(body=body, kind=kind, held_on=held_on).order_by("pk")
    return next((row for row in rows if "".join(row.title.split()) == name), None)


def twin_sentence(twin: Activity) -> str:
    place = f"，地点为{twin.place}" if twin.place else ""
    return (
        f"{plain_date(twin.held_on)}的{twin.get_kind_display()}“{twin.title}”已经登记{place}，没有重复登记；"
        f"当日确实另外举办了一场的，请勾选“{ANOTHER}”后再登记。"
    )


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
