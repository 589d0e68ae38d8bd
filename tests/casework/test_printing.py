"""A letter prints whatever characters its text holds: what was signed with them stays as it is."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from gongkai.casework.printing import Paper, word_file

UNPRINTABLE = ("\x00", "\x1f", "\x7f", "\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff")


@pytest.mark.parametrize("character", UNPRINTABLE, ids=lambda found: f"U+{ord(found):04X}")
def test_what_word_cannot_hold_is_left_out_of_the_file(character):
    words = {name: f"{name}{character}甲" for name in ("title", "number", "addressee", "text", "issuer")}
    file = word_file(Paper(**words, made_on=date(2017, 3, 20), sample=True))
    document = Document(BytesIO(file))
    lines = [line.text for line in document.paragraphs]
    assert {"title甲", "number甲", "addressee甲：", "text甲", "issuer甲"} <= set(lines)
    assert document.core_properties.title == "title甲"
