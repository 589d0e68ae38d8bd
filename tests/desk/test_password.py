"""A person changes their own password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.desk.models import SignInFailure
from gongkai.desk.signin import LIMIT, WINDOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
OLD, NEW = "a long enough word", "another, longer word"


@pytest.fixture
def clerk(client):
    person = make.person(make.body(), Role.AUTHOR, password=OLD)
    client.post(reverse("login"), {"username": person.username, "password": OLD})
    return person


def change(client, **values):
    return client.post(reverse("password"), {"old": OLD, "new": NEW, "again": NEW, **values})


def test_the_new_password_holds_and_other_sessions_end(client, clerk):
    other = Client()
    other.post(reverse("login"), {"username": clerk.username, "password": OLD})
    assert change(client).status_code == 302
    assert client.get(reverse("desk")).status_code == 200
    assert other.get(reverse("desk")).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    with cross_body("test"):
        row = AuditRow.objects.get(act="person.password")
    assert (row.actor, row.new) == (clerk, {})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"old": "something else"}, "现用口令不正确"),
        ({"again": "a third thing"}, "两次填写的新口令不一致"),
        ({"new": "short", "again": "short"}, "新口令不足10个字符"),
        ({"new": "password123", "again": "password123"}, "这个口令太常见"),
        ({"again": ""}, "请再填一次新口令"),
        ({"new": "", "again": ""}, "请填写新口令"),
    ],
)
def test_a_wrong_form_changes_nothing(client, clerk, values, sentence):
    response = change(client, **values)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(OLD)


def test_a_password_that_holds_the_login_is_refused(client, clerk):
    near = f"{clerk.username}-and-more-words"
    assert "新口令含有登录名" in change(client, new=near, again=near).content.decode()


def test_the_present_password_is_guessed_no_more_often_than_at_the_sign_in(client, clerk):
    for _ in range(LIMIT):
        assert "现用口令不正确" in change(client, old="a guess").content.decode()
    for address in ("127.0.0.1", "10.0.0.7"):
        right = client.post(reverse("password"), {"old": OLD, "new": NEW, "again": NEW}, REMOTE_ADDR=address)
        assert "请在15分钟后再试" in right.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(OLD)
    SignInFailure.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    assert change(client).status_code == 302


def test_what_was_typed_before_the_password_was_reset_is_not_thrown_away(client, clerk):
    clerk.must_change = True
    clerk.save()
    typed, url = {"title": "写了半天\u202e的标题", "kind": "information"}, reverse("record_new")
    stale = Client(enforce_csrf_checks=True)  # what a browser sends: signing in anew made another token
    stale.get(reverse("login"))
    stale.force_login(clerk)
    for answer in (
        client.post(url, typed),
        stale.post(url, typed, headers={"referer": f"http://testserver{url}"}),
    ):
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "更换以后才能办理其他事项，刚才提交的内容没有保存" in text
        assert "<h1 data-unsaved>" in text
        assert f'href="{reverse("password")}" target="_blank" rel="noopener">在新窗口更换口令' in text
        assert "写了半天的标题" in text
        assert "information" not in text
    assert client.get(url).headers["Location"] == reverse("password")
    assert change(client).status_code == 302
