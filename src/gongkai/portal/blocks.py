"""One shard of the search index: a tantivy index whose segments this module lays out itself.

Tantivy would merge segments when it likes and keep deleted text until then. Here each segment belongs to one block of
places: 4,096, 512, 64, 8 or 1 of them, as few blocks as cover the places given so far. A new place adds a segment of
one document; when eight blocks are full they become one. A block with a changed place is indexed anew, and files
that no block names any more are removed: so nothing withdrawn stays. What is written follows from the act and from
the filling of the blocks, not from the length of the archive.

Eight blocks of 4,096 are searched as one of 32,768, and are kept beside it: when a place of it changes, it falls apart
into them, and 4,096 documents are indexed instead of 32,768.

`meta.json` is tantivy's list of segments; its `payload` holds our blocks, so that both change in one step. It and
the files of each segment are sealed (`gongkai.portal.seals`).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import tantivy

from gongkai.portal.documents import schema
from gongkai.portal.seals import BLANK, meta_is_sound, seal_meta, write_seal
from gongkai.portal.storage import read_regular

SIZES = (4096, 512, 64, 8, 1)
LARGE = 32_768
META = "meta.json"
MERGED_AT = 8
"""Tantivy's merge policy leaves fewer segments alone."""

_HEAP = 200_000_000  # taken as documents need it; below it they stay in one segment
_META_BLOCK = 8192

Segment: TypeAlias = tuple[str, int]
"""(tantivy's id, number of documents)."""

Segments: TypeAlias = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Places `start` to `stop` - 1; no segment when nothing stands there. A large one keeps its `parts`."""

    start: int
    stop: int
    segments: Segments = ()
    parts: tuple[Block, ...] = ()

    def holds(self, place: int) -> bool:
        return self.start <= place < self.stop

    def covers(self, other: Block) -> bool:
        return self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class Layout:
    """Places below `high` are indexed."""

    high: int
    blocks: tuple[Block, ...] = ()

    def segments(self) -> Segments:
        """What is searched."""
        return tuple(segment for block in self.blocks for segment in block.segments)

    def stems(self) -> frozenset[str]:
        """How the files of every segment are called, those of parts too."""
        return frozenset(_stem(name) for block in self.every_block() for name, _ in block.segments)

    def every_block(self) -> Iterator[Block]:
        """The blocks, and the parts of the large ones."""
        for block in self.blocks:
            yield block
            yield from block.parts


def cover(start: int, high: int) -> Iterator[Block]:
    """The blocks for places `start` to `high` - 1, the largest first."""
    for size in (LARGE, *SIZES):
        while start + size <= high:
            yield Block(start, start + size)
            start += size


def parts_of(large: Block) -> Iterator[Block]:
    for start in range(large.start, large.stop, SIZES[0]):
        yield Block(start, start + SIZES[0])


def read_layout(place: Path) -> Layout | None:
    """None where the shard is not yet there.

    Raises:
        ValueError: its `meta.json` is damaged.
    """
    try:
        return layout_of(read_regular(place / META))
    except FileNotFoundError:
        return None


def layout_of(meta: bytes) -> Layout:
    """Our blocks out of a `meta.json`.

    Raises:
        ValueError: a byte of it is not as it was written.
    """
    if not meta_is_sound(meta):
        raise ValueError("the list of segments was altered")
    try:
        _, high, *lines = json.loads(meta)["payload"].splitlines()
        return Layout(int(high), tuple(_blocks(lines)))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("the list of segments is none of ours") from error


def install(place: Path, layout: Layout, made: Path) -> None:
    """Bring the segments under `made` into the shard, let `layout` take effect, remove what it does not name."""
    place.mkdir(parents=True, exist_ok=True)
    wanted = layout.stems()
    for found in sorted(made.rglob("*.*")):
        if found.stem in wanted:
            found.replace(place / found.name)
    fresh = place / "meta.new"
    with fresh.open("wb") as out:
        out.write(_meta(layout))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(place / META)
    for found in place.iterdir():
        if found.stem not in wanted and found.name != META and not found.name.startswith("."):
            found.unlink()


def fill(folder: Path, documents: Iterable[tantivy.Document]) -> Segments:
    """Documents in a fresh folder: one segment, or a few where their text is very long."""
    folder.mkdir(parents=True)
    _write(tantivy.Index(schema(), str(folder), reuse=False), documents)
    return _segments(folder)


def merge(folder: Path, places: Iterable[Path], segments: Segments) -> Segments:
    """One segment, made by tantivy of these eight or more in a fresh folder; their files stand in `places`."""
    folder.mkdir(parents=True)
    wanted = {_stem(name) for name, _ in segments}
    for place in places:
        for found in place.iterdir():
            if found.stem in wanted:
                os.link(found, folder / found.name)
    (folder / META).write_bytes(_meta(Layout(0, (Block(0, 0, segments),))))
    _write(tantivy.Index.open(str(folder)), ())
    return _segments(folder)


def _write(opened: tantivy.Index, documents: Iterable[tantivy.Document]) -> None:
    writer = opened.writer(heap_size=_HEAP, num_threads=1)
    for found in documents:
        writer.add_document(found)
    writer.commit()
    writer.wait_merging_threads()


def _stem(name: str) -> str:
    return name.replace("-", "")


def _segments(folder: Path) -> Segments:
    """The segments that the library made in a fresh folder, sealed."""
    found = json.loads((folder / META).read_bytes())["segments"]
    for segment in found:
        write_seal(folder, _stem(segment["segment_id"]))
    return tuple((segment["segment_id"], segment["max_doc"]) for segment in found)


def _meta(layout: Layout) -> bytes:
    """Tantivy's list of segments with our blocks, filled up with blanks: as long for few segments as for many."""
    blocks = "".join(map(_line, layout.every_block()))
    meta = _frame() | {
        "segments": [
            {"segment_id": name, "max_doc": count, "deletes": None} for name, count in layout.segments()
        ],
        "opstamp": 0,
        "payload": f"{BLANK}\n{layout.high}\n{blocks}",
    }
    data = json.dumps(meta, separators=(",", ":")).encode()
    return seal_meta(data + b" " * (-len(data) % _META_BLOCK))


def _line(block: Block) -> str:
    """A block as text; those of its parts follow it."""
    segments = "".join(f" {name}:{count}" for name, count in block.segments)
    return f"{block.start} {block.stop} {len(block.parts)}{segments}\n"


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    remaining = iter(lines)
    for line in remaining:
        start, stop, parts, *names = line.split(" ")
        pairs = (name.split(":") for name in names)
        segments = tuple((name, int(count)) for name, count in pairs)
        yield Block(int(start), int(stop), segments, tuple(_blocks(islice(remaining, int(parts)))))


@cache
def _frame() -> dict[str, Any]:
    """What tantivy writes into the `meta.json` of an empty index."""
    with tempfile.TemporaryDirectory() as folder:
        tantivy.Index(schema(), folder)
        frame: dict[str, Any] = json.loads((Path(folder) / META).read_bytes())
    return frame
