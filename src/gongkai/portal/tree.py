"""The layout of the public tree, its lock, and the cursor.

public/current -> builds/000012-0     one link: a new build takes effect, with its cursor, in one step
public/site -> current/site           likewise index, log, manifest, state
public/builds/000012-0/{site,index,log,manifest,state}
public/staging/                       files on their way; empty between acts
public/.lock                          held by the one writer
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai.portal.errors import PortalError, reason_of
from gongkai.portal.shapes import SiteSnapshot, canonical_json, snapshot_from_json, to_json
from gongkai.portal.storage import read_regular

PARTS = ("site", "index", "log", "manifest", "state")
_ROOT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Tree:
    """Places under one public folder."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    @property
    def staging(self) -> Path:
        return self.root / "staging"

    def part(self, name: str) -> Path:
        return self.root / name

    def served(self) -> Path:
        """Where the parts stand that the server reads: the live build; the folder itself in a copy without links."""
        return self.root / self.current.readlink() if self.current.is_symlink() else self.root

    def live_build(self) -> Path | None:
        return self.current.resolve() if self.current.is_symlink() and self.current.exists() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far the tree has come: `manifest` and `log` are the roots (hex) over site files and over acts.

    Raises:
        ValueError: a value is none that a projector writes.
    """

    sequence: int
    snapshot: int
    version: str
    manifest: str
    log: str

    def __post_init__(self) -> None:
        numbers, texts = (self.sequence, self.snapshot), (self.version, self.manifest, self.log)
        if any(type(value) is not int or value < 0 for value in numbers):
            raise ValueError("no number of an act")
        if any(type(value) is not str for value in texts):
            raise ValueError("no text")
        if not all(map(_ROOT.fullmatch, (self.manifest, self.log))):
            raise ValueError("no root")


def read_cursor(tree: Tree) -> Cursor | None:
    """None before the first build.

    Raises:
        PortalError: the cursor file is damaged.
    """
    place = tree.served() / "state" / "cursor.json"
    try:
        cursor = Cursor(**json.loads(read_regular(place)))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PortalError(
            f"发布进度文件无法读取：{reason_of(error)}（{place}）；请检查后运行 gongkai publish rebuild 重建公开目录。"
        ) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise PortalError(
            f"发布进度文件已损坏（{place}）；请运行 gongkai publish rebuild 重建公开目录。"
        ) from error
    return cursor


def cursor_bytes(cursor: Cursor) -> bytes:
    return canonical_json(asdict(cursor)) + b"\n"


def snapshot_bytes(snapshot: SiteSnapshot) -> bytes:
    return canonical_json(to_json(snapshot)) + b"\n"


def read_snapshot(tree: Tree) -> SiteSnapshot | None:
    """The snapshot of the live build, None before the first."""
    try:
        return snapshot_from_json(json.loads(read_regular(tree.served() / "state" / "snapshot.json")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


@contextmanager
def only_writer(tree: Tree) -> Iterator[None]:
    """Hold the tree's lock; the kernel lets go of it when the process ends, however it ends.

    Raises:
        PortalError: another process is writing.
    """
    tree.root.mkdir(parents=True, exist_ok=True)
    place = tree.root / ".lock"
    with place.open("a+b") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PortalError(
                f"另一个进程正在更新公开目录（{tree.root}）；请等它结束，或先停止正在运行的 gongkai serve。"
            ) from error
        yield


def sweep(tree: Tree) -> None:
    """Remove what a killed writer left: staged files, builds that never took effect."""
    _clear(tree.staging)
    live = tree.live_build()
    if tree.builds.is_dir() and not tree.builds.is_symlink():
        for build in tree.builds.iterdir():
            if build.resolve() != live:
                _clear(build)
    for stray in tree.root.glob("*.new"):
        _clear(stray)


def _clear(place: Path) -> None:
    """Remove a folder with all that it holds, or whatever else stands there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def new_build(tree: Tree, sequence: int) -> Path:
    """A fresh empty build folder."""
    number = 0
    while (place := tree.builds / f"{sequence:06}-{number}").exists():
        number += 1
    for part in PARTS:
        (place / part).mkdir(parents=True)
    return place


def link(place: Path, target: str) -> None:
    """Point a symbolic link at `target` in one step."""
    fresh = place.with_name(place.name + ".new")
    _clear(fresh)
    fresh.symlink_to(target)
    fresh.replace(place)


def switch(tree: Tree, build: Path) -> None:
    """Make `build` the live one, then remove the old one and what stood in the place of a link."""
    for part in PARTS:
        if not leads_to(tree.part(part), f"current/{part}"):
            _set_aside(tree, tree.part(part))
            link(tree.part(part), f"current/{part}")
    old = tree.live_build()
    _set_aside(tree, tree.current)
    link(tree.current, os.path.relpath(build, tree.root))
    if old is not None and old != build.resolve() and old.parent == tree.builds.resolve():
        shutil.rmtree(old)
    _clear(tree.staging)


def leads_to(place: Path, target: str) -> bool:
    """Whether this is a link to exactly `target`."""
    return place.is_symlink() and str(place.readlink()) == target


def is_build(tree: Tree, place: Path) -> bool:
    """Whether this is a folder among the builds, and no link leads out of it."""
    return place.parent == tree.builds and not any(one.is_symlink() for one in (tree.builds, place))


def _set_aside(tree: Tree, place: Path) -> None:
    """Make room for a link: a copy brought back without its links has folders there."""
    if place.is_dir() and not place.is_symlink():
        tree.staging.mkdir(parents=True, exist_ok=True)
        place.rename(tree.staging / place.name)
