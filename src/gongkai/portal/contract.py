"""The page set that the projector and the server call, and how long work reports its progress.

A page is a pure function of its arguments: equal inputs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias, cast

from gongkai.portal.pages.views import ListView, SearchResults
from gongkai.portal.shapes import Attachment, Edition, ListHead, ListItem, SiteSnapshot, Tombstone

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done (Chinese), how much is done, and of how much."""


def silent(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


class Pages(Protocol):
    """The page set; `gongkai.portal.pages` is the one of the product, tests may bring a plainer one.

    Which paths `platform_pages` and `static_files` give depends on the snapshot and the code alone. `latest` holds
    the newest items of the lists of `LATEST_KEYS`, newest first, at most twenty.
    """

    __name__: str

    def REQUIRED_LISTS(self, snapshot: SiteSnapshot, /) -> tuple[str, ...]: ...  # noqa: N802 - likewise

    def LATEST_KEYS(self, snapshot: SiteSnapshot, /) -> tuple[str, ...]: ...  # noqa: N802 - the name of the page set

    def record_page(self, edition: Edition, snapshot: SiteSnapshot, /) -> str: ...

    def paper_page(self, edition: Edition, snapshot: SiteSnapshot, /) -> str: ...

    def tombstone_page(self, tombstone: Tombstone, snapshot: SiteSnapshot, /) -> str: ...

    def list_page(self, view: ListView, snapshot: SiteSnapshot, /) -> str: ...

    def list_feed(self, key: str, items: Sequence[ListItem], snapshot: SiteSnapshot, /) -> str: ...

    def feed_href(self, key: str, /) -> str: ...

    def platform_pages(
        self,
        snapshot: SiteSnapshot,
        heads: Mapping[str, ListHead],
        latest: Mapping[str, Sequence[ListItem]],
        /,
    ) -> Mapping[str, str]: ...

    def search_page(self, query: str, results: SearchResults, snapshot: SiteSnapshot, /) -> str: ...

    def static_files(self) -> Mapping[str, bytes]: ...

    def attachment_href(self, path: str, attachment: Attachment, /) -> str: ...


def product_pages() -> Pages:
    """The page set of the product."""
    from gongkai.portal import pages  # noqa: PLC0415 - templates load only when pages are wanted

    return cast("Pages", pages)
