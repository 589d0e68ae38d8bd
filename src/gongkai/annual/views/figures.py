"""The compiled figures of a body and year, each opening the rows that it counts, with the relations between them.

A report sums over all that stood below its body (R19 Art.50), so figures and their rows are read across bodies; whose
report may be opened is still the seat's reach, and a row opens in the desk only where the seat may open its record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.annual.comparing import UNSTATED, Before, cells_before, figures_before
from gongkai.annual.compilation import Compilation, NoDataOfYear, compile_report, counting_of, period_of
from gongkai.annual.drilling import Part, Viewer, parts_of, shown
from gongkai.annual.figures import Figure
from gongkai.annual.measure import whole
from gongkai.annual.measures import SECTIONS, measures_of_year
from gongkai.annual.measures.form_cells import measure_keys
from gongkai.annual.rolling_up import roll_up
from gongkai.annual.sources import Number
from gongkai.annual.views.places import body_or_404
from gongkai.annual.years import years_with_data
from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.law.forms import Table, form_for_year
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href


@desk_view(Act.VIEW_FIGURES)
def years(request: DeskRequest) -> HttpResponse:
    """Bodies in reach, and the years of the chosen one."""
    reach = request.seat.reach(Act.VIEW_FIGURES)
    bodies = PublicBody.objects.filter(pk__in=reach).order_by("pk")
    chosen = next((row for row in bodies if row.code == request.GET.get("body")), request.seat.body)
    this_year = request.seat.today.year
    with cross_body("roll-up"):
        found = years_with_data(chosen, this_year)
    values = {
        "bodies": [(row.code, request.seat.name_of(row.pk)) for row in bodies],
        "chosen": chosen,
        "name": request.seat.name_of(chosen.pk),
        "years": found,
        "this_year": this_year,
        "running": this_year in found,
    }
    return render(request, "annual/years.html", values)


@desk_view(Act.VIEW_FIGURES)
def year_page(request: DeskRequest, code: str, year: int) -> HttpResponse:
    body = body_or_404(request, code, year, Act.VIEW_FIGURES)
    values = {"body": body, "name": request.seat.name_of(body.pk), "year": year}
    try:
        with cross_body("roll-up"):
            count = counting_of(body, year)
            report = count.compiled(body)
            rolled = roll_up(count, body, report)
            before = _year_before(body, year)
    except NoDataOfYear:
        with cross_body("roll-up"):
            values["years"] = years_with_data(body, request.seat.today.year)
        return render(request, "annual/year.html", values)
    form = form_for_year(year)
    cells = cells_before(report, before) if before else {}
    values |= {
        "report": report,
        "name": report.body_name,
        "chapters": list(_chapters(report, before)),
        "before": before,
        "rolled": rolled,
        "filled": any(report.cells.values()),
        "form": form,
        "asks": [check for check in report.checks if check.asks],
        "holding": sum(1 for check in report.checks if check.status == "pass"),
        "tables": [_printed(table, report, measure_keys(form), cells) for table in form.tables]
        if form
        else [],
    }
    return render(request, "annual/year.html", values)


def _year_before(body: PublicBody, year: int) -> Compilation | None:
    try:
        return compile_report(body, year - 1)
    except NoDataOfYear:
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the narrative with its share and last year's; `depth` 1 stands under the line before it."""

    key: str
    figure: Figure
    share: Figure | None
    depth: int
    before: Before | None


def _chapters(report: Compilation, before: Compilation | None) -> Iterator[tuple[str, list[Line], list[str]]]:
    """Title, stated figures and the labels of those that are 未统计."""
    last = figures_before(report, before) if before else {}
    for section, title in SECTIONS.items():
        lines = [
            Line(key, figure, _share_of(report, key), int(_is_sub_column(key)), last.get(key))
            for key, figure in report.local.items()
            if figure.section == section and not key.endswith((".share", ".rate"))
        ]
        unstated = [each.label for each in report.unstated if each.section == section]
        yield f"{section}、{title}", lines, unstated


def _share_of(report: Compilation, key: str) -> Figure | None:
    return report.local.get(f"{key}.share") or report.local.get(f"{key}.rate")


def _is_sub_column(key: str) -> bool:
    return key.startswith("column.") and key.count(".") > 1


@dataclass(frozen=True, slots=True)
class FormCell:
    """`measure` is empty where nobody counts the cell: its `value` is None, 未统计. `failed`: a relation does not hold."""

    value: Number | None
    measure: str
    failed: bool
    before: Before | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """`groups` are the printed headings that begin above this row, each with its depth."""

    groups: tuple[tuple[int, str], ...]
    depth: int
    label: str
    unit: str
    cells: tuple[FormCell, ...]


def _printed(
    table: Table, report: Compilation, measures: Mapping[str, str], before: Mapping[str, Before]
) -> dict[str, object]:
    rows: list[FormRow] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        begun = tuple(
            (place, name)
            for place, name in enumerate(row.group)
            if above[: place + 1] != row.group[: place + 1]
        )
        cells = tuple(
            _cell(table.cell_key(row, column), report, measures, before) for column in table.columns
        )
        rows.append(FormRow(begun, len(row.group), row.label, row.unit or table.unit, cells))
        above = row.group
    return {"table": table, "rows": rows, "width": 2 + len(table.columns)}


def _cell(
    key: str, report: Compilation, measures: Mapping[str, str], before: Mapping[str, Before]
) -> FormCell:
    value = report.cells.get(key)
    failed = any(key in check.cells for check in report.checks if check.status == "fail")
    last = before.get(key)
    shown = last if last is not None and (value or last.value not in {"", "0", UNSTATED}) else None
    return FormCell(value, measures.get(key, "") if value is not None else "", failed, shown)


@desk_view(Act.VIEW_FIGURES)
def figure(request: DeskRequest, code: str, year: int, key: str) -> HttpResponse:
    body = body_or_404(request, code, year, Act.VIEW_FIGURES)
    with cross_body("roll-up"):
        measure = measures_of_year(year).get(key)
        if measure is None:
            raise Http404
        parts = parts_of(measure, period_of(body, year))
        part = _chosen(parts, request.GET.get("part", ""))
        page = keyset_page(part.rows, request.GET.dict())
        rows = shown(page.rows, _viewer(request))
    values = {
        "body": body,
        "name": request.seat.name_of(body.pk),
        "year": year,
        "measure": measure,
        "parts": parts,
        "part": part,
        "count": whole(sum(part.value for part in parts)),
        "page": page,
        "rows": rows,
    }
    return render(request, "annual/figure.html", values)


def _chosen(parts: list[Part], key: str) -> Part:
    return next((part for part in parts if part.key == key), parts[0])


def _viewer(request: DeskRequest) -> Viewer:
    return Viewer(
        reach=request.seat.reach,
        name_of=request.seat.name_of,
        public=lambda path: public_href(request, path),
    )
