"""更正: until it is published, the page says that citizens still read the former text."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

import desk_world as make
from gongkai.bodies.access import Act
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.portal.shapes import Relation
from gongkai.publication.enums import Stage
from gongkai.publication.importers import Signature
from gongkai.publication.services import content_of
from gongkai.records.enums import DisclosureAttribute, Genre, Issuer, RecordKind, State
from gongkai.records.importers import ImportedRecord, import_records
from gongkai.records.models import IssuedText, Record, RecordLine
from gongkai.records.services import Draft, attach, detach, edit
from gongkai.records.waiting import waiting_for

pytestmark = pytest.mark.django_db
SENTENCE = "此件正在更正，本页显示的是尚未发布的更正稿。公众仍看到2017年3月20日 12:00发布的现行版本"


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


@pytest.fixture
def page(client, team):
    client.force_login(team.author)
    return lambda row: client.get(reverse("record", args=[row.pk])).content.decode()


def test_a_published_record_without_a_change_is_not_in_correction(page, team):
    assert "更正中" not in page(make.published(team))


def test_a_change_of_a_published_record_says_what_citizens_read(page, team):
    row = make.change(make.published(team), team, "<p>改过的文字。</p>")
    text = page(row)
    assert "改过的文字。" in text
    assert "更正中" in text
    assert SENTENCE in text
    assert "更正须重新经过审核，发布后才对外更新" in text
    place = text[text.index(SENTENCE) :].split("</p>")[0]
    assert f'{row.item.path}.html">查看公开页面</a>' in place


@pytest.mark.parametrize("state", [State.AWAITING_FIRST, State.RETURNED, State.READY])
def test_a_correction_says_so_through_its_review(page, team, state):
    row = make.change(make.published(team), team, "<p>改过的文字。</p>")
    assert SENTENCE in page(make.bring_to(row, team, state))


def test_a_change_that_is_taken_back_is_no_correction_any_more(page, team):
    row = make.published(team, html="<p>原文。</p>")
    assert "更正中" in page(make.change(row, team, "<p>改过的文字。</p>"))
    assert "更正中" not in page(make.change(row, team, "<p>原文。</p>"))


def test_a_returned_correction_that_is_changed_back_is_over_and_leaves_no_note(page, team):
    row = make.published(team, html="<p>原文。</p>")
    published = row.revision_id
    returned = make.bring_to(make.change(row, team, "<p>改过的文字。</p>"), team, State.RETURNED)
    back = make.change(returned, team, "<p>原文。</p>")
    assert (back.state, back.return_note, back.revision_id) == (State.PUBLISHED, "", published)
    assert "更正中" not in page(back)
    again = make.change(back, team, "<p>又改过。</p>")
    assert make.bring_to(again, team, State.READY).state == State.READY


def test_a_returned_correction_waits_for_everybody_who_drafts_there(team):
    row = make.bring_to(make.change(make.published(team), team), team, State.RETURNED)
    draft = make.bring_to(make.record(team, "没有发布过"), team, State.RETURNED)
    colleague = make.person(team.body, Role.AUTHOR)
    with cross_body("test"):
        found = waiting_for(colleague, frozenset({Act.DRAFT_RECORD}), 10)[State.RETURNED]
        own = waiting_for(team.author, frozenset({Act.DRAFT_RECORD}), 10)[State.RETURNED]
    assert [each.pk for each in found] == [row.pk]
    assert {each.pk for each in own} == {row.pk, draft.pk}


def test_another_issuer_is_a_correction_and_the_reviewer_sees_it(client, team):
    row = make.published(team, kind=RecordKind.DOCUMENT, issuer=Issuer.GOVERNMENT_OFFICE)
    changed = make.change(row, team, row.html)  # the form's other fields as they were, the issuer the default
    with cross_body("test"):
        content = Draft(
            title=row.title,
            made_on=row.made_on,
            columns=tuple(row.columns),
            html=row.html,
            kind=RecordKind.DOCUMENT,
            extra={"issuer": Issuer.BODY},
        )
        edit(record=changed, content=content, version=changed.version, actor=team.author, at=make.NOON)
    waiting = make.bring_to(make.fresh(row), team, State.AWAITING_FIRST)
    client.force_login(team.first)
    text = client.get(reverse("record_review", args=[waiting.pk])).content.decode()
    assert "制发名义" in text
    assert "都没有改动" not in text


@pytest.mark.parametrize("state", [State.PUBLISHED, State.CORRECTED])
def test_an_attachment_added_and_removed_begins_and_ends_a_correction(team, state):
    row = make.bring_to(make.record(team), team, state)
    by = {"actor": team.author, "at": make.NOON}
    with cross_body("test"):
        attach(record=row, name="附表.txt", media_type="text/plain", data=b"1", **by)
        begun = Record.objects.select_related("line").get(pk=row.pk)
        assert begun.state == begun.line.state == State.CORRECTING
        detach(record=begun, position=0, version=begun.version, **by)
        ended = Record.objects.select_related("line").get(pk=row.pk)
        assert ended.state == ended.line.state == state


def test_a_database_from_before_the_table_keeps_what_its_figures_count(team):
    migration = import_module("gongkai.records.migrations.0005_issued_text")
    public = make.published(team, "公文", kind=RecordKind.DOCUMENT)
    gone = make.bring_to(make.record(team, "撤回的"), team, State.WITHDRAWN)
    filed = make.bring_to(
        make.record(team, "不公开的", attribute=DisclosureAttribute.WITHHELD), team, State.FILED
    )
    make.record(team, "草稿")
    with cross_body("test"):
        before = list(IssuedText.objects.order_by("pk").values())
        IssuedText.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(migration.FROM_RECORDS)
        assert list(IssuedText.objects.order_by("pk").values()) == before
    assert [row["record_id"] for row in before] == [public.pk, gone.pk, filed.pk]


def test_a_database_from_before_the_state_finds_its_corrections(team):
    migration = import_module("gongkai.records.migrations.0004_correcting")
    later = make.NOON + timedelta(hours=1)
    alike, edited, attached = (make.published(team, title) for title in ("原样保存", "改过", "加了附件"))
    again = make.bring_to(make.record(team, "改过又发布"), team, State.CORRECTED)
    make.change(alike, team, alike.html, at=later)
    make.change(edited, team, at=later)
    with cross_body("test"):
        attach(
            record=attached, name="附表.txt", media_type="text/plain", data=b"1", actor=team.author, at=later
        )
        rows = Record.objects.filter(pk__in=[edited.pk, attached.pk])
        assert rows.update(state=State.PUBLISHED) == 2
        RecordLine.objects.filter(pk__in=[edited.pk, attached.pk]).update(state=State.PUBLISHED)
        with connection.cursor() as cursor:
            for statement in (migration.CHANGED, migration.IN_LISTS):
                cursor.execute(statement)
        found = {row.pk: (row.state, row.line.state) for row in Record.objects.select_related("line")}
    begun, public = (State.CORRECTING, State.CORRECTING), (State.PUBLISHED, State.PUBLISHED)
    assert found == {
        alike.pk: public,
        edited.pk: begun,
        attached.pk: begun,
        again.pk: (State.CORRECTED, State.CORRECTED),
    }


@pytest.mark.parametrize("state", [State.DRAFT, State.AWAITING_FIRST, State.WITHDRAWN])
def test_what_no_citizen_reads_is_not_in_correction(page, team, state):
    row = make.record(team)
    assert "更正中" not in page(row if state is State.DRAFT else make.bring_to(row, team, state))


def test_the_form_of_a_published_record_says_what_saving_begins(client, page, team):
    draft, public = make.record(team), make.published(team, "已发布的信息")
    client.force_login(team.author)
    asked = [client.get(reverse("record_edit", args=[row.pk])).content.decode() for row in (draft, public)]
    assert ["保存的是更正稿，公众仍看到现行版本" in text for text in asked] == [False, True]
    data = {**client.get(reverse("record_edit", args=[public.pk])).context["form"].initial}
    data |= {"html": "<p>改过的文字。</p>", "made_on": "2017-03-20", "effective_on": ""}
    assert client.post(reverse("record_edit", args=[public.pk]), data).status_code == 302
    assert "此件正在更正" in page(public)


def imported(team):
    """Two records as an earlier system published them, the second bound to the first."""
    people = (team.author, team.first, team.approver)
    stages = (Stage.AUTHOR, Stage.FIRST, Stage.APPROVAL)
    signatures = tuple(
        Signature(stage=stage, person=person, at=make.NOON)
        for stage, person in zip(stages, people, strict=True)
    )
    rows = [
        ImportedRecord(
            key=key,
            body=team.body,
            body_name="某局",
            title=f"第\u202e{key}件",
            kind=RecordKind.INFORMATION,
            genre=Genre.OTHER,
            made_on=make.NOON.date(),
            attribute=DisclosureAttribute.PROACTIVE,
            determined_on=make.NOON.date(),
            author=team.author,
            columns=("news",),
            html="<p>原文。</p>",
            relations=relations,
            signatures=signatures,
            published_at=make.NOON + timedelta(hours=1),
        )
        for key, relations in (("1", ()), ("2", (("解读", "1"),)))
    ]
    with cross_body("test"):
        return [make.fresh(row) for row in import_records(rows, at=make.NOON).values()]


def test_what_is_bound_to_others_stays_bound_in_its_correction(page, team):
    first, second = imported(team)
    assert "更正中" not in page(second)
    row = make.bring_to(make.change(second, team, "<p>改过的文字。</p>"), team, State.AWAITING_FIRST)
    with cross_body("test"):
        content = content_of(row.revision)
    assert content.html == "<p>改过的文字。</p>"
    assert (first.title, content.title) == ("第1件", "第2件")  # without what an earlier system kept unseen
    assert content.relations == (Relation(kind="解读", path=first.item.path, title="第1件"),)
