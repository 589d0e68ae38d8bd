"""A filter that was not understood is named, and what was typed stays in its box."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

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
        ("tasks", "?year=99", "年度", "99"),
        ("activities", "?year=1e9", "年度", "1e9"),
        ("reconsiderations", "?open=maybe", "状态", "maybe"),
        ("services", "?kind=x", "类别", "x"),
        ("institution", "?on=昨天", "截至日期", "昨天"),
        ("oversight", "?on=2099-01-01", "截至日期", "2099-01-01"),
    ],
)
def test_what_was_not_understood_is_named_and_kept(reader, name, query, label, typed):
    page = reader.get(reverse(name) + query)
    text = page.content.decode()
    assert page.status_code == 200
    assert f"“{label}”中的“{typed}”无法识别，没有按它筛选" in text
    box = text.split('class="filters"')[1].split("</form>")[0]
    kept = re.search(rf'<input type="text"[^>]*value="{typed}"|<option value="{typed}" selected', box)
    assert kept, box
    assert "清除" in box


def test_a_filter_that_was_understood_says_nothing(reader):
    text = reader.get(reverse("records") + "?state=published&year=2017").content.decode()
    assert "无法识别" not in text
