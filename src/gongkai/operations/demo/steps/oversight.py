"""监督考核 of the year: the plan with its reports, the filings of the replies, reminders, problems of two years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gongkai.bodies.models import Person, PublicBody
from gongkai.casework.models import Delivery
from gongkai.operations.demo.choice import Stream
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.loaded import Loaded
from gongkai.oversight.board import AsOf, line_of
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.grounds import Ground, grounds_of
from gongkai.oversight.importers import Filed, Reported, import_filings, import_progress
from gongkai.oversight.models import Task
from gongkai.oversight.services.problems import Noted, note_problem, resolve_problem
from gongkai.oversight.services.reminders import Urged, answer_reminder, remind
from gongkai.oversight.services.tasks import Planned, import_tasks

_PLANNED_ON = date(2017, 5, 19)
_SOONEST, _LATEST = 1, 5
_LATE_DONE = (6, 20)


def load(loaded: Loaded, _at: datetime) -> None:
    data = table("oversight")
    supervisor = _holder(loaded, "supervisor")
    lines = list(_lines(loaded, data["task"]))
    planned = [(loaded.bodies[code], content) for code, _, content in lines]
    tasks = import_tasks(rows=planned, actor=supervisor, at=_evening(_PLANNED_ON))
    themes = [f"{code}/{theme}" for code, theme, _ in lines]
    import_progress(list(_reports(loaded, tasks, themes, data["progress"])))
    import_filings(list(_filings(loaded, data["filing"])), days.calendar())
    _reminders(loaded, data["reminder"], supervisor)
    _problems(loaded.bodies[loaded.year.district], data["problem"], supervisor)


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16)))


def _holder(loaded: Loaded, role: str, body: str = "") -> Person:
    found = (p for p in loaded.year.people if role in p.roles and body in {"", p.body})
    return loaded.people[next(found).key]


def _lines(loaded: Loaded, entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Planned]]:
    """Body, theme and content of every line, a line of several bodies once for each."""
    for number, entry in enumerate(entries, 1):
        content = Planned(
            year=loaded.year.year,
            number=str(number),
            item=entry["item"],
            requirement=entry["requirement"],
            carrier=entry["carrier"],
            due_on=entry["due"],
            person="信息公开联络员",
        )
        for code in entry["bodies"]:
            yield code, entry["theme"], content


def _reports(
    loaded: Loaded, tasks: Sequence[Task], themes: Sequence[str], data: Mapping[str, Any]
) -> Iterator[Reported]:
    for task, theme in zip(tasks, themes, strict=True):
        stream = Stream(f"progress/{theme}/{task.number}")
        actor = _holder(loaded, "disclosure_head", theme.split("/", maxsplit=1)[0])
        for day, state, note in _course(task, theme, data, stream):
            yield Reported(task=task, state=state, note=note, actor=actor, at=_evening(day))


def _course(
    task: Task, theme: str, data: Mapping[str, Any], stream: Stream
) -> Iterator[tuple[date, TaskState, str]]:
    """One report on the way, one at the end: in time, late, or that it is not done yet."""
    between = days.working_between(_PLANNED_ON, task.due_on)
    middle = between[len(between) // 2 - stream.below(3)]
    yield middle, TaskState.GOING, stream.pick(data["going"])
    if theme in data["unfinished"]:
        yield days.later(task.due_on, 1), TaskState.GOING, stream.pick(data["late"])
    elif theme in data["overdue"]:
        late = days.later(task.due_on, stream.between(*_LATE_DONE))
        yield late, TaskState.DONE, stream.pick(data["done"])
    else:
        yield between[-1 - stream.below(4)], TaskState.DONE, stream.pick(data["done"])


def _filings(loaded: Loaded, data: Mapping[str, Any]) -> Iterator[Filed]:
    """Within the term, but for the last replies of a few bodies: the 备案不及时 that the report names."""
    codes = {body.pk: code for code, body in loaded.bodies.items()}
    late: Counter[str] = Counter()
    rows = Delivery.objects.select_related("request__body", "request__officer")
    for delivery in rows.order_by("-counted_on", "-pk"):
        code = codes[delivery.request.body_id]
        stream = Stream(f"filing/{delivery.request.number}")
        wait = stream.between(_SOONEST, _LATEST)
        if code in data["late_bodies"] and late[code] < data["most"]:
            late[code] += 1
            wait = stream.between(*data["late_days"])
        filed_on = days.later(delivery.counted_on, wait)
        yield Filed(
            delivery=delivery, filed_on=filed_on, actor=delivery.request.officer, at=_evening(filed_on)
        )


def _reminders(loaded: Loaded, entries: Sequence[Mapping[str, Any]], supervisor: Person) -> None:
    for entry in sorted(entries, key=lambda entry: entry["issued_on"]):
        body = loaded.bodies[entry["body"]]
        urged = Urged(
            kind=ReminderKind(entry["kind"]),
            matter=entry["matter"],
            due_on=entry["due_on"],
            grounds=_grounds(body, entry["kind"], entry["issued_on"]),
        )
        row = remind(body=body, content=urged, actor=supervisor, at=_evening(entry["issued_on"]))
        actor = _holder(loaded, "disclosure_head", entry["body"])
        answer_reminder(reminder=row, answer=entry["answer"], actor=actor, at=_evening(entry["answered_on"]))


def _grounds(body: PublicBody, kind: str, on: date) -> list[Ground]:
    """What the body owed of the kind at the end of the day."""
    look = AsOf(on, days.YEAR, days.calendar())
    line = line_of(look, body.pk)
    return grounds_of(line, look, kind) if line else []


def _problems(body: PublicBody, entries: Sequence[Mapping[str, Any]], supervisor: Person) -> None:
    for entry in entries:
        noted = Noted(year=entry["year"], text=entry["text"], measure=entry["measure"])
        found_on = date(entry["year"], 12, 29 if entry["year"] == days.YEAR else 30)
        row = note_problem(body=body, content=noted, actor=supervisor, at=_evening(found_on))
        if "outcome" in entry:
            resolved_on = entry["resolved_on"]
            resolve_problem(
                problem=row,
                outcome=entry["outcome"],
                resolved_on=resolved_on,
                actor=supervisor,
                at=_evening(resolved_on),
            )
