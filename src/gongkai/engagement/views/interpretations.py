"""政策解读: documents that still wait for one, and those that have one."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.casework.working_days import current_calendar
from gongkai.engagement import queries
from gongkai.engagement.forms import InterpretationPlanForm, TieForm
from gongkai.engagement.models import Interpretation
from gongkai.engagement.rules import EngagementError, interpretation_due
from gongkai.engagement.services.interpretations import plan_interpretation, tie_interpretation
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.engagement.wording import interpretation_mark
from gongkai.law.local_terms import INTERPRETATION
from gongkai.records.models import Record
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.marks import Mark
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href

WAITING_SHOWN = 10


@desk_view(Act.VIEW_ENGAGEMENT)
def interpretations(request: DeskRequest) -> HttpResponse:
    rows = Interpretation.objects.exclude(record=None).select_related("document__item", "record__item")
    page = keyset_page(rows, request.GET.dict())
    waiting = [] if request.GET.get("after") or request.GET.get("before") else _waiting(request)
    values = {
        "page": page,
        "rows": [_line(request, row) for row in page.rows],
        "waiting": waiting[:WAITING_SHOWN],
        "more_waiting": len(waiting) > WAITING_SHOWN,
        "rule": INTERPRETATION.explanation,
    }
    return render(request, "engagement/interpretations.html", values)


def _line(request: DeskRequest, row: Interpretation) -> tuple[Interpretation, str, str, str]:
    """The material may be another body's record: it opens where everybody reads it."""
    href = public_href(request, row.record.item.path) if row.record else ""
    return row, request.seat.name_of(row.body_id), _days(row), href


def _waiting(request: DeskRequest) -> list[tuple[Record, str, Mark, Interpretation | None, bool]]:
    """Documents without a published interpretation, the latest first, one more than is shown."""
    planned = Prefetch("interpretations", Interpretation.objects.filter(record=None), to_attr="planned")
    rows = queries.unexplained_documents().select_related("item").prefetch_related(planned).defer("html")
    edits = request.seat.reach(Act.EDIT_ENGAGEMENT)
    return [
        (
            row,
            request.seat.name_of(row.body_id),
            interpretation_mark(_due(row), request.seat.today),
            next(iter(getattr(row, "planned", [])), None),
            row.body_id in edits,
        )
        for row in rows.order_by("-item__counted_on", "-pk")[: WAITING_SHOWN + 1]
    ]


def _due(row: Record) -> date | None:
    published = row.item.counted_on
    return interpretation_due(published, current_calendar()) if published else None


def _days(row: Interpretation) -> str:
    """How soon after the document."""
    if row.record is None or row.record.item.counted_on is None or row.document.item.counted_on is None:
        return "未公开"
    days = current_calendar().count(row.document.item.counted_on, row.record.item.counted_on)
    if days <= 0:
        return "与文件同步"
    late = "，超过期限" if days > INTERPRETATION.days else ""
    return f"文件公开后{days}个工作日{late}"


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """`pk` is the document."""
    document = get_object_or_404(Record.objects.select_related("body", "item"), pk=pk)
    form = InterpretationPlanForm(request.POST or None, initial={"planned_on": _due(document)})
    if form.is_valid():
        with marking(form, EngagementError):
            plan_interpretation(
                document=document, actor=request.seat.person, at=timezone.now(), **form.cleaned_data
            )
            leave_notice(request, "解读已安排。材料发布后，请回到本页关联。")
            return redirect("interpretations")
    return form_page(request, form, "安排政策解读", "安排", "interpretations", document.title)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def tie(request: DeskRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Interpretation.objects.select_related("body", "document"), pk=pk)
    form = TieForm(request.POST or None)
    if form.is_valid():
        with marking(form, EngagementError):
            tie_interpretation(
                interpretation=row,
                record=form.cleaned_data["record"],
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "解读材料已关联。")
            return redirect("interpretations")
    return form_page(request, form, "关联解读材料", "关联", "interpretations", row.document.title)
