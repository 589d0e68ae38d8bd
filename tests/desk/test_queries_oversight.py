"""What the pages of the district's office cost, whatever the number of bodies."""

from __future__ import annotations

import pytest
from django.urls import reverse

import desk_world as make
from desk.test_queries import LIST, cost, work_rows
from gongkai.bodies.enums import Role
from gongkai.oversight.board import COLUMNS

pytestmark = pytest.mark.django_db
SHEET = 120
"""The board and the terms, and six spans (two years, a part of each, two months) by the sources of the sheet's registers."""


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def test_the_sheet_of_the_head_costs_the_same_at_one_and_at_three_bodies(client, team):
    client.force_login(make.person(team.body, Role.LEADER))
    make.Team(make.body(parent=team.body))
    work_rows(team)
    one = cost(client, "get", reverse("one_page"))
    for _ in range(2):
        work_rows(make.Team(make.body(parent=team.body)))
    assert cost(client, "get", reverse("one_page")) == one <= SHEET


def test_a_reminder_is_seen_within_the_limit_of_a_list(client, team):
    client.force_login(make.person(team.body, Role.SUPERVISOR))
    work_rows(team)
    url = reverse("oversight_remind", args=[team.body.code])
    one = cost(client, "get", url)
    work_rows(team)
    assert cost(client, "get", url) == one <= LIST + len(COLUMNS)  # the rows of each ground
