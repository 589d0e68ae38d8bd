"""答复备案: by unit, and reply by reply; the body files its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.casework.models import Delivery, Request
from gongkai.casework.naming import title_for
from gongkai.law.local_terms import FILING
from gongkai.oversight import queries
from gongkai.oversight.board import AsOf
from gongkai.oversight.forms import FilingForm
from gongkai.oversight.models import Filing
from gongkai.oversight.rules import OversightError, filing_due
from gongkai.oversight.services.filings import file_reply, refuse_filed
from gongkai.oversight.views.parts import REFUSALS, as_of, form_page
from gongkai.oversight.wording import filing_mark
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.marks import Mark
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page


@dataclass(frozen=True, slots=True)
class Unit:
    """One body's replies of the year: how many, filed in time, filed late, missing after their term."""

    name: str
    replies: int
    in_time: int
    late: int
    missing: int

    @property
    def waiting(self) -> int:
        return self.replies - self.in_time - self.late - self.missing


@dataclass(frozen=True, slots=True)
class Line:
    delivery: Delivery
    title: str
    body_name: str
    due_on: date
    filed_on: date | None
    mark: Mark
    may_file: bool


@desk_view(Act.VIEW_REQUESTS)
def filings(request: DeskRequest) -> HttpResponse:
    form, look = as_of(request, "答复年度")
    rows = queries.replies_to_file(look.year, look.on)
    page = keyset_page(rows.select_related("request__filing", "request__subject"), request.GET.dict())
    values = {
        "form": form,
        "look": look,
        "page": page,
        "lines": list(_lines(request, look, page.rows)),
        "units": list(_units(request, look)),
        "term": FILING.explanation,
    }
    return render(request, "oversight/filings.html", values)


def _units(request: DeskRequest, look: AsOf) -> Iterator[Unit]:
    for body, *numbers in queries.filing_numbers(look.year, look.on, look.calendar):
        yield Unit(request.seat.name_of(body), *numbers)


def _lines(request: DeskRequest, look: AsOf, rows: list[Delivery]) -> Iterator[Line]:
    own, known = request.seat.reach(Act.DELIVER_REPLY), request.seat.reach(Act.VIEW_APPLICANT)
    for row in rows:
        filing: Filing | None = getattr(row.request, "filing", None)
        due_on = filing.due_on if filing else filing_due(row.counted_on, look.calendar)
        filed_on = filing.filed_on if filing and filing.filed_on and filing.filed_on <= look.on else None
        yield Line(
            delivery=row,
            title=title_for(row.request, known),
            body_name=request.seat.name_of(row.request.body_id),
            due_on=due_on,
            filed_on=filed_on,
            mark=filing_mark(filed_on, due_on, look.on),
            may_file=row.request.body_id in own and not (filing and filing.filed_on),
        )


def _back(**_more: object) -> Way:
    return "回到答复备案", reverse("filings")


@desk_view(Act.DELIVER_REPLY, refusals=REFUSALS, back=_back)
def file(request: DeskRequest, pk: int) -> HttpResponse:
    """`pk` is the request whose reply is filed."""
    row = get_object_or_404(Request.objects.select_related("body"), pk=pk)
    if request.method != "POST":
        refuse_filed(row)
    form = FilingForm(request.POST) if request.method == "POST" else FilingForm()
    if form.is_valid():
        with marking(form, OversightError):
            on = form.cleaned_data["filed_on"]
            file_reply(request=row, filed_on=on, actor=request.seat.person, at=timezone.now())
            leave_notice(request, f"{row.number}的答复已登记备案。")
            return redirect("filings")
    words = {"title": "登记备案", "lead": row.number, "button": "登记", "icon": "valid"}
    return form_page(request, form, {**words, "back": reverse("filings"), "parent": "答复备案"})
