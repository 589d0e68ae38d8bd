"""What nobody sees goes, what a script is written with stays."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gongkai.portal.characters import visible, visible_line, visible_shape

GONE = (
    *("\x00", "\x08", "\x0e", "\x1f", "\x7f", "\x80", "\x9f", "\xad", "\u061c", "\u180e", "\u200b", "\u200e"),
    *("\u200f", "\u202a", "\u202e", "\u2060", "\u2064", "\u2066", "\u2069", "\ufeff", "\ufffb", "\U000e0041"),
    *("\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff"),
)


@pytest.mark.parametrize("character", GONE, ids=lambda found: f"U+{ord(found):04X}")
def test_what_nobody_sees_goes(character):
    assert visible(f"甲{character}乙{character}") == "甲乙"


@pytest.mark.parametrize(
    "text",
    [
        "𠮷\t龘\r\n\u00a0\u3000\ufffd😀",
        "ئۇيغۇر\u200cچە \u200dقازاق",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ ᠬᠠᠨ\u180b",
        "བོད་ཡིག ꆈꌠꉙ",
        "\ue863\U000f0000",  # rare characters of names, as older systems write them
    ],
)
def test_what_a_text_is_written_with_stays(text):
    assert visible(text) == text


def test_other_line_ends_end_lines_and_a_title_has_one_line():
    assert visible("一\x0b二\u2028三\x85四") == "一\n二\n三\n四"
    assert visible_line("一\r\n二\t三\x0c四") == "一 二 三 四"


@dataclass(frozen=True, slots=True)
class Shape:
    title: str
    html: str
    words: tuple[object, ...] = ()
    number: int = 1


def test_a_shape_is_cleaned_throughout_but_its_markup():
    inner = Shape("内\u202e", "<p>\u202e</p>")
    made = visible_shape(Shape("外\n\u202e题", "", ("一\u200b\n", inner, None)))
    assert made == Shape("外 题", "", ("一\n", Shape("内", "<p>\u202e</p>"), None))
