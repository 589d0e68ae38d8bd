"""政务服务事项: the catalogue, one item with its guide and its history, and the guide's form."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.directory import services as acts
from gongkai.directory.forms import EntryForm, ItemFilter
from gongkai.directory.models import ServiceItem
from gongkai.directory.queries import guide_of, standing, with_guides
from gongkai.directory.rules import GUIDE, service_key
from gongkai.directory.services import DirectoryError
from gongkai.directory.views.entries import SAVED, field_of
from gongkai.directory.wording import LAW, period_mark
from gongkai.publication.models import Paper, Standing
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href


@desk_view(Act.VIEW_DIRECTORY)
def services(request: DeskRequest) -> HttpResponse:
    bodies = sorted(request.seat.reach(Act.VIEW_DIRECTORY))
    form = ItemFilter(request.GET, bodies=[(pk, request.seat.name_of(pk)) for pk in bodies])
    rows = with_guides(_filtered(request, form), request.seat.today)
    page = keyset_page(rows, request.GET.dict())
    live = _live_paths(page.rows)
    values = {
        "form": form,
        "page": page,
        "rows": [
            {
                "item": row,
                "guide": guide_of(row),
                "state": period_mark(row, request.seat.today),
                "public": (row.body_id, service_key(row.code)) in live,
                "body_name": request.seat.name_of(row.body_id) if len(bodies) > 1 else "",
            }
            for row in page.rows
        ],
        "may_edit": Act.EDIT_DIRECTORY in request.seat.acts_at(request.seat.body.pk),
    }
    return render(request, "directory/services.html", values)


def _filtered(request: DeskRequest, form: ItemFilter) -> QuerySet[ServiceItem]:
    chosen = form.cleaned_data
    rows = ServiceItem.objects.all()
    current = standing(rows, request.seat.today)
    if not chosen.get("ended"):
        rows = current
    elif chosen["ended"] == "yes":
        rows = rows.exclude(pk__in=current.values("pk"))
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("body"):
        rows = rows.filter(body=chosen["body"])
    if text := chosen.get("text", "").strip():
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text))
    return rows


def _live_paths(rows: list[ServiceItem]) -> dict[tuple[int, str], str]:
    """Body and key of the page → the path of its live edition."""
    wanted = [service_key(row.code) for row in rows]
    papers = Paper.objects.filter(
        kind__in=wanted, item__in=Standing.objects.filter(tombstone=None).values("item")
    )
    return {(paper.body_id, paper.kind): paper.item.path for paper in papers.select_related("item")}


@desk_view(Act.VIEW_DIRECTORY)
def service(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, item_or_404(pk))


def item_or_404(pk: int) -> ServiceItem:
    return get_object_or_404(ServiceItem.objects.select_related("body"), pk=pk)


def _page(request: DeskRequest, item: ServiceItem) -> HttpResponse:
    guides = list(item.guides.select_related("window").order_by("-valid_from", "-pk"))
    key = service_key(item.code)
    path = _live_paths([item]).get((item.body_id, key), "")
    periods = ServiceItem.objects.filter(body=item.body_id, code=item.code).order_by("-valid_from", "-pk")
    values = {
        "item": item,
        "body_name": request.seat.name_of(item.body_id),
        "state": period_mark(item, request.seat.today),
        "guide": next((row for row in guides if row.valid_to is None), None),
        "former": [row for row in guides if row.valid_to is not None],
        "periods": list(periods),
        "may_edit": Act.EDIT_DIRECTORY in request.seat.acts_at(item.body_id) and item.valid_to is None,
        "paper_url": _paper_url(request, item, key),
        "public_url": public_href(request, path) if path else "",
    }
    return render(request, "directory/service.html", values)


def _paper_url(request: DeskRequest, item: ServiceItem, key: str) -> str:
    """Where its page is reviewed; only an item of today has one to review."""
    if item.valid_to is not None or item.body_id not in request.seat.reach(Act.VIEW_RECORDS):
        return ""
    return reverse("paper", args=[item.body.code, key])


@desk_view(Act.EDIT_DIRECTORY)
def service_guide(request: DeskRequest, pk: int) -> HttpResponse:
    """The first guide of an item, or its revision."""
    item = item_or_404(pk)
    current = item.guides.filter(valid_to=None).first()
    posted: Any = request.POST if request.method == "POST" else None
    form = EntryForm(posted, kind=GUIDE, body=item.body, today=request.seat.today, row=current)
    if form.is_valid():
        try:
            acts.write_guide(
                item=item,
                values=form.values(),
                since=form.cleaned_data["since"],
                actor=request.seat.person,
                at=timezone.now(),
            )
        except DirectoryError as refusal:
            form.add_error(field_of(form, str(refusal)), str(refusal))
        else:
            leave_notice(request, f"办事指南已保存。{SAVED}")
            return redirect("service", item.pk)
    values = {
        "form": form,
        "title": f"{'修订' if current else '编写'}办事指南：{item.name}",
        "back": reverse("service", args=[item.pk]),
        "area": "政务服务事项",
        "area_url": reverse("services"),
        "fields": [(bound, LAW.get(bound.name, "")) for bound in form],
    }
    return render(request, "directory/form.html", values, status=422 if form.errors else 200)
