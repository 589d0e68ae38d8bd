from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.publishing import publish_by, publishing_sentence


@pytest.mark.parametrize(
    ("made_on", "last"),
    [
        (date(2017, 1, 20), date(2017, 2, 22)),  # 01-22 and 02-04 worked, the Spring Festival off
        (date(2026, 2, 10), date(2026, 3, 16)),
        (date(2008, 4, 30), None),
        (date(2099, 1, 1), None),
    ],
)
def test_information_is_published_within_twenty_working_days(made_on: date, last: date | None) -> None:
    assert publish_by(made_on, Calendar.load()) == last


def test_the_page_says_the_term_its_law_and_whether_it_has_passed() -> None:
    calendar = Calendar.load()
    told = publishing_sentence(date(2017, 1, 20), calendar, date(2017, 2, 22))
    assert "2007年《条例》第十八条" in told
    assert "至2017年2月22日" in told
    assert "现已超过" not in told
    assert "现已超过" in publishing_sentence(date(2017, 1, 20), calendar, date(2017, 2, 23))
    assert "2019年《条例》第二十六条" in publishing_sentence(date(2026, 2, 10), calendar, date(2026, 2, 11))
    assert publishing_sentence(date(2007, 1, 1), calendar, date(2026, 1, 1)) == ""
