"""The public log: an append-only Merkle tree over every act, after RFC 6962, kept in tiles of 256 hashes.

    log/checkpoint                  origin, size and root, one a line
    log/tile/0/x000/012[.p/7]       level 0: leaf hashes; level L+1: the roots of full tiles of level L
    log/tile/entries/x000/012[.p/7] the leaves themselves, each after its length (two bytes, big-endian)

A leaf is the canonical JSON of (sequence, at, kind, path, content_sha256). Sequences have no gaps, so the leaf of
act n is number n - 1. Only the newest part of a tile is kept, so equal acts give equal files.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from pathlib import Path

from gongkai.portal.shapes import Act, canonical_json
from gongkai.portal.storage import Writer, read_regular

ORIGIN = "gongkai/log/1"
_TILE = 256
_HASH = 32
_HEIGHT = 8
_WIDTH = re.compile(r"[1-9][0-9]{0,2}")
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf(act: Act) -> bytes:
    return leaf_of(act.sequence, act.at, act.kind, act.path, act.content_sha256)


def leaf_of(sequence: int, at: str, kind: str, path: str, content_sha256: str) -> bytes:
    return canonical_json(
        {"sequence": sequence, "at": at, "kind": kind, "path": path, "content_sha256": content_sha256}
    )


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def pair_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    level = list(hashes)
    while len(level) > 1:
        level = [pair_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


def tile_path(level: str, number: int, width: int = _TILE) -> str:
    """Where a tile stands under the build; `width` below 256 names the part that is filled."""
    digits = f"{number % 1000:03}"
    while number := number // 1000:
        digits = f"x{number % 1000:03}/{digits}"
    return f"log/tile/{level}/{digits}" + (f".p/{width}" if width < _TILE else "")


def pack(leaves: Iterable[bytes]) -> bytes:
    return b"".join(struct.pack(">H", len(data)) + data for data in leaves)


def unpack(data: bytes) -> list[bytes]:
    """The leaves of a bundle.

    Raises:
        ValueError: the bundle ends inside a leaf.
    """
    leaves, place = [], 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 2], "big")
        piece = data[place + 2 : place + 2 + size]
        if place + 2 > len(data) or len(piece) != size:
            raise ValueError("the bundle ends inside a leaf")
        leaves.append(piece)
        place += 2 + size
    return leaves


@dataclass(frozen=True, slots=True)
class Checkpoint:
    size: int
    root: bytes

    def to_bytes(self) -> bytes:
        return f"{ORIGIN}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()


def read_checkpoint(data: bytes) -> Checkpoint:
    """Read a checkpoint.

    Raises:
        ValueError: it is damaged.
    """
    origin, size, root, *rest = data.decode().split("\n")
    if origin != ORIGIN or rest != [""]:
        raise ValueError("no checkpoint of this log")
    return Checkpoint(int(size), base64.b64decode(root, validate=True))


@dataclass(slots=True)
class Tiles:
    """Hashes of a log under a build, and those just added."""

    build: Path
    fresh: dict[tuple[int, int], list[bytes]] = field(default_factory=dict)

    def hashes(self, level: int, number: int, count: int) -> list[bytes]:
        """The first `count` hashes of a tile.

        Raises:
            FileNotFoundError: no stored tile holds that many.
        """
        known = self.fresh.get((level, number))
        if known is None:
            data = self.stored(str(level), number, count * _HASH)
            known = [data[i : i + _HASH] for i in range(0, len(data), _HASH)]
        return known[:count]

    def leaf(self, index: int) -> bytes | None:
        """The stored hash of a leaf, None where there is none."""
        tile, offset = divmod(index, _TILE)
        try:
            return self.hashes(0, tile, offset + 1)[offset]
        except (OSError, IndexError):
            return None

    def stored(self, level: str, number: int, size: int = 0) -> bytes:
        """A stored tile with at least `size` bytes: the whole one or its longest part."""
        whole = self.build / tile_path(level, number)
        if whole.is_file():
            return read_regular(whole)
        parts = whole.with_name(whole.name + ".p")
        names = [part.name for part in parts.iterdir()] if parts.is_dir() else []
        widths = sorted((int(name) for name in names if _WIDTH.fullmatch(name)), reverse=True)
        data = read_regular(parts / str(widths[0])) if widths else b""
        if len(data) < size:
            raise FileNotFoundError(f"日志缺少分块 {whole}")
        return data

    def subtree(self, height: int, number: int) -> bytes:
        """The root of the perfect subtree of 2**height leaves that begins at leaf number * 2**height."""
        level, rest = divmod(height, _HEIGHT)
        first = number << rest
        tile, offset = divmod(first, _TILE)
        width = 1 << rest
        return fold(self.hashes(level, tile, offset + width)[offset : offset + width])

    def root(self, size: int, start: int = 0) -> bytes:
        """RFC 6962 MTH over `size` leaves from `start` (a multiple of every power of two up to `size`)."""
        if size == 0:
            return EMPTY_ROOT
        height = (size - 1).bit_length()
        if size == 1 << height:
            return self.subtree(height, start >> height)
        left = 1 << (height - 1)
        return pair_hash(self.root(left, start), self.root(size - left, start + left))

    def inclusion(self, index: int, size: int, start: int = 0) -> list[bytes]:
        """RFC 6962 audit path of leaf `index` (counted from `start`) among `size` leaves."""
        if size == 1:
            return []
        left = 1 << ((size - 1).bit_length() - 1)
        if index < left:
            return [*self.inclusion(index, left, start), self.root(size - left, start + left)]
        return [*self.inclusion(index - left, size - left, start + left), self.root(left, start)]


def verify_inclusion(leaf_data: bytes, index: int, checkpoint: Checkpoint, path: Sequence[bytes]) -> bool:
    """Whether the audit path leads from this leaf at `index` to the checkpoint's root."""
    if not 0 <= index < checkpoint.size:
        return False
    node, last, found = index, checkpoint.size - 1, leaf_hash(leaf_data)
    for other in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = pair_hash(other, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = pair_hash(found, other)
        node, last = node >> 1, last >> 1
    return last == 0 and found == checkpoint.root


def append(build: Path, writer: Writer, start: int, leaves: Sequence[bytes]) -> Checkpoint:
    """Put `leaves` behind the first `start` ones; what a killed writer left behind them is replaced."""
    tiles = Tiles(build)
    bundle = start % _TILE
    kept = unpack(tiles.stored("entries", start // _TILE))[:bundle] if bundle else []
    for number, part in _tiles(start // _TILE, [*kept, *leaves]):
        _put(tiles, writer, tile_path("entries", number, len(part)), pack(part))
    _grow(tiles, writer, 0, start, [leaf_hash(data) for data in leaves])
    checkpoint = Checkpoint(start + len(leaves), tiles.root(start + len(leaves)))
    writer.put("log/checkpoint", checkpoint.to_bytes())
    return checkpoint


def _grow(tiles: Tiles, writer: Writer, level: int, start: int, hashes: list[bytes]) -> None:
    first, offset = divmod(start, _TILE)
    kept = tiles.hashes(level, first, offset) if offset else []
    above = []
    for number, part in _tiles(first, [*kept, *hashes]):
        tiles.fresh[level, number] = part
        _put(tiles, writer, tile_path(str(level), number, len(part)), b"".join(part))
        if len(part) == _TILE:
            above.append(fold(part))
    if above:
        _grow(tiles, writer, level + 1, first, above)


def _tiles(first: int, items: list[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    for i in range(0, len(items), _TILE):
        yield first + i // _TILE, items[i : i + _TILE]


def _put(tiles: Tiles, writer: Writer, path: str, data: bytes) -> None:
    """Write a tile and drop its other parts."""
    writer.put(path, data)
    parts = f"{path.partition('.p/')[0]}.p"
    folder = tiles.build / parts
    for part in folder.iterdir() if folder.is_dir() else ():
        if f"{parts}/{part.name}" != path:
            writer.drop(f"{parts}/{part.name}")


def stored_leaves(build: Path, size: int) -> Iterator[bytes]:
    """The first `size` leaves as stored.

    Raises:
        FileNotFoundError: a bundle is missing.
        ValueError: a bundle is damaged or too short.
    """
    for number in range((size + _TILE - 1) // _TILE):
        wanted = min(_TILE, size - number * _TILE)
        leaves = unpack(Tiles(build).stored("entries", number))
        if len(leaves) < wanted:
            raise ValueError(f"日志分块 {number} 的条目不全")
        yield from leaves[:wanted]


def files_of(leaves: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Every file of the log over these leaves: path under the build and bytes, the checkpoint last."""
    levels: list[tuple[int, list[bytes]]] = []
    size, remaining = 0, iter(leaves)
    while bundle := list(islice(remaining, _TILE)):
        yield tile_path("entries", size // _TILE, len(bundle)), pack(bundle)
        size += len(bundle)
        yield from _tiles_above(levels, 0, [leaf_hash(data) for data in bundle])
    for level, (number, part) in enumerate(levels):
        if part:
            yield tile_path(str(level), number, len(part)), b"".join(part)
    yield "log/checkpoint", Checkpoint(size, _root_of(levels)).to_bytes()


def _tiles_above(
    levels: list[tuple[int, list[bytes]]], level: int, hashes: list[bytes]
) -> Iterator[tuple[str, bytes]]:
    """Add hashes to the tile that is filling at a level; a full one is given and its root goes up."""
    if level == len(levels):
        levels.append((0, []))
    number, part = levels[level]
    part = [*part, *hashes]
    if len(part) < _TILE:
        levels[level] = (number, part)
        return
    levels[level] = (number + 1, [])
    yield tile_path(str(level), number), b"".join(part)
    yield from _tiles_above(levels, level + 1, [fold(part)])


def _root_of(levels: Sequence[tuple[int, Sequence[bytes]]]) -> bytes:
    """The root from what has not yet filled a tile, the lowest level holding the last leaves."""
    peaks: list[bytes] = []
    for _, part in reversed(levels):
        start = 0
        for bit in range(_HEIGHT, -1, -1):
            if len(part) & (1 << bit):
                peaks.append(fold(part[start : start + (1 << bit)]))
                start += 1 << bit
    return reduce(lambda right, left: pair_hash(left, right), reversed(peaks)) if peaks else EMPTY_ROOT
