"""Search over 100,000 generated records: p50 and p99 of a first page, against raw tantivy.

The rivals are given one tantivy index over the same documents, and queries built beforehand. The first keeps our order (the
words in the title first, then the newest) and reads the stored part of its twenty hits, as ours does; the others give
bare addresses of any hit, by date or by score. Our search is measured twice: each word for the first time since
something was published (nothing is remembered), and again. Last comes what it costs to erase one record in a full block.

    .venv-test/bin/python bench/portal_search.py [records]
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from portal_records import GeneratedSource

from gongkai.portal import documents, index
from gongkai.portal.pages.views import SearchResults
from gongkai.portal.search import NO_FILTERS, PAGE, Searcher, plan, query_words
from gongkai.portal.shapes import Edition, Touch
from gongkai.portal.text import normalise, words_of

RUNS = 300


def words_to_try(source: GeneratedSource, found: Callable[[str], int]) -> dict[str, list[str]]:
    """Words out of the records, by how many records hold them."""
    chance, total = random.Random(7), source.count
    kinds: dict[str, list[str]] = {
        "common word": [],
        "two characters": [],
        "rare word": [],
        "eight characters": [],
    }
    while any(len(words) < 40 for words in kinds.values()):
        edition = source.edition(chance.randrange(total))
        text = normalise(words_of(edition.content))
        start = chance.randrange(len(text) - 8)
        for size in (2, 3, 8):
            word = text[start : start + size]
            count = found(word) if "_" not in word else 0
            if not count:
                continue
            if size == 8:
                kinds["eight characters"].append(word)
            elif size == 2:
                kinds["two characters"].append(word)
            if size < 8 and count > total // 10:
                kinds["common word"].append(word)
            if size < 8 and count <= 200:
                kinds["rare word"].append(word)
    return {kind: words[:40] for kind, words in kinds.items()}


def timed(work: Callable[[str], object], words: list[str]) -> list[float]:
    """Milliseconds of this thread, in which every search runs: what else the machine does is left out."""
    chance, spent = random.Random(3), []
    for word in [*words, *chance.choices(words, k=RUNS)]:
        started = time.thread_time()
        work(word)
        spent.append((time.thread_time() - started) * 1e3)
    return sorted(spent[len(words) :])


def raw_queries(word: str) -> tuple[tantivy.Query, tantivy.Query, tantivy.Query]:
    """In the title; in the text, which holds the title, and not in the title; in the text."""
    must, never = tantivy.Occur.Must, tantivy.Occur.MustNot
    both = plan(query_words(word), NO_FILTERS)
    others = tantivy.Query.boolean_query([(must, both.anywhere), (never, both.titled)])
    return both.titled, others, both.anywhere


def raw_in_our_order(searcher: tantivy.Searcher, words: list[str]) -> Callable[[str], object]:
    queries = {word: raw_queries(word)[:2] for word in words}

    def work(word: str) -> None:
        found = [searcher.search(query, PAGE, count=True, order_by_field="newest") for query in queries[word]]
        for _, place in [*found[0].hits, *found[1].hits][:PAGE]:
            json.loads(bytes(searcher.doc(place).get_first("hit") or b""))

    return work


def raw_any(searcher: tantivy.Searcher, words: list[str], order: str | None) -> Callable[[str], object]:
    queries = {word: raw_queries(word)[2] for word in words}
    return lambda word: searcher.search(queries[word], PAGE, count=True, order_by_field=order)


def forgetful(searcher: Searcher) -> Callable[[str], object]:
    """Each search as the first one after something was published."""

    def work(word: str) -> SearchResults:
        for shard in searcher.shards():
            shard.remembered.cache_clear()  # type: ignore[attr-defined]  # of lru_cache
            shard.document.cache_clear()  # type: ignore[attr-defined]  # likewise
        return searcher.search(word)

    return work


@contextmanager
def one_index(folder: Path) -> Iterator[list[tantivy.Searcher]]:
    """Raw tantivy: every document that our index takes goes into one index too, merged as tantivy likes."""
    folder.mkdir()
    opened = tantivy.Index(documents.schema(), str(folder))
    writer = opened.writer(heap_size=200_000_000, num_threads=1)
    searchers: list[tantivy.Searcher] = []

    def document(position: int, edition: Edition) -> tantivy.Document:
        found = documents.document(position, edition)
        writer.add_document(found)
        return found

    index.document = document  # type: ignore[attr-defined]  # what the index takes by name
    yield searchers
    index.document = documents.document  # type: ignore[attr-defined]
    writer.commit()
    writer.wait_merging_threads()
    opened.reload()
    searchers.append(opened.searcher())


def erased(source: GeneratedSource, folder: Path) -> float:
    """Seconds that the index takes to forget one place in a full block."""
    started = time.perf_counter()
    index.update(folder, source, [Touch(list_key="all", position=min(100, source.count - 1))])
    return time.perf_counter() - started


def bytes_of(folder: Path) -> int:
    return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file())


def main(count: int) -> None:
    source = GeneratedSource(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        with one_index(folder / "single") as singles:
            index.build(folder / "index", source, lambda _: None)
        print(f"{count:,} records put into both indexes in {time.perf_counter() - started:.0f} s")
        (single,) = singles
        searcher = Searcher(folder / "index")
        segments = sum(shard.searcher.num_segments for shard in searcher.shards())
        print(f"segments {segments} against {single.num_segments} of raw tantivy; bytes on disk ", end="")
        print(f"{bytes_of(folder / 'index') / bytes_of(folder / 'single'):.2f} times raw")
        compare(searcher, single, words_to_try(source, lambda word: searcher.search(word).total))
        again = searcher.search("的").total
        spent = erased(source, folder / "index")
        print(f"one record in a full block erased and its block written anew in {spent:.2f} s")
        assert searcher.search("的").total == again


def compare(searcher: Searcher, single: tantivy.Searcher, kinds: dict[str, list[str]]) -> None:
    every = [word for words in kinds.values() for word in words]
    rivals = {
        "raw tantivy, titles first, newest": raw_in_our_order(single, every),
        "raw tantivy, newest": raw_any(single, every, "newest"),
        "raw tantivy, by score": raw_any(single, every, None),
        "gongkai search, first time": forgetful(searcher),
        "gongkai search, again": searcher.search,
    }
    for kind, words in kinds.items():
        hits = statistics.median(searcher.search(word).total for word in words)
        print(f"{kind} (median {hits:,.0f} hits){'':24}ratio to the first: p50    p99")
        base: tuple[float, float] | None = None
        for rival, work in rivals.items():
            spent = timed(work, words)
            middle, slow = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
            base = base or (middle, slow)
            print(
                f"    {rival:36} p50 {middle:8.3f} ms   p99 {slow:8.3f} ms {middle / base[0]:8.2f} {slow / base[1]:6.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
