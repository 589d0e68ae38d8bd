"""Editions and a snapshot → the public tree.

The projector follows the sequence from the cursor in the tree. Order matters: the index changes first (what is
withdrawn is not found any more), then pages and manifest are renamed into place, then the log, and the cursor
last. Every step may be repeated, so a killed projector resumes by doing the batch again.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from gongkai.portal import index, lists, log
from gongkai.portal.contract import Pages, Progress, product_pages, silent
from gongkai.portal.errors import NO_SETTINGS, PortalError, writing_to
from gongkai.portal.manifest import Manifest
from gongkai.portal.render import Renderer, Unit
from gongkai.portal.shapes import Act, Attachment, Edition, SiteSnapshot, Tombstone, Touch
from gongkai.portal.source import Source
from gongkai.portal.storage import AlteredError, Stamp, Writer, stamp_of
from gongkai.portal.tree import (
    Cursor,
    Tree,
    cursor_bytes,
    new_build,
    only_writer,
    read_cursor,
    snapshot_bytes,
    sweep,
    switch,
)

BATCH = 256
_LONG_BACKLOG = 1000
_ATTACHMENT = re.compile(r"[0-9a-f]{16}(\.|$)|\d+-")
_PAGE_SUFFIXES = (".html", ".json", ".gone.html", ".atom", ".xml")


@cache
def version_of(pages_name: str) -> str:
    """Changes when any code, template or style of the public plane does: the site is then built anew."""
    digest = hashlib.sha256(pages_name.encode())
    room = Path(__file__).parent
    for place in sorted(room.rglob("*")):
        if place.suffix in {".py", ".html", ".xml", ".css", ".svg"}:
            digest.update(f"\n{place.relative_to(room)}\n".encode() + place.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(slots=True)
class Assembly:
    """Puts units into a build: files through the writer, stamps into the manifest."""

    build: Path
    source: Source
    writer: Writer
    manifest: Manifest = field(init=False)

    def __post_init__(self) -> None:
        self.manifest = Manifest(self.build, self.writer)

    def put(self, unit: Unit) -> None:
        """Write the files of a unit and remove those that it had before and has no more.

        Raises:
            PortalError: the bytes of an attachment are missing or altered.
        """
        stamps = {path: stamp_of(data) for path, data in unit.files.items()}
        for path, data in unit.files.items():
            self.writer.put(f"site/{path}", data)
        for path, attachment in unit.attachments.items():
            stamps[path] = self._copy(path, attachment)
        for path in self._present(unit):
            if path not in stamps:
                self.writer.drop(f"site/{path}")
        self.manifest.replace(unit.node, unit.owner, stamps)

    def _copy(self, path: str, attachment: Attachment) -> Stamp:
        try:
            with self.source.open_file(attachment.sha256) as stream:
                return self.writer.copy(f"site/{path}", stream, attachment.sha256)
        except FileNotFoundError as error:
            raise PortalError(
                f"附件“{attachment.name}”（/{path}）的文件不在文件库中（{attachment.sha256}）；请恢复文件库后重新运行。"
            ) from error
        except AlteredError as error:
            raise PortalError(
                f"附件“{attachment.name}”（/{path}）的内容与审查时不一致，未予发布；请恢复文件库中的原件后重新运行。"
            ) from error

    def _present(self, unit: Unit) -> Iterator[str]:
        """Files of the unit that may be on disk: a killed writer can have left some that no manifest names."""
        if not unit.owner:
            yield from self.manifest.paths(unit.node)
            return
        if self.writer.staging is None:
            return
        for suffix in _PAGE_SUFFIXES:
            yield from (f"{unit.owner}{suffix}", f"{unit.owner}{suffix}.gz")
        folder = self.build / "site" / unit.owner
        for place in folder.iterdir() if folder.is_dir() else ():
            if place.is_file() and _ATTACHMENT.match(place.name):
                yield f"{unit.owner}/{place.name}"


@dataclass(slots=True)
class Counts:
    """What one run wrote into site, manifest and log."""

    files: int = 0
    written: int = 0

    def add(self, writer: Writer) -> None:
        self.files += writer.files
        self.written += writer.written


@dataclass(slots=True)
class Projector:
    """One run over one source, whose head does not move."""

    source: Source
    tree: Tree
    pages: Pages
    progress: Progress = silent
    durable: bool = True
    counts: Counts = field(default_factory=Counts)

    def follow(self) -> int:
        """Bring the tree to the head of the sequence; the sequence number reached.

        Raises:
            PortalError: another writer, a disk that refuses, or a tree of another sequence.
        """
        with only_writer(self.tree), writing_to(self.tree.root):
            sweep(self.tree)
            cursor = read_cursor(self.tree)
            snapshot = self.source.snapshot()
            if snapshot is None:
                return cursor.sequence if cursor else 0
            if cursor is not None:
                self._same_sequence(cursor)
            if cursor is None or self._wants_build(cursor, snapshot):
                return self._build(snapshot)
            return self._step_by_step(cursor, snapshot)

    def rebuild(self) -> int:
        """Build everything anew beside the live tree and switch; the sequence number reached.

        Raises:
            PortalError: another writer, a disk that refuses, or nothing to build from.
        """
        with only_writer(self.tree), writing_to(self.tree.root):
            sweep(self.tree)
            snapshot = self.source.snapshot()
            if snapshot is None:
                raise PortalError(NO_SETTINGS)
            return self._build(snapshot)

    def _wants_build(self, cursor: Cursor, snapshot: SiteSnapshot) -> bool:
        backlog = self.source.head() - cursor.sequence
        return (
            cursor.snapshot != snapshot.sequence
            or cursor.version != version_of(self.pages.__name__)
            or backlog > max(_LONG_BACKLOG, cursor.sequence // 4)
        )

    def _same_sequence(self, cursor: Cursor) -> None:
        """Refuse a source that is older than the tree or of another history.

        Raises:
            PortalError: the source is such a one.
        """
        if self.source.head() < cursor.sequence:
            raise PortalError(
                f"公开目录已发布到第 {cursor.sequence} 号，数据库只到第 {self.source.head()} 号；"
                "数据库可能来自较早的备份。请核对后运行 gongkai publish rebuild。"
            )
        last = next(self.source.acts(cursor.sequence - 1), None)
        if last is None or log.leaf_hash(log.leaf(last)) != log.Tiles(self.tree.root).leaf(
            cursor.sequence - 1
        ):
            raise PortalError(
                f"公开日志第 {cursor.sequence} 号与数据库不一致；请先运行 gongkai publish verify 查明，"
                "确认数据库无误后运行 gongkai publish rebuild。"
            )

    def _step_by_step(self, cursor: Cursor, snapshot: SiteSnapshot) -> int:
        build = self.tree.live_build()
        if build is None:
            raise PortalError(f"公开目录不完整（{self.tree.root}）；请运行 gongkai publish rebuild。")
        renderer = Renderer(self.source, snapshot, self.pages)
        start, head = cursor.sequence, self.source.head()
        for acts in _batches(_without_gaps(self.source.acts(start), start)):
            cursor = self._apply(build, renderer, cursor, acts)
            self.progress("更新公开页面", cursor.sequence - start, head - start)
        return cursor.sequence

    def _apply(self, build: Path, renderer: Renderer, cursor: Cursor, acts: Sequence[Act]) -> Cursor:
        pages, tail = Writer(build, self.tree.staging), Writer(build, self.tree.staging)
        try:
            touches = [touch for act in acts for touch in act.touched]
            assembly = Assembly(build, self.source, pages)
            for unit in _changed(renderer, acts, touches):
                assembly.put(unit)
            manifest = assembly.manifest.flush()
            checkpoint = log.append(build, tail, cursor.sequence, [log.leaf(act) for act in acts])
            reached = Cursor(
                sequence=acts[-1].sequence,
                snapshot=cursor.snapshot,
                version=cursor.version,
                manifest=manifest,
                log=checkpoint.root.hex(),
            )
            index.update(build / "index", self.source, touches)
            pages.commit()
            tail.commit()
            self._settle()
            tail.put("state/cursor.json", cursor_bytes(reached))
            tail.commit()
        except BaseException:
            pages.discard()
            tail.discard()
            raise
        self.counts.add(pages)
        self.counts.add(tail)
        return reached

    def _build(self, snapshot: SiteSnapshot) -> int:
        head = self.source.head()
        build = new_build(self.tree, head)
        try:
            cursor = self._fill(build, snapshot, head)
            (build / "state" / "snapshot.json").write_bytes(snapshot_bytes(snapshot))
            (build / "state" / "cursor.json").write_bytes(cursor_bytes(cursor))
            self._settle()
            switch(self.tree, build)
        except BaseException:
            sweep(self.tree)
            raise
        return cursor.sequence

    def _fill(self, build: Path, snapshot: SiteSnapshot, head: int) -> Cursor:
        writer = Writer(build)
        assembly = Assembly(build, self.source, writer)
        renderer = Renderer(self.source, snapshot, self.pages)
        total = renderer.heads["all"].size
        for done, unit in enumerate(everything(renderer, lambda _: None)):
            assembly.put(unit)
            if not done % 64:
                self.progress("生成公开页面", done, max(total, done))
        manifest = assembly.manifest.flush()
        checkpoint = _write_log(build, writer, self.source)
        writer.commit()
        self.counts.add(writer)
        self._index(build, total)
        return Cursor(
            sequence=head,
            snapshot=snapshot.sequence,
            version=version_of(self.pages.__name__),
            manifest=manifest,
            log=checkpoint.root.hex(),
        )

    def _index(self, build: Path, total: int) -> None:
        done = 0

        def advanced(number: int) -> None:
            nonlocal done
            done += number
            self.progress("建立检索索引", done, max(total, done))

        index.build(build / "index", self.source, advanced)

    def _settle(self) -> None:
        """Let the files reach the disk before the cursor says that they have."""
        if self.durable:
            os.sync()


def everything(renderer: Renderer, note: Callable[[Edition | Tombstone], None]) -> Iterator[Unit]:
    """Every unit of the site; `note` is told each published thing on the way."""
    yield renderer.static()
    for thing in renderer.source.all_current():
        note(thing)
        yield renderer.thing(thing)
    yield from renderer.all_lists()
    yield from renderer.all_sitemaps()
    yield renderer.platform()


def _changed(renderer: Renderer, acts: Iterable[Act], touches: Sequence[Touch]) -> Iterator[Unit]:
    """The units that these acts may have changed, in the state of the head."""
    wanted = sorted({act.path for act in acts if act.path})
    current = renderer.source.current(wanted)
    for path in wanted:
        if path not in current:
            raise PortalError(
                f"第 {acts} 号之后的“{path}”在数据库中没有当前版本；请运行 gongkai publish verify 查明。"
            )
        yield renderer.thing(current[path])
    for key, number in sorted(lists.touched_pages(touches) | renderer.beside(touches)):
        unit = renderer.list_page(key, number)
        if unit:
            yield unit
    yield from renderer.sitemaps(touches)
    yield renderer.platform()


def _batches(acts: Iterator[Act]) -> Iterator[list[Act]]:
    while batch := list(islice(acts, BATCH)):
        yield batch


def _without_gaps(acts: Iterable[Act], after: int) -> Iterator[Act]:
    for expected, act in enumerate(acts, after + 1):
        if act.sequence != expected:
            raise PortalError(
                f"发布序号不连续：第 {expected - 1} 号之后是第 {act.sequence} 号；请运行 gongkai publish verify 查明。"
            )
        yield act


def _write_log(build: Path, writer: Writer, source: Source) -> log.Checkpoint:
    checkpoint = log.append(build, writer, 0, [])
    for acts in _batches(_without_gaps(source.acts(0), 0)):
        checkpoint = log.append(build, writer, checkpoint.size, [log.leaf(act) for act in acts])
    return checkpoint


def project(
    source: Source,
    public_dir: Path,
    *,
    progress: Progress | None = None,
    pages: Pages | None = None,
    durable: bool = True,
) -> int:
    """Bring the public tree to the head of the sequence; the sequence number reached.

    Before the first site snapshot there is nothing to show and 0 is returned. Without `durable` a power cut may
    cost files that the cursor counts as written.

    Raises:
        PortalError: another writer, a disk that refuses, or a tree of another sequence.
    """
    return Projector(source, Tree(public_dir), pages or product_pages(), progress or silent, durable).follow()


def rebuild(
    source: Source,
    public_dir: Path,
    *,
    progress: Progress | None = None,
    pages: Pages | None = None,
    durable: bool = True,
) -> int:
    """Build the whole tree anew and switch to it in one step; the sequence number reached.

    Raises:
        PortalError: another writer, a disk that refuses, or no site snapshot.
    """
    return Projector(
        source, Tree(public_dir), pages or product_pages(), progress or silent, durable
    ).rebuild()
