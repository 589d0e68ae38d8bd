"""Pure predicates of drafting."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.rules import DEEPEST, clean_html, in_paragraphs, too_deep, year_fault


def test_text_as_most_people_type_it_keeps_its_lines_as_paragraphs():
    typed = "各单位：\n\n  一、总体要求 \n请<strong>认真</strong>执行，3 < 5。\n"
    assert clean_html(in_paragraphs(typed)) == (
        "<p>各单位：</p><p>一、总体要求</p><p>请<strong>认真</strong>执行，3 &lt; 5。</p>"
    )


@pytest.mark.parametrize("marked", ["<p>一</p>\n<p>二</p>", "一<br>二", "<UL>\n<LI>一</LI></UL>"])
def test_text_with_marks_of_its_own_is_left_as_it_is(marked):
    assert in_paragraphs(marked) == marked


def test_characters_that_nobody_sees_leave_the_text_also_as_references():
    assert clean_html("<p>甲\u202e乙&#x202e;&ZeroWidthSpace;&shy;丙&zwj;</p>") == "<p>甲乙丙\u200d</p>"
    assert "script" not in clean_html(
        '<a href="java&#x200b;script:x">一</a>'
    )  # it would be one without the blank


@pytest.mark.parametrize(
    ("number", "fits"),
    [("示政办发〔2026〕3号", True), ("示政办发〔2027〕3号", False), ("第12号", True), ("", True)],
)
def test_a_number_bears_the_year_of_its_document(number, fits):
    assert (year_fault(number, date(2026, 11, 20)) == "") is fits


@pytest.mark.parametrize(
    "hostile",
    [
        "<ul>" * 1000,
        "<ul></x>" * 1000,
        "<UL\n>" * 1000,
        "<ul><li>" * 1000,
        "<blockquote><p>" * 1000,
        "<div></p>" * 1000,
        "<ul><table></ul>" * 1000,
        "<rt>" * 1000,
    ],
)
def test_markup_nested_beyond_measure_is_found_and_comes_back_as_its_words(hostile):
    assert too_deep(hostile)
    assert clean_html(hostile + "五条 < 六条") == "五条 &lt; 六条"


@pytest.mark.parametrize(
    "sound",
    [
        "<p>一段" * 5000,
        "<ul>" + "<li>一项" * 5000 + "</ul>",
        "<table>" + "<tr><td>一格" * 5000 + "</table>",
        "<p>一<br>二<strong>三</strong></p>" * 5000,
        "<div>" * DEEPEST + "一" + "</div>" * DEEPEST,
        "</ul>" * 5000 + "一",
    ],
)
def test_long_texts_with_tags_left_open_are_none_such(sound):
    assert not too_deep(sound)
