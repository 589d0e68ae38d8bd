"""The rows behind a cell of 全区督办: the same querysets that the cell counts, one page of them as lines on screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.casework.models import Delivery, Request
from gongkai.casework.naming import title_for
from gongkai.oversight import queries
from gongkai.oversight.board import AsOf
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.freshness import stale
from gongkai.oversight.models import Task
from gongkai.records.models import Record
from gongkai.shell.paging import Page, keyset_page

DAY_NAMES: Mapping[ReminderKind, str] = {
    ReminderKind.EXPIRING: "答复期限",
    ReminderKind.OVERDUE: "答复期限",
    ReminderKind.FILING: "答复日期",
    ReminderKind.STALE_COLUMN: "最近更新",
    ReminderKind.UNPUBLISHED: "成文日期",
    ReminderKind.TASK: "完成时限",
}
"""What the day of a row is."""


@dataclass(frozen=True, slots=True)
class Row:
    """What it is, whose, the day that matters, and where it opens; `href` empty where nothing opens."""

    body: int
    title: str
    note: str
    day: date | None
    href: str = ""


def rows_of(
    kind: ReminderKind,
    as_of: AsOf,
    bodies: Collection[int],
    query: Mapping[str, str],
    may_know: Collection[int],
) -> tuple[list[Row], Page[Any]]:
    """A page of the bodies' rows with the page itself, for its links; stale columns are few and stand on one page.

    `may_know`: where the reader may know the applicant, and so read what a web request is called.
    """
    if kind is ReminderKind.STALE_COLUMN:
        return _stale(as_of, bodies), Page([], "", "")
    rows, told = _SOURCES[kind]
    page = keyset_page(rows(as_of, bodies), query)
    return [told(row, may_know) for row in page.rows], page


def first_rows(kind: ReminderKind, as_of: AsOf, body: int, most: int) -> list[Row]:
    """The body's rows whose day comes first, for a paper that others read: no request by its applicant's own words."""
    if kind is ReminderKind.STALE_COLUMN:
        return _stale(as_of, {body})[:most]
    rows, told = _SOURCES[kind]
    return [told(row, ()) for row in rows(as_of, {body}).order_by(_DAYS[kind], "pk")[:most]]


def _expiring(as_of: AsOf, bodies: Collection[int]) -> QuerySet[Request]:
    return (
        queries.expiring_requests(as_of.on, as_of.calendar).filter(body__in=bodies).select_related("subject")
    )


def _overdue(as_of: AsOf, bodies: Collection[int]) -> QuerySet[Request]:
    return queries.overdue_requests(as_of.on).filter(body__in=bodies).select_related("subject")


def _unfiled(as_of: AsOf, bodies: Collection[int]) -> QuerySet[Delivery]:
    rows = queries.unfiled_replies(as_of.on, as_of.calendar).filter(request__body__in=bodies)
    return rows.select_related("request__subject")


def _unpublished(as_of: AsOf, bodies: Collection[int]) -> QuerySet[Record]:
    rows = queries.unpublished_records(as_of.on, as_of.calendar).filter(body__in=bodies)
    return rows.select_related("item").defer("html")


def _late(as_of: AsOf, bodies: Collection[int]) -> QuerySet[Task]:
    return queries.late_tasks(as_of.year, as_of.on).filter(body__in=bodies)


def _request_row(row: Request, may_know: Collection[int]) -> Row:
    return Row(
        row.body_id, title_for(row, may_know), row.number, row.due_on, reverse("request", args=[row.pk])
    )


def _delivery_row(row: Delivery, may_know: Collection[int]) -> Row:
    case = row.request
    return Row(
        case.body_id,
        title_for(case, may_know),
        case.number,
        row.counted_on,
        reverse("request", args=[case.pk]),
    )


def _record_row(row: Record, _may_know: Collection[int]) -> Row:
    note = "　".join(part for part in (row.item.index_number, row.document_number) if part)
    return Row(
        row.body_id,
        row.title,
        f"{note}　{row.get_state_display()}",
        row.made_on,
        reverse("record", args=[row.pk]),
    )


def _task_row(row: Task, _may_know: Collection[int]) -> Row:
    state = TaskState(getattr(row, "state_then", None) or TaskState.OPEN)
    return Row(
        row.body_id, row.item, f"第{row.number}项　{state.label}", row.due_on, reverse("task", args=[row.pk])
    )


def _stale(as_of: AsOf, bodies: Collection[int]) -> list[Row]:
    found = stale(queries.latest_publications(as_of.on, bodies), as_of.on)
    return [
        Row(
            row.body_id,
            row.column.name,
            f"{row.column.told}内须有更新",
            row.last_on,
            f"{reverse('records')}?column={row.column.column}&body={row.body_id}",
        )
        for row in found
    ]


_SOURCES: Mapping[
    ReminderKind,
    tuple[Callable[[AsOf, Collection[int]], QuerySet[Any]], Callable[[Any, Collection[int]], Row]],
] = {
    ReminderKind.EXPIRING: (_expiring, _request_row),
    ReminderKind.OVERDUE: (_overdue, _request_row),
    ReminderKind.FILING: (_unfiled, _delivery_row),
    ReminderKind.UNPUBLISHED: (_unpublished, _record_row),
    ReminderKind.TASK: (_late, _task_row),
}
_DAYS: Mapping[ReminderKind, str] = {
    ReminderKind.EXPIRING: "due_on",
    ReminderKind.OVERDUE: "due_on",
    ReminderKind.FILING: "counted_on",
    ReminderKind.UNPUBLISHED: "made_on",
    ReminderKind.TASK: "due_on",
}
