"""What a page costs: the same number of queries at one row and at three, and within the limits."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world
import desk_world as make
import register_world as register
import work_world as work
from desk.statements import cost
from gongkai.bodies.enums import Role
from gongkai.casework.enums import RequestState
from gongkai.law.receipt import Channel
from gongkai.publication.enums import RoundState
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.papers import GUIDE

pytestmark = pytest.mark.django_db
LIST, FORM, SAVE, READ = 12, 12, 15, 28  # to read a letter it is made, taken back and shown
ACT = 20
"""A signature checks the round, the person and the text once more and leaves its audit row."""
LISTS = ["requests", "records", "documents", "reviews", "papers", "accounts", "posts", "bodies"]
LISTS += ["institution", "services", "reconsiderations", "lawsuits", "complaints"]
LISTS += ["interpretations", "concerns", "activities", "proposals", "external_cases"]
LISTS += ["tasks", "filings", "reminders", "problems"]
SEAT = 4
"""Session, person, roles and the tree of bodies."""
REGISTERS = (
    *("requests", "reconsiderations", "lawsuits", "records", "papers", "service items", "guides"),
    *("concerns", "reminders", "tasks", "reports"),
)
"""What 我的待办 asks, each with one statement, when a person holds every role of an office at once."""


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def a_row(team):
    """One more row on every list."""
    make.bring_to(make.record(team), team, State.AWAITING_FIRST)
    make.bring_to(make.record(team), team, State.READY)
    make.bring_to(make.record(team), team, State.RETURNED)
    make.record(team, attribute=None, kind=RecordKind.DOCUMENT)
    make.bring_to(make.record(team, attribute=DisclosureAttribute.ON_REQUEST), team, State.TO_FILE)
    make.post(make.account(team.body), repeats=make.published(team))
    register.lawsuit(team.body, reconsideration=register.reconsideration(team.body))
    register.complaint(team.body)
    work_rows(team)
    a_directory(team.body)
    case_row(team)


def case_row(team):
    """One more request in every state that somebody's list shows."""
    if not hasattr(team, "office"):
        team.office = case_world.Office(team.body)
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
    register.guide(register.entry(body, register.ServiceItem), window=window)


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


CASE_ROLES = [Role.REGISTRAR, Role.CASE_OFFICER, Role.LEGAL_REVIEWER]


def everybody(team):
    """One person with every role that opens a list."""
    roles = [Role.AUTHOR, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.DISCLOSURE_HEAD]
    roles += CASE_ROLES
    return make.person(team.body, *roles)


def test_each_list_costs_the_same_at_one_and_at_three_rows(client, team):
    client.force_login(everybody(team))
    a_row(team)
    one = {name: cost(client, "get", reverse(name)) for name in LISTS}
    a_row(team)
    a_row(team)
    three = {name: cost(client, "get", reverse(name)) for name in LISTS}
    assert one == three
    assert {name: queries for name, queries in three.items() if queries > LIST} == {}


def test_what_waits_for_a_person_of_every_role_is_one_question_a_register(client, team):
    client.force_login(everybody(team))
    a_row(team)
    one = cost(client, "get", reverse("desk"))
    a_row(team)
    a_row(team)
    assert cost(client, "get", reverse("desk")) == one <= SEAT + len(REGISTERS)


def test_the_audit_list_costs_the_same_at_any_number_of_rows(client, team):
    client.force_login(make.person(team.body, Role.SECURITY_AUDITOR))
    one = cost(client, "get", reverse("audit"))
    a_row(team)
    assert one == cost(client, "get", reverse("audit")) <= LIST


def test_filters_and_depth_cost_nothing_more(client, team):
    for _ in range(3):
        a_row(team)
    client.force_login(everybody(team))
    plain = cost(client, "get", reverse("records"))
    query = "?state=published&column=news&kind=information&year=2017&text=绿化&after=9999"
    assert cost(client, "get", reverse("records") + query) <= plain


@pytest.mark.parametrize("name", ["figure"])
def test_a_drill_down_costs_the_same_at_one_and_at_three_rows(client, team, name):
    client.force_login(make.person(team.body, Role.REPORTER))
    url = reverse(name, args=[team.body.code, 2017, "website.total"])
    a_row(team)
    one = cost(client, "get", url)
    a_row(team)
    a_row(team)
    assert cost(client, "get", url) == one


def test_reports_of_units_and_the_forms_of_one_stay_within_their_limits(client, team):
    report = make.annual_report(team.body)
    client.force_login(make.person(team.body, Role.REPORTER))
    one = cost(client, "get", reverse("reports"))
    for _ in range(2):
        make.annual_report(make.body(parent=team.body))
    assert cost(client, "get", reverse("reports")) == one <= LIST
    where = [team.body.code, report.year]
    assert cost(client, "get", reverse("report_section", args=[*where, 1])) <= FORM
    assert cost(client, "get", reverse("report_counting", args=where)) <= FORM
    data = {"text": "改过的文字。", "version": report.version}
    assert cost(client, "post", reverse("report_section", args=[*where, 1]), data) <= ACT


def test_a_report_of_a_year_costs_the_same_at_one_and_at_three_rows(client, team):
    make.annual_report(team.body)
    client.force_login(make.person(team.body, Role.REPORTER))
    pages = [reverse(name, args=[team.body.code, 2017]) for name in ("year", "report_text")]
    a_row(team)
    one = [cost(client, "get", page) for page in pages]
    a_row(team)
    a_row(team)
    assert [cost(client, "get", page) for page in pages] == one


def test_forms_stay_within_their_limit(client, team):
    client.force_login(team.author)
    row = make.record(team)
    assert cost(client, "get", reverse("record_new")) <= FORM
    assert cost(client, "get", reverse("record_edit", args=[row.pk])) <= FORM
    assert cost(client, "get", reverse("record_determine", args=[row.pk])) <= FORM


def test_what_the_pages_of_one_record_cost_does_not_grow_with_other_records(client, team):
    client.force_login(everybody(team))
    row = make.bring_to(make.record(team), team, State.AWAITING_FIRST)
    pages = [reverse("record", args=[row.pk]), reverse("record_review", args=[row.pk])]
    before = [cost(client, "get", page) for page in pages]
    a_row(team)
    assert [cost(client, "get", page) for page in pages] == before


def test_a_page_of_the_platform_and_its_acts_stay_within_their_limits(client, team):
    make.office(team.body)
    client.force_login(everybody(team))
    where = [team.body.code, "guide"]
    assert cost(client, "get", reverse("paper", args=where)) <= FORM
    assert cost(client, "get", reverse("office", args=[team.body.code])) <= FORM
    revision = make.paper(team, GUIDE, RoundState.AWAITING_FIRST)
    client.force_login(team.first)
    assert cost(client, "get", reverse("paper", args=where)) <= FORM
    data = {"sha256": revision.content_sha256}
    assert cost(client, "post", reverse("paper_sign", args=where), data) <= ACT


CASE_STEPS = ("correct", "consult", "delay", "charge", "searched", "determine", "deliver", "withdraw")
CASE_FORMS = [f"request_{step}" for step in CASE_STEPS]


def test_the_pages_and_forms_of_a_request_stay_within_their_limits(client, team):
    row = case_row(team)
    client.force_login(make.person(team.body, *CASE_ROLES, Role.DISCLOSURE_HEAD))
    assert cost(client, "get", reverse("request_register")) <= FORM
    delivering = case_world.bring_to(
        team.office, case_world.case(team.office, timezone.now()), RequestState.TO_DELIVER
    )
    for name in CASE_FORMS:
        pk = delivering.pk if name == "request_deliver" else row.pk
        assert cost(client, "get", reverse(name, args=[pk])) <= FORM, name
    page, letter = reverse("request", args=[delivering.pk]), reverse("request_letter", args=[delivering.pk])
    before = cost(client, "get", page), cost(client, "get", letter)
    case_row(team)
    assert (cost(client, "get", page), cost(client, "get", letter)) == before
    assert max(before) <= LIST
    made = case_world.notice(team.office, row)
    assert cost(client, "get", reverse("request_notice", args=[row.pk, made.pk])) <= LIST


CASE_SAVES = {
    "request_register": {
        "channel": "counter",
        "arrived_at": "2017-03-20T09:00",
        "applicant_kind": "natural",
        "name": "申请人甲",
        "title": "补偿方案",
        "description": "补偿方案全文",
    },
    "request_searched": {
        "searched_at": f"{timezone.localdate()}T00:00",
        "place": "档案室",
        "terms": "征收",
        "result": "无",
    },
    "request_consult": {"kind": "third_party", "party": "第三方"},
    "request_correct": {"items": "请写明", "until": f"{case_world.days_later(timezone.localdate(), 7)}"},
    "request_charge": {"mode": "by_page", "pages": "68", "pay_to": "缴款窗口"},
    "request_serve": {"way": "handed", "arrived_on": f"{timezone.localdate()}"},
    "request_determine": {"outcome": "disclosed"},
    "request_withdraw": {"on": f"{timezone.localdate()}"},
    "request_deliver": {"way": "handed", "arrived_on": f"{timezone.localdate()}"},
}


LETTERS = {"request_consult", "request_correct", "request_charge"}
"""They make a letter, which takes the next number under the body's mark of that day."""


@pytest.mark.parametrize("name", CASE_SAVES)
def test_saving_an_act_of_a_request_stays_within_the_limit(client, team, name):
    row = case_row(team)
    if name == "request_deliver":
        row = case_world.bring_to(team.office, row, RequestState.TO_DELIVER)
    if name == "request_serve":
        row = case_world.fresh(case_world.notice(team.office, row).request)
    client.force_login(make.person(team.body, *CASE_ROLES))
    data = {**CASE_SAVES[name], "version": row.version}
    url = reverse(name, args=[] if name == "request_register" else [row.pk])
    if name == "request_serve":
        data["notice"] = str(row.notices.all()[0].pk)
    if name == "request_register":
        cost(client, "post", url, data)  # the first of a body's year opens its row of numbers
    if name in LETTERS:
        assert cost(client, "post", url, data) <= READ
        data["read"] = case_world.READ.search(client.post(url, data).content.decode())[1]
    assert cost(client, "post", url, data) <= (ACT if name in LETTERS else SAVE)


def filled(**values):
    plain = {
        "title": "改过的标题",
        "column": "news",
        "attribute": "PROACTIVE",
        "made_on": "2017-03-20",
        "html": "<p>新</p>",
        "kind": "information",
        "genre": "other",
        "issuer": "body",
        "legal_character": "OTHER",
    }
    return {**plain, **values}


def test_saving_an_edit_stays_within_the_limit(client, team):
    client.force_login(team.author)
    row = make.record(team)
    spent = cost(client, "post", reverse("record_edit", args=[row.pk]), filled(version=row.version))
    assert make.fresh(row).title == "改过的标题"
    assert spent <= SAVE


def test_opening_a_record_and_determining_it_are_two_acts_in_one_save(client, team):
    client.force_login(team.author)
    cost(
        client, "post", reverse("record_new"), filled()
    )  # the first of a body's year opens its row of serials
    without = cost(client, "post", reverse("record_new"), filled(attribute=""))
    assert without <= SAVE
    assert cost(client, "post", reverse("record_new"), filled()) <= without + 6


@pytest.mark.parametrize("step", ["record_submit", "record_sign"])
def test_an_act_stays_bounded(client, team, step):
    row = make.record(team)
    who = team.author
    data = {}
    if step == "record_sign":
        row, who = make.bring_to(row, team, State.AWAITING_FIRST), team.first
        data = {"sha256": row.revision.content_sha256}
    client.force_login(who)
    before = cost(client, "post", reverse(step, args=[row.pk]), data)
    a_row(team)
    again = make.record(team)
    if step == "record_sign":
        again = make.bring_to(again, team, State.AWAITING_FIRST)
        data = {"sha256": again.revision.content_sha256}
    assert cost(client, "post", reverse(step, args=[again.pk]), data) == before


DISPUTE_PAGES = ["reconsideration", "lawsuit", "complaint"]


@pytest.mark.parametrize("name", DISPUTE_PAGES)
def test_a_dispute_costs_the_same_beside_others(client, team, name):
    client.force_login(register.litigator(team.body))
    url = reverse(name, args=[getattr(register, name)(team.body).pk])
    one = cost(client, "get", url)
    a_row(team)
    a_row(team)
    assert cost(client, "get", url) == one <= LIST
    assert cost(client, "get", reverse(f"{name}_new")) <= FORM


def test_the_to_do_list_of_a_litigator_costs_the_same_at_one_and_at_three_rows(client, team):
    client.force_login(register.litigator(team.body))
    a_row(team)
    one = cost(client, "get", reverse("desk"))
    a_row(team)
    a_row(team)
    assert cost(client, "get", reverse("desk")) == one <= LIST


def test_registering_a_dispute_and_acting_on_it_stay_within_the_limit(client, team):
    client.force_login(register.litigator(team.body))
    opened = {
        "number": "示政复〔2017〕99号",
        "review_body": "示例区人民政府",
        "matter": "对答复不服",
        "applied_on": "2017-03-01",
        "copy_received_on": "2017-03-08",
    }
    assert cost(client, "post", reverse("reconsideration_new"), opened) <= SAVE
    suit = register.lawsuit(team.body)
    noted = {"on": "2017-03-20"}
    assert cost(client, "post", reverse("lawsuit_act", args=[suit.pk, "defence"]), noted) <= SAVE


def test_forms_and_acts_of_the_directory_stay_within_their_limits(client, team):
    client.force_login(team.author)
    leader = register.entry(team.body, register.Leader)
    item = register.entry(team.body, register.ServiceItem)
    register.guide(item)
    for kind in ("leader", "window-staff", "item"):
        assert cost(client, "get", f"{reverse('entry_new')}?kind={kind}") <= FORM
    for name, place in (
        ("entry_replace", ["leader", leader.pk]),
        ("entry_end", ["leader", leader.pk]),
        ("service", [item.pk]),
        ("service_guide", [item.pk]),
    ):
        assert cost(client, "get", reverse(name, args=place)) <= FORM
    filled = {
        "name": "演示人员09",
        "post": "局长",
        "duties": "主持全面工作",
        "phone": "000-00000009",
        "position": "0",
        "since": "2017-06-01",
    }
    assert cost(client, "post", reverse("entry_replace", args=["leader", leader.pk]), filled) <= SAVE


def test_the_page_of_an_item_costs_the_same_beside_others(client, team):
    client.force_login(team.author)
    item = register.entry(team.body, register.ServiceItem)
    register.guide(item)
    url = reverse("service", args=[item.pk])
    one = cost(client, "get", url)
    a_directory(team.body)
    assert cost(client, "get", url) == one


def test_the_overview_of_the_district_costs_the_same_at_one_and_at_three_bodies(client, team):
    supervisor = make.person(team.body, Role.SUPERVISOR)
    client.force_login(supervisor)
    work_rows(team)
    one = cost(client, "get", reverse("oversight"))
    for _ in range(2):
        below = make.Team(make.body(parent=team.body))
        work_rows(below)
        work_rows(below)
    assert cost(client, "get", reverse("oversight")) == one <= LIST


@pytest.mark.parametrize("column", ["expiring", "overdue", "filing", "stale_column", "unpublished", "task"])
def test_the_rows_behind_a_cell_cost_the_same_at_one_and_at_three(client, team, column):
    client.force_login(make.person(team.body, Role.SUPERVISOR))
    url = reverse("oversight_cell", args=[column, team.body.code])
    work_rows(team)
    one = cost(client, "get", url)
    work_rows(team)
    work_rows(team)
    assert cost(client, "get", url) == one <= LIST


ENGAGEMENT_FORMS = ["account_new", "concern_new", "activity_new", "proposal_new", "external_case_new"]
OVERSIGHT_FORMS = ["task_new", "tasks_import", "problem_new"]


@pytest.mark.parametrize("name", ENGAGEMENT_FORMS)
def test_a_form_of_engagement_stays_within_its_limit(client, team, name):
    client.force_login(team.author)
    assert cost(client, "get", reverse(name)) <= FORM


@pytest.mark.parametrize("name", OVERSIGHT_FORMS)
def test_a_form_of_oversight_stays_within_its_limit(client, team, name):
    client.force_login(make.person(team.body, Role.SUPERVISOR))
    assert cost(client, "get", reverse(name)) <= FORM


SAVES = {
    "account_new": {"platform": "weibo", "name": "示例发布", "opened_on": "2017-03-20"},
    "concern_new": {"title": "供水问题", "level": "ordinary", "found_at": "2017-03-20T09:00"},
    "activity_new": {
        "kind": "open_day",
        "title": "公开日",
        "held_on": "2017-05-15",
        "numbers": "接待群众 1246余 人次\n参加部门 20 个",
        "source": "登记表",
    },
    "proposal_new": {
        "kind": "proposal",
        "year": "2017",
        "number": "第8号",
        "title": "便民",
        "received_on": "2017-02-13",
    },
    "external_case_new": {
        "source": "12345",
        "number": "8",
        "title": "占道",
        "accepted_on": "2017-02-13",
        "due_on": "2017-02-20",
    },
}


@pytest.mark.parametrize("name", SAVES)
def test_a_save_of_engagement_stays_within_its_limit(client, team, name):
    client.force_login(team.author)
    work_rows(team)
    assert cost(client, "post", reverse(name), SAVES[name]) <= SAVE


def test_the_acts_on_one_row_stay_within_their_limit(client, team):
    client.force_login(everybody(team))
    concern, proposal = work.concern(team), work.proposal(team)
    case, task = work.external_case(team), work.task(team.body)
    reminder, problem = work.reminder(team.body), work.problem(team.body)
    acts = (
        ("concern_inform", concern, {"informed_at": "2017-03-20T13:00"}),
        (
            "concern_respond",
            concern,
            {"responded_at": "2017-03-20T14:00", "way": "website", "response": "已修复"},
        ),
        ("concern_evaluate", concern, {"evaluation": "平稳"}),
        ("proposal_reply", proposal, {"replied_on": "2017-03-21"}),
        ("proposal_withhold", proposal, {"reason": "涉及个人隐私"}),
        ("external_case_answer", case, {"replied_on": "2017-03-21", "satisfied": "true", "excellent": ""}),
        ("task_progress", task, {"state": "going", "note": "正在梳理"}),
        ("reminder_answer", reminder, {"answer": "已补报"}),
        ("problem_resolve", problem, {"outcome": "已改进", "resolved_on": "2017-12-29"}),
    )
    for name, row, data in acts:
        assert cost(client, "post", reverse(name, args=[row.pk]), data) <= SAVE, name
