from __future__ import annotations

import hashlib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from trees import files_under

from gongkai.portal import log
from gongkai.portal.shapes import Act
from gongkai.portal.storage import Writer


def leaves(count: int) -> list[bytes]:
    return [b"act %d" % number for number in range(count)]


def plain_root(data: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    half = 1
    while half * 2 < len(data):
        half *= 2
    return hashlib.sha256(b"\x01" + plain_root(data[:half]) + plain_root(data[half:])).digest()


def grown(folder: Path, steps: list[int]) -> log.Checkpoint:
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = log.Checkpoint(0, log.EMPTY_ROOT)
    for step in steps:
        writer = Writer(folder, folder.parent / "staging")
        start = checkpoint.size
        checkpoint = log.append(folder, writer, start, leaves(start + step)[start:])
        writer.commit()
    return checkpoint


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000])
def test_the_root_is_that_of_the_standard(tmp_path: Path, count: int) -> None:
    assert grown(tmp_path / "log", [count]) == log.Checkpoint(count, plain_root(leaves(count)))


def test_known_answers_of_the_standard_hold() -> None:
    assert log.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert log.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@settings(max_examples=25)
@given(steps=st.lists(st.integers(1, 300), min_size=1, max_size=6))
def test_a_log_grown_in_any_steps_has_the_same_files(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    grown(folder / "steps", steps)
    expected = dict(log.files_of(leaves(sum(steps))))
    assert files_under(folder / "steps") == expected
    grown(folder / "once", [sum(steps)])
    assert files_under(folder / "once") == expected


def test_two_levels_of_full_tiles_have_the_same_files(tmp_path: Path) -> None:
    count = 256 * 256 + 300
    grown(tmp_path / "log", [40_000, 20_000, count - 60_000])
    assert files_under(tmp_path / "log") == dict(log.files_of(leaves(count)))
    assert log.read_checkpoint((tmp_path / "log/log/checkpoint").read_bytes()).root == plain_root(
        leaves(count)
    )
    assert (tmp_path / "log/log/tile/2/000.p/1").is_file()


def test_appending_again_what_a_killed_writer_had_appended_changes_nothing(tmp_path: Path) -> None:
    grown(tmp_path / "log", [250, 30])
    before = files_under(tmp_path / "log")
    writer = Writer(tmp_path / "log", tmp_path / "staging")
    log.append(tmp_path / "log", writer, 250, leaves(280)[250:])
    writer.commit()
    assert files_under(tmp_path / "log") == before
    assert writer.files == 0


@settings(max_examples=60)
@given(data=st.data())
def test_every_leaf_can_be_proved_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, 700))
    index = data.draw(st.integers(0, size - 1))
    folder = tmp_path_factory.mktemp("log")
    checkpoint = grown(folder / "log", [size])
    path = log.Tiles(folder / "log").inclusion(index, size)
    assert log.verify_inclusion(leaves(size)[index], index, checkpoint, path)
    assert not log.verify_inclusion(b"another", index, checkpoint, path)
    assert not log.verify_inclusion(leaves(size)[index], index, log.Checkpoint(size, bytes(32)), path)
    assert not log.verify_inclusion(leaves(size)[index], size, checkpoint, path)
    if path:
        assert not log.verify_inclusion(leaves(size)[index], index, checkpoint, path[:-1])
        assert not log.verify_inclusion(leaves(size)[index], index ^ 1, checkpoint, path)


def test_one_act_rewrites_a_bounded_number_of_bytes(tmp_path: Path) -> None:
    costs = []
    for size in (300, 256 * 200 + 300 - 256):
        grown(tmp_path / str(size), [size])
        writer = Writer(tmp_path / str(size), tmp_path / "staging")
        log.append(tmp_path / str(size), writer, size, [b"act x"])
        costs.append(writer.files)
        assert writer.written < 64 * 1024
    assert costs == [3, 3]


def test_a_leaf_says_what_was_done_where_and_with_which_content() -> None:
    act = Act(
        sequence=7,
        at="2017-03-20T09:00:00+08:00",
        kind="edition",
        path="heping/2017/00001",
        content_sha256="ab",
    )
    assert log.leaf(act) == (
        b'{"at":"2017-03-20T09:00:00+08:00","content_sha256":"ab","kind":"edition",'
        b'"path":"heping/2017/00001","sequence":7}'
    )


@pytest.mark.parametrize(
    "data", [b"", b"gongkai/log/1\n3\n", b"other\n3\nAAAA\n", b"gongkai/log/1\nx\nAAAA\n", b"\xff"]
)
def test_a_damaged_checkpoint_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        log.read_checkpoint(data)


def test_a_damaged_bundle_is_refused() -> None:
    packed = log.pack([b"one", b"two"])
    assert log.unpack(packed) == [b"one", b"two"]
    with pytest.raises(ValueError, match="inside a leaf"):
        log.unpack(packed[:-1])
