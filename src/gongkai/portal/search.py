"""Reading the index: what is published and holds every word of a query, titles first, then the newest."""

from __future__ import annotations

import json
import os
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from heapq import nlargest
from pathlib import Path
from typing import TypeAlias

import tantivy

from gongkai.portal import index
from gongkai.portal.blocks import META
from gongkai.portal.documents import schema
from gongkai.portal.errors import PortalError
from gongkai.portal.pages.views import SearchHit, SearchResults
from gongkai.portal.shapes import content_from_json
from gongkai.portal.text import matches, normalise, plain_text

PAGE = 20
MOST_PAGES = 50
MOST_CHARACTERS = 100
_MOST_WORDS = 8
_BEFORE, _AFTER = 30, 90

_ANSWERS, _DOCUMENTS = 256, 2048
_MUST = tantivy.Occur.Must
_PAIR = 2
_Hit: TypeAlias = tuple[int, int, int]
"""(order, segment, document)."""

_Place: TypeAlias = tuple[int, int, int]
"""(shard, segment, document)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Codes that a hit must bear; empty ones do not count. `year` is that of 成文日期."""

    body: str = ""
    kind: str = ""
    year: str = ""
    column: str = ""
    area: str = ""


NO_FILTERS = Filters()


def query_words(query: str) -> tuple[str, ...]:
    """The normalised words of a query, parted by blanks."""
    words = (normalise(word) for word in unicodedata.normalize("NFKC", query).split())
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST_WORDS]


def word_query(known: tantivy.Schema, name: str, word: str) -> tantivy.Query:
    """Texts whose normalised form holds `word`.

    Every second pair is enough: together with the last one they cover each character in its place.
    """
    if len(word) == 1:
        return tantivy.Query.regex_query(known, name, f"{word}.")
    last = len(word) - 2
    places = sorted({*range(0, last, 2), last})
    if len(places) == 1:
        return tantivy.Query.term_query(known, name, word)
    pairs: list[str | tuple[int, str]] = [(place, word[place : place + 2]) for place in places]
    return tantivy.Query.phrase_query(known, name, pairs)


@dataclass(frozen=True, slots=True)
class Plan:
    """Queries over one schema: words all in the title, and each word in the title or the text."""

    titled: tantivy.Query
    anywhere: tantivy.Query


def plan(words: tuple[str, ...], filters: Filters) -> Plan:
    known = schema()
    codes = [
        tantivy.Query.term_query(known, name, getattr(filters, name))
        for name in Filters.__slots__
        if getattr(filters, name)
    ]
    titled, anywhere = (
        _all_of([*(word_query(known, name, word) for word in words), *codes]) for name in ("title", "text")
    )
    return Plan(titled, anywhere)


def _all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_MUST, one) for one in queries])


@dataclass(frozen=True, slots=True)
class Answer:
    """What one shard knows: the newest hits as (order, segment, document), and how many there are.

    `titled` are those with all words in the title. `found` may hold these too; it is empty when there are so many
    titled ones that no other can be shown.
    """

    titled: tuple[_Hit, ...]
    titled_total: int
    found: tuple[_Hit, ...]
    total: int


def ask(
    searcher: tantivy.Searcher,
    document: Callable[[int, int], dict[str, str]],
    words: tuple[str, ...],
    filters: Filters,
    most: int,
) -> Answer:
    """The newest `most` of what one shard holds, with as few walks through it as the words allow."""
    queries = plan(words, filters)
    if len(words) == 1 and len(words[0]) == _PAIR and filters == NO_FILTERS:
        total = searcher.doc_freq("text", words[0])  # exact: nothing is ever deleted from a segment
        if total > most:
            titled, titled_total = _newest(searcher, queries.titled, most)
            found = _newest(searcher, queries.anywhere, most)[0] if titled_total < most else ()
            return Answer(titled, titled_total, found, total)
    found, total = _newest(searcher, queries.anywhere, most)
    if total > most:
        return Answer(*_newest(searcher, queries.titled, most), found, total)
    titled = tuple(
        hit for hit in found if all(word in normalise(document(*hit[1:])["title"]) for word in words)
    )
    return Answer(titled, len(titled), found, total)


def _newest(searcher: tantivy.Searcher, query: tantivy.Query, most: int) -> tuple[tuple[_Hit, ...], int]:
    result = searcher.search(query, most, count=True, order_by_field="newest")
    hits = tuple((order, place.segment_ord, place.doc) for order, place in result.hits)
    return hits, result.count or 0  # type: ignore[attr-defined]  # absent from the stubs


@dataclass(frozen=True, slots=True)
class Opened:
    """A shard as it stood when its `meta.json` was the file `seen`, with what it answered before."""

    seen: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher
    ask: Callable[[tuple[str, ...], Filters, int], Answer]
    remembered: Callable[[tuple[str, ...], Filters, int], Answer]
    document: Callable[[int, int], dict[str, str]]

    @classmethod
    def of(cls, seen: tuple[int, int], opened: tantivy.Index) -> Opened:
        opened.reload()
        searcher = opened.searcher()
        document = lru_cache(maxsize=_DOCUMENTS)(partial(_document, searcher))
        asked = partial(ask, searcher, document)
        return cls(seen, opened, searcher, asked, lru_cache(maxsize=_ANSWERS)(asked), document)

    def answer(self, words: tuple[str, ...], filters: Filters, most: int) -> Answer:
        """First pages are remembered; a shard that changes is another `Opened`."""
        return (self.remembered if most <= PAGE else self.ask)(words, filters, most)


def _document(searcher: tantivy.Searcher, segment: int, number: int) -> dict[str, str]:
    found = searcher.doc(tantivy.DocAddress(segment, number))
    stored: dict[str, str] = json.loads(bytes(found.get_first("hit") or b"{}"))
    del stored["content_sha256"]
    return stored


@dataclass(slots=True)
class Searcher:
    """Searches one index, whose folder may be switched and written to by another process meanwhile.

    `site` is where the published JSON stands, from which snippets are cut; without it there are none.
    """

    index_dir: Path
    site: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seen: tuple[int, ...] = ()
    _shards: dict[Path, Opened] = field(default_factory=dict)

    def search(self, query: str, page: int = 1, filters: Filters = NO_FILTERS) -> SearchResults:
        """Page `page` (from 1) of what holds every word of `query`.

        Raises:
            PortalError: the index is missing or damaged.
        """
        words = query_words(query)
        if len(query) > MOST_CHARACTERS:
            return _nothing(f"检索词过长，请缩短到 {MOST_CHARACTERS} 个字以内再检索。")
        if not words:
            return _nothing("请输入汉字、字母或数字后再检索。" if query.strip() else "")
        shards = self.shards()
        with index.sound(self.index_dir):
            return self._results(shards, words, max(1, min(page, MOST_PAGES)), filters)

    def shards(self) -> list[Opened]:
        """The shards as they stand now.

        Raises:
            PortalError: the index is missing or damaged.
        """
        with self._lock:
            for attempt in (1, 2, 3):
                try:
                    self._refresh()
                    break
                except (OSError, ValueError) as error:  # a shard that was written anew while we opened it
                    if attempt == 3:  # noqa: PLR2004
                        raise PortalError(
                            f"检索索引缺失或已损坏（{self.index_dir}）；请运行 gongkai publish rebuild 重建。"
                        ) from error
            return list(self._shards.values())

    def _refresh(self) -> None:
        stamp = os.stat(f"{self.index_dir}/stamp")  # noqa: PTH116 - for every search
        seen = (stamp.st_dev, stamp.st_ino, stamp.st_mtime_ns)
        if seen == self._seen:
            return
        folder = self.index_dir.resolve()
        self._shards = {place: self._opened(place) for place in index.live_folders(folder)}
        self._seen = seen

    def _opened(self, place: Path) -> Opened:
        """The shard as it stands; one that did not change stays open."""
        known, found = self._shards.get(place), (place / META).stat()
        seen = (found.st_ino, found.st_mtime_ns)
        if known and known.seen == seen:
            return known
        return Opened.of(seen, known.index if known else _open(place))

    def _results(
        self, shards: list[Opened], words: tuple[str, ...], page: int, filters: Filters
    ) -> SearchResults:
        start, stop = (page - 1) * PAGE, page * PAGE
        answers = [shard.answer(words, filters, stop) for shard in shards]
        total = sum(answer.total for answer in answers)
        found = _best(answers, stop)[start:]
        return SearchResults(
            words=words,
            total=total,
            page=page,
            pages=max(1, min(MOST_PAGES, -(-total // PAGE))),
            most=MOST_PAGES * PAGE,
            hits=tuple(self._hit(shards[shard].document(*place), words) for shard, *place in found),
        )

    def _hit(self, stored: dict[str, str], words: tuple[str, ...]) -> SearchHit:
        return SearchHit(**stored, snippet=self._snippet(stored["path"], words))

    def _snippet(self, path: str, words: tuple[str, ...]) -> str:
        if self.site is None:
            return ""
        try:
            content = content_from_json(json.loads((self.site / f"{path}.json").read_bytes())["content"])
        except (OSError, ValueError, KeyError, TypeError):  # withdrawn or replaced a moment ago
            return ""
        return snippet(plain_text(content), words)


def _open(place: Path) -> tantivy.Index:
    opened = tantivy.Index.open(str(place))
    opened.config_reader(reload_policy="manual")
    return opened


def _nothing(message: str) -> SearchResults:
    return SearchResults(total=0, page=1, pages=1, hits=(), message=message)


def _best(answers: list[Answer], count: int) -> list[_Place]:
    """The first `count` of all shards: those with the words in their title first, of each kind the newest first."""
    best = _first([answer.titled for answer in answers], count, frozenset())
    return best + _first([answer.found for answer in answers], count - len(best), frozenset(best))


def _first(shards: list[tuple[_Hit, ...]], count: int, besides: frozenset[_Place]) -> list[_Place]:
    """The newest `count` hits that are not in `besides`."""
    hits = (
        (order, (shard, segment, place))
        for shard, found in enumerate(shards)
        for order, segment, place in found
        if (shard, segment, place) not in besides
    )
    return [place for _, place in nlargest(count, hits)]


def snippet(text: str, words: tuple[str, ...]) -> str:
    """The text around the first place that holds one of the words, on one line; empty when none does."""
    line = " ".join(text.split())
    spans = matches(line, words)
    if not spans:
        return ""
    start, stop = max(0, spans[0][0] - _BEFORE), spans[0][1] + _AFTER
    return ("…" if start else "") + line[start:stop] + ("…" if stop < len(line) else "")
