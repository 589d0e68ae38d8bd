from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import plain_pages
import pytest
from memory_source import MemorySource, record, snapshot
from trees import files_under

from gongkai.portal.documents import hit_of
from gongkai.portal.errors import PortalError
from gongkai.portal.projector import project, rebuild
from gongkai.portal.shapes import Edition
from gongkai.portal.verify import Finding, verify_against, verify_tree


def published() -> MemorySource:
    source = MemorySource()
    source.publish_snapshot(snapshot())
    for serial in range(1, 51):
        source.publish(record(serial, columns=("policy", "news.street")))
    source.publish(record(9, title="更正后的标题"))
    source.publish(record(51, attachments=(source.store(b"table", "表.json"),)))
    source.withdraw("heping/2017/00012")
    return source


def follow(source: MemorySource, public: Path) -> None:
    project(source, public, pages=plain_pages, durable=False)


@pytest.fixture
def source() -> MemorySource:
    return published()


@pytest.fixture
def public(source: MemorySource, tmp_path: Path) -> Path:
    follow(source, tmp_path / "public")
    return tmp_path / "public"


def against(source: MemorySource, public: Path) -> list[Finding]:
    return verify_against(source, public, pages=plain_pages)


def flip(place: Path, where: int | None = None) -> None:
    data = bytearray(place.read_bytes())
    data[len(data) // 2 if where is None else where] ^= 1
    place.write_bytes(bytes(data))


def test_a_tree_just_built_is_sound(source: MemorySource, public: Path) -> None:
    assert verify_tree(public) == []
    assert against(source, public) == []


def test_a_tree_kept_step_by_step_is_sound(source: MemorySource, public: Path) -> None:
    for serial in range(60, 75):
        source.publish(record(serial))
        follow(source, public)
    source.withdraw("heping/2017/00060")
    follow(source, public)
    assert verify_tree(public) == []
    assert against(source, public) == []


def test_any_flipped_byte_of_the_site_is_named(source: MemorySource, public: Path) -> None:
    site = (public / "site").resolve()
    chance = random.Random(1)
    for name in chance.sample(sorted(files_under(site)), 25):
        before = (site / name).read_bytes()
        flip(site / name, chance.randrange(len(before)))
        for found in (verify_tree(public), against(source, public)):
            assert [(one.path, one.kind) for one in found] == [(f"site/{name}", "altered")]
            assert name in found[0].explanation
        (site / name).write_bytes(before)
    assert verify_tree(public) == []


@pytest.mark.parametrize("part", ["log", "manifest", "index"])
def test_any_flipped_byte_beside_the_site_is_named(public: Path, part: str) -> None:
    folder = (public / part).resolve()
    for name, data in files_under(folder).items():
        if not data:
            continue
        flip(folder / name)
        found = verify_tree(public)
        assert f"{part}/{name}" in {one.path for one in found} or (part == "log" and found), name
        (folder / name).write_bytes(data)
    assert verify_tree(public) == []


@pytest.mark.parametrize("name", ["meta.json", "stamp"])
def test_a_damaged_index_is_told_and_a_rebuild_mends_it(
    source: MemorySource, public: Path, name: str
) -> None:
    next((public / "index").resolve().rglob(name)).write_bytes(b"{")
    found = verify_tree(public)
    assert {one.kind for one in found} == {"index"}
    assert "gongkai publish rebuild" in found[0].explanation
    source.publish(record(90))
    with pytest.raises(PortalError, match="gongkai publish rebuild"):
        follow(source, public)
    rebuild(source, public, pages=plain_pages, durable=False)
    assert against(source, public) == []


def test_missing_and_surplus_files_are_named(source: MemorySource, public: Path) -> None:
    site = (public / "site").resolve()
    (site / "heping/2017/00003.html").unlink()
    (site / "heping/2017/09999.html").write_text("多出")
    (site / "linked").symlink_to("/etc")
    expected = [
        ("site/heping/2017/00003.html", "missing"),
        ("site/heping/2017/09999.html", "surplus"),
        ("site/linked", "surplus"),
    ]
    assert [(one.path, one.kind) for one in verify_tree(public)] == expected
    assert [(one.path, one.kind) for one in against(source, public)] == expected


def test_a_copied_tree_is_checked_alone(public: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    for part in ("site", "log", "manifest", "index", "state"):
        shutil.copytree(public / part, copy / part)
    assert verify_tree(copy) == []
    flip(copy / "site/index.html")
    assert [one.path for one in verify_tree(copy)] == ["site/index.html"]


def test_a_page_altered_together_with_its_manifest_is_found_by_the_source(
    source: MemorySource, tmp_path: Path
) -> None:
    forged = published()
    path = "heping/2017/00020"
    edition = forged.current([path])[path]
    assert isinstance(edition, Edition)
    forged._current[path] = replace(edition, content=replace(edition.content, title="另一个标题"))  # noqa: SLF001
    follow(forged, tmp_path)
    assert verify_tree(tmp_path) == []
    kinds = {(one.path, one.kind) for one in against(source, tmp_path)}
    assert (f"site/{path}.html", "altered") in kinds
    assert (f"site/{path}", "content") in {(one.path, one.kind) for one in against(forged, tmp_path)}


def test_other_settings_of_the_live_server_are_found(source: MemorySource, public: Path) -> None:
    place = public / "state/snapshot.json"
    settings = place.read_bytes()
    place.write_bytes(settings.replace("示例区".encode(), "别的区".encode()))
    assert place.read_bytes() != settings
    assert [(one.path, one.kind) for one in against(source, public)] == [("state/snapshot.json", "state")]
    place.write_bytes(b"{}")
    assert [(one.path, one.kind) for one in verify_tree(public)] == [("state/snapshot.json", "state")]
    rebuild(source, public, pages=plain_pages, durable=False)
    (public / "state/more.json").write_bytes(b"{}")
    assert [(one.path, one.kind) for one in verify_tree(public)] == [("state/more.json", "surplus")]


def test_a_result_that_bears_another_title_than_its_page_is_found(
    source: MemorySource, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = {"title": "另一个标题", "body_name": "另一个机关", "made_on": "2001-01-01"}
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.portal.documents.hit_of", lambda edition: hit_of(edition) | forged)
        rebuild(source, public, pages=plain_pages, durable=False)
    found = against(source, public)
    assert {one.kind for one in found} == {"index"}
    assert len(found) == len(source.live())


def test_an_act_taken_out_of_the_history_is_found(public: Path) -> None:
    other = MemorySource()
    other.publish_snapshot(snapshot())
    for serial in range(1, 54):
        other.publish(record(serial))
    assert other.head() == published().head()
    kinds = {one.kind for one in against(other, public)}
    assert {"log", "content"} <= kinds


def test_a_tree_that_is_behind_says_so(source: MemorySource, public: Path) -> None:
    source.publish(record(77))
    assert ["停在第 54 号" in one.explanation for one in against(source, public)] == [True]


def test_no_tree_and_a_damaged_cursor_get_a_sentence(public: Path, tmp_path: Path) -> None:
    assert "尚未生成" in verify_tree(tmp_path / "nothing")[0].explanation
    (public / "state/cursor.json").write_bytes(b"{]")
    assert [one.kind for one in verify_tree(public)] == ["state"]
    assert "已损坏" in verify_tree(public)[0].explanation


def test_a_rebuild_mends_whatever_was_altered(source: MemorySource, public: Path) -> None:
    flip(public / "site/index.html")
    flip(public / "log/checkpoint")
    shutil.rmtree(public / "manifest/lists")
    (public / "state/cursor.json").write_bytes(b"")
    assert verify_tree(public)
    rebuild(source, public, pages=plain_pages, durable=False)
    assert against(source, public) == []


def test_an_empty_place_is_sent_to_what_brings_its_settings(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match=r"gongkai organisation import.*gongkai demo load"):
        against(MemorySource(), tmp_path / "public")
