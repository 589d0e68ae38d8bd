from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import plain_pages
import pytest
from memory_source import MemorySource, record, snapshot
from trees import files_under, same_tree

from gongkai.portal import sitemaps
from gongkai.portal.projector import project, rebuild
from gongkai.portal.shapes import PaperContent, Paragraph
from gongkai.portal.verify import verify_against, verify_tree

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _small_maps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PLACES", 5)
    monkeypatch.setattr(sitemaps, "MAPS", 3)


def published(count: int, **changes: object) -> MemorySource:
    source = MemorySource()
    source.publish_snapshot(
        snapshot(**({"site_url": "https://www.example.gov.cn", "noindex": False} | changes))
    )
    for serial in range(1, count + 1):
        source.publish(record(serial))
    return source


def follow(source: MemorySource, public: Path) -> None:
    project(source, public, pages=plain_pages, durable=False)


def maps(public: Path) -> dict[str, bytes]:
    return {
        name: data
        for name, data in files_under((public / "site").resolve()).items()
        if name.startswith("sitemap") and name.endswith(".xml")
    }


def addresses(data: bytes) -> list[str]:
    return [str(place.text) for place in ET.fromstring(data).iter(f"{SPACE}loc")]


def test_from_robots_every_page_of_a_thing_is_reached(tmp_path: Path) -> None:
    source = published(17)
    source.publish(
        PaperContent(
            path="heping/guide",
            index_number="HEPING-G",
            title="政府信息公开指南",
            body_code="heping",
            body_name="示例区人民政府",
            kind="guide",
            made_on="2017-01-05",
            blocks=(Paragraph(text="申请人可以当面提交申请。"),),
        )
    )
    follow(source, tmp_path)
    site = files_under((tmp_path / "site").resolve())
    base = "https://www.example.gov.cn/"
    lines = site["robots.txt"].decode().splitlines()
    indexes = [line.removeprefix(f"Sitemap: {base}") for line in lines if line.startswith("Sitemap: ")]
    assert indexes == ["sitemaps-all-0.xml", "sitemaps-all-1.xml", "sitemaps-guide-0.xml"]
    named = [address.removeprefix(base) for name in indexes for address in addresses(site[name])]
    things = [address.removeprefix(base) for name in named for address in addresses(site[name])]
    assert sorted(things) == sorted(f"{path}.html" for path in source.live())
    assert all(thing in site for thing in things)


def test_an_act_changes_the_sitemap_of_its_place_alone(tmp_path: Path) -> None:
    source = published(12)
    follow(source, tmp_path)
    before = maps(tmp_path)
    source.withdraw("heping/2017/00003")
    source.publish(record(8, title="更正"))
    source.publish(record(13))
    follow(source, tmp_path)
    after = maps(tmp_path)
    changed = sorted(name for name in after if before.get(name) != after[name])
    assert changed == ["sitemap-all-0.xml", "sitemap-all-2.xml"], "a correction of the same day moves nothing"
    assert "https://www.example.gov.cn/heping/2017/00003.html" not in addresses(after["sitemap-all-0.xml"])


def test_kept_step_by_step_they_equal_those_built_anew_and_are_verified(tmp_path: Path) -> None:
    source = published(4)
    for serial in range(5, 19):
        source.publish(record(serial))
        if serial % 6 == 0:
            source.withdraw(f"heping/2017/{serial - 2:05}")
        follow(source, tmp_path / "kept")
    rebuild(source, tmp_path / "anew", pages=plain_pages, durable=False)
    assert same_tree(tmp_path / "kept", tmp_path / "anew")
    assert verify_tree(tmp_path / "kept") == []
    assert verify_against(source, tmp_path / "kept", pages=plain_pages) == []
    place = (tmp_path / "kept/site").resolve() / "sitemap-all-1.xml"
    place.write_bytes(place.read_bytes().replace(b"2017", b"2016"))
    assert [one.path for one in verify_tree(tmp_path / "kept")] == ["site/sitemap-all-1.xml"]


@pytest.mark.parametrize("changes", [{"noindex": True}, {"site_url": ""}])
def test_a_site_without_an_address_or_not_to_be_indexed_has_none(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    follow(published(7, **changes), tmp_path)
    assert maps(tmp_path) == {}
    robots = (tmp_path / "site/robots.txt").read_text()
    assert "Sitemap" not in robots
    assert ("Disallow: /\n" in robots) == bool(changes.get("noindex"))


def test_an_address_with_signs_of_markup_stays_xml(tmp_path: Path) -> None:
    follow(published(1, site_url="https://www.example.gov.cn/a?b=1&c"), tmp_path)
    assert addresses(maps(tmp_path)["sitemap-all-0.xml"]) == [
        "https://www.example.gov.cn/a?b=1&c/heping/2017/00001.html"
    ]


def test_feeds_stand_beside_the_heads_of_lists(tmp_path: Path) -> None:
    source = published(3)
    follow(source, tmp_path)
    site = files_under((tmp_path / "site").resolve())
    feeds = {name for name in site if name.endswith(".atom")}
    assert {"all/index.atom", "column/news/index.atom", "kind/document/index.atom"} <= feeds
    assert not {name for name in feeds if name.startswith(("body/", "area/"))}
    assert all(f"{name}.gz" in site for name in feeds)
