"""工作台 and the help page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.desk.courses import courses_of
from gongkai.desk.todo import sections_of, ways_of
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.navigation import sections_for


@desk_view(Act.VIEW_BODIES)
def desk(request: DeskRequest) -> HttpResponse:
    todo = sections_of(request.seat)
    values = {
        "todo": todo,
        "idle": [section for section in todo if section.idle],
        "ways": ways_of(request.seat),
    }
    return render(request, "desk/desk.html", values)


@desk_view(Act.VIEW_BODIES)
def help_page(request: DeskRequest) -> HttpResponse:
    """The courses of the areas that the seat sees, in the order of the navigation."""
    areas = [section.label for section in sections_for(request.seat, request.path)]
    return render(request, "desk/help.html", {"courses": courses_of(request.seat, areas)})
