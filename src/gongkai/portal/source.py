"""What the projector reads: acts in sequence, and the state of the lists at one moment.

The desk answers from its database inside one read transaction, so that all answers belong to the same head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Protocol

from gongkai.portal.shapes import (
    PAPER_KINDS,
    Act,
    Content,
    Edition,
    ListHead,
    ListItem,
    SiteSnapshot,
    Tombstone,
)

PAGE_SIZE = 20
BY_BODY = frozenset({"institution", "service"})
"""Kinds of papers that every body keeps: who looks for one looks for the body first."""

INSTITUTIONS = "kind/institution"
"""机构信息: of each body one page as a rule, so that links lead straight to it."""

REPORTS = "kind/report"
"""年报: those of the home body stand first on the head of the list."""

OWN_LISTS = BY_BODY | {"report"}
"""Kinds whose papers also stand in their body's part of the list, `kind/KIND.BODY`."""

COMPLETE_LISTS = ("all", *(f"kind/{kind}" for kind in PAPER_KINDS))
"""Every published thing stands in exactly one of these."""


def list_keys(content: Content) -> tuple[str, ...]:
    """The lists that a content stands in, a function of the content alone.

    Keys: `all`, `column/CODE` (with `column/PARENT` for a sub-column), `area/CODE`, `body/CODE`,
    `kind/document`, `kind/rule`, `kind/guide`, `kind/catalogue`, `kind/report`, `kind/institution`, `kind/service`.
    Papers stand only in their `kind/` list; those of `OWN_LISTS` also in their body's part of it, `kind/KIND.BODY`.
    """
    if content.schema.startswith("paper/"):
        whole = f"kind/{content.kind}"
        return (whole, f"{whole}.{content.body_code}") if content.kind in OWN_LISTS else (whole,)
    keys: list[str] = ["all", f"body/{content.body_code}"]
    columns: tuple[str, ...] = getattr(content, "columns", ())
    for code in columns:
        if "." in code:
            keys.append(f"column/{code.split('.', 1)[0]}")
        keys.append(f"column/{code}")
    areas: tuple[str, ...] = getattr(content, "key_areas", ())
    keys.extend(f"area/{code}" for code in areas)
    if content.kind != "information":
        keys.append(f"kind/{content.kind}")
    return tuple(dict.fromkeys(keys))


class Source(Protocol):
    """The published state at one head of the sequence."""

    def head(self) -> int:
        """The last sequence number given; 0 before the first act."""

    def acts(self, after: int) -> Iterator[Act]:
        """Acts with a sequence above `after`, in order, up to `head()`."""

    def snapshot(self) -> SiteSnapshot | None:
        """The live site snapshot, or None before the first."""

    def current(self, paths: Sequence[str]) -> Mapping[str, Edition | Tombstone]:
        """What stands at each path now; a path that was never published is absent."""

    def all_current(self) -> Iterator[Edition | Tombstone]:
        """What stands at every path ever published, ordered by path."""

    def list_keys(self) -> Sequence[str]:
        """Every list that ever held something, sorted."""

    def list_head(self, key: str) -> ListHead:
        """Counts of a list; an unknown list is empty."""

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[ListItem]:
        """Live items at places start ≤ position < stop, ascending; withdrawn places are absent."""

    def open_file(self, sha256: str) -> BinaryIO:
        """The published bytes of an attachment.

        Raises:
            FileNotFoundError: the store does not hold that hash.
        """


class Slices(Protocol):
    """What a page of a list is made of."""

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[ListItem]:
        """As a `Source` gives it."""


class ReadAhead:
    """Slices of one list that is walked from its oldest place to its newest: fifty pages are asked for at once."""

    _AHEAD = 50 * PAGE_SIZE

    def __init__(self, source: Slices) -> None:
        self._source = source
        self._window = ("", 0, 0)
        self._items: Sequence[ListItem] = ()

    def list_slice(self, key: str, start: int, stop: int) -> Sequence[ListItem]:
        """Live items at places start ≤ position < stop, as the source gives them."""
        known, first, end = self._window
        if key != known or start < first or stop > end:
            first, end = start, max(stop, start + self._AHEAD)
            self._items = self._source.list_slice(key, first, end)
            self._window = (key, first, end)
        return [item for item in self._items if start <= item.position < stop]
