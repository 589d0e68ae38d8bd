"""Where things stand in the public lists: places are given under the sequence lock, and never given twice.

Every function returns the places it touched, which is all that the projector needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.portal.shapes import Content, Touch
from gongkai.portal.source import list_keys
from gongkai.publication.models import Item, ListEntry, ListHead


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows of an item."""

    title: str
    body_name: str
    document_number: str
    summary: str
    made_on: date


def shown(content: Content) -> Shown:
    return Shown(
        title=content.title,
        body_name=content.body_name,
        document_number=getattr(content, "document_number", ""),
        summary=content.summary,
        made_on=date.fromisoformat(content.made_on),
    )


def counted_keys(content: Content) -> Mapping[str, bool]:
    """Every list of the content, and whether the item counts there (not in a 同步栏目)."""
    columns: tuple[str, ...] = getattr(content, "columns", ())
    main = columns[0] if columns else ""
    counting = {f"column/{main}", f"column/{main.split('.', 1)[0]}"}
    return {key: key in counting or not key.startswith("column/") for key in list_keys(content)}


def enter_lists(item: Item, content: Content, on: date) -> list[Touch]:
    """Bring the live entries of an item in line with its new content: kept places stay, others end or begin."""
    wanted = counted_keys(content)
    standing = {entry.list_key: entry for entry in ListEntry.objects.filter(item=item, left_on=None)}
    kept = [entry for key, entry in standing.items() if wanted.get(key) is entry.counted]
    gone = [entry for entry in standing.values() if entry not in kept]
    new = [key for key in wanted if key not in {entry.list_key for entry in kept}]
    _end(gone, on)
    _refresh(kept, shown(content))
    return (
        _touches(gone) + _touches(kept) + _begin(item, {key: wanted[key] for key in new}, shown(content), on)
    )


def leave_lists(item: Item, on: date) -> list[Touch]:
    """End every live entry of an item."""
    gone = list(ListEntry.objects.filter(item=item, left_on=None))
    _end(gone, on)
    return _touches(gone)


def _touches(entries: Iterable[ListEntry]) -> list[Touch]:
    return [Touch(list_key=entry.list_key, position=entry.position) for entry in entries]


def _refresh(entries: list[ListEntry], what: Shown) -> None:
    for entry in entries:
        entry.title, entry.body_name = what.title, what.body_name
        entry.document_number, entry.made_on = what.document_number, what.made_on
        entry.summary = what.summary
    ListEntry.objects.bulk_update(entries, ["title", "body_name", "document_number", "summary", "made_on"])


def _end(entries: list[ListEntry], on: date) -> None:
    if not entries:
        return
    ListEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(left_on=on)
    heads = ListHead.objects.in_bulk([entry.list_key for entry in entries])
    for entry in entries:
        head = heads[entry.list_key]
        head.live -= 1
        add_to_year(head.by_year, entry.counted_on.year, -1)
    ListHead.objects.bulk_update(heads.values(), ["live", "by_year"])


def _begin(item: Item, keys: Mapping[str, bool], what: Shown, on: date) -> list[Touch]:
    heads = ListHead.objects.in_bulk(list(keys))
    missing = [ListHead(key=key, by_year={}) for key in keys if key not in heads]
    ListHead.objects.bulk_create(missing)
    heads |= {head.key: head for head in missing}
    entries = [new_entry(item, heads[key], what, on, counted=counted) for key, counted in keys.items()]
    ListEntry.objects.bulk_create(entries)
    ListHead.objects.bulk_update([heads[key] for key in keys], ["size", "live", "by_year"])
    return _touches(entries)


def new_entry(item: Item, head: ListHead, what: Shown, on: date, *, counted: bool) -> ListEntry:
    """Take the next place of the list for the item; the caller holds the sequence lock and saves both rows."""
    if item.counted_on is None:
        raise ValueError(f"{item.path}: 条目尚无计数日，不能进入列表。")
    entry = ListEntry(
        list_key=head.key,
        position=head.size,
        item=item,
        counted=counted,
        counted_on=item.counted_on,
        entered_on=on,
        title=what.title,
        body_name=what.body_name,
        document_number=what.document_number,
        summary=what.summary,
        made_on=what.made_on,
    )
    head.size += 1
    head.live += 1
    add_to_year(head.by_year, item.counted_on.year, 1)
    return entry


def add_to_year(by_year: dict[str, int], year: int, change: int) -> None:
    """Change the count of a year; a year without live items has no entry."""
    count = by_year.get(str(year), 0) + change
    if count:
        by_year[str(year)] = count
    else:
        by_year.pop(str(year), None)
