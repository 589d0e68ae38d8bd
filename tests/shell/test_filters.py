"""A filter that was not understood is named, and what was typed stays in its box."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    make.column()
    body = make.body()
    client.force_login(
        make.person(body, Role.AUTHOR, Role.SUPERVISOR, Role.CASE_OFFICER, Role.LEGAL_REVIEWER)
    )
    return client


@pytest.mark.parametrize(
    ("name", "query", "label", "typed"),
    [
        ("records", "?state=banana", "状态", "banana"),
        ("records", "?year=去年", "成文年度", "去年"),
        ("requests", "?due=soonish", "期限", "soonish"),
        ("activities", "?year=1e9", "年度", "1e9"),
        ("reconsiderations", "?open=maybe", "状态", "maybe"),
        ("services", "?kind=x", "类别", "x"),
        ("institution", "?on=昨天", "截至日期", "昨天"),
        ("oversight", "?on=明天", "截至日期", "明天"),
    ],
)
def test_what_was_not_understood_is_named_and_kept(reader, name, query, label, typed):
    page = reader.get(reverse(name) + query)
    text = page.content.decode()
    assert page.status_code == 200
    assert f"“{label}”中的“{typed}”无法识别，没有按它筛选" in text
    assert_kept(text, typed)


def assert_kept(text, typed):
    box = text.split('class="filters"')[1].split("</form>")[0]
    kept = re.search(rf'<input type="text"[^>]*value="{typed}"|<option value="{typed}" selected', box)
    assert kept, box
    assert "清除" in box


THIS_YEAR = timezone.localdate().year
LOOK = f"“截至日期”应在2009年1月1日至{THIS_YEAR}年12月31日之间，没有按“{{}}”筛选；请改正后再筛选。"
YEAR = "“{}”应在2008至2100之间，没有按“{}”筛选；请改正后再筛选。"


@pytest.mark.parametrize(
    ("name", "query", "typed", "sentence"),
    [
        ("oversight", "?on=1900-01-01", "1900-01-01", LOOK.format("1900-01-01")),
        ("oversight", "?on=2008-12-31", "2008-12-31", LOOK.format("2008-12-31")),
        ("one_page", "?on=2099-01-01", "2099-01-01", LOOK.format("2099-01-01")),
        ("oversight_owed", "?on=1900-01-01", "1900-01-01", LOOK.format("1900-01-01")),
        ("oversight", "?year=1", "1", YEAR.format("任务和年报年度", 1)),
        ("one_page", "?year=2101", "2101", YEAR.format("数据年度", 2101)),
        ("tasks", "?year=99", "99", YEAR.format("年度", 99)),
        ("records", "?year=1", "1", "“成文年度”应在"),
        (
            "reminders",
            "?on=1900-01-01",
            "1900-01-01",
            "没有按“截至日期”中的“1900-01-01”筛选：日期应在2008年1月1日至",
        ),
    ],
)
def test_what_was_understood_and_lies_out_of_range_is_told_with_the_range(
    reader, name, query, typed, sentence
):
    text = reader.get(reverse(name) + query).content.decode()
    assert sentence in text
    assert "无法识别" not in text
    assert_kept(text, typed)


@pytest.mark.parametrize("day", ["2009-01-01", f"{THIS_YEAR}-12-31"])
def test_the_first_and_the_last_day_of_the_range_are_looked_at(reader, day):
    page = reader.get(reverse("oversight"), {"on": day})
    assert page.context["look"].on.isoformat() == day
    assert not page.context["form"].errors


def test_a_filter_that_was_understood_says_nothing(reader):
    text = reader.get(reverse("records") + "?state=published&year=2017").content.decode()
    assert "无法识别" not in text
