"""The year's tasks from a workbook, in two steps: a look at what would be written, then all of it or nothing."""

from __future__ import annotations

from typing import Any, Final, cast

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.files.services import default_store, store_file
from gongkai.oversight import excel
from gongkai.oversight.excel import TaskFileRefused
from gongkai.oversight.forms import TaskFileForm
from gongkai.oversight.previewing import Preview, preview, rows_of
from gongkai.oversight.rules import OversightError
from gongkai.oversight.services.tasks import import_tasks
from gongkai.oversight.views.parts import REFUSALS, XLSX, named
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

SALT: Final = "oversight.import"
VALID_FOR: Final = 2 * 60 * 60
"""Seconds in which a preview can be confirmed."""
STALE = "预览已经失效，没有导入任何任务。请重新上传文件，看过预览后再确认导入。"


@desk_view(Act.PLAN_TASKS, refusals=REFUSALS)
def bring_in(request: DeskRequest) -> HttpResponse:
    chosen = request.GET.get("year", "")  # kept on the way back from a preview
    year = chosen if chosen.isdecimal() else request.seat.today.year
    form = TaskFileForm(request.POST or None, request.FILES or None, initial={"year": year})
    refused = None
    if form.is_valid():
        try:
            return _looked_at(request, form)
        except TaskFileRefused as refusal:
            refused = refusal
    values = {"form": form, "refused": refused}
    status = 422 if form.errors or refused else 200
    return render(request, "oversight/import.html", values, status=status)


def _looked_at(request: DeskRequest, form: TaskFileForm) -> HttpResponse:
    """The preview. The file goes into the store: what is confirmed is what was seen, byte for byte."""
    file = cast("UploadedFile[bytes]", form.cleaned_data["file"])
    data, year = file.read(excel.LARGEST_FILE + 1), form.cleaned_data["year"]
    found = preview(data, _ids(request), year)
    token = ""
    if found.ready:
        stored = store_file(data, XLSX, at=timezone.now())
        token = signing.dumps(_seen(request, stored.sha256, found), salt=SALT)
    values = {"preview": found, "token": token, "file_name": file.name}
    return render(request, "oversight/preview.html", values, status=422 if found.faults else 200)


def _ids(request: DeskRequest) -> dict[str, int]:
    return {name: pk for pk, name in named(request, Act.PLAN_TASKS)}


def _seen(request: DeskRequest, sha256: str, found: Preview) -> dict[str, Any]:
    """What a person saw and may confirm."""
    return {
        "file": sha256,
        "year": found.year,
        "added": len(found.added),
        "person": request.seat.person.pk,
        "body": request.seat.body.pk,
    }


@desk_view(Act.PLAN_TASKS, refusals=REFUSALS)
def confirm(request: DeskRequest) -> HttpResponse:
    """Write what the preview showed; refused when tasks came in between."""
    if request.method != "POST":
        return redirect("tasks_import")
    try:
        seen = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise OversightError(STALE) from error
    with default_store().open(seen["file"]) as file:
        found = preview(file.read(), _ids(request), seen["year"])
    if found.taken:
        leave_notice(request, "文件中的任务都已经登记，没有重复导入。")
        return redirect("tasks")
    if not found.ready or _seen(request, seen["file"], found) != seen:
        raise OversightError(STALE)
    made = import_tasks(
        rows=rows_of(found, _ids(request)),
        actor=request.seat.person,
        at=timezone.now(),
        sheet=seen["file"],
    )
    leave_notice(request, f"已导入{len(made)}项任务，责任单位可以填报进度。")
    return redirect("tasks")
