"""What is not disclosed: its determination is reviewed in full, it goes on file, and nothing of it becomes public."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

import desk_world as make
from gongkai.bodies.models import AuditRow
from gongkai.bodies.scope import cross_body
from gongkai.publication import services as publication
from gongkai.publication.enums import ActKind, Route, Stage
from gongkai.publication.models import Edition, ListEntry, PublicAct, Standing
from gongkai.publication.services import PublicationError
from gongkai.records import services
from gongkai.records.enums import DisclosureAttribute, RecordKind, State
from gongkai.records.services import RecordError

pytestmark = pytest.mark.django_db
REFUSALS = (DisclosureAttribute.ON_REQUEST, DisclosureAttribute.WITHHELD)


@pytest.fixture
def team():
    make.column()
    return make.Team(make.body())


def nothing_is_public() -> bool:
    with cross_body("test"):
        return not (
            PublicAct.objects.exists()
            or ListEntry.objects.exists()
            or Standing.objects.exists()
            or Edition.objects.exists()
        )


@pytest.mark.parametrize("attribute", REFUSALS)
@pytest.mark.parametrize("kind", RecordKind)
def test_every_class_of_information_is_filed_after_all_three_stages(team, attribute, kind):
    made = make.bring_to(make.record(team, attribute=attribute, kind=kind, columns=()), team, State.FILED)
    assert made.revision.route == Route.FULL
    with cross_body("test"):
        signed = set(made.revision.clearances.values_list("stage", flat=True))
        assert AuditRow.objects.filter(act="record.file_away", subject=made.item.path).count() == 1
    assert signed == set(Stage.values)
    assert nothing_is_public()


@pytest.mark.parametrize(
    "state", [State.DRAFT, State.AWAITING_FIRST, State.AWAITING_SECOND, State.AWAITING_APPROVAL]
)
def test_nothing_is_filed_before_its_last_signature(team, state):
    made = make.record(team, attribute=DisclosureAttribute.WITHHELD)
    made = made if state is State.DRAFT else make.bring_to(made, team, state)
    with cross_body("test"), pytest.raises(RecordError, match="审签完成后方可归档"):
        services.file_away(record=made, actor=team.approver, at=make.NOON)


def test_what_is_to_be_published_is_not_filed(team):
    made = make.bring_to(make.record(team), team, State.READY)
    with cross_body("test"), pytest.raises(RecordError, match="待发布"):
        services.file_away(record=made, actor=team.approver, at=make.NOON)


def test_what_is_not_disclosed_is_not_published_by_any_door(team):
    made = make.bring_to(make.record(team, attribute=DisclosureAttribute.WITHHELD), team, State.TO_FILE)
    with cross_body("test"):
        with pytest.raises(RecordError, match="待归档"):
            services.publish(record=made, actor=team.approver, at=make.NOON)
        with pytest.raises(PublicationError, match="不是主动公开"):
            publication.publish(revision=made.revision, actor=team.approver, at=make.NOON)
    assert nothing_is_public()


def test_the_database_itself_takes_no_edition_of_what_is_not_disclosed(team):
    made = make.bring_to(make.record(team, attribute=DisclosureAttribute.ON_REQUEST), team, State.TO_FILE)
    with cross_body("test"):
        act = PublicAct.objects.create(
            sequence=1,
            at=make.NOON,
            kind=ActKind.EDITION,
            path=made.item.path,
            content_sha256=made.revision.content_sha256,
        )
        edition = Edition(
            act=act,
            item=made.item,
            revision=made.revision,
            approval=made.revision.clearances.get(stage=Stage.APPROVAL),
            first_published_on=make.START,
        )
        with pytest.raises(IntegrityError, match="edition_not_disclosed"), transaction.atomic():
            edition.save(force_insert=True)


def test_a_text_that_speaks_of_disclosure_is_published_all_the_same(team):
    html = '<p>"disclosure":"WITHHELD" 是一段示例文字。</p>'
    assert make.published(team, html=html).state == State.PUBLISHED


def test_what_is_live_is_withdrawn_before_it_is_withheld(team):
    made = make.published(team)
    with pytest.raises(RecordError, match="请先撤回"):
        withhold(made, team)
    with cross_body("test"):
        services.withdraw(record=made, actor=team.approver, at=make.NOON, reason="改为不予公开")
    withhold(made, team)
    with cross_body("test"):
        services.submit(record=made, actor=team.author, at=make.NOON)
    assert make.fresh(made).state == State.AWAITING_FIRST


def withhold(made, team):
    with cross_body("test"):
        services.determine(
            record=made,
            attribute=DisclosureAttribute.WITHHELD,
            ground="《条例》第十四条",
            actor=team.author,
            at=make.NOON,
        )


def test_a_filed_record_that_is_determined_anew_takes_a_new_review(team):
    made = make.bring_to(make.record(team, attribute=DisclosureAttribute.WITHHELD), team, State.FILED)
    with cross_body("test"):
        services.determine(
            record=made, attribute=DisclosureAttribute.PROACTIVE, actor=team.author, at=timezone.now()
        )
    assert make.fresh(made).state == State.DRAFT
    assert make.bring_to(made, team, State.PUBLISHED, timezone.now()).state == State.PUBLISHED


def test_the_button_files_and_the_page_says_so(team, client):
    made = make.bring_to(make.record(team, attribute=DisclosureAttribute.WITHHELD), team, State.TO_FILE)
    client.force_login(team.approver)
    assert "待归档" in client.get(reverse("desk")).content.decode()
    assert (
        reverse("record_file", args=[made.pk])
        in client.get(reverse("record", args=[made.pk])).content.decode()
    )
    response = client.post(reverse("record_file", args=[made.pk]), follow=True)
    assert "已归档" in response.content.decode()
    assert client.post(reverse("record_file", args=[made.pk])).status_code == 409


def test_the_reviewer_reads_that_nothing_will_be_published(team, client):
    made = make.bring_to(
        make.record(team, attribute=DisclosureAttribute.WITHHELD), team, State.AWAITING_FIRST
    )
    client.force_login(team.first)
    page = client.get(reverse("record_review", args=[made.pk])).content.decode()
    assert "批准后归档，不对外发布" in page
    assert "《条例》第十六条" in page
