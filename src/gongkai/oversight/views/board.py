"""全区督办: the table, the rows behind a cell, and the 催办单 that follows from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody, RoleAssignment
from gongkai.bodies.queries import people_with
from gongkai.casework.working_days import current_calendar
from gongkai.oversight.board import COLUMNS, AsOf, Line, board_of, line_of, reporting_on
from gongkai.oversight.cells import DAY_NAMES, rows_of
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.forms import OwedForm, ReminderForm
from gongkai.oversight.freshness import SOURCE
from gongkai.oversight.grounds import grounds_of, matter_of, stored
from gongkai.oversight.models import Reminder
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.reminders import Urged, refuse_faulty, remind
from gongkai.oversight.views.parts import REFUSALS, as_of, query_of
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice

ANSWER_WITHIN = 5
"""Working days that a body has to answer a 催办单, unless the person writes another day."""


@desk_view(Act.OVERSEE)
def board(request: DeskRequest) -> HttpResponse:
    form, look = as_of(request)
    found = board_of(look, request.seat.reach(Act.OVERSEE))
    values = {
        "form": form,
        "look": look,
        "query": query_of(look),
        "board": found,
        "columns": COLUMNS,
        "reminds": bool(request.seat.reach(Act.REMIND)),
        "source": SOURCE,
        "done": TaskState.DONE.value,
    }
    return render(request, "oversight/board.html", values)


@desk_view(Act.OVERSEE)
def cell(request: DeskRequest, column: str, code: str) -> HttpResponse:
    kind = _kind(column)
    body = _body(request, code)
    _, look = as_of(request)
    values = {
        **_behind(request, kind, look, {body.pk}),
        "body": body,
        "whose": request.seat.name_of(body.pk),
        "reminds": body.pk in request.seat.reach(Act.REMIND),
    }
    return render(request, "oversight/cell.html", values)


@desk_view(Act.OVERSEE)
def owed(request: DeskRequest) -> HttpResponse:
    """The rows behind a sum: those of every unit of the table."""
    form = OwedForm(request.GET.dict(), request.seat.today)
    look = AsOf(form.on_day, form.chosen_year, current_calendar())
    bodies = reporting_on(look.on, request.seat.reach(Act.OVERSEE))
    values = {
        **_behind(request, form.kind, look, bodies),
        "form": form,
        "whose": f"{len(bodies)}个单位",
        "several": True,
    }
    return render(request, "oversight/cell.html", values)


def _behind(
    request: DeskRequest, kind: ReminderKind, look: AsOf, bodies: Collection[int]
) -> dict[str, object]:
    rows, page = rows_of(kind, look, bodies, request.GET.dict(), request.seat.reach(Act.VIEW_APPLICANT))
    return {
        "kind": kind,
        "look": look,
        "query": query_of(look),
        "rows": [(row, request.seat.name_of(row.body)) for row in rows],
        "page": page,
        "day_name": DAY_NAMES[kind],
    }


@desk_view(Act.REMIND, refusals=REFUSALS)
def issue(request: DeskRequest, code: str) -> HttpResponse:
    """A 催办单 over everything that the body owes, or over one column: read with its recipients, then issued.

    What is sent is what stood in the preview: after a change the new preview is shown first.
    """
    body = _body(request, code)
    _, look = as_of(request)
    line = line_of(look, body.pk)
    if line is None or not line.owes:
        raise OversightError("该单位目前没有需要催办的事项。")
    at = timezone.now()
    asked = request.POST if request.method == "POST" else request.GET
    urged = _urged(line, asked.get("kind", ""), look, at)
    first = {"matter": urged.matter, "due_on": urged.due_on}
    form = ReminderForm(request.POST if "matter" in request.POST else None, initial=first)
    if form.is_valid():
        with marking(form, OversightError):
            matter, due_on = form.cleaned_data["matter"], form.cleaned_data["due_on"]
            content = replace(urged, matter=matter, due_on=due_on)
            if form.cleaned_data["seen"] == _shown(form, body, urged):
                return _issued(request, remind(body=body, content=content, actor=request.seat.person, at=at))
            refuse_faulty(content, timezone.localdate(at))
    return _before_issuing(request, body, look, form, urged)


def _issued(request: DeskRequest, row: Reminder) -> HttpResponse:
    leave_notice(request, "催办单已发出，责任单位在“催办单”中可以看到。需要纸质送达的，可打印本页。")
    return redirect("reminder", row.pk)


def _before_issuing(
    request: DeskRequest, body: PublicBody, look: AsOf, form: ReminderForm, urged: Urged
) -> HttpResponse:
    values = {
        "form": form,
        "body": body,
        "body_name": request.seat.name_of(body.pk),
        "look": look,
        "query": query_of(look),
        "kind": request.POST.get("kind", request.GET.get("kind", "")),
        "people": _named(people_with(Act.REPORT_PROGRESS, body, request.seat.today)),
        "today": request.seat.today,
        "matter": form.cleaned_data.get("matter", form["matter"].value())
        if form.is_bound
        else form.initial["matter"],
        "due_on": form.cleaned_data.get("due_on") if form.is_bound else form.initial["due_on"],
        "seen": _shown(form, body, urged),
        "grounds": urged.grounds,
        "changed": form.is_bound and not form.errors,
    }
    return render(request, "oversight/remind.html", values, status=422 if form.errors else 200)


def _shown(form: ReminderForm, body: PublicBody, urged: Urged) -> str:
    """The mark of the text, the day and the grounds in the preview; empty for a form with errors, which cannot be sent."""
    if form.errors:
        return ""
    values = form.cleaned_data if form.is_bound else form.initial
    text = " ".join(str(values["matter"]).splitlines())
    return salted_hmac(
        "reminder", f"{body.pk}\n{values['due_on']}\n{text}\n{stored(urged.grounds)}"
    ).hexdigest()


def _named(assignments: list[RoleAssignment]) -> list[tuple[str, str]]:
    """Each person once, with every role that lets them answer."""
    roles: dict[str, list[str]] = {}
    for row in assignments:
        roles.setdefault(row.person.display_name, []).append(row.get_role_display())
    return [(name, "、".join(held)) for name, held in roles.items()]


def _urged(line: Line, column: str, look: AsOf, at: datetime) -> Urged:
    grounds = grounds_of(line, look, column)
    if not grounds:
        raise OversightError("该单位在这一项上没有需要催办的事项。")
    due_on = look.calendar.add(timezone.localdate(at), ANSWER_WITHIN)
    return Urged(kind=grounds[0].kind, matter=matter_of(grounds, look.on), due_on=due_on, grounds=grounds)


def _kind(column: str) -> ReminderKind:
    if column not in {kind.value for kind in COLUMNS}:
        raise Http404
    return ReminderKind(column)


def _body(request: DeskRequest, code: str) -> PublicBody:
    """A body in reach of the act that the view is guarded by; the scope itself does not cut bodies."""
    reach = request.seat.reach(Act.OVERSEE)
    return get_object_or_404(PublicBody.objects.filter(pk__in=reach), code=code)
