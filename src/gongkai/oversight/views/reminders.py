"""催办单: list, the page as it is printed, the answer."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.oversight import queries
from gongkai.oversight.forms import AnswerForm, ReminderFilter
from gongkai.oversight.grounds import read
from gongkai.oversight.models import Reminder
from gongkai.oversight.printing import WORD
from gongkai.oversight.reminder_word import reminder_word
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.reminders import answer_reminder
from gongkai.oversight.views.parts import REFUSALS, named
from gongkai.oversight.wording import reasons, reminder_mark
from gongkai.publication.services import site_notice
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page


@desk_view(Act.VIEW_TASKS)
def reminders(request: DeskRequest) -> HttpResponse:
    form = ReminderFilter(request.GET.dict(), named(request, Act.VIEW_TASKS))
    on: date = form.value("on") or request.seat.today
    page = keyset_page(_filtered(form, on), request.GET.dict())
    values = {
        "form": form,
        "page": page,
        "rows": [
            (row, request.seat.name_of(row.body_id), reasons(row), reminder_mark(row, on))
            for row in page.rows
        ],
        "oversees": bool(request.seat.reach(Act.OVERSEE)),
    }
    return render(request, "oversight/reminders.html", values)


def _filtered(form: ReminderFilter, on: date) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(issued_on__lte=on) if form.value("on") else Reminder.objects.all()
    if body := form.value("body"):
        rows = rows.filter(body=int(body))
    state = form.value("state")
    if state == "answered":
        return rows.filter(answered_on__lte=on)
    if not state:
        return rows
    running = rows.filter(pk__in=queries.running_reminders(on))
    return running.filter(due_on__lt=on) if state == "late" else running


@desk_view(Act.VIEW_TASKS)
def reminder(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _reminder(pk), AnswerForm(auto_id="answer_%s"))


@desk_view(Act.VIEW_TASKS)
def word(request: DeskRequest, pk: int) -> FileResponse:
    row = _reminder(pk)
    name = request.seat.name_of(row.body_id)
    data = reminder_word(row, name, site_notice())
    file = f"催办单（{name}，{row.issued_on.isoformat()}）.docx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=file, content_type=WORD)


def _reminder(pk: int) -> Reminder:
    return get_object_or_404(Reminder.objects.select_related("issuer", "body"), pk=pk)


def _page(request: DeskRequest, row: Reminder, form: AnswerForm) -> HttpResponse:
    answers = row.body_id in request.seat.reach(Act.REPORT_PROGRESS)
    values = {
        "reminder": row,
        "body_name": request.seat.name_of(row.body_id),
        "mark": reminder_mark(row, request.seat.today),
        "reasons": reasons(row),
        "grounds": read(row.grounds),
        "site_notice": site_notice(),
        "form": form,
        "may_answer": answers and row.answered_on is None,
        "unsaved": str(form["answer"].value() or "") if form.errors and row.answered_on else "",
    }
    return render(request, "oversight/reminder.html", values, status=422 if form.errors else 200)


@desk_view(Act.REPORT_PROGRESS, refusals=REFUSALS)
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    row = _reminder(pk)
    if request.method != "POST":
        return redirect("reminder", pk)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if form.is_valid():
        try:
            answer_reminder(
                reminder=row,
                answer=form.cleaned_data["answer"],
                actor=request.seat.person,
                at=timezone.now(),
            )
        except OversightError as refusal:  # of two at once the second is told, and keeps what was written
            form.add_error("answer", str(refusal))
            row = _reminder(pk)
        else:
            leave_notice(request, "反馈已登记。")
            return redirect("reminder", pk)
    return _page(request, row, form)
