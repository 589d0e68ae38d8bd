from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.desk.models import SignInFailure
from gongkai.desk.signin import ADDRESS_LIMIT, LIMIT, WINDOW, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_passwords")]
PASSWORD = "a long enough word"


@pytest.fixture
def clerk():
    return make.person(make.body(), Role.AUTHOR, password=PASSWORD)


def sign_in(client, username, password, **more):
    return client.post(reverse("login"), {"username": username, "password": password, **more})


def test_the_right_password_opens_the_desk(client, clerk):
    response = sign_in(client, clerk.username, PASSWORD)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("desk")
    assert client.get(reverse("desk")).status_code == 200


def test_unknown_name_wrong_password_and_a_person_who_left_get_the_same_answer(client, clerk):
    left = make.person(make.body(), Role.AUTHOR, password=PASSWORD)
    left.is_active = False
    left.save()
    answers = []
    for name, password in (("nobody-here", "x"), (clerk.username, "x"), (left.username, PASSWORD)):
        response = sign_in(client, name, password)
        assert response.status_code == 422
        answers.append(response.content.decode().replace(name, "NAME"))
    assert all(WRONG in answer for answer in answers)
    assert len({answer.count("<li>") for answer in answers}) == 1


def test_after_five_failures_even_the_right_password_must_wait(client, clerk):
    for _ in range(LIMIT):
        sign_in(client, clerk.username, "wrong")
    response = sign_in(client, clerk.username, PASSWORD)
    assert response.status_code == 422
    assert "15分钟" in response.content.decode()
    assert client.get(reverse("desk")).status_code == 302


def test_four_failures_do_not_lock_anybody_out(client, clerk):
    for _ in range(LIMIT - 1):
        sign_in(client, clerk.username, "wrong")
    assert sign_in(client, clerk.username, PASSWORD).status_code == 302


def test_another_name_and_another_address_are_not_locked(client, clerk):
    for _ in range(LIMIT):
        sign_in(client, "somebody-else", "wrong")
        client.post(
            reverse("login"),
            {"username": clerk.username, "password": "wrong"},
            REMOTE_ADDR="192.0.2.7",
        )
    assert sign_in(client, clerk.username, PASSWORD).status_code == 302


def test_the_wait_ends_after_a_quarter_of_an_hour_and_old_failures_are_dropped(client, clerk):
    for _ in range(LIMIT):
        sign_in(client, clerk.username, "wrong")
    SignInFailure.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    sign_in(client, clerk.username, "wrong")
    assert SignInFailure.objects.count() == 3  # the name there, the name anywhere, the address
    assert sign_in(client, clerk.username, PASSWORD).status_code == 302


def test_nothing_that_was_typed_is_kept(client, clerk):
    sign_in(client, "my password in the wrong field", "x")
    keys = list(SignInFailure.objects.values_list("key", flat=True))
    assert len(keys) == 3
    assert all("password" not in key and len(key) == 64 for key in keys)


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_sign_in_leads_nowhere_outside(client, clerk, target):
    response = sign_in(client, clerk.username, PASSWORD, next=target)
    assert response.headers["Location"] == reverse("desk")


def test_sign_in_leads_back_to_the_page_asked_for(client, clerk):
    asked = reverse("records")
    first = client.get(asked)
    assert f"next={asked}" in first.headers["Location"]
    assert sign_in(client, clerk.username, PASSWORD, next=asked).headers["Location"] == asked


def test_sign_out_needs_a_post(client, clerk):
    client.force_login(clerk)
    client.get(reverse("logout"))
    assert client.get(reverse("desk")).status_code == 200
    client.post(reverse("logout"))
    assert client.get(reverse("desk")).status_code == 302


TYPED = {
    "title": "写了半天的标题",
    "html": "第一段。\r\n第二段<b>未保存</b>。",
    "kind": "information",
    "version": "3",
}


class TestWhatWasTypedBeforeTheSessionEnded:
    def test_the_page_says_what_to_do_and_gives_the_words_back(self, client):
        answer = client.post(reverse("record_new"), TYPED)
        text = answer.content.decode()
        assert answer.status_code == 403
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "登录已失效，刚才提交的内容没有保存" in text
        assert "<h1 data-unsaved>" in text  # by which the script keeps the version that was sent
        assert f'href="{reverse("login")}" target="_blank" rel="noopener">在新窗口登录' in text
        assert "按浏览器的“返回”回到所填的表单再提交一次" in text
        assert "写了半天的标题" in text
        assert "第二段&lt;b&gt;未保存&lt;/b&gt;。" in text
        assert "information" not in text

    def test_nothing_leads_to_an_address_that_only_takes_what_is_sent(self, client):
        url = reverse("record_submit", args=[7])
        answer = client.post(url, headers={"referer": "http://testserver/records/7/"})
        text = answer.content.decode()
        assert answer.status_code == 403
        assert url not in text
        assert "next" not in text
        assert "返回刚才的页面" not in text  # it would open the form anew, without the words

    def test_a_password_does_not_come_back(self, client):
        text = client.post(reverse("password"), {"old": "现用的口令", "new": "新的口令"}).content.decode()
        assert "登录已失效" in text
        assert "的口令" not in text

    def test_whoever_only_asks_is_sent_to_sign_in(self, client):
        assert client.get(reverse("record_new")).status_code == 302
        assert client.head(reverse("record_new")).status_code == 302

    def test_a_form_from_before_the_sign_in_is_answered_in_the_same_way(self, clerk):
        strict = Client(enforce_csrf_checks=True)
        strict.get(reverse("login"))
        strict.force_login(clerk)
        came_from = f"http://testserver{reverse('record_new')}"
        answer = strict.post(reverse("record_new"), TYPED, headers={"referer": came_from})
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "刚才提交的内容没有保存" in text
        assert "<h1 data-unsaved>" in text
        assert "按浏览器的“返回”回到所填的表单再提交一次" in text
        assert "返回刚才的页面" not in text
        assert "写了半天的标题" in text
        foreign = strict.post(reverse("record_new"), TYPED, headers={"referer": "https://elsewhere.example/"})
        assert (
            "写了半天的标题" not in foreign.content.decode()
        )  # nobody else's words stand on a page of the desk


def test_a_form_from_elsewhere_is_refused_with_a_sentence(clerk):
    strict = Client(enforce_csrf_checks=True)
    response = sign_in(strict, clerk.username, PASSWORD)
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


def test_a_person_without_any_role_is_told_what_to_do(client):
    client.force_login(make.person(make.body()))
    response = client.get(reverse("desk"))
    assert response.status_code == 403
    assert "安全管理员" in response.content.decode()


def test_one_address_that_tries_many_names_is_stopped_whatever_the_name(client, clerk):
    sprayer, office = {"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "192.0.2.8"}
    for number in range(ADDRESS_LIMIT):
        client.post(reverse("login"), {"username": f"name-{number}", "password": "guess"}, **sprayer)
    right = {"username": clerk.username, "password": PASSWORD}
    refused = client.post(reverse("login"), right, **sprayer)
    assert refused.status_code == 422
    assert "15分钟" in refused.content.decode()
    assert client.post(reverse("login"), right, **office).status_code == 302


def test_behind_a_named_proxy_the_client_is_counted_and_not_the_proxy(client, clerk, monkeypatch):
    monkeypatch.setenv("GONGKAI_PROXIES", "10.0.0.1")
    sprayer = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}
    for number in range(ADDRESS_LIMIT):
        client.post(reverse("login"), {"username": f"name-{number}", "password": "guess"}, **sprayer)
    right = {"username": clerk.username, "password": PASSWORD}
    assert client.post(reverse("login"), right, **sprayer).status_code == 422
    other = {**sprayer, "HTTP_X_FORWARDED_FOR": "192.0.2.8"}
    assert client.post(reverse("login"), right, **other).status_code == 302
