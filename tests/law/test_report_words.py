from __future__ import annotations

from gongkai.law.report_words import LONGEST_FIRST, remarks

FIRST = "主动公开方面。依申请公开方面。政府信息管理方面。平台建设方面。监督保障方面，开展工作考核、社会评议，没有责任追究的情形。"
SIX = (FIRST, "", "", "", "2024年公开不够及时，2025年已经改进。", "2025年没有收取信息处理费。")


def test_a_report_that_holds_what_the_format_asks_gets_no_remark() -> None:
    assert remarks(2025, SIX, government=True, fifth_of_last_year="业务不熟练。") == ()


def test_what_section_one_leaves_out_is_named() -> None:
    told = remarks(2025, ("主动公开方面。监督保障方面。", *SIX[1:]), government=False)
    assert told == (
        "第一部分没有写到依申请公开、政府信息管理、政府信息公开平台建设（国办公开办函〔2021〕30号），请补充。",
    )
    assert "国办公开办函〔2019〕60号" in remarks(2020, ("", *SIX[1:]), government=False)[0]


def test_a_government_reports_on_assessment_appraisal_and_liability_too() -> None:
    sections = (FIRST.partition("监督保障方面")[0] + "监督保障方面。", *SIX[1:])
    assert remarks(2025, sections, government=False) == ()
    (told,) = remarks(2025, sections, government=True)
    assert told.startswith("各级人民政府的报告还应当包括工作考核、社会评议、责任追究结果情况（")
    assert "2019年《条例》第五十条第一款第（四）项" in told


def test_section_one_has_a_thousand_characters_since_the_format_of_2021() -> None:
    long = FIRST + "字" * (LONGEST_FIRST + 1 - len(FIRST))
    assert remarks(2020, (long, *SIX[1:]), government=True) == ()
    assert remarks(2025, (long, *SIX[1:]), government=True) == (
        "第一部分有1001字，原则上不超过1000字（国办公开办函〔2021〕30号），请精简。",
    )
    assert remarks(2025, (long[:-1] + "\n ", *SIX[1:]), government=True) == ()


def test_section_five_of_last_year_is_not_told_again() -> None:
    same = "2023年公开不够及时，2024年已经改进。\n"
    assert "第五部分" in remarks(2025, SIX, government=True, fifth_of_last_year=same)[0]


def test_section_six_tells_of_the_fee() -> None:
    assert "信息处理费" in remarks(2025, (*SIX[:5], "无。"), government=True)[0]
    assert remarks(2020, (*SIX[:5], "无。"), government=True) == ()


def test_other_years_and_other_outlines_are_left_alone() -> None:
    assert remarks(2018, ("",) * 6, government=True) == ()
    assert remarks(2025, ("",) * 11, government=True) == ()
