"""The rows behind a figure as a page shows them: what each row is, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model, Sum
from django.urls import NoReverseMatch, reverse

from gongkai.annual.facts.bodies import OUTSIDE
from gongkai.annual.measure import Measure, whole
from gongkai.annual.period import Period
from gongkai.annual.rows import Told, joins_of, tell
from gongkai.annual.sources import Number, Rows
from gongkai.bodies.access import Act
from gongkai.bodies.scope import scope_to
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True)
class Row:
    """`href` is empty where neither the desk nor the public site has a page of it."""

    title: str
    detail: str
    owner: str
    on: date
    href: str
    public: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one source; the parts of a figure share no row. `value` is their count, or the sum of their amounts."""

    key: str
    label: str
    rows: Rows
    count: int
    value: Number


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the bodies at which an act reaches, names of bodies, and the address of a public page."""

    reach: Callable[[Act], frozenset[int]]
    name_of: Callable[[int], str]
    public: Callable[[str], str]


def parts_of(measure: Measure, period: Period) -> list[Part]:
    """One part a source; figures from outside only where some were handed in, or nothing else is there."""
    parts: list[Part] = []
    for source, rows in measure.parts(period):
        count = rows.count()
        if source is OUTSIDE and not count and parts:
            continue
        value: Number = count
        if source.amount:
            value = rows.aggregate(value=Sum(source.amount))["value"] or 0
        if source is not OUTSIDE and measure.divisor != 1:
            value = Decimal(value) / measure.divisor
        joins = joins_of(rows.model)
        joined = rows.select_related(*joins) if joins else rows
        parts.append(Part(source.key, source.label, joined, count, whole(value)))
    return parts


def shown(rows: Sequence[Model], viewer: Viewer) -> list[Row]:
    """Rows of one page; call it where the rows were read (roll-up), the links are cut to the viewer's scope here."""
    told = [tell(row) for row in rows]
    pages = _record_pages(told, viewer)
    return [_row(one, viewer, pages) for one in told]


def _record_pages(told: Sequence[Told], viewer: Viewer) -> dict[int, str]:
    """Item id → record page, for records that this viewer may open."""
    items = [one.item for one in told if one.item is not None]
    if not items:
        return {}
    with scope_to(viewer.reach(Act.VIEW_RECORDS), "drill-down"):
        found = Record.objects.filter(item__in=items).values_list("item_id", "pk")
        return {item: reverse("record", args=[pk]) for item, pk in found}


def _row(told: Told, viewer: Viewer, pages: dict[int, str]) -> Row:
    opens = told.act is None or told.body in viewer.reach(told.act)
    href = pages.get(told.item, "") if told.item is not None else ""
    if told.page and opens:
        href = _address(*told.page)
    public = viewer.public(told.path) if told.path and not href else ""
    named = opens and (told.named_by is None or told.body in viewer.reach(told.named_by))
    title = told.title if named or not told.closed else told.closed
    return Row(title, told.detail, viewer.name_of(told.body), told.on, href or public, bool(public))


def _address(name: str, key: int) -> str:
    """The page of a row, or nothing where its room shows no single row."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
