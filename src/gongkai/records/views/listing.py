"""全部信息, 审签 and 公文库: lists by filters, paged by key."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.bodies.access import Act
from gongkai.records import waiting
from gongkai.records.enums import RecordKind
from gongkai.records.filtering import filtered
from gongkai.records.forms import FilterForm, Terms, terms_for
from gongkai.records.models import Determination, Record, RecordLine, Taxonomy
from gongkai.records.wording import attribute_mark, state_mark
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.paging import Page, keyset_page


@desk_view(Act.VIEW_RECORDS)
def records(request: DeskRequest) -> HttpResponse:
    terms = terms_for(request.seat.today.year)
    form = _filters(request, terms).without("attribute")
    page = records_page(filtered(RecordLine.objects.all(), form), request.GET.dict())
    return render(
        request, "records/list.html", {"form": form, "page": page, "rows": _lines(request, page, terms)}
    )


@desk_view(Act.VIEW_RECORDS)
def documents(request: DeskRequest) -> HttpResponse:
    """公文库: every document with its attribute and ground, public or not."""
    terms = terms_for(request.seat.today.year)
    form = _filters(request, terms).without("kind", "column")
    rows = filtered(RecordLine.objects.filter(kind=RecordKind.DOCUMENT), form)
    page = records_page(rows, request.GET.dict())
    values = {"form": form, "page": page, "rows": _lines(request, page, terms)}
    return render(request, "records/documents.html", values)


@desk_view(Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE)
def reviews(request: DeskRequest) -> HttpResponse:
    terms = terms_for(request.seat.today.year)
    rows = waiting.awaiting(request.seat.person, request.seat.acts_at(request.seat.body.pk))
    page = keyset_page(rows, request.GET.dict())
    return render(request, "records/reviews.html", {"page": page, "rows": _lines(request, page, terms)})


def records_page(lines: QuerySet[RecordLine], query: Mapping[str, str]) -> Page[Record]:
    """The page of the narrow rows, with the records that stand behind them."""
    page = keyset_page(lines, query)
    found = _rows().in_bulk([line.pk for line in page.rows])
    return Page([found[line.pk] for line in page.rows], page.newer, page.older)


def _rows() -> QuerySet[Record]:
    valid = Prefetch("determinations", Determination.objects.filter(valid_to=None), to_attr="valid")
    return Record.objects.select_related("item", "author").prefetch_related(valid).defer("html")


def _filters(request: DeskRequest, terms: Terms) -> FilterForm:
    bodies = sorted(request.seat.reach(Act.VIEW_RECORDS))
    named = [(pk, request.seat.name_of(pk)) for pk in bodies]
    form = FilterForm(request.GET, columns=terms.choices(Taxonomy.Kind.COLUMN), bodies=named)
    return form if len(bodies) > 1 else form.without("body")


def _lines(request: DeskRequest, page: Page[Record], terms: Terms) -> list[dict[str, object]]:
    """What a row shows besides the record itself."""
    columns = terms.names(Taxonomy.Kind.COLUMN)
    several = len(request.seat.reach(Act.VIEW_RECORDS)) > 1
    return [
        {
            "record": row,
            "state": state_mark(row.state),
            "column": columns.get(row.columns[0], row.columns[0]) if row.columns else "",
            "body_name": request.seat.name_of(row.body_id) if several else "",
            **_determined(row),
        }
        for row in page.rows
    ]


def _determined(row: Record) -> dict[str, object]:
    valid: list[Determination] = getattr(row, "valid", [])
    ground = valid[0].ground if valid else ""
    return {"attribute": attribute_mark(valid[0].attribute if valid else None), "ground": ground}
