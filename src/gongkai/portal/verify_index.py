"""Do the files of the search index stand as they were written? Asked before the library opens any of them."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeAlias

from gongkai.portal import seals
from gongkai.portal.blocks import META, Layout, layout_of
from gongkai.portal.errors import reason_of
from gongkai.portal.index import FORMAT, SHARD
from gongkai.portal.source import COMPLETE_LISTS
from gongkai.portal.storage import read_regular

Damage: TypeAlias = tuple[str, str]
"""(path under the index, what is wrong with it)."""

_LISTS = {key.rpartition("/")[2] for key in COMPLETE_LISTS}
_SHARD = re.compile(r"([a-z_]+)-(0|[1-9][0-9]{0,8})")
_ALTERED, _MISSING, _SURPLUS = "文件被改动", "文件缺失", "多出的文件"
_LOCK = ".tantivy-meta.lock"  # an empty file that the library makes when it reads


def damage(folder: Path) -> Iterator[Damage]:
    """Everything under the index that differs from its seals."""
    shards: dict[str, dict[int, Layout | None]] = {}
    names = sorted(found.name for found in folder.iterdir()) if folder.is_dir() else []
    for name in names:
        place, found = folder / name, _SHARD.fullmatch(name)
        if name == "stamp":
            continue
        if not found or found[1] not in _LISTS or not place.is_dir():
            yield name, _SURPLUS
        elif place.is_symlink():
            yield name, "是链接，不是文件夹"
        else:
            known = shards.setdefault(found[1], {})
            known[int(found[2])] = yield from _shard(place, int(found[2]))
    yield from _content(folder / "stamp", "stamp", FORMAT)
    for key, layouts in sorted(shards.items()):
        yield from _gaps(key, layouts)


def _content(place: Path, name: str, expected: bytes) -> Iterator[Damage]:
    try:
        if read_regular(place) != expected:
            yield name, _ALTERED
    except OSError as error:
        yield name, _refusal(error)


def _refusal(error: OSError) -> str:
    return _MISSING if isinstance(error, FileNotFoundError) else f"文件无法读取（{reason_of(error)}）"


def _gaps(key: str, layouts: dict[int, Layout | None]) -> Iterator[Damage]:
    """Shards follow one another, and only the last may have room."""
    last = max(layouts)
    for number, layout in sorted(layouts.items()):
        if number and number - 1 not in layouts:
            yield f"{key}-{number - 1}", "文件夹缺失"
        if layout and number < last and layout.high != (number + 1) * SHARD:
            yield f"{key}-{number}/{META}", _ALTERED


def _shard(place: Path, number: int) -> Generator[Damage, None, Layout | None]:
    """What is wrong with one shard; returns what it holds, None if that is not known."""
    known, layout = {META}, None
    try:
        layout = layout_of(read_regular(place / META))
        if not _follows(layout, number * SHARD):
            yield f"{place.name}/{META}", "不是这个文件夹的"
    except OSError as error:
        yield f"{place.name}/{META}", _refusal(error)
    except ValueError:
        yield f"{place.name}/{META}", _ALTERED
    names = sorted(found.name for found in place.iterdir())
    sealed = {name.removesuffix(seals.SUFFIX) for name in names if name.endswith(seals.SUFFIX)}
    for stem in sorted(layout.stems() if layout else sealed):
        yield from _segment(place, stem, known)
    for name in names:
        if name not in known and (name != _LOCK or any(_content(place / name, name, b""))):
            yield f"{place.name}/{name}", _SURPLUS
    return layout


def _follows(layout: Layout, start: int) -> bool:
    """Whether the blocks cover every place of the shard from its first."""
    first, place = start, start
    for block in layout.blocks:
        if block.start != place or block.stop <= place:
            return False
        place = block.stop
    return place == layout.high and first < place <= first + SHARD


def _segment(place: Path, stem: str, known: set[str]) -> Iterator[Damage]:
    """What differs from one seal; the names of its files go into `known`."""
    seal = stem + seals.SUFFIX
    try:
        stamps = seals.read_seal(place, stem)
    except (OSError, ValueError) as error:
        yield f"{place.name}/{seal}", _refusal(error) if isinstance(error, OSError) else _ALTERED
        known.update(found.name for found in place.glob(f"{stem}.*"))
        return
    known.update((seal, *stamps))
    for name, stamp in stamps.items():
        try:
            if seals.stamp_at(place / name, stamp.size) != stamp:
                yield f"{place.name}/{name}", _ALTERED
        except OSError as error:
            yield f"{place.name}/{name}", _refusal(error)
