"""机构信息: who leads a body, its offices, windows and complaint lines as they stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.directory.forms import StandFilter
from gongkai.directory.models import Dated
from gongkai.directory.queries import complaint_lines_on, inner_offices_on, leaders_on, windows_on
from gongkai.directory.rules import LEADER, LINE, OFFICE, STAFF, WINDOW, EntryKind
from gongkai.shell.access import DeskRequest, desk_view

_SHORT = 13  # a telephone number stays in one piece


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the register shows it."""

    row: Dated
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.cells[0]

    @property
    def open(self) -> bool:
        return self.row.valid_to is None


@dataclass(frozen=True, slots=True)
class Part:
    kind: EntryKind
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str

    @property
    def rows(self) -> list[tuple[Line, list[tuple[str, str, bool]]]]:
        """Each line with its further cells: the column's name, the text, whether it is short enough for one line."""
        return [
            (line, [(label, text, len(text) <= _SHORT) for label, text in self._further(line)])
            for line in self.lines
        ]

    def _further(self, line: Line) -> list[tuple[str, str]]:
        return list(zip(self.columns[1:], line.cells[1:], strict=True))


@desk_view(Act.VIEW_DIRECTORY)
def institution(request: DeskRequest) -> HttpResponse:
    reach = request.seat.reach(Act.VIEW_DIRECTORY)
    named = sorted((pk, request.seat.name_of(pk)) for pk in reach)
    form = StandFilter(request.GET, bodies=named)
    on = form.cleaned_data.get("on") or request.seat.today
    chosen = int(form.cleaned_data.get("body") or request.seat.body.pk)
    body = get_object_or_404(PublicBody.objects.filter(pk__in=reach), pk=chosen)
    may_edit = Act.EDIT_DIRECTORY in request.seat.acts_at(body.pk)
    values = {
        "form": form,
        "body": body,
        "body_name": request.seat.name_of(body.pk),
        "on": on,
        "past": on != request.seat.today,
        "parts": _parts(body, on),
        "may_edit": may_edit,
        "may_see_paper": body.pk in request.seat.reach(Act.VIEW_RECORDS),
    }
    return render(request, "directory/institution.html", values)


def _parts(body: PublicBody, on: date) -> list[Part]:
    windows = list(windows_on(body, on))
    people = [(row, window) for window in windows for row in getattr(window, "people", [])]
    return [
        Part(
            LEADER,
            ("姓名", "职务", "工作分工", "办公电话"),
            tuple(Line(row, (row.name, row.post, row.duties, row.phone)) for row in leaders_on(body, on)),
            "领导班子成员及其分工、电话，登记后列在这里。",
        ),
        Part(
            OFFICE,
            ("机构名称", "职能", "负责人", "办公电话"),
            tuple(
                Line(row, (row.name, row.functions, row.head, row.phone))
                for row in inner_offices_on(body, on)
            ),
            "内设机构及其职能、负责人，登记后列在这里。",
        ),
        Part(
            WINDOW,
            ("窗口名称", "地点", "办公时间", "办公电话"),
            tuple(Line(row, (row.name, row.place, row.hours, row.phone)) for row in windows),
            "办事窗口的地点、时间和电话，登记后列在这里；没有窗口的不登记。",
        ),
        Part(
            STAFF,
            ("姓名", "所在窗口", "岗位", "办公电话"),
            tuple(Line(row, (row.name, window.name, row.duties, row.phone)) for row, window in people),
            "先登记办事窗口，再登记窗口工作人员。",
        ),
        Part(
            LINE,
            ("受理部门", "电话", "地址", "时间"),
            tuple(
                Line(row, (row.name, row.phone, row.address, row.hours))
                for row in complaint_lines_on(body, on)
            ),
            "监督投诉电话和地址，登记后列在这里。",
        ),
    ]
