"""The narrow rows of the lists say what their records say, whatever was done to them, one by one or in bulk."""

from __future__ import annotations

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

import desk_world as make
from gongkai.bodies.scope import cross_body
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.lines import line_of
from gongkai.records.models import Determination, Record, RecordLine
from gongkai.records.services import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def agrees(pk: int) -> bool:
    with cross_body("test"):
        record = Record.objects.select_related("item", "body").get(pk=pk)
        valid = Determination.objects.filter(record=record, valid_to=None).first()
        expected = line_of(record, valid.attribute if valid else "")
        return model_to_dict(RecordLine.objects.get(pk=pk)) == model_to_dict(expected)


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.UNDETERMINED, State.AWAITING_SECOND, State.TO_FILE, State.FILED})
)
def test_a_published_record_agrees_in_every_state(team, state):
    made = make.record(team)
    assert agrees((made if state is State.DRAFT else make.bring_to(made, team, state)).pk)


@pytest.mark.parametrize("state", [State.TO_FILE, State.FILED])
def test_a_withheld_record_agrees_in_every_state(team, state):
    made = make.bring_to(make.record(team, attribute=DisclosureAttribute.WITHHELD), team, state)
    assert agrees(made.pk)


def test_an_undetermined_record_agrees_before_and_after_its_determination(team):
    made = make.record(team, attribute=None)
    assert agrees(made.pk)
    with cross_body("test"):
        for attribute in DisclosureAttribute:
            services.determine(
                record=made, attribute=attribute, ground="《条例》第十六条", actor=team.author, at=make.NOON
            )
            assert agrees(made.pk)


def test_an_edit_reaches_the_line(team):
    made = make.record(team)
    content = Draft(
        title="ABC 新题",
        made_on=make.START,
        columns=("other", "news"),
        kind=RecordKind.DOCUMENT,
        extra={"document_number": "示政发〔2017〕12号"},
    )
    with cross_body("test"):
        services.edit(record=made, content=content, version=made.version, actor=team.author, at=make.NOON)
        line = RecordLine.objects.get(pk=made.pk)
    assert agrees(made.pk)
    assert line.text.startswith("abc 新题\n示政发〔2017〕12号\n")
    assert line.column == "other"


@pytest.mark.parametrize("text", ["abc", "ABC", "Abc 新"])
def test_letters_are_found_in_either_case(team, text):
    make.record(team, "ABC 新题")
    client = Client()
    client.force_login(team.author)
    assert "ABC 新题" in client.get(reverse("records"), {"text": text}).content.decode()


@pytest.mark.parametrize("text", ["%", "_", "\\", "新%题"])
def test_signs_of_the_query_language_stand_for_themselves(team, text):
    make.record(team, "新的标题")
    client = Client()
    client.force_login(team.author)
    assert "没有符合条件的信息" in client.get(reverse("records"), {"text": text}).content.decode()
