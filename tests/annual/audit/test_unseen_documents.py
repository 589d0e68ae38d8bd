"""Whole pages as offices publish them: navigation and footer around, figures in prose, tables of the form below."""

from __future__ import annotations

import re

import pytest

from gongkai.annual.audit.reading import ReadingError, read_bytes
from gongkai.annual.audit.report import Audit, audit

# Labels as a county typed them, not as the form prints them; figures: six applicants, then the total.
OUTCOMES = {
    "C1": ("（一）予以公开", (41, 3, 0, 0, 1, 0)),
    "C2": ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (9, 1, 0, 0, 0, 0)),
    "C3.1": ("1.属于国家秘密", (0, 0, 0, 0, 0, 0)),
    "C3.2": ("2.其他法律行政法规禁止公开", (1, 0, 0, 0, 0, 0)),
    "C3.3": ("3.危及“三安全一稳定”", (0, 0, 0, 0, 0, 0)),
    "C3.4": ("4.保护第三方合法权益", (2, 0, 0, 0, 0, 0)),
    "C3.5": ("5.属于三类内部事务信息", (3, 0, 0, 0, 0, 0)),
    "C3.6": ("6.属于四类过程性信息", (2, 0, 0, 0, 0, 0)),
    "C3.7": ("7.属于行政执法案卷", (1, 0, 0, 0, 0, 0)),
    "C3.8": ("8.属于行政查询事项", (4, 0, 0, 0, 0, 0)),
    "C4.1": ("1.本机关不掌握相关政府信息", (18, 1, 0, 0, 0, 0)),
    "C4.2": ("2.没有现成信息需要另行制作", (5, 0, 0, 0, 0, 0)),
    "C4.3": ("3.补正后申请内容仍不明确", (1, 0, 0, 0, 0, 0)),
    "C5.1": ("1.信访举报投诉类申请", (3, 0, 0, 0, 0, 0)),
    "C5.2": ("2.重复申请", (2, 0, 0, 0, 0, 0)),
    "C5.3": ("3.要求提供公开出版物", (0, 0, 0, 0, 0, 0)),
    "C5.4": ("4.无正当理由大量反复申请", (0, 0, 0, 0, 0, 0)),
    "C5.5": ("5.要求行政机关确认或重新出具已获取信息", (1, 0, 0, 0, 0, 0)),
    "C6.1": ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", (1, 0, 0, 0, 0, 0)),
    "C6.2": ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", (0, 0, 0, 0, 0, 0)),
    "C6.3": ("3.其他", (2, 0, 0, 0, 0, 0)),
}
GROUPS = {
    "C3.1": "（三）不予公开",
    "C4.1": "（四）无法提供",
    "C5.1": "（五）不予处理",
    "C6.1": "（六）其他处理",
}
SPANS = {"C3.1": 8, "C4.1": 3, "C5.1": 5, "C6.1": 3}
RECEIVED, CARRIED_IN, CARRIED_OUT = (97, 6, 0, 0, 1, 0), (3, 0, 0, 0, 0, 0), (4, 1, 0, 0, 0, 0)
NOTICE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISCLOSED = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
PROSE = (
    "（二）依申请公开。2022年，全县新收政府信息公开申请104件，上年结转3件，办结102件，结转下年度继续办理5件。"
    "从申请人看，自然人97件，法人或其他组织7件。\n"
    "（三）主动公开。全年通过县政府门户网站公开信息2316条，其中政务动态1204条、公示公告688条、政策文件97条、其他327条。"
)


def total(cells: tuple[int, ...]) -> tuple[int, ...]:
    return (*cells, sum(cells))


def done() -> tuple[int, ...]:
    return tuple(
        sum(column) for column in zip(*(total(cells) for _, cells in OUTCOMES.values()), strict=True)
    )


def td(text: object, **spans: int) -> str:
    extra = "".join(f' {name}="{value}"' for name, value in spans.items())
    return f'<td{extra} style="border:1px solid"><p class="MsoNormal"><span>&nbsp;{text}</span></p></td>'


def page(prose: str = PROSE) -> str:
    def cells(values: tuple[int, ...]) -> str:
        return "".join(td(value) for value in values)

    rows = [
        f"<tr>{td(NOTICE, rowspan=3, colspan=3)}{td('申请人情况', colspan=7)}</tr>",
        f"<tr>{td('自然人', rowspan=2)}{td('法人或其他组织', colspan=5)}{td('总计', rowspan=2)}</tr>",
        f"<tr>{''.join(td(name) for name in ('商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'))}</tr>",
        f"<tr>{td('一、本年新收政府信息公开申请数量', colspan=3)}{cells(total(RECEIVED))}</tr>",
        f"<tr>{td('二、上年结转政府信息公开申请数量', colspan=3)}{cells(total(CARRIED_IN))}</tr>",
    ]
    for key, (label, values) in OUTCOMES.items():
        head = td("三、本年度办理结果", rowspan=22) if key == "C1" else ""
        group = td(GROUPS[key], rowspan=SPANS[key]) if key in GROUPS else ""
        wide = {"colspan": 2} if key in {"C1", "C2"} else {}
        rows.append(f"<tr>{head}{group}{td(label, **wide)}{cells(total(values))}</tr>")
    rows.append(f"<tr>{td('（七）总计', colspan=2)}{cells(done())}</tr>")
    rows.append(f"<tr>{td('四、结转下年度继续办理', colspan=3)}{cells(total(CARRIED_OUT))}</tr>")
    cases = "".join(td(n) for n in (6, 1, 2, 0, 9, 3, 0, 1, 1, 5, 1, 0, 0, 0, 1))
    paragraphs = "".join(f"<p>　　{line}</p>" for line in prose.split("\n"))
    return f"""<!DOCTYPE html><html><head><title>澄江县2022年政府信息公开工作年度报告</title><script>var n=420;</script></head><body>
<div class="nav"><a>首页</a> &gt; <a>政务公开</a> &gt; <a>政府信息公开年报</a></div><ul><li>访问量：1203948次</li><li>今日更新12条</li></ul>
<h1>澄江县2022年政府信息公开工作年度报告</h1><p>发布时间：2023-01-18 10:20　来源：县政府办公室　浏览次数：318次</p>
<p>　　本报告根据《中华人民共和国政府信息公开条例》编制。联系电话：0877-6612345。</p><p>一、总体情况</p>{paragraphs}
<p>二、主动公开政府信息情况</p><table><tr>{td("第二十条第（一）项", colspan=4)}</tr>
<tr>{"".join(td(n) for n in DISCLOSED)}</tr>
<tr>{td("规章")}{td(0)}{td(0)}{td(0)}</tr><tr>{td("行政规范性文件")}{td(4)}{td(1)}{td(37)}</tr>
<tr>{td("第二十条第（五）项", colspan=4)}</tr><tr>{td("信息内容")}{td("本年处理决定数量", colspan=3)}</tr>
<tr>{td("行政许可")}{td(2874, colspan=3)}</tr>
<tr>{td("第二十条第（六）项", colspan=4)}</tr><tr>{td("信息内容")}{td("本年处理决定数量", colspan=3)}</tr>
<tr>{td("行政处罚")}{td(613, colspan=3)}</tr><tr>{td("行政强制")}{td(18, colspan=3)}</tr>
<tr>{td("第二十条第（八）项", colspan=4)}</tr><tr>{td("信息内容")}{td("本年收费金额（单位：万元）", colspan=3)}</tr>
<tr>{td("行政事业性收费")}{td("1286.5", colspan=3)}</tr></table>
<p>三、收到和处理政府信息公开申请情况</p><table>{"".join(rows)}</table>
<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr>{td("行政复议", colspan=5)}{td("行政诉讼", colspan=10)}</tr>
<tr>{"".join(td(n, rowspan=2) for n in RESULTS)}{td("未经复议直接起诉", colspan=5)}{td("复议后起诉", colspan=5)}</tr>
<tr>{"".join(td(n) for n in RESULTS * 2)}</tr><tr>{cases}</tr></table>
<p>五、存在的主要问题及改进情况</p><p>解读形式单一，下一步将增加图解。</p><p>六、其他需要报告的事项</p><p>本年度未收取信息处理费。</p>
<div class="footer">主办：澄江县人民政府办公室　备案号：滇ICP备05001234号　网站标识码：5304220001　电话：0877-6611111</div></body></html>"""


def read(text: str, name: str = "report.html") -> Audit:
    return audit(read_bytes(text.encode(), name))


def statuses(result: Audit) -> set[str]:
    return {r.status for r in result.relations}


@pytest.fixture(scope="module")
def county() -> Audit:
    return read(page())


def test_the_page_names_its_body_year_and_form(county):
    assert (county.body, county.year, county.form) == ("澄江县", 2022, "2021")


def test_every_cell_of_the_page_is_read_under_the_key_of_the_contract(county):
    told = {f"T3.A.{c}": n for c, n in zip(COLUMNS, total(RECEIVED), strict=True)}
    told |= {
        f"T3.{k}.{c}": n for k, (_, v) in OUTCOMES.items() for c, n in zip(COLUMNS, total(v), strict=True)
    }
    told |= {f"T3.C7.{c}": n for c, n in zip(COLUMNS, done(), strict=True)}
    told |= {
        "T2.normative.made": 4,
        "T2.normative.repealed": 1,
        "T2.normative.in_force": 37,
        "T2.rules.made": 0,
    }
    told |= {"T2.licence": 2874, "T2.penalty": 613, "T2.coercion": 18}
    told |= {"T4.review.upheld": 6, "T4.review.total": 9, "T4.direct.pending": 1, "T4.after_review.other": 0}
    assert told == {key: county.tables.get(key) for key in told}
    assert float(county.tables["T2.fees"]) == 1286.5
    assert len(county.tables) == 6 + 4 + 25 * 7 + 15


def test_a_correct_page_passes_whole_and_its_prose_agrees(county):
    assert statuses(county) == {"pass"}
    kinds = [r.kind for r in county.relations]
    assert kinds.count("identity") == 7 + 7 + 25 + 3
    assert kinds.count("equal") >= 4
    assert {(r.kind, int(r.total)) for r in county.relations} >= {("carry", 107), ("sum", 104), ("sum", 2316)}


@pytest.mark.parametrize(
    ("printed", "wrong", "rule"),
    [
        ("新收政府信息公开申请104件", "新收政府信息公开申请105件", "N-1"),
        ("公示公告688条", "公示公告689条", "SUM-OF-WHICH"),
        ("结转下年度继续办理5件", "结转下年度继续办理6件", "CARRY-OVER"),
        ("法人或其他组织7件", "法人或其他组织8件", "SUM-OF-WHICH"),
    ],
)
def test_one_changed_word_of_the_prose_is_found(printed, wrong, rule):
    assert rule in {r.rule for r in read(page(PROSE.replace(printed, wrong))).with_status("fail")}


def test_one_changed_cell_breaks_its_row_and_its_column():
    changed = page().replace("&nbsp;41<", "&nbsp;42<")
    assert {"T3-2", "T3-3"} <= {r.rule for r in read(changed).with_status("fail")}


def test_the_page_saved_as_text_with_pipes_is_read_alike(county):
    rows = re.findall(r"<tr>(.*?)</tr>", page(), re.DOTALL)
    lines = ["| " + " | ".join(re.findall(r"&nbsp;(.*?)</span>", row)) + " |" for row in rows]
    heads = {
        0: "二、主动公开政府信息情况",
        13: "三、收到和处理政府信息公开申请情况",
        41: "四、政府信息公开行政复议、行政诉讼情况",
    }
    assert "第二十条第（一）项" in lines[0]
    shown = ["澄江县2022年政府信息公开工作年度报告", "一、总体情况", PROSE]
    for at, line in enumerate(lines):
        shown += [heads[at], line] if at in heads else [line]
    result = read("\n".join(shown), "report.txt")
    assert result.tables == county.tables
    assert statuses(result) == {"pass"}


def test_years_side_by_side_raise_nothing():
    table = (
        "| 指标 | 2020年 | 2021年 | 2022年 | 同比增幅 |\n| 主动公开信息（条） | 1820 | 2104 | 2316 | 10.1% |\n"
        "| 收到申请（件） | 81 | 97 | 104 | 7.2% |\n| 办结申请（件） | 80 | 94 | 102 | 8.5% |"
    )
    result = read(
        f"澄江县2022年政府信息公开工作年度报告\n一、总体情况\n近三年主要数据如下：\n{table}\n{PROSE}\n",
        "r.txt",
    )
    assert not result.with_status("fail")
    assert not result.with_status("uncertain")


def test_what_a_browser_does_not_show_is_not_read(county):
    unseen = "2021年收到申请999件，其中网络500件、信函600件。"
    for opening in ('<div style="display: none">', "<div hidden>", '<span style="visibility:hidden">'):
        tag = opening[1:].split(" ")[0].split(">")[0]
        changed = page().replace("<p>一、", f"{opening}{unseen}</{tag}><p>一、", 1)
        assert changed != page()
        assert read(changed).figures == county.figures


def test_a_page_that_hides_its_whole_text_is_read_all_the_same(county):
    hidden = (
        page().replace("<body>", '<body><div style="display:none">', 1).replace("</body>", "</div></body>", 1)
    )
    assert read(hidden).tables == county.tables


def test_the_list_of_all_years_above_a_report_does_not_name_its_year(county):
    listed = "".join(f"<li><a>{year}年政府信息公开工作年度报告</a></li>" for year in range(2008, 2024))
    result = read(page().replace("<body>", f"<body><ul>{listed}</ul>", 1))
    assert (result.body, result.year) == (county.body, county.year)


@pytest.mark.parametrize(
    "title",
    [
        "××区卫生健康委员会2022年政府信息公开工作年度报告",
        "XX局2022年政府信息公开年度报告",
        "2022年**镇政府信息公开年报",
        "某某市○○委2022年政府信息公开工作年度报告",
    ],
)
def test_a_specimen_that_hides_its_office_is_a_report(title):
    text = f"{title}\n（一）主动公开。全年公开信息12条。\n（二）依申请公开。全年收到申请3件。\n"
    found = audit(read_bytes(text.encode(), "report.txt"))
    assert found.year == 2022
    assert found.body in title


def test_what_was_answered_is_not_what_is_carried_over():
    text = "全年收到申请44件，上年结转1件，办结44件，结转下年度继续办理1件。在办结的44件中，同意公开30件、不予公开14件。"
    found = audit(read_bytes(("青源区2020年政府信息公开工作年度报告\n" + text).encode(), "report.txt"))
    assert {r.status for r in found.relations} == {"pass"}


def test_a_page_whose_title_was_lost_is_known_by_its_first_sentence():
    told = (
        "现公布示例区统计局2023年政府信息公开工作年度报告。\n一、总体情况\n主动公开信息50条，依申请公开0件。"
    )
    found = audit(read_bytes(told.encode(), "page.txt"))
    assert (found.body, found.year) == ("示例区统计局", 2023)


def test_a_notice_about_reports_is_none():
    told = "各单位：请于2024年1月20日前编制并公布政府信息公开工作年度报告。主动公开、依申请公开的数据要核准。"
    with pytest.raises(ReadingError, match="不像"):
        audit(read_bytes(told.encode(), "notice.txt"))
