from __future__ import annotations

import pytest
from django.urls import reverse

import desk_world as make
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.publication.models import Clearance
from gongkai.publication.services import PublicationError, publish
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.services import RecordError

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def as_(client, person):
    client.force_login(person)
    return client


def text_of(response):
    return response.content.decode()


def test_the_whole_way_from_draft_to_publication_through_the_screens(client, team):
    row = make.record(team)
    place = [row.pk]
    as_(client, team.author).post(reverse("record_submit", args=place))
    for person in (team.first, team.approver):
        page = text_of(as_(client, person).get(reverse("record_review", args=place)))
        sha256 = make.fresh(row).revision.content_sha256
        assert f'value="{sha256}"' in page
        client.post(reverse("record_sign", args=place), {"sha256": sha256})
    assert make.fresh(row).state == State.READY
    client.post(reverse("record_publish", args=place))
    assert make.fresh(row).state == State.PUBLISHED
    client.post(reverse("record_withdraw", args=place), {"reason": "内容有误"})
    assert make.fresh(row).state == State.WITHDRAWN
    assert "内容有误" in text_of(client.get(reverse("record", args=place)))


def test_the_review_page_shows_the_frozen_text_and_what_changed(client, team):
    row = make.published(team, html="<p>共补植1,260株。</p><p>其余不变。</p>")
    changed = make.change(row, team, "<p>共补植1,310株。</p><p>其余不变。</p>")
    make.bring_to(changed, team, State.AWAITING_FIRST)
    page = text_of(as_(client, team.first).get(reverse("record_review", args=[row.pk])))
    assert "与现行发布版本相比" in page
    assert '<del><span class="hidden">删：</span>1,260</del>' in page
    assert '<ins><span class="hidden">增：</span>1,310</ins>' in page
    assert page.count("其余不变。") == 1  # in the text, and not among the changes


def test_the_review_page_names_who_wrote_the_correction_and_who_sent_it(client, team):
    row = make.published(team)
    writer, sender = (make.person(team.body, Role.AUTHOR, name=name) for name in ("甲", "乙"))
    with cross_body("test"):
        content = services.Draft(title=row.title, made_on=row.made_on, columns=("news",), html="<p>改</p>")
        services.edit(record=row, content=content, version=row.version, actor=writer, at=make.NOON)
        services.submit(record=row, actor=sender, at=make.NOON)
    page = text_of(as_(client, team.first).get(reverse("record_review", args=[row.pk])))
    assert "拟稿人：甲　送审人：乙</p>" in page
    with cross_body("test"):
        services.return_for_revision(record=row, note="改", actor=team.first, at=make.NOON)
    make.bring_to(make.change(make.fresh(row), team), team, State.AWAITING_FIRST)
    page = text_of(client.get(reverse("record_review", args=[row.pk])))
    assert f"拟稿人：甲、{team.author.display_name}</p>" in page  # both wrote what citizens do not read yet


def test_a_second_round_is_compared_with_the_first(client, team):
    row = make.bring_to(make.record(team, html="<p>甲</p>"), team, State.RETURNED)
    make.bring_to(make.change(row, team, "<p>乙</p>"), team, State.AWAITING_FIRST)
    page = text_of(as_(client, team.first).get(reverse("record_review", args=[row.pk])))
    assert "与第1轮送审稿相比" in page
    assert "第2轮送审" in page


def test_a_page_left_open_over_a_new_round_signs_nothing(client, team):
    row = make.bring_to(make.record(team), team, State.AWAITING_FIRST)
    old = row.revision.content_sha256
    with cross_body("test"):
        services.return_for_revision(record=row, note="改", actor=team.first, at=make.NOON)
    make.bring_to(make.change(row, team, "<p>另一份文字。</p>"), team, State.AWAITING_FIRST)
    response = as_(client, team.first).post(reverse("record_sign", args=[row.pk]), {"sha256": old})
    assert response.status_code == 409
    assert "最新送审稿" in text_of(response)
    assert f'href="{reverse("record_review", args=[row.pk])}">重新打开审签页</a>' in text_of(response)
    assert make.fresh(row).state == State.AWAITING_FIRST
    with cross_body("test"):
        assert not Clearance.objects.filter(stage="first").exists()


@pytest.mark.parametrize("act", ["submit", "publish", "withdraw", "file", "sign", "return", "edit", "attach"])
def test_an_act_that_is_not_lawful_now_leads_to_the_record(client, team, act):
    row = make.bring_to(
        make.record(team), team, State.AWAITING_FIRST if act in {"publish", "return"} else State.READY
    )
    actor = team.author if act in {"submit", "edit", "attach"} else team.approver
    response = as_(client, actor).post(reverse(f"record_{act}", args=[row.pk]))
    assert response.status_code == 409
    assert f'href="{reverse("record", args=[row.pk])}">回到信息页</a>' in text_of(response)


def test_returning_needs_a_note_and_the_author_reads_it(client, team):
    row = make.bring_to(make.record(team), team, State.AWAITING_FIRST)
    url = reverse("record_return", args=[row.pk])
    empty = as_(client, team.first).post(url, {"reason": "  "})
    assert empty.status_code == 422
    assert 'id="return_reason_error"' in text_of(empty)
    client.post(url, {"reason": "请补充数据来源"})
    assert "请补充数据来源" in text_of(as_(client, team.author).get(reverse("record", args=[row.pk])))
    assert "请补充数据来源" in text_of(client.get(reverse("desk")))


def test_the_review_page_of_what_is_not_my_turn_leads_to_the_record(client, team):
    row = make.bring_to(make.record(team), team, State.AWAITING_APPROVAL)
    response = as_(client, team.first).get(reverse("record_review", args=[row.pk]))
    assert response.headers["Location"] == reverse("record", args=[row.pk])
    assert "正在等待批准人批准" in text_of(client.get(reverse("record", args=[row.pk])))


def test_a_correction_needs_its_note(client, team):
    row = make.published(team)
    ready = make.bring_to(make.change(row, team), team, State.READY)
    url = reverse("record_publish", args=[row.pk])
    as_(client, team.approver)
    assert client.post(url, {"reason": ""}).status_code == 409
    assert make.fresh(ready).state == State.READY
    assert client.post(url, {"reason": "更正株数"}).status_code == 302
    assert make.fresh(ready).state == State.CORRECTED


def test_a_withdrawal_needs_its_reason(client, team):
    row = make.published(team)
    response = as_(client, team.approver).post(reverse("record_withdraw", args=[row.pk]), {"reason": ""})
    assert response.status_code == 409
    assert 'id="withdraw_reason_error"' in text_of(response)
    assert make.fresh(row).state == State.PUBLISHED


def test_the_record_page_links_to_the_public_page_on_the_public_port(client, team, monkeypatch):
    monkeypatch.setenv("GONGKAI_PUBLIC_PORT", "8123")
    row = make.published(team)
    page = text_of(as_(client, team.author).get(reverse("record", args=[row.pk])))
    assert f'href="http://testserver:8123/{row.item.path}.html"' in page


def test_markup_that_came_into_the_table_by_another_way_is_cleaned_on_the_page(client, team):
    row = make.record(team)
    with cross_body("test"):
        type(row).objects.filter(pk=row.pk).update(html="<p>文</p><script>alert(1)</script>")
    page = text_of(as_(client, team.author).get(reverse("record", args=[row.pk])))
    assert "alert(1)" not in page


def test_a_leader_reads_and_finds_no_button(client, team):
    row = make.published(team)
    page = text_of(as_(client, make.person(team.body, Role.LEADER)).get(reverse("record", args=[row.pk])))
    assert "您在这里没有需要办理的事项" in page
    assert page.count("<form") == 1  # signing out


def test_the_page_tells_the_term_of_publication_until_the_record_stands(client, team):
    row = make.record(team)
    place = reverse("record", args=[row.pk])
    assert "20个工作日内公开" in text_of(as_(client, team.author).get(place))
    stands = make.published(team)
    assert "20个工作日内公开" not in text_of(client.get(reverse("record", args=[stands.pk])))


@pytest.mark.parametrize("state", [State.READY, State.TO_FILE])
def test_what_is_signed_throughout_goes_back_when_a_fault_is_found(client, team, state):
    attribute = DisclosureAttribute.PROACTIVE if state is State.READY else DisclosureAttribute.WITHHELD
    row = make.bring_to(make.record(team, attribute=attribute), team, state)
    url, page = reverse("record_return", args=[row.pk]), reverse("record", args=[row.pk])
    assert url not in text_of(as_(client, team.author).get(page))
    assert client.post(url, {"reason": "改"}).status_code == 403
    assert url in text_of(as_(client, team.approver).get(page))
    empty = client.post(url, {"reason": " "})
    assert empty.status_code == 409
    assert 'id="return_reason_error"' in text_of(empty)
    assert client.post(url, {"reason": "正文有个人电话"}).status_code == 302
    back = make.fresh(row)
    assert (back.state, back.return_note) == (State.RETURNED, "正文有个人电话")
    make.bring_to(make.change(back, team, "<p>已删去。</p>"), team, state)


def test_a_returned_round_is_not_published_by_anybody(team):
    row = make.bring_to(make.record(team), team, State.READY)
    with cross_body("test"):
        services.return_for_revision(record=row, note="改", actor=team.approver, at=make.NOON)
        with pytest.raises(PublicationError, match="已退回修改"):
            publish(revision=row.revision, actor=team.approver, at=make.NOON)
        with pytest.raises(RecordError):
            services.publish(record=row, actor=team.approver, at=make.NOON)


def test_a_page_left_open_submits_no_text_that_was_not_read(client, team):
    row = make.record(team)
    page = text_of(as_(client, team.author).get(reverse("record", args=[row.pk])))
    assert f'name="version" value="{row.version}"' in page
    make.change(row, team, "<p>另一份文字。</p>")
    url = reverse("record_submit", args=[row.pk])
    for stale in (str(row.version), "", "x"):
        refused = client.post(url, {"version": stale})
        assert refused.status_code == 409
        assert "您看到的不是最新文字" in text_of(refused)
    assert client.post(url, {"version": str(make.fresh(row).version)}).status_code == 302
