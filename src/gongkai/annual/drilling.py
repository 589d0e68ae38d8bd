"""The rows behind a figure as a page shows them: what each row is, and where it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.scope import scope_to
from gongkai.engagement.models import ChannelAccount, ChannelPost
from gongkai.publication.models import Item, ListEntry
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
    """Rows of one model; parts of a figure share no row, so their counts add up to it."""

    key: str
    label: str
    rows: QuerySet[Any, Any]
    count: int


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the bodies whose record pages open, names of bodies, and the address of a public page."""

    records_of: frozenset[int]
    name_of: Callable[[int], str]
    public: Callable[[str], str]


_LABELS: dict[type[Model], tuple[str, str]] = {
    ListEntry: ("site", "网站信息"),
    ChannelPost: ("posts", "推文"),
    ChannelAccount: ("accounts", "账号"),
    Record: ("documents", "公文"),
}
_JOINS: dict[type[Model], tuple[str, ...]] = {
    ListEntry: ("item__standing",),
    ChannelPost: ("account", "repeats"),
    ChannelAccount: (),
    Record: ("item",),
}


def parts_of(querysets: Iterable[QuerySet[Any, Any]]) -> list[Part]:
    """One part a model: querysets of the same model are united."""
    by_model: dict[type[Model], list[QuerySet[Any, Any]]] = {}
    for rows in querysets:
        by_model.setdefault(rows.model, []).append(rows)
    parts = []
    for model, found in by_model.items():
        united = reduce(or_, found)
        joined = united.select_related(*_JOINS[model]) if _JOINS[model] else united
        parts.append(Part(*_LABELS[model], rows=joined, count=united.count()))
    return parts


def shown(rows: Sequence[Model], viewer: Viewer) -> list[Row]:
    """Rows of one page; call it where the rows were read (roll-up), the links are cut to the viewer's scope here."""
    pages = _record_pages(rows, viewer)
    return [_row(row, viewer, pages) for row in rows]


def _record_pages(rows: Sequence[Model], viewer: Viewer) -> dict[int, str]:
    """Item id → record page, for records that this viewer may open."""
    items = [row.item_id for row in rows if isinstance(row, ListEntry | Record)]
    with scope_to(viewer.records_of, "drill-down"):
        found = Record.objects.filter(item__in=items).values_list("item_id", "pk")
        return {item: reverse("record", args=[pk]) for item, pk in found}


def _row(row: Model, viewer: Viewer, pages: dict[int, str]) -> Row:
    match row:
        case ListEntry():
            href = pages.get(row.item_id, "")
            public = "" if href or not _live(row.item) else viewer.public(row.item.path)
            return Row(
                row.title, row.item.index_number, row.body_name, row.counted_on, href or public, bool(public)
            )
        case ChannelPost():
            platform = row.account.get_platform_display()
            detail = f"{platform}　{row.account.name}"
            owner = viewer.name_of(row.account.body_id)
            return Row(row.title, detail, owner, timezone.localdate(row.posted_at), "", public=False)
        case ChannelAccount():
            owner = viewer.name_of(row.body_id)
            return Row(row.name, row.get_platform_display(), owner, row.opened_on, "", public=False)
        case Record():
            detail = row.document_number or row.item.index_number
            href = pages.get(row.item_id, "")
            return Row(row.title, detail, viewer.name_of(row.body_id), row.made_on, href, public=False)
        case _:
            raise TypeError(f"{type(row).__name__}: 没有为这种条目规定显示方式。")


def _live(item: Item) -> bool:
    standing = getattr(item, "standing", None)
    return standing is not None and standing.edition_id is not None
