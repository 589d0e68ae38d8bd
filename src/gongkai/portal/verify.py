"""Does the tree stand as it was published?

`verify_tree` needs nothing but the tree, so that a copy on any machine can be checked: site against manifest, log
against its own leaves, index against the pages. `verify_against` asks the source as well and renders everything
again: it finds also what was altered together with its hash.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from gongkai.portal import index, log
from gongkai.portal.contract import Pages, Progress, product_pages, silent
from gongkai.portal.documents import hit_of
from gongkai.portal.errors import NO_SETTINGS, PortalError
from gongkai.portal.manifest import Damage, walk
from gongkai.portal.paths import RESERVED
from gongkai.portal.projector import everything, version_of
from gongkai.portal.render import Renderer, Unit
from gongkai.portal.shapes import (
    Edition,
    SiteSnapshot,
    Tombstone,
    canonical_json,
    content_bytes,
    sha256_hex,
    tombstone_sha256,
)
from gongkai.portal.source import Source
from gongkai.portal.storage import Stamp, stamp_of
from gongkai.portal.tree import Cursor, Tree, read_cursor, read_snapshot, snapshot_bytes

Kind: TypeAlias = Literal["altered", "missing", "surplus", "manifest", "log", "index", "content", "state"]
_SNAPSHOT = "state/snapshot.json"
_CHUNK = 1 << 20
_STEP = 256
_FOOTER_MAGIC = 1337
_SEGMENT_FILES = frozenset({".idx", ".pos", ".term", ".store", ".fast", ".fieldnorm"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`path` is relative to the public folder; `explanation` a sentence that names it."""

    path: str
    kind: Kind
    explanation: str


def verify_tree(public_dir: Path, *, progress: Progress | None = None) -> list[Finding]:
    """What a tree by itself shows to be altered, missing or surplus; empty when it is sound."""
    cursor = _cursor(Tree(public_dir))
    if isinstance(cursor, Finding):
        return [cursor]
    check = _TreeCheck(public_dir, cursor, progress or silent)
    return sorted({*check.site(), *check.log(), *check.index(), *check.state()})


def verify_against(
    source: Source, public_dir: Path, *, progress: Progress | None = None, pages: Pages | None = None
) -> list[Finding]:
    """What differs between the tree and a fresh rendering of the source; empty when it is sound.

    Raises:
        PortalError: there is neither a tree nor anything to make one from.
    """
    told = progress or silent
    cursor = _cursor(Tree(public_dir))
    snapshot = source.snapshot()
    if isinstance(cursor, Finding) and snapshot is None:
        raise PortalError(NO_SETTINGS)
    if isinstance(cursor, Finding):
        return [cursor]
    if cursor.sequence != source.head() or snapshot is None:
        late = f"公开目录停在第 {cursor.sequence} 号，数据库在第 {source.head()} 号；请等更新完成或运行 gongkai serve 后再核验。"
        return [Finding("state/cursor.json", "state", late)]
    used = pages or product_pages()
    if cursor.version != version_of(used.__name__):
        stale = "公开目录由另一版本的程序生成；请运行 gongkai publish rebuild 后再核验。"
        return [Finding("state/cursor.json", "state", stale)]
    check = _SourceCheck(public_dir, source, Renderer(source, snapshot, used), told)
    found = {*verify_tree(public_dir, progress=told), *check.log(), *check.site(), *check.index()}
    return sorted(found | set(_compare_snapshot(public_dir, snapshot)))


def _cursor(tree: Tree) -> Cursor | Finding:
    try:
        cursor = read_cursor(tree)
    except PortalError as error:
        return Finding("state/cursor.json", "state", str(error))
    return cursor or Finding(
        "state/cursor.json", "state", f"公开目录尚未生成（{tree.root}）；请先运行 gongkai publish rebuild。"
    )


def _altered(path: str) -> Finding:
    return Finding(path, "altered", f"文件被改动：{path}")


def _missing(path: str) -> Finding:
    return Finding(path, "missing", f"文件缺失：{path}")


def _surplus(path: str) -> Finding:
    return Finding(path, "surplus", f"多出的文件：{path}")


def _stamp(place: Path) -> Stamp | None:
    digest, size = hashlib.sha256(), 0
    try:
        with place.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return None
    return Stamp(digest.hexdigest(), size)


def _paths_under(public: Path, part: str) -> Iterator[str]:
    """Every file of a part of the tree; a symbolic link below its root counts as one."""
    base = (public / part).resolve()
    for place in sorted(base.rglob("*")):
        if place.is_symlink() or not place.is_dir():
            yield f"{part}/{place.relative_to(base).as_posix()}"


@dataclass(slots=True)
class _TreeCheck:
    public: Path
    cursor: Cursor
    progress: Progress
    _things: set[str] = field(default_factory=set)

    def site(self) -> Iterator[Finding]:
        known: set[str] = set()
        whole = True
        for entry in walk(self.public, self.cursor.manifest):
            if isinstance(entry, Damage):
                whole = False
                yield Finding(entry.place, "manifest", f"{entry.message}：{entry.place}")
                continue
            path, stamp = entry
            known.add(f"site/{path}")
            yield from self._file(f"site/{path}", stamp)
            if not len(known) % _STEP:
                self.progress("核对文件", len(known), len(known))
        self._things = {_bare(path) for path in known if _is_data_of_a_thing(path, known)}
        if whole:
            yield from (_surplus(path) for path in _paths_under(self.public, "site") if path not in known)

    def _file(self, path: str, stamp: Stamp) -> Iterator[Finding]:
        found = _stamp(self.public / path)
        if found is None:
            yield _missing(path)
        elif found != stamp:
            yield _altered(path)

    def log(self) -> Iterator[Finding]:
        """The log's files against its leaves, and both against the cursor."""
        checkpoint = log.Checkpoint(self.cursor.sequence, bytes.fromhex(self.cursor.log))
        try:
            yield from _compare_log(self.public, log.stored_leaves(self.public, self.cursor.sequence))
            stored = log.read_checkpoint((self.public / "log/checkpoint").read_bytes())
        except (OSError, ValueError) as error:
            yield Finding("log", "log", f"公开日志不完整：{error}")
            return
        if stored != checkpoint:
            yield Finding("log/checkpoint", "log", "公开日志的检查点与发布进度不一致：log/checkpoint")

    def index(self) -> Iterator[Finding]:
        """The index's files against their own checksums, and what can be found against the pages."""
        folder = (self.public / "index").resolve()
        try:
            with index.sound(folder):
                damaged = list(_damaged_segments(folder))
            if damaged:
                yield from damaged
                return
            found = {hit["path"] for hit in index.contents(folder)}
        except PortalError as error:
            yield Finding("index", "index", str(error))
            return
        for path in sorted(found ^ self._things):
            what = "检索索引缺少" if path in self._things else "检索索引多出"
            yield Finding(f"index#{path}", "index", f"{what}：{path}；请运行 gongkai publish rebuild。")

    def state(self) -> Iterator[Finding]:
        """What the live server makes its pages with; nothing else stands beside it and the cursor."""
        snapshot = read_snapshot(Tree(self.public))
        if snapshot is None or snapshot.sequence != self.cursor.snapshot:
            yield _other_snapshot()
        known = {_SNAPSHOT, "state/cursor.json"}
        yield from (_surplus(path) for path in _paths_under(self.public, "state") if path not in known)


def _other_snapshot() -> Finding:
    return Finding(
        _SNAPSHOT, "state", f"站点设置与已发布的不一致：{_SNAPSHOT}；请运行 gongkai publish rebuild。"
    )


def _compare_snapshot(public: Path, published: SiteSnapshot) -> Iterator[Finding]:
    """The settings with which the live server makes search, form and tracking."""
    if _stamp(public / _SNAPSHOT) != stamp_of(snapshot_bytes(published)):
        yield _other_snapshot()


def _bare(path: str) -> str:
    return path.removeprefix("site/").removesuffix(".json")


def _is_data_of_a_thing(path: str, known: set[str]) -> bool:
    """The JSON of a record or paper; an attachment may be JSON too, but has no page beside it."""
    folder, slash, _ = _bare(path).partition("/")
    return (
        path.endswith(".json")
        and bool(slash)
        and folder not in RESERVED
        and f"{path.removesuffix('.json')}.html" in known
    )


def _damaged_segments(folder: Path) -> Iterator[Finding]:
    """Files of segments that are not what tantivy's footers say."""
    for shard in index.live_folders(folder):
        segments: dict[str, list[Path]] = {}
        for place in sorted(shard.iterdir()):
            if place.suffix in _SEGMENT_FILES:
                segments.setdefault(place.stem, []).append(place)
        for places in segments.values():
            for place in _damaged(places):
                path = f"index/{place.relative_to(folder).as_posix()}"
                yield Finding(
                    path, "index", f"检索索引的文件被改动：{path}；请运行 gongkai publish rebuild。"
                )


def _damaged(places: Sequence[Path]) -> list[Path]:
    """Files whose CRC-32 is not the one in their footer, or that name another writer than the rest of the segment."""
    versions = {place: _version(place) for place in places}
    usual = Counter(filter(None, versions.values())).most_common(1)
    return [place for place, version in versions.items() if not version or version != usual[0][0]]


def _version(place: Path) -> str:
    """The version of tantivy in the footer of a sound file, else nothing."""
    data = place.read_bytes()
    length, magic = int.from_bytes(data[-8:-4], "little"), int.from_bytes(data[-4:], "little")
    if magic != _FOOTER_MAGIC or not 0 < length < len(data) - 7:
        return ""
    body, footer = data[: -8 - length], data[-8 - length : -8]
    try:
        told = json.loads(footer)
        return str(told["version"]) if told["crc"] == zlib.crc32(body) else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _compare_log(public: Path, leaves: Iterable[bytes]) -> Iterator[Finding]:
    """Every file of the log against what these leaves make."""
    known = set()
    for path, data in log.files_of(leaves):
        known.add(path)
        found = _stamp(public / path)
        if found is None:
            yield _missing(path)
        elif found != stamp_of(data):
            yield Finding(path, "log", f"公开日志与条目不一致：{path}")
    yield from (_surplus(path) for path in _paths_under(public, "log") if path not in known)


@dataclass(slots=True)
class _SourceCheck:
    public: Path
    source: Source
    renderer: Renderer
    progress: Progress
    _expected: set[tuple[str, str]] = field(default_factory=set)
    _wrong: list[Finding] = field(default_factory=list)

    def log(self) -> Iterator[Finding]:
        yield from _compare_log(self.public, map(log.leaf, self.source.acts(0)))

    def site(self) -> Iterator[Finding]:
        """Render everything again and compare; the contents' hashes and leaves on the way."""
        known: set[str] = set()
        for unit in everything(self.renderer, self._note):
            yield from self._unit(unit, known)
            if not len(known) % _STEP:
                self.progress("重新生成并比对", len(known), len(known))
        yield from (_surplus(path) for path in _paths_under(self.public, "site") if path not in known)
        yield from self._wrong

    def _note(self, thing: Edition | Tombstone) -> None:
        """Hold a thing against its own hash and its leaf in the log."""
        if isinstance(thing, Tombstone):
            leaf = log.leaf_of(thing.sequence, thing.at, "tombstone", thing.path, tombstone_sha256(thing))
            path = thing.path.strip("/")
        else:
            path = thing.content.path.strip("/")
            leaf = log.leaf_of(thing.sequence, thing.at, "edition", thing.content.path, thing.content_sha256)
            self._expected.add((path, sha256_hex(canonical_json(hit_of(thing)))))
            if sha256_hex(content_bytes(thing.content)) != thing.content_sha256:
                self._wrong.append(Finding(f"site/{path}", "content", f"内容与审查时的哈希不一致：{path}"))
        if log.Tiles(self.public).leaf(thing.sequence - 1) != log.leaf_hash(leaf):
            self._wrong.append(
                Finding(f"site/{path}", "content", f"公开日志第 {thing.sequence} 号不是这一版本：{path}")
            )

    def _unit(self, unit: Unit, known: set[str]) -> Iterator[Finding]:
        for path, data in unit.files.items():
            known.add(f"site/{path}")
            try:
                found = (self.public / "site" / path).read_bytes()
            except OSError:
                yield _missing(f"site/{path}")
                continue
            if found != data and not _same_text(path, found, unit):
                yield _altered(f"site/{path}")
        for path, attachment in unit.attachments.items():
            known.add(f"site/{path}")
            stamp = _stamp(self.public / "site" / path)
            if stamp is None:
                yield _missing(f"site/{path}")
            elif stamp.sha256 != attachment.sha256:
                yield _altered(f"site/{path}")

    def index(self) -> Iterator[Finding]:
        try:
            found = {
                (hit["path"], sha256_hex(canonical_json(hit)))
                for hit in index.contents((self.public / "index").resolve())
            }
        except PortalError:
            return  # told by the tree's own check
        for path in sorted({path for path, _ in found ^ self._expected}):
            yield Finding(
                f"index#{path}",
                "index",
                f"检索索引与当前版本不一致：{path}；请运行 gongkai publish rebuild。",
            )


def _same_text(path: str, found: bytes, unit: Unit) -> bool:
    """A twin made with another zlib: other bytes, the same text. The manifest still holds its bytes."""
    if not path.endswith(".gz"):
        return False
    try:
        return gzip.decompress(found) == unit.files[path.removesuffix(".gz")]
    except (OSError, EOFError, zlib.error):
        return False
