"""人员与账号: the system administrator gives passwords and closes accounts, of nobody among the three administrators."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, Person
from gongkai.bodies.scope import cross_body
from gongkai.desk.signin import LIMIT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
OLD, NEW = "a long enough word", "another, longer word"
ACTS = ("person_reset", "person_close", "person_open")


@pytest.fixture
def district():
    return make.body("district", "示例区人民政府")


@pytest.fixture
def bureau(district):
    return make.body("bureau", "区城建局", parent=district)


@pytest.fixture
def admin(client, district):
    who = make.person(district, Role.SYSTEM_ADMIN)
    client.force_login(who)
    return who


@pytest.fixture
def clerk(bureau):
    return make.person(bureau, Role.AUTHOR, name="城建拟稿人", password=OLD)


def act(client, name, who, **data):
    return client.post(reverse(name, args=[who.pk]), data)


def signed_in(who, password):
    browser = Client()
    browser.post(reverse("login"), {"username": who.username, "password": password})
    return browser


def trail():
    with cross_body("test"):
        rows = AuditRow.objects.filter(act__startswith="person.").order_by("pk")
        return [(row.act, row.actor_id, row.subject, row.new) for row in rows]


def test_a_password_is_told_once_and_changed_before_anything_else(client, admin, clerk):
    before = signed_in(clerk, OLD)
    answer = act(client, "person_reset", clerk)
    (password,) = re.findall(r'<code class="secret">([^<]+)</code>', answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(reverse("person", args=[clerk.pk])).content.decode()
    assert before.get(reverse("desk")).status_code == 302
    browser = signed_in(clerk, password)
    for address in ("desk", "records", "help"):
        assert browser.get(reverse(address)).headers["Location"] == reverse("password")
    assert "请先更换口令" in browser.post(reverse("record_new")).content.decode()
    page = browser.get(reverse("password")).content.decode()
    assert "请先换成只有您自己知道的口令" in page
    change = {"old": password, "new": password, "again": password}
    assert "与现用口令相同" in browser.post(reverse("password"), change).content.decode()
    assert browser.post(reverse("password"), {**change, "new": NEW, "again": NEW}).status_code == 302
    assert browser.get(reverse("desk")).status_code == 200
    subject = f"person/{clerk.username}"
    assert trail() == [
        ("person.reset", admin.pk, subject, {}),
        ("person.password", clerk.pk, subject, {}),
    ]


def test_a_closed_account_is_out_at_once_and_comes_back_as_it_was(client, admin, clerk):
    browser = signed_in(clerk, OLD)
    assert "请填写停用理由" in act(client, "person_close", clerk).content.decode()
    assert act(client, "person_close", clerk, reason="调离").status_code == 302
    assert browser.get(reverse("desk")).headers["Location"].startswith(reverse("login"))
    assert signed_in(clerk, OLD).get(reverse("desk")).status_code == 302
    assert "已经停用" in act(client, "person_close", clerk, reason="又一次").content.decode()
    assert "请先启用账号" in act(client, "person_reset", clerk).content.decode()
    assert act(client, "person_open", clerk).status_code == 302
    assert "已经在用" in act(client, "person_open", clerk).content.decode()
    assert signed_in(clerk, OLD).get(reverse("desk")).status_code == 200
    assert [(name, new) for name, _, _, new in trail()] == [
        ("person.close", {"reason": "调离"}),
        ("person.open", {}),
    ]


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SECURITY_AUDITOR, Role.SYSTEM_ADMIN])
def test_no_administrator_touches_the_account_of_another(client, admin, bureau, role):
    other = make.person(bureau, role, password=OLD)
    assert "是三员之一" in client.get(reverse("person", args=[other.pk])).content.decode()
    for name in ACTS:
        refused = act(client, name, other, reason="试一试")
        assert refused.status_code == 409
        assert "是三员之一" in refused.content.decode()
    other.refresh_from_db()
    assert (other.is_active, other.must_change, other.check_password(OLD)) == (True, False, True)
    assert trail() == []


def test_nobody_touches_their_own_account(client, admin):
    for name in ACTS:
        refused = act(client, name, admin, reason="试一试")
        assert refused.status_code == 409
        assert "不能办理本人的账号" in refused.content.decode()


def test_who_also_works_elsewhere_is_not_within_reach(client, bureau, clerk):
    make.also(clerk, make.body("other", "另一区"), Role.AUTHOR)
    client.force_login(make.person(bureau, Role.SYSTEM_ADMIN))
    assert "不归您管理" in act(client, "person_reset", clerk).content.decode()
    stranger = make.person(make.body("third"), Role.AUTHOR)
    assert act(client, "person_reset", stranger).status_code == 404


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SECURITY_AUDITOR])
def test_the_other_two_administrators_look_and_do_nothing(client, district, clerk, role):
    client.force_login(make.person(district, role))
    page = client.get(reverse("person", args=[clerk.pk])).content.decode()
    assert "由系统管理员办理" in page
    assert all(act(client, name, clerk).status_code == 403 for name in ACTS)


def test_the_list_tells_roles_and_the_state_of_accounts(client, admin, bureau, clerk):
    signed_in(clerk, OLD)
    for _ in range(LIMIT):
        signed_in(clerk, "a guess")
    make.person(bureau, Role.APPROVER, name="从不登录的人")
    Person.objects.filter(pk=make.person(bureau, Role.AUTHOR, name="走了的人").pk).update(is_active=False)

    def names(**query):
        page = client.get(reverse("people"), query).content.decode()
        return page, re.findall(r"<a data-row[^>]*>([^<]+)</a>", page)

    page, everybody = names()
    assert len(everybody) == 4
    assert f"15分钟内登录失败{LIMIT}次，暂停登录" in page
    assert names(state="closed")[1] == ["走了的人"]
    assert "城建拟稿人" not in names(state="never")[1]
    assert names(role="approver")[1] == ["从不登录的人"]
    assert names(text=clerk.username)[1] == ["城建拟稿人"]
    assert len(names(body=bureau.pk)[1]) == 3
    assert "“账号”中的“banana”无法识别" in names(state="banana")[0]


def test_bodies_stand_as_a_tree_and_lead_to_their_people(client, admin, district, bureau, clerk):
    page = client.get(reverse("bodies")).content.decode()
    rows = re.findall(r'<th scope="row" class="depth-(\d)"><a[^>]*>([^<]+)</a>', page)
    assert rows == [("0", "示例区人民政府"), ("1", "区城建局")]
    assert f'href="{reverse("people")}?body={bureau.pk}">1<' in page
