"""建议提案: list, page, reply, publication or its refusal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.engagement.enums import ProposalKind
from gongkai.engagement.forms import ListFilter, ProposalForm, PublishForm, ReplyForm, WithholdForm
from gongkai.engagement.models import Proposal
from gongkai.engagement.rules import EngagementError
from gongkai.engagement.services.proposals import (
    Registered,
    publish_proposal_reply,
    register_proposal,
    reply_proposal,
    withhold_proposal_reply,
)
from gongkai.engagement.views.parts import REFUSALS, form_page
from gongkai.engagement.wording import LAW, proposal_mark
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.marking import marking
from gongkai.shell.notices import leave_notice
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href


@desk_view(Act.VIEW_ENGAGEMENT)
def proposals(request: DeskRequest) -> HttpResponse:
    form = ListFilter(request.GET.dict(), ProposalKind.choices)
    rows = Proposal.objects.all()
    if year := form.value("year"):
        rows = rows.filter(year=int(year))
    if kind := form.value("kind"):
        rows = rows.filter(kind=kind)
    if text := form.value("text"):
        rows = rows.filter(title__icontains=text)
    page = keyset_page(rows, request.GET.dict())
    lines = [(row, request.seat.name_of(row.body_id), proposal_mark(row)) for row in page.rows]
    edits = bool(request.seat.reach(Act.EDIT_ENGAGEMENT))
    values = {"form": form, "page": page, "rows": lines, "edits": edits}
    return render(request, "engagement/proposals.html", values)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = ProposalForm(request.POST or None, initial={"year": request.seat.today.year})
    if form.is_valid():
        with marking(form, EngagementError):
            row = register_proposal(
                body=request.seat.body,
                content=Registered(**form.cleaned_data),
                actor=request.seat.person,
                at=timezone.now(),
            )
            leave_notice(request, "建议提案已登记。")
            return redirect("proposal", row.pk)
    return form_page(request, form, "登记建议提案", "登记", "proposals")


@desk_view(Act.VIEW_ENGAGEMENT)
def proposal(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _proposal(pk))


def _proposal(pk: int) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("body", "record__item"), pk=pk)


def _page(request: DeskRequest, row: Proposal, **failed: Any) -> HttpResponse:
    values = {
        "proposal": row,
        "body_name": request.seat.name_of(row.body_id),
        "mark": proposal_mark(row),
        "public_url": public_href(request, row.record.item.path) if row.record else "",
        "edits": row.body_id in request.seat.reach(Act.EDIT_ENGAGEMENT),
        "reply_form": ReplyForm(auto_id="reply_%s", initial={"replied_on": request.seat.today}),
        "publish_form": PublishForm(auto_id="publish_%s"),
        "withhold_form": WithholdForm(auto_id="withhold_%s"),
        "law": LAW,
        "failed": next(iter(failed.values()), None),
        **failed,
    }
    return render(request, "engagement/proposal.html", values, status=422 if failed else 200)


def _back(pk: int) -> Way:
    """Where a refusal of an act leads."""
    return "回到建议提案页", reverse("proposal", args=[pk])


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def reply(request: DeskRequest, pk: int) -> HttpResponse:
    row = _proposal(pk)
    if request.method != "POST":
        return redirect("proposal", pk)
    form = ReplyForm(request.POST, auto_id="reply_%s")
    if form.is_valid():
        with marking(form, EngagementError):
            reply_proposal(proposal=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data)
            leave_notice(request, "答复日期已登记，请办理公开。")
            return redirect("proposal", pk)
    return _page(request, row, reply_form=form)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    row = _proposal(pk)
    if request.method != "POST":
        return redirect("proposal", pk)
    form = PublishForm(request.POST, auto_id="publish_%s")
    if form.is_valid():
        with marking(form, EngagementError):
            publish_proposal_reply(
                proposal=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data
            )
            leave_notice(request, "答复已与公开页关联。")
            return redirect("proposal", pk)
    return _page(request, row, publish_form=form)


@desk_view(Act.EDIT_ENGAGEMENT, refusals=REFUSALS, back=_back)
def withhold(request: DeskRequest, pk: int) -> HttpResponse:
    row = _proposal(pk)
    if request.method != "POST":
        return redirect("proposal", pk)
    form = WithholdForm(request.POST, auto_id="withhold_%s")
    if form.is_valid():
        with marking(form, EngagementError):
            withhold_proposal_reply(
                proposal=row, actor=request.seat.person, at=timezone.now(), **form.cleaned_data
            )
            leave_notice(request, "不公开理由已登记。")
            return redirect("proposal", pk)
    return _page(request, row, withhold_form=form)
