"""一页纸 for the head: read on screen and on the phone, printed on one A4 sheet, taken along as a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.law.wording import plain_date
from gongkai.oversight.board import board_of
from gongkai.oversight.one_page import LATE_SHOWN, late, main_figures, owed, waiting
from gongkai.oversight.printing import WORD, Part, word_file
from gongkai.oversight.views.parts import as_of, query_of
from gongkai.publication.services import site_notice
from gongkai.shell.access import DeskRequest, desk_view


@desk_view(Act.OVERSEE)
def one_page(request: DeskRequest) -> HttpResponse:
    return render(request, "oversight/one_page.html", _sheet(request))


@desk_view(Act.OVERSEE)
def one_page_word(request: DeskRequest) -> FileResponse:
    sheet = _sheet(request)
    look = sheet["look"]
    title = f"{sheet['body_name']}政府信息公开工作一页纸"
    lead = f"截至{plain_date(look.on)}，{sheet['units']}个单位。"
    data = word_file(title, lead, list(_parts(sheet)), sheet["site_notice"])
    name = f"一页纸（{look.on.isoformat()}）.docx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=WORD)


def _sheet(request: DeskRequest) -> dict[str, Any]:
    form, look = as_of(request, "数据年度")
    seat = request.seat
    passed = late(look, seat.reach(Act.VIEW_APPLICANT))
    shown = passed if request.GET.get("late") == "all" else passed[:LATE_SHOWN]
    board = board_of(look, seat.reach(Act.OVERSEE))
    return {
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


def _parts(sheet: Mapping[str, Any]) -> Iterator[Part]:
    year = sheet["look"].year
    yield Part(
        f"{year}年主要数字",
        ("项目", f"{year}年", "上年", "增减"),
        [_figure(row) for row in sheet["figures"]],
        f"{year}年还没有可以统计的数字。",
    )
    yield Part(
        "欠办事项",
        ("事项", "件数", "主要单位"),
        [
            (
                str(row.kind.label),
                str(row.number),
                _units((name, number) for name, number, _ in row.units)
                + (f"，另有{row.further}个单位" if row.further else ""),
            )
            for row in sheet["owed"]
        ],
        "",
    )
    shown = sheet["late"]
    yield Part(
        f"已经逾期（{sheet['late_count']}件）",
        ("事项", "单位", "期限", "逾期"),
        [
            (f"{row.what}：{row.title}", name, plain_date(row.due), f"{days}个工作日")
            for row, name, days in shown
        ],
        "没有逾期的答复、答辩和舆情回应。",
        f"只列逾期最久的{len(shown)}件。" if sheet["late_count"] > len(shown) else "",
    )
    yield Part(
        "等待签批",
        ("事项", "件数", "最早一件", "主要单位"),
        [
            (row.label, str(row.number), plain_date(row.since) if row.since else "—", _units(units))
            for row, units in sheet["waiting"]
        ],
        "",
        f"等待签批为{plain_date(sheet['today'])}的情况；主要数字按年度报告的口径计算。",
    )


def _figure(row: Any) -> tuple[str, str, str, str]:
    label = f"{row.label}（{row.rate}）" if row.rate else row.label
    value = row.figure.printed if row.figure else "未统计"
    if row.before is None:
        return label, value, "—", "—"
    if not row.before.comparable:
        return label, value, "不可比", "不可比"
    return label, value, row.before.value or "—", row.before.change or "—"


def _units(units: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{name}（{number}）" for name, number in units) or "—"
