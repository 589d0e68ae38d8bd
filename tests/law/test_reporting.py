from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.reporting import ReporterKind, report_term

SINCE_2019 = [
    (ReporterKind.DEPARTMENT, (1, 31)),
    (ReporterKind.TOWNSHIP, (1, 31)),
    (ReporterKind.STREET_OFFICE, (1, 31)),
    (ReporterKind.COUNTY, (2, 20)),
    (ReporterKind.CITY, (3, 10)),
    (ReporterKind.PROVINCE, (3, 31)),
    (ReporterKind.VERTICAL_SYSTEM, (3, 31)),
]


@pytest.mark.parametrize(("kind", "day"), SINCE_2019)
def test_reports_are_due_by_who_reports(kind: ReporterKind, day: tuple[int, int]) -> None:
    assert report_term(kind, 2025).due == date(2026, *day)
    assert report_term(kind, 2019).due == date(2020, *day)


@pytest.mark.parametrize("kind", list(ReporterKind))
def test_under_the_old_law_every_report_was_due_by_the_end_of_march(kind: ReporterKind) -> None:
    found = report_term(kind, 2017)
    assert found.due == date(2018, 3, 31)
    assert str(found.citations[0]) == "2007年《条例》第三十一条"


def test_there_was_no_report_before_2008() -> None:
    with pytest.raises(ValueError, match="2008年"):
        report_term(ReporterKind.COUNTY, 2007)


def test_the_letter_cited_is_the_one_of_the_year() -> None:
    letters = {year: str(report_term(ReporterKind.COUNTY, year).citations[1]) for year in (2020, 2021)}
    assert letters == {2020: "国办公开办函〔2019〕60号", 2021: "国办公开办函〔2021〕30号"}
