from __future__ import annotations

from pathlib import Path

import hypothesis.strategies as st
import pytest
import tantivy
from hypothesis import given
from memory_source import MemorySource, record, snapshot
from trees import files_under

from gongkai.portal import blocks as blocks_module
from gongkai.portal import index
from gongkai.portal.blocks import LARGE, SIZES, cover, read_layout
from gongkai.portal.errors import PortalError
from gongkai.portal.search import Searcher
from gongkai.portal.shapes import Touch


def kept(folder: Path, count: int, built: int = 0) -> MemorySource:
    """An index over `built` records that then followed publications one by one, up to `count`."""
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, built + 1):
        source.publish(record(serial))
    index.build(folder, source, lambda _: None)
    for serial in range(built + 1, count + 1):
        source.publish(record(serial))
        follow(folder, source)
    return source


def follow(folder: Path, source: MemorySource) -> None:
    (act,) = source.acts(source.head() - 1)
    index.update(folder, source, act.touched)


def blocks(folder: Path) -> list[tuple[int, int, int]]:
    """(first place, last place + 1, number of documents) of each block."""
    layout = read_layout(folder / "all-0")
    assert layout
    return [(block.start, block.stop, sum(count for _, count in block.segments)) for block in layout.blocks]


@given(start=st.integers(0, 10).map(lambda shard: shard * index.SHARD), size=st.integers(0, index.SHARD))
def test_blocks_cover_every_place_once_and_are_few(start: int, size: int) -> None:
    found = list(cover(start, start + size))
    assert [block.start for block in found] == [start, *(block.stop for block in found)][: len(found)]
    assert (found[-1].stop if found else start) == start + size
    assert {block.stop - block.start for block in found} <= {LARGE, *SIZES}
    assert len(found) <= 2 + 5 * 7


def test_eight_blocks_become_one_and_its_documents_are_found(tmp_path: Path) -> None:
    kept(tmp_path, 67, built=56)
    assert blocks(tmp_path) == [(0, 64, 64), (64, 65, 1), (65, 66, 1), (66, 67, 1)]
    (shard,) = Searcher(tmp_path).shards()
    assert shard.searcher.num_segments == 4
    assert [Searcher(tmp_path).search(f"第{serial}号").total for serial in range(1, 68)] == [1] * 67


def test_a_changed_place_costs_its_block_and_leaves_the_others_alone(tmp_path: Path) -> None:
    source = kept(tmp_path, 75, built=75)
    before = files_under(tmp_path / "all-0")
    source.withdraw("heping/2017/00070")
    follow(tmp_path, source)
    assert blocks(tmp_path)[1] == (64, 72, 7)
    after = files_under(tmp_path / "all-0")
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 7, "one segment's files"
    assert not any("第70号".encode() in data for data in after.values())
    assert not (tmp_path / "work").exists()


def test_blocks_with_gaps_become_one_too(tmp_path: Path) -> None:
    source = kept(tmp_path, 60, built=55)
    for serial in (1, 3, 20, 21, 22, 23, 24, 58):
        source.withdraw(f"heping/2017/{serial:05}")
        follow(tmp_path, source)
    for serial in range(61, 65):
        source.publish(record(serial))
        follow(tmp_path, source)
    assert blocks(tmp_path) == [(0, 64, 56)]
    assert {hit["path"] for hit in index.contents(tmp_path)} == set(source.live())


def test_a_large_block_is_one_until_a_place_changes_and_then_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks_module, "SIZES", (8, 1))
    for module in (blocks_module, index):
        monkeypatch.setattr(module, "LARGE", 64)
    source = kept(tmp_path, 65, built=62)
    assert blocks(tmp_path) == [(0, 64, 64), (64, 65, 1)]
    (shard,) = Searcher(tmp_path).shards()
    assert (shard.searcher.num_segments, shard.searcher.num_docs) == (2, 65)
    source.withdraw("heping/2017/00010")
    follow(tmp_path, source)
    assert blocks(tmp_path) == [(n, n + 8, 7 if n == 8 else 8) for n in range(0, 64, 8)] + [(64, 65, 1)]
    assert {hit["path"] for hit in index.contents(tmp_path)} == set(source.live())
    assert not any("第10号".encode() in data for data in files_under(tmp_path).values())
    source.publish(record(66))
    follow(tmp_path, source)
    assert len(blocks(tmp_path)) == 10
    index.build(tmp_path / "anew", source, lambda _: None)
    assert blocks(tmp_path / "anew") == [(0, 64, 63), (64, 65, 1), (65, 66, 1)]
    assert {hit["path"] for hit in index.contents(tmp_path / "anew")} == set(source.live())


def test_everything_withdrawn_leaves_an_empty_index(tmp_path: Path) -> None:
    source = kept(tmp_path, 9)
    for serial in range(1, 10):
        source.withdraw(f"heping/2017/{serial:05}")
        follow(tmp_path, source)
    assert list(index.contents(tmp_path)) == []
    assert [name for name in files_under(tmp_path / "all-0") if name[0] != "."] == ["meta.json"]
    assert Searcher(tmp_path).search("事项").total == 0


def test_what_a_killed_writer_left_is_swept_away_when_the_act_is_repeated(tmp_path: Path) -> None:
    source = kept(tmp_path, 10)
    stray = tmp_path / "all-0" / "0123456789abcdef0123456789abcdef.store"
    stray.write_bytes(b"withdrawn")
    (tmp_path / "work" / "1").mkdir(parents=True)
    follow(tmp_path, source)
    assert not stray.exists()
    assert not (tmp_path / "work").exists()
    assert len(list(index.contents(tmp_path))) == 10


def test_one_more_place_writes_as_much_into_a_long_shard_as_into_a_short_one(tmp_path: Path) -> None:
    written = []
    for size in (8, 72):
        source = kept(tmp_path / str(size), size, built=size)
        before = files_under(tmp_path / str(size))
        source.publish(record(100))
        follow(tmp_path / str(size), source)
        after = files_under(tmp_path / str(size))
        fresh = [len(data) for name, data in after.items() if before.get(name) != data]
        written.append((len(fresh), sum(fresh)))
    assert written[0] == written[1]


def test_an_index_of_another_format_gets_a_sentence(tmp_path: Path) -> None:
    source = kept(tmp_path, 2)
    (tmp_path / "stamp").write_bytes(b"\n")
    for attempt in (
        lambda: Searcher(tmp_path).search("事项"),
        lambda: list(index.contents(tmp_path)),
        lambda: index.update(tmp_path, source, [Touch(list_key="all", position=1)]),
    ):
        with pytest.raises(PortalError, match=r"格式不是本版本的.*gongkai publish rebuild"):
            attempt()


def test_a_reader_that_is_open_sees_each_change(tmp_path: Path) -> None:
    source = kept(tmp_path, 7)
    searcher = Searcher(tmp_path)
    assert searcher.search("事项").total == searcher.search("事项").total == 7
    source.publish(record(8))
    follow(tmp_path, source)
    assert searcher.search("事项").total == 8
    source.withdraw("heping/2017/00003")
    follow(tmp_path, source)
    assert searcher.search("事项").total == 7
    assert searcher.search("第3号").total == 0


def test_a_damaged_segment_gets_a_sentence_and_no_panic(tmp_path: Path) -> None:
    kept(tmp_path, 3)
    for place in (tmp_path / "all-0").glob("*.store"):
        place.write_bytes(b"\x00" * 40)
    with pytest.raises(PortalError, match="gongkai publish rebuild"):
        list(index.contents(tmp_path))
    with pytest.raises(PortalError, match="gongkai publish rebuild"):
        Searcher(tmp_path).search("事项")
    assert tantivy.Index.exists(str(tmp_path / "all-0"))
