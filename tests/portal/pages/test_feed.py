"""The Atom feed of a list."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import reading
import sample

from gongkai.portal import pages

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = sample.snapshot()
KNOWN = replace(SITE, site_url="https://www.example.gov.cn/")


def feed(items, snapshot=SITE, key="column/policy"):
    return ET.fromstring(pages.list_feed(key, items, snapshot))


def test_a_feed_tells_the_twenty_newest_with_body_and_moment():
    items = sample.items(25)
    root = feed(items)
    assert root.findtext(f"{ATOM}title") == "政策法规 - 示例区政府信息公开平台"
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [item.title for item in items[:20]]
    assert entries[0].findtext(f"{ATOM}updated") == items[0].at
    assert entries[0].findtext(f"{ATOM}published") == f"{items[0].published_on}T00:00:00+08:00"
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == items[0].body_name
    assert root.findtext(f"{ATOM}updated") == max(item.at for item in items[:20])


def test_a_corrected_entry_is_a_newer_one_under_the_same_name():
    items = sample.items(3)
    corrected = (items[0], replace(items[1], at="2018-02-01T10:00:00+08:00"), items[2])
    before, after = feed(items), feed(corrected)
    assert [e.findtext(f"{ATOM}id") for e in before.iter(f"{ATOM}entry")] == [
        e.findtext(f"{ATOM}id") for e in after.iter(f"{ATOM}entry")
    ]
    assert after.findtext(f"{ATOM}updated") == "2018-02-01T10:00:00+08:00"


def test_an_empty_list_has_a_feed_of_the_snapshots_moment():
    root = feed(())
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated") == SITE.at


def test_addresses_are_full_where_the_site_has_told_its_own():
    (item,) = sample.items(1)
    root = feed((item,), KNOWN)
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert links == [
        "https://www.example.gov.cn/column/policy/index.atom",
        "https://www.example.gov.cn/column/policy/",
        f"https://www.example.gov.cn/{item.path}.html",
    ]
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == links[2]
    bare = feed((item,))
    assert bare.findtext(f"{ATOM}entry/{ATOM}id").startswith("urn:uuid:")
    assert bare.find(f"{ATOM}entry/{ATOM}link").get("href") == f"/{item.path}.html"


@pytest.mark.parametrize("title", ["<b>&amp;</b> “引号”", "控制\x0b字符\x00", "  "])
def test_whatever_a_title_holds_the_feed_is_xml(title):
    (item,) = sample.items(1, title=title)
    shown = feed((item,)).findtext(f"{ATOM}entry/{ATOM}title")
    assert shown == {"  ": "无标题"}.get(title, title.replace("\x0b", "").replace("\x00", ""))


@pytest.mark.parametrize(
    ("key", "href"),
    [
        ("all", "/all/index.atom"),
        ("column/policy", "/column/policy/index.atom"),
        ("kind/document", "/kind/document/index.atom"),
        ("body/d01", ""),
        ("area/a01", ""),
        ("kind/service.d01", ""),
    ],
)
def test_heads_of_lists_with_a_feed_lead_to_it(key, href):
    head = reading.tree(pages.list_page(sample.list_view(key), SITE))
    older = reading.tree(pages.list_page(sample.list_view(key, is_head=False, total=None), SITE))
    told = [link.get("href") for link in head.iter("link") if link.get("type") == "application/atom+xml"]
    assert told == ([href] if href else [])
    assert not [link for link in older.iter("link") if link.get("type") == "application/atom+xml"]
    assert pages.feed_href(key) == href
