"""The search index: tantivy indexes (shards), each over 65,536 places of one list, in blocks of places.

Deleted text stays in a tantivy file until its segment is merged, and nothing can ask for that merge. So nothing is
ever deleted: when an indexed place changes (replaced, withdrawn), its block is indexed anew from what stands now,
and the old files are removed. The work is bounded by the block (4,096 places), not by the archive. Body text is
indexed, not stored.

    index/all-0/    a shard; `gongkai.portal.blocks` says what stands in it
    index/stamp     the format; written anew with every change, so that readers see that there was one
    index/work/     segments on their way; absent between acts
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import tantivy

from gongkai.portal.blocks import (
    LARGE,
    MERGED_AT,
    META,
    Block,
    Layout,
    Segments,
    cover,
    fill,
    install,
    merge,
    parts_of,
    read_layout,
)
from gongkai.portal.documents import document
from gongkai.portal.errors import PortalError
from gongkai.portal.shapes import Edition, Touch
from gongkai.portal.source import COMPLETE_LISTS, Source
from gongkai.portal.storage import read_regular

SHARD = 65_536
FORMAT = b"gongkai/index/3\n"
_CHUNK = 256

Shard: TypeAlias = tuple[str, int]
"""(list key, number of the shard in it)."""


@contextmanager
def sound(place: Path) -> Iterator[None]:
    """Turn what tantivy raises over a damaged index into a sentence.

    Raises:
        PortalError: the index under `place` cannot be read or written.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _unsound(place) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a damaged file can break the library's own checks
            raise _unsound(place) from error
        raise


def _unsound(place: Path) -> PortalError:
    return PortalError(
        f"检索索引无法读写（{place}）：可能已损坏，或磁盘空间不足。请检查磁盘后运行 gongkai publish rebuild 重建。"
    )


def shard_place(index: Path, shard: Shard) -> Path:
    return index / f"{shard[0].rpartition('/')[2]}-{shard[1]}"


def _same_format(index: Path) -> None:
    if read_regular(index / "stamp") != FORMAT:
        raise PortalError(
            f"检索索引的格式不是本版本的（{index}）；请运行 gongkai publish rebuild 重建公开目录。"
        )


def live_folders(index: Path) -> list[Path]:
    """The folder of every shard, in a fixed order.

    Raises:
        PortalError: the index is of another format.
        FileNotFoundError: there is none.
    """
    _same_format(index)
    return [place.parent for place in sorted(index.glob(f"*/{META}"))]


def update(index: Path, source: Source, touches: Iterable[Touch]) -> None:
    """Bring the touched places to the state of the source.

    Raises:
        PortalError: the index is damaged or the disk full.
    """
    shards: dict[Shard, set[int]] = {}
    for touch in touches:
        if touch.list_key in COMPLETE_LISTS:
            shards.setdefault((touch.list_key, touch.position // SHARD), set()).add(touch.position)
    with sound(index):
        _same_format(index)
        for shard, positions in sorted(shards.items()):
            _Change(index, source, shard).apply(sorted(positions))
        if shards:
            _touch(index)


def build(index: Path, source: Source, advanced: Callable[[int], None]) -> None:
    """Write the whole index into an empty folder; `advanced` is told each number of documents added.

    Raises:
        PortalError: the disk refuses.
    """
    index.mkdir(parents=True, exist_ok=True)
    with sound(index):
        for key in COMPLETE_LISTS:
            size = source.list_head(key).size
            for start in range(0, size, SHARD):
                last = min(size, start + SHARD) - 1
                _Change(index, source, (key, start // SHARD), advanced).apply([last])
        _touch(index)


def _nothing_told(_number: int) -> None:
    """Nobody waits for the documents of a single act."""


@dataclass(slots=True)
class _Change:
    """One change of one shard: segments are made under `index/work`, then take effect together."""

    index: Path
    source: Source
    shard: Shard
    advanced: Callable[[int], None] = _nothing_told
    _made: int = 0
    place: Path = field(init=False)

    def __post_init__(self) -> None:
        self.place = shard_place(self.index, self.shard)

    def apply(self, positions: Sequence[int]) -> None:
        """Index these places, in ascending order, and all below them that are not yet."""
        work, start = self.index / "work", self.shard[1] * SHARD
        shutil.rmtree(work, ignore_errors=True)
        before = read_layout(self.place) or Layout(start)
        high = max(before.high, positions[-1] + 1)
        clean = [block for block in before.every_block() if not any(map(block.holds, positions))]
        blocks = tuple(
            found for block in cover(start, high) for found in self._blocks(block, clean, before.high)
        )
        work.mkdir(exist_ok=True)
        install(self.place, Layout(high, blocks), work)
        shutil.rmtree(work)

    def _blocks(self, wanted: Block, clean: Sequence[Block], high: int) -> Sequence[Block]:
        """A block, or the parts of a large one that changed, or has too little text to be one."""
        if wanted.stop - wanted.start < LARGE:
            return [self._block(wanted, clean)]
        same = [block for block in clean if block.covers(wanted)]
        if same:
            return same
        parts = tuple(self._block(part, clean) for part in parts_of(wanted))
        segments = tuple(segment for part in parts for segment in part.segments)
        if wanted.stop <= high or len(segments) < MERGED_AT:
            return parts
        return [Block(wanted.start, wanted.stop, self._merge(segments), parts)]

    def _block(self, wanted: Block, clean: Sequence[Block]) -> Block:
        """The block as it stands, or of the blocks within it, or indexed from the source."""
        parts = [block for block in clean if wanted.covers(block)]
        gaps = list(_gaps(wanted, parts))
        if not gaps and len(parts) == 1:
            return parts[0]
        kept: Segments = tuple(segment for block in parts for segment in block.segments)
        if len(kept) + 1 >= MERGED_AT:
            fresh = tuple(segment for start, stop in gaps for segment in self._fill(start, stop))
            if len(kept + fresh) >= MERGED_AT:
                return Block(wanted.start, wanted.stop, self._merge(kept + fresh))
        return Block(wanted.start, wanted.stop, self._fill(wanted.start, wanted.stop))

    def _fill(self, start: int, stop: int) -> Segments:
        return fill(self._folder(), self._documents(start, stop))

    def _merge(self, segments: Segments) -> Segments:
        places = [place for place in (self.place, *(self.index / "work").glob("*")) if place.is_dir()]
        return merge(self._folder(), places, segments)

    def _folder(self) -> Path:
        self._made += 1
        return self.index / "work" / str(self._made)

    def _documents(self, start: int, stop: int) -> Iterator[tantivy.Document]:
        for low in range(start, stop, _CHUNK):
            items = self.source.list_slice(self.shard[0], low, min(stop, low + _CHUNK))
            things = self.source.current([item.path for item in items]) if items else {}
            for item in items:
                thing = things[item.path]
                if isinstance(thing, Edition):
                    yield document(item.position, thing)
                    self.advanced(1)


def _gaps(wanted: Block, parts: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Runs of places of a block that none of its parts, in ascending order, holds."""
    start = wanted.start
    for part in (*parts, Block(wanted.stop, wanted.stop)):
        if start < part.start:
            yield start, part.start
        start = part.stop


def _touch(index: Path) -> None:
    fresh = index / "stamp.new"
    fresh.write_bytes(FORMAT)
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
