"""What someone who may write into the public folder can do to it: each is named, and nothing crashes or hangs."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import plain_pages
import pytest
from memory_source import MemorySource
from test_verify import against, flip, follow, published

from gongkai.portal.projector import rebuild
from gongkai.portal.responses import Asked
from gongkai.portal.server import Site
from gongkai.portal.tree import Cursor, Tree, cursor_bytes
from gongkai.portal.verify import verify_tree

_SECONDS = 60


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    public = tmp_path_factory.mktemp("whole") / "public"
    follow(published(), public)
    return public


@pytest.fixture
def public(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "public", symlinks=True)
    return tmp_path / "public"


@pytest.fixture
def source() -> MemorySource:
    return published()


def named(public: Path) -> list[str]:
    return [one.path for one in verify_tree(public)]


def mended(source: MemorySource, public: Path) -> bool:
    rebuild(source, public, pages=plain_pages, durable=False)
    return against(source, public) == [] and (public / "current").is_symlink()


# links and what is served


def test_what_is_served_is_what_is_checked(source: MemorySource, public: Path) -> None:
    served = (public / "site").resolve()
    (public / "site").unlink()
    shutil.copytree(served, public / "site")
    flip(served / "index.html")
    assert named(public) == ["site", "site/index.html"]
    assert {"site", "site/index.html"} <= {one.path for one in against(source, public)}
    assert mended(source, public)


@pytest.mark.parametrize("part", ["site", "index", "log", "manifest", "state"])
def test_a_part_that_leads_elsewhere_is_named_and_mended(
    source: MemorySource, public: Path, part: str
) -> None:
    sound = (public / part).resolve()
    (public / part).unlink()
    (public / part).symlink_to(sound)
    assert named(public) == [part]
    (public / part).unlink()
    shutil.copytree(sound, public / part)
    assert named(public) == [part]
    assert mended(source, public)
    assert sorted(place.name for place in public.iterdir() if place.suffix == ".new") == []


def test_a_tree_restored_without_its_links_is_mended(source: MemorySource, public: Path) -> None:
    restored = public.with_name("restored")
    shutil.copytree(public, restored)
    assert not (restored / "current").is_symlink()
    assert verify_tree(restored) == []
    assert mended(source, restored)
    assert not (restored / "staging").exists() or not any((restored / "staging").iterdir())


def test_a_current_folder_behind_links_is_named(public: Path) -> None:
    live = (public / "current").resolve()
    (public / "current").unlink()
    shutil.copytree(live, public / "current")
    assert "current" in named(public)


def test_a_build_that_stands_elsewhere_is_named_and_mended(source: MemorySource, public: Path) -> None:
    live = (public / "current").resolve()
    aside = live.rename(public.with_name("aside"))
    live.symlink_to(aside)
    assert named(public) == ["current"]
    live.unlink()
    (public / "current").unlink()
    (public / "current").symlink_to(aside)
    assert named(public) == ["current"]
    assert mended(source, public)


@pytest.mark.parametrize("name", ["site/index.html", "site/index.html.gz", "manifest/entries.txt"])
@pytest.mark.parametrize("kind", ["link", "fifo", "folder"])
def test_no_file_of_its_own_is_named(source: MemorySource, public: Path, name: str, kind: str) -> None:
    place = public / name
    place.rename(public / "aside")
    put(place, kind, public / "aside")
    assert name in named(public)
    if kind == "link":
        answer = Site(Tree(public), plain_pages).static("/", Asked(gzip=name.endswith(".gz")))
        assert "entries" in name or name.endswith(".gz") or answer.status == 404
    assert name in {one.path for one in against(source, public)}


@pytest.mark.parametrize(
    "name", ["state/cursor.json", "state/snapshot.json", "log/checkpoint", "index/stamp"]
)
@pytest.mark.parametrize("kind", ["link", "fifo", "folder"])
def test_no_state_of_its_own_is_named_and_hides_nothing(
    source: MemorySource, public: Path, name: str, kind: str
) -> None:
    flip(public / "site/index.html")
    place = public / name
    place.rename(public / "aside")
    put(place, kind, public / "aside")
    assert {name, "site/index.html"} <= set(named(public))
    assert {name, "site/index.html"} <= {one.path for one in against(source, public)}
    assert mended(source, public)


def put(place: Path, kind: str, target: Path) -> None:
    if kind == "link":
        place.symlink_to(target)
    elif kind == "fifo":
        os.mkfifo(place)
    else:
        place.mkdir()


def test_a_folder_that_is_a_link_is_named(public: Path) -> None:
    for name in ("site/heping", "log/tile", "manifest/things", "index/all-0"):
        aside = public / "aside"
        (public / name).rename(aside)
        (public / name).symlink_to(aside)
        assert name in named(public)
        (public / name).unlink()
        aside.rename(public / name)
    assert named(public) == []


@pytest.mark.parametrize("name", ["log/tile/0/000.p", "log/tile/entries/000.p"])
def test_a_tile_that_never_ends_is_named(source: MemorySource, public: Path, name: str) -> None:
    (tile,) = (public / name).iterdir()
    tile.unlink()
    os.mkfifo(tile)
    path = f"{name}/{tile.name}"
    assert path in named(public)
    assert path in {one.path for one in against(source, public)}


def test_a_tile_of_no_number_is_named(public: Path) -> None:
    (public / "log/tile/entries/000.p/more").write_bytes(b"")
    assert named(public) == ["log/tile/entries/000.p/more"]


# a damaged cursor


@pytest.mark.parametrize(
    "change",
    [
        {"log": "zz"},
        {"log": "z" * 64},
        {"log": 7},
        {"sequence": "54"},
        {"sequence": -1},
        {"sequence": True},
        {"manifest": 5},
        {"manifest": "0"},
        {"version": None},
        {"snapshot": [1]},
        {"more": 1},
    ],
)
def test_a_cursor_of_other_values_is_one_finding(
    source: MemorySource, public: Path, change: dict[str, object]
) -> None:
    place = public / "state/cursor.json"
    place.write_text(json.dumps(json.loads(place.read_bytes()) | change))
    assert named(public) == ["state/cursor.json"]
    assert [one.path for one in against(source, public)] == ["state/cursor.json"]
    flip(public / "site/index.html")
    assert named(public) == ["site/index.html", "state/cursor.json"]


@pytest.mark.parametrize("data", [b"[]", b"null", b"[" * 100_000, b"\xff", b"{}", b'{"sequence": 1e999}'])
@pytest.mark.parametrize("name", ["cursor.json", "snapshot.json"])
def test_state_that_is_no_state_is_one_finding(public: Path, name: str, data: bytes) -> None:
    (public / "state" / name).write_bytes(data)
    assert named(public) == [f"state/{name}"]


@pytest.mark.parametrize("name", ["state/cursor.json", "state/snapshot.json"])
def test_state_written_otherwise_is_named(public: Path, name: str) -> None:
    (public / name).write_bytes((public / name).read_bytes() + b" ")
    assert named(public) == [name]


def test_without_cursor_and_manifest_the_log_is_still_checked(public: Path) -> None:
    (public / "state/cursor.json").write_bytes(b"")
    (public / "manifest/entries.txt").unlink()
    flip(public / "log/checkpoint", 30)
    assert named(public) == ["log/checkpoint", "manifest/entries.txt", "state/cursor.json"]


@pytest.mark.parametrize("change", [{"version": "0" * 16}, {"sequence": 3}])
def test_a_cursor_that_tells_of_another_tree_hides_nothing(
    source: MemorySource, public: Path, change: dict[str, object]
) -> None:
    place = public / "state/cursor.json"
    place.write_bytes(cursor_bytes(Cursor(**(json.loads(place.read_bytes()) | change))))
    flip(public / "site/index.html")
    assert {"site/index.html", "state/cursor.json"} <= {one.path for one in against(source, public)}


def test_a_name_that_is_no_text_is_told_in_text(public: Path) -> None:
    place = os.fsencode((public / "site").resolve()) + b"/\xff\n.html"
    with open(place, "wb"):  # noqa: PTH123 - a name of bytes
        pass
    (found,) = verify_tree(public)
    assert found.kind == "surplus"
    assert found.explanation.encode().isascii() is False
    assert "\n" not in found.explanation


# the index


def shard(public: Path) -> Path:
    return public.resolve() / "index/all-0"


@pytest.mark.parametrize("suffix", [".idx", ".pos", ".term", ".fast", ".fieldnorm", ".store"])
def test_exchanged_files_of_two_segments_are_named(public: Path, suffix: str) -> None:
    files = {place.read_bytes(): place for place in shard(public).glob(f"*{suffix}")}
    (one, other), pair = sorted(files)[:2], [files[data] for data in sorted(files)[:2]]
    pair[0].write_bytes(other)
    pair[1].write_bytes(one)
    assert named(public) == sorted(f"index/all-0/{place.name}" for place in pair)


def test_any_change_of_the_list_of_segments_is_named(public: Path) -> None:
    place = shard(public) / "meta.json"
    sound = place.read_bytes()
    meta = json.loads(sound)
    changes: list[bytes] = [
        sound[:-1] + b"\n",
        sound[:-1],
        sound + b" ",
        sound.replace(b'"opstamp":0', b'"opstamp":1'),
        sound.replace(b'"payload":"', b'"payload":"1'),
        json.dumps(meta).encode(),
        sound.replace(b"\\n0 8 ", b"\\n0 9 "),
        b"[" * 100_000,
        b"{}",
        b"",
    ]
    for data in changes:
        assert data != sound
        place.write_bytes(data)
        assert named(public) == ["index/all-0/meta.json"], data[:40]
    place.write_bytes(sound)
    assert named(public) == []


@pytest.mark.parametrize(
    "name",
    [
        "index/all-0/leak.txt",
        "index/all-0/.managed.json",
        "index/all-0/.tantivy-meta.lock",
        "index/leak.txt",
        "manifest/leak.txt",
        "manifest/more/entries.txt",
        "log/leak.txt",
        "state/leak.txt",
        "site/leak.txt",
    ],
)
def test_an_added_file_is_named(public: Path, name: str) -> None:
    (public / name).parent.mkdir(exist_ok=True)
    (public / name).write_bytes(b"leak")
    assert named(public) == [name]


def test_added_folders_of_the_index_are_named(public: Path) -> None:
    (public / "index/new").mkdir()
    (public / "index/all-0/new").mkdir()
    shutil.copytree(shard(public), public / "index/all-1")
    shutil.copytree(shard(public), public / "index/all-007")
    found = named(public)
    assert {"index/new", "index/all-0/new", "index/all-1/meta.json", "index/all-007"} <= set(found)


def test_what_the_reader_leaves_in_a_shard_is_no_finding(public: Path) -> None:
    (shard(public) / ".tantivy-meta.lock").write_bytes(b"")
    assert named(public) == []


def test_a_missing_file_or_shard_of_the_index_is_named(source: MemorySource, public: Path) -> None:
    for place in sorted(shard(public).iterdir()):
        if place.name.startswith("."):
            continue
        data = place.read_bytes()
        place.unlink()
        assert f"index/all-0/{place.name}" in named(public), place.name
        place.write_bytes(data)
    shutil.rmtree(shard(public))
    assert "index/all-0" in {one.path for one in against(source, public)}


def test_an_empty_shard_that_is_missing_is_named_by_the_source(tmp_path: Path) -> None:
    source = published()
    for path in source.live():
        source.withdraw(path)
    follow(source, tmp_path)
    assert against(source, tmp_path) == []
    shutil.rmtree((tmp_path / "index").resolve() / "all-0")
    assert [one.path for one in against(source, tmp_path)] == ["index/all-0"]
