"""指南与目录: made of facts, led through review by different people, out of date when a fact changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.publication import services as publication
from gongkai.publication.enums import RoundState, Stage
from gongkai.publication.models import Clearance, Edition, Paper
from gongkai.publication.papers import Identity, kept_papers, submit_paper
from gongkai.publication.services import PublicationError, ReviewError, content_of
from gongkai.records.papers import CATALOGUE, GUIDE, compose_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column()
    return make.Team(make.office(make.body("bureau", "示例局")))


def go(client, who, act, team, **data):
    client.force_login(who)
    return client.post(reverse(f"paper_{act}", args=[team.body.code, "guide"]), data)


def shown(client, who, team, kind="guide"):
    client.force_login(who)
    return client.get(reverse("paper", args=[team.body.code, kind])).content.decode()


def text_of(content) -> str:
    return " ".join(
        " ".join(part for row in block.rows for part in row)
        if block.type == "facts"
        else getattr(block, "text", "")
        for block in content.blocks
    )


def test_a_guide_is_composed_signed_and_published_by_different_people(team, client):
    assert "编制并提交审核" in shown(client, team.author, team)
    go(client, team.author, "submit", team)
    for who in (team.first, team.second, team.approver):
        with cross_body("test"):
            (kept,) = kept_papers(team.body, [GUIDE])
        assert go(client, who, "sign", team, sha256=kept.latest.content_sha256).status_code == 302
    go(client, team.approver, "publish", team)
    with cross_body("test"):
        content = content_of(Edition.objects.get().revision)
    assert content.kind == "guide"
    assert content.path.startswith("bureau/")
    assert "024-00000000" in text_of(content)


def test_an_act_that_is_not_lawful_now_leads_to_the_page(team, client):
    for who, act in ((team.first, "sign"), (team.first, "return"), (team.approver, "publish")):
        response = go(client, who, act, team)
        assert response.status_code == 409
        place = reverse("paper", args=[team.body.code, "guide"])
        assert f'href="{place}">回到该页</a>' in response.content.decode()


def test_the_guide_states_every_fact_that_the_law_asks_for(team):
    with cross_body("test"):
        content = content_of(make.paper(team, GUIDE))
    text = text_of(content)
    for fact in (
        "工作机构",
        "示例路1号",
        "工作日9时至17时",
        "024-00000000",
        "024-00000001",
        "open@example.invalid",
    ):
        assert fact in text
    assert "当面提交" in text
    assert "邮寄" in text
    assert "依申请公开" in text  # the office takes requests by the web
    assert "电子邮件" not in text  # and has not named e-mail
    assert "15个工作日" in text  # the Regulation of 2007 holds on the day


def test_a_guide_of_today_speaks_the_words_of_the_regulation_of_2019(team):
    today = make.NOON.replace(year=2024)
    with cross_body("test"):
        text = text_of(content_of(make.paper(team, GUIDE, at=today)))
    assert "国务院令第711号）第十二条" in text
    assert "20个工作日" in text


def test_the_catalogue_lists_every_column_and_leads_to_its_list(team):
    make.column("other", "其他", 2)
    with cross_body("test"):
        content = content_of(make.paper(team, CATALOGUE))
    cells = [row[0] for block in content.blocks if block.type == "table" for row in block.rows]
    assert [(cell.text, cell.href) for cell in cells] == [
        ("工作动态", "/column/news/"),
        ("其他", "/column/other/"),
    ]


def test_a_change_of_the_telephone_makes_the_guide_wait_for_its_author(team, client):
    make.paper(team, GUIDE)
    client.force_login(team.author)
    assert "待更新" not in client.get(reverse("desk")).content.decode()
    head = make.person(team.body, Role.DISCLOSURE_HEAD)
    client.force_login(head)
    form = {**facts(team), "phone": "024-11111111"}
    assert client.post(reverse("office", args=[team.body.code]), form).status_code == 302
    client.force_login(team.author)
    page = client.get(reverse("desk")).content.decode()
    assert "待更新" in page
    assert reverse("paper", args=[team.body.code, "guide"]) in page
    assert "024-11111111" in shown(client, team.author, team)
    go(client, team.author, "submit", team)
    client.force_login(team.author)
    assert "待更新" not in client.get(reverse("desk")).content.decode()


def facts(team) -> dict[str, object]:
    names = ("office_name", "address", "postal_code", "hours", "phone", "fax", "email", "channels")
    return {name: getattr(team.body, name) for name in names}


def test_a_telephone_changed_back_leaves_nothing_to_do(team, client):
    make.paper(team, GUIDE, at=timezone.now())
    head = make.person(team.body, Role.DISCLOSURE_HEAD)
    client.force_login(head)
    for phone in ("024-11111111", team.body.phone):
        client.post(reverse("office", args=[team.body.code]), {**facts(team), "phone": phone})
    client.force_login(team.author)
    assert "待更新" not in client.get(reverse("desk")).content.decode()


def test_a_guide_under_the_former_regulation_is_out_of_date_once_a_fact_is_touched(team, client):
    make.paper(team, GUIDE, at=make.NOON)
    client.force_login(make.person(team.body, Role.DISCLOSURE_HEAD))
    for phone in ("024-11111111", team.body.phone):
        client.post(reverse("office", args=[team.body.code]), {**facts(team), "phone": phone})
    client.force_login(team.author)
    assert "待更新" in client.get(reverse("desk")).content.decode()


def test_the_change_of_a_fact_leaves_its_old_and_new_value(team, client):
    client.force_login(make.person(team.body, Role.SYSTEM_ADMIN))
    client.post(reverse("office", args=[team.body.code]), {**facts(team), "phone": "024-11111111"})
    with cross_body("test"):
        row = AuditRow.objects.get(act="body.amend_office")
    assert (row.old, row.new) == ({"phone": "024-00000000"}, {"phone": "024-11111111"})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("phone", "", "指南应当载明"),
        ("phone", "见公告", "号码只能由数字"),
        ("postal_code", "12", "六位数字"),
    ],
)
def test_a_wrong_fact_is_refused_at_its_field(team, client, field, value, sentence):
    client.force_login(make.person(team.body, Role.DISCLOSURE_HEAD))
    response = client.post(reverse("office", args=[team.body.code]), {**facts(team), field: value})
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_channel_needs_the_number_that_it_uses(team, client):
    client.force_login(make.person(team.body, Role.DISCLOSURE_HEAD))
    form = {**facts(team), "fax": "", "channels": ["fax"]}
    assert "请填写本项" in client.post(reverse("office", args=[team.body.code]), form).content.decode()


def test_what_says_the_same_is_not_published_again(team):
    make.paper(team, GUIDE)
    with cross_body("test"), pytest.raises(PublicationError, match="无需更新"):
        submit_paper(kind=GUIDE, body=team.body, actor=team.author, at=make.NOON)


def test_a_page_under_review_is_not_submitted_twice(team, client):
    make.paper(team, GUIDE, RoundState.AWAITING_SECOND)
    response = go(client, team.author, "submit", team)
    assert response.status_code == 409
    assert "待复审" in response.content.decode()


def test_a_returned_page_shows_its_note_and_takes_a_new_round(team, client):
    revision = make.paper(team, GUIDE, RoundState.RETURNED)
    page = shown(client, team.author, team)
    assert "退回意见：请核对电话" in page
    with cross_body("test"), pytest.raises(ReviewError, match="已退回"):
        publication.clear(revision=revision, stage=Stage.FIRST, actor=team.first, at=make.NOON)
    go(client, team.author, "submit", team)
    assert "待初审" in shown(client, team.first, team)


def test_the_database_itself_takes_no_signature_after_a_return(team):
    revision = make.paper(team, GUIDE, RoundState.RETURNED)
    with (
        cross_body("test"),
        pytest.raises(IntegrityError, match="clearance_after_return"),
        transaction.atomic(),
    ):
        Clearance.objects.create(
            revision=revision,
            stage=Stage.FIRST,
            person=team.first,
            at=make.NOON,
            content_sha256=revision.content_sha256,
        )


def test_a_page_left_open_over_a_new_round_signs_nothing(team, client):
    make.paper(team, GUIDE, RoundState.AWAITING_FIRST)
    assert go(client, team.first, "sign", team, sha256="0" * 64).status_code == 409
    with cross_body("test"):
        assert Clearance.objects.count() == 1


def test_a_return_needs_its_note_and_a_correction_its_own(team, client):
    make.paper(team, GUIDE)
    make.office(team.body, phone="024-11111111")
    make.paper(team, GUIDE, RoundState.AWAITING_FIRST)
    assert go(client, team.first, "return", team, reason="").status_code == 422
    make.bring_paper_on(team, GUIDE)
    assert go(client, team.approver, "publish", team, reason="").status_code == 422
    assert go(client, team.approver, "publish", team, reason="更新电话").status_code == 302
    with cross_body("test"):
        assert Edition.objects.order_by("-act").first().change_note == "更新电话"


def test_each_waits_in_the_list_of_the_one_whose_turn_it_is(team, client):
    make.paper(team, GUIDE, RoundState.AWAITING_APPROVAL)
    waiting = {}
    for name in ("author", "first", "second", "approver"):
        client.force_login(getattr(team, name))
        waiting[name] = "政府信息公开指南" in client.get(reverse("desk")).content.decode()
    assert waiting == {"author": False, "first": False, "second": False, "approver": True}


def test_an_unknown_kind_is_no_page(team, client):
    client.force_login(team.author)
    assert client.get(reverse("paper", args=[team.body.code, "nothing"])).status_code == 404


def test_a_page_has_one_place_for_good(team):
    first = make.paper(team, GUIDE)
    make.office(team.body, phone="024-11111111")
    second = make.paper(team, GUIDE)
    assert first.item_id == second.item_id
    with cross_body("test"):
        assert Paper.objects.count() == 1


@pytest.mark.parametrize(("day", "first"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_a_guide_tells_the_remedies_of_its_day(team, day, first):
    with cross_body("test"):
        content = compose_guide(team.body, Identity(path="bureau/guide", index_number=""), day)
    assert "申请行政复议或者提起行政诉讼。" in text_of(content)
    assert ("对行政机关不予公开政府信息不服的，应当先申请行政复议" in text_of(content)) is first
