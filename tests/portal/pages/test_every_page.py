"""What holds on every page of the portal, whatever it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
import reading
import sample

from gongkai.portal import pages

EVERY = sample.every_page()
KINDS = pytest.mark.parametrize("path", sorted(EVERY))
LARGEST = 60 * 1024


@KINDS
def test_a_page_holds_no_script_no_inline_style_and_no_event_handler(path):
    assert reading.active_content(reading.tree(EVERY[path])) == []


@KINDS
def test_a_page_names_no_address_outside_the_site(path):
    assert reading.outer_addresses(reading.tree(EVERY[path])) == []


@KINDS
def test_headings_stand_in_order_below_one_title(path):
    assert not reading.out_of_order(reading.heading_levels(reading.tree(EVERY[path])))


@KINDS
def test_ids_are_unique_and_every_reference_finds_its_place(path):
    assert reading.broken_references(reading.tree(EVERY[path])) == []


@KINDS
def test_no_two_landmarks_bear_the_same_name(path):
    assert reading.names_given_twice(reading.tree(EVERY[path])) == []


@KINDS
def test_a_page_has_language_title_landmarks_and_a_way_past_the_navigation(path):
    root = reading.tree(EVERY[path])
    assert root.get("lang") == "zh-CN"
    assert "示例区政府信息公开平台" in root.findtext("head/title")
    assert [len(list(root.iter(name))) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert next(root.iter("a")).get("href") == "#main"
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in root.iter("nav"))


@KINDS
def test_a_page_is_small_enough_for_a_slow_line(path):
    assert len(EVERY[path].encode()) <= LARGEST


@KINDS
def test_the_banner_of_a_demo_stands_on_every_page_and_no_engine_indexes_it(path):
    root = reading.tree(EVERY[path])
    assert reading.text(root.find_class("banner")[0]) == sample.BANNER
    assert reading.tags(root)["robots"] == "noindex, nofollow"


@KINDS
def test_no_tag_is_printed_without_a_fact_behind_it(path):
    found = reading.tags(reading.tree(EVERY[path]))
    assert all(value.strip() for value in found.values())
    assert not {"SiteDomain", "SiteIDCode"} & set(found)


def test_a_real_site_has_no_banner_and_may_be_indexed():
    for page in sample.every_page(sample.snapshot(banner="", noindex=False)).values():
        root = reading.tree(page)
        assert not root.find_class("banner")
        assert "robots" not in reading.tags(root)


def test_equal_input_gives_equal_bytes_even_from_another_snapshot_object():
    assert sample.every_page(sample.snapshot()) == EVERY


def test_a_changed_snapshot_is_seen_although_the_old_one_was_kept():
    for name in ("甲区", "乙区", "丙区", "丁区", "戊区", "己区"):
        site = sample.snapshot(site_name=f"{name}政府信息公开平台")
        assert f"{name}政府信息公开平台</title>" in pages.search_page("", sample.EMPTY, site)


def test_every_page_and_every_sheet_is_readable_as_utf_8():
    files = pages.static_files()
    assert set(files) == {"assets/gongkai.css", "assets/icon.svg"}
    assert all(page.encode() for page in EVERY.values())
    assert b"url(" not in files["assets/gongkai.css"]
    assert b"@import" not in files["assets/gongkai.css"]


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "长" * 200,
    "A" * 200,
    "䶮𫖯㼆𠮷　\u3000\u200b\u202e",
    "   ",
)


@pytest.mark.parametrize("evil", HOSTILE)
def test_no_text_that_anyone_typed_becomes_markup(evil):
    site = sample.snapshot(
        site_name=f"示例区政府信息公开平台{evil}",
        owner_name=evil,
        banner=evil,
        columns=tuple(replace(term, name=evil, description=evil) for term in sample.COLUMNS),
        contact=((evil, evil),),
        bodies=tuple(replace(entry, name=evil, group=evil) for entry in sample.BODIES),
    )
    attachment = replace(sample.record().attachments[0], name=evil, media_type=evil)
    record = sample.record(
        title=evil,
        body_name=evil,
        summary=evil,
        keywords=(evil, evil),
        document_number=evil,
        genre=evil,
        theme=evil,
        validity=evil,
        columns=(evil,),
        attachments=(attachment,),
        relations=(replace(sample.record().relations[0], kind=evil, path=evil, title=evil),),
    )
    rows = sample.items(3, title=evil, body_name=evil, document_number=evil)
    made = [
        pages.record_page(sample.edition(record, change_note=evil), site),
        pages.paper_page(sample.edition(sample.report(title=evil, summary=evil, body_name=evil)), site),
        pages.tombstone_page(sample.tombstone(title=evil, reason=evil), site),
        pages.list_page(sample.list_view(items=rows), site),
        pages.search_page(evil, sample.results(), site),
        *pages.platform_pages(site, sample.heads(), {"kind/document": rows}).values(),
    ]
    for page in made:
        root = reading.tree(page)
        assert reading.active_content(root) == []
        assert reading.outer_addresses(root) == []
        assert [image.get("src") for image in root.iter("img")] == []
        assert not reading.out_of_order(reading.heading_levels(root))


def test_a_title_of_blanks_still_gives_the_page_a_name():
    root = reading.tree(pages.record_page(sample.edition(sample.record(title=" ")), sample.snapshot()))
    assert reading.text(next(root.iter("h1"))) == "无标题"


def test_a_district_without_anything_yet_gets_pages_that_say_so():
    bare = sample.snapshot(
        columns=(), key_areas=(), themes=(), bodies=(), mandatory=(), contact=(), banner=""
    )
    for path, page in pages.platform_pages(bare, {}, {}).items():
        root = reading.tree(page)
        assert reading.broken_references(root) == [], path
        assert not reading.out_of_order(reading.heading_levels(root)), path
    assert "目前还没有" in pages.platform_pages(bare, {}, {})["columns/index.html"]
