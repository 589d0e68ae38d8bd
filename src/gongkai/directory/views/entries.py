"""Forms of entries: begin, change, end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.directory import services
from gongkai.directory.forms import EndForm, EntryForm
from gongkai.directory.models import Dated
from gongkai.directory.rules import GUIDE, ITEM, KINDS, LEADER, EntryKind
from gongkai.directory.services import DirectoryError, body_of
from gongkai.directory.wording import LAW
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import field_named
from gongkai.shell.notices import leave_notice

_BY_KEY = {kind.key: kind for kind in KINDS if kind is not GUIDE}
SAVED = "公开页面按登记事项更新后须经审签发布。"


@desk_view(Act.EDIT_DIRECTORY)
def entry_new(request: DeskRequest) -> HttpResponse:
    kind = _BY_KEY.get(request.GET.get("kind", ""), LEADER)
    seat = request.seat
    form = EntryForm(_posted(request), kind=kind, body=seat.body, today=seat.today)
    if form.is_valid():
        try:
            row = services.add(
                model=kind.model,
                body=seat.body,
                values=form.values(),
                since=form.cleaned_data["since"],
                actor=seat.person,
                at=timezone.now(),
            )
        except DirectoryError as refusal:
            form.add_error(field_of(form, str(refusal)), str(refusal))
        else:
            leave_notice(request, f"{kind.title}已登记。{SAVED}")
            return redirect(_back(kind, row))
    return _form_page(request, kind, form, f"登记{kind.title}", _back(kind, None))


@desk_view(Act.EDIT_DIRECTORY)
def entry_replace(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(kind)
    row = row_or_404(found, pk)
    body = body_of(row)
    form = EntryForm(_posted(request), kind=found, body=body, today=request.seat.today, row=row)
    if form.is_valid():
        try:
            new = services.replace(
                row=row,
                values=form.values(),
                since=form.cleaned_data["since"],
                actor=request.seat.person,
                at=timezone.now(),
            )
        except DirectoryError as refusal:
            form.add_error(field_of(form, str(refusal)), str(refusal))
        else:
            changed = "已更正" if new.pk == row.pk else "已变更，原登记保留到变更前一日"
            leave_notice(request, f"{found.title}{changed}。{SAVED}")
            return redirect(_back(found, new))
    return _form_page(request, found, form, f"变更{found.title}：{row}", _back(found, row))


@desk_view(Act.EDIT_DIRECTORY)
def entry_end(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(kind)
    row = row_or_404(found, pk)
    form = EndForm(_posted(request), label=found.until)
    if form.is_valid():
        try:
            services.end(
                row=row, last=form.cleaned_data["last"], actor=request.seat.person, at=timezone.now()
            )
        except DirectoryError as refusal:
            form.add_error(field_of(form, str(refusal)), str(refusal))
        else:
            leave_notice(request, f"{found.title}已截止。{_taken_down(request, found)}")
            return redirect(_back(found, row))
    return _form_page(request, found, form, f"截止{found.title}：{row}", _back(found, row))


def _taken_down(request: DeskRequest, kind: EntryKind) -> str:
    """The page of an item goes with it: at once, or on the day after its last."""
    if kind is not ITEM:
        return SAVED
    gone = services.take_down_ended(on=request.seat.today, at=timezone.now())
    return "公开的办事指南已撤下。" if gone else "已公开办事指南的，在最后一日之后撤下。"


def field_of(form: EntryForm | EndForm, sentence: str) -> str | None:
    """The field that a refusal names; one that speaks of a day stands at the form's only day."""
    day = next((name for name in ("since", "last") if name in form.fields), None)
    return field_named(form, sentence) or (day if "日期" in sentence else None)


def kind_or_404(key: str) -> EntryKind:
    if key not in _BY_KEY:
        raise Http404
    return _BY_KEY[key]


def row_or_404(kind: EntryKind, pk: int) -> Dated:
    row: Dated = get_object_or_404(kind.model.objects.all(), pk=pk)
    return row


def _posted(request: DeskRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _back(kind: EntryKind, row: Dated | None) -> str:
    if kind is ITEM:
        return reverse("service", args=[row.pk]) if row else reverse("services")
    return reverse("institution")


def _form_page(
    request: DeskRequest, kind: EntryKind, form: EntryForm | EndForm, title: str, back: str
) -> HttpResponse:
    values = {
        "form": form,
        "title": title,
        "back": back,
        "area": "政务服务事项" if kind is ITEM else "机构信息",
        "area_url": reverse("services") if kind is ITEM else reverse("institution"),
        "fields": [
            (bound, LAW.get(bound.name, "") if bound.name != "since" or form.follows else "")
            for bound in form
        ],
    }
    return render(request, "directory/form.html", values, status=422 if form.errors else 200)
