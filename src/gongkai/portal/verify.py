"""Does the tree stand as it was published?

`verify_tree` needs nothing but the tree, so that a copy on any machine can be checked: site against manifest, log
against its own leaves, index against its seals and the pages. `verify_against` asks the source as well and renders
everything again: it finds also what was altered together with its hash.

What is read is what the server reads: the live build, each file at its own place and no link. Whatever stands there
becomes a finding; nothing is waited for.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from gongkai.portal import index, log
from gongkai.portal.blocks import read_layout
from gongkai.portal.contract import Pages, Progress, product_pages, silent
from gongkai.portal.documents import hit_of
from gongkai.portal.errors import NO_SETTINGS, PortalError, reason_of
from gongkai.portal.manifest import ROOT, Damage, node_place, walk
from gongkai.portal.paths import RESERVED
from gongkai.portal.projector import everything, version_of
from gongkai.portal.render import Renderer, Unit
from gongkai.portal.seals import stamp_at
from gongkai.portal.shapes import (
    Edition,
    SiteSnapshot,
    Tombstone,
    canonical_json,
    content_bytes,
    sha256_hex,
    tombstone_sha256,
)
from gongkai.portal.source import COMPLETE_LISTS, Source
from gongkai.portal.storage import Stamp, read_regular, stamp_of
from gongkai.portal.tree import (
    PARTS,
    Cursor,
    Tree,
    cursor_bytes,
    is_build,
    leads_to,
    read_cursor,
    read_snapshot,
    snapshot_bytes,
)
from gongkai.portal.verify_index import damage

Kind: TypeAlias = Literal["altered", "missing", "surplus", "manifest", "log", "index", "content", "state"]
_CURSOR, _SNAPSHOT = "state/cursor.json", "state/snapshot.json"
_STEP = 256
_GZIP = 31  # zlib's number for its form


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`path` is relative to the public folder; `explanation` a sentence that names it."""

    path: str
    kind: Kind
    explanation: str


def verify_tree(public_dir: Path, *, progress: Progress | None = None) -> list[Finding]:
    """What a tree by itself shows to be altered, missing or surplus; empty when it is sound."""
    tree = Tree(public_dir)
    base, cursor, found = tree.served(), _cursor(tree), set(_links(tree))
    if isinstance(cursor, Finding):
        found.add(cursor)
        if not os.path.lexists(base / _CURSOR):
            return sorted(found)
    roots = _roots_without_cursor(base) if isinstance(cursor, Finding) else _roots(cursor)
    check = _TreeCheck(base, roots, progress or silent)
    return sorted({*found, *check.site(), *check.log(), *check.index(), *check.state()})


def verify_against(
    source: Source, public_dir: Path, *, progress: Progress | None = None, pages: Pages | None = None
) -> list[Finding]:
    """What differs between the tree and a fresh rendering of the source; empty when it is sound.

    Raises:
        PortalError: there is neither a tree nor anything to make one from.
    """
    told, used = progress or silent, pages or product_pages()
    tree = Tree(public_dir)
    cursor, snapshot = _cursor(tree), source.snapshot()
    if isinstance(cursor, Finding) and snapshot is None:
        raise PortalError(NO_SETTINGS)
    found = set(verify_tree(public_dir, progress=told))
    if isinstance(cursor, Finding):
        return sorted(found)
    if cursor.sequence != source.head() or snapshot is None:
        late = f"公开目录停在第 {cursor.sequence} 号，数据库在第 {source.head()} 号；请等更新完成或运行 gongkai serve 后再核验。"
        return sorted({*found, Finding(_CURSOR, "state", late)})
    if cursor.version != version_of(used.__name__):
        stale = "公开目录由另一版本的程序生成；请运行 gongkai publish rebuild 后再核验。"
        return sorted({*found, Finding(_CURSOR, "state", stale)})
    check = _SourceCheck(tree.served(), source, Renderer(source, snapshot, used), told)
    found.update((*check.log(), *check.site()))
    if not any(one.path.startswith("index/") for one in found):  # the library opens nothing but sealed files
        found.update(check.index())
    return sorted(found | set(_compare_snapshot(tree.served(), snapshot)))


def _cursor(tree: Tree) -> Cursor | Finding:
    try:
        cursor = read_cursor(tree)
        if cursor and read_regular(tree.served() / _CURSOR) != cursor_bytes(cursor):
            return Finding(
                _CURSOR, "state", f"发布进度文件被改动：{_CURSOR}；请运行 gongkai publish rebuild。"
            )
    except (PortalError, OSError) as error:
        return Finding(_CURSOR, "state", str(error))
    return cursor or Finding(
        _CURSOR, "state", f"公开目录尚未生成（{tree.root}）；请先运行 gongkai publish rebuild。"
    )


def _links(tree: Tree) -> Iterator[Finding]:
    """Each part must lead to the live build, for the server reads there. A copy has plain folders and no link."""
    if tree.current.is_symlink():
        if not is_build(tree, tree.served()):
            yield Finding(
                "current", "altered", "current 没有指向 builds 中的文件夹；请运行 gongkai publish rebuild。"
            )
        for part in PARTS:
            if not leads_to(tree.part(part), f"current/{part}") or (tree.served() / part).is_symlink():
                yield Finding(
                    part,
                    "altered",
                    f"{part} 应是指向 current/{part} 的链接，那里应是文件夹，现在不是；请运行 gongkai publish rebuild。",
                )
    elif any(tree.part(part).is_symlink() for part in PARTS):
        yield Finding("current", "altered", "current 应是链接，现在不是；请运行 gongkai publish rebuild。")


@dataclass(frozen=True, slots=True)
class _Roots:
    """What the parts are held against; None where nothing tells it."""

    manifest: str
    log: log.Checkpoint | None
    snapshot: int | None


def _roots(cursor: Cursor) -> _Roots:
    return _Roots(
        cursor.manifest, log.Checkpoint(cursor.sequence, bytes.fromhex(cursor.log)), cursor.snapshot
    )


def _roots_without_cursor(base: Path) -> _Roots:
    """The roots as the parts themselves give them, so that a damaged cursor does not hide the rest."""
    manifest, checkpoint = "", None
    with suppress(OSError):
        manifest = sha256_hex(read_regular(base / node_place(ROOT)))
    with suppress(OSError, ValueError):
        checkpoint = log.read_checkpoint(read_regular(base / "log/checkpoint"))
    return _Roots(manifest, checkpoint, None)


def _shown(path: str) -> str:
    """A name as it can be printed."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in path)


def _altered(path: str) -> Finding:
    return Finding(_shown(path), "altered", f"文件被改动：{_shown(path)}")


def _missing(path: str) -> Finding:
    return Finding(_shown(path), "missing", f"文件缺失：{_shown(path)}")


def _surplus(path: str) -> Finding:
    return Finding(_shown(path), "surplus", f"多出的文件：{_shown(path)}")


def _held(base: Path, path: str, stamp: Stamp) -> Finding | None:
    """What is wrong with a file that must have this stamp."""
    try:
        return None if stamp_at(base / path, stamp.size) == stamp else _altered(path)
    except FileNotFoundError:
        return _missing(path)
    except (OSError, ValueError) as error:
        return _unread(path, error)


def _unread(path: str, error: Exception) -> Finding:
    why = reason_of(error) if isinstance(error, OSError) else "文件名不合规"
    return Finding(_shown(path), "altered", f"文件无法读取：{_shown(path)}（{why}）")


def _paths_under(base: Path, part: str) -> Iterator[str]:
    """Everything of a part of the tree that is no folder: files, links, pipes; also folders that cannot be read."""
    top, unread = str(base / part), list[OSError]()
    for folder, inner, names in os.walk(top, onerror=unread.append):
        links = [name for name in inner if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114 - for every file
        for name in (*links, *names):
            yield f"{part}{folder[len(top) :]}/{name}"
    for error in unread:
        if error.filename != top:
            yield f"{part}{error.filename[len(top) :]}"


def _no_files(base: Path, part: str) -> Iterator[Finding]:
    """Links, pipes and the like under a part."""
    for path in _paths_under(base, part):
        if not stat.S_ISREG((base / path).lstat().st_mode):
            yield Finding(_shown(path), "altered", f"不是普通文件：{_shown(path)}")


@dataclass(slots=True)
class _TreeCheck:
    base: Path
    roots: _Roots
    progress: Progress
    _things: set[str] | None = None

    def site(self) -> Iterator[Finding]:
        """The manifest against its root, and the site against the manifest."""
        known: set[str] = set()
        nodes: set[str] = set()
        damaged: list[str] = []
        for entry in walk(self.base, self.roots.manifest, nodes):
            if isinstance(entry, Damage):
                damaged.append(entry.place.removesuffix("entries.txt"))
                yield Finding(_shown(entry.place), "manifest", f"{entry.message}：{_shown(entry.place)}")
                continue
            path, stamp = entry
            known.add(f"site/{path}")
            found = _held(self.base, f"site/{path}", stamp)
            if found:
                yield found
            if not len(known) % _STEP:
                self.progress("核对文件", len(known), len(known))
        for path in _paths_under(self.base, "manifest"):
            if path not in nodes and not path.startswith(tuple(damaged)):
                yield _surplus(path)
        if not damaged:
            self._things = {_bare(path) for path in known if _is_data_of_a_thing(path, known)}
            yield from (_surplus(path) for path in _paths_under(self.base, "site") if path not in known)

    def log(self) -> Iterator[Finding]:
        """The log's files against its leaves, and both against the cursor."""
        checkpoint = self.roots.log
        if checkpoint is None:
            yield Finding("log/checkpoint", "log", "公开日志的检查点无法读取：log/checkpoint")
            yield from _no_files(self.base, "log")
            return
        try:
            yield from _compare_log(self.base, log.stored_leaves(self.base, checkpoint.size))
        except (OSError, ValueError) as error:
            why = reason_of(error) if isinstance(error, OSError) else str(error)
            yield Finding("log", "log", f"公开日志不完整：{why}")
            yield from _no_files(self.base, "log")
        try:
            stored = log.read_checkpoint(read_regular(self.base / "log/checkpoint"))
        except (OSError, ValueError):
            yield Finding("log/checkpoint", "log", "公开日志的检查点无法读取：log/checkpoint")
            return
        if stored != checkpoint:
            yield Finding("log/checkpoint", "log", "公开日志的检查点与发布进度不一致：log/checkpoint")

    def index(self) -> Iterator[Finding]:
        """The index's files against their seals, and what can be found against the pages."""
        try:
            damaged = list(damage(self.base / "index"))
        except OSError as error:
            yield Finding("index/", "index", f"检索索引无法读取：{reason_of(error)}（{error.filename}）")
            return
        for path, what in damaged:
            yield _unsound_index(f"index/{path}", f"检索索引的{what}")
        if damaged or self._things is None:
            return
        try:
            found = Counter(hit["path"] for hit in index.contents(self.base / "index"))
        except PortalError as error:
            yield Finding("index/", "index", str(error))
            return
        except (KeyError, TypeError, RecursionError):
            yield _unsound_index("index/", "检索索引中有不是结果的内容")
            return
        for path in sorted(
            found.keys() ^ self._things | {path for path, count in found.items() if count > 1}
        ):
            what = "检索索引多出" if path in found else "检索索引缺少"
            yield _unsound_index(f"index#{path}", what)

    def state(self) -> Iterator[Finding]:
        """What the live server makes its pages with; nothing else stands beside it and the cursor."""
        snapshot = read_snapshot(Tree(self.base))
        if snapshot is None or self.roots.snapshot not in (None, snapshot.sequence):
            yield _other_snapshot()
        else:
            yield from _compare_snapshot(self.base, snapshot)
        known = {_SNAPSHOT, _CURSOR}
        yield from (_surplus(path) for path in _paths_under(self.base, "state") if path not in known)


def _other_snapshot() -> Finding:
    return Finding(
        _SNAPSHOT, "state", f"站点设置与已发布的不一致：{_SNAPSHOT}；请运行 gongkai publish rebuild。"
    )


def _unsound_index(path: str, what: str) -> Finding:
    named = path.removeprefix("index#")
    return Finding(_shown(path), "index", f"{what}：{_shown(named)}；请运行 gongkai publish rebuild。")


def _compare_snapshot(public: Path, published: SiteSnapshot) -> Iterator[Finding]:
    """The settings with which the live server makes search, form and tracking."""
    try:
        sound = _held(public, _SNAPSHOT, stamp_of(snapshot_bytes(published))) is None
    except (ValueError, TypeError):  # read from the file, and none that was ever written
        sound = False
    if not sound:
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


def _compare_log(public: Path, leaves: Iterable[bytes]) -> Iterator[Finding]:
    """Every file of the log against what these leaves make."""
    known = set()
    for path, data in log.files_of(leaves):
        known.add(path)
        found = _held(public, path, stamp_of(data))
        if found and found.explanation == _altered(path).explanation:
            yield Finding(path, "log", f"公开日志与条目不一致：{path}")
        elif found:
            yield found
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
        stamps = {path: stamp_of(data) for path, data in unit.files.items()}
        stamps |= {path: Stamp(one.sha256, one.size) for path, one in unit.attachments.items()}
        for path, stamp in stamps.items():
            known.add(f"site/{path}")
            found = _held(self.public, f"site/{path}", stamp)
            if found and not self._same_text(path, unit):
                yield found

    def _same_text(self, path: str, unit: Unit) -> bool:
        """A twin made with another zlib: other bytes, the same text. The manifest still holds its bytes."""
        text = unit.files.get(path.removesuffix(".gz"))
        if not path.endswith(".gz") or text is None:
            return False
        unpacker = zlib.decompressobj(_GZIP)
        try:
            found = unpacker.decompress(read_regular(self.public / "site" / path), len(text) + 1)
        except (OSError, zlib.error):
            return False
        return found == text and unpacker.eof and not unpacker.unused_data

    def index(self) -> Iterator[Finding]:
        """The shards and what each result shows; only where their files are as they were sealed."""
        for key in COMPLETE_LISTS:
            size = self.source.list_head(key).size
            for start in range(0, size, index.SHARD):
                place = index.shard_place(self.public / "index", (key, start // index.SHARD))
                layout = read_layout(place)
                if layout is None or layout.high != min(size, start + index.SHARD):
                    yield _unsound_index(f"index/{place.name}", "检索索引的文件夹缺失或不完整")
        try:
            found = {
                (hit["path"], sha256_hex(canonical_json(hit)))
                for hit in index.contents(self.public / "index")
            }
        except PortalError:
            return  # told by the tree's own check
        for path in sorted({path for path, _ in found ^ self._expected}):
            yield _unsound_index(f"index#{path}", "检索索引与当前版本不一致")
