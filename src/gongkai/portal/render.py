"""Published state → the files of the site, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai.portal import lists, paths, sitemaps
from gongkai.portal.contract import Pages
from gongkai.portal.log import leaf_hash, leaf_of
from gongkai.portal.manifest import NodeName, number_node, thing_node
from gongkai.portal.shapes import (
    Attachment,
    Edition,
    ListHead,
    ListItem,
    PaperContent,
    RecordContent,
    SiteSnapshot,
    Tombstone,
    Touch,
    canonical_json,
    to_json,
)
from gongkai.portal.source import COMPLETE_LISTS, INSTITUTIONS, PAGE_SIZE, REPORTS, ReadAhead, Slices, Source
from gongkai.portal.storage import with_twins


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The files of one page: `owner` is its path without suffix, `node` its place in the manifest.

    `attachments` are to be copied from the store. A unit with an empty owner owns all that its node names.
    """

    owner: str
    node: NodeName
    files: Mapping[str, bytes]
    attachments: Mapping[str, Attachment] = field(default_factory=dict)


class Heads(Mapping[str, ListHead]):
    """The heads of all lists, asked for when wanted and kept."""

    def __init__(self, source: Source, keys: tuple[str, ...]) -> None:
        self._source = source
        self._keys = keys
        self._known: dict[str, ListHead] = {}

    def __getitem__(self, key: str) -> ListHead:
        if key not in self._known:
            self._known[key] = self._source.list_head(key)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        """Any key can be asked for, and an unknown one is an empty list: only those of the snapshot are on the site."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def snapshot_keys(snapshot: SiteSnapshot, pages: Pages) -> tuple[str, ...]:
    """The lists that the snapshot knows or pages link to: each has a head page, even an empty one."""
    keys = (
        *pages.REQUIRED_LISTS(snapshot),
        *(f"column/{term.code}" for term in snapshot.columns),
        *(f"area/{term.code}" for term in snapshot.key_areas),
        *(f"body/{body.code}" for body in snapshot.bodies),
    )
    return tuple(dict.fromkeys(keys))


@dataclass(slots=True)
class Renderer:
    """Renders units for one source, whose head does not move, and its snapshot."""

    source: Source
    snapshot: SiteSnapshot
    pages: Pages
    heads: Heads = field(init=False)

    def __post_init__(self) -> None:
        self.heads = Heads(self.source, snapshot_keys(self.snapshot, self.pages))

    def thing(self, thing: Edition | Tombstone) -> Unit:
        return self._tombstone(thing) if isinstance(thing, Tombstone) else self._edition(thing)

    def list_page(self, key: str, number: int) -> Unit | None:
        """A page of a list; None while a numbered page is not full."""
        return self._list_page(self.source, key, number)

    def _list_page(self, slices: Slices, key: str, number: int) -> Unit | None:
        head = self.heads[key]
        if number > lists.full_pages(head.size):
            return None
        view = lists.list_view(slices, head, number)
        if view.is_head:
            view = replace(view, alone=self._alone(key), own=self._own(key))
        owner = paths.list_page(key, number) if number else paths.list_head(key)
        node = ("lists", *key.split("/"), *(number_node(number) if number else ()))
        files = {
            f"{owner}.html": self.pages.list_page(view, self.snapshot).encode(),
            f"{owner}.json": canonical_json(lists.list_json(view, head)),
        }
        if view.is_head and self.pages.feed_href(key):
            files[f"{owner}.atom"] = self.pages.list_feed(key, view.items, self.snapshot).encode()
        return _unit(owner, node, files)

    def beside(self, touches: Iterable[Touch]) -> set[tuple[str, int]]:
        """The heads that lead to the one page of a list among these: they change with it."""
        bodies = {f"body/{body.code}" for body in self.snapshot.bodies}
        keys = {touch.list_key.replace(f"{INSTITUTIONS}.", "body/") for touch in touches}
        return {(key, lists.HEAD) for key in keys & bodies}

    def _alone(self, key: str) -> Mapping[str, ListItem]:
        """What stands alone in a list that the head of a body's list leads to: it is led to straight."""
        group, _, code = key.partition("/")
        return self._only(f"{INSTITUTIONS}.{code}") if group == "body" else {}

    def _own(self, key: str) -> tuple[ListItem, ...]:
        """The newest reports of the home body: each touches the whole list too, whose head therefore changes with them."""
        if key != REPORTS:
            return ()
        return tuple(lists.newest_items(self.source, self.heads[f"{REPORTS}.{self.snapshot.home_body}"]))

    def _only(self, key: str) -> Mapping[str, ListItem]:
        """Of 机构信息 by body, each that stands alone in its body's part of the list; `key` is one part, or the whole."""
        found: dict[str, list[ListItem]] = {}
        for item in self.source.list_slice(key, 0, self.heads[key].size):
            found.setdefault(f"{INSTITUTIONS}.{item.path.partition('/')[0]}", []).append(item)
        return {part: items[0] for part, items in found.items() if len(items) == 1}

    def platform(self) -> Unit:
        """The standing pages, the lists as data, and what tells robots whether to come."""
        latest = {
            key: lists.newest_items(self.source, self.heads[key])
            for key in self.pages.LATEST_KEYS(self.snapshot)
        }
        latest |= {key: (item,) for key, item in self._only(INSTITUTIONS).items()}
        pages = self.pages.platform_pages(self.snapshot, self.heads, latest)
        files = {path: html.encode() for path, html in pages.items()}
        files["lists.json"] = canonical_json([to_json(self.heads[key]) for key in self.heads])
        sizes = [(key, self.heads[key].size) for key in COMPLETE_LISTS]
        files["robots.txt"] = sitemaps.robots(self.snapshot, sizes)
        return _unit("", ("platform",), files)

    def static(self) -> Unit:
        return _unit("", ("static",), dict(self.pages.static_files()))

    def all_lists(self) -> Iterator[Unit]:
        """Every page of every list."""
        ahead = ReadAhead(self.source)
        for key in sorted({*self.heads, *self.source.list_keys()}):
            full = lists.full_pages(self.heads[key].size)
            for number in (*range(1, full + 1), lists.HEAD):
                unit = self._list_page(ahead, key, number)
                if unit:
                    yield unit

    def sitemaps(self, touches: Iterable[Touch]) -> Iterator[Unit]:
        """The sitemaps that these places change, and the indexes over them."""
        if sitemaps.wanted(self.snapshot):
            numbers = sitemaps.touched(touches)
            for key, number in sorted(numbers):
                yield self._sitemap(key, number)
            for key, number in sorted({(key, number // sitemaps.MAPS) for key, number in numbers}):
                yield self._sitemap_index(key, number)

    def all_sitemaps(self) -> Iterator[Unit]:
        for key in COMPLETE_LISTS:
            every = range(0, self.heads[key].size, sitemaps.PLACES)
            yield from self.sitemaps(Touch(list_key=key, position=place) for place in every)

    def _sitemap(self, key: str, number: int) -> Unit:
        first = number * sitemaps.PLACES
        items = self.source.list_slice(key, first, first + sitemaps.PLACES)
        name = sitemaps.map_name(key, number)
        node = _node_beside(key, first)
        return _unit(name, node, {f"{name}.xml": sitemaps.site_map(items, self.snapshot)})

    def _sitemap_index(self, key: str, number: int) -> Unit:
        first = number * sitemaps.MAPS
        every = range(first, min(first + sitemaps.MAPS, sitemaps.maps_of(self.heads[key].size)))
        name = sitemaps.index_name(key, number)
        node = _node_beside(key, first * sitemaps.PLACES)
        return _unit(name, node, {f"{name}.xml": sitemaps.site_maps(key, every, self.snapshot)})

    def _edition(self, edition: Edition) -> Unit:
        content = edition.content
        path = paths.thing_path(content.path)
        files = {f"{path}.html": self._page(edition).encode(), f"{path}.json": edition_json(edition)}
        attachments = content.attachments if isinstance(content, RecordContent) else ()
        places = {self.pages.attachment_href(content.path, item).lstrip("/"): item for item in attachments}
        return _unit(path, thing_node(path), files, places)

    def _page(self, edition: Edition) -> str:
        if isinstance(edition.content, PaperContent):
            return self.pages.paper_page(edition, self.snapshot)
        return self.pages.record_page(edition, self.snapshot)

    def _tombstone(self, tombstone: Tombstone) -> Unit:
        path = paths.thing_path(tombstone.path)
        page = self.pages.tombstone_page(tombstone, self.snapshot)
        return _unit(path, thing_node(path), {f"{path}.gone.html": page.encode()})


def _node_beside(key: str, place: int) -> NodeName:
    """The node of the list page that holds a place."""
    return ("lists", *key.split("/"), *number_node(place // PAGE_SIZE + 1))


def _unit(
    owner: str, node: NodeName, files: dict[str, bytes], attachments: Mapping[str, Attachment] | None = None
) -> Unit:
    return Unit(owner=owner, node=node, files=with_twins(files), attachments=attachments or {})


def edition_json(edition: Edition) -> bytes:
    """The edition as data; `leaf_sha256` is its leaf in the public log, number `sequence` - 1."""
    content = edition.content
    leaf = leaf_of(edition.sequence, edition.at, "edition", content.path, edition.content_sha256)
    return canonical_json({**to_json(edition), "leaf_sha256": leaf_hash(leaf).hex()})
