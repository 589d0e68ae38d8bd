"""帮助: who sits at a desk reads how its own matters go, and of no area that is not shown."""

from __future__ import annotations

import pytest
from django.urls import reverse

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.desk.courses import COURSES
from gongkai.shell.navigation import AREAS

pytestmark = pytest.mark.django_db


def test_every_course_belongs_to_an_area():
    assert set(COURSES) <= {area.label for area in AREAS}


@pytest.mark.parametrize("role", list(Role))
def test_the_help_tells_the_courses_of_the_areas_in_the_navigation_and_no_others(client, role):
    client.force_login(make.person(make.body(), role))
    page = client.get(reverse("help"))
    shown = {section.label for section in page.context["sections"]}
    text = page.content.decode()
    told = {area for area, (title, words) in COURSES.items() if title in text and words[0] in text}
    assert told == shown & set(COURSES)
    assert {area for area, (title, _words) in COURSES.items() if title in text} == told


def test_a_registrar_reads_of_requests_and_an_author_of_records(client):
    at = make.body()
    client.force_login(make.person(at, Role.AUTHOR))
    assert "一件信息怎样办理" in client.get(reverse("help")).content.decode()
    client.force_login(make.person(at, Role.REGISTRAR))
    assert "一件申请怎样办理" in client.get(reverse("help")).content.decode()
