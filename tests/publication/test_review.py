from __future__ import annotations

from dataclasses import replace as replace_members

import pytest
from django.db import Error, IntegrityError, connection, transaction

from factories import clear_all, make_body, make_draft, make_published, make_team, moment, replace
from gongkai.bodies.enums import Role
from gongkai.bodies.models import RoleAssignment
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import AccessDenied
from gongkai.publication import services
from gongkai.publication.enums import Route, Stage
from gongkai.publication.models import Clearance, Edition, PublicAct, Revision
from gongkai.publication.services import PublicationError, ReviewError
from gongkai.records import services as records
from gongkai.records.enums import RecordKind, State
from gongkai.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def team():
    with cross_body("test"):
        yield make_team(make_body("one", "甲局"))


@pytest.fixture
def submitted(team):
    record = make_draft(team, moment(2017), kind=RecordKind.DOCUMENT)
    return records.submit(record=record, actor=team.author, at=moment(2017))


def give_all_roles(person, body):
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER):
        RoleAssignment.objects.create(person=person, body=body, role=role, valid_from="2016-01-01")


def test_the_author_may_not_review_even_with_every_role(team, submitted):
    give_all_roles(team.author, team.body)
    with pytest.raises(ReviewError, match="不同人员"):
        services.clear(revision=submitted, stage=Stage.FIRST, actor=team.author, at=moment(2017))


def test_a_reviewer_may_not_approve_even_with_every_role(team, submitted):
    give_all_roles(team.first, team.body)
    services.clear(revision=submitted, stage=Stage.FIRST, actor=team.first, at=moment(2017))
    with pytest.raises(ReviewError, match="不同人员"):
        services.clear(revision=submitted, stage=Stage.SECOND, actor=team.first, at=moment(2017))


def test_stages_are_signed_in_their_order(team, submitted):
    with pytest.raises(ReviewError, match="初审"):
        services.clear(revision=submitted, stage=Stage.APPROVAL, actor=team.approver, at=moment(2017))


def test_nobody_signs_without_the_role(team, submitted):
    with pytest.raises(AccessDenied):
        services.clear(revision=submitted, stage=Stage.FIRST, actor=team.approver, at=moment(2017))


def test_nothing_is_published_before_its_last_signature(team, submitted):
    services.clear(revision=submitted, stage=Stage.FIRST, actor=team.first, at=moment(2017))
    with pytest.raises(PublicationError, match="复审"):
        services.publish(revision=submitted, actor=team.approver, at=moment(2017))
    assert not PublicAct.objects.exists()


def test_an_edit_voids_the_round(team):
    record = make_published(team, moment(2017))
    old = record.revision
    replace(team, record, moment(2017, 4))
    with pytest.raises(ReviewError, match="作废"):
        services.clear(revision=old, stage=Stage.FIRST, actor=team.first, at=moment(2017, 5))
    with pytest.raises(PublicationError):
        services.publish(revision=old, actor=team.approver, at=moment(2017, 5))


def test_no_character_that_nobody_sees_is_signed_however_it_came_in(team, submitted):
    item, shown = submitted.item, services.content_of(submitted)
    turned = replace_members(
        shown, title=f"\u202e{shown.title}\n", summary="概\u200b述", keywords=("词\x00",)
    )
    revision = services.submit(
        item=item, content=turned, route=Route.FULL, actor=team.author, at=moment(2017, 2)
    )
    content = services.content_of(revision)
    assert (content.title, content.summary, content.keywords) == (f"{shown.title} ", "概述", ("词",))


def test_what_was_reviewed_is_what_is_published(team):
    record = make_published(team, moment(2017), title="原题")
    edition = Edition.objects.get()
    hashes = set(Clearance.objects.filter(revision=edition.revision).values_list("content_sha256", flat=True))
    assert hashes == {edition.revision.content_sha256} == {edition.act.content_sha256}
    assert services.content_of(edition.revision).title == record.title == "原题"


def test_a_record_under_review_cannot_be_edited(team, submitted):
    record = Record.objects.get()
    content = records.Draft(title="改", made_on=record.made_on, columns=("news",), html="<p>改</p>")
    with pytest.raises(records.RecordError, match="待初审"):
        records.edit(
            record=record, content=content, version=record.version, actor=team.author, at=moment(2017)
        )


def test_a_returned_record_starts_a_new_round(team, submitted):
    record = Record.objects.get()
    records.return_for_revision(record=record, note="请补充依据", actor=team.first, at=moment(2017))
    again = records.submit(record=record, actor=team.author, at=moment(2017, 3, 2))
    assert again.number == submitted.number + 1
    assert [c.stage for c in again.clearances.all()] == [Stage.AUTHOR]
    clear_all(team, record, moment(2017, 3, 3))
    assert Record.objects.get().state == State.READY


class TestDirectSql:
    """The database alone keeps the rules."""

    def execute(self, statement, parameters=()):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    def sign(self, revision, stage, person, sha256=None):
        self.execute(
            "INSERT INTO publication_clearance (revision_id, stage, person_id, at, content_sha256) "
            "VALUES (%s, %s, %s, %s, %s)",
            [revision.pk, stage, person.pk, moment(2017), sha256 or revision.content_sha256],
        )

    def test_one_person_cannot_sign_two_stages(self, team, submitted):
        with pytest.raises(IntegrityError):
            self.sign(submitted, "first", team.author)

    def test_one_stage_cannot_be_signed_twice(self, team, submitted):
        self.sign(submitted, "first", team.first)
        with pytest.raises(IntegrityError):
            self.sign(submitted, "first", team.second)

    def test_a_signature_under_another_text_is_refused(self, team, submitted):
        with pytest.raises(Error, match="clearance_of_other_text"):
            self.sign(submitted, "first", team.first, "0" * 64)

    def publish(self, revision, approval_id):
        self.execute(
            "INSERT INTO publication_publicact (sequence, at, kind, path, content_sha256, touched) "
            "VALUES (%s, %s, 'edition', %s, %s, '[]')",
            [99, moment(2017), revision.item.path, revision.content_sha256],
        )
        self.execute(
            "INSERT INTO publication_edition (act_id, item_id, revision_id, approval_id, first_published_on, change_note) "
            "VALUES (99, %s, %s, %s, '2017-03-01', '')",
            [revision.item_id, revision.pk, approval_id],
        )

    def test_an_edition_without_all_signatures_is_refused(self, team, submitted):
        self.sign(submitted, "approval", team.approver)
        approval = Clearance.objects.get(stage="approval")
        with pytest.raises(Error, match="edition_not_cleared"):
            self.publish(submitted, approval.pk)

    def test_an_edition_without_the_second_review_of_its_route_is_refused(self, team, submitted):
        self.sign(submitted, "first", team.first)
        self.sign(submitted, "approval", team.approver)
        with pytest.raises(Error, match="edition_not_cleared"):
            self.publish(submitted, Clearance.objects.get(stage="approval").pk)

    def test_an_edition_with_all_signatures_is_accepted(self, team, submitted):
        for stage, person in (("first", team.first), ("second", team.second), ("approval", team.approver)):
            self.sign(submitted, stage, person)
        self.publish(submitted, Clearance.objects.get(stage="approval").pk)
        assert Edition.objects.count() == 1

    @pytest.mark.parametrize("table", ["revision", "clearance", "publicact", "edition"])
    @pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
    def test_what_was_published_cannot_be_changed(self, team, table, verb):
        make_published(team, moment(2017))
        column = {
            "revision": "number",
            "clearance": "person_id",
            "publicact": "sequence",
            "edition": "item_id",
        }[table]
        name = f"publication_{table}"
        statement = f"UPDATE {name} SET {column} = {column}" if verb == "UPDATE" else f"DELETE FROM {name}"
        with pytest.raises(Error, match="append-only"):
            self.execute(statement)


def test_two_rounds_of_one_record_keep_one_identity(team):
    record = make_published(team, moment(2017))
    first = record.item.path
    replace(team, record, moment(2017, 6), title="新题")
    assert Record.objects.get().item.path == first
    assert Revision.objects.count() == 2
