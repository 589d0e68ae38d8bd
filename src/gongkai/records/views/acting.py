"""The acts after drafting: submit, sign, return, publish, withdraw, file. Each asks `next_acts` first, then its service."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.publication.services import PublicationError, ReviewError
from gongkai.records import services
from gongkai.records.forms import ReasonForm, VersionForm
from gongkai.records.models import Record
from gongkai.records.next_acts import FILE, PUBLISH, RETURN, SIGN, SUBMIT, WITHDRAW, Step
from gongkai.records.rules import CLEARED
from gongkai.records.services import RecordError, RecordIncomplete
from gongkai.records.views.page import Failed, back_to_record, record_or_404, record_response, steps_for
from gongkai.records.views.review import review_response
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

REFUSALS = (RecordError, ReviewError, PublicationError)


def insist(request: DeskRequest, record: Record, step: Step) -> tuple[Step, ...]:
    """The lawful steps, when this one is among them.

    Raises:
        RecordError: the step is not lawful now.
    """
    steps = steps_for(request, record)
    if step not in steps:
        raise RecordError(
            f"此稿处于“{record.get_state_display()}”，您现在不能办理“{step.label}”；请回到信息页查看下一步。"
        )
    return steps


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS, back=back_to_record)
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", pk)
    insist(request, record, SUBMIT)
    try:
        services.submit(
            record=record,
            actor=request.seat.person,
            at=timezone.now(),
            version=_version_read(request),
        )
    except RecordIncomplete as incomplete:
        sentences = tuple(fault.sentence for fault in incomplete.faults)
        return record_response(request, record, sentences=sentences)
    leave_notice(request, "已提交审核。审核期间不能修改，如需修改请审核人退回。")
    return redirect("record", pk)


def _version_read(request: DeskRequest) -> int | None:
    """The version on the page with the button; 0, which no record has, for what is no number."""
    if "version" not in request.POST:
        return None
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


@desk_view(Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE, refusals=REFUSALS, back=back_to_record)
def sign(request: DeskRequest, pk: int) -> HttpResponse:
    """Sign the round that the person has read: a page left open over a new round signs nothing."""
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", pk)
    insist(request, record, SIGN)
    if record.revision is None or request.POST.get("sha256") != record.revision.content_sha256:
        stale = RecordError(
            "送审稿已有变化，您看到的不是最新文字。请重新打开审签页，看过最新送审稿后再签署。"
        )
        stale.way = ("重新打开审签页", reverse("record_review", args=[pk]))
        raise stale
    state = services.clear(record=record, actor=request.seat.person, at=timezone.now())
    leave_notice(request, f"已签署同意，此稿转入“{state.label}”。")
    return redirect("record", pk)


@desk_view(Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE, refusals=REFUSALS, back=back_to_record)
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", pk)
    insist(request, record, RETURN)
    form = ReasonForm(request.POST, label="退回意见", auto_id="return_%s")
    if not form.is_valid():
        if record.state in CLEARED:
            return record_response(request, record, Failed(RETURN, form))
        return review_response(request, record, form)
    services.return_for_revision(
        record=record, note=form.cleaned_data["reason"], actor=request.seat.person, at=timezone.now()
    )
    leave_notice(request, "已退回拟稿人修改。")
    return redirect("record", pk)


@desk_view(Act.FILE_AWAY, refusals=REFUSALS, back=back_to_record)
def file_away(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", pk)
    insist(request, record, FILE)
    services.file_away(record=record, actor=request.seat.person, at=timezone.now())
    leave_notice(request, "已归档。此件不对外发布，登记在公文库中。")
    return redirect("record", pk)


@desk_view(Act.PUBLISH, refusals=REFUSALS, back=back_to_record)
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, PUBLISH, "更正说明", _publish)


@desk_view(Act.WITHDRAW, refusals=REFUSALS, back=back_to_record)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, WITHDRAW, "撤回理由", _withdraw)


def _with_reason(
    request: DeskRequest,
    pk: int,
    step: Step,
    label: str,
    act: Callable[[DeskRequest, Record, str], str],
) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", pk)
    insist(request, record, step)
    needed = step is WITHDRAW or record.item.editions.exists()
    name = step.name.removeprefix("record_")
    form = ReasonForm(request.POST, label=label, required=needed, auto_id=f"{name}_%s")
    if not form.is_valid():
        return record_response(request, record, Failed(step, form))
    leave_notice(request, act(request, record, form.cleaned_data["reason"]))
    return redirect("record", pk)


def _publish(request: DeskRequest, record: Record, reason: str) -> str:
    services.publish(record=record, actor=request.seat.person, at=timezone.now(), change_note=reason)
    return "已发布，公开网站随后更新。"


def _withdraw(request: DeskRequest, record: Record, reason: str) -> str:
    services.withdraw(record=record, actor=request.seat.person, at=timezone.now(), reason=reason)
    return "已撤回，原网址改为显示撤回说明。"
