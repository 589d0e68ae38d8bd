"""The sum of the units' frozen reports against the report above them, and last year beside this year."""

from __future__ import annotations

from datetime import date

import pytest

from annual import year_world as make
from factories import make_body, make_person, make_taxonomies, make_team, moment
from gongkai.annual import services
from gongkai.annual.comparing import cells_before, change, figures_before
from gongkai.annual.compilation import compile_report, counting_of
from gongkai.annual.rolling_up import roll_up
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.law.disputes import DisputeResult
from gongkai.law.forms import form

pytestmark = pytest.mark.django_db

JANUARY = moment(2018, 1, 10)
UPHELD = DisputeResult.REVIEW_UPHELD


@pytest.fixture
def district():
    make_taxonomies()
    with cross_body("test"):
        yield make_body("district", "示例区人民政府")


@pytest.fixture
def bureau(district):
    return make_body("bureau", "区城建局", district)


@pytest.fixture
def school(district):
    return make_body("school", "区教育局", district)


def answered(body, day=date(2017, 5, 4)):
    return make.request(body, day, leaf="disclosed", answered_on=day)


def frozen(body, district):
    make_team(body)
    reporter, supervisor = make_person(body, Role.REPORTER), make_person(district, Role.SUPERVISOR)
    report = services.open_report(
        body=body, year=2017, outline_code="national-2008", actor=reporter, at=JANUARY
    )
    services.hand_in(report=report, actor=reporter, at=JANUARY)
    return services.accept(report=report, actor=supervisor, at=JANUARY)


def rolled(district):
    count = counting_of(district, 2017)
    return roll_up(count, district, count.compiled(district))


def test_the_sum_of_frozen_reports_and_the_bodies_own_part_is_the_report_above(district, bureau, school):
    answered(bureau), answered(bureau), answered(school), answered(district)
    frozen(bureau, district), frozen(school, district)
    found = rolled(district)
    assert (found.units, found.waiting, found.differences) == (2, (), ())
    assert found.agreeing > 20
    assert found.title == "汇总表每一栏，等于各报送单位该栏之和"
    assert "32号" in found.source


def test_what_moved_after_freezing_is_told_with_the_unit(district, bureau, school):
    answered(bureau), answered(school)
    frozen(bureau, district), frozen(school, district)
    answered(bureau, date(2017, 6, 1))
    by_key = {each.measure: each for each in rolled(district).differences}
    received = by_key["requests.received"]
    assert (received.total, received.parts, received.by) == (3, 2, 1)
    (moved,) = received.moved
    assert (moved.name, moved.then, moved.now) == ("区城建局", 1, 2)
    assert all({each.name for each in row.moved} == {"区城建局"} for row in by_key.values())


def test_a_unit_that_is_not_frozen_is_named_and_counted_by_its_rows(district, bureau, school):
    answered(bureau), answered(school)
    frozen(bureau, district)
    found = rolled(district)
    assert (found.units, found.waiting, found.differences) == (1, ("区教育局",), ())


def test_nothing_is_added_up_where_nothing_is_frozen_or_nobody_stands_below(district, bureau):
    answered(bureau)
    assert rolled(district).units == 0
    count = counting_of(bureau, 2017)
    assert roll_up(count, bureau, count.compiled(bureau)) is None


def test_last_year_stands_beside_with_the_change(district):
    answered(district, date(2016, 3, 1))
    answered(district), answered(district)
    beside = figures_before(compile_report(district, 2017), compile_report(district, 2016))
    assert (beside["requests.received"].value, beside["requests.received"].change) == ("1", "增1")
    cells = cells_before(compile_report(district, 2017), compile_report(district, 2016))
    assert (cells["3.1"].value, cells["3.1"].change) == ("1", "增1")


def test_across_forms_the_crosswalk_says_what_cannot_be_compared(district):
    make.reconsideration(district, date(2018, 3, 1), decided_on=date(2018, 4, 1), result=UPHELD)
    answered(district, date(2018, 3, 1))
    make.reconsideration(district, date(2019, 3, 1), decided_on=date(2019, 4, 1), result=UPHELD)
    answered(district, date(2019, 3, 1))
    now, then = compile_report(district, 2019), compile_report(district, 2018)
    figures = figures_before(now, then)
    assert not figures["reconsideration.total"].comparable
    assert "尚未审结" in figures["reconsideration.total"].note
    assert figures["requests.received"].comparable
    cells = cells_before(now, then)
    assert (cells["T3.A.total"].value, cells["T3.A.total"].comparable) == ("1", True)
    assert not cells["T4.review.total"].comparable
    assert "T3.A.natural" not in cells


def test_one_row_that_became_three_is_no_pair(district):
    answered(district, date(2020, 3, 2)), answered(district, date(2021, 3, 2))
    cells = cells_before(compile_report(district, 2021), compile_report(district, 2020))
    assert not cells["T3.C6.1.total"].comparable
    assert "三行之和" in cells["T3.C6.1.total"].note
    assert cells["T3.C1.total"].change == "持平"
    assert set(cells) <= set(form("2021").cells)


@pytest.mark.parametrize(("now", "old", "words"), [(5, 3, "增2"), (3, 5, "减2"), (3, 3, "持平")])
def test_a_change_in_words(now, old, words):
    assert change(now, old) == words
