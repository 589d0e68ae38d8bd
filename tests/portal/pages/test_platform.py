"""Home and the other standing pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import reading
import sample

from gongkai.portal import pages
from gongkai.portal.pages.application import R07, R19, application_of, application_on
from gongkai.portal.shapes import Term

SITE = sample.snapshot()
MADE = {
    path: reading.tree(page)
    for path, page in pages.platform_pages(SITE, sample.heads(), sample.latest()).items()
}
HOME = MADE["index.html"]


def squeezed(element):
    return re.sub(r"\s", "", element.text_content())


def test_every_standing_page_is_made():
    assert set(MADE) == {
        "index.html",
        "columns/index.html",
        "areas/index.html",
        "bodies/index.html",
        "bodies/services/index.html",
        "mandatory/index.html",
        "apply/index.html",
        "help/index.html",
        "404.html",
    }


def test_search_is_the_first_thing_in_the_body_of_the_home_page():
    form = next(HOME.iter("form"))
    assert (form.get("action"), form.get("role")) == ("/search", "search")
    assert form.get("method", "get") == "get"
    assert len(list(HOME.iter("form"))) == 1


def test_the_blocks_of_the_platform_bear_their_official_names_in_order():
    names = [next(line.iter("strong")).text for line in HOME.find_class("blocks")[0]]
    assert names == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]


def test_guide_and_report_of_the_district_are_one_click_away():
    found = [a.get("href") for a in HOME.find_class("blocks")[0].iter("a")]
    assert found == [
        "/heping/2017/00001.html",
        "/kind/rule/",
        "/mandatory/",
        "/heping/2018/00002.html",
        "/apply/",
    ]


def test_without_a_report_of_the_district_the_block_opens_the_list():
    other = replace(sample.latest()["kind/report.heping"][0], path="d08/2018/00009")
    home = pages.platform_pages(SITE, sample.heads(), {"kind/report.d08": (other,)})["index.html"]
    blocks = reading.tree(home).find_class("blocks")[0]
    assert "/kind/report/" in [a.get("href") for a in blocks.iter("a")]


def test_the_year_in_numbers_is_read_from_the_heads_of_the_lists():
    year = squeezed(HOME.find_class("year")[0])
    for part in ("5,334", "67件", "组织机构450", "政策法规227", "重点领域657", "工作动态3,517", "其他483"):
        assert part in year


def test_key_areas_show_the_counts_of_this_year_only():
    heads = sample.heads()
    heads["area/a02"] = replace(heads["area/a02"], by_year={2016: 200, 2017: 106})
    page = reading.tree(pages.platform_pages(SITE, heads, {})["areas/index.html"])
    tiles = [squeezed(line) for line in page.find_class("tiles")[0]]
    assert len(tiles) == 21
    assert "预决算公开信息106" in tiles


def test_a_body_without_publications_is_named_and_not_linked():
    found = reading.links(MADE["bodies/index.html"])
    assert "示例十街道办事处" not in "".join(found)
    assert "示例十街道办事处" in reading.text(MADE["bodies/index.html"])
    assert [reading.text(head) for head in MADE["bodies/index.html"].iter("h2")] == [
        "区政府",
        "部门",
        "街道办事处",
    ]


def test_documents_stand_beside_their_interpretation():
    headings = [reading.text(head) for head in HOME.iter("h2")][:2]
    assert headings == ["最新政策文件", "政策解读信息"]
    assert set(sample.latest()) == set(pages.LATEST_KEYS(SITE))


def test_without_an_area_of_interpretation_everything_new_stands_beside_the_documents():
    site = sample.snapshot(key_areas=())
    assert "all" in pages.LATEST_KEYS(site)
    home = reading.tree(pages.platform_pages(site, {}, {})["index.html"])
    assert [reading.text(head) for head in home.iter("h2")][:2] == ["最新政策文件", "最新公开"]


def test_mandatory_items_lead_to_the_column_area_or_list_of_their_code():
    site = sample.snapshot(
        mandatory=(
            Term(code="policy", name="甲"),
            Term(code="a02", name="乙"),
            Term(code="kind/rule", name="丙"),
            Term(code="nowhere", name="丁"),
        )
    )
    page = reading.tree(pages.platform_pages(site, sample.heads(), {})["mandatory/index.html"])
    found = {squeezed(line): line for line in page.find_class("headline")}
    hrefs = [a.get("href") for line in found.values() for a in line.iter("a")]
    assert hrefs == ["/column/policy/", "/area/a02/", "/kind/rule/"]
    assert "没有单独列出" in reading.text(page)


def test_a_mandatory_item_lists_the_columns_and_areas_that_hold_it():
    site = sample.snapshot(
        mandatory=(
            Term(code="10-1", name="财政预算、决算报告"),
            Term(code="a02", name="预决算公开信息", parent="10-1"),
            Term(code="other.p4", name="统计信息", parent="10-1"),
            Term(code="10-2", name="行政事业性收费"),
            Term(code="a02", name="预决算公开信息", parent="10-2"),
        )
    )
    page = reading.tree(pages.platform_pages(site, sample.heads(), {})["mandatory/index.html"])
    tiles = [
        [(squeezed(line), line.get("href")) for line in part.iter("a")] for part in page.find_class("tiles")
    ]
    budget = ("预决算公开信息306", "/area/a02/")
    assert tiles == [[budget, ("统计信息102", "/column/other.p4/")], [budget]]


def test_applying_takes_three_steps_and_names_every_channel():
    page = MADE["apply/index.html"]
    assert len(page.find_class("steps")[0]) == 3
    assert all(value in reading.text(page) for _, value in SITE.contact)
    assert "15个工作日" in reading.text(page)
    doors = reading.text(page).index("在线申请查询办理进度")
    both = reading.text(page)[:doors]
    for words in ("包括现在在线提交的，适用修订后的条例", "20个工作日", "492号", "15个工作日"):
        assert words in both
    assert reading.text(page).count("以下适用于2019年5月15日前收到的申请") == 2
    assert "以下适用于2019年5月15日前收到的申请" in reading.text(MADE["index.html"])
    present = sample.snapshot(year=2026, at="2026-11-23T09:00:00+08:00")
    made = pages.platform_pages(present, sample.heads(), sample.latest())["apply/index.html"]
    today = reading.text(reading.tree(made))
    assert "20个工作日" in today
    assert "2019年5月15日" not in today


@pytest.mark.parametrize(
    ("day", "regime"), [("2008-05-01", R07), ("2019-05-14", R07), ("2019-05-15", R19), ("2026-11-23", R19)]
)
def test_the_words_follow_the_regulation_of_the_day(day, regime):
    assert application_on(day).steps == regime.steps


def test_since_2024_applying_tells_that_a_refusal_goes_to_reconsideration_first():
    told = [dict(application_on(day).rules)["救济"] for day in ("2018-06-01", "2023-12-31", "2024-01-01")]
    assert told[0] == told[1] == "认为答复侵犯其合法权益的，可以依法申请行政复议或者提起行政诉讼。"
    assert "对行政机关不予公开政府信息不服的，应当先申请行政复议" in told[2]


def test_a_site_that_shows_a_past_year_keeps_to_the_law_of_that_year():
    assert application_of(sample.snapshot(at="2026-11-23T09:00:00+08:00", year=2017)).basis == R07.basis
    assert application_of(sample.snapshot(at="2026-11-23T09:00:00+08:00", year=2026)).basis == R19.basis


def test_only_the_current_entry_of_the_navigation_is_marked():
    for path, name in {
        "index.html": "首页",
        "apply/index.html": "依申请公开",
        "areas/index.html": "重点领域",
    }.items():
        navigation = MADE[path].find_class("navs")[0]
        marked = [reading.text(a) for a in navigation.iter("a") if a.get("aria-current")]
        assert marked == [name]
