"""Filters of the record lists as conditions on a queryset."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.records.forms import FilterForm
from gongkai.records.models import Determination, Record


def filtered(rows: QuerySet[Record], form: FilterForm) -> QuerySet[Record]:
    for condition in (_plain(form), _column(form.value("column")), _year(form.value("year")), _text(form)):
        rows = rows.filter(condition)
    return _by_attribute(rows, form.value("attribute"))


def _plain(form: FilterForm) -> Q:
    names = {"state": "state", "kind": "kind", "body": "body"}
    return Q(**{path: form.value(name) for name, path in names.items() if form.value(name)})


def _column(code: str) -> Q:
    """By main column; a column stands for its sub-columns too."""
    return Q(columns__0=code) | Q(columns__0__startswith=f"{code}.") if code else Q()


def _year(year: str) -> Q:
    return Q(made_on__range=(date(int(year), 1, 1), date(int(year), 12, 31))) if year else Q()


def _text(form: FilterForm) -> Q:
    text = form.value("text").strip()
    if not text:
        return Q()
    return (
        Q(title__icontains=text) | Q(document_number__icontains=text) | Q(item__index_number__icontains=text)
    )


def _by_attribute(rows: QuerySet[Record], attribute: str) -> QuerySet[Record]:
    if not attribute:
        return rows
    valid = Determination.objects.filter(valid_to=None)
    if attribute == "none":
        return rows.exclude(pk__in=valid.values("record"))
    return rows.filter(pk__in=valid.filter(attribute=attribute).values("record"))
