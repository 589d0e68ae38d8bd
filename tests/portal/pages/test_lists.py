"""Lists and the search page."""

from __future__ import annotations

from dataclasses import replace

import reading
import sample
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import pages

SITE = sample.snapshot()


def list_of(key="column/policy", **changes):
    return pages.list_page(sample.list_view(key, **changes), SITE)


def test_what_was_searched_is_marked_in_titles_and_snippets() -> None:
    found = sample.results(words=("预算",))
    page = pages.search_page("预算", found, SITE)
    said = sum(hit.title.count("预算") + hit.snippet.count("预算") for hit in found.hits)
    assert said == page.count("<mark>预算</mark>") > 0
    assert "<mark>" not in pages.search_page("预算", sample.results(words=()), SITE)


def test_the_head_page_tells_the_total_and_every_item_with_body_and_day():
    root = reading.tree(list_of(total=1227))
    assert "共 1,227 条" in reading.text(root)
    rows = root.find_class("items")[0].findall("li")
    assert len(rows) == 20
    assert reading.text(rows[1]).endswith(
        "示财发〔2017〕19号区城市管理局生成 2017年3月17日发布 2017年8月20日"
    )
    assert rows[1].find("a").get("href") == "/d20/2017/00019.html"


def test_a_list_tells_what_a_catalogue_must():
    """索引、名称、内容概述、生成日期: R07 Art. 19, R19 Art. 12."""
    rows = reading.tree(list_of(total=1227)).find_class("items")[0].findall("li")
    for item, row in zip(sample.list_view("column/policy").items, rows, strict=True):
        told = reading.text(row)
        assert f"索引号 {item.index_number}" in told
        assert item.title in told
        assert item.summary in told
        assert "生成 2017年3月17日" in told


def test_a_day_that_is_both_is_told_once():
    same = sample.items(1, made_on="2017-03-20", published_on="2017-03-20")
    row = reading.tree(list_of(items=same)).find_class("items")[0].find("li")
    assert reading.text(row).count("2017年3月20日") == 1


@given(total=st.none() | st.integers(0, 10**6), last=st.integers(1, 10**4))
def test_an_older_page_prints_nothing_that_later_acts_move(total, last):
    fixed = list_of(number=3, is_head=False, total=None, last=3)
    assert list_of(number=3, is_head=False, total=total, last=last) == fixed


def test_an_older_page_knows_its_number_its_neighbours_and_the_head():
    root = reading.tree(
        list_of(
            number=3,
            is_head=False,
            newer_href="/column/policy/0/4.html",
            older_href="/column/policy/0/2.html",
        )
    )
    found = reading.links(root)
    assert found["较新的信息"] == "/column/policy/0/4.html"
    assert found["较早的信息"] == "/column/policy/0/2.html"
    assert found["回到最新一页"] == "/column/policy/"
    assert "第 3 页" in reading.text(root.find_class("crumbs")[0])


def test_a_page_after_the_last_says_so_and_leads_back():
    page = pages.search_page("预算", sample.results(page=40, pages=14, hits=()), SITE)
    assert "没有第 40 页" in page
    assert "没有找到" not in page
    assert reading.links(reading.tree(page))["上一页"].endswith("&page=14")


def test_more_hits_than_can_be_listed_are_told():
    assert "只列出排在最前的 1,000 条" in pages.search_page("的", sample.results(total=5488, pages=50), SITE)
    assert "只列出" not in pages.search_page("的", sample.results(total=1000, pages=50), SITE)


def test_names_of_lists_come_from_the_snapshot_and_an_unknown_code_stands_for_itself():
    titles = {
        "all": "全部公开信息",
        "column/other.p4": "统计信息",
        "area/a02": "预决算公开信息",
        "body/d08": "区财政局",
        "kind/document": "政策文件",
        "kind/rule": "政府信息公开制度",
        "kind/guide": "政府信息公开指南",
        "kind/report": "政府信息公开年报",
        "body/gone": "gone",
        "area/gone": "gone",
    }
    assert {key: reading.text(next(reading.tree(list_of(key)).iter("h1"))) for key in titles} == titles


def test_a_list_of_a_column_leads_to_its_parts():
    chips = reading.tree(list_of("column/other")).find_class("chips")[0]
    assert reading.links(chips)["统计信息"] == "/column/other.p4/"
    assert reading.tree(list_of("column/policy")).find_class("chips") == []


def test_an_empty_list_says_what_will_stand_here():
    root = reading.tree(list_of("kind/rule", items=(), total=0, number=1, last=1, older_href=""))
    assert "这里将列出“政府信息公开制度”的公开信息" in reading.text(root)
    assert "共 0 条" not in reading.text(root)


def test_reports_of_the_home_body_stand_before_those_of_its_units():
    units = tuple(replace(item, body_name="区财政局") for item in sample.items(4))
    own = replace(units[2], title="区人民政府2017年度报告", body_name="区人民政府")
    earlier = replace(own, path="heping/2017/00001", title="区人民政府2016年度报告")
    root = reading.tree(
        list_of("kind/report", items=(*units[:2], own, units[3]), own=(own, earlier), total=40)
    )
    titles = [reading.text(item.find("a")) for item in root.find_class("items")[0].iter("li")]
    assert titles == ["区人民政府2017年度报告", "区人民政府2016年度报告"]
    others = [item.find("a").get("href") for item in root.find_class("items")[1].iter("li")]
    assert others == [f"/{item.path}.html" for item in (*units[:2], units[3])]
    assert "区人民政府的年度报告" in reading.text(root)


def test_where_only_the_home_body_reports_no_list_of_others_is_promised():
    (own,) = sample.items(1)
    page = list_of("kind/report", items=(own,), own=(own,), total=1)
    assert "其他单位的年度报告" not in page
    assert "均已撤下" not in page
    assert page.count(f'href="/{own.path}.html"') == 1


def test_a_page_whose_items_were_all_withdrawn_says_so():
    assert "本页所列的信息均已撤下" in list_of(number=2, is_head=False, total=None, items=())


def test_lists_that_stand_before_anything_is_published_are_all_named():
    required = pages.REQUIRED_LISTS(SITE)
    linked = {
        href
        for page in pages.platform_pages(SITE, {}, {}).values()
        for href in reading.links(reading.tree(page)).values()
        if href.startswith(("/all/", "/kind/", "/column/", "/area/", "/body/"))
    }
    linked |= {a.get("href") for a in reading.tree(list_of("column/other")).find_class("chips")[0].iter("a")}
    assert linked <= {f"/{key}/" for key in required}


def test_search_shows_its_words_its_hits_and_the_way_on():
    root = reading.tree(pages.search_page(" 预算 公开 ", sample.results(), SITE))
    field = next(field for field in root.iter("input") if field.get("name") == "q")
    assert field.get("value") == "预算 公开"
    assert "找到 137 条，第 2 页，共 14 页" in reading.text(root)
    query = "%E9%A2%84%E7%AE%97%20%E5%85%AC%E5%BC%80"
    assert reading.links(root)["上一页"] == f"/search?q={query}&page=1"
    assert reading.links(root)["下一页"] == f"/search?q={query}&page=3"


def test_search_ends_at_its_last_page():
    found = reading.links(reading.tree(pages.search_page("预算", sample.results(page=14), SITE)))
    assert "下一页" not in found
    assert "上一页" in found


def test_search_in_vain_and_search_without_words_say_what_to_do_next():
    assert "没有找到含有“查无此词”的公开信息" in pages.search_page("查无此词", sample.EMPTY, SITE)
    assert "请输入标题、文号" in pages.search_page("  ", sample.EMPTY, SITE)


@given(query=st.text(st.characters(exclude_categories=("C",)), max_size=40))
def test_no_query_breaks_the_page_or_its_links(query):
    root = reading.tree(pages.search_page(query, sample.results(), SITE))
    assert reading.active_content(root) == []
    assert reading.outer_addresses(root) == []
