"""Reports on screen: where units stand, a report in words, its sections, the acts on it, what was counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

import desk_world as make
from annual import year_world as year
from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport, ReportSection
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.law.receipt import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    make.column()
    return make.body("district", "示例区人民政府")


@pytest.fixture
def office(district):
    office = make.body("bureau", "示例局", parent=district)
    with cross_body("test"):
        year.request(office, date(2017, 5, 4))
    return office


def as_(body, *roles):
    client = Client()
    client.force_login(make.person(body, *roles))
    return client


def page(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def act(client, step, **data):
    return client.post(reverse("report_act", args=["bureau", 2017, step]), data)


def opened(office):
    clerk = as_(office, Role.REPORTER)
    assert act(clerk, "open", outline="national-2008").status_code == 302
    return clerk


def state():
    with cross_body("test"):
        return AnnualReport.objects.get().get_state_display()


def test_the_list_names_every_unit_that_reports_and_where_it_stands(district, office):
    opened(office)
    text = page(as_(district, Role.SUPERVISOR), "reports")
    assert "示例局" in text
    assert "填报中" in text
    assert "未开始" in text


def test_every_report_stands_with_its_last_day_and_a_late_one_says_so(district, office):
    opened(office)
    text = page(as_(district, Role.SUPERVISOR), "reports")
    assert "2018年3月31日" in text
    assert "日未公布" in text
    told = page(as_(office, Role.REPORTER), "report_text", "bureau", 2017)
    assert "应于2018年3月31日前（含当日）公布（2007年《条例》第三十一条）。" in told
    assert "日未公布。" in told


def test_what_the_national_format_asks_of_the_words_stands_above_the_report(district, office):
    with cross_body("test"):
        year.request(office, date(2024, 5, 6))
    clerk = as_(office, Role.REPORTER)
    where = ["bureau", 2024]
    opened_now = clerk.post(reverse("report_act", args=[*where, "open"]), {"outline": "national-2019"})
    assert opened_now.status_code == 302
    assert "原则上不超过" not in page(clerk, "report_text", *where)
    with cross_body("test"):
        ReportSection.objects.filter(report__year=2024, position=1).update(text="字" * 1200)
    told = page(clerk, "report_text", *where)
    assert "第一部分没有写到主动公开、依申请公开、" in told
    assert "第一部分有1200字，原则上不超过1000字（国办公开办函〔2021〕30号），请精简。" in told


def test_a_report_is_filled_in_handed_up_returned_and_accepted(district, office):
    clerk, supervisor = opened(office), as_(district, Role.SUPERVISOR)
    assert "全年收到政府信息公开申请1件。" in page(clerk, "report_text", "bureau", 2017)
    act(clerk, "hand_in")
    assert state() == "已报送"
    assert act(supervisor, "return", note="").status_code == 422
    act(supervisor, "return", note="请补充说明")
    assert "退回意见：请补充说明" in page(clerk, "report_text", "bureau", 2017)
    act(clerk, "hand_in")
    act(supervisor, "accept")
    assert state() == "已审核"
    assert "送签公布稿" in page(as_(office, Role.AUTHOR), "report_text", "bureau", 2017)


def test_an_accepted_report_is_signed_by_three_others_and_published(district, office):
    clerk, supervisor = opened(office), as_(district, Role.SUPERVISOR)
    act(clerk, "hand_in")
    act(supervisor, "accept")
    act(as_(office, Role.AUTHOR), "send")
    with cross_body("test"):
        digest = AnnualReport.objects.get().item.revisions.get().content_sha256
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER):
        signer = as_(office, role)
        assert "同意" in page(signer, "report_text", "bureau", 2017)
        assert act(signer, "sign", sha256="0" * 64).status_code == 409
        assert act(signer, "sign", sha256=digest).status_code == 302
    act(as_(office, Role.APPROVER), "publish")
    assert state() == "已公布"


def test_a_step_that_is_not_lawful_now_is_refused_with_where_the_report_stands(district, office):
    clerk = opened(office)
    refused = act(clerk, "publish")
    assert refused.status_code == 409
    assert "报告现为“填报中”" in refused.content.decode()
    place = reverse("report_text", args=["bureau", 2017])
    assert f'href="{place}">回到报告页</a>' in refused.content.decode()
    assert act(clerk, "no-such-step").status_code == 404


def test_words_of_a_section_are_saved_and_a_wrong_name_stands_at_the_field(district, office):
    clerk = opened(office)
    url = reverse("report_section", args=["bureau", 2017, 6])
    with cross_body("test"):
        version = AnnualReport.objects.get().version
    wrong = clerk.post(url, {"text": "{{requests.recieved}}", "version": version})
    assert wrong.status_code == 422
    assert "requests.recieved" in wrong.content.decode()
    single = clerk.post(url, {"text": "共{不存在的数字}{{也不存在}}。", "version": version})
    assert single.status_code == 422
    assert "“{不存在的数字}”会照原样印出" in single.content.decode()
    assert "。；" not in single.content.decode()
    assert clerk.post(url, {"text": "共{{收到政府信息公开申请}}。", "version": version}).status_code == 302
    assert "共1件。" in page(clerk, "report_text", "bureau", 2017)
    assert "共{{收到政府信息公开申请}}。" in page(clerk, "report_section", "bureau", 2017, 6)
    with cross_body("test"):
        assert ReportSection.objects.get(position=6).text == "共{{requests.received}}。"


def test_a_section_of_a_report_that_was_handed_in_or_published_is_not_opened(district, office):
    clerk, supervisor = opened(office), as_(district, Role.SUPERVISOR)
    url = reverse("report_section", args=["bureau", 2017, 1])
    way = f'href="{reverse("report_text", args=["bureau", 2017])}">回到报告页</a>'
    assert clerk.get(url).status_code == 200
    act(clerk, "hand_in")
    for _ in range(2):  # handed in, then accepted
        shut = clerk.get(url)
        assert shut.status_code == 409
        assert "需要修改的，请由审核人退回" in shut.content.decode()
        assert way in shut.content.decode()
        act(supervisor, "accept")
    with cross_body("test"):
        AnnualReport.objects.update(state=ReportState.PUBLISHED, published_on=date(2018, 3, 1))
        version = AnnualReport.objects.get().version
    shut = clerk.get(url)
    assert shut.status_code == 409
    assert "<textarea" not in shut.content.decode()
    late = clerk.post(url, {"text": "公布以后写的话。", "version": version})
    assert late.status_code == 422
    assert "公布以后写的话。</textarea>" in late.content.decode()
    for answer in (shut, late):
        assert "报告已经公布，公布以后文字和数字不再变动，不能修改" in answer.content.decode()
        assert "退回" not in answer.content.decode()


def test_what_changed_after_the_report_was_accepted_promises_no_return_once_it_is_published(district, office):
    clerk, supervisor = opened(office), as_(district, Role.SUPERVISOR)
    act(clerk, "hand_in")
    act(supervisor, "accept")
    with cross_body("test"):
        year.request(office, date(2017, 6, 1), leaf="disclosed", answered_on=date(2017, 6, 8))
    assert "需要更正的，请退回后重新定稿" in page(clerk, "report_text", "bureau", 2017)
    with cross_body("test"):
        AnnualReport.objects.update(state=ReportState.PUBLISHED, published_on=date(2018, 3, 1))
    text = page(clerk, "report_text", "bureau", 2017)
    assert "已公布的文字和数字不变" in text
    assert "退回" not in text


def test_a_relation_that_does_not_hold_stands_on_the_page_and_in_its_cells(district, office):
    with cross_body("test"):
        year.request(office, date(2017, 5, 5), channel=Channel.OTHER)
    text = page(as_(office, Role.REPORTER), "year", "bureau", 2017)
    assert "不成立" in text
    assert "各渠道申请之和，等于收到申请数" in text
    assert text.count("勾稽关系不成立：") == 5


def test_what_was_counted_is_stated_and_outside_figures_are_entered(district, office):
    clerk = opened(office)
    url = reverse("report_counting", args=["bureau", 2017])
    said = {"form": "statement", "register": "complaints", "counted": "yes", "source": "来访登记簿"}
    assert clerk.post(url, said).status_code == 302
    outside = {"form": "outside", "key": "8.2", "unit_name": "区图书馆", "value": "2", "source": "书面报送"}
    assert clerk.post(url, outside).status_code == 302
    assert clerk.post(url, {**outside, "value": "-1"}).status_code == 422
    text = page(clerk, "report_counting", "bureau", 2017)
    assert "来访登记簿" in text
    assert "区图书馆" in text
    figure = page(clerk, "figure", "bureau", 2017, "8.2")
    assert "区图书馆报送：2" in figure


def test_a_case_of_another_body_is_told_without_its_matter(district, office):
    with cross_body("test"):
        row = year.request(office, date(2017, 6, 1))
    seen = page(as_(district, Role.REPORTER), "figure", "district", 2017, "requests.received")
    assert row.number in seen
    assert row.title not in seen
    own = page(as_(office, Role.REPORTER), "figure", "bureau", 2017, "requests.received")
    assert row.title in own


def test_a_report_waits_in_the_to_do_list_of_whoever_takes_the_next_step(district, office):
    clerk, supervisor = opened(office), as_(district, Role.SUPERVISOR)
    act(clerk, "hand_in")
    assert "示例局2017年度报告" in page(supervisor, "desk")
    assert "示例局2017年度报告" not in page(clerk, "desk")
    act(supervisor, "return", note="请补充说明")
    assert "退回意见：请补充说明" in page(clerk, "desk")
