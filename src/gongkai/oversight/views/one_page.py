"""一页纸 for the head: read on screen and on the phone, printed on one A4 sheet, taken along as a Word file."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from gongkai.annual.drilling import Viewer, parts_of, shown
from gongkai.annual.measure import whole
from gongkai.bodies.access import Act
from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.oversight.books import Books
from gongkai.oversight.one_page import SHOWN
from gongkai.oversight.one_page_word import NO_LATE, NO_OTHER, NO_RISK, one_page_word
from gongkai.oversight.printing import WORD
from gongkai.oversight.sheet import sheet_of
from gongkai.oversight.views.parts import as_of, query_of
from gongkai.publication.services import site_notice
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.paging import keyset_page
from gongkai.shell.public import public_href


@desk_view(Act.OVERSEE)
def one_page(request: DeskRequest) -> HttpResponse:
    form, look = as_of(request, "数据年度")
    sheet = sheet_of(request.seat, look, request.GET.get("late", ""))
    values = {
        "form": form,
        "sheet": sheet,
        "look": look,
        "query": query_of(look),
        "no_risk": NO_RISK,
        "no_other": NO_OTHER,
        "no_late": NO_LATE,
        "site_notice": site_notice(),
    }
    return render(request, "oversight/one_page.html", values)


@desk_view(Act.OVERSEE)
def one_page_file(request: DeskRequest) -> FileResponse:
    _, look = as_of(request, "数据年度")
    data = one_page_word(sheet_of(request.seat, look), site_notice())
    name = f"一页纸（{look.on.isoformat()}）.docx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=WORD)


@desk_view(Act.OVERSEE)
def rows(request: DeskRequest, code: str, key: str, since: str, until: str) -> HttpResponse:
    """The rows of a figure over some days of one year; they are read and told like those of the annual report."""
    first, last = _days(since, until)
    if key not in SHOWN:
        raise Http404
    seat = request.seat
    body = get_object_or_404(PublicBody.objects.filter(pk__in=seat.reach(Act.OVERSEE)), code=code)
    books = Books(body, frozenset({key}))
    viewer = Viewer(seat.reach, seat.name_of, lambda path: public_href(request, path))
    with cross_body("roll-up"):
        try:
            measure = books.measure(key, first, last)
        except KeyError as error:
            raise Http404 from error
        parts = parts_of(measure, books.span(first, last))
        part = next((each for each in parts if each.key == request.GET.get("part")), parts[0])
        page = keyset_page(part.rows, request.GET.dict())
        lines = shown(page.rows, viewer)
    values = {
        "name": seat.name_of(body.pk),
        "label": measure.label,
        "unit": measure.unit,
        "since": first,
        "until": last,
        "parts": parts,
        "part": part,
        "count": whole(sum(each.value for each in parts)),
        "page": page,
        "rows": lines,
    }
    return render(request, "oversight/span_rows.html", values)


def _days(since: str, until: str) -> tuple[date, date]:
    """Two days of one year, as the links of the sheet give them."""
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError as error:
        raise Http404 from error
    if first.year != last.year or last < first:
        raise Http404
    return first, last
