from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import desk_world as make
import gongkai
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import scope_to
from gongkai.desk.todo import contributions, sections_of
from gongkai.records.enums import State
from gongkai.shell.rooms import ROOMS
from gongkai.shell.seat import seat_of
from gongkai.shell.todo import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def todo(person, body):
    seat = seat_of(person, None, timezone.localdate())
    with scope_to({body.pk}):
        found = sections_of(seat)
    return {section.key: [matter.title for matter in section.matters] for section in found}


OF_RECORDS = {"returned", "awaiting", "ready", "to_file", "undetermined", "drafts"}


def test_each_role_sees_its_own_sections(team):
    def of_records(person):
        return set(todo(person, team.body)) & OF_RECORDS

    assert of_records(team.author) == {"returned", "undetermined", "drafts"}
    assert of_records(team.first) == {"awaiting"}
    assert of_records(team.approver) == {"awaiting", "ready"}
    assert todo(make.person(team.body, Role.SYSTEM_ADMIN), team.body) == {}


@pytest.mark.parametrize(
    ("state", "who", "section"),
    [
        (State.AWAITING_FIRST, "first", "awaiting"),
        (State.AWAITING_APPROVAL, "approver", "awaiting"),
        (State.READY, "approver", "ready"),
        (State.RETURNED, "author", "returned"),
        (State.CORRECTING, "author", "correcting"),
    ],
)
def test_a_record_waits_for_the_one_whose_turn_it_is_and_for_nobody_else(team, state, who, section):
    make.bring_to(make.record(team, "此件"), team, state)
    for name in ("author", "first", "second", "approver"):
        found = todo(getattr(team, name), team.body)
        shown = {key for key, titles in found.items() if "此件" in titles}
        assert shown == ({section} if name == who else set())


def test_a_correction_waits_for_everybody_who_drafts_there_until_it_is_submitted(team):
    row = make.bring_to(make.record(team, "此件"), team, State.CORRECTING)
    colleague = make.person(team.body, Role.AUTHOR)
    assert todo(colleague, team.body)["correcting"] == ["此件"]
    make.bring_to(row, team, State.AWAITING_FIRST)
    assert "correcting" not in todo(colleague, team.body)


def test_what_one_signed_in_the_round_does_not_come_back(team):
    both = make.person(team.body, Role.FIRST_REVIEWER, Role.APPROVER)
    team.first = both
    make.bring_to(make.record(team, "此件"), team, State.AWAITING_APPROVAL)
    assert todo(both, team.body)["awaiting"] == []
    assert todo(team.approver, team.body)["awaiting"] == ["此件"]


def test_an_author_with_the_reviewer_role_does_not_review_the_own_draft(team):
    make.also(team.author, team.body, Role.FIRST_REVIEWER)
    make.bring_to(make.record(team, "此件"), team, State.AWAITING_FIRST)
    assert todo(team.author, team.body)["awaiting"] == []


def test_what_waits_for_determination_is_shown_to_those_who_determine(team):
    make.record(team, "此件", attribute=None)
    head = make.person(team.body, Role.DISCLOSURE_HEAD)
    assert todo(head, team.body)["undetermined"] == ["此件"]
    assert "undetermined" not in todo(team.first, team.body)


def test_somebody_elses_drafts_and_returns_are_not_mine(team):
    other = make.Team(team.body)
    make.bring_to(make.record(other, "他人退回"), other, State.RETURNED)
    make.record(other, "他人草稿")
    found = todo(team.author, team.body)
    assert found["returned"] == []
    assert found["drafts"] == []


def test_a_long_section_shows_a_part_and_leads_to_the_rest(team, client):
    for number in range(SHOWN + 1):
        make.record(team, f"草稿{number}")
    client.force_login(team.author)
    text = client.get(reverse("desk")).content.decode()
    assert text.count('<a class="button" data-row') == SHOWN
    assert f'href="{reverse("records")}?state={State.DRAFT}"' in text


def test_empty_sections_say_what_will_stand_there(team, client):
    client.force_login(team.first)
    assert "轮到您的环节时会列在这里" in client.get(reverse("desk")).content.decode()


def test_every_room_with_a_todo_module_stands_on_the_page():
    source = Path(gongkai.__file__).parent
    offering = {path.parent.name for path in source.glob("*/todo.py")} - {"shell", "desk"}
    assert offering <= set(ROOMS)
    assert {offer.__module__.split(".")[1] for offer in contributions()} == offering | {"desk"}


def test_a_person_without_work_is_told_what_can_be_begun(client):
    body = make.body()
    client.force_login(make.person(body, Role.AUTHOR))
    text = client.get(reverse("desk")).content.decode()
    assert "现在没有等您办理的事项" in text
    assert f'href="{reverse("record_new")}"' in text
    client.force_login(make.person(body, Role.SECURITY_ADMIN))
    assert "请从栏目中打开要查看的内容" in client.get(reverse("desk")).content.decode()
