from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.clock import NATIONAL
from gongkai.law.corrections import is_unusual, unusual_sentence, usual_until

CALENDAR = Calendar.load()
TOLD = date(2026, 2, 10)  # before the spring festival


def test_fifteen_working_days_from_the_letter_need_no_reason():
    last = usual_until(TOLD, CALENDAR, NATIONAL)
    assert last == date(2026, 3, 9)
    assert not is_unusual(TOLD, last, CALENDAR, NATIONAL)


@pytest.mark.parametrize("until", [date(2026, 3, 10), date(2026, 12, 31), date(2199, 1, 1)])
def test_what_is_longer_or_beyond_the_calendar_is_unusual(until):
    assert is_unusual(TOLD, until, CALENDAR, NATIONAL)


def test_the_sentence_names_the_article_and_where_the_figure_comes_from():
    told = unusual_sentence("2026年3月9日", NATIONAL)
    assert "《条例》第三十条" in told
    assert "《江苏省政府信息公开申请办理答复规范》一般不超过15个工作日" in told
