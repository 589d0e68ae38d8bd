"""Guides and annual reports: blocks, tables, charts."""

from __future__ import annotations

import re

import pytest
import reading
import sample
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import pages
from gongkai.portal.pages.charts import draw, percent
from gongkai.portal.shapes import Bar, Cell, Chart, Facts, Heading, Note, Paragraph, Table

SITE = sample.snapshot()


def page_of(*blocks, **changes):
    content = sample.report(**({"blocks": blocks} if blocks else {}), **changes)
    return reading.tree(pages.paper_page(sample.edition(content), SITE))


def test_a_report_shows_every_block_in_the_order_it_was_written():
    body = reading.text(page_of().find_class("paper")[0])
    places = [
        body.index(part)
        for part in ("一、总体", "全年在门户网站", "各栏目信息条数", "口径说明", "申请与答复")
    ]
    assert places == sorted(places)


def test_a_figure_opens_the_rows_that_it_counts():
    table = next(page_of().iter("table"))
    assert reading.links(table)["3,517"] == "/column/news/"
    assert next(table.iter("td")).get("class") == "number"
    assert [head.get("scope") for head in table.iter("th")].count("row") == 5


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example/", "/\\evil.example", "https://evil.example/", "data:x"]
)
def test_a_figure_never_leads_off_the_site(href):
    cell = Cell(text="1", href=href, numeric=True)
    chart = Chart(caption="一。", unit="条", bars=(Bar(label="甲", value=1, text="1", href=href),))
    root = page_of(Table(caption="表", columns=("数",), rows=((cell,),)), chart)
    assert list(root.find_class("paper")[0].iter("a")) == []


@given(levels=st.lists(st.integers(min_value=-1, max_value=9), max_size=12))
def test_headings_stay_in_order_whatever_levels_the_author_gave(levels):
    root = page_of(Paragraph(text="。"), *(Heading(text=str(level), level=level) for level in levels))
    assert not reading.out_of_order(reading.heading_levels(root))
    assert reading.broken_references(root) == []


def test_a_long_report_opens_with_its_contents_and_a_short_one_does_not():
    assert [reading.text(line) for line in page_of().find_class("contents")[0].iter("li")] == [
        "一、总体公开情况",
        "二、主动公开政府信息情况",
        "三、重点领域政府信息工作情况",
        "四、依申请公开",
    ]
    assert page_of(Heading(text="一"), Paragraph(text="文")).find_class("contents") == []


def test_a_chart_is_an_image_with_a_sentence_and_its_data_stand_beside_it():
    figure = page_of().find_class("figure")[0]
    picture = next(figure.iter("svg"))
    assert picture.get("role") == "img"
    titles = picture.get("aria-labelledby").split()
    named = {element.get("id"): element for element in picture}
    assert reading.text(named[titles[0]]) == reading.text(figure.find("figcaption"))
    rows = [reading.text(row) for row in figure.iter("tr")][1:]
    assert [re.sub(r"\s", "", row) for row in rows] == [
        "组织机构450",
        "政策法规227",
        "重点领域657",
        "工作动态3,517",
        "其他483",
    ]


@given(values=st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=8))
def test_bars_have_lengths_a_browser_can_draw_whatever_the_values(values):
    chart = Chart(caption="。", unit="条", bars=tuple(Bar(label="甲", value=v, text="?") for v in values))
    drawn = draw(chart)
    lengths = [float(bar.width.removesuffix("%")) for bar in drawn.bars]
    assert all(0 <= length <= 70 for length in lengths)
    finite = [value for value in values if abs(value) < float("inf")]
    if finite and max(finite) > 0:
        assert max(lengths) == 70


def test_bars_are_as_long_as_their_share_of_the_longest():
    bars = tuple(Bar(label=str(value), value=value, text=str(value)) for value in (50, 100, 0))
    assert [bar.width for bar in draw(Chart(caption="。", unit="条", bars=bars)).bars] == [
        "35.00%",
        "70.00%",
        "0%",
    ]
    assert percent(1, 3) == "33.33%"


def test_a_long_label_is_cut_in_the_chart_and_whole_in_the_table():
    label = "政务服务事项目录、公共服务事项清单、中介服务事项清单"
    figure = page_of().find_class("figure")[1]
    assert label in [reading.text(cell) for cell in figure.iter("th")]
    assert "政务服务事项目录、公共服务事项清单…" in [reading.text(line) for line in figure.iter("text")]


def test_a_chart_of_many_bars_gives_way_to_its_data_on_a_phone():
    bars = tuple(Bar(label=str(value), value=value, text=str(value)) for value in range(1, 8))
    for several, called in ((bars[:6], "chart"), (bars, "chart long")):
        root = page_of(Chart(caption="。", unit="条", bars=several))
        assert next(root.find_class("figure")[0].iter("svg")).get("class") == called


def test_empty_tables_charts_and_facts_do_not_break_the_page():
    root = page_of(
        Table(caption="", columns=(), rows=()),
        Table(caption="空表", columns=("甲", "乙"), rows=()),
        Chart(caption="没有数据。", unit="条", bars=()),
        Facts(caption="", rows=()),
        Note(text=""),
    )
    assert reading.names_given_twice(root) == []
    assert reading.broken_references(root) == []
    assert "空表" in reading.text(root)


def test_words_in_many_columns_keep_their_headings_where_a_phone_shows_rows_as_cards():
    content = sample.institution()
    leaders, lines = list(
        reading.tree(pages.paper_page(sample.edition(content), SITE)).find_class("paper")[0].iter("table")
    )[::2]
    assert leaders.get("class") == "data stacked"
    assert [cell.get("data-label") for cell in next(leaders.iter("tbody")).iter("th", "td")] == [
        "姓名",
        "职务",
        "工作分工",
        "办公电话",
    ]
    assert lines.get("class") == "data"


@pytest.mark.parametrize("row", [("甲", "乙"), ("甲", "乙", "丙", "丁")])
def test_a_ragged_table_stays_a_table(row):
    cells = tuple(Cell(text=text) for text in row)
    table = next(page_of(Table(caption="表", columns=("一", "二", "三"), rows=(cells,))).iter("table"))
    assert table.get("class") == "data"


def test_numbered_lines_have_a_narrow_first_column():
    root = page_of(
        Facts(caption="", rows=(("1", "申请书"), ("2", "章程"))), Facts(caption="", rows=(("地点", "一层"),))
    )
    assert [table.get("class") for table in root.iter("table")] == ["data pairs counted", "data pairs"]


def test_a_guide_is_tagged_and_placed_as_a_guide():
    root = reading.tree(pages.paper_page(sample.edition(sample.guide()), SITE))
    assert reading.tags(root)["ColumnType"] == "信息公开指南"
    marked = [reading.text(a) for a in root.iter("a") if a.get("aria-current") == "page"]
    assert marked == ["政府信息公开指南"]
