"""Drafting: the form, the attribute, attachments."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.records import services
from gongkai.records.forms import AttachmentForm, DetermineForm, RecordForm, VersionForm, terms_for
from gongkai.records.models import Determination, Record
from gongkai.records.next_acts import ATTACH, DETACH, DETERMINE, EDIT
from gongkai.records.services import RecordError
from gongkai.records.views.acting import REFUSALS, insist
from gongkai.records.views.page import Failed, back_to_record, record_or_404, record_response
from gongkai.records.wording import LAW
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import field_named
from gongkai.shell.notices import leave_notice


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS)
def new(request: DeskRequest) -> HttpResponse:
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        terms=terms_for(request.seat.today.year),
        today=request.seat.today,
        determine=Act.DETERMINE in request.seat.acts_at(request.seat.body.pk),
    )
    if form.is_valid():
        record = _saved(form, lambda: _open(request, request.seat.body, form))
        if record is not None:
            leave_notice(request, "草稿已保存。核对无误后请提交审核。")
            return redirect("record", record.pk)
    return _form_page(request, form, None)


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS, back=back_to_record)
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    steps = insist(request, record, EDIT)
    valid = Determination.objects.filter(record=record, valid_to=None).first()
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(record, valid),
        terms=terms_for(record.made_on.year),
        today=request.seat.today,
        record=record,
        determine=DETERMINE in steps,
    )
    if form.is_valid():
        saved = _saved(form, lambda: _change(request, record, form, valid))
        if saved is not None:
            leave_notice(request, "修改已保存。")
            return redirect("record", record.pk)
    return _form_page(request, form, record)


def _saved(form: RecordForm, act: Callable[[], Record]) -> Record | None:
    """The record after the act, or None with the reason in the form."""
    try:
        with transaction.atomic():
            return act()
    except RecordError as refusal:
        form.add_error(field_named(form, str(refusal)), str(refusal))
    except IntegrityError:
        form.add_error("document_number", "此文号已登记在另一件信息上，请核对文号。")
    return None


def _open(request: DeskRequest, body: PublicBody, form: RecordForm) -> Record:
    """The new record, or the one that the same form opened a moment ago."""
    content, actor, at = form.draft(), request.seat.person, timezone.now()
    before = services.drafted_just_now(body=body, content=content, actor=actor, at=at)
    if before is not None:
        return before
    record = services.draft(body=body, content=content, actor=actor, at=at)
    _determine(request, record, form, None, at)
    return record


def _change(request: DeskRequest, record: Record, form: RecordForm, valid: Determination | None) -> Record:
    at = timezone.now()
    saved = services.edit(
        record=record,
        content=form.draft(),
        version=form.cleaned_data["version"] or 0,
        actor=request.seat.person,
        at=at,
    )
    _determine(request, saved, form, valid, at)
    return saved


def _determine(
    request: DeskRequest, record: Record, form: RecordForm, valid: Determination | None, at: datetime
) -> None:
    """Determine the attribute where the form gives another one than holds."""
    chosen = form.determination()
    if chosen is None or (valid and (valid.attribute, valid.ground) == (chosen[0].value, chosen[1])):
        return
    attribute, ground = chosen
    services.determine(record=record, attribute=attribute, ground=ground, actor=request.seat.person, at=at)


def _initial(record: Record, valid: Determination | None) -> dict[str, object]:
    names = ("title", "made_on", "html", "kind", "genre", "document_number", "issuer", "legal_character")
    more = ("theme", "effective_on", "summary", "key_areas", "version")
    return {
        **{name: getattr(record, name) for name in (*names, *more)},
        "column": record.columns[0] if record.columns else "",
        "further_columns": record.columns[1:],
        "attribute": valid.attribute if valid else "",
        "ground": valid.ground if valid else "",
    }


def _form_page(request: DeskRequest, form: RecordForm, record: Record | None) -> HttpResponse:
    fields = [(form[name], LAW.get(name, "")) for name in form.FIRST if name in form.fields]
    further = [
        (bound, LAW.get(bound.name, "")) for bound in form.visible_fields() if bound.name not in form.FIRST
    ]
    values = {
        "form": form,
        "record": record,
        "fields": fields,
        "further": further,
        "open": record is not None or any(bound.errors for bound, _ in further),
        "live": record is not None and services.is_live(record),
        "back": reverse("record", args=[record.pk]) if record else reverse("records"),
    }
    return render(request, "records/form.html", values, status=422 if form.errors else 200)


@desk_view(Act.DETERMINE, refusals=REFUSALS, back=back_to_record)
def determine(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    insist(request, record, DETERMINE)
    valid = Determination.objects.filter(record=record, valid_to=None).first()
    initial = {"attribute": valid.attribute, "ground": valid.ground} if valid else {}
    form = DetermineForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if form.is_valid():
        attribute, ground = form.chosen()
        services.determine(
            record=record,
            attribute=attribute,
            ground=ground,
            actor=request.seat.person,
            at=timezone.now(),
        )
        leave_notice(request, f"公开属性已认定为“{attribute.label}”。")
        return redirect("record", record.pk)
    values = {"form": form, "record": record, "law": LAW}
    return render(request, "records/determine.html", values, status=422 if form.errors else 200)


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS, back=back_to_record)
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", record.pk)
    insist(request, record, ATTACH)
    form = AttachmentForm(request.POST, request.FILES, label_suffix="", auto_id="attach_%s")
    if not form.is_valid():
        return record_response(request, record, Failed(ATTACH, form))
    file = form.cleaned_data["file"]
    services.attach(
        record=record,
        name=file.name,
        media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        data=file.read(),
        actor=request.seat.person,
        at=timezone.now(),
    )
    leave_notice(request, f"附件“{file.name}”已添加。")
    return redirect("record", record.pk)


@desk_view(Act.DRAFT_RECORD, refusals=REFUSALS, back=back_to_record)
def detach(request: DeskRequest, pk: int, position: int) -> HttpResponse:
    record = record_or_404(pk)
    if request.method != "POST":
        return redirect("record", record.pk)
    insist(request, record, DETACH)
    form = VersionForm(request.POST)
    name = services.detach(
        record=record,
        position=position,
        version=form.cleaned_data["version"] if form.is_valid() else 0,
        actor=request.seat.person,
        at=timezone.now(),
    )
    leave_notice(request, f"附件“{name}”已移除。")
    return redirect("record", record.pk)
