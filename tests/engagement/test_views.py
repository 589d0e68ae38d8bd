"""The room on screen: from the form to the page, and what the person reads when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import desk_world as make
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.engagement.enums import ConcernLevel
from gongkai.records.enums import RecordKind, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


@pytest.fixture
def author(client, team):
    client.force_login(team.author)
    return client


def text_of(response) -> str:
    return response.content.decode()


def test_an_activity_is_registered_with_its_numbers_and_shown_as_a_report_prints_them(author):
    data = {
        "kind": "open_day",
        "title": "5·15政务公开日",
        "held_on": "2017-05-15",
        "numbers": "参加部门 20 个\n接待群众 1246余 人次",
        "source": "登记表",
    }
    page = author.post(reverse("activity_new"), data, follow=True)
    assert "接待群众" in text_of(page)
    assert "1200余人次" in text_of(page)
    assert "20个" in text_of(author.get(reverse("activities")))


@pytest.mark.parametrize(
    ("numbers", "source", "words"),
    [("接待群众很多", "登记表", "第1行不是"), ("参加部门 20 个", "", "由谁、根据什么统计")],
)
def test_a_number_that_cannot_be_read_or_has_no_source_is_answered_at_its_field(
    author, numbers, source, words
):
    data = {
        "kind": "open_day",
        "title": "公开日",
        "held_on": "2017-05-15",
        "numbers": numbers,
        "source": source,
    }
    page = author.post(reverse("activity_new"), data)
    assert page.status_code == 422
    assert words in text_of(page)


def test_a_figure_given_twice_is_answered_at_its_field_with_every_other_fault(author):
    data = {
        "kind": "open_day",
        "title": "",
        "held_on": "2017-05-15",
        "ended_on": "2017-05-14",
        "numbers": "接待群众 20 人次\n接待群众 30 人次\n展板 4 块\n展板 5 块",
    }
    page = author.post(reverse("activity_new"), data)
    assert page.status_code == 422
    assert "有关数字中的“接待群众”填写了两次，请合并为一项。" in text_of(page)
    assert "有关数字中的“展板”填写了两次" in text_of(page)
    assert "结束日期早于开始日期" in text_of(page)
    assert "请填写名称。" in text_of(page)


def test_the_same_activity_is_registered_again_only_where_it_is_said_to_be_another(author, team):
    data = {"kind": "open_day", "title": "公开日", "held_on": "2017-05-15", "place": "区政府广场"}
    assert "这是另一场活动" not in text_of(author.get(reverse("activity_new")))
    assert author.post(reverse("activity_new"), data).status_code == 302
    again = author.post(reverse("activity_new"), {**data, "title": " 公开 日"})
    assert again.status_code == 422
    assert "2017年5月15日的政务公开日“公开日”已经登记，地点为区政府广场，没有重复登记" in text_of(again)
    assert 'name="another"' in text_of(again)
    for change in (
        {"title": "另名公开日"},
        {"held_on": "2017-05-16"},
        {"kind": "meeting"},
        {"another": "on"},
    ):
        assert author.post(reverse("activity_new"), data | change).status_code == 302, change


def test_a_concern_runs_on_the_list_the_page_and_among_my_matters(author, team):
    found = timezone.now() - timedelta(hours=1)
    row = work.concern(team, "供水问题", level=ConcernLevel.MAJOR, found_at=found)
    for address in (reverse("concerns"), reverse("concern", args=[row.pk]), reverse("desk")):
        assert "剩余4小时" in text_of(author.get(address)) or "剩余3小时" in text_of(author.get(address))
    page = text_of(author.get(reverse("concern", args=[row.pk])))
    assert "国办发〔2016〕80号" in page
    assert "24小时" in page


def test_an_act_with_a_missing_answer_shows_the_page_again_with_the_fault(author, team):
    row = work.concern(team)
    page = author.post(
        reverse("concern_respond", args=[row.pk]), {"responded_at": "昨天", "way": "website", "response": ""}
    )
    assert page.status_code == 422
    assert "有2处需要修改" in text_of(page)
    refused = author.post(
        reverse("concern_respond", args=[row.pk]),
        {"responded_at": "2016-01-01T09:00", "way": "website", "response": "已办"},
    )
    assert refused.status_code == 422
    assert "早于舆情发现时间" in text_of(refused)


def test_a_moment_to_come_is_told_at_its_field_with_whatever_else_is_wrong(author, team):
    row = work.concern(team)
    ahead = f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    page = author.post(reverse("concern_inform", args=[row.pk]), {"informed_at": ahead})
    assert page.status_code == 422
    assert 'id="inform_informed_at_error"' in text_of(page)
    assert f'value="{ahead}"' in text_of(page)
    data = {"title": "事" * 201, "level": "other", "found_at": ahead}
    page = text_of(author.post(reverse("concern_new"), data))
    assert "舆情事项：最多200字" in page
    assert "发现时间：发现时间晚于现在" in page


def test_a_later_minute_of_today_is_told_at_its_field_too(author, team):
    row = work.concern(team)
    soon = f"{timezone.localtime() + timedelta(minutes=2):%Y-%m-%dT%H:%M}"
    page = author.post(reverse("concern_inform", args=[row.pk]), {"informed_at": soon})
    assert page.status_code == 422
    assert 'id="inform_informed_at_error"' in text_of(page)


def test_a_record_that_is_not_public_is_told_at_the_index_number(author, team):
    row = work.proposal(team, replied=True)
    draft = make.record(team, "第8号建议办理结果")
    address = reverse("proposal_publish", args=[row.pk])
    page = author.post(address, {"record": draft.item.index_number})
    assert page.status_code == 422
    assert 'id="publish_record_error"' in text_of(page)


def test_an_act_that_was_done_before_leads_back_to_its_page(author, team):
    row = work.concern(team, answered=True)
    data = {"responded_at": "2017-03-20T12:00", "way": "website", "response": "已办"}
    page = author.post(reverse("concern_respond", args=[row.pk]), data)
    assert page.status_code == 409
    assert f'href="{reverse("concern", args=[row.pk])}">回到舆情页</a>' in text_of(page)


def test_documents_without_an_interpretation_stand_on_top_until_one_is_tied(author, team):
    document = make.bring_to(make.record(team, "示例办法", kind=RecordKind.DOCUMENT), team, State.PUBLISHED)
    text = make.published(team, "示例办法解读")
    assert "尚无解读，已逾期" in text_of(author.get(reverse("interpretations")))
    plan = reverse("interpretation_plan", args=[document.pk])
    author.post(plan, {"form": "text", "interpreter": "负责人", "planned_on": ""})
    listed = text_of(author.get(reverse("interpretations")))
    assert "已安排文字解读" in listed
    tie = reverse("interpretation_tie", args=[work.interpretation(team, document).pk])
    assert "没有索引号为" in text_of(author.post(tie, {"record": "不存在"}))
    author.post(tie, {"record": text.item.index_number})
    listed = text_of(author.get(reverse("interpretations")))
    assert "尚无解读" not in listed.replace("尚无解读的文件", "")
    assert "与文件同步" in listed


def test_a_reply_is_tied_to_its_public_page_by_the_index_number(author, team):
    row = work.proposal(team, replied=True)
    record = make.published(team, "第8号建议办理结果")
    page = author.post(
        reverse("proposal_publish", args=[row.pk]), {"record": record.item.index_number}, follow=True
    )
    assert "已公开" in text_of(page)
    assert "第8号建议办理结果" in text_of(page)


def test_the_page_of_a_case_prints_the_label_that_the_channel_uses(author, team):
    row = work.external_case(team)
    data = {
        "replied_on": "2017-03-20",
        "satisfied": "true",
        "excellent": "true",
        "excellent_label": "优秀训练场",
    }
    page = author.post(reverse("external_case_answer", args=[row.pk]), data, follow=True)
    assert "优秀训练场" in text_of(page)
    assert "按时反馈" in text_of(page)


def test_a_reader_without_the_act_sees_no_form(client, team):
    client.force_login(make.person(team.body, Role.REPORTER))
    row = work.concern(team)
    page = text_of(client.get(reverse("concern", args=[row.pk])))
    assert "登记回应" not in page
    assert "登记舆情" not in text_of(client.get(reverse("concerns")))


def test_filters_find_by_year_kind_and_words(author, team):
    work.activity(team, "夏季公开日")
    work.activity(team, "冬季公开日", at=make.NOON + timedelta(days=400))
    for query, expected in (
        ("?year=2017", {"夏季公开日"}),
        ("?text=冬季", {"冬季公开日"}),
        ("?kind=training", set()),
        ("?year=banana", {"夏季公开日", "冬季公开日"}),
    ):
        text = text_of(author.get(reverse("activities") + query))
        assert {name for name in ("夏季公开日", "冬季公开日") if name in text} == expected, query
