"""Every address of the desk as four people: nobody, the wrong body, the right body without the role, with the role.

The expectation comes from the access matrix and the table below, which says what each address is for. Every row of
the right body carries a secret, so that there is something to leak.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

import case_world
import desk_world as make
import register_world as register
import work_world as work
from gongkai.annual.next_acts import ACTS as REPORT_ACTS
from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.desk.urls import UNGUARDED
from gongkai.oversight.models import Filing
from gongkai.publication.enums import RoundState
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.papers import GUIDE
from one_world import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]

SECRET = "不得外泄的字样"
REVIEW = (Act.CLEAR_FIRST, Act.CLEAR_SECOND, Act.APPROVE)
HANDLE = (Act.HANDLE_REQUEST,)
RECEIVE = (Act.REGISTER_REQUEST, Act.HANDLE_REQUEST)
CODE, YEAR = "ours", 2017


@dataclass(frozen=True)
class Address:
    """What an address is for. `about`: which row it opens; `shows`: a reader with the role sees the secret."""

    acts: tuple[Act, ...]
    about: str = ""
    shows: bool = False
    posts: bool = False


TABLE = {
    "desk": Address((Act.VIEW_BODIES,), shows=True),
    "help": Address((Act.VIEW_BODIES,)),
    "password": Address((Act.VIEW_BODIES,)),
    "records": Address((Act.VIEW_RECORDS,), shows=True),
    "record_new": Address((Act.DRAFT_RECORD,)),
    "documents": Address((Act.VIEW_RECORDS,), shows=True),
    "reviews": Address(REVIEW, shows=True),
    "record": Address((Act.VIEW_RECORDS,), "published", shows=True),
    "record_edit": Address((Act.DRAFT_RECORD,), "published", shows=True),
    "record_determine": Address((Act.DETERMINE,), "draft", shows=True),
    "record_attach": Address((Act.DRAFT_RECORD,), "draft", posts=True),
    "record_attachment": Address((Act.VIEW_RECORDS,), "attachment", shows=True),
    "record_detach": Address((Act.DRAFT_RECORD,), "attachment", posts=True),
    "record_submit": Address((Act.DRAFT_RECORD,), "draft", posts=True),
    "record_review": Address(REVIEW, "waiting", shows=True),
    "record_sign": Address(REVIEW, "waiting", posts=True),
    "record_return": Address(REVIEW, "waiting", posts=True),
    "record_publish": Address((Act.PUBLISH,), "ready", posts=True),
    "record_file": Address((Act.FILE_AWAY,), "to_file", posts=True),
    "record_withdraw": Address((Act.WITHDRAW,), "published", posts=True),
    "papers": Address((Act.VIEW_RECORDS,)),
    "paper": Address((Act.VIEW_RECORDS,), "paper", shows=True),
    "paper_submit": Address((Act.DRAFT_RECORD,), "paper", posts=True),
    "paper_sign": Address(REVIEW, "paper", posts=True),
    "paper_return": Address(REVIEW, "paper", posts=True),
    "paper_publish": Address((Act.PUBLISH,), "paper", posts=True),
    "reconsiderations": Address((Act.VIEW_DISPUTES,), shows=True),
    "reconsideration_new": Address((Act.EDIT_DISPUTES,)),
    "reconsideration": Address((Act.VIEW_DISPUTES,), "review", shows=True),
    "reconsideration_act": Address((Act.EDIT_DISPUTES,), "review_act", posts=True),
    "lawsuits": Address((Act.VIEW_DISPUTES,), shows=True),
    "lawsuit_new": Address((Act.EDIT_DISPUTES,), shows=True),
    "lawsuit": Address((Act.VIEW_DISPUTES,), "suit", shows=True),
    "lawsuit_act": Address((Act.EDIT_DISPUTES,), "suit_act", posts=True),
    "complaints": Address((Act.VIEW_DISPUTES,), shows=True),
    "complaint_new": Address((Act.EDIT_DISPUTES,)),
    "complaint": Address((Act.VIEW_DISPUTES,), "complaint", shows=True),
    "complaint_act": Address((Act.EDIT_DISPUTES,), "complaint_act", posts=True),
    "requests": Address((Act.VIEW_REQUESTS,), shows=True),
    "request_register": Address((Act.REGISTER_REQUEST,)),
    "request_authority": Address((Act.EDIT_OFFICE,), shows=True),
    "request": Address((Act.VIEW_REQUESTS,), "handling", shows=True),
    "request_file": Address((Act.VIEW_APPLICANT,), "request_file", shows=True),
    "request_proof": Address((Act.VIEW_APPLICANT,), "answered", shows=True),
    "request_confirm": Address(RECEIVE, "unconfirmed", shows=True),
    "request_correct": Address(HANDLE, "new_law", shows=True),
    "request_corrected": Address(RECEIVE, "correcting", shows=True),
    "request_consult": Address(HANDLE, "handling", shows=True),
    "request_opinion": Address(HANDLE, "consulting", shows=True),
    "request_extend": Address((Act.AGREE_EXTENSION,), "new_law", shows=True),
    "request_delay": Address((Act.AGREE_EXTENSION,), "new_law", shows=True),
    "request_notice": Address((Act.VIEW_REQUESTS,), "notice", shows=True),
    "request_notice_word": Address((Act.VIEW_APPLICANT,), "notice"),  # the secret is inside a compressed file
    "request_notice_proof": Address((Act.VIEW_APPLICANT,), "notice_told", shows=True),
    "request_serve": Address((Act.DELIVER_REPLY,), "untold", posts=True),
    "request_void": Address((Act.HANDLE_REQUEST, Act.AGREE_EXTENSION), "untold", shows=True),
    "request_charge": Address(HANDLE, "new_law", shows=True),
    "request_paid": Address(HANDLE, "paying", shows=True),
    "request_searched": Address(HANDLE, "handling", shows=True),
    "request_determine": Address(HANDLE, "handling", shows=True),
    "request_draft": Address(HANDLE, "to_sign", shows=True),
    "request_letter": Address((Act.VIEW_REQUESTS,), "to_sign", shows=True),
    "request_word": Address((Act.VIEW_APPLICANT,), "to_sign"),  # the secret is inside a compressed file
    "request_submit": Address(HANDLE, "to_sign", posts=True),
    "request_review": Address((Act.REVIEW_REPLY,), "to_sign", posts=True),
    "request_sign": Address((Act.SIGN_REPLY,), "to_sign", posts=True),
    "request_return": Address((Act.REVIEW_REPLY, Act.SIGN_REPLY), "to_sign", posts=True),
    "request_deliver": Address((Act.DELIVER_REPLY,), "to_deliver", shows=True),
    "request_withdraw": Address(HANDLE, "handling", shows=True),
    "request_close": Address(HANDLE, "lapsed", shows=True),
    "request_attach": Address(RECEIVE, "handling", shows=True),
    "request_archive": Address(HANDLE, "answered", shows=True),
    "request_erase": Address((Act.ERASE_APPLICANT,), "archived", shows=True),
    "institution": Address((Act.VIEW_DIRECTORY,), shows=True),
    "entry_new": Address((Act.EDIT_DIRECTORY,)),
    "entry_replace": Address((Act.EDIT_DIRECTORY,), "leader", shows=True),
    "entry_end": Address((Act.EDIT_DIRECTORY,), "leader", shows=True),
    "services": Address((Act.VIEW_DIRECTORY,), shows=True),
    "service": Address((Act.VIEW_DIRECTORY,), "service", shows=True),
    "service_guide": Address((Act.EDIT_DIRECTORY,), "service", shows=True),
    "accounts": Address((Act.VIEW_CHANNELS,), shows=True),
    "posts": Address((Act.VIEW_CHANNELS,), shows=True),
    "account_new": Address((Act.EDIT_CHANNELS,)),
    "account_close": Address((Act.EDIT_CHANNELS,), "account", shows=True),
    "interpretations": Address((Act.VIEW_ENGAGEMENT,), shows=True),
    "interpretation_plan": Address((Act.EDIT_ENGAGEMENT,), "draft", shows=True),
    "interpretation_tie": Address((Act.EDIT_ENGAGEMENT,), "interpretation", shows=True),
    "concerns": Address((Act.VIEW_ENGAGEMENT,), shows=True),
    "concern_new": Address((Act.EDIT_ENGAGEMENT,)),
    "concern": Address((Act.VIEW_ENGAGEMENT,), "concern", shows=True),
    "concern_inform": Address((Act.EDIT_ENGAGEMENT,), "concern", posts=True),
    "concern_respond": Address((Act.EDIT_ENGAGEMENT,), "concern", posts=True),
    "concern_evaluate": Address((Act.EDIT_ENGAGEMENT,), "concern_answered", posts=True),
    "activities": Address((Act.VIEW_ENGAGEMENT,), shows=True),
    "activity_new": Address((Act.EDIT_ENGAGEMENT,)),
    "activity": Address((Act.VIEW_ENGAGEMENT,), "activity", shows=True),
    "proposals": Address((Act.VIEW_ENGAGEMENT,), shows=True),
    "proposal_new": Address((Act.EDIT_ENGAGEMENT,)),
    "proposal": Address((Act.VIEW_ENGAGEMENT,), "proposal", shows=True),
    "proposal_reply": Address((Act.EDIT_ENGAGEMENT,), "proposal", posts=True),
    "proposal_publish": Address((Act.EDIT_ENGAGEMENT,), "proposal", posts=True),
    "proposal_withhold": Address((Act.EDIT_ENGAGEMENT,), "proposal", posts=True),
    "external_cases": Address((Act.VIEW_ENGAGEMENT,), shows=True),
    "external_case_new": Address((Act.EDIT_ENGAGEMENT,)),
    "external_case": Address((Act.VIEW_ENGAGEMENT,), "external_case", shows=True),
    "external_case_answer": Address((Act.EDIT_ENGAGEMENT,), "external_case", posts=True),
    "oversight": Address((Act.OVERSEE,), shows=True),
    "one_page": Address((Act.OVERSEE,), shows=True),
    "one_page_word": Address((Act.OVERSEE,)),  # the secret is inside a compressed file
    "one_page_rows": Address((Act.OVERSEE,), "span", shows=True),
    "oversight_owed": Address((Act.OVERSEE,), shows=True),
    "oversight_cell": Address((Act.OVERSEE,), "cell", shows=True),
    "oversight_remind": Address((Act.REMIND,), "body", shows=True),
    "tasks": Address((Act.VIEW_TASKS,), shows=True),
    "task_new": Address((Act.PLAN_TASKS,)),
    "tasks_import": Address((Act.PLAN_TASKS,)),
    "tasks_import_confirm": Address((Act.PLAN_TASKS,), posts=True),
    "tasks_template": Address((Act.PLAN_TASKS,)),
    "tasks_export": Address((Act.VIEW_TASKS,)),
    "task": Address((Act.VIEW_TASKS,), "task", shows=True),
    "task_progress": Address((Act.REPORT_PROGRESS,), "task", posts=True),
    "task_evidence": Address((Act.VIEW_TASKS,), "evidence", shows=True),
    "filings": Address((Act.VIEW_REQUESTS,), shows=True),
    "filing_file": Address((Act.DELIVER_REPLY,), "request"),
    "reminders": Address((Act.VIEW_TASKS,), shows=True),
    "reminder": Address((Act.VIEW_TASKS,), "reminder", shows=True),
    "reminder_word": Address((Act.VIEW_TASKS,), "reminder"),  # the secret is inside a compressed file
    "reminder_answer": Address((Act.REPORT_PROGRESS,), "reminder", posts=True),
    "problems": Address((Act.VIEW_TASKS,), shows=True),
    "problem_new": Address((Act.PLAN_TASKS, Act.REPORT_PROGRESS)),
    "problem_resolve": Address((Act.PLAN_TASKS, Act.REPORT_PROGRESS), "problem", shows=True),
    "years": Address((Act.VIEW_FIGURES,), shows=True),
    "year": Address((Act.VIEW_FIGURES,), "year", shows=True),
    "figure": Address((Act.VIEW_FIGURES,), "figure", shows=True),
    "reports": Address((Act.VIEW_FIGURES,), shows=True),
    "report_text": Address((*REPORT_ACTS, Act.VIEW_FIGURES), "year", shows=True),
    "report_section": Address((Act.EDIT_REPORT,), "section", shows=True),
    "report_act": Address(REPORT_ACTS, "report_act", posts=True),
    "report_counting": Address((Act.EDIT_REPORT,), "year", shows=True),
    "bodies": Address((Act.VIEW_BODIES, Act.VIEW_PEOPLE), shows=True),
    "body": Address((Act.VIEW_BODIES, Act.VIEW_PEOPLE), "body", shows=True),
    "people": Address((Act.VIEW_PEOPLE,), shows=True),
    "person": Address((Act.VIEW_PEOPLE,), "person", shows=True),
    "person_new": Address((Act.MANAGE_ACCOUNTS,)),
    "role_grant": Address((Act.ASSIGN_ROLES,), "person", shows=True),
    "role_end": Address((Act.ASSIGN_ROLES,), "role", shows=True),
    "person_reset": Address((Act.MANAGE_ACCOUNTS,), "person", posts=True),
    "person_close": Address((Act.MANAGE_ACCOUNTS,), "person", posts=True),
    "person_open": Address((Act.MANAGE_ACCOUNTS,), "person", posts=True),
    "office": Address((Act.EDIT_OFFICE,), "body", shows=True),
    "audit": Address((Act.VIEW_AUDIT,), shows=True),
}


@dataclass(frozen=True)
class World:
    ours: make.PublicBody
    theirs: make.PublicBody
    places: dict[str, dict[str, Any]]
    clients: dict[Role, Client]
    """One signed in at our body for each role."""

    def href(self, name: str) -> str:
        about = TABLE[name].about
        return reverse(name, kwargs=self.places[about] if about else {})


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the files of the one world lie."""
    return tmp_path_factory.mktemp("walk")


@pytest.fixture(autouse=True)
def var(place, monkeypatch) -> Path:
    monkeypatch.setenv("GONGKAI_VAR", str(place))
    return place


@pytest.fixture(scope="module")
def world(place, django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once: every test works in a savepoint above it, and the whole is rolled back after the last."""
    with standing(place, django_db_blocker):
        yield built()


def built() -> World:
    make.column(), make.key_area()
    ours, theirs = make.body(CODE, f"我局{SECRET}"), make.body("theirs", "他局")
    clients = {role: as_person(ours, role) for role in Role}
    make.office(ours, address=f"地址{SECRET}")
    team = make.Team(ours)
    published = make.published(team, f"已发布{SECRET}", html=f"<p>{SECRET}</p>")
    draft = make.record(team, f"公文{SECRET}", kind=RecordKind.DOCUMENT, summary=SECRET)
    with cross_body("test"):
        services.attach(
            record=draft,
            name=f"{SECRET}.txt",
            media_type="text/plain",
            data=SECRET.encode(),
            actor=team.author,
            at=make.NOON,
        )
    waiting = make.bring_to(make.record(team, f"待审{SECRET}"), team, State.AWAITING_FIRST)
    ready = make.bring_to(make.record(team, f"待发布{SECRET}"), team, State.READY)
    to_file = make.record(team, f"不公开{SECRET}", attribute=DisclosureAttribute.WITHHELD)
    make.bring_to(to_file, team, State.TO_FILE)
    account = make.account(ours, f"账号{SECRET}")
    make.post(account, f"推文{SECRET}")
    make.paper(team, GUIDE, RoundState.AWAITING_FIRST)
    review = register.reconsideration(ours, f"复议{SECRET}")
    suit = register.lawsuit(ours, f"诉讼{SECRET}", reconsideration=review)
    complaint = register.complaint(ours, f"举报{SECRET}")
    service = register.entry(ours, register.ServiceItem, name=f"事项{SECRET}")
    register.guide(service, basis=f"依据{SECRET}")
    make.annual_report(ours, YEAR, f"报告文字{SECRET}")
    clerk = make.person(ours, Role.AUTHOR, name=f"人员{SECRET}")
    places = {
        **case_world.walk(case_world.Office(ours), SECRET),
        "leader": {"kind": "leader", "pk": register.entry(ours, register.Leader, name=f"领导{SECRET}").pk},
        "service": {"pk": service.pk},
        "paper": {"code": CODE, "kind": "guide"},
        "review": {"pk": review.pk},
        "review_act": {"pk": review.pk, "step": "answer"},
        "suit": {"pk": suit.pk},
        "suit_act": {"pk": suit.pk, "step": "defence"},
        "complaint": {"pk": complaint.pk},
        "complaint_act": {"pk": complaint.pk, "step": "answer"},
        "account": {"pk": account.pk},
        "person": {"pk": clerk.pk},
        "role": {"pk": clerk.pk, "assignment": clerk.assignments.get().pk},
        **work_of(team, draft),
        **oversight_of(ours),
        "published": {"pk": published.pk},
        "draft": {"pk": draft.pk},
        "attachment": {"pk": draft.pk, "position": 0},
        "waiting": {"pk": waiting.pk},
        "ready": {"pk": ready.pk},
        "to_file": {"pk": to_file.pk},
        "body": {"code": CODE},
        "year": {"code": CODE, "year": YEAR},
        "figure": {"code": CODE, "year": YEAR, "key": "website.total"},
        "section": {"code": CODE, "year": YEAR, "position": 1},
        "report_act": {"code": CODE, "year": YEAR, "step": "hand_in"},
    }
    return World(ours, theirs, places, clients)


def work_of(team: make.Team, document: make.Record) -> dict[str, dict[str, Any]]:
    """A secret row on every list of engagement."""
    rows = {
        "interpretation": work.interpretation(team, document),
        "concern": work.concern(team, f"舆情{SECRET}"),
        "concern_answered": work.concern(team, f"已回应{SECRET}", answered=True),
        "activity": work.activity(team, f"活动{SECRET}"),
        "proposal": work.proposal(team, f"建议{SECRET}", replied=True),
        "external_case": work.external_case(team, f"转办{SECRET}"),
    }
    make.bring_to(
        make.record(team, f"文件{SECRET}", kind=RecordKind.DOCUMENT, html=f"<p>{SECRET}</p>"),
        team,
        State.PUBLISHED,
    )
    return {name: {"pk": row.pk} for name, row in rows.items()}


def oversight_of(ours: make.PublicBody) -> dict[str, dict[str, Any]]:
    """A secret row on every list of oversight; the reply is delivered today, so that the list of the year shows it."""
    task = work.task(ours, f"任务{SECRET}", timezone.localdate() - timedelta(days=1))
    today = timezone.localdate()
    request = work.request_row(ours, f"申请{SECRET}", received=today, due_on=today)
    work.delivered(request, today)
    with cross_body("test"):  # filed of one's own accord: no rule asks for it today
        Filing.objects.create(request=request, due_on=today)
    work.request_row(ours, f"逾期{SECRET}", received=today, due_on=today - timedelta(days=1))
    return {
        "task": {"pk": task.pk},
        "evidence": {"pk": work.progress(task, note=SECRET).pk},
        "request": {"pk": request.pk},
        "reminder": {"pk": work.reminder(ours, f"催办{SECRET}").pk},
        "problem": {"pk": work.problem(ours, f"问题{SECRET}").pk},
        "cell": {"column": "task", "code": CODE},
        "span": {
            "code": CODE,
            "key": "requests.received",
            "since": f"{today.year}-01-01",
            "until": today.isoformat(),
        },
    }


def patterns(found: list[URLPattern | URLResolver] | None = None) -> list[URLPattern]:
    flat: list[URLPattern] = []
    for entry in get_resolver().url_patterns if found is None else found:
        flat += patterns(entry.url_patterns) if isinstance(entry, URLResolver) else [entry]
    return flat


def role_for(name: str) -> Role:
    return MATRIX[TABLE[name].acts[0]][0].role


def roles_without(name: str) -> list[Role]:
    granted = {grant.role for act in TABLE[name].acts for grant in MATRIX[act]}
    return [role for role in Role if role not in granted][:1]


def as_person(at: make.PublicBody, *roles: Role) -> Client:
    client = Client()
    client.force_login(make.person(at, *roles))
    return client


def leaks(response: Any) -> bool:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    headers = " ".join(response.headers.values())
    return SECRET.encode() in body or SECRET in headers


class TestTheTableIsComplete:
    def test_every_view_carries_its_acts_or_is_on_the_short_list(self):
        found = {pattern.name: getattr(pattern.callback, "acts", None) for pattern in patterns()}
        assert {name for name, acts in found.items() if not acts} == UNGUARDED
        assert {name: acts for name, acts in found.items() if acts} == {
            name: address.acts for name, address in TABLE.items()
        }

    def test_the_short_list_is_short(self):
        assert frozenset({"login", "logout", "seat"}) == UNGUARDED

    def test_every_row_view_of_the_table_opens_a_row(self):
        takes = {p.name for p in patterns() if p.pattern.converters}
        assert takes == {name for name, address in TABLE.items() if address.about}


def refused_walk(world: World, client_for: Any) -> list[tuple[str, str, int, bool]]:
    """Every address by both methods: name, method, status, whether the secret came out."""
    seen = []
    clients: dict[Any, Client] = {}
    for name in TABLE:
        key, build = client_for(name)
        if key not in clients:
            clients[key] = build()
        client = clients[key]
        for method in ("get", "post"):
            response = getattr(client, method)(world.href(name))
            seen.append((name, method, response.status_code, leaks(response)))
    return seen


class TestWalk:
    def test_nobody_is_sent_to_sign_in(self, world):
        seen = refused_walk(world, lambda _name: ("nobody", Client))
        answers = {"get": 302, "post": 403}  # a redirect would throw away what was typed
        assert [row for row in seen if row[2] != answers[row[1]] or row[3]] == []
        assert Client().get(world.href("record")).headers["Location"].startswith(reverse("login"))

    def test_the_wrong_body_finds_no_row_and_reads_no_secret(self, world):
        def client_for(name):
            role = role_for(name)
            return role, lambda: as_person(world.theirs, role)

        seen = refused_walk(world, client_for)
        assert [row for row in seen if row[3]] == []
        assert [row for row in seen if TABLE[row[0]].about and row[2] != 404] == []
        assert [row for row in seen if row[2] >= 500 or row[2] == 403] == []

    def test_the_right_body_without_the_role_is_refused(self, world):
        # the refusal names the person's own body, so this walk's secret is in the rows only
        make.BodyPeriod.objects.filter(body=world.ours).update(name="我局")

        def client_for(name):
            roles = tuple(roles_without(name))
            return roles, lambda: as_person(world.ours, *roles)

        seen = refused_walk(world, client_for)
        assert [row for row in seen if row[2] != 403 or row[3]] == []

    @pytest.mark.parametrize("name", TABLE)
    def test_the_right_role_is_served_and_reads_the_secret(self, world, name):
        if name not in BODY_PAGES:  # elsewhere the secret must stand in the rows themselves
            make.BodyPeriod.objects.filter(body=world.ours).update(name="我局")
        client = world.clients[role_for(name)]
        shown = client.get(world.href(name))
        assert shown.status_code == (302 if TABLE[name].posts else 200)
        assert leaks(shown) is TABLE[name].shows
        posted = client.post(world.href(name))
        posted.close()
        assert posted.status_code in {200, 302, 409, 422}


BODY_PAGES = {"years", "year", "reports", "bodies", "body", "oversight"}
"""Pages whose only words of the body's own are its name."""


def test_a_person_of_both_bodies_sees_one_at_a_time(world):
    person = make.person(world.ours, Role.AUTHOR)
    make.also(person, world.theirs, Role.AUTHOR)
    client = Client()
    client.force_login(person)
    client.post(reverse("seat"), {"body": world.theirs.pk})
    response = client.get(world.href("records"))
    text = response.content.decode()
    assert f"已发布{SECRET}" not in text
    assert client.get(world.href("record")).status_code == 404
    client.post(reverse("seat"), {"body": world.ours.pk})
    assert client.get(world.href("record")).status_code == 200


def test_a_seat_where_one_holds_no_role_cannot_be_taken(world):
    client = as_person(world.theirs, Role.AUTHOR)
    client.post(reverse("seat"), {"body": world.ours.pk})
    assert client.get(world.href("record")).status_code == 404


def test_the_report_of_the_body_above_is_not_reached_from_below(world):
    below = make.body("below", "下属单位", parent=world.ours)
    assert as_person(below, Role.REPORTER).get(world.href("year")).status_code == 404


def test_an_overseer_sees_the_bodies_below_and_not_beside(world):
    top = make.body("top", "上级")
    below = make.body("branch", "下级", parent=top)
    inside = make.published(make.Team(below), "下级的信息")
    client = as_person(top, Role.SUPERVISOR)
    assert client.get(reverse("record", args=[inside.pk])).status_code == 200
    assert client.get(world.href("record")).status_code == 404
