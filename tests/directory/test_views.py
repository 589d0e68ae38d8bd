"""The register, the catalogue and their forms, as the people see them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.directory import services
from gongkai.directory.models import Leader, ServiceGuide, ServiceItem, ServiceWindow, WindowStaff

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.body("ours", "我局")


@pytest.fixture
def author(body, client):
    person = make.person(body, Role.AUTHOR)
    client.force_login(person)
    return person


def text_of(response):
    return response.content.decode()


def all_of(model):
    with cross_body("test"):
        return list(model.objects.order_by("pk"))


LEADER = {
    "name": "演示人员41",
    "post": "局长",
    "duties": "主持全面工作",
    "phone": "000-00000041",
    "position": "0",
    "since": "2017-02-01",
}


def test_a_leader_comes_is_followed_and_leaves_on_screen(client, author):
    assert "变更不覆盖原有登记" not in text_of(client.get(reverse("entry_new") + "?kind=leader"))
    pasted = {**LEADER, "name": "演示\u202e人员\u200b41", "duties": "主持\ufeff全面工作"}
    page = client.post(reverse("entry_new") + "?kind=leader", pasted, follow=True)
    assert "领导信息已登记" in text_of(page)
    assert "演示人员41" in text_of(page)
    (first,) = all_of(Leader)
    assert first.duties == "主持全面工作"
    place = reverse("entry_replace", args=["leader", first.pk])
    assert "变更不覆盖原有登记" in text_of(client.get(place))
    assert 'value="演示人员41"' in text_of(client.get(place))
    client.post(place, {**LEADER, "name": "演示人员42", "since": "2017-06-01"})
    second = all_of(Leader)[-1]
    client.post(reverse("entry_end", args=["leader", second.pk]), {"last": "2017-08-31"})
    register = reverse("institution")
    for day, shown in (("2017-03-01", "演示人员41"), ("2017-07-01", "演示人员42"), ("2017-09-01", "")):
        text = text_of(client.get(f"{register}?on={day}"))
        assert [name for name in ("演示人员41", "演示人员42") if name in text] == ([shown] if shown else [])


def test_a_refused_change_says_why_and_keeps_what_was_typed(client, author, body):
    row = register.entry(body, Leader)
    place = reverse("entry_replace", args=["leader", row.pk])
    page = client.post(place, {**LEADER, "since": "2016-01-01"})
    assert page.status_code == 422
    assert "变更日期早于现行登记的起始日期（2017年1月1日）" in text_of(page)
    assert 'value="演示人员41"' in text_of(page)
    assert len(all_of(Leader)) == 1


def test_a_person_at_a_window_is_registered_at_a_window_of_the_own_body(client, author, body):
    ours = register.entry(body, ServiceWindow, name="我局窗口")
    theirs = register.entry(make.body(), ServiceWindow, name="他局窗口")
    place = reverse("entry_new") + "?kind=window-staff"
    form = text_of(client.get(place))
    assert "我局窗口" in form
    assert "他局窗口" not in form
    given = {"name": "演示人员51", "duties": "受理岗", "phone": "000-00000051", "since": "2017-02-01"}
    assert client.post(place, {**given, "window": theirs.pk}).status_code == 422
    assert client.post(place, {**given, "window": ours.pk}).status_code == 302
    assert [row.name for row in all_of(WindowStaff)] == ["演示人员51"]


GUIDE = {
    "basis": "《示例条例》",
    "conditions": "符合规定条件。",
    "materials": "申请表\n\n  身份证明  \n",
    "steps": "提交\n领取",
    "term": "10个工作日",
    "fee": "不收费",
    "window": "",
    "since": "2017-02-01",
}


def test_an_item_is_registered_its_guide_written_and_revised(client, author):
    given = {"code": "a-01", "name": "示例许可", "kind": "licence", "since": "2017-02-01"}
    page = client.post(reverse("entry_new") + "?kind=item", given, follow=True)
    assert "编写办事指南" in text_of(page)
    (item,) = all_of(ServiceItem)
    place = reverse("service_guide", args=[item.pk])
    client.post(place, GUIDE)
    (guide,) = all_of(ServiceGuide)
    assert (guide.materials, guide.steps) == (["申请表", "身份证明"], ["提交", "领取"])
    assert "申请表\n身份证明" in text_of(client.get(place))
    client.post(place, {**GUIDE, "term": "5个工作日", "since": "2017-06-01"})
    text = text_of(client.get(reverse("service", args=[item.pk])))
    for words in (
        "5个工作日",
        "以前的办事指南",
        "10个工作日",
        reverse("paper", args=["ours", "service-a-01"]),
    ):
        assert words in text


@pytest.mark.parametrize("field", ["basis", "conditions", "materials", "steps", "term", "fee", "since"])
def test_a_guide_that_lacks_an_element_is_refused_at_its_field(client, author, body, field):
    item = register.entry(body, ServiceItem)
    page = client.post(reverse("service_guide", args=[item.pk]), {**GUIDE, field: ""})
    assert page.status_code == 422
    assert "有一处需要修改" in text_of(page)
    assert "：请填写" in text_of(page)
    assert all_of(ServiceGuide) == []


@pytest.mark.parametrize("code", ["../a", "a b", "<b>", "编码"])
def test_a_code_that_could_not_stand_in_an_address_is_refused(client, author, code):
    given = {"code": code, "name": "示例许可", "kind": "licence", "since": "2017-02-01"}
    page = client.post(reverse("entry_new") + "?kind=item", given)
    assert page.status_code == 422
    assert "编码只能用" in text_of(page)


def test_the_catalogue_shows_what_holds_today_unless_asked_otherwise(client, author, body):
    register.entry(body, ServiceItem, name="现行事项")
    gone = register.entry(body, ServiceItem, name="取消事项")
    with cross_body("test"):
        services.end(row=gone, last=date(2017, 6, 1), actor=author, at=make.NOON)
    place = reverse("services")
    assert [name for name in ("现行事项", "取消事项") if name in text_of(client.get(place))] == ["现行事项"]
    assert "取消事项" in text_of(client.get(f"{place}?ended=yes"))
    assert "现行事项" not in text_of(client.get(f"{place}?ended=yes"))
    assert "没有符合条件" in text_of(client.get(f"{place}?text=查无此项"))
    assert client.get(f"{place}?kind=x&body=y&ended=z&after=%00").status_code == 200


def test_an_item_that_was_renamed_leads_to_its_other_periods(client, author, body):
    item = register.entry(body, ServiceItem, code="a-01", name="旧名称")
    client.post(
        reverse("entry_replace", args=["item", item.pk]),
        {"code": "a-01", "name": "新名称", "kind": "licence", "since": "2017-06-01"},
    )
    old = text_of(client.get(reverse("service", args=[item.pk])))
    assert "新名称" in old
    assert "已截止" in old
    assert reverse("service_guide", args=[item.pk]) not in old


@pytest.mark.parametrize("name", ["entry_replace", "entry_end"])
@pytest.mark.parametrize("kind", ["nothing", "guide"])
def test_a_kind_that_has_no_form_of_its_own_is_not_found(client, author, body, name, kind):
    register.entry(body, Leader)
    assert client.get(reverse(name, args=[kind, 1])).status_code == 404


def test_readers_see_the_register_without_its_forms(client, body):
    register.entry(body, Leader)
    client.force_login(make.person(body, Role.REPORTER))
    text = text_of(client.get(reverse("institution")))
    assert "演示人员01" in text
    assert "/replace/" not in text
    assert "/new/" not in text


def test_an_overseer_chooses_among_the_bodies_below_and_no_others(client, body):
    top = make.body("top", "上级")
    below = make.body("below", "下级", parent=top)
    register.entry(below, Leader, name="下级领导")
    register.entry(body, Leader, name="他家领导")
    client.force_login(make.person(top, Role.SUPERVISOR))
    place = reverse("institution")
    assert "下级领导" in text_of(client.get(f"{place}?body={below.pk}"))
    assert "他家领导" not in text_of(client.get(f"{place}?body={body.pk}"))


@pytest.mark.parametrize("query", ["?on=yesterday", "?on=2017-02-30", "?body=x", "?kind=../x", "?on=%00"])
def test_a_query_that_means_nothing_is_passed_over(client, author, query):
    assert client.get(reverse("institution") + query).status_code == 200
    assert client.get(reverse("entry_new") + query).status_code == 200


HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


def test_no_text_that_anyone_typed_becomes_markup(client, author, body):
    register.entry(body, Leader, name=HOSTILE[:40])
    item = register.entry(body, ServiceItem, name=HOSTILE)
    register.guide(item, basis=HOSTILE, materials=[HOSTILE], conditions=HOSTILE)
    for place in (
        reverse("institution"),
        reverse("services"),
        reverse("service", args=[item.pk]),
        reverse("service_guide", args=[item.pk]),
    ):
        assert "<script>alert" not in text_of(client.get(place))
