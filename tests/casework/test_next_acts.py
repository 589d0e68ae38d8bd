"""The whole matrix of states and acts: expected from the law's words, and tried for real through the desk."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import case_world as make
import desk_world
from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.casework import next_acts as steps
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Request
from gongkai.casework.next_acts import STEPS, Situation, lawful_steps, next_acts
from gongkai.casework.rules import ENDED_STATES, OPEN_STATES
from gongkai.casework.working_days import current_calendar
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime

S = RequestState
WORKING, REVIEW = {S.HANDLING, S.CONSULTING}, {S.TO_REVIEW, S.TO_SIGN}


def acts_of(*roles: Role) -> frozenset[Act]:
    return frozenset(act for act, grants in MATRIX.items() for grant in grants if grant.role in roles)


def expected(now: Situation, acts: frozenset[Act]) -> set:  # noqa: C901, PLR0912 - one line for each act
    """Written from what each act means, act by act."""
    found = set()
    handles, receives = Act.HANDLE_REQUEST in acts, bool(acts & {Act.HANDLE_REQUEST, Act.REGISTER_REQUEST})
    new = now.regime is Regime.R19
    if receives and now.state is S.TO_CONFIRM:
        found.add(steps.CONFIRM)
    if receives and now.state is S.CORRECTING:
        found.add(steps.CORRECTED)
    if receives and now.state in OPEN_STATES | ENDED_STATES:
        found.add(steps.ATTACH)
    if handles and now.state in WORKING:
        found |= {steps.CONSULT, steps.SEARCH, steps.DETERMINE}
        if now.in_time and new and not now.corrected:
            found.add(steps.CORRECT)
        if now.in_time and now.fee_known and not now.charged:
            found.add(steps.CHARGE)
        if now.drafted and not now.awaited and not now.signed:
            found.add(steps.SUBMIT)
    if handles and now.pending and now.state in WORKING | REVIEW:
        found.add(steps.OPINION)
    if handles and now.decided and now.state in WORKING | REVIEW:
        found.add(steps.DRAFT)
    if handles and now.unpaid and now.state in OPEN_STATES:
        found.add(steps.PAID)
    if handles and now.lapsed:
        found.add(steps.CLOSE)
    if handles and now.state in OPEN_STATES:
        found.add(steps.WITHDRAW)
    if handles and now.state in ENDED_STATES and not now.untold:
        found.add(steps.ARCHIVE)
    agrees = Act.AGREE_EXTENSION in acts and now.in_time and not now.own
    if agrees and not now.extended and not now.put_off and now.state in WORKING | REVIEW:
        found.add(steps.EXTEND)
    if agrees and new and not now.delayed and now.state in WORKING:
        found.add(steps.DELAY)
    of_use = now.state in OPEN_STATES or (now.state in ENDED_STATES and not now.voidable)
    if now.untold and of_use and Act.DELIVER_REPLY in acts:
        found.add(steps.SERVE)
    takes_back = acts & {Act.HANDLE_REQUEST, Act.AGREE_EXTENSION}
    if now.voidable and takes_back and now.state in OPEN_STATES | ENDED_STATES:
        found.add(steps.VOID)
    for state, act, step in (
        (S.TO_REVIEW, Act.REVIEW_REPLY, steps.REVIEW),
        (S.TO_SIGN, Act.SIGN_REPLY, steps.SIGN),
    ):
        if now.state is state and act in acts and not now.signed and not now.own:
            found |= {step, steps.RETURN}
    if Act.DELIVER_REPLY in acts and now.state is S.TO_DELIVER:
        found.add(steps.DELIVER)
    if Act.ERASE_APPLICANT in acts and now.state is S.ARCHIVED and not now.erased:
        found.add(steps.ERASE)
    return found


OF_A_REQUEST = frozenset(act for step in STEPS for act in step.acts)
HOLDERS = {acts_of(role) & OF_A_REQUEST for role in Role}
"""Several roles hold the same acts on a request, most of them none: each such set is asked about once."""
FLAGS = ("in_time", "corrected", "pending", "decided", "drafted", "signed", "unpaid", "erased")


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("regime", Regime)
def test_every_state_and_role_admits_exactly_the_lawful_steps(state, regime):
    for values in product((False, True), repeat=len(FLAGS)):
        flags = dict(zip(FLAGS, values, strict=True))
        now = Situation(state=state, regime=regime, awaited=flags["pending"], **flags)
        for acts in HOLDERS:
            assert set(lawful_steps(now, acts)) == expected(now, acts), (acts, now)


def test_what_a_role_holds_beside_the_acts_on_a_request_opens_nothing():
    for role, state, regime in product(Role, S, Regime):
        now, acts = Situation(state=state, regime=regime), acts_of(role)
        assert set(lawful_steps(now, acts)) == expected(now, acts), (role, now)


@pytest.mark.parametrize(
    "flag", ["extended", "delayed", "charged", "fee_known", "lapsed", "own", "untold", "voidable", "put_off"]
)
def test_what_happens_once_is_not_offered_twice(flag):
    everything = acts_of(*Role)
    for state, value, regime in product(S, (False, True), Regime):
        now = Situation(state=state, regime=regime, **{flag: value})
        assert set(lawful_steps(now, everything)) == expected(now, everything), now


def test_without_any_act_nothing_is_offered():
    for state in S:
        assert lawful_steps(Situation(state=state, regime=Regime.R19), frozenset()) == ()


REACHABLE = [
    state for state in S if state is not S.TO_REGISTER
]  # 受理 is no step of this law: nothing stays there


def notice_of(row) -> int:
    waiting = [found.pk for found in row.notices.all() if found.waits]
    return waiting[0] if waiting else 0


PAYLOAD = {
    steps.CONFIRM: lambda _row, _day: {
        "confirmed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
        "how": "phone",
    },
    steps.CORRECT: lambda row, _day: {
        "items": "请写明文件名称",
        "until": (row.received_on + timedelta(days=14)).isoformat(),
    },
    steps.CORRECTED: lambda _row, day: {"received_on": day, "description": "补正后的内容"},
    steps.CONSULT: lambda _row, _day: {"kind": "third_party", "party": "另一第三方"},
    steps.SERVE: lambda row, day: {"notice": notice_of(row), "way": "handed", "arrived_on": day},
    steps.VOID: lambda row, _day: {"notice": notice_of(row), "reason": "wrong_text"},
    steps.OPINION: lambda row, day: {
        "consultation": row.consultations.all()[0].pk if row.consultations.all() else 0,
        "answered_on": day,
        "consents": "yes",
    },
    steps.EXTEND: lambda _row, _day: {"days": 10, "reason": "须会商"},
    steps.DELAY: lambda row, _day: {
        "until": (row.received_on + timedelta(days=120)).isoformat(),
        "reason": "一月内申请三百件",
    },
    steps.CHARGE: lambda _row, _day: {
        "mode": "by_page",
        "pages": "68",
        "amount": "380",
        "pay_to": "缴款窗口",
    },
    steps.PAID: lambda _row, day: {"reached_on": day},
    steps.SEARCH: lambda _row, day: {
        "searched_at": f"{day}T00:00",
        "place": "档案室",
        "terms": "征收",
        "result": "无",
    },
    steps.DETERMINE: lambda _row, _day: {"outcome": "disclosed", "reasons": ""},
    steps.DRAFT: lambda _row, _day: {"text": "改过的答复。"},
    steps.SUBMIT: lambda row, _day: {"sha256": row.reply.text_sha256 if hasattr(row, "reply") else ""},
    steps.REVIEW: lambda row, _day: {"sha256": row.reply.text_sha256 if hasattr(row, "reply") else ""},
    steps.SIGN: lambda row, _day: {"sha256": row.reply.text_sha256 if hasattr(row, "reply") else ""},
    steps.RETURN: lambda _row, _day: {"reason": "请补充"},
    steps.DELIVER: lambda _row, day: {"way": "handed", "arrived_on": day},
    steps.CLOSE: lambda _row, _day: {"reason": "逾期未补正"},
    steps.WITHDRAW: lambda _row, day: {"on": day},
    steps.ATTACH: lambda _row, _day: {},
    steps.ARCHIVE: lambda _row, _day: {},
    steps.ERASE: lambda _row, _day: {},
}
WANTS_MORE = {steps.ATTACH, steps.ERASE}
"""A file is tried with the screens; the remedies of a request of this week have not run out."""
ON_LETTER = {steps.SUBMIT, steps.REVIEW, steps.SIGN, steps.RETURN, steps.VOID}


def in_state(office, state):
    """A request of this week in the state, so that its term runs today."""
    now = timezone.now()
    channel = Channel.WEB if state is S.TO_CONFIRM else Channel.COUNTER
    made = make.case(
        office, now - timedelta(days=30) if state is S.CLOSED else now, channel=channel, confirmed=False
    )
    if state in {S.TO_CONFIRM, S.HANDLING}:
        return made
    return make.bring_to(office, made, state, made.updated_at)


@pytest.mark.django_db
@pytest.mark.parametrize("state", REACHABLE)
def test_buttons_policy_and_services_agree(state, client):
    """A person with every role that handles requests: what is offered works, what is not offered is refused."""
    office = make.Office()
    roles = (
        Role.REGISTRAR,
        Role.CASE_OFFICER,
        Role.LEGAL_REVIEWER,
        Role.DISCLOSURE_HEAD,
        Role.APPROVER,
    )
    person = desk_world.person(office.body, *roles)
    client.force_login(person)
    row = make.fresh(in_state(office, state))
    with cross_body("test"):
        offered = next_acts(
            person, row, acts_of(*roles), on=timezone.localdate(), calendar=current_calendar()
        )
    page = client.get(reverse("request", args=[row.pk])).content.decode()
    for step in STEPS:
        if step not in ON_LETTER:
            shown = f'"{reverse(step.name, args=[row.pk])}"' in page
            assert shown is (step in offered), (step, "button")
    for step in STEPS:
        before = transaction.savepoint()
        tried(step, client, row, offered=step in offered)
        transaction.savepoint_rollback(before)


def tried(step, client, row, *, offered) -> None:
    """The address does what the button says: the act, or a refusal that leaves the request as it is."""
    payload = PAYLOAD[step](row, timezone.localdate().isoformat())
    address = reverse(step.name, args=[row.pk])
    response = make.confirmed(client, address, {**payload, "version": row.version})
    with cross_body("test"):
        changed = Request.objects.values_list("version", flat=True).get(pk=row.pk) != row.version
    if offered and step in WANTS_MORE:
        assert (response.status_code, changed) == (422, False)
        return
    assert response.status_code == (302 if offered else 409), (step, response.content.decode())
    assert changed is offered, step


def test_every_step_has_a_payload():
    assert set(PAYLOAD) == set(STEPS)
