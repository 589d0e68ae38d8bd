"""机构信息 and 办事指南: composed of facts, reviewed by different people, out of date when a fact changes."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.urls import reverse

import desk_world as make
import register_world as register
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.directory import services
from gongkai.directory.models import (
    ComplaintLine,
    InnerOffice,
    Leader,
    ServiceItem,
    ServiceWindow,
    WindowStaff,
)
from gongkai.directory.papers import INSTITUTION, compose_institution, kinds_of, service_key
from gongkai.portal.shapes import content_from_json, to_json
from gongkai.publication import services as publication
from gongkai.publication.enums import RoundState, Stage
from gongkai.publication.models import Edition, ListEntry, Paper
from gongkai.publication.papers import Identity
from gongkai.publication.services import ReviewError, content_of

pytestmark = pytest.mark.django_db
WHO = Identity(path="bureau/2017/00001", index_number="bureau/2017-00001", notice="演示")
JUNE = date(2017, 6, 1)


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body("bureau", "示例局"))


@pytest.fixture
def filled(team):
    """A body with one entry of every kind and an item with its guide."""
    window = register.entry(
        team.body, ServiceWindow, name="综合窗口", place="示例路8号", phone="000-00000031"
    )
    register.entry(team.body, WindowStaff, window=window, name="演示人员33")
    register.entry(team.body, Leader, name="演示人员31", phone="000-00000032")
    register.entry(team.body, InnerOffice, name="法规科", head="演示人员32")
    register.entry(team.body, ComplaintLine, name="监督办公室", phone="000-00000034")
    item = register.entry(team.body, ServiceItem, code="a-01", name="示例许可")
    register.guide(item, window=window, materials=["申请表", "身份证明"])
    return item


def words(content):
    """Every text of a content."""
    parts = [content.title]
    for block in content.blocks:
        if block.type == "table":
            parts += [cell.text for row in block.rows for cell in row]
        elif block.type == "facts":
            parts += [text for row in block.rows for text in row]
        else:
            parts.append(block.text)
    return parts


def composed(body, on):
    with cross_body("test"):
        return compose_institution(body, WHO, on)


def service_content(body, on):
    with cross_body("test"):
        (kind,) = kinds_of(body, on)
        return kind.compose(body, WHO, on)


def test_the_page_of_a_body_names_everybody_whom_the_law_wants_public(team, filled):
    content = composed(team.body, JUNE)
    told = words(content)
    for word in ("演示人员31", "000-00000032", "法规科", "演示人员32", "综合窗口", "示例路8号", "演示人员33"):
        assert word in told
    assert [block.text for block in content.blocks if block.type == "heading" and block.level == 2] == [
        "一、领导信息",
        "二、内设机构",
        "三、办事窗口",
        "四、监督投诉",
    ]
    assert content_from_json(to_json(content)) == content
    assert (content.path, content.notice, content.kind) == (WHO.path, "演示", "institution")


def test_the_page_shows_the_day_it_is_made_for(team, filled):
    with cross_body("test"):
        leader = Leader.objects.get()
        values = {name: getattr(leader, name) for name in ("name", "post", "duties", "phone", "position")}
        services.replace(
            row=leader,
            values={**values, "name": "演示人员77"},
            since=JUNE,
            actor=team.author,
            at=make.NOON,
        )
    assert "演示人员31" in words(composed(team.body, date(2017, 5, 31)))
    after = words(composed(team.body, JUNE))
    assert "演示人员77" in after
    assert "演示人员31" not in after


def test_sections_without_entries_are_left_out_and_an_empty_page_says_so(team):
    assert "尚未登记" in "".join(words(composed(team.body, JUNE)))
    register.entry(team.body, ComplaintLine)
    content = composed(team.body, JUNE)
    headings = [block.text for block in content.blocks if block.type == "heading"]
    assert headings == ["一、监督投诉"]


@pytest.mark.parametrize(
    ("on", "law"), [(JUNE, "第九条第（三）项"), (date(2024, 6, 1), "第二十条第（二）项")]
)
def test_the_page_cites_the_regulation_of_its_day(team, on, law):
    assert law in "".join(words(composed(team.body, on)))


def test_a_guide_tells_all_that_a_person_who_comes_must_know(team, filled):
    content = service_content(team.body, JUNE)
    told = words(content)
    for word in (
        "示例许可",
        "《示例条例》",
        "符合规定条件。",
        "申请表",
        "身份证明",
        "领取",
        "10个工作日",
        "不收费",
    ):
        assert word in told
    for word in ("综合窗口", "示例路8号", "000-00000031", "000-00000034"):
        assert word in told
    assert content_from_json(to_json(content)) == content


def test_an_item_without_a_guide_says_what_to_do_instead(team):
    register.entry(team.body, ServiceItem, name="新事项")
    assert "请先致电咨询" in "".join(words(service_content(team.body, JUNE)))


def test_a_window_that_has_closed_is_not_shown_as_the_place_to_go(team, filled):
    with cross_body("test"):
        services.end(row=ServiceWindow.objects.get(), last=JUNE, actor=team.author, at=make.NOON)
    assert "示例路8号" in words(service_content(team.body, JUNE))
    assert "示例路8号" not in words(service_content(team.body, date(2017, 6, 2)))


def test_one_register_of_many_items_is_read_at_the_same_cost(team, django_assert_num_queries):
    for number in range(5):
        register.guide(register.entry(team.body, ServiceItem, code=f"b-{number}"))
    with cross_body("test"), django_assert_num_queries(2):
        assert len(kinds_of(team.body, JUNE)) == 5


def service_paper(team, state=RoundState.PUBLISHED):
    with cross_body("test"):
        (kind,) = kinds_of(team.body, JUNE)
    return make.paper(team, kind, state)


def test_a_guide_is_published_by_four_people_and_stands_in_its_bodys_list(team, filled):
    service_paper(team)
    with cross_body("test"):
        edition = Edition.objects.select_related("revision").get()
        assert content_of(edition.revision).title == "示例许可"
        assert len({row.person_id for row in edition.revision.clearances.all()}) == 4
        keys = set(ListEntry.objects.values_list("list_key", flat=True))
        assert keys == {"kind/service", "kind/service.bureau"}
        assert Paper.objects.get().kind == service_key("a-01")


def test_an_author_who_reviews_elsewhere_does_not_review_the_own_page(team, filled):
    make.also(team.author, team.body, Role.FIRST_REVIEWER)
    revision = make.paper(team, INSTITUTION, RoundState.AWAITING_FIRST)
    with cross_body("test"), pytest.raises(ReviewError, match="不同人员"):
        publication.clear(revision=revision, stage=Stage.FIRST, actor=team.author, at=make.NOON)


def page(client, who, team, kind):
    client.force_login(who)
    return client.get(reverse("paper", args=["bureau", kind]))


def test_the_desk_reviews_a_guide_on_the_screens_of_every_page(client, team, filled):
    key = service_key("a-01")
    assert "编制并提交审核" in page(client, team.author, team, key).content.decode()
    send = partial(reverse, args=["bureau", key])
    client.post(send("paper_submit"))
    for who in (team.first, team.second, team.approver):
        client.force_login(who)
        with cross_body("test"):
            sha256 = Paper.objects.get().item.revisions.get().content_sha256
        assert client.post(send("paper_sign"), {"sha256": sha256}).status_code == 302
    client.post(send("paper_publish"))
    with cross_body("test"):
        assert Edition.objects.count() == 1


@pytest.mark.parametrize("key", ["service-nothing", "service-", "services"])
def test_a_guide_of_no_item_is_no_page(client, team, filled, key):
    assert page(client, team.author, team, key).status_code == 404


def test_a_guide_of_another_body_is_not_found(client, team, filled):
    theirs = make.person(make.body("theirs"), Role.AUTHOR)
    client.force_login(theirs)
    for body in ("bureau", "theirs"):
        assert client.get(reverse("paper", args=[body, service_key("a-01")])).status_code == 404


def test_a_change_of_the_register_makes_the_pages_wait_for_their_author(client, team, filled):
    make.paper(team, INSTITUTION)
    service_paper(team)
    client.force_login(team.author)
    assert "待更新" not in client.get(reverse("desk")).content.decode()
    with cross_body("test"):
        line = ComplaintLine.objects.get()
        values = {name: getattr(line, name) for name in ("name", "address", "hours")}
        services.replace(
            row=line,
            values={**values, "phone": "000-00000099"},
            since=JUNE,
            actor=team.author,
            at=make.NOON.replace(month=6),
        )
    text = client.get(reverse("desk")).content.decode()
    assert text.count("待更新") >= 2
    for kind in ("institution", service_key("a-01")):
        assert reverse("paper", args=["bureau", kind]) in text


def test_a_page_bears_no_markup_that_anyone_typed(client, team):
    register.entry(team.body, Leader, name="<script>alert(1)</script>")
    text = page(client, team.author, team, "institution").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
