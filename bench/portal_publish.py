"""One publication at 10,000 and at 1,034,000 editions: what is asked of the source, what is written.

Pages, nodes, tiles and blocks fill up and begin again, so the two sizes differ by a multiple of 512,000: both stand at
the same place in every one of them, and act is compared with act. 256 acts follow one by one, a whole round of the
log's tiles.

A whole tree of a million records would take gigabytes. What an act reads is laid out in full (nodes of the manifest with
a line for everything below them, the log over every act, the blocks of the index that are not full, the pages that
the acts change); pages, nodes and full blocks that no act opens are left out. The projector itself runs unchanged.

    .venv-test/bin/python bench/portal_publish.py [small] [large]
"""

from __future__ import annotations

import hashlib
import re
import statistics
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from portal_records import AREAS, BODIES, COLUMNS, GeneratedSource

from gongkai.portal import index, lists, log, projector
from gongkai.portal.blocks import SIZES, Block, Layout, cover, install
from gongkai.portal.contract import product_pages
from gongkai.portal.manifest import NodeName, number_node, thing_node
from gongkai.portal.projector import Assembly, Projector, version_of
from gongkai.portal.render import Renderer, Unit
from gongkai.portal.shapes import Touch
from gongkai.portal.storage import Stamp, Writer
from gongkai.portal.tree import Cursor, Tree, cursor_bytes, new_build, snapshot_bytes, switch

ACTS = 256
SUFFIXES = (".html", ".html.gz", ".json", ".json.gz")
PARTS = ("site", "manifest", "log", "state")
HASH, NUMBER = re.compile(rb"[0-9a-f]{64}"), re.compile(rb"[\d,]*\d[\d,]*")


class CountingWriter(Writer):
    """The projector's writer, with what it wrote by part of the tree."""

    by_part: ClassVar[Counter[str]] = Counter()

    def put(self, path: str, data: bytes) -> None:
        before = self.written
        super().put(path, data)
        if self.written > before:
            self.by_part[path.partition("/")[0]] += len(data)
            if path.startswith("site/") and not path.endswith(".gz"):
                self.by_part["text"] += len(NUMBER.sub(b"0", HASH.sub(b"", data)))


@dataclass
class Cost:
    calls: dict[str, int]
    rows: int
    files: int
    parts: dict[str, int]
    text: int
    passed: int
    spent: float

    def written(self) -> int:
        return sum(self.parts.values())


def entry(path: str) -> Stamp:
    return Stamp(hashlib.sha256(path.encode()).hexdigest(), 10_000)


@dataclass
class Layer:
    """The manifest of a tree whose pages are not there: only the nodes that acts will open, with all their lines."""

    assembly: Assembly
    opened: set[NodeName]
    children: dict[NodeName, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, node: NodeName, owner: str) -> None:
        if node in self.opened:
            files = {owner + suffix: entry(owner + suffix) for suffix in SUFFIXES}
            self.assembly.manifest.replace(node, owner, files)
            return
        for depth in range(len(node) - 1, -1, -1):
            if node[:depth] in self.opened:
                self.children[node[:depth]].add(node[depth])
                return

    def finish(self) -> None:
        for name, children in self.children.items():
            node = self.assembly.manifest.node(name)
            node.children.update((child, hashlib.sha256(child.encode()).hexdigest()) for child in children)


def coming_nodes(source: GeneratedSource) -> set[NodeName]:
    """Every node that the acts to come open."""
    ends = {thing_node(source.content_path(source.count + act)) for act in range(ACTS)}
    for key in all_keys():
        size = source.list_head(key).size
        numbers = range(max(1, size // 20 - 6), (size + ACTS) // 20 + 2)
        ends |= {("lists", *key.split("/"), *number_node(number)) for number in numbers}
    return {node[:depth] for node in ends for depth in range(len(node) + 1)}


def lay_out(source: GeneratedSource, tree: Tree) -> None:
    """The tree after `source.count` records, without what no coming act opens."""
    build = new_build(tree, source.head())
    snapshot = source.snapshot()
    assert snapshot is not None
    writer = Writer(build)
    assembly = Assembly(build, source, writer)
    layer = Layer(assembly, coming_nodes(source))
    for serial in range(source.count):
        path = source.content_path(serial)
        layer.add(thing_node(path), path)
    for key in all_keys():
        for number in range(1, lists.full_pages(source.list_head(key).size) + 1):
            layer.add(("lists", *key.split("/"), *number_node(number)), f"{key}/{number // 100}/{number}")
    layer.finish()
    renderer = Renderer(source, snapshot, product_pages())
    for unit in newest_units(renderer):
        assembly.put(unit)
    lay_out_index(build, source)
    cursor = Cursor(
        sequence=source.head(),
        snapshot=snapshot.sequence,
        version=version_of(product_pages().__name__),
        manifest=assembly.manifest.flush(),
        log=write_log(build, writer, source).root.hex(),
    )
    (build / "state/snapshot.json").write_bytes(snapshot_bytes(snapshot))
    (build / "state/cursor.json").write_bytes(cursor_bytes(cursor))
    switch(tree, build)


def newest_units(renderer: Renderer) -> Iterator[Unit]:
    """The pages that acts change: heads, the newest full pages, the standing pages."""
    for key in renderer.heads:
        for number in {lists.HEAD, max(1, lists.full_pages(renderer.heads[key].size))}:
            unit = renderer.list_page(key, number)
            if unit:
                yield unit
    yield renderer.static()
    yield renderer.platform()


def lay_out_index(build: Path, source: GeneratedSource) -> None:
    """The newest shard: its full blocks by name only, its smaller ones from the records."""
    number, inside = divmod(source.count, index.SHARD)
    start, full = number * index.SHARD, inside - inside % SIZES[0]
    blocks = tuple(
        Block(block.start, block.stop, ((str(uuid.UUID(int=block.start)), SIZES[0]),))
        for block in cover(start, start + full)
    )
    index.build(build / "index", GeneratedSource(0), lambda _: None)
    place = index.shard_place(build / "index", ("all", number))
    install(place, Layout(start + full, blocks), build / "index/nothing")
    touches = [Touch(list_key="all", position=n) for n in range(start + full, source.count)]
    index.update(build / "index", source, touches)


def all_keys() -> list[str]:
    groups = [("body/b", BODIES, 2), ("column/c", COLUMNS, 1), ("area/a", AREAS, 2)]
    return ["all"] + [
        f"{group}{number:0{width}}" for group, count, width in groups for number in range(count)
    ]


def write_log(build: Path, writer: Writer, source: GeneratedSource) -> log.Checkpoint:
    """The log over acts of the right length; only the newest act is held against the source."""
    checkpoint = log.append(build, writer, 0, [])
    known = log.leaf(next(source.acts(source.head() - 1)))
    for start in range(0, source.head(), 65_536):
        stop = min(start + 65_536, source.head())
        leaves = [known[:-1] + b"%09d}" % number for number in range(start, stop)]
        if stop == source.head():
            leaves[-1] = known
        checkpoint = log.append(build, writer, start, leaves)
        writer.commit()
    return checkpoint


def sizes(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(place): (place.stat().st_ino, place.stat().st_size)
        for place in folder.rglob("*")
        if place.is_file()
    }


def passed() -> int:
    """Bytes that this process has handed to write() so far, whatever became of them."""
    status = Path("/proc/self/io").read_text()
    return int(status.partition("wchar: ")[2].split()[0])


def publish_one(source: GeneratedSource, tree: Tree) -> Cost:
    folder = tree.part("index").resolve()
    before, given = sizes(folder), passed()
    source.count += 1
    source.calls.clear()
    CountingWriter.by_part.clear()
    source.rows = 0
    run = Projector(source, tree, product_pages(), durable=False)
    started = time.perf_counter()
    run.follow()
    spent = time.perf_counter() - started
    given = passed() - given
    after = sizes(folder)
    fresh = [size for name, (node, size) in after.items() if before.get(name) != (node, size)]
    parts = {part: CountingWriter.by_part[part] for part in PARTS} | {"index": sum(fresh)}
    return Cost(
        dict(source.calls),
        source.rows,
        run.counts.files + len(fresh),
        parts,
        CountingWriter.by_part["text"],
        given,
        spent,
    )


def measure(count: int) -> list[Cost]:
    with tempfile.TemporaryDirectory() as folder:
        source, tree = GeneratedSource(count, room=ACTS), Tree(Path(folder))
        tree.root.mkdir(exist_ok=True)
        started = time.perf_counter()
        lay_out(source, tree)
        print(f"laid out {count:,} editions in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        projector.Writer = CountingWriter  # type: ignore[attr-defined]  # what the projector takes by name
        try:
            return [publish_one(source, tree) for _ in range(ACTS)]
        finally:
            projector.Writer = Writer  # type: ignore[attr-defined]


def row(name: str, small: Sequence[float], large: Sequence[float]) -> None:
    one, other = statistics.mean(small), statistics.mean(large)
    equal = sum(left == right for left, right in zip(small, large, strict=True))
    print(
        f"{name:24}{one:12,.1f}{other:12,.1f}{other / one if one else 1:9.4f}{max(small):12,.1f}{max(large):12,.1f}"
        f"{equal:8}"
    )


def main(small: int, large: int) -> None:
    few, many = measure(small), measure(large)
    print(f"{'':24}{'mean':>12}{'mean':>12}{'':9}{'worst':>12}{'worst':>12}{'equal':>8}")
    print(
        f"of {ACTS} publications at {small:>12,}{large:>12,}{'ratio':>9}{small:>12,}{large:>12,}{'acts':>8}"
    )
    for name in sorted(few[0].calls):
        row(f"source.{name} calls", [c.calls.get(name, 0) for c in few], [c.calls.get(name, 0) for c in many])
    row("source rows", [c.rows for c in few], [c.rows for c in many])
    row("files written", [c.files for c in few], [c.files for c in many])
    for part in (*PARTS, "index"):
        row(f"KB into {part}/", [c.parts[part] / 1e3 for c in few], [c.parts[part] / 1e3 for c in many])
    row("KB written in all", [c.written() / 1e3 for c in few], [c.written() / 1e3 for c in many])
    row("KB given to write()", [c.passed / 1e3 for c in few], [c.passed / 1e3 for c in many])
    row("milliseconds, unsynced", [c.spent * 1e3 for c in few], [c.spent * 1e3 for c in many])
    apart = [abs(one.written() - other.written()) for one, other in zip(few, many, strict=True)]
    print(
        f"bytes by which an act differs from its pair: mean {statistics.mean(apart):,.0f}, most {max(apart):,}"
    )
    blind = sum(one.text == other.text for one, other in zip(few, many, strict=True))
    print(
        f"with every number taken for one digit and gzip twins left out, site/ is equal in {blind} of {ACTS} acts"
    )


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 1_034_000))
