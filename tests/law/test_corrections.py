from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.clock import NATIONAL
from gongkai.law.corrections import is_unusual, last_day_to_tell, notice_term, unusual_sentence, usual_until
from gongkai.law.regimes import Regime

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


def test_a_correction_is_told_within_seven_working_days_of_the_receipt():
    assert last_day_to_tell(Regime.R19, TOLD, CALENDAR) == date(2026, 2, 26)


@pytest.mark.parametrize(
    ("on", "past", "sentence"),
    [
        (
            date(2026, 11, 19),
            False,
            "需要补正的，应在2026年11月19日前（含当日）一次性告知申请人（2019年《条例》第三十条）。",
        ),
        (
            date(2026, 11, 20),
            True,
            "补正告知期限已于2026年11月19日届满（2019年《条例》第三十条），现在告知的，期限说明将载明逾期。",
        ),
    ],
)
def test_the_term_is_told_as_it_stands_on_the_day(on, past, sentence):
    term = notice_term(Regime.R19, date(2026, 11, 10), on, CALENDAR)
    assert term is not None
    assert (term.past, term.sentence) == (past, sentence)


def test_the_regulation_of_2007_knows_no_term_to_tell_a_correction():
    assert last_day_to_tell(Regime.R07, date(2017, 9, 25), CALENDAR) is None
    assert notice_term(Regime.R07, date(2017, 9, 25), date(2017, 12, 25), CALENDAR) is None
