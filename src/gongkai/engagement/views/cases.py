"""转办件 of 民心网, 12345 and others: they are no requests under the Regulation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement.enums import CaseSource
from gongkai.engagement.forms import CaseAnswerForm, CaseForm, ListFilter
from gongkai.engagement.models import ExternalCase
from gongkai.engagement.rules import EngagementError
from gongkai.engagement.services.cases import Taken, answer_external_case, take_external_case
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.engagement.wording import case_mark
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page


@desk_view(Act.VIEW_ENGAGEMENT)
def cases(request: DeskRequest) -> HttpResponse:
    form = ListFilter(request.GET.dict(), CaseSource.choices)
    rows = ExternalCase.objects.all()
    if year := form.value("year"):
        rows = rows.filter(accepted_on__range=(date(int(year), 1, 1), date(int(year), 12, 31)))
    if kind := form.value("kind"):
        rows = rows.filter(source=kind)
    if text := form.value("text"):
        rows = rows.filter(title__icontains=text)
    page = keyset_page(rows, request.GET.dict())
    today = request.seat.today
    lines = [(row, request.seat.name_of(row.body_id), case_mark(row, today)) for row in page.rows]
    edits = bool(request.seat.reach(Act.EDIT_ENGAGEMENT))
    values = {"form": form, "page": page, "rows": lines, "edits": edits}
    return render(request, "engagement/cases.html", values)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = CaseForm(request.POST or None)
    if form.is_valid():
        with marking(form, EngagementError):
            row = take_external_case(
                body=request.seat.body,
                content=Taken(**form.cleaned_data),
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "转办件已登记。")
            return redirect("external_case", row.pk)
    lead = "民心网、热线等渠道转来的事项在这里登记；政府信息公开申请请到“依申请公开”登记。"
    return form_page(request, form, "登记转办件", "登记", "external_cases", lead)


@desk_view(Act.VIEW_ENGAGEMENT)
def case(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _case(pk))


def _case(pk: int) -> ExternalCase:
    return get_object_or_404(ExternalCase.objects.select_related("body"), pk=pk)


def _page(request: DeskRequest, row: ExternalCase, **failed: Any) -> HttpResponse:
    values = {
        "case": row,
        "body_name": request.seat.name_of(row.body_id),
        "mark": case_mark(row, request.seat.today),
        "edits": row.body_id in request.seat.reach(Act.EDIT_ENGAGEMENT),
        "answer_form": CaseAnswerForm(auto_id="answer_%s", initial={"replied_on": request.seat.today}),
        "failed": next(iter(failed.values()), None),
        **failed,
    }
    return render(request, "engagement/case.html", values, status=422 if failed else 200)


def _back(pk: int) -> Way:
    """Where a refusal of an act leads."""
    return "回到转办件页", reverse("external_case", args=[pk])


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    row = _case(pk)
    if request.method != "POST":
        return redirect("external_case", pk)
    form = CaseAnswerForm(request.POST, auto_id="answer_%s")
    if form.is_valid():
        with marking(form, EngagementError):
            answer_external_case(case=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data)
            leave_notice(request, "反馈已登记。")
            return redirect("external_case", pk)
    return _page(request, row, answer_form=form)
