"""What was counted in a year, and figures that came from outside the system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.annual import services
from gongkai.annual.enums import Register
from gongkai.annual.forms import OutsideForm, StatementForm
from gongkai.annual.measure import Measure
from gongkai.annual.measures import measures_of_year
from gongkai.annual.models import CountingStatement, FigureFromOutside
from gongkai.annual.services import ReportError
from gongkai.annual.views.places import back_to_report, body_or_404
from gongkai.bodies.access import Act
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice


@desk_view(Act.EDIT_REPORT, refusals=(ReportError,), back=back_to_report)
def counting(request: DeskRequest, code: str, year: int) -> HttpResponse:
    body = body_or_404(request, code, year, Act.EDIT_REPORT)
    posted = request.POST if request.method == "POST" else None
    kind = posted.get("form") if posted else ""
    keys = _keys(measures_of_year(year).values())
    statement = StatementForm(posted if kind == "statement" else None)
    outside = OutsideForm(posted if kind == "outside" else None, keys=keys)
    common: dict[str, Any] = {"body": body, "year": year, "actor": request.seat.person, "at": timezone.now()}
    if statement.is_valid():
        services.state_counting(**common, **statement.cleaned_data)
        leave_notice(request, "统计声明已登记，报告的数字随即按此显示。")
        return redirect("report_counting", code, year)
    if outside.is_valid():
        services.enter_outside_figure(**common, **outside.cleaned_data)
        leave_notice(request, "系统外报送的数字已登记，已计入报告。")
        return redirect("report_counting", code, year)
    said = {row.register: row for row in CountingStatement.objects.filter(body=body, year=year)}
    labels = dict(keys)
    figures = FigureFromOutside.objects.filter(body=body, year=year).order_by("key", "unit_name")
    values = {
        "body": body,
        "year": year,
        "name": request.seat.name_of(body.pk),
        "registers": [(register.label, said.get(register.value)) for register in Register],
        "figures": [(labels.get(row.key, row.key), row) for row in figures],
        "statement": statement,
        "outside": outside,
    }
    wrong = bool(statement.errors or outside.errors)
    return render(request, "annual/counting.html", values, status=422 if wrong else 200)


def _keys(measures: Iterable[Measure]) -> list[tuple[str, str]]:
    return [(measure.key, f"{measure.label}（{measure.unit}）") for measure in measures]
