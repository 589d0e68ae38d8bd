"""What pages show besides published contents, and the set of pages that the projector and the server call.

A page is a pure function of these shapes: equal inputs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from gongkai.portal.shapes import Edition, ListHead, ListItem, SiteSnapshot, Tombstone

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done (Chinese), how much is done, and of how much."""


class PortalError(Exception):
    """What went wrong in the public tree, where, and what to do next: a sentence for the person on duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where an edition stands in the public log; it never changes, however far the log grows.

    `leaf_index` counts from 0; `leaf_sha256` is the RFC 6962 hash of the leaf.
    """

    sequence: int
    at: str
    leaf_index: int
    leaf_sha256: str
    content_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a list, newest first.

    Pages are numbered from 1, the oldest. The head (`is_head`) shows the last full page and the one still filling;
    `number` is then the number of the newest page. `total` (live items) and `last` (newest page) stand on the head
    only and are None on numbered pages, which must not change when the list grows. Hrefs are absolute paths or
    empty.
    """

    key: str
    title: str
    kind: str
    number: int
    last: int | None
    is_head: bool
    total: int | None
    items: tuple[ListItem, ...]
    older_href: str
    newer_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found thing; `snippet` is plain text around the first match, empty when only the title matched."""

    path: str
    title: str
    body_name: str
    made_on: str
    document_number: str = ""
    kind: str = "information"
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """Page `page` of `pages` (both from 1). `message` says in a sentence why nothing could be searched."""

    total: int
    hits: tuple[Hit, ...]
    page: int = 1
    pages: int = 1
    message: str = ""


class Pages(Protocol):
    """The page set. `gongkai.portal.pages` is the one of the product.

    `platform_pages` gives site paths (`index.html`, `404.html`, …) and their HTML: which paths there are depends
    on the snapshot alone. `latest` holds the newest items of a list, newest first, at most twenty.
    """

    def record_page(self, edition: Edition, snapshot: SiteSnapshot, proof: Proof) -> str: ...

    def paper_page(self, edition: Edition, snapshot: SiteSnapshot, proof: Proof) -> str: ...

    def tombstone_page(self, tombstone: Tombstone, snapshot: SiteSnapshot) -> str: ...

    def list_page(self, view: ListView, snapshot: SiteSnapshot) -> str: ...

    def platform_pages(
        self, snapshot: SiteSnapshot, heads: Mapping[str, ListHead], latest: Mapping[str, Sequence[ListItem]]
    ) -> Mapping[str, str]: ...

    def search_page(self, query: str, results: SearchResults, snapshot: SiteSnapshot, page: int) -> str: ...
