"""Opening a case and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.disputes import services
from gongkai.disputes.forms import ComplaintForm, ReviewForm, SuitForm
from gongkai.disputes.services import DisputeError
from gongkai.disputes.views.case import (
    case_response,
    found_complaint,
    found_review,
    found_suit,
    tab_of,
)
from gongkai.disputes.views.listing import COMPLAINTS, REVIEWS, SUITS, Tab
from gongkai.disputes.views.steps import Case, Step, steps_of
from gongkai.disputes.wording import LAW
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import field_named
from gongkai.shell.notices import leave_notice

Open = Callable[..., Case]


@desk_view(Act.EDIT_DISPUTES)
def reconsideration_new(request: DeskRequest) -> HttpResponse:
    return _open(request, REVIEWS, ReviewForm, services.open_reconsideration)


@desk_view(Act.EDIT_DISPUTES)
def lawsuit_new(request: DeskRequest) -> HttpResponse:
    return _open(request, SUITS, SuitForm, services.open_lawsuit)


@desk_view(Act.EDIT_DISPUTES)
def complaint_new(request: DeskRequest) -> HttpResponse:
    return _open(request, COMPLAINTS, ComplaintForm, services.register_complaint)


def _open(request: DeskRequest, tab: Tab, kind: Any, service: Open) -> HttpResponse:
    """The form of a new case; numbers of other cases may come with the address."""
    body = request.seat.body
    given = {name: request.GET.get(name, "")[:60] for name in ("request_number", "review_number")}
    given |= _authorities(body)
    form = kind(request.POST if request.method == "POST" else None, body=body, initial=given)
    if form.is_valid():
        try:
            case = service(body=body, facts=form.facts(), actor=request.seat.person, at=timezone.now())
        except DisputeError as refusal:
            form.add_error(field_named(form, str(refusal)), str(refusal))
        else:
            leave_notice(request, f"{tab.title}已登记。期限见“期限说明”。")
            return redirect(tab.page, case.pk)
    fields = [(bound, LAW.get(bound.name, "")) for bound in form.visible_fields()]
    values = {"form": form, "tab": tab, "fields": fields, "list_url": reverse(tab.address)}
    return render(request, "disputes/form.html", values, status=422 if form.errors else 200)


def _authorities(body: PublicBody) -> dict[str, str]:
    """The 复议机关 and the court that are registered for the body; where one may choose, the first of them."""
    row = body.authorities.filter(valid_to=None).first()
    return (
        {"review_body": row.review_bodies[0] if row.review_bodies else "", "court": row.court} if row else {}
    )


@desk_view(Act.EDIT_DISPUTES)
def reconsideration_act(request: DeskRequest, pk: int, step: str) -> HttpResponse:
    return _act(request, found_review(pk), step)


@desk_view(Act.EDIT_DISPUTES)
def lawsuit_act(request: DeskRequest, pk: int, step: str) -> HttpResponse:
    return _act(request, found_suit(pk), step)


@desk_view(Act.EDIT_DISPUTES)
def complaint_act(request: DeskRequest, pk: int, step: str) -> HttpResponse:
    return _act(request, found_complaint(pk), step)


def _act(request: DeskRequest, case: Case, name: str) -> HttpResponse:
    step = _step(case, name)
    page = tab_of(case).page
    if request.method != "POST":
        return redirect(page, case.pk)
    form = step.form(request.POST, case)
    if form.is_valid() and _done(request, case, step, form):
        leave_notice(request, step.notice)
        return redirect(page, case.pk)
    return case_response(request, case, (step, form))


def _step(case: Case, name: str) -> Step:
    for step in steps_of(case):
        if step.name == name:
            return step
    raise Http404


def _done(request: DeskRequest, case: Case, step: Step, form: forms.Form) -> bool:
    try:
        step.act(case, form, request.seat.person, timezone.now())
    except DisputeError as refusal:
        form.add_error(_field_of(form, str(refusal)), str(refusal))
        return False
    return True


def _field_of(form: forms.Form, sentence: str) -> str | None:
    """The field that a refusal names; one that speaks of a day stands at the form's only day."""
    return field_named(form, sentence) or ("on" if "on" in form.fields and "日期" in sentence else None)
