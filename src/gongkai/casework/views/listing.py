"""依申请公开: the list by filters, paged by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.casework.filtering import filtered
from gongkai.casework.forms import FilterForm
from gongkai.casework.models import Request, RequestSubject
from gongkai.casework.naming import title_for
from gongkai.casework.wording import state_mark, term_mark
from gongkai.casework.working_days import current_calendar
from gongkai.law.calendar import Calendar
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.paging import Page, keyset_page

_SHOWN = ("number", "title", "state", "channel", "received_on", "careful", "due_on", "body", "subject")


@desk_view(Act.VIEW_REQUESTS)
def requests(request: DeskRequest) -> HttpResponse:
    subjects = {row.pk: row.name for row in RequestSubject.objects.order_by("position", "code")}
    form = _filters(request, subjects)
    today, calendar = request.seat.today, current_calendar()
    known = request.seat.reach(Act.VIEW_APPLICANT)
    page = listed(filtered(Request.objects.all(), form, today, calendar, known), request.GET.dict())
    several = len(request.seat.reach(Act.VIEW_REQUESTS)) > 1
    values = {
        "form": form,
        "page": page,
        "rows": [_line(request, row, subjects, today, calendar) for row in page.rows],
        "several": several,
        "registers": bool(request.seat.reach(Act.REGISTER_REQUEST)),
    }
    return render(request, "casework/list.html", values)


def listed(rows: QuerySet[Request], query: Mapping[str, str]) -> Page[Request]:
    """A page in two steps: keys out of the index that holds every filter, then the rows of these keys alone."""
    page = keyset_page(rows.only("pk"), query)
    found = (
        Request.objects.select_related("subject")
        .only(*_SHOWN, "subject__name")
        .in_bulk([row.pk for row in page.rows])
    )
    return replace(page, rows=[found[row.pk] for row in page.rows])


def _filters(request: DeskRequest, subjects: dict[int, str]) -> FilterForm:
    bodies = sorted(request.seat.reach(Act.VIEW_REQUESTS))
    return FilterForm(
        request.GET,
        subjects=[(str(pk), name) for pk, name in subjects.items()],
        bodies=[(pk, request.seat.name_of(pk)) for pk in bodies],
    )


def _line(
    request: DeskRequest, row: Request, subjects: dict[int, str], today: date, calendar: Calendar
) -> dict[str, object]:
    """What a row shows besides the request itself."""
    return {
        "case": row,
        "title": title_for(row, request.seat.reach(Act.VIEW_APPLICANT)),
        "state": state_mark(row.state),
        "term": term_mark(row.state, row.due_on, calendar, today),
        "subject": subjects.get(row.subject_id or 0, ""),
        "body_name": request.seat.name_of(row.body_id),
    }
