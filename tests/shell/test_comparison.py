from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.shell.comparison import compare, compare_line, paragraphs

WORDS = st.text(st.sampled_from("甲乙丙12,.% ab"), max_size=30)
MARKUP = st.lists(WORDS, max_size=6).map(lambda lines: "".join(f"<p>{line}</p>" for line in lines))


def side(passages, left_out):
    """What remains of a comparison without the pieces of one kind."""
    return [
        "".join(piece.text for piece in passage.pieces if piece.kind != left_out)
        for passage in passages
        if passage.kind != left_out
    ]


@given(MARKUP, MARKUP)
def test_taking_out_what_was_added_gives_the_old_text_and_the_other_way_round(old, new):
    passages = compare(old, new)
    assert side(passages, "removed") == paragraphs(new)
    assert side(passages, "added") == paragraphs(old)


@given(MARKUP)
def test_a_text_compared_with_itself_has_no_change(text):
    assert all(passage.kind == "same" for passage in compare(text, text))


def test_a_figure_is_compared_whole():
    pieces = [(piece.kind, piece.text) for piece in compare_line("补植1,260株", "补植1,310株")]
    assert pieces == [("same", "补植"), ("removed", "1,260"), ("added", "1,310"), ("same", "株")]


def test_markup_entities_and_tables_become_readable_lines():
    markup = "<h2>一、&lt;题&gt;</h2><table><tr><td>甲</td><td>1</td></tr></table>文<br>尾"
    assert paragraphs(markup) == ["一、<题>", "甲 | 1", "文", "尾"]


def test_a_very_long_paragraph_is_shown_as_replaced_whole():
    pieces = list(compare_line("甲" * 5000, "乙" * 5000))
    assert [piece.kind for piece in pieces] == ["removed", "added"]
