"""Filters of the record lists as conditions on their narrow rows."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.records.forms import FilterForm
from gongkai.records.models import RecordLine


def filtered(rows: QuerySet[RecordLine], form: FilterForm) -> QuerySet[RecordLine]:
    return rows.filter(_plain(form), _column(form.value("column")), _year(form.value("year")), _text(form))


def _plain(form: FilterForm) -> Q:
    given = {name: form.value(name) for name in ("state", "kind", "body", "attribute")}
    chosen = {name: value for name, value in given.items() if value}
    if chosen.get("attribute") == "none":
        chosen["attribute"] = ""
    return Q(**chosen)


def _column(code: str) -> Q:
    """By main column; a column stands for its sub-columns too."""
    return Q(column=code) | Q(column__startswith=f"{code}.") if code else Q()


def _year(year: str) -> Q:
    return Q(made_on__range=(date(int(year), 1, 1), date(int(year), 12, 31))) if year else Q()


def _text(form: FilterForm) -> Q:
    text = form.value("text").strip().lower()
    return Q(text__contains=text) if text else Q()
