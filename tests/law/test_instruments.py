from __future__ import annotations

import pytest

from gongkai.law import instruments
from gongkai.law.instruments import Citation, Instrument, chinese_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "一"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (36, "三十六"),
        (90, "九十"),
        (100, "一百"),
        (106, "一百零六"),
        (110, "一百一十"),
        (134, "一百三十四"),
    ],
)
def test_articles_are_numbered_as_statutes_number_them(value: int, text: str) -> None:
    assert chinese_number(value) == text


def test_a_citation_tells_article_paragraph_and_item_apart() -> None:
    assert str(Citation(instruments.R19, 16, 2)) == "2019年《条例》第十六条第二款"
    assert str(Citation(instruments.R19, 36, item=3)) == "2019年《条例》第三十六条第（三）项"
    assert (
        str(Citation(instruments.REVIEW_LAW_2023, 23, 1, 4))
        == "《行政复议法》（2023年修订）第二十三条第一款第（四）项"
    )
    assert str(Citation(instruments.LETTER_235)) == "国办公开办函〔2016〕235号"


def test_no_instrument_ends_before_it_begins() -> None:
    found = [value for value in vars(instruments).values() if isinstance(value, Instrument)]
    assert len(found) > 20
    assert all(entry.until is None or entry.since < entry.until for entry in found)
