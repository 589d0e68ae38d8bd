"""What the screens of this room share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.casework.working_days import current_calendar
from gongkai.oversight.board import AsOf
from gongkai.oversight.forms import AsOfForm
from gongkai.oversight.rules import OversightError
from gongkai.oversight.wording import LAW
from gongkai.shell.access import DeskRequest

REFUSALS = (OversightError,)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_of(request: DeskRequest, year_label: str = "任务和年报年度") -> tuple[AsOfForm, AsOf]:
    form = AsOfForm(request.GET.dict() or request.POST.dict(), request.seat.today, year_label)
    return form, AsOf(form.on_day, form.chosen_year, current_calendar())


def query_of(look: AsOf) -> str:
    """The look as the query of a link."""
    return urlencode({"on": look.on.isoformat(), "year": look.year})


def named(request: DeskRequest, *acts: Act) -> list[tuple[int, str]]:
    """Id and name of the bodies in reach, in the order in which the seat knows them."""
    reach = request.seat.reach(*acts)
    return [(pk, name) for pk, name in request.seat.names.items() if pk in reach]


def form_page(request: DeskRequest, form: Form, values: Mapping[str, object]) -> HttpResponse:
    """`values`: title, lead, button, icon, and the list that it came from as `back` and `parent`."""
    fields = [(bound, LAW.get(bound.name, "")) for bound in form.visible_fields()]
    page = {"form": form, "fields": fields, **values}
    return render(request, "shell/form.html", page, status=422 if form.errors else 200)


def several(request: DeskRequest, acts: Iterable[Act]) -> bool:
    return len(request.seat.reach(*acts)) > 1


def day_in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
