from __future__ import annotations

from datetime import date

import pytest

from factories import make_body, make_published, make_taxonomies, make_team, moment
from gongkai.bodies.scope import cross_body
from gongkai.records import services
from gongkai.records.enums import RecordKind
from gongkai.records.queries import rules_in_force

pytestmark = pytest.mark.django_db
YEAR_END = date(2017, 12, 31)


@pytest.fixture
def team():
    make_taxonomies()
    with cross_body("test"):
        yield make_team(make_body("one", "甲局"))


def rule(team, at, **values):
    return make_published(team, at, kind=RecordKind.RULE, title="政策解读制度", columns=(), **values)


def test_a_rule_counts_from_the_day_it_stands_on_the_page(team):
    rule(team, moment(2017, 6))
    assert rules_in_force(date(2017, 5, 31)).count() == 0
    assert rules_in_force(YEAR_END).count() == 1


def test_a_rule_withdrawn_later_still_counts_at_the_former_year_end(team):
    row = rule(team, moment(2017))
    services.withdraw(record=row, actor=team.approver, at=moment(2018), reason="另行制定")
    assert rules_in_force(YEAR_END).count() == 1
    assert rules_in_force(date(2018, 12, 31)).count() == 0


@pytest.mark.parametrize("dates", [{"effective_on": date(2018, 1, 1)}, {"ended_on": date(2017, 12, 1)}])
def test_a_rule_not_yet_or_no_longer_in_force_does_not_count(team, dates):
    rule(team, moment(2017), **dates)
    assert rules_in_force(YEAR_END).count() == 0


def test_what_is_no_rule_does_not_count(team):
    make_published(team, moment(2017), kind=RecordKind.DOCUMENT)
    assert rules_in_force(YEAR_END).count() == 0
