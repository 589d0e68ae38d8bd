from __future__ import annotations

import logging
import re
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

import desk_world as make
from gongkai.bodies.access import MATRIX, Act, Grant, Reach
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import ScopeError, current_scope
from gongkai.shell.access import desk_view
from gongkai.shell.errors import bad_request, unexpected
from gongkai.shell.seat import seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make.person(make.body(), Role.AUTHOR)


def test_an_unexpected_error_shows_the_number_that_the_log_line_carries(clerk, caplog):
    request = RequestFactory().get("/records/7/")
    request.user = clerk
    fault = ZeroDivisionError("a secret detail")
    with caplog.at_level(logging.ERROR, "gongkai.desk"):
        response = unexpected(request, fault)
    text = response.content.decode()
    number = re.search(r"<strong>([0-9a-f]{8})</strong>", text).group(1)
    assert response.status_code == 500
    assert number in caplog.text
    assert "/records/7/" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "secret detail" not in text


def test_a_fault_inside_a_view_reaches_that_page(clerk, monkeypatch, client, caplog):
    def broken(_seat):
        raise ScopeError("a fault of the program")

    monkeypatch.setattr("gongkai.desk.views.sections_of", broken)
    client.force_login(clerk)
    response = client.get(reverse("desk"))
    assert response.status_code == 500
    assert "故障编号" in response.content.decode()
    assert current_scope() is None


def test_a_missing_page_says_what_to_do(client, clerk):
    client.force_login(clerk)
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "切换单位" in response.content.decode()


def served(person, view, **kwargs):
    request = RequestFactory().get("/")
    request.user, request.session = person, {}
    request.seat = seat_of(person, None, make.START)
    return view(request, **kwargs)


def test_the_view_runs_inside_the_scope_and_the_scope_ends_with_it(clerk):
    seen = []

    @desk_view(Act.VIEW_RECORDS)
    def view(request):
        seen.append(current_scope().body_ids)
        AuditRow.objects.count()
        return make.NOON  # any answer

    served(clerk, view)
    assert seen == [{clerk.assignments.get().body_id}]
    assert current_scope() is None


class Unlawful(Exception):  # noqa: N818 - as the rooms' own refusals
    way: tuple[str, str] | None = None


@pytest.mark.parametrize("own", [None, ("打开审签页", "/elsewhere/")])
def test_a_refusal_leads_to_the_page_that_it_names_else_to_the_one_of_the_act(clerk, own):
    @desk_view(Act.VIEW_RECORDS, refusals=(Unlawful,), back=lambda pk: ("回到信息页", f"/records/{pk}/"))
    def view(_request, pk):
        refusal = Unlawful(f"第{pk}件现在不能办理。")
        refusal.way = own
        raise refusal

    response = served(clerk, view, pk=7)
    words, address = own or ("回到信息页", "/records/7/")
    assert response.status_code == 409
    assert f'<a class="button strong" href="{address}">{words}</a>' in response.content.decode()


def test_several_acts_open_the_union_of_their_reaches():
    top = make.body()
    below = make.body(parent=top)
    person = make.person(top, Role.SUPERVISOR, Role.AUTHOR)
    seat = seat_of(person, None, make.START)
    assert seat.reach(Act.DRAFT_RECORD) == {top.pk}
    assert seat.reach(Act.DRAFT_RECORD, Act.VIEW_RECORDS) == {top.pk, below.pk}
    over_the_tree = Grant(Role.SUPERVISOR, Reach.TREE)
    assert seat.acts_at(below.pk) == {act for act, grants in MATRIX.items() if over_the_tree in grants}


def test_a_role_that_ended_yesterday_opens_nothing(clerk):
    clerk.assignments.update(valid_to=make.date(2017, 6, 30))
    assert seat_of(clerk, None, make.date(2017, 6, 30)) is not None
    assert seat_of(clerk, None, make.date(2017, 7, 1)) is None


def test_a_chosen_body_that_is_not_held_falls_back_to_a_held_one(clerk):
    other = make.body()
    held = clerk.assignments.get().body_id
    assert seat_of(clerk, other.pk, make.START).body.pk == held
    assert seat_of(clerk, "nonsense", make.START).body.pk == held


def text_of_help(person):
    client = Client()
    client.force_login(person)
    return client.get(reverse("help")).content.decode()


def navigation(page):
    return re.findall(r'<li><a href="([^"]+)"', page.split("<nav", 1)[1].split("</nav>")[0])


@pytest.mark.parametrize("by_every_role", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_the_navigation_holds_no_link_that_refuses_the_person(clerk, by_every_role):
    """Every address is opened by the first role that is led to it; for the others its guard is asked."""
    page = text_of_help(clerk)
    assert (
        page.count('aria-current="page"') == 1
    )  # the place in the breadcrumbs, and no entry of the navigation
    seen = set()
    for role in Role:
        person = make.person(make.body(), role)
        client = Client()
        client.force_login(person)
        links = navigation(client.get(reverse("help")).content.decode())
        assert links
        seat = seat_of(person, None, make.START)
        assert all(seat.reach(*resolve(link).func.acts) for link in links), role
        opened = [link for link in links if by_every_role or link not in seen]
        assert {client.get(link).status_code for link in opened} <= {200}, role
        seen.update(opened)


def test_a_refusal_leads_back_to_the_page_that_asked(client):
    body = make.body()
    client.force_login(make.person(body, Role.SUPERVISOR))
    url = reverse("oversight_remind", args=[body.code])
    came_from = f"http://testserver{reverse('oversight')}?on=2017-03-20"
    refused = client.post(url, HTTP_REFERER=came_from)
    assert refused.status_code == 409
    assert f'href="{reverse("oversight")}?on=2017-03-20"' in refused.content.decode()
    foreign = client.post(url, HTTP_REFERER="https://elsewhere.example/oversight/")
    assert "返回刚才的页面" not in foreign.content.decode()


def test_an_unknown_host_is_refused_with_what_to_do_and_not_as_a_fault(client, caplog):
    with caplog.at_level(logging.ERROR, "gongkai.desk"):
        response = client.get(
            reverse("login"), headers={"host": "elsewhere.example", "referer": "http://a/b"}
        )
    text = response.content.decode()
    assert response.status_code == 400
    assert "GONGKAI_ALLOWED_HOSTS" in text
    assert "elsewhere.example" not in text
    assert not [record for record in caplog.records if record.name == "gongkai.desk"]


class TestWhatIsTooMuch:
    def refused(self, client, clerk, data):
        client.force_login(clerk)
        response = client.post(reverse("record_new"), data, content_type="application/x-www-form-urlencoded")
        return response.status_code, response.content.decode()

    def test_a_text_beyond_what_is_read_names_the_limit_and_what_to_do(self, client, clerk):
        status, text = self.refused(client, clerk, urlencode({"html": "字" * 1_000_000}))
        assert status == 413
        assert "一次提交的文字不超过5MB（汉字约58万字）" in text
        assert "可以作为附件上传" in text

    def test_the_limit_is_that_of_the_settings(self, client, clerk, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
        assert "不超过2.5MB（汉字约29万字）" in self.refused(client, clerk, "html=" + "x" * 2_700_000)[1]

    def test_too_many_fields_name_the_limit_and_what_to_do(self, client, clerk):
        status, text = self.refused(client, clerk, "a=1&" * 1_001)
        assert status == 413
        assert "一次提交的内容不超过1000项" in text
        assert "分几次提交" in text

    def test_too_many_files_name_the_limit(self, client, clerk):
        client.force_login(clerk)
        files = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(101)]
        response = client.post(reverse("record_new"), {"file": files})
        assert response.status_code == 413
        assert "一次上传的文件不超过100个" in response.content.decode()

    def test_they_are_told_before_the_token_is_read(self, clerk):
        client = Client(enforce_csrf_checks=True)
        client.get(reverse("login"))  # where the cookie comes from
        status, text = self.refused(client, clerk, "html=" + "x" * 6_000_000)
        assert (status, "不超过5MB" in text) == (413, True)

    def test_another_bad_request_is_not_said_to_be_too_much(self, rf):
        response = bad_request(rf.get("/"), BadRequest())
        assert response.status_code == 400
        assert "不完整" in response.content.decode()
