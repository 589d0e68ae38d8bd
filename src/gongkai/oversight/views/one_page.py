"""一页纸 for the head: read on screen and on the phone, printed on one A4 sheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.oversight.board import board_of
from gongkai.oversight.one_page import LATE_SHOWN, late, main_figures, owed, waiting
from gongkai.oversight.views.parts import as_of, query_of
from gongkai.publication.services import site_notice
from gongkai.shell.access import DeskRequest, desk_view


@desk_view(Act.OVERSEE)
def one_page(request: DeskRequest) -> HttpResponse:
    form, look = as_of(request, "数据年度")
    seat = request.seat
    passed = late(look, seat.reach(Act.VIEW_APPLICANT))
    shown = passed if request.GET.get("late") == "all" else passed[:LATE_SHOWN]
    board = board_of(look, seat.reach(Act.OVERSEE))
    values = {
        "form": form,
        "look": look,
        "query": query_of(look),
        "body": seat.body,
        "body_name": seat.body_name,
        "figures": main_figures(seat.body, look.year),
        "owed": owed(board),
        "units": len(board.lines),
        "late": [
            (row, seat.name_of(row.body), max(look.calendar.count(row.due, look.on), 1)) for row in shown
        ],
        "late_count": len(passed),
        "waiting": [(row, [(seat.name_of(body), number) for body, number in row.units]) for row in waiting()],
        "today": seat.today,
        "site_notice": site_notice(),
    }
    return render(request, "oversight/one_page.html", values)
