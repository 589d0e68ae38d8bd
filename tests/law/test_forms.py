"""The forms as data: shape, labels, crosswalk, and what the loader refuses."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from gongkai.law.forms import FORM_CODES, FormError, form, form_for_year, parse_form


def source(code: str) -> str:
    return (
        resources.files("gongkai.law").joinpath("data", "forms", f"{code}.toml").read_text(encoding="utf-8")
    )


def test_form_of_2021_has_twenty_one_leaf_rows_and_seven_columns() -> None:
    shape = form("2021")
    assert len(shape.sets["leaf"]) == 21
    three = [key for key in shape.cells if key.startswith("T3.")]
    assert len(three) == 25 * 7
    assert len([key for key in shape.cells if key.startswith("T4.")]) == 15
    assert [key for key in shape.cells if key.startswith("T2.")] == [
        *(
            f"T2.{row}.{column}"
            for row in ("rules", "normative")
            for column in ("made", "repealed", "in_force")
        ),
        *("T2.licence", "T2.penalty", "T2.coercion", "T2.fees"),
    ]


def test_trial_form_has_one_row_of_other_handling() -> None:
    shape = form("2019")
    assert len(shape.sets["leaf"]) == 19
    assert "T3.C6.total" in shape.cells
    assert "T3.C6.1.total" not in shape.cells


def test_old_form_has_nine_parts() -> None:
    shape = form("2014")
    assert sorted({key[0] for key in shape.cells}) == list("123456789")
    assert len(shape.sections) == 9
    for key in (
        "1.1",
        "1.1.normative",
        "1.2.5",
        "2.2.1.head",
        "3.3.4.6",
        "4",
        "5.3",
        "6",
        "7",
        "8.3.2",
        "8.4",
        "9.3",
    ):
        assert key in shape.cells


def test_printed_words_are_quoted_exactly() -> None:
    three = next(table for table in form("2021").tables if table.key == "T3")
    assert three.header_note == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    labels = {row.key: row.label for row in three.rows}
    assert labels["A"] == "一、本年新收政府信息公开申请数量"
    assert labels["C2"] == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    assert labels["C3.3"] == "3.危及“三安全一稳定”"
    assert labels["D"] == "四、结转下年度继续办理"
    assert form("2021").cells["T2.fees"].unit == "万元"


def test_every_doubtful_row_names_its_source() -> None:
    for code in FORM_CODES:
        for cell in form(code).cells.values():
            assert cell.mark in ("V", "V2", "M")
            assert cell.source
    assert form("2014").cells["8.4"].mark == "M"
    assert "未核对" in form("2014").cells["8.4"].source


@pytest.mark.parametrize(
    ("year", "code"),
    [
        (2013, None),
        (2014, "2014"),
        (2018, "2014"),
        (2019, "2019"),
        (2020, "2019"),
        (2021, "2021"),
        (2026, "2021"),
    ],
)
def test_the_form_follows_the_year_of_the_report(year: int, code: str | None) -> None:
    found = form_for_year(year)
    assert (found.code if found else None) == code


def test_every_row_of_the_trial_table_three_is_crossed_into_the_new_one() -> None:
    crossed = {key for crossing in form("2019").crosswalk for key in crossing.old}
    assert {key for key in form("2019").cells if key[:2] in ("T3", "T4")} <= crossed


@pytest.mark.parametrize("code", ["2014", "2019"])
def test_the_crosswalk_leads_from_cells_that_exist_to_cells_that_exist(code: str) -> None:
    for crossing in form(code).crosswalk:
        assert all(key in form(code).cells for key in crossing.old)
        assert all(key in form("2021").cells for key in crossing.new)
        assert crossing.comparable == (crossing.relation != "none")
        assert crossing.comparable or crossing.note


def test_what_is_not_information_in_the_old_form_has_no_row_in_the_new_one() -> None:
    crossing = next(crossing for crossing in form("2014").crosswalk if "3.3.4.5" in crossing.old)
    assert not crossing.comparable


def test_fields_of_old_form_that_fall_together_are_named_as_a_sum() -> None:
    crossing = next(crossing for crossing in form("2014").crosswalk if "3.3.5" in crossing.old)
    assert crossing.old == ("3.3.5", "3.3.6")
    assert crossing.new == ("T3.C4.1.total",)
    assert crossing.relation == "sum"


def test_unknown_form_is_refused_with_the_codes_that_exist() -> None:
    with pytest.raises(FormError, match="2014、2019、2021"):
        form("1999")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "2021"', 'code = "2099"', "应为 2014、2019、2021 之一"),
        ("first_year = 2021", 'first_year = "2021"', "类型不对"),
        ('mark = "V"', 'mark = "X"', "V、V2、M 之一"),
        ('title = "政府信息公开工作年度报告格式"\n', "", "缺少“title”"),
        ('key = "rules", label = "规章"', 'key = "rules", lable = "规章"', "缺少“label”"),
        ('label = "规章" }', 'label = "规章", colour = "red" }', "不认识的条目：colour"),
        ('key = "normative", label', 'key = "rules", label', "两栏同用编号"),
        ('"T3.B.{column}"]', '"T3.Z.{column}"]', "不存在的栏“T3.Z.natural”"),
        ('each = "case"', 'each = "cases"', "没有定义的集合“cases”"),
        ("[sets]", "[sets", "不是合格的 TOML"),
        ('rows = [{ key = "licence", label = "行政许可" }]', 'rows = ["行政许可"]', "应为一组条目"),
    ],
)
def test_a_broken_definition_is_refused_with_the_place(old: str, new: str, said: str) -> None:
    text = source("2021")
    assert old in text
    with pytest.raises(FormError, match=r"2021\.toml") as caught:
        parse_form(text.replace(old, new, 1), "2021.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize("code", FORM_CODES)
def test_the_shipped_definitions_read_and_keep_their_code(code: str) -> None:
    assert tomllib.loads(source(code))["code"] == code
    assert parse_form(source(code), code).code == code
