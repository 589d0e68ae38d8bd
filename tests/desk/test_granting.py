"""新增人员 and their roles: one administrator makes the account, another gives it a part; neither lets anybody in alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, Person, RoleAssignment
from gongkai.bodies.scope import cross_body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
OWN = "a word of one's own"


@pytest.fixture
def district():
    return make.body("district", "示例区人民政府")


@pytest.fixture
def bureau(district):
    return make.body("bureau", "区城建局", parent=district)


def browser_of(who):
    browser = Client()
    browser.force_login(who)
    return browser


@pytest.fixture
def keeper(district):
    return browser_of(make.person(district, Role.SYSTEM_ADMIN))


@pytest.fixture
def guard(district):
    return browser_of(make.person(district, Role.SECURITY_ADMIN))


def granted(browser, who, body, **data):
    values = {"body": body.pk, "role": "author", "valid_from": timezone.localdate().isoformat(), **data}
    return browser.post(reverse("role_grant", args=[who.pk]), values)


def ended(browser, row, until):
    return browser.post(reverse("role_end", args=[row.person_id, row.pk]), {"until": until.isoformat()})


def trail():
    with cross_body("test"):
        rows = AuditRow.objects.filter(subject="person/wang").order_by("pk")
        return [row.act for row in rows]


def test_a_new_clerk_works_after_both_administrators_did_their_part(keeper, guard, bureau):
    answer = keeper.post(reverse("person_new"), {"display_name": "王某", "username": "wang"})
    (password,) = re.findall(r'<code class="secret">([^<]+)</code>', answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    who = Person.objects.get(username="wang")
    clerk = Client()
    clerk.post(reverse("login"), {"username": "wang", "password": password})
    alone = clerk.get(reverse("records"), follow=True)
    assert alone.status_code == 403
    assert "请联系安全管理员授予角色" in alone.content.decode()
    assert "王某" in guard.get(reverse("people"), {"state": "idle"}).content.decode()
    assert granted(guard, who, bureau).status_code == 302
    clerk.post(reverse("password"), {"old": password, "new": OWN, "again": OWN})
    assert clerk.get(reverse("records")).status_code == 200
    assert trail() == ["person.enter", "assign_role", "person.password"]


def test_what_is_wrong_with_a_new_account_is_said_at_its_field(keeper, bureau):
    make.Person.objects.create_person("wang", "先来的人")
    for username, said in (("wang", "已经有人使用"), ("王 某", "由小写字母"), ("", "请填写登录名")):
        answer = keeper.post(reverse("person_new"), {"display_name": "王某", "username": username})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert Person.objects.filter(display_name="王某").count() == 0


def test_a_delegation_has_a_last_day_and_a_role_is_not_given_twice(guard, bureau):
    who = make.person(bureau, Role.REGISTRAR)
    today = timezone.localdate()
    until = today + timedelta(days=10)
    assert granted(guard, who, bureau, valid_to=until.isoformat()).status_code == 302
    assert RoleAssignment.objects.get(person=who, role="author").valid_to == until
    again = granted(guard, who, bureau).content.decode()
    assert "不需要重复授予" in again
    assert 'id="id_role_error"' in again
    later = (until + timedelta(days=1)).isoformat()
    assert granted(guard, who, bureau, valid_from=later).status_code == 302


def test_days_that_do_not_fit_are_refused(guard, bureau):
    who = make.person(bureau, Role.REGISTRAR)
    today = timezone.localdate()
    yesterday = (today - timedelta(days=1)).isoformat()
    early = granted(guard, who, bureau, valid_from=yesterday).content.decode()
    assert "不能早于今天" in early
    assert 'id="id_valid_from_error"' in early
    assert "早于起始日期" in granted(guard, who, bureau, valid_to=yesterday).content.decode()
    assert "请从列表中选择" in granted(guard, who, bureau, role="system_admin").content.decode()
    assert not RoleAssignment.objects.filter(person=who).exclude(role="registrar").exists()


def test_a_role_that_ended_opens_nothing_from_the_next_day(guard, bureau):
    who = make.person(bureau, Role.AUTHOR)
    row = RoleAssignment.objects.get(person=who)
    clerk, today = browser_of(who), timezone.localdate()
    too_early = ended(guard, row, today - timedelta(days=2))
    assert "最后一日不能早于" in too_early.content.decode()
    assert ended(guard, row, today).status_code == 302
    assert clerk.get(reverse("records")).status_code == 200
    assert ended(guard, row, today - timedelta(days=1)).status_code == 302
    assert clerk.get(reverse("records")).status_code == 403
    assert "已于" in ended(guard, row, today).content.decode()


def test_nobody_gives_themselves_a_part_nor_one_to_the_three(guard, district, bureau):
    own = Person.objects.get(assignments__role="security_admin")
    other = make.person(bureau, Role.SECURITY_AUDITOR)
    assert "不能变更本人的角色" in granted(guard, own, bureau).content.decode()
    assert "是三员之一" in granted(guard, other, bureau).content.decode()
    assert "是三员之一" in ended(guard, other.assignments.get(), timezone.localdate()).content.decode()
    assert RoleAssignment.objects.count() == 2


def test_beyond_ones_reach_there_is_neither_body_nor_person(bureau):
    guard = browser_of(make.person(bureau, Role.SECURITY_ADMIN))
    elsewhere = make.body("other", "另一单位")
    stranger, ours = make.person(elsewhere, Role.AUTHOR), make.person(bureau, Role.AUTHOR)
    assert granted(guard, stranger, bureau).status_code == 404
    assert "请从列表中选择" in granted(guard, ours, elsewhere, role="approver").content.decode()
    make.also(ours, elsewhere, Role.APPROVER)
    assert ended(guard, ours.assignments.get(role="approver"), timezone.localdate()).status_code == 404
