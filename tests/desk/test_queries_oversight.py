"""What the pages of the district's office cost, whatever the number of bodies."""

from __future__ import annotations

import pytest
from django.urls import reverse

import desk_world as make
from desk.growing import signed_in, work_rows
from desk.statements import cost
from gongkai.bodies.enums import Role

pytestmark = pytest.mark.django_db
LIST = 12
SHEET = 120
"""The board and the terms, and six spans (two years, a part of each, two months) by the sources of the sheet's registers."""


def test_the_overview_and_the_sheet_of_the_head_cost_the_same_at_one_and_at_three_bodies():
    make.column()
    team = make.Team(make.body())
    supervisor = signed_in(make.person(team.body, Role.SUPERVISOR))
    leader = signed_in(make.person(team.body, Role.LEADER))
    work_rows(team)
    overview = cost(supervisor, "get", reverse("oversight"))
    make.Team(make.body(parent=team.body))
    sheet = cost(leader, "get", reverse("one_page"))
    for _ in range(2):
        below = make.Team(make.body(parent=team.body))
        work_rows(below)
        work_rows(below)
    assert cost(supervisor, "get", reverse("oversight")) == overview <= LIST
    assert cost(leader, "get", reverse("one_page")) == sheet <= SHEET
