"""活动: what was held, with its numbers as a report prints them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement.enums import ActivityKind
from gongkai.engagement.forms import ActivityForm, ListFilter
from gongkai.engagement.models import Activity, Count
from gongkai.engagement.rules import EngagementError, printed
from gongkai.engagement.services.activities import Held, hold, twin_of, twin_sentence
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page


@desk_view(Act.VIEW_ENGAGEMENT)
def activities(request: DeskRequest) -> HttpResponse:
    form = ListFilter(request.GET.dict(), ActivityKind.choices)
    rows = _filtered(form).prefetch_related("counts")
    page = keyset_page(rows, request.GET.dict())
    lines = [(row, request.seat.name_of(row.body_id), _numbers(row)) for row in page.rows]
    edits = bool(request.seat.reach(Act.EDIT_ENGAGEMENT))
    values = {"form": form, "page": page, "rows": lines, "edits": edits}
    return render(request, "engagement/activities.html", values)


def _filtered(form: ListFilter) -> QuerySet[Activity]:
    rows = Activity.objects.all()
    if year := form.value("year"):
        rows = rows.filter(held_on__range=(date(int(year), 1, 1), date(int(year), 12, 31)))
    if kind := form.value("kind"):
        rows = rows.filter(kind=kind)
    return rows.filter(title__icontains=form.value("text")) if form.value("text") else rows


def _numbers(row: Activity) -> list[str]:
    return [_printed(count) for count in sorted(row.counts.all(), key=lambda count: count.pk)]


def _printed(count: Count) -> str:
    return f"{count.label}{printed(count.value, approximate=count.approximate)}{count.unit}"


@desk_view(Act.VIEW_ENGAGEMENT)
def activity(request: DeskRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Activity, pk=pk)
    counts = [
        (count, printed(count.value, approximate=count.approximate)) for count in row.counts.order_by("pk")
    ]
    values = {"activity": row, "body_name": request.seat.name_of(row.body_id), "counts": counts}
    return render(request, "engagement/activity.html", values)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = ActivityForm(request.POST or None)
    another = _tell_twin(request, form)
    if form.is_valid():
        with marking(form, EngagementError):
            row = hold(
                body=request.seat.body,
                content=_held(form),
                actor=request.seat.person,
                at=timezone.now(),
                another=another,
            )
            leave_notice(request, "活动已登记。")
            return redirect("activity", row.pk)
    lead = "活动办完之后登记；年报中的次数、人数都从这里统计。"
    return form_page(request, form, "登记活动", "登记", "activities", lead)


def _tell_twin(request: DeskRequest, form: ActivityForm) -> bool:
    """Whether the person says that it is another one; the tick stands in the form where its twin is registered."""
    form.is_valid()  # what is right of a form with faults is looked at too
    values = form.cleaned_data if form.is_bound else {}
    named = all(values.get(name) for name in ("kind", "title", "held_on"))
    twin = twin_of(request.seat.body, values["kind"], values["title"], values["held_on"]) if named else None
    if twin is None:
        del form.fields["another"]
        return False
    if not values.get("another"):
        form.add_error("another", twin_sentence(twin))
    return bool(values.get("another"))


def _held(form: ActivityForm) -> Held:
    values = form.cleaned_data
    return Held(
        kind=ActivityKind(values["kind"]),
        title=values["title"],
        held_on=values["held_on"],
        ended_on=values["ended_on"],
        place=values["place"],
        leader_present=values["leader_present"],
        note=values["note"],
        counts=form.counts(),
    )
