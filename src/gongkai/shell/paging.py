"""Keyset paging by primary key, newest first.

The thousandth page costs what the first costs, and rows that arrive while somebody reads move no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet

PAGE_SIZE = 20
_MAX_KEY = 2**63 - 1
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows newest first; `newer` and `older` are query strings of the neighbours, empty at the ends."""

    rows: list[M]
    newer: str
    older: str


def keyset_page(rows: QuerySet[M], query: Mapping[str, str], size: int = PAGE_SIZE) -> Page[M]:
    """The page that `query` asks for with `after` (older than this key) or `before` (newer than this key).

    Other parameters of the query are kept in the links. A key that is no number is ignored.
    """
    kept = {name: value for name, value in query.items() if name not in {"after", "before"} and value}
    before, after = _key(query.get("before")), _key(query.get("after"))
    if before is not None:
        found = list(rows.filter(pk__gt=before).order_by("pk")[: size + 1])
        if len(found) > size:
            return _page(found[:size][::-1], kept, has_newer=True, has_older=True)
        rest = rows.filter(pk__lte=before).order_by("-pk")[: size + 1 - len(found)]
        first = [*found[::-1], *rest]  # the first page, filled up
        return _page(first[:size], kept, has_newer=False, has_older=len(first) > size)
    older = rows if after is None else rows.filter(pk__lt=after)
    found = list(older.order_by("-pk")[: size + 1])
    return _page(found[:size], kept, has_newer=after is not None, has_older=len(found) > size)


def _page(rows: list[M], kept: Mapping[str, str], *, has_newer: bool, has_older: bool) -> Page[M]:
    newer = _link(kept, "before", rows[0].pk) if rows and has_newer else ""
    older = _link(kept, "after", rows[-1].pk) if rows and has_older else ""
    return Page(rows, newer, older)


def _link(kept: Mapping[str, str], name: str, key: object) -> str:
    return "?" + urlencode({**kept, name: key})


def _key(text: str | None) -> int | None:
    if not text or not (text.isascii() and text.isdigit()) or len(text) > len(str(_MAX_KEY)):
        return None
    return min(int(text), _MAX_KEY)
