"""What the projector and the live server hand to the pages besides shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.portal.shapes import ListItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a list; `number` counts from 1, the oldest, so a full page never changes its address.

    `items` stand newest first. `last` and `total` are printed on the head page only: every act moves them.
    `oldest_href` is empty where `older_href` leads there. `alone`: by list key the one item of another list that the head
    leads to. `own`: of the reports the head shows those of the home body first, which its units' would push down; they
    stand at their places in the list all the same.
    """

    key: str
    number: int
    last: int
    is_head: bool
    total: int | None
    items: tuple[ListItem, ...]
    older_href: str = ""
    newer_href: str = ""
    oldest_href: str = ""
    alone: Mapping[str, ListItem] = field(default_factory=dict)
    own: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """`snippet` is plain text around the first match; empty when only the title matched."""

    path: str
    title: str
    body_name: str
    made_on: str
    document_number: str = ""
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """`page` counts from 1; `hits` are those of this page, best first. Of `total` the first `most` can be listed.

    `message` says in a sentence why nothing was searched, and is empty when something was. `words`, as they were
    searched, are marked where they stand.
    """

    total: int
    page: int
    pages: int
    hits: tuple[SearchHit, ...]
    most: int = 1000
    message: str = ""
    words: tuple[str, ...] = ()
