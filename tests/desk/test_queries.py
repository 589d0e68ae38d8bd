"""What a page costs: the same number of queries at one row and at three, and within the limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world
import desk_world as make
import register_world as register
import work_world as work
from desk.growing import World, grown, signed_in
from desk.statements import cost
from gongkai.oversight.board import COLUMNS
from gongkai.publication.enums import RoundState
from gongkai.records.papers import GUIDE
from one_world import standing

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


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the files of the one world lie."""
    return tmp_path_factory.mktemp("queries")


@pytest.fixture(autouse=True)
def var(place, monkeypatch) -> Path:
    monkeypatch.setenv("GONGKAI_VAR", str(place))
    return place


@pytest.fixture(scope="module")
def world(place, django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built and measured once: every test works in a savepoint above its three rows, and all is rolled back at last."""
    with standing(place, django_db_blocker):
        yield grown(pages_of)


DISPUTE_PAGES = ["reconsideration", "lawsuit", "complaint"]
CELLS = ["expiring", "overdue", "filing", "stale_column", "unpublished", "task"]
FILTERS = "?state=published&column=news&kind=information&year=2017&text=绿化&after=9999"


def pages_of(world: World) -> dict[str, dict[str, str]]:
    """Addresses by who opens them: the lists, and the pages of the first row of each kind."""
    code, first = world.team.body.code, {name: row.pk for name, row in world.first.items()}
    lists = {name: reverse(name) for name in LISTS}
    return {
        "everybody": {
            **lists,
            "filtered": lists["records"] + FILTERS,
            "desk": reverse("desk"),
            "record": reverse("record", args=[first["record"]]),
            "record_review": reverse("record_review", args=[first["record"]]),
        },
        "handler": {
            name: reverse(name, args=[world.delivering.pk]) for name in ("request", "request_letter")
        },
        "litigator": {
            "desk": reverse("desk"),
            **{name: reverse(name, args=[first[name]]) for name in DISPUTE_PAGES},
        },
        "author": {"service": reverse("service", args=[first["service"]])},
        "reporter": {
            "figure": reverse("figure", args=[code, 2017, "website.total"]),
            **{name: reverse(name, args=[code, 2017]) for name in ("year", "report_text")},
        },
        "supervisor": {
            "remind": reverse("oversight_remind", args=[code]),
            **{name: reverse("oversight_cell", args=[name, code]) for name in CELLS},
        },
        "auditor": {"audit": reverse("audit")},
    }


def test_each_list_costs_the_same_at_one_and_at_three_rows(world):
    one, three = world.grows("everybody")
    assert {name: one[name] for name in LISTS} == {name: three[name] for name in LISTS}
    assert {name: three[name] for name in LISTS if three[name] > LIST} == {}


def test_what_waits_for_a_person_of_every_role_is_one_question_a_register(world):
    one, three = world.grows("everybody")
    assert three["desk"] == one["desk"] <= SEAT + len(REGISTERS)


def test_the_audit_list_costs_the_same_at_any_number_of_rows(world):
    one, three = world.grows("auditor")
    assert one == three
    assert three["audit"] <= LIST


def test_filters_and_depth_cost_nothing_more(world):
    _, three = world.grows("everybody")
    assert three["filtered"] <= three["records"]


@pytest.mark.parametrize("name", ["figure", "year", "report_text"])
def test_the_figures_of_a_year_cost_the_same_at_one_and_at_three_rows(world, name):
    one, three = world.grows("reporter")
    assert three[name] == one[name]


@pytest.mark.parametrize("name", ["record", "record_review"])
def test_what_the_pages_of_one_record_cost_does_not_grow_with_other_records(world, name):
    one, three = world.grows("everybody")
    assert three[name] == one[name]


@pytest.mark.parametrize("name", ["record_submit", "record_sign"])
def test_an_act_stays_bounded(world, name):
    one, three = world.grows("acts")
    assert three[name] == one[name]


@pytest.mark.parametrize("name", ["request", "request_letter"])
def test_a_request_costs_the_same_beside_others(world, name):
    one, three = world.grows("handler")
    assert three[name] == one[name] <= LIST


@pytest.mark.parametrize("name", DISPUTE_PAGES)
def test_a_dispute_costs_the_same_beside_others(world, name):
    one, three = world.grows("litigator")
    assert three[name] == one[name] <= LIST
    assert cost(world.clients["litigator"], "get", reverse(f"{name}_new")) <= FORM


def test_the_to_do_list_of_a_litigator_costs_the_same_at_one_and_at_three_rows(world):
    one, three = world.grows("litigator")
    assert three["desk"] == one["desk"] <= LIST


def test_the_page_of_an_item_costs_the_same_beside_others(world):
    one, three = world.grows("author")
    assert three["service"] == one["service"]


@pytest.mark.parametrize("column", CELLS)
def test_the_rows_behind_a_cell_cost_the_same_at_one_and_at_three(world, column):
    one, three = world.grows("supervisor")
    assert three[column] == one[column] <= LIST


def test_a_reminder_is_seen_within_the_limit_of_a_list(world):
    one, three = world.grows("supervisor")
    assert three["remind"] == one["remind"] <= LIST + len(COLUMNS)  # the rows of each ground


def test_reports_of_units_and_the_forms_of_one_stay_within_their_limits(world):
    team, report, client = world.team, world.report, world.clients["reporter"]
    one = cost(client, "get", reverse("reports"))
    for _ in range(2):
        make.annual_report(make.body(parent=team.body))
    assert cost(client, "get", reverse("reports")) == one <= LIST
    where = [team.body.code, report.year]
    assert cost(client, "get", reverse("report_section", args=[*where, 1])) <= FORM
    assert cost(client, "get", reverse("report_counting", args=where)) <= FORM
    data = {"text": "改过的文字。", "version": report.version}
    assert cost(client, "post", reverse("report_section", args=[*where, 1]), data) <= ACT


def test_forms_stay_within_their_limit(world):
    client = world.clients["author"]
    assert cost(client, "get", reverse("record_new")) <= FORM
    assert cost(client, "get", reverse("record_edit", args=[world.draft.pk])) <= FORM
    assert cost(client, "get", reverse("record_determine", args=[world.draft.pk])) <= FORM


def test_a_page_of_the_platform_and_its_acts_stay_within_their_limits(world):
    team, client = world.team, world.clients["everybody"]
    make.office(team.body)
    where = [team.body.code, "guide"]
    assert cost(client, "get", reverse("paper", args=where)) <= FORM
    assert cost(client, "get", reverse("office", args=[team.body.code])) <= FORM
    revision = make.paper(team, GUIDE, RoundState.AWAITING_FIRST)
    first = signed_in(team.first)
    assert cost(first, "get", reverse("paper", args=where)) <= FORM
    data = {"sha256": revision.content_sha256}
    assert cost(first, "post", reverse("paper_sign", args=where), data) <= ACT


CASE_STEPS = ("correct", "consult", "delay", "charge", "searched", "determine", "deliver", "withdraw")
CASE_FORMS = [f"request_{step}" for step in CASE_STEPS]


def test_the_forms_of_a_request_stay_within_their_limits(world):
    row, client = world.first["request"], world.clients["handler"]
    assert cost(client, "get", reverse("request_register")) <= FORM
    for name in CASE_FORMS:
        pk = world.delivering.pk if name == "request_deliver" else row.pk
        assert cost(client, "get", reverse(name, args=[pk])) <= FORM, name
    made = case_world.notice(world.team.office, row)
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
def test_saving_an_act_of_a_request_stays_within_the_limit(world, name):
    row = world.delivering if name == "request_deliver" else world.first["request"]
    if name == "request_serve":
        row = case_world.fresh(case_world.notice(world.team.office, row).request)
    client = world.clients["clerk"]
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


def test_saving_an_edit_stays_within_the_limit(world):
    row, client = world.draft, world.clients["author"]
    spent = cost(client, "post", reverse("record_edit", args=[row.pk]), filled(version=row.version))
    assert make.fresh(row).title == "改过的标题"
    assert spent <= SAVE


def test_opening_a_record_and_determining_it_are_two_acts_in_one_save(world):
    client = world.clients["author"]
    cost(
        client, "post", reverse("record_new"), filled()
    )  # the first of a body's year opens its row of serials
    without = cost(client, "post", reverse("record_new"), filled(attribute=""))
    assert without <= SAVE
    assert cost(client, "post", reverse("record_new"), filled()) <= without + 6


def test_registering_a_dispute_and_acting_on_it_stay_within_the_limit(world):
    client = world.clients["litigator"]
    opened = {
        "number": "示政复〔2017〕99号",
        "review_body": "示例区人民政府",
        "matter": "对答复不服",
        "applied_on": "2017-03-01",
        "copy_received_on": "2017-03-08",
    }
    assert cost(client, "post", reverse("reconsideration_new"), opened) <= SAVE
    suit = world.first["lawsuit"]
    noted = {"on": "2017-03-20"}
    assert cost(client, "post", reverse("lawsuit_act", args=[suit.pk, "defence"]), noted) <= SAVE


def test_forms_and_acts_of_the_directory_stay_within_their_limits(world):
    client, item = world.clients["author"], world.first["service"]
    leader = register.entry(world.team.body, register.Leader)
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


ENGAGEMENT_FORMS = ["account_new", "concern_new", "activity_new", "proposal_new", "external_case_new"]
OVERSIGHT_FORMS = ["task_new", "tasks_import", "problem_new"]


@pytest.mark.parametrize("name", ENGAGEMENT_FORMS)
def test_a_form_of_engagement_stays_within_its_limit(world, name):
    assert cost(world.clients["author"], "get", reverse(name)) <= FORM


@pytest.mark.parametrize("name", OVERSIGHT_FORMS)
def test_a_form_of_oversight_stays_within_its_limit(world, name):
    assert cost(world.clients["supervisor"], "get", reverse(name)) <= FORM


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
def test_a_save_of_engagement_stays_within_its_limit(world, name):
    assert cost(world.clients["author"], "post", reverse(name), SAVES[name]) <= SAVE


def test_the_acts_on_one_row_stay_within_their_limit(world):
    team, client = world.team, world.clients["everybody"]
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
