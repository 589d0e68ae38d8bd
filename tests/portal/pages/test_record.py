"""The page of a record, and of what was withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
import reading
import sample
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal import pages
from gongkai.portal.shapes import Attachment, Relation

SITE = sample.snapshot()


def page_of(**changes):
    return reading.tree(pages.record_page(sample.edition(sample.record(**changes)), SITE))


def facts_of(root):
    rows = root.find_class("facts")[0].findall("div")
    return {reading.text(row.find("dt")): reading.text(row.find("dd")) for row in rows}


def test_the_table_on_top_holds_the_facts_in_the_readers_words():
    assert facts_of(page_of()) == {
        "索引号": "000000008/2017-00017",
        "文号": "示财发〔2017〕17号",
        "主题分类": "财政、金融、审计",
        "体裁分类": "通知",
        "文件性质": "行政规范性文件",
        "发布机构": "区财政局",
        "成文日期": "2017年3月17日",
        "发布日期": "2017年3月20日",
        "施行日期": "2017年4月1日",
        "公开方式": "主动公开",
        "有效性": "有效",
        "关键词": "预算；决算；公开",
        "内容概述": "明确区本级预算和决算公开的范围、时间、渠道和审查要求。",
    }


def test_a_fact_that_nobody_stated_takes_no_row():
    found = facts_of(page_of(document_number="", effective_on=None, keywords=(), summary="", genre=""))
    assert not {"文号", "施行日期", "关键词", "内容概述", "体裁分类"} & set(found)


@given(
    document_number=st.sampled_from(["", "示财发〔2017〕17号"]),
    genre=st.sampled_from(["", "通知"]),
    keywords=st.sampled_from([(), ("预算",)]),
    summary=st.sampled_from(["", "概述"]),
)
def test_the_table_never_leaves_half_a_row_open(**changes):
    rows = page_of(**changes).find_class("facts")[0].findall("div")
    half = [row for row in rows if row.get("class") != "full"]
    assert len(half) % 2 == 0


@pytest.mark.parametrize(
    ("validity", "word", "sentence"),
    [
        ("AMENDED", "已修改", "本件已修改，自2017年9月1日起按修改后的内容执行。"),
        ("REPEALED", "废止", "本件已废止，自2017年9月1日起不再执行。"),
        ("LAPSED", "失效", "本件已失效，自2017年9月1日起不再执行。"),
    ],
)
def test_what_is_no_longer_in_force_says_so_above_the_text_with_word_and_icon(validity, word, sentence):
    root = page_of(validity=validity, ended_on="2017-09-01")
    state = root.find_class("state")[0]
    assert reading.text(state) == word
    assert state.find("svg") is not None
    assert reading.text(root.find_class("callout")[0]).startswith(sentence)


def test_what_is_in_force_carries_no_warning():
    assert page_of().find_class("callout") == []


def test_the_tags_carry_the_facts_of_the_article_and_its_column():
    found = reading.tags(page_of())
    assert found["SiteName"] == "示例区政府信息公开平台"
    assert found["ColumnName"] == "政策法规"
    assert found["ArticleTitle"] == sample.record().title
    assert found["PubDate"] == "2017-03-20 09:30"
    assert found["ContentSource"] == "区财政局"
    assert found["Keywords"] == "预算,决算,公开"


def test_attachments_name_their_type_and_size_and_stand_beside_their_record():
    files = page_of().find_class("files")[0]
    assert [reading.text(line) for line in files] == [
        "2017年部门预算公开样表.xlsxExcel 表格，47 KB",
        "预决算公开清单.ofdOFD 版式文档，2.3 MB",
    ]
    assert [a.get("href") for a in files.iter("a")] == [
        f"/d08/2017/00017/{'a' * 16}.xlsx",
        f"/d08/2017/00017/{'b' * 16}.ofd",
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "报告", "a.b/c", "x." + "y" * 40, "表.X LS"])
def test_the_name_of_an_attachment_cannot_lead_its_address_elsewhere(name):
    item = Attachment(name=name, sha256="c" * 64, size=1, media_type="text/plain")
    href = pages.attachment_href("d08/2017/00017", item)
    assert href.startswith("/d08/2017/00017/cccccccccccccccc")
    assert href.count("/") == 4
    assert ".." not in href


def test_relations_lead_to_the_pages_of_the_other_records():
    found = reading.links(page_of(relations=(Relation(kind="修改", path="d08/2016/00002", title="旧通知"),)))
    assert found["旧通知"] == "/d08/2016/00002.html"


def test_breadcrumbs_pass_through_the_parent_of_a_sub_column():
    crumbs = page_of(columns=("other.p4",)).find_class("crumbs")[0]
    assert [reading.text(step) for step in crumbs.iter("li")] == ["首页", "其他", "统计信息", "正文"]
    assert [a.get("href") for a in crumbs.iter("a")] == ["/", "/column/other/", "/column/other.p4/"]


def test_the_proof_names_sequence_hash_and_the_json_beside_the_page():
    root = page_of()
    proof = root.find_class("proof")[0]
    assert "第 4127 号" in reading.text(proof)
    assert reading.text(next(proof.iter("code"))) == sample.edition(sample.record()).content_sha256
    assert reading.links(proof)["本件的 JSON 数据"] == "/d08/2017/00017.json"
    alternate = [link.get("href") for link in root.iter("link") if link.get("rel") == "alternate"]
    assert alternate == ["/d08/2017/00017.json"]


def test_the_notice_inside_the_content_is_shown_besides_the_banner():
    root = reading.tree(
        pages.record_page(sample.edition(sample.record()), sample.snapshot(banner="", noindex=False))
    )
    assert sample.BANNER in reading.text(root.find_class("proof")[0])


def test_the_reviewed_text_stands_as_it_was_and_its_tables_scroll_in_a_frame():
    root = page_of(html="<p>甲<strong>乙</strong></p><table><tr><td>丙</td></tr></table>")
    prose = root.find_class("prose")[0]
    assert reading.text(prose) == "甲乙丙"
    frame = next(prose.iter("table")).getparent()
    assert (frame.get("class"), frame.get("tabindex"), frame.get("role")) == ("scroll", "0", "group")


def test_each_table_of_a_text_has_a_frame_with_a_name_of_its_own():
    table = "<table><tr><td>丙</td></tr></table>"
    root = page_of(html=f"<p>甲</p>{table}<p>乙</p>{table}")
    assert [frame.get("aria-label") for frame in root.find_class("scroll")] == ["表1", "表2"]
    assert reading.text(root.find_class("prose")[0]) == "甲 丙 乙 丙".replace(" ", "")


def test_a_correction_tells_its_day_and_reason():
    edition = sample.edition(sample.record(), change_note="附件名称有误", at="2017-04-02T10:00:00+08:00")
    root = reading.tree(pages.record_page(edition, SITE))
    assert reading.text(root.find_class("callout")[0]) == "本件于2017年4月2日更正：附件名称有误"


def test_the_page_of_a_withdrawn_record_keeps_its_number_and_reason_but_no_text():
    root = reading.tree(pages.tombstone_page(sample.tombstone(), SITE))
    assert facts_of(root)["索引号"] == "000000009/2017-00044"
    assert facts_of(root)["撤下原因"] == "公示期满下线"
    assert root.find_class("prose") == []


def test_records_and_papers_are_not_confused():
    with pytest.raises(TypeError, match="paper_page"):
        pages.record_page(sample.edition(sample.report()), SITE)
    with pytest.raises(TypeError, match="record_page"):
        pages.paper_page(sample.edition(sample.record()), SITE)


@given(title=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=200))
def test_any_title_reads_on_the_page_as_it_was_written(title):
    edition = replace(sample.edition(sample.record()), content=sample.record(title=title))
    assert next(reading.tree(pages.record_page(edition, SITE)).iter("h1")).text == title
