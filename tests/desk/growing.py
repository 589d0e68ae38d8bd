"""A small office whose lists grow by a row each, and what every page costs before and after."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import case_world
import desk_world as make
import register_world as register
import work_world as work
from desk.statements import cost
from gongkai.bodies.enums import Role
from gongkai.bodies.models import Person
from gongkai.casework.enums import RequestState
from gongkai.law.receipt import Channel
from gongkai.records.enums import DisclosureAttribute, RecordKind, State

CASE_ROLES = [Role.REGISTRAR, Role.CASE_OFFICER, Role.LEGAL_REVIEWER]


def a_row(team):
    """One more row on every list."""
    made = {
        "record": make.bring_to(make.record(team), team, State.AWAITING_FIRST),
        "reconsideration": register.reconsideration(team.body),
        "complaint": register.complaint(team.body),
        "service": a_directory(team.body),
        "request": case_row(team),
    }
    make.bring_to(make.record(team), team, State.READY)
    make.bring_to(make.record(team), team, State.RETURNED)
    make.record(team, attribute=None, kind=RecordKind.DOCUMENT)
    make.bring_to(make.record(team, attribute=DisclosureAttribute.ON_REQUEST), team, State.TO_FILE)
    make.post(make.account(team.body), repeats=make.published(team))
    work_rows(team)
    return {**made, "lawsuit": register.lawsuit(team.body, reconsideration=made["reconsideration"])}


def case_row(team):
    """One more request in every state that somebody's list shows."""
    now = timezone.now()
    case_world.case(team.office, now, channel=Channel.WEB, confirmed=False)
    for state in (RequestState.TO_REVIEW, RequestState.TO_SIGN, RequestState.CONSULTING):
        case_world.bring_to(team.office, case_world.case(team.office, now), state)
    return case_world.case(team.office, now)


def a_directory(body):
    """One more entry of every kind, on the register and in the catalogue."""
    window = register.entry(body, register.ServiceWindow)
    register.entry(body, register.WindowStaff, window=window)
    for model in (register.Leader, register.InnerOffice, register.ComplaintLine):
        register.entry(body, model)
    item = register.entry(body, register.ServiceItem)
    register.guide(item, window=window)
    return item


def work_rows(team):
    """One more row on every list of engagement and oversight."""
    document = make.bring_to(make.record(team, kind=RecordKind.DOCUMENT), team, State.PUBLISHED)
    work.interpretation(team, document)
    work.concern(team)
    work.concern(team, answered=True)
    work.activity(team)
    work.proposal(team)
    work.external_case(team)
    work.progress(work.task(team.body, due_on=date(timezone.localdate().year, 1, 31)))
    work.delivered(work.request_row(team.body), timezone.localdate())
    work.reminder(team.body)
    work.problem(team.body)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


@contextmanager
def undone():
    """What is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Costs = dict[str, dict[str, int]]
"""Statements by who reads, and by what."""


@dataclass
class World:
    """The office, somebody for each kind of page, and the first row of every list."""

    team: make.Team
    draft: make.Record
    delivering: case_world.Request
    report: make.AnnualReport
    first: dict = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    one: Costs = field(default_factory=dict)
    three: Costs = field(default_factory=dict)

    def grows(self, who: str) -> tuple[dict[str, int], dict[str, int]]:
        """What each of this person's pages cost at one row, and at three."""
        return self.one[who], self.three[who]

    def measured(self, pages: dict[str, dict[str, str]]) -> Costs:
        return {
            who: {name: cost(self.clients[who], "get", url) for name, url in asked.items()}
            for who, asked in pages.items()
        }

    def acts(self) -> dict[str, int]:
        """Sending the draft to review, and signing the first record, each taken back again."""
        waiting, found = self.first["record"], {}
        for name, row, who in (
            ("record_submit", self.draft, self.team.author),
            ("record_sign", waiting, self.team.first),
        ):
            with undone():
                data = {"sha256": waiting.revision.content_sha256}
                found[name] = cost(signed_in(who), "post", reverse(name, args=[row.pk]), data)
        return found


def grown(pages_of: Callable[[World], dict[str, dict[str, str]]]) -> World:
    """A world of three rows on every list; all pages were measured when there was one, and again at the end."""
    make.column()
    team = make.Team(make.body())
    team.office = case_world.Office(team.body)
    delivering = case_world.case(team.office, timezone.now())
    world = World(
        team=team,
        draft=make.record(team),
        delivering=case_world.bring_to(team.office, delivering, RequestState.TO_DELIVER),
        report=make.annual_report(team.body),
        clients={who: signed_in(make.person(team.body, *roles)) for who, roles in ROLES.items()},
    )
    world.clients["author"] = signed_in(team.author)
    world.first = a_row(team)
    pages = pages_of(world)
    world.one = {**world.measured(pages), "acts": world.acts()}
    a_row(team)
    a_row(team)
    world.three = {**world.measured(pages), "acts": world.acts()}
    return world


REVIEWERS = [Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.DISCLOSURE_HEAD]
ROLES = {
    "everybody": [Role.AUTHOR, *REVIEWERS, *CASE_ROLES],  # every role that opens a list
    "handler": [*CASE_ROLES, Role.DISCLOSURE_HEAD],
    "clerk": CASE_ROLES,
    "litigator": [Role.LEGAL_REVIEWER],
    "reporter": [Role.REPORTER],
    "supervisor": [Role.SUPERVISOR],
    "auditor": [Role.SECURITY_AUDITOR],
}
