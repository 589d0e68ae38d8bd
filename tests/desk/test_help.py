"""帮助: who sits at a desk reads how its own matters go, and of none that it would not find there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

import desk_world as make
from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.enums import Role
from gongkai.casework.forms.receiving import RegisterForm
from gongkai.desk.courses import COURSES
from gongkai.engagement.forms import (
    ActivityForm,
    CaseAnswerForm,
    CaseForm,
    InformForm,
    ProposalForm,
    ReplyForm,
    RespondForm,
)
from gongkai.publication.enums import Route
from gongkai.records.enums import DisclosureAttribute, LegalCharacter, RecordKind
from gongkai.records.rules import route_of
from gongkai.shell.navigation import AREAS

pytestmark = pytest.mark.django_db


def read_by(*roles: Role) -> str:
    client = Client()
    client.force_login(make.person(make.body(), *roles))
    return client.get(reverse("help")).content.decode()


def test_every_course_belongs_to_an_area():
    assert set(COURSES) <= {area.label for area in AREAS}


@pytest.mark.parametrize("role", list(Role))
def test_a_paragraph_is_told_to_whoever_holds_one_of_its_acts_and_to_nobody_else(role):
    text = read_by(role)
    for course in COURSES.values():
        told = [each for each in course.paragraphs if each.text in text]
        may = [
            each
            for each in course.paragraphs
            if role in {grant.role for act in each.acts for grant in MATRIX[act]}
        ]
        assert told == may
        assert (course.title in text) is bool(may)


@pytest.mark.parametrize("role", list(Role))
def test_a_chapter_speaks_of_pages_that_the_navigation_shows(role):
    client = Client()
    client.force_login(make.person(make.body(), role))
    page = client.get(reverse("help"))
    shown = {section.label for section in page.context["sections"]}
    told = {title for title, _ in page.context["courses"]}
    assert told <= {COURSES[area].title for area in shown & set(COURSES)}


def test_a_registrar_reads_of_requests_and_an_author_of_records():
    assert "一件信息怎样办理" in read_by(Role.AUTHOR)
    assert "一件申请怎样办理" in read_by(Role.REGISTRAR)


def test_who_only_names_the_bodies_for_remedies_reads_no_chapter_on_requests():
    text = read_by(Role.SYSTEM_ADMIN)
    assert reverse("request_authority") in text
    assert "一件申请怎样办理" not in text


@pytest.mark.parametrize("role", [role for grant in MATRIX[Act.VIEW_REQUESTS] if (role := grant.role)])
def test_the_to_do_list_is_told_of_where_it_holds_requests(role):
    client = Client()
    client.force_login(make.person(make.body(), role))
    keys = {section.key for section in client.get(reverse("desk")).context["todo"]}
    waits = any(key.startswith("requests_") for key in keys)
    assert ("“我的待办”最前面" in client.get(reverse("help")).content.decode()) is waits


def test_the_board_is_told_of_only_to_whoever_opens_it():
    assert "“全区督办”列出" in read_by(Role.SUPERVISOR)
    assert "“全区督办”列出" not in read_by(Role.REPORTER)
    assert "被催办的单位在“催办单”里填写反馈" in read_by(Role.REPORTER)
    assert "核对后发出" not in read_by(Role.LEADER)


def words_of(area: str) -> str:
    return "".join(each.text for each in COURSES[area].paragraphs)


def test_the_fields_are_called_what_the_forms_call_them():
    requests, work = words_of("依申请公开"), words_of("解读回应")
    for label in (RegisterForm.base_fields["channel"].label, RegisterForm.base_fields["arrived_at"].label):
        assert label in requests
    assert "收到方式" not in requests
    named = [
        (InformForm, "informed_at"),
        (RespondForm, "responded_at"),
        (ActivityForm, "held_on"),
        (ProposalForm, "received_on"),
        (ReplyForm, "replied_on"),
        (CaseForm, "accepted_on"),
        (CaseAnswerForm, "replied_on"),
    ]
    for form, field in named:
        assert form.base_fields[field].label in work
    assert "新闻发布会" not in work


def test_the_routes_are_told_as_they_are_taken():
    text = words_of("主动公开")
    other, open_ = LegalCharacter.OTHER, DisclosureAttribute.PROACTIVE
    assert "主动公开的一般信息经初审、批准；" in text
    assert route_of(RecordKind.INFORMATION, other, open_) is Route.SHORT
    full = text.split("经初审、批准；")[1].split("依次经初审、复审、批准")[0]
    for kind in (RecordKind.DOCUMENT, RecordKind.RULE):
        assert kind.label in full
        assert route_of(kind, other, open_) is Route.FULL
    for character in (LegalCharacter.RULE, LegalCharacter.NORMATIVE):
        assert character.label in full
        assert route_of(RecordKind.INFORMATION, character, open_) is Route.FULL
    for attribute in (DisclosureAttribute.ON_REQUEST, DisclosureAttribute.WITHHELD):
        assert attribute.label in full
        assert route_of(RecordKind.INFORMATION, other, attribute) is Route.FULL
    assert "依申请公开、不予公开的归档，不对外发布" in text
    assert "发布、归档以前，发现问题可以退回" in text
