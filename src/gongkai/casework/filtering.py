"""Filters of the list as conditions on a queryset."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.casework import queries
from gongkai.casework.forms import FilterForm
from gongkai.casework.models import Request
from gongkai.law.calendar import Calendar
from gongkai.law.receipt import Channel
from gongkai.shell.todo import SOON


def filtered(
    rows: QuerySet[Request],
    form: FilterForm,
    today: date,
    calendar: Calendar,
    may_know: Collection[int] | None = None,
) -> QuerySet[Request]:
    """`may_know`: where the reader may know the applicant; elsewhere no search finds a web request by its words."""
    names = {"state": "state", "channel": "channel", "subject": "subject", "body": "body"}
    plain = {path: form.value(name) for name, path in names.items() if form.value(name)}
    return rows.filter(_text(form.value("text"), may_know), _due(form.value("due"), today, calendar), **plain)


def _text(text: str, may_know: Collection[int] | None) -> Q:
    if not text:
        return Q()
    titled = Q(title__icontains=text)
    if may_know is not None:
        titled &= ~Q(channel=Channel.WEB.value) | Q(body__in=may_know)
    return titled | Q(number__icontains=text)


def _due(window: str, today: date, calendar: Calendar) -> Q:
    if window == "overdue":
        return queries.overdue(today)
    if window == "soon":
        return queries.due_between(today, calendar.add(today, SOON))
    return queries.still_open() if window == "open" else Q()
