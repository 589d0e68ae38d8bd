from __future__ import annotations

from datetime import date

import pytest

from gongkai.annual.terms import KINDS, lateness, term_of
from gongkai.bodies.enums import Group


@pytest.mark.parametrize(
    ("group", "year", "due"),
    [
        (Group.GOVERNMENT, 2017, date(2018, 3, 31)),
        (Group.STREET, 2018, date(2019, 3, 31)),
        (Group.DEPARTMENT, 2019, date(2020, 1, 31)),
        (Group.TOWN, 2025, date(2026, 1, 31)),
        (Group.GOVERNMENT, 2025, date(2026, 2, 20)),
    ],
)
def test_a_report_is_due_by_its_law_and_its_unit(group: Group, year: int, due: date) -> None:
    term = term_of(group, year)
    assert term is not None
    assert term.due == due


def test_every_group_of_units_has_a_term_and_no_year_before_the_first() -> None:
    assert set(KINDS) == set(Group)
    assert term_of(Group.TOWN, 2007) is None


def test_a_report_is_late_from_the_day_after_its_last() -> None:
    due = date(2026, 1, 31)
    assert lateness(due, None, date(2026, 1, 31)) == ""
    assert lateness(due, None, date(2026, 2, 1)) == "逾期1日未公布"
    assert lateness(due, date(2026, 1, 31), date(2026, 5, 1)) == ""
    assert lateness(due, date(2026, 2, 10), date(2026, 5, 1)) == "逾期10日公布"
