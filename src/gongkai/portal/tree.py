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
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gongkai.portal.errors import PortalError
from gongkai.portal.shapes import SiteSnapshot, canonical_json, snapshot_from_json, to_json

PARTS = ("site", "index", "log", "manifest", "state")


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

    def live_build(self) -> Path | None:
        return self.current.resolve() if self.current.is_symlink() and self.current.exists() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far the tree has come: `manifest` and `log` are the roots (hex) over site files and over acts."""

    sequence: int
    snapshot: int
    version: str
    manifest: str
    log: str


def read_cursor(tree: Tree) -> Cursor | None:
    """None before the first build.

    Raises:
        PortalError: the cursor file is damaged.
    """
    place = tree.part("state") / "cursor.json"
    try:
        cursor = Cursor(**json.loads(place.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
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
        return snapshot_from_json(json.loads((tree.part("state") / "snapshot.json").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
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
    shutil.rmtree(tree.staging, ignore_errors=True)
    live = tree.live_build()
    if tree.builds.is_dir():
        for build in tree.builds.iterdir():
            if build.resolve() != live:
                shutil.rmtree(build)
    for stray in tree.root.glob("*.new"):
        stray.unlink()


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
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(place)


def switch(tree: Tree, build: Path) -> None:
    """Make `build` the live one, then remove the old one."""
    for part in PARTS:
        if not tree.part(part).is_symlink():
            link(tree.part(part), f"current/{part}")
    old = tree.live_build()
    link(tree.current, os.path.relpath(build, tree.root))
    if old is not None and old != build.resolve():
        shutil.rmtree(old)
