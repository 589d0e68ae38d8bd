"""The whole matrix of states and roles: what may be done is expected from the law's words, and tried for real."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse

import desk_world as make
from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.publication.services import STAGE_ACTS
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.next_acts import (
    ATTACH,
    DETACH,
    DETERMINE,
    EDIT,
    FILE,
    PUBLISH,
    RETURN,
    SIGN,
    STEPS,
    SUBMIT,
    WITHDRAW,
    Situation,
    lawful_steps,
    next_acts,
)
from gongkai.records.rules import STAGE_OF

WAITING = {State.AWAITING_FIRST, State.AWAITING_SECOND, State.AWAITING_APPROVAL}
OPEN = {State.UNDETERMINED, State.DRAFT, State.RETURNED, State.WITHDRAWN}
PUBLIC = {State.PUBLISHED, State.CORRECTING, State.CORRECTED}
NEEDS = {
    EDIT: Act.DRAFT_RECORD,
    ATTACH: Act.DRAFT_RECORD,
    DETACH: Act.DRAFT_RECORD,
    DETERMINE: Act.DETERMINE,
    SUBMIT: Act.DRAFT_RECORD,
    RETURN: Act.APPROVE,
    PUBLISH: Act.PUBLISH,
    FILE: Act.FILE_AWAY,
    WITHDRAW: Act.WITHDRAW,
}


def acts_of(*roles: Role) -> frozenset[Act]:
    return frozenset(act for act, grants in MATRIX.items() for grant in grants if grant.role in roles)


def expected(now: Situation, acts: frozenset[Act]) -> set:
    """Written from the states' meaning, step by step."""
    found = set()
    if now.state in OPEN | PUBLIC:
        found |= {EDIT, ATTACH, DETACH}
    if now.state in OPEN | {State.FILED} and not now.live:
        found.add(DETERMINE)
    proactive = now.attribute is DisclosureAttribute.PROACTIVE
    reviewable = proactive or (now.attribute is not None and not now.live)
    if reviewable and now.state in OPEN | {State.CORRECTING}:
        found.add(SUBMIT)
    if now.state is State.READY:
        found.add(PUBLISH)
    if now.state is State.TO_FILE:
        found.add(FILE)
    if now.live:
        found.add(WITHDRAW)
    if now.state in {State.READY, State.TO_FILE}:
        found.add(RETURN)
    found = {step for step in found if NEEDS[step] in acts}
    if now.state in WAITING and not now.signed and STAGE_ACTS[STAGE_OF[now.state]] in acts:
        found |= {SIGN, RETURN}
    return found


@pytest.mark.parametrize("state", State)
def test_every_state_and_role_admits_exactly_the_lawful_steps(state):
    attributes = (None, *DisclosureAttribute)
    for role, attribute, live, signed in product(Role, attributes, *[(False, True)] * 2):
        now = Situation(state, attribute, live=live, signed=signed)
        acts = acts_of(role)
        assert set(lawful_steps(now, acts)) == expected(now, acts), (role, now)


def test_a_situation_without_any_act_admits_nothing():
    for state in State:
        now = Situation(state, DisclosureAttribute.PROACTIVE, live=True, signed=False)
        assert lawful_steps(now, frozenset()) == ()


REACHABLE = [
    State.UNDETERMINED,
    State.DRAFT,
    State.AWAITING_FIRST,
    State.AWAITING_SECOND,
    State.AWAITING_APPROVAL,
    State.RETURNED,
    State.READY,
    State.PUBLISHED,
    State.CORRECTING,
    State.CORRECTED,
    State.WITHDRAWN,
    State.TO_FILE,
    State.FILED,
]
UNDISCLOSED = {State.TO_FILE, State.FILED}


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def in_state(team, state):
    attribute = DisclosureAttribute.WITHHELD if state in UNDISCLOSED else DisclosureAttribute.PROACTIVE
    attribute = None if state is State.UNDETERMINED else attribute
    made = make.record(team, kind=RecordKind.DOCUMENT, attribute=attribute)
    return made if state in {State.UNDETERMINED, State.DRAFT} else make.bring_to(made, team, state)


PAYLOAD = {
    SIGN: lambda row: {"sha256": row.revision.content_sha256 if row.revision else ""},
    RETURN: lambda row: {"reason": "请补充"},
    PUBLISH: lambda row: {"reason": "更正"},
    WITHDRAW: lambda row: {"reason": "有误"},
    DETERMINE: lambda row: {"attribute": "WITHHELD", "ground": "《条例》第十六条"},
    EDIT: lambda row: {
        "title": "新题",
        "column": "news",
        "made_on": "2017-03-20",
        "html": "<p>新</p>",
        "kind": "document",
        "genre": "notice",
        "issuer": "body",
        "legal_character": "OTHER",
        "version": row.version,
    },
    SUBMIT: lambda row: {},
    FILE: lambda row: {},
}
TRIED = [EDIT, DETERMINE, SUBMIT, SIGN, RETURN, PUBLISH, FILE, WITHDRAW]


@pytest.mark.django_db
@pytest.mark.parametrize("state", REACHABLE)
def test_buttons_policy_and_services_agree(team, state, client):
    """A person with every role that is not an administrator's: what is offered works, what is not offered is refused."""
    roles = [
        role for role in Role if role.value not in {"system_admin", "security_admin", "security_auditor"}
    ]
    person = make.person(team.body, *roles)
    client.force_login(person)
    row = in_state(team, state)
    with cross_body("test"):
        offered = next_acts(person, row, acts_of(*roles))
    page = client.get(reverse("record", args=[row.pk])).content.decode()
    for step in TRIED:
        opens = (
            reverse("record_review", args=[row.pk])
            if step is SIGN or (step is RETURN and state in WAITING)
            else reverse(step.name, args=[row.pk])
        )
        assert (f'"{opens}"' in page) is (step in offered), (step, "button")
    for step in TRIED:
        before = transaction.savepoint()
        tried(step, client, row, offered=step in offered)
        transaction.savepoint_rollback(before)


def tried(step, client, row, *, offered) -> None:
    """The address does what the button says: the act, or a refusal that leaves the record as it is."""
    response = client.post(reverse(step.name, args=[row.pk]), PAYLOAD[step](row))
    after = make.fresh(row)
    changed = (after.state, after.version, after.title) != (row.state, row.version, row.title)
    assert response.status_code == (302 if offered else 409), (step, response.content.decode())
    if step is not DETERMINE or not offered:  # a determination is a row of its own
        assert changed is offered, step


@pytest.mark.django_db
def test_a_published_record_is_submitted_again_only_after_a_change(team):
    row = make.bring_to(make.record(team), team, State.PUBLISHED)
    acts = acts_of(Role.AUTHOR)
    with cross_body("test"):
        assert SUBMIT not in next_acts(team.author, row, acts)
        text = row.html
        changed = make.change(row, team, "<p>改过的文字。</p>")
        assert changed.state == State.CORRECTING
        assert SUBMIT in next_acts(team.author, changed, acts)
        restored = make.change(row, team, text)
        assert restored.state == State.PUBLISHED
        assert SUBMIT not in next_acts(team.author, restored, acts)


@pytest.mark.django_db
def test_who_signed_the_round_may_not_sign_its_next_stage(team):
    make.also(team.first, team.body, Role.APPROVER)
    row = make.bring_to(make.record(team), team, State.AWAITING_APPROVAL)
    with cross_body("test"):
        acts = acts_of(Role.FIRST_REVIEWER, Role.APPROVER)
        assert next_acts(team.first, row, acts) == ()
        assert SIGN in next_acts(team.approver, row, acts_of(Role.APPROVER))


@pytest.mark.django_db
def test_what_is_not_disclosed_is_offered_for_review_and_never_for_publication(team):
    row = make.record(team, attribute=DisclosureAttribute.WITHHELD)
    cleared = make.bring_to(make.record(team, attribute=DisclosureAttribute.WITHHELD), team, State.TO_FILE)
    with cross_body("test"):
        assert SUBMIT in next_acts(team.author, row, acts_of(Role.AUTHOR))
        steps = next_acts(team.approver, cleared, acts_of(Role.APPROVER))
    assert FILE in steps
    assert PUBLISH not in steps


def test_every_step_is_tried_or_has_its_own_test():
    assert set(STEPS) - set(TRIED) == {ATTACH, DETACH}  # files are tried with the drafting screens
