"""One publication at 10,000 and at 1,000,000 editions: what is asked of the source, what is written.

A whole tree of a million records would take gigabytes. What one act reads is therefore laid out in full (manifest
nodes with an entry for every file, the log over every act, the last index shard, the pages that the act changes),
and only the pages that it never opens are left out. The projector itself runs unchanged, on 40 acts one by one.

    .venv-test/bin/python bench/portal_publish.py [small] [large]
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from portal_records import AREAS, BODIES, COLUMNS, GeneratedSource

from gongkai.portal import index, lists, log
from gongkai.portal.contract import product_pages
from gongkai.portal.manifest import Manifest, number_node, thing_node
from gongkai.portal.projector import Assembly, Projector, version_of
from gongkai.portal.render import Renderer
from gongkai.portal.shapes import Touch
from gongkai.portal.storage import Stamp, Writer
from gongkai.portal.tree import Cursor, Tree, cursor_bytes, new_build, snapshot_bytes, switch

ACTS = 40
SUFFIXES = (".html", ".html.gz", ".json", ".json.gz")


@dataclass
class Cost:
    calls: dict[str, int]
    rows: int
    files: int
    written: int
    indexed: int
    spent: float


def entry(path: str) -> Stamp:
    return Stamp(hashlib.sha256(path.encode()).hexdigest(), 10_000)


def lay_out(source: GeneratedSource, tree: Tree) -> None:
    """The tree after `source.count` records, without the record and list pages that no coming act opens."""
    build = new_build(tree, source.head())
    snapshot = source.snapshot()
    assert snapshot is not None
    writer = Writer(build)
    assembly = Assembly(build, source, writer)
    for serial in range(source.count):
        path = source.content_path(serial)
        assembly.manifest.replace(
            thing_node(path), path, {path + suffix: entry(path + suffix) for suffix in SUFFIXES}
        )
    for key in all_keys():
        list_entries(assembly.manifest, source, key)
    renderer = Renderer(source, snapshot, product_pages())
    for key in renderer.heads:
        for number in {lists.HEAD, max(1, lists.full_pages(renderer.heads[key].size))}:
            unit = renderer.list_page(key, number)
            if unit:
                assembly.put(unit)
    assembly.put(renderer.static())
    assembly.put(renderer.platform())
    checkpoint = write_log(build, writer, source)
    for shard in range(0, source.count, index.SHARD)[-1:]:
        index.update(
            build / "index", source, [Touch(list_key="all", position=n) for n in range(shard, source.count)]
        )
    cursor = Cursor(
        sequence=source.head(),
        snapshot=snapshot.sequence,
        version=version_of(product_pages().__name__),
        manifest=assembly.manifest.flush(),
        log=checkpoint.root.hex(),
    )
    (build / "state/snapshot.json").write_bytes(snapshot_bytes(snapshot))
    (build / "state/cursor.json").write_bytes(cursor_bytes(cursor))
    switch(tree, build)


def all_keys() -> list[str]:
    groups = [("body/b", BODIES, 2), ("column/c", COLUMNS, 1), ("area/a", AREAS, 2)]
    return ["all"] + [
        f"{group}{number:0{width}}" for group, count, width in groups for number in range(count)
    ]


def list_entries(manifest: Manifest, source: GeneratedSource, key: str) -> None:
    for number in range(1, lists.full_pages(source.list_head(key).size) + 1):
        owner = f"{key}/{number // 100}/{number}"
        node = ("lists", *key.split("/"), *number_node(number))
        manifest.replace(node, owner, {owner + suffix: entry(owner + suffix) for suffix in SUFFIXES})


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


def publish_one(source: GeneratedSource, tree: Tree) -> Cost:
    before = sizes(tree.part("index").resolve())
    source.count += 1
    source.calls.clear()
    source.rows = 0
    run = Projector(source, tree, product_pages())
    started = time.perf_counter()
    run.follow()
    spent = time.perf_counter() - started
    after = sizes(tree.part("index").resolve())
    indexed = sum(size for name, (node, size) in after.items() if before.get(name) != (node, size))
    return Cost(dict(source.calls), source.rows, run.counts.files, run.counts.written, indexed, spent)


def measure(count: int) -> list[Cost]:
    with tempfile.TemporaryDirectory() as folder:
        source, tree = GeneratedSource(count, room=ACTS), Tree(Path(folder))
        tree.root.mkdir(exist_ok=True)
        started = time.perf_counter()
        lay_out(source, tree)
        print(f"laid out {count:,} editions in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        return [publish_one(source, tree) for _ in range(ACTS)]


def row(name: str, small: list[float], large: list[float], unit: str = "") -> None:
    one, other = statistics.mean(small), statistics.mean(large)
    print(
        f"{name:24}{one:14,.1f}{other:14,.1f}{other / one:10.3f}   most {max(small):,.0f} / {max(large):,.0f} {unit}"
    )


def main(small: int, large: int) -> None:
    few, many = measure(small), measure(large)
    print(f"one publication, mean of {ACTS:<5}{small:>10,}{large:>14,}     ratio")
    for name in sorted(few[0].calls):
        row(
            f"source.{name} calls",
            [cost.calls.get(name, 0) for cost in few],
            [c.calls.get(name, 0) for c in many],
        )
    row("source rows", [cost.rows for cost in few], [cost.rows for cost in many])
    row("files written", [cost.files for cost in few], [cost.files for cost in many])
    row("KB written", [cost.written / 1e3 for cost in few], [cost.written / 1e3 for cost in many])
    row("KB index files", [cost.indexed / 1e3 for cost in few], [cost.indexed / 1e3 for cost in many])
    row("milliseconds", [cost.spent * 1e3 for cost in few], [cost.spent * 1e3 for cost in many])


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 1_000_000))
