"""行政复议、行政诉讼、举报投诉: one list in three tabs, filtered, paged by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.bodies.access import Act
from gongkai.disputes.forms import CaseFilter
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.terms import term_of
from gongkai.disputes.wording import state_of, term_mark
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.paging import keyset_page

Case = Reconsideration | Lawsuit | Complaint


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of case: addresses by name, the field of the day it began, the field of its end, what text finds."""

    key: str
    title: str
    address: str
    page: str
    new: str
    began: str
    ended: str
    searched: tuple[str, ...]
    empty: str


REVIEWS = Tab(
    "review",
    "行政复议",
    "reconsiderations",
    "reconsideration",
    "reconsideration_new",
    "applied_on",
    "decided_on",
    ("number", "matter", "review_body"),
    "这里将列出因政府信息公开引起的行政复议。收到复议机关的申请书副本后登记。",
)
SUITS = Tab(
    "suit",
    "行政诉讼",
    "lawsuits",
    "lawsuit",
    "lawsuit_new",
    "filed_on",
    "decided_on",
    ("number", "matter", "court"),
    "这里将列出因政府信息公开引起的行政诉讼。收到法院的起诉状副本后登记。",
)
COMPLAINTS = Tab(
    "complaint",
    "举报投诉",
    "complaints",
    "complaint",
    "complaint_new",
    "received_on",
    "answered_on",
    ("matter",),
    "这里将列出对政府信息公开工作的举报投诉。收到后登记。",
)
TABS = (REVIEWS, SUITS, COMPLAINTS)


@desk_view(Act.VIEW_DISPUTES)
def reconsiderations(request: DeskRequest) -> HttpResponse:
    return _list(request, REVIEWS, Reconsideration.objects.all())


@desk_view(Act.VIEW_DISPUTES)
def lawsuits(request: DeskRequest) -> HttpResponse:
    return _list(request, SUITS, Lawsuit.objects.all())


@desk_view(Act.VIEW_DISPUTES)
def complaints(request: DeskRequest) -> HttpResponse:
    return _list(request, COMPLAINTS, Complaint.objects.all())


def _list(request: DeskRequest, tab: Tab, rows: QuerySet[Any]) -> HttpResponse:
    bodies = sorted(request.seat.reach(Act.VIEW_DISPUTES))
    form = CaseFilter(request.GET, bodies=[(pk, request.seat.name_of(pk)) for pk in bodies])
    page = keyset_page(_filtered(rows, form, tab), request.GET.dict())
    values = {
        "tab": tab,
        "tabs": [(other, reverse(other.address), other is tab) for other in TABS],
        "form": form,
        "page": page,
        "rows": [_line(request, tab, row, several=len(bodies) > 1) for row in page.rows],
        "may_open": Act.EDIT_DISPUTES in request.seat.acts_at(request.seat.body.pk),
        "new_url": reverse(tab.new),
    }
    return render(request, "disputes/list.html", values)


def _filtered(rows: QuerySet[Any], form: CaseFilter, tab: Tab) -> QuerySet[Any]:
    chosen = form.cleaned_data
    if chosen.get("open"):
        rows = rows.filter(**{f"{tab.ended}__isnull": chosen["open"] == "yes"})
    if chosen.get("year"):
        rows = rows.filter(**{f"{tab.began}__year": chosen["year"]})
    if chosen.get("body"):
        rows = rows.filter(body=chosen["body"])
    if text := chosen.get("text", "").strip():
        found = Q()
        for name in tab.searched:
            found |= Q(**{f"{name}__icontains": text})
        rows = rows.filter(found)
    return rows


def _line(request: DeskRequest, tab: Tab, row: Case, *, several: bool) -> dict[str, Any]:
    term = term_of(row, request.seat.today)
    return {
        "href": reverse(tab.page, args=[row.pk]),
        "title": row.matter,
        "number": row.get_channel_display() if isinstance(row, Complaint) else row.number,
        "before": _before(row),
        "began_on": getattr(row, tab.began),
        "state": state_of(row),
        "term": term,
        "term_mark": term_mark(term) if term else None,
        "result": "" if isinstance(row, Complaint) else row.get_result_display(),
        "body_name": request.seat.name_of(row.body_id) if several else "",
    }


def _before(row: Case) -> str:
    """Before whom the case is."""
    if isinstance(row, Reconsideration):
        return row.review_body
    return row.court if isinstance(row, Lawsuit) else ""
