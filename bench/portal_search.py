"""Search over 100,000 generated records: p50 and p99 of a first page, against raw tantivy.

Two rivals, each with queries built beforehand and nothing but the newest twenty addresses and the count as answer:
raw tantivy over the same shards, and raw tantivy over one index of the same documents.

    .venv-test/bin/python bench/portal_search.py [records]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import tantivy
from portal_records import GeneratedSource

from gongkai.portal import index
from gongkai.portal.search import NO_FILTERS, PAGE, Plan, Searcher, plan, query_words
from gongkai.portal.shapes import Edition
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
    chance, spent = random.Random(3), []
    for word in [*words, *chance.choices(words, k=RUNS)]:
        started = time.perf_counter()
        work(word)
        spent.append((time.perf_counter() - started) * 1e3)
    return sorted(spent[len(words) :])


def raw(searchers: list[tantivy.Searcher], plans: dict[str, Plan]) -> Callable[[str], object]:
    def work(word: str) -> None:
        for searcher in searchers:
            for query in (plans[word].titled, plans[word].others):
                searcher.search(query, PAGE, count=True, order_by_field="newest")

    return work


def raw_any(searchers: list[tantivy.Searcher], queries: dict[str, tantivy.Query]) -> Callable[[str], object]:
    def work(word: str) -> None:
        for searcher in searchers:
            searcher.search(queries[word], PAGE, count=True)

    return work


def documents(source: GeneratedSource) -> Iterator[tantivy.Document]:
    for position, edition in enumerate(source.all_current()):
        if isinstance(edition, Edition):
            yield index.document(position, edition)


def one_index(source: GeneratedSource, folder: Path) -> tantivy.Searcher:
    folder.mkdir()
    opened = tantivy.Index(index.schema(), str(folder))
    writer = opened.writer(heap_size=200_000_000, num_threads=1)
    for found in documents(source):
        writer.add_document(found)
    writer.commit()
    writer.wait_merging_threads()
    opened.reload()
    return opened.searcher()


def main(count: int) -> None:
    source = GeneratedSource(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        index.build(folder / "index", source, lambda _: None)
        print(f"{count:,} records indexed in {time.perf_counter() - started:.0f} s")
        single = one_index(source, folder / "single")
        searcher = Searcher(folder / "index")
        shards = searcher.shards()
        print(
            f"shards {len(shards)}; segments {sum(shard.num_segments for shard in shards)} against {single.num_segments}"
        )
        kinds = words_to_try(source, lambda word: searcher.search(word).total)
        plans = {word: plan(query_words(word), NO_FILTERS) for words in kinds.values() for word in words}
        everywhere = {
            word: tantivy.Query.boolean_query(
                [(tantivy.Occur.Should, plans[word].titled), (tantivy.Occur.Should, plans[word].others)]
            )
            for word in plans
        }
        rivals = {
            "gongkai search": searcher.search,
            "raw, same shards": raw(shards, plans),
            "raw, one index": raw([single], plans),
            "raw, one index, top 20 by score": raw_any([single], everywhere),
        }
        for kind, words in kinds.items():
            hits = statistics.median(searcher.search(word).total for word in words)
            print(f"{kind} (median {hits:,.0f} hits)")
            base = 0.0
            for rival, work in rivals.items():
                spent = timed(work, words)
                middle, slow = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
                base = base or middle
                print(
                    f"    {rival:34} p50 {middle:8.2f} ms   p99 {slow:8.2f} ms   ratio {middle / base:6.2f}"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
