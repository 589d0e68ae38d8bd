"""Filters of the list as conditions on a queryset."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.casework import queries
from gongkai.casework.forms import FilterForm
from gongkai.casework.models import Request
from gongkai.law.calendar import Calendar
from gongkai.shell.todo import SOON


def filtered(rows: QuerySet[Request], form: FilterForm, today: date, calendar: Calendar) -> QuerySet[Request]:
    names = {"state": "state", "channel": "channel", "subject": "subject", "body": "body"}
    plain = {path: form.value(name) for name, path in names.items() if form.value(name)}
    return rows.filter(_text(form.value("text")), _due(form.value("due"), today, calendar), **plain)


def _text(text: str) -> Q:
    return Q(title__icontains=text) | Q(number__icontains=text) if text else Q()


def _due(window: str, today: date, calendar: Calendar) -> Q:
    if window == "overdue":
        return queries.overdue(today)
    if window == "soon":
        return queries.due_between(today, calendar.add(today, SOON))
    return queries.still_open() if window == "open" else Q()
