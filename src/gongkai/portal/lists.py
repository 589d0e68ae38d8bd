"""Lists in pages numbered from the oldest: page k holds places (k - 1) * 20 to k * 20 - 1 for ever.

Numbered pages exist once they are full. The head shows the last full page and the one still filling, so an act
changes the head, the page of its place, and the page before it when the place was the last (its way forward
leads to the head until the next page is full).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gongkai.portal import paths
from gongkai.portal.pages.views import ListView
from gongkai.portal.shapes import ListHead, ListItem, Touch, to_json
from gongkai.portal.source import PAGE_SIZE, Slices

HEAD = 0
"""Page number that stands for the head."""

_LATEST = 20
_NEAR = 2
"""From here the next page back is the oldest."""


def full_pages(size: int) -> int:
    return size // PAGE_SIZE


def touched_pages(touches: Iterable[Touch]) -> set[tuple[str, int]]:
    """(list key, page number or HEAD) of every page that these places may change."""
    pages: set[tuple[str, int]] = set()
    for touch in touches:
        number = touch.position // PAGE_SIZE + 1
        pages |= {(touch.list_key, HEAD), (touch.list_key, number)}
        if touch.position % PAGE_SIZE == PAGE_SIZE - 1 and number > 1:
            pages.add((touch.list_key, number - 1))
    return pages


def list_view(source: Slices, head: ListHead, number: int) -> ListView:
    """The head (`number` HEAD) or a full page of a list."""
    return _head(source, head) if number == HEAD else _page(source, head, number)


def _head(source: Slices, head: ListHead) -> ListView:
    full = full_pages(head.size)
    newest = max(1, full + (1 if head.size % PAGE_SIZE else 0))
    items = source.list_slice(head.key, max(0, full - 1) * PAGE_SIZE, head.size)
    return ListView(
        key=head.key,
        number=newest,
        last=newest,
        is_head=True,
        total=head.live,
        items=tuple(reversed(items)),
        older_href=_href(head.key, full - 1),
        oldest_href=_oldest(head.key, full),
    )


def _page(source: Slices, head: ListHead, number: int) -> ListView:
    following = number + 1 if number < full_pages(head.size) else HEAD
    items = source.list_slice(head.key, (number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    return ListView(
        key=head.key,
        number=number,
        last=number,  # the newest page is told on the head alone: this page must not change with it
        is_head=False,
        total=None,
        items=tuple(reversed(items)),
        older_href=_href(head.key, number - 1),
        oldest_href=_oldest(head.key, number),
        newer_href=_href(head.key, following) if following else f"/{head.key}/",
    )


def _oldest(key: str, number: int) -> str:
    """The way to the oldest page, where the next one back is another: it is there for ever, so this page stays as it is."""
    return _href(key, 1) if number > _NEAR else ""


def _href(key: str, number: int) -> str:
    return f"/{paths.list_page(key, number)}.html" if number > 0 else ""


def newest_items(source: Slices, head: ListHead) -> Sequence[ListItem]:
    """Up to twenty of the newest items, newest first, out of the last forty places."""
    items = source.list_slice(head.key, max(0, head.size - 2 * PAGE_SIZE), head.size)
    return tuple(reversed(items))[:_LATEST]


def list_json(view: ListView, head: ListHead) -> Mapping[str, object]:
    """A list page as data; counts stand on the head only."""
    data: dict[str, object] = {
        "key": view.key,
        "page": view.number,
        "older": view.older_href.replace(".html", ".json"),
        "newer": view.newer_href.replace(".html", ".json"),
        "items": to_json(view.items),
    }
    if view.is_head:
        data |= {"size": head.size, "live": head.live, "by_year": to_json(head.by_year)}
    return data
