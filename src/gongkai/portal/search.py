"""Reading the index: what is published and holds every word of a query, titles first, then the newest."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from typing import TypeAlias

import tantivy

from gongkai.portal import index
from gongkai.portal.errors import PortalError
from gongkai.portal.pages.views import SearchHit, SearchResults
from gongkai.portal.shapes import content_from_json
from gongkai.portal.text import normalise, plain_text

PAGE = 20
MOST_PAGES = 50
MOST_CHARACTERS = 100
_MOST_WORDS = 8
_BEFORE, _AFTER = 30, 90

_MUST, _NOT = tantivy.Occur.Must, tantivy.Occur.MustNot
_Found: TypeAlias = tuple[int, int, tantivy.DocAddress]


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


def word_query(schema: tantivy.Schema, name: str, word: str) -> tantivy.Query:
    """Texts whose normalised form holds `word`.

    Every second pair is enough: together with the last one they cover each character in its place.
    """
    if len(word) == 1:
        return tantivy.Query.regex_query(schema, name, f"{word}.")
    last = len(word) - 2
    places = sorted({*range(0, last, 2), last})
    if len(places) == 1:
        return tantivy.Query.term_query(schema, name, word)
    pairs: list[str | tuple[int, str]] = [(place, word[place : place + 2]) for place in places]
    return tantivy.Query.phrase_query(schema, name, pairs)


@dataclass(frozen=True, slots=True)
class Plan:
    """Queries over one schema: words all in the title, and words in title or text but not all in the title."""

    titled: tantivy.Query
    others: tantivy.Query


def plan(words: tuple[str, ...], filters: Filters) -> Plan:
    schema = index.schema()
    titles = [(_MUST, word_query(schema, "title", word)) for word in words]
    anywhere = [
        (_MUST, tantivy.Query.disjunction_max_query([title, word_query(schema, "text", word)]))
        for (_, title), word in zip(titles, words, strict=True)
    ]
    codes = [
        (_MUST, tantivy.Query.term_query(schema, name, getattr(filters, name)))
        for name in Filters.__slots__
        if getattr(filters, name)
    ]
    titled = tantivy.Query.boolean_query([*titles, *codes])
    return Plan(titled, tantivy.Query.boolean_query([*anywhere, *codes, (_NOT, titled)]))


@dataclass(slots=True)
class Searcher:
    """Searches one index, whose folder may be switched and written to by another process meanwhile.

    `site` is where the published JSON stands, from which snippets are cut; without it there are none.
    """

    index_dir: Path
    site: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seen: tuple[object, ...] = ()
    _shards: list[tuple[Path, tantivy.Index, tantivy.Searcher]] = field(default_factory=list)

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

    def shards(self) -> list[tantivy.Searcher]:
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
            return [searcher for _, _, searcher in self._shards]

    def _refresh(self) -> None:
        folder = self.index_dir.resolve()
        stamp = (folder / "stamp").stat()
        seen = (folder, stamp.st_ino, stamp.st_mtime_ns)
        if seen == self._seen:
            return
        known = {place: opened for place, opened, _ in self._shards}
        shards = []
        for place in index.live_folders(folder):
            opened = known.get(place) or _open(place)
            opened.reload()
            shards.append((place, opened, opened.searcher()))
        self._shards, self._seen = shards, seen

    def _results(
        self, shards: list[tantivy.Searcher], words: tuple[str, ...], page: int, filters: Filters
    ) -> SearchResults:
        queries = plan(words, filters)
        start, stop = (page - 1) * PAGE, page * PAGE
        titled, titled_total = _best(shards, queries.titled, stop)
        others, others_total = _best(shards, queries.others, max(1, stop - titled_total))
        total = titled_total + others_total
        found = [*titled, *others[: max(0, stop - titled_total)]][start:stop]
        return SearchResults(
            total=total,
            page=page,
            pages=max(1, min(MOST_PAGES, -(-total // PAGE))),
            hits=tuple(self._hit(shards[number].doc(address), words) for _, number, address in found),
        )

    def _hit(self, found: tantivy.Document, words: tuple[str, ...]) -> SearchHit:
        stored = json.loads(bytes(found.get_first("hit") or b"{}"))
        del stored["content_sha256"]
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


def _best(shards: list[tantivy.Searcher], query: tantivy.Query, count: int) -> tuple[list[_Found], int]:
    """The newest `count` matches over all shards as (order, shard, address), and how many there are."""
    found: list[_Found] = []
    total = 0
    for number, searcher in enumerate(shards):
        result = searcher.search(query, count, count=True, order_by_field="newest")
        total += result.count or 0  # type: ignore[attr-defined]  # absent from the stubs
        found.extend((value, number, address) for value, address in result.hits)
    return nlargest(count, found, key=lambda one: one[:2]), total


def snippet(text: str, words: tuple[str, ...]) -> str:
    """The text around the first of the words that it holds, on one line; empty when it holds none."""
    line = " ".join(text.split())
    folded = unicodedata.normalize("NFKC", line)
    if len(folded) != len(line):  # no longer character for character: what is found is shown as it was folded
        line = folded
    for word in words:
        pattern = "".join(r"[\W_]+" if character == "_" else re.escape(character) for character in word)
        match = re.search(pattern, folded.lower())
        if match:
            start, stop = max(0, match.start() - _BEFORE), match.end() + _AFTER
            return ("…" if start else "") + line[start:stop] + ("…" if stop < len(line) else "")
    return ""
