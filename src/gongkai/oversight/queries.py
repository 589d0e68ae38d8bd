"""Named querysets as of a day: what stood open, late or unpublished at its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from gongkai.casework.models import Delivery, Request
from gongkai.casework.queries import open_at
from gongkai.law import publishing
from gongkai.law.calendar import Calendar
from gongkai.law.local_terms import FILING
from gongkai.oversight.enums import TaskState
from gongkai.oversight.freshness import BY_LIST
from gongkai.oversight.models import Filing, Problem, Reminder, Task, TaskProgress
from gongkai.oversight.rules import answered_before, expiring_until
from gongkai.publication.models import ListEntry
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.models import Determination, Record


def expiring_requests(on: date, calendar: Calendar) -> QuerySet[Request]:
    """临期: due today or within three working days."""
    return open_at(on).filter(due_on__range=(on, expiring_until(on, calendar)))


def overdue_requests(on: date) -> QuerySet[Request]:
    return open_at(on).filter(due_on__lt=on)


def request_terms(on: date, calendar: Calendar) -> list[tuple[int, int, int]]:
    """(body, expiring, overdue) in one query, by the same bounds as the two above."""
    rows = open_at(on).filter(due_on__lte=expiring_until(on, calendar)).order_by()
    found = rows.values_list("body_id").annotate(
        expiring=Count("pk", filter=Q(due_on__gte=on)), overdue=Count("pk", filter=Q(due_on__lt=on))
    )
    return list(found)


def _to_file() -> Q:
    """Replies that are to be filed: delivered while the duty stood, or filed all the same."""
    filed = Q(request__filing__isnull=False)
    return filed if FILING.last is None else filed | Q(counted_on__lte=FILING.last)


def replies_to_file(year: int, on: date) -> QuerySet[Delivery]:
    return Delivery.objects.filter(_to_file(), counted_on__year=year, counted_on__lte=on)


def unfiled_replies(on: date, calendar: Calendar) -> QuerySet[Delivery]:
    """未备案: delivered, the term for filing over, not filed by then; a reply without a filing counts like one."""
    without = Q(request__filing=None, counted_on__lt=answered_before(on, calendar))
    late = Q(request__filing__due_on__lt=on) & (
        Q(request__filing__filed_on=None) | Q(request__filing__filed_on__gt=on)
    )
    return Delivery.objects.filter(without | late, _to_file(), counted_on__lte=on)


def unpublished_records(on: date, calendar: Calendar) -> QuerySet[Record]:
    """应公开未公开: determined 主动公开 and not public twenty working days after it was made."""
    made_before = calendar.at(calendar.position(on - timedelta(days=1)) - publishing.DAYS + 1)
    proactive = Determination.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        attribute=DisclosureAttribute.PROACTIVE,
        valid_from__lte=on,
    )
    hidden = Q(item__counted_on=None) | Q(item__counted_on__gt=on)
    rows = Record.objects.filter(hidden, made_on__lt=made_before, pk__in=proactive.values("record"))
    return rows.exclude(state=State.WITHDRAWN)


def latest_publications(on: date, bodies: Collection[int] | None = None) -> list[tuple[int, str, date]]:
    """(body, list, day) of the last publication, still standing then, of each body in each column that has a term."""
    standing = Q(left_on=None) | Q(left_on__gt=on)
    rows = ListEntry.objects.filter(standing, list_key__in=list(BY_LIST), counted=True, counted_on__lte=on)
    if bodies is not None:
        rows = rows.filter(item__body__in=bodies)
    found = rows.values_list("item__body_id", "list_key").annotate(last=Max("counted_on")).order_by()
    return [(body, key, last) for body, key, last in found]


def _last_state(on: date) -> Subquery:
    last = TaskProgress.objects.filter(task=OuterRef("pk"), reported_on__lte=on)
    return Subquery(last.order_by("-reported_on", "-pk").values("state")[:1])


def with_state(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Each task with `state_then`: its last report by the end of the day, None before the first."""
    return rows.annotate(state_then=_last_state(on))


def tasks_of(year: int, on: date) -> QuerySet[Task]:
    return with_state(Task.objects.filter(year=year), on)


def unfinished(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Of rows with their state: not reported done."""
    return rows.filter(Q(state_then=None) | ~Q(state_then=TaskState.DONE))


def late(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Of rows with their state: due before the day and not reported done."""
    return unfinished(rows).filter(due_on__lt=on)


def unfinished_tasks(year: int, on: date) -> QuerySet[Task]:
    return unfinished(tasks_of(year, on))


def in_state(rows: QuerySet[Task], state: TaskState) -> QuerySet[Task]:
    """Of rows with their state; what nobody reported on has not begun."""
    chosen = Q(state_then=state)
    return rows.filter(chosen | Q(state_then=None) if state is TaskState.OPEN else chosen)


def late_tasks(year: int, on: date) -> QuerySet[Task]:
    return late(tasks_of(year, on), on)


def task_states(year: int, on: date) -> list[tuple[int, date, str | None]]:
    """(body, due date, state by the end of the day) of every task of the year."""
    rows = Task.objects.filter(year=year).annotate(state_then=_last_state(on))
    return list(rows.values_list("body_id", "due_on", "state_then"))


def running_reminders(on: date) -> QuerySet[Reminder]:
    """Issued by the day and not answered by its end."""
    return Reminder.objects.filter(Q(answered_on=None) | Q(answered_on__gt=on), issued_on__lte=on)


def filed_in(first: date, last: date) -> QuerySet[Filing]:
    return Filing.objects.filter(filed_on__range=(first, last))


def problems_of(year: int) -> QuerySet[Problem]:
    """Named by the year's report."""
    return Problem.objects.filter(year=year)


def filing_numbers(year: int, on: date, calendar: Calendar) -> list[tuple[int, int, int, int, int]]:
    """(body, replies, filed in time, filed late, not filed and late) of the replies of a year, by the end of the day."""
    filed = Q(request__filing__filed_on__lte=on)
    in_time = Q(request__filing__filed_on__lte=F("request__filing__due_on"))
    unfiled = Q(pk__in=unfiled_replies(on, calendar).values("pk"))
    rows = replies_to_file(year, on).order_by()
    found = rows.values_list("request__body_id").annotate(
        replies=Count("pk"),
        in_time=Count("pk", filter=filed & in_time),
        late=Count("pk", filter=filed & ~in_time),
        missing=Count("pk", filter=unfiled),
    )
    return list(found)
