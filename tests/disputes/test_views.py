"""Lists, pages and small forms, as the people see them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import case_world
import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.disputes import todo
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.shell.seat import seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.body("ours")


@pytest.fixture
def lawyer(body, client):
    person = register.litigator(body)
    client.force_login(person)
    return person


def text_of(response):
    return response.content.decode()


def only(model):
    with cross_body("test"):
        return model.objects.get()


OPENED = {
    "number": "示政复〔2017〕7号",
    "review_body": "示例区人民政府",
    "matter": "对不予公开答复不服",
    "applied_on": "2017-03-01",
    "copy_received_on": "2017-03-08",
}


def test_a_review_is_registered_answered_decided_and_learnt_from_on_screen(client, lawyer):
    page = client.post(reverse("reconsideration_new"), OPENED, follow=True)
    case = only(Reconsideration)
    assert page.redirect_chain == [(reverse("reconsideration", args=[case.pk]), 302)]
    assert "2017年3月20日" in text_of(page)  # the last day of the answer
    assert "逾期" in text_of(page)
    for step, data in (
        ("answer", {"on": "2017-03-15"}),
        ("decide", {"result": "review_annulled", "on": "2017-05-02"}),
        ("lesson", {"lesson": "答复应当说明理由"}),
    ):
        page = client.post(reverse("reconsideration_act", args=[case.pk, step]), data, follow=True)
        assert page.status_code == 200
    text = text_of(page)
    for words in ("撤销原行政行为", "2017年度统计表", "被依法纠错", "答复应当说明理由", "按期"):
        assert words in text
    assert "各项已登记完毕" in text


def test_a_suit_finds_its_review_by_number_and_the_pages_lead_to_each_other(client, lawyer, body):
    before = register.reconsideration(body, number="示政复〔2017〕3号")
    given = {
        "number": "（2017）示行初1号",
        "court": "示例区人民法院",
        "matter": "请求撤销",
        "filed_on": "2017-03-10",
        "copy_received_on": "2017-03-14",
        "review_number": "示政复〔2017〕3号",
    }
    page = text_of(client.post(reverse("lawsuit_new"), given, follow=True))
    suit = only(Lawsuit)
    assert suit.reconsideration_id == before.pk
    assert reverse("reconsideration", args=[before.pk]) in page
    back = text_of(client.get(reverse("reconsideration", args=[before.pk])))
    assert reverse("lawsuit", args=[suit.pk]) in back


def test_numbers_of_another_body_are_not_found(client, lawyer):
    register.reconsideration(make.body("theirs"), number="示政复〔2017〕9号")
    page = client.post(reverse("lawsuit_new"), {"review_number": "示政复〔2017〕9号"})
    assert page.status_code == 422
    assert "没有登记这个案号" in text_of(page)


def test_the_number_of_a_request_comes_with_the_address(client, lawyer):
    page = client.get(reverse("reconsideration_new") + "?request_number=示申〔2017〕5号")
    assert 'value="示申〔2017〕5号"' in text_of(page)


def test_the_request_the_review_and_the_suit_lead_to_each_other(client):
    office = case_world.Office(make.body())
    request = case_world.case(office, case_world.at(2017, 2, 1))
    review = register.reconsideration(office.body, request=request)
    suit = register.lawsuit(office.body, reconsideration=review)
    client.force_login(office.legal)
    places = {
        "request": reverse("request", args=[request.pk]),
        "review": reverse("reconsideration", args=[review.pk]),
        "suit": reverse("lawsuit", args=[suit.pk]),
    }
    pages = {name: text_of(client.get(place)) for name, place in places.items()}
    for name, page in pages.items():
        assert [other for other in places if other != name and places[other] not in page] == []


def test_the_form_begins_with_the_authorities_registered_for_the_body(client):
    office = case_world.Office(make.body())
    client.force_login(office.legal)
    assert 'value="示例区人民政府"' in text_of(client.get(reverse("reconsideration_new")))
    assert 'value="示例区人民法院"' in text_of(client.get(reverse("lawsuit_new")))


def test_a_request_of_another_body_is_no_request_here(client, lawyer, body):
    theirs = case_world.case(case_world.Office(make.body()), case_world.at(2017, 2, 1))
    page = client.post(reverse("reconsideration_new"), {**OPENED, "request_number": theirs.number})
    assert page.status_code == 422
    assert "本机关没有这个收件编号" in text_of(page)


def test_a_refused_act_says_why_beside_its_form_and_changes_nothing(client, lawyer, body):
    case = register.reconsideration(body)
    page = client.post(reverse("reconsideration_act", args=[case.pk, "answer"]), {"on": "2017-03-01"})
    assert page.status_code == 422
    assert "早于收到申请书副本日期" in text_of(page)
    assert only(Reconsideration).answered_on is None


def test_a_day_that_cannot_be_stands_at_its_field(client, lawyer, body):
    case = register.reconsideration(body)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in (tomorrow.isoformat(), "2017-03-01"):
        page = client.post(reverse("reconsideration_act", args=[case.pk, "answer"]), {"on": day})
        assert page.status_code == 422
        assert 'id="answer_on_error"' in text_of(page), day
        assert f'value="{day}"' in text_of(page)


def test_a_result_of_the_other_kind_is_no_choice(client, lawyer, body):
    case = register.lawsuit(body)
    place = reverse("lawsuit_act", args=[case.pk, "decide"])
    page = client.post(place, {"result": "review_annulled", "on": "2017-05-02"})
    assert page.status_code == 422
    assert 'value="review_annulled"' not in text_of(page)
    assert only(Lawsuit).result == ""


@pytest.mark.parametrize("step", ["nothing", "open", "defence"])
def test_a_step_that_a_case_does_not_know_is_not_found(client, lawyer, body, step):
    case = register.complaint(body)
    assert client.post(reverse("complaint_act", args=[case.pk, step]), {}).status_code == 404


def test_a_complaint_without_a_set_day_says_that_the_law_sets_none(client, lawyer, body):
    case = register.complaint(body)
    assert "没有规定举报投诉的答复期限" in text_of(client.get(reverse("complaint", args=[case.pk])))
    client.post(
        reverse("complaint_act", args=[case.pk, "answer"]), {"finding": "已经改正", "on": "2017-03-15"}
    )
    assert only(Complaint).finding == "已经改正"


def test_the_reporter_reads_and_is_offered_no_act(client, body):
    case = register.reconsideration(body)
    client.force_login(make.person(body, Role.REPORTER))
    text = text_of(client.get(reverse("reconsideration", args=[case.pk])))
    assert '<form method="post" action="/disputes/' not in text
    assert reverse("reconsideration_new") not in text_of(client.get(reverse("reconsiderations")))


def test_the_to_do_list_shows_what_the_reviewer_and_the_court_wait_for(client, lawyer, body):
    register.reconsideration(body, "复议待答复")
    register.lawsuit(body, "诉讼待答辩")
    text = text_of(client.get(reverse("desk")))
    for words in ("已逾期", "复议待答复", "待提交答复", "2017年3月20日", "诉讼待答辩", "2017年3月29日"):
        assert words in text


def test_what_waits_stands_in_its_own_section_and_names_its_whole_list(lawyer, body):
    register.reconsideration(body, "复议待答复")
    seat = seat_of(lawyer, None, date(2017, 3, 9))
    with cross_body("test"):
        found = {section.title: section for section in todo.sections(seat)}
    assert [row.due for row in found["待提交复议答复"].matters] == [date(2017, 3, 20)]
    assert found["待提交答辩"].matters == ()
    assert found["待提交答辩"].more == reverse("lawsuits") + "?open=yes"


def test_filters_find_open_cases_years_and_words(client, lawyer, body):
    register.reconsideration(body, "关于道路的复议")
    register.reconsideration(
        body, "关于学校的复议", applied_on=date(2016, 12, 1), copy_received_on=date(2016, 12, 5)
    )
    place = reverse("reconsiderations")
    for query, shown in (("?text=道路", "道路"), ("?year=2016", "学校")):
        text = text_of(client.get(place + query))
        assert f"关于{shown}的复议" in text
        assert text.count("data-row") == 1
    assert text_of(client.get(place + "?open=yes")).count("data-row") == 2
    assert "没有符合条件" in text_of(client.get(place + "?open=no"))
    assert client.get(place + "?year=x&open=maybe&body=99&after=%00").status_code == 200


def test_an_overseer_reads_which_body_a_case_belongs_to(client, body):
    top = make.body("top", "上级")
    below = make.body("below", "下属单位", parent=top)
    register.reconsideration(below, "下属的复议")
    client.force_login(make.person(top, Role.SUPERVISOR))
    text = text_of(client.get(reverse("reconsiderations")))
    assert "下属的复议" in text
    assert "下属单位" in text


HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


def test_no_text_that_anyone_typed_becomes_markup(client, lawyer, body):
    case = register.lawsuit(body, HOSTILE, court=HOSTILE, number=HOSTILE)
    client.post(reverse("lawsuit_act", args=[case.pk, "lesson"]), {"lesson": HOSTILE})
    for place in (reverse("lawsuit", args=[case.pk]), reverse("lawsuits"), reverse("desk")):
        assert "<script>alert" not in text_of(client.get(place))
