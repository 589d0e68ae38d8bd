"""Figures in prose: kept by their keys, edited by their names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.measures import measures_of_year
from gongkai.annual.prose import PLACEHOLDER, faults, names_of_figures, spelled, with_keys, with_names
from gongkai.bodies.scope import cross_body

NAMES = {
    "requests.received": "收到政府信息公开申请",
    "one.total": "总数",
    "other.total": "总数",
    "year": "年度",
}
PIECES = [*NAMES, *NAMES.values(), "{{", "}}", "{", "}", "。", "共", " ", "\n", "未知的数"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def test_what_is_edited_shows_names_and_what_is_kept_holds_keys():
    kept = "{{year}}年{{requests.received}}，其中{{one.total}}。"
    edited = with_names(kept, NAMES)
    assert edited == "{{年度}}年{{收到政府信息公开申请}}，其中{{总数（one.total）}}。"
    assert with_keys(edited, NAMES) == kept


def test_two_figures_of_one_name_are_told_apart():
    assert spelled(NAMES)["one.total"] != spelled(NAMES)["other.total"]
    assert with_keys("{{总数}}", NAMES) == "{{总数}}"  # which of the two nobody can say


def test_keys_and_blanks_are_understood_too():
    assert with_keys("{{ 年度 }}{{requests.received}}", NAMES) == "{{year}}{{requests.received}}"


@given(TEXTS)
def test_a_text_that_was_kept_comes_back_as_it_was(text):
    kept = with_keys(text, NAMES)
    assert with_keys(with_names(kept, NAMES), NAMES) == kept


@given(TEXTS)
def test_nothing_but_names_in_braces_changes(text):
    assert PLACEHOLDER.split(with_keys(text, NAMES))[::2] == PLACEHOLDER.split(text)[::2]


def test_an_unknown_name_is_told_with_the_nearest_one():
    told = faults("{{收到信息公开申请}}", NAMES)
    assert told == [
        "没有名称为“收到信息公开申请”的数字，最接近的是“收到政府信息公开申请”，请从可用数字的列表中选取。"
    ]


@pytest.mark.parametrize(
    "typed", ["{年度}", "{ 年度 }", "{{{年度}}}", "{{年度}", "{年度}}", "｛年度｝", "｛｛年度｝｝", "{year}"]
)
def test_a_name_in_other_braces_than_two_is_told_with_the_right_form(typed):
    told = faults(with_keys(f"共{typed}件。", NAMES), NAMES)
    assert len(told) == 1
    assert "会照原样印出，填不进数字：数字应写成{{年度}}的样子。" in told[0]


def test_an_unknown_word_in_one_pair_of_braces_is_told_with_what_was_typed_and_the_nearest_name():
    [told] = faults("共{不存在的数字}。", NAMES)
    assert told == (
        "“{不存在的数字}”会照原样印出，填不进数字：数字应写成{{名称}}的样子，名称从可用数字的列表中选取。"
        "不是数字的，请去掉花括号。"
    )
    assert "最接近的是“收到政府信息公开申请”，名称从" in faults("共{收到信息公开申请}。", NAMES)[0]


@pytest.mark.parametrize("text", ["共{{year}}件。", "{{year}}{{one.total}}", "没有花括号", "{ }", "a { b"])
def test_what_is_right_and_what_names_nothing_is_no_fault(text):
    assert faults(text, NAMES) == []


@pytest.mark.parametrize("text", ["{{ }}", "共{{年度", "共年度}}", "{{year}}与}}"])
def test_braces_without_their_partner_are_told(text):
    assert faults(text, NAMES) == ["有一处花括号没有成对书写，数字应写成{{名称}}的样子，请核对。"]


@given(TEXTS)
def test_no_braces_around_a_word_stay_in_a_text_without_a_fault(text):
    if not faults(text, NAMES):
        assert not re.search(r"\{\s*[^{}\s]+\s*\}", PLACEHOLDER.sub("", text))


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2017, 2024])
def test_every_figure_of_a_year_is_written_in_a_way_of_its_own(year):
    with cross_body("test"):
        names = names_of_figures(measures_of_year(year))
    written = spelled(names)
    assert len(set(written.values())) == len(names)
    whole = "".join(f"{{{{{key}}}}}" for key in names)
    assert with_keys(with_names(whole, names), names) == whole
    assert faults(whole, names) == []
