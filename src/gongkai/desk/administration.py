"""系统管理: bodies with their periods, people and roles. It stands here because `bodies` is below `shell`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyPeriod, PublicBody, RoleAssignment
from gongkai.bodies.services import OFFICE_FACTS, amend_office
from gongkai.desk.forms import OfficeForm
from gongkai.desk.people import people_by_body
from gongkai.law.receipt import CHANNEL_NAMES, Channel
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

_ROLES = list(Role)


@desk_view(Act.VIEW_BODIES, Act.VIEW_PEOPLE)
def bodies(request: DeskRequest) -> HttpResponse:
    """The bodies in reach as a tree, each by its latest name, group and days; former ones stand last."""
    reach = request.seat.reach(Act.VIEW_BODIES, Act.VIEW_PEOPLE)
    latest = {row.body_id: row for row in _periods(request).filter(body__in=reach)}
    counts = people_by_body(request.seat.reach(Act.VIEW_PEOPLE))
    lines = [
        {
            "body": period.body,
            "name": request.seat.name_of(period.body_id),
            "period": period,
            "depth": depth,
            "people": counts.get(period.body_id),
        }
        for depth, period in _as_tree(latest)
    ]
    sees_people = bool(request.seat.reach(Act.VIEW_PEOPLE))
    return render(request, "desk/bodies.html", {"lines": lines, "sees_people": sees_people})


def _periods(request: DeskRequest) -> QuerySet[BodyPeriod]:
    """Begun by today; the last of a body comes last."""
    rows = BodyPeriod.objects.filter(valid_from__lte=request.seat.today)
    return rows.select_related("body").order_by("valid_from", "pk")


def _as_tree(latest: Mapping[int, BodyPeriod]) -> Iterator[tuple[int, BodyPeriod]]:
    """Depth and period, parents before what stands below them; whose parent is out of reach stands on top."""
    below: defaultdict[int | None, list[BodyPeriod]] = defaultdict(list)
    for row in latest.values():
        below[row.parent_id if row.parent_id in latest else None].append(row)

    def walked(parent: int | None, depth: int) -> Iterator[tuple[int, BodyPeriod]]:
        for row in sorted(below[parent], key=lambda row: (row.valid_to is not None, row.position, row.pk)):
            yield depth, row
            yield from walked(row.body_id, depth + 1)

    return walked(None, 0)


@desk_view(Act.VIEW_BODIES, Act.VIEW_PEOPLE)
def body(request: DeskRequest, code: str) -> HttpResponse:
    reach = request.seat.reach(Act.VIEW_BODIES, Act.VIEW_PEOPLE)
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
        "names_logins": row.pk in request.seat.reach(Act.VIEW_PEOPLE),
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
