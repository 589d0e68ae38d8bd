"""Every figure of 全区督办, 一页纸 and 我的待办 is a link, and opens exactly the rows that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import desk_world as make
import register_world as register
import work_world as work
from gongkai.bodies.enums import Role
from gongkai.bodies.models import PublicBody
from gongkai.casework.models import Request
from gongkai.law.calendar import Calendar
from gongkai.oversight.board import COLUMNS
from gongkai.oversight.enums import TaskState
from gongkai.records.enums import RecordKind
from one_world import standing

pytestmark = pytest.mark.django_db
DAY = date(2017, 7, 3)
LINK = re.compile(r'<a class="figure-link[^"]*" href="([^"]+)">([\d,]+)<')
SMALL = re.compile(r'[完/成（]<a href="([^"]+)">(\d+)</a>')
PIECE = re.compile(r'<a href="([^"]+)">(\d+)</a>')
WAITING = re.compile(r'<a href="([^"]+)">待反馈(\d+)件</a>')


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Where the files of the one world lie."""
    return tmp_path_factory.mktemp("links")


@pytest.fixture(autouse=True)
def var(place, monkeypatch) -> Path:
    monkeypatch.setenv("GONGKAI_VAR", str(place))
    return place


@pytest.fixture(scope="module")
def district(place, django_db_setup, django_db_blocker) -> Iterator[PublicBody]:
    """Built once with what its units owe: every test works in a savepoint above it, and all is rolled back at last."""
    with standing(place, django_db_blocker):
        make.column(), make.column("policy", "政策法规", 2)
        found = make.body("district", "示例区人民政府")
        owing(found)
        yield found


@pytest.fixture
def apart(district):
    """Another district, of which nobody owes anything."""
    return make.body("apart", "示例二区人民政府")


def owing(district) -> None:
    """Two units owe something in every column, the first more than a page of requests."""
    teams = [make.Team(make.body(f"unit-{number}", f"第{number}局", parent=district)) for number in (1, 2)]
    soon = Calendar.load().add(DAY, 2)
    for team, many in zip(teams, (25, 2), strict=True):
        for _ in range(many):
            work.request_row(team.body, due_on=DAY - timedelta(days=3))
        work.request_row(team.body, due_on=soon)
        work.delivered(work.request_row(team.body), date(2017, 4, 3))
        make.published(team)
        make.record(team, kind=RecordKind.DOCUMENT)
        late = [work.task(team.body, f"任务{n}", date(2017, 5, 31)) for n in range(2)]
        done = work.task(team.body, "已完成", date(2017, 5, 31))
        work.progress(done, TaskState.DONE)
        work.progress(late[0], TaskState.GOING)
        work.reminder(team.body, on=make.NOON)


def opened(client, href: str) -> int:
    """Rows behind a link over all its pages."""
    page, rows = client.get(unescape(href)), 0
    path = unescape(href).partition("?")[0]
    only = "#late" in href
    while True:
        assert page.status_code == 200, href
        text = page.content.decode()
        if only:
            text = text.split('id="late"')[1].split("</section>")[0]
        rows += len(re.findall(r"<(?:a|span) data-row", text))
        older = re.search(r'href="(\?[^"]*)" rel="next"', text)
        if older is None:
            return rows
        page = client.get(path + unescape(older[1]))


def test_every_number_of_the_board_opens_as_many_rows(client, district):
    client.force_login(make.person(district, Role.SUPERVISOR))
    page = client.get(reverse("oversight") + f"?on={DAY}&year=2017").content.decode()
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    figures = LINK.findall(table)
    assert len(figures) == 3 * len(COLUMNS)  # the sum and two units, each with every column
    small = SMALL.findall(table) + WAITING.findall(table)
    assert sorted(number for _, number in small) == ["1", "1", "1", "1", "3", "3"]
    for href, number in (*figures, *small):
        assert opened(client, href) == int(number.replace(",", "")), href
    bare = re.findall(r'<td class="number[^>]*>\s*(\d+)', table)
    assert bare == []


def test_every_number_of_the_sheet_opens_as_many_rows(client, district):
    client.force_login(make.person(district, Role.LEADER))
    page = client.get(reverse("one_page") + f"?on={DAY}&year=2017").content.decode()
    part = page.split('id="owed"')[1].split("</section>")[0]
    figures = LINK.findall(part) + SMALL.findall(part)
    assert len(figures) == 3 * len(COLUMNS)
    for href, number in figures:
        assert opened(client, href) == int(number), href
    late = page.split('id="late"')[1].split("</section>")[0]
    (whole,) = re.findall(r'href="(\?[^"]+late=all)#late">列出全部(\d+)件', late)
    everything = client.get(reverse("one_page") + unescape(whole[0])).content.decode()
    listed = everything.split('id="late"')[1].split("</section>")[0]
    assert listed.count("data-row") == int(whole[1]) == 29
    assert "逾期27件，临期2件" in listed


def test_the_five_figures_and_last_month_open_as_many_rows(client, district):
    client.force_login(make.person(district, Role.LEADER))
    page = client.get(reverse("one_page") + f"?on={DAY}&year=2017").content.decode()
    five = page.split('id="figures"')[1].split("</section>")[0]
    month = page.split('id="month"')[1].split("</section>")[0]
    found = LINK.findall(five) + PIECE.findall(five) + LINK.findall(month) + PIECE.findall(month)
    assert len(found) >= 4
    for href, number in found:
        assert opened(client, href) == int(number), href


def test_every_risk_opens_as_many_rows(client, district):
    for number in range(2):
        register.reconsideration(
            district,
            number=f"示政复〔2017〕{number}号",
            applied_on=date(2017, 3, 1),
            copy_received_on=date(2017, 3, 8),
        )
    client.force_login(make.person(district, Role.LEADER))
    page = client.get(reverse("one_page") + f"?on={DAY}&year=2017").content.decode()
    risks = LINK.findall(page.split('id="risks"')[1].split("</section>")[0])
    assert [number for _, number in risks] == ["2", "27", "2"]  # reviews, replies late, replies soon due
    for href, number in risks:
        assert opened(client, href) == int(number), href


def test_the_rows_behind_a_sum_name_their_unit_and_a_column_that_is_none_is_said(client, district):
    client.force_login(make.person(district, Role.SUPERVISOR))
    page = client.get(reverse("oversight_owed"), {"on": DAY, "column": "task"}).content.decode()
    assert page.count("第1局</td>") == page.count("第2局</td>") == 2
    wrong = client.get(reverse("oversight_owed"), {"on": DAY, "column": "banana"})
    assert "“事项”中的“banana”无法识别" in wrong.content.decode()


def test_a_section_of_the_to_do_list_counts_its_rows_and_leads_to_all_of_them(client, apart):
    team, today = make.Team(apart), timezone.localdate()
    far = date(today.year, 12, 31)
    for number in range(23):
        work.task(team.body, f"任务{number}", far)
    work.progress(work.task(team.body, "做完的", far), TaskState.DONE)
    work.task(make.body("below", parent=apart), "别的单位的", far)
    client.force_login(make.person(apart, Role.REPORTER))
    page = client.get(reverse("desk")).content.decode()
    for part in page.split('<section class="section')[1:]:
        count = re.search(r'class="count">(\d+)件<', part)
        if count:
            assert part.count("data-row") == int(count[1])
    for href in re.findall(r'data-row href="([^"]+)"', page):
        assert client.get(href).status_code == 200
    (more,) = re.findall(r'<p class="more"><a href="([^"]+)">', page)
    assert opened(client, more) == 23


def test_what_waits_is_linked_to_the_list_of_it(client, apart):
    with make.cross_body("test"):
        for _ in range(3):
            row = work.request_row(apart)
            Request.objects.filter(pk=row.pk).update(state="to_sign")
    client.force_login(make.person(apart, Role.LEADER))
    page = client.get(reverse("one_page")).content.decode().split('id="waiting"')[1]
    ((href, number),) = LINK.findall(page)
    assert opened(client, href) == int(number) == 3
