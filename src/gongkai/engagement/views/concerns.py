"""政务舆情: the list with its clocks, and the page from discovery to evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement import queries
from gongkai.engagement.enums import ConcernLevel, ResponseWay
from gongkai.engagement.forms import (
    ConcernForm,
    EvaluateForm,
    InformForm,
    ListFilter,
    RespondForm,
    now_for_form,
)
from gongkai.engagement.models import PublicConcern
from gongkai.engagement.rules import EngagementError, clock_of
from gongkai.engagement.services.concerns import Found, evaluate, find_concern, inform, respond
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.engagement.wording import concern_mark, duty_mark
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page

F = TypeVar("F", InformForm, RespondForm, EvaluateForm)


@desk_view(Act.VIEW_ENGAGEMENT)
def concerns(request: DeskRequest) -> HttpResponse:
    at = timezone.now()
    form = ListFilter(request.GET.dict(), ConcernLevel.choices)
    rows = PublicConcern.objects.all()
    if year := form.value("year"):
        rows = queries.found_in(date(int(year), 1, 1), date(int(year), 12, 31))
    if kind := form.value("kind"):
        rows = rows.filter(level=kind)
    if text := form.value("text"):
        rows = rows.filter(title__icontains=text)
    page = keyset_page(rows, request.GET.dict())
    lines = [(row, request.seat.name_of(row.body_id), concern_mark(row, at)) for row in page.rows]
    edits = bool(request.seat.reach(Act.EDIT_ENGAGEMENT))
    values = {"form": form, "page": page, "rows": lines, "edits": edits}
    return render(request, "engagement/concerns.html", values)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = ConcernForm(request.POST or None, initial={"found_at": now_for_form(timezone.now())})
    if form.is_valid():
        with marking(form, EngagementError):
            row = find_concern(
                body=request.seat.body,
                content=Found(**form.cleaned_data),
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "舆情已登记，时限已开始计算。")
            return redirect("concern", row.pk)
    lead = "按收集、会商、研判、回应、评估的顺序办理（国办发〔2016〕80号）。"
    return form_page(request, form, "登记政务舆情", "登记", "concerns", lead)


@desk_view(Act.VIEW_ENGAGEMENT)
def concern(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _concern(pk))


def _concern(pk: int) -> PublicConcern:
    return get_object_or_404(PublicConcern.objects.select_related("body"), pk=pk)


def _page(request: DeskRequest, row: PublicConcern, **failed: Any) -> HttpResponse:
    at = timezone.now()
    now = now_for_form(at)
    duties = [(judged.duty, judged, duty_mark(judged)) for judged in clock_of(row, at)]
    values = {
        "concern": row,
        "body_name": request.seat.name_of(row.body_id),
        "mark": concern_mark(row, at),
        "duties": duties,
        "edits": row.body_id in request.seat.reach(Act.EDIT_ENGAGEMENT),
        "inform_form": InformForm(auto_id="inform_%s", initial={"informed_at": now}),
        "respond_form": _respond_form(row, now),
        "evaluate_form": EvaluateForm(auto_id="evaluate_%s", initial={"evaluation": row.evaluation}),
        "failed": next(iter(failed.values()), None),
        **failed,
    }
    return render(request, "engagement/concern.html", values, status=422 if failed else 200)


def _respond_form(row: PublicConcern, now: str) -> RespondForm:
    way = ResponseWay.PRESS_CONFERENCE if row.level == ConcernLevel.MAJOR else ResponseWay.WEBSITE
    return RespondForm(auto_id="respond_%s", initial={"responded_at": now, "way": way})


def _act(
    request: DeskRequest, pk: int, build: Callable[..., F], act: Callable[..., object], said: str
) -> HttpResponse:
    """One act of the page: its form, then its service, then the page again."""
    row = _concern(pk)
    if request.method != "POST":
        return redirect("concern", pk)
    name = act.__name__
    form = build(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        with marking(form, EngagementError):
            act(concern=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data)
            leave_notice(request, said)
            return redirect("concern", pk)
    return _page(request, row, **{f"{name}_form": form})


def _back(pk: int) -> Way:
    """Where a refusal of an act leads."""
    return "回到舆情页", reverse("concern", args=[pk])


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def first_information(request: DeskRequest, pk: int) -> HttpResponse:
    return _act(request, pk, InformForm, inform, "首次发布权威信息的时间已登记。")


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def response(request: DeskRequest, pk: int) -> HttpResponse:
    return _act(request, pk, RespondForm, respond, "回应已登记。")


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def evaluation(request: DeskRequest, pk: int) -> HttpResponse:
    return _act(request, pk, EvaluateForm, evaluate, "效果评估已登记。")
