"""系统管理: bodies with their periods, people and roles. It stands here because `bodies` is below `shell`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyPeriod, PublicBody, RoleAssignment
from gongkai.bodies.services import OFFICE_FACTS, amend_office
from gongkai.desk.forms import OfficeForm
from gongkai.law.receipt import CHANNEL_NAMES, Channel
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

_ROLES = list(Role)


@desk_view(Act.VIEW_BODIES)
def bodies(request: DeskRequest) -> HttpResponse:
    """The bodies in reach, those of today with their present name and group, former ones after them."""
    rows = PublicBody.objects.filter(pk__in=request.seat.reach(Act.VIEW_BODIES)).prefetch_related("periods")
    lines = [_line(request, row) for row in rows]
    lines.sort(key=lambda line: (line["position"], line["body"].code))
    return render(request, "desk/bodies.html", {"lines": lines})


def _line(request: DeskRequest, body: PublicBody) -> dict[str, Any]:
    periods = sorted(body.periods.all(), key=lambda period: period.valid_from)
    latest = periods[-1] if periods else None
    return {
        "body": body,
        "name": request.seat.name_of(body.pk),
        "period": latest,
        "position": latest.position if latest else 0,
    }


@desk_view(Act.VIEW_BODIES)
def body(request: DeskRequest, code: str) -> HttpResponse:
    reach = request.seat.reach(Act.VIEW_BODIES)
    row = get_object_or_404(PublicBody.objects.filter(pk__in=reach), code=code)
    periods = BodyPeriod.objects.filter(body=row).order_by("-valid_from")
    assignments = RoleAssignment.objects.filter(body=row).select_related("person")
    ordered = sorted(
        assignments, key=lambda entry: (_ROLES.index(Role(entry.role)), entry.valid_from, entry.pk)
    )
    values = {
        "body": row,
        "name": request.seat.name_of(row.pk),
        "periods": [(period, _parent(request, period)) for period in periods],
        "assignments": [(entry, _holds_now(request, entry)) for entry in ordered],
        "may_edit": row.pk in request.seat.reach(Act.EDIT_OFFICE),
        "channels": "、".join(CHANNEL_NAMES[Channel(value)] for value in row.channels),
        "names_logins": bool(request.seat.reach(Act.EDIT_BODIES, Act.ASSIGN_ROLES)),
    }
    return render(request, "desk/body.html", values)


@desk_view(Act.EDIT_OFFICE)
def office(request: DeskRequest, code: str) -> HttpResponse:
    """The facts of the disclosure office, of which the 指南 is made."""
    reach = request.seat.reach(Act.EDIT_OFFICE)
    row = get_object_or_404(PublicBody.objects.filter(pk__in=reach), code=code)
    facts = {name: getattr(row, name) for name in OFFICE_FACTS}
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=facts)
    if form.is_valid():
        changed = amend_office(
            body=row, facts=form.cleaned_data, actor=request.seat.person, at=timezone.now()
        )
        leave_notice(request, _amended(changed))
        return redirect("body", code)
    values = {"form": form, "body": row, "name": request.seat.name_of(row.pk)}
    return render(request, "desk/office.html", values, status=422 if form.errors else 200)


def _amended(changed: Mapping[str, Any]) -> str:
    if not changed:
        return "没有改动。"
    return "登记事项已保存。已公布的指南如因此过时，会列入拟稿人的待办，经审签后更新。"


def _parent(request: DeskRequest, period: BodyPeriod) -> str:
    return request.seat.name_of(period.parent_id) if period.parent_id is not None else ""


def _holds_now(request: DeskRequest, entry: RoleAssignment) -> bool:
    today = request.seat.today
    return entry.valid_from <= today and (entry.valid_to is None or entry.valid_to >= today)
