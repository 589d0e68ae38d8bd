"""The search index: small tantivy indexes (shards), each over 4,096 places of one list.

Deleted text stays in a tantivy file until its segment is merged, and nothing can ask for that merge. So nothing is
ever deleted: places that were never indexed are added to their shard; when an indexed place changes (replaced,
withdrawn), the shard is written anew and the old files are removed. The work is bounded by the shard, not by the
archive. Body text is indexed, not stored.

    index/all-0/pointer.json    {"folder": "g3", "high": 120}: the live folder; places below `high` may be indexed
    index/stamp                 changes with every change; readers look at it
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import tantivy

from gongkai.portal.errors import PortalError
from gongkai.portal.shapes import Edition, RecordContent, Touch, canonical_json
from gongkai.portal.source import Source
from gongkai.portal.text import tokens, words_of

INDEXED_LISTS = ("all", "kind/guide", "kind/report")
"""Every published thing stands in exactly one of these."""

SHARD = 4096
_CHUNK = 256
_HEAP = 15_000_000
_PLACES_TO_A_DAY = 10**8

Shard: TypeAlias = tuple[str, int]
"""(list key, number of the shard in it)."""


@cache
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("body", "kind", "year", "column", "area"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("newest", fast=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def document(position: int, edition: Edition) -> tantivy.Document:
    """What the index knows of one thing; `hit` is the part that is stored."""
    content = edition.content
    found = tantivy.Document()
    found.add_text("title", tokens(content.title))
    found.add_text("text", tokens(words_of(content)))
    found.add_text("body", content.body_code)
    found.add_text("kind", content.kind)
    found.add_text("year", content.made_on[:4])
    if isinstance(content, RecordContent):
        for code in content.columns:
            found.add_text("column", code)
        for code in content.key_areas:
            found.add_text("area", code)
    day = int(content.made_on[:10].replace("-", "") or 0)
    found.add_unsigned("newest", day * _PLACES_TO_A_DAY + position)
    found.add_bytes("hit", canonical_json(_hit(edition)))
    return found


def _hit(edition: Edition) -> dict[str, str]:
    content = edition.content
    return {
        "path": content.path.strip("/"),
        "title": content.title,
        "body_name": content.body_name,
        "made_on": content.made_on,
        "document_number": content.document_number if isinstance(content, RecordContent) else "",
        "content_sha256": edition.content_sha256,
    }


@contextmanager
def sound(place: Path) -> Iterator[None]:
    """Turn what tantivy raises over a damaged index into a sentence.

    Raises:
        PortalError: the index under `place` cannot be read or written.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise PortalError(
            f"检索索引无法读写（{place}）：可能已损坏，或磁盘空间不足。请检查磁盘后运行 gongkai publish rebuild 重建。"
        ) from error


@dataclass(frozen=True, slots=True)
class Pointer:
    folder: str
    high: int


def shard_place(index: Path, shard: Shard) -> Path:
    return index / f"{shard[0].rpartition('/')[2]}-{shard[1]}"


def read_pointer(place: Path) -> Pointer | None:
    """None where the shard is not yet there.

    Raises:
        ValueError: the pointer is damaged.
    """
    try:
        return Pointer(**json.loads((place / "pointer.json").read_bytes()))
    except FileNotFoundError:
        return None
    except TypeError as error:
        raise ValueError(f"{place / 'pointer.json'} is damaged") from error


def live_folders(index: Path) -> list[Path]:
    """The folder of every shard, in a fixed order.

    Raises:
        ValueError: a pointer is damaged.
    """
    pointers = [(place.parent, read_pointer(place.parent)) for place in sorted(index.glob("*/pointer.json"))]
    return [place / pointer.folder for place, pointer in pointers if pointer]


def update(index: Path, source: Source, touches: Iterable[Touch]) -> None:
    """Bring the touched places to the state of the source.

    Raises:
        PortalError: the index is damaged or the disk full.
    """
    shards: dict[Shard, set[int]] = {}
    for touch in touches:
        if touch.list_key in INDEXED_LISTS:
            shards.setdefault((touch.list_key, touch.position // SHARD), set()).add(touch.position)
    for shard, positions in sorted(shards.items()):
        with sound(index):
            _update_shard(index, source, shard, sorted(positions))
    if shards:
        _touch(index)


def build(index: Path, source: Source, advanced: Callable[[int], None]) -> None:
    """Write the whole index into an empty folder; `advanced` is told each number of documents added.

    Raises:
        PortalError: the disk refuses.
    """
    index.mkdir(parents=True, exist_ok=True)
    for key in INDEXED_LISTS:
        size = source.list_head(key).size
        for start in range(0, size, SHARD):
            with sound(index):
                _rewrite(index, source, (key, start // SHARD), min(size, start + SHARD), advanced)
    _touch(index)


def _update_shard(index: Path, source: Source, shard: Shard, positions: Sequence[int]) -> None:
    place = shard_place(index, shard)
    pointer = read_pointer(place)
    high = positions[-1] + 1
    if pointer is None or positions[0] < pointer.high:
        _rewrite(index, source, shard, max(high, pointer.high if pointer else 0), lambda _: None)
        return
    # The pointer goes first: a killed writer then finds the places below `high` and writes the shard anew.
    _point(place, Pointer(pointer.folder, high))
    opened = tantivy.Index.open(str(place / pointer.folder))
    _add(opened, _documents(source, shard[0], positions[0], high))


def _rewrite(index: Path, source: Source, shard: Shard, high: int, advanced: Callable[[int], None]) -> None:
    place = shard_place(index, shard)
    pointer = read_pointer(place)
    fresh = f"g{int(pointer.folder[1:]) + 1}" if pointer else "g0"
    shutil.rmtree(place / fresh, ignore_errors=True)
    (place / fresh).mkdir(parents=True)
    opened = tantivy.Index(schema(), str(place / fresh), reuse=False)
    _add(opened, _documents(source, shard[0], shard[1] * SHARD, high), advanced)
    _point(place, Pointer(fresh, high))
    if pointer:
        shutil.rmtree(place / pointer.folder, ignore_errors=True)


def _documents(source: Source, key: str, start: int, stop: int) -> Iterator[tantivy.Document]:
    for low in range(start, stop, _CHUNK):
        items = source.list_slice(key, low, min(stop, low + _CHUNK))
        things = source.current([item.path for item in items])
        for item in items:
            thing = things[item.path]
            if isinstance(thing, Edition):
                yield document(item.position, thing)


def _add(
    opened: tantivy.Index,
    documents: Iterable[tantivy.Document],
    advanced: Callable[[int], None] = lambda _: None,
) -> None:
    writer = opened.writer(heap_size=_HEAP, num_threads=1)
    for found in documents:
        writer.add_document(found)
        advanced(1)
    writer.commit()
    writer.wait_merging_threads()


def _point(place: Path, pointer: Pointer) -> None:
    fresh = place / "pointer.new"
    fresh.write_bytes(canonical_json({"folder": pointer.folder, "high": pointer.high}))
    fresh.replace(place / "pointer.json")


def _touch(index: Path) -> None:
    fresh = index / "stamp.new"
    fresh.write_bytes(b"\n")
    fresh.replace(index / "stamp")


def contents(index: Path) -> Iterator[dict[str, Any]]:
    """The stored part of every document.

    Raises:
        PortalError: the index is damaged.
    """
    with sound(index):
        folders = live_folders(index)
    for folder in folders:
        with sound(folder):
            searcher = tantivy.Index.open(str(folder)).searcher()
            if searcher.num_docs:
                for _, address in searcher.search(tantivy.Query.all_query(), searcher.num_docs).hits:
                    yield json.loads(bytes(searcher.doc(address).get_first("hit") or b"{}"))
