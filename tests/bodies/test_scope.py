from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from factories import make_body, make_published, make_taxonomies, make_team, moment
from gongkai.bodies.models import AuditRow, BodyPeriod
from gongkai.bodies.scope import ScopeError, cross_body, scope_to
from gongkai.publication.models import Item, ListEntry, Standing
from gongkai.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_bodies():
    make_taxonomies()
    district = make_body("district", "区人民政府")
    with cross_body("test"):
        ours = make_published(make_team(make_body("ours", "甲局", district)), moment(2017))
        theirs = make_published(make_team(make_body("theirs", "乙局", district)), moment(2017))
    return ours, theirs


SCOPED = [Record, Item, ListEntry, Standing, AuditRow]


@pytest.mark.parametrize("model", SCOPED)
def test_a_query_without_a_scope_raises(model, two_bodies):
    with pytest.raises(ScopeError):
        model.objects.count()


@pytest.mark.parametrize("model", SCOPED)
def test_a_scope_shows_only_its_bodies(model, two_bodies):
    ours, _ = two_bodies
    with cross_body("test"):
        everything = model.objects.count()
    with scope_to({ours.body_id}):
        seen = model.objects.count()
    assert 0 < seen < everything


def test_refresh_forward_keys_and_reverse_sets_obey_the_scope(two_bodies):
    ours, theirs = two_bodies
    with scope_to({ours.body_id}):
        with pytest.raises(Record.DoesNotExist):
            theirs.refresh_from_db()
        assert list(theirs.item.entries.all()) == []
        fresh = Record(item_id=theirs.item_id)
        with pytest.raises(Item.DoesNotExist):
            _ = fresh.item
    with pytest.raises(ScopeError):
        ours.refresh_from_db()


def test_a_row_of_another_body_cannot_be_updated_or_deleted(two_bodies):
    ours, theirs = two_bodies
    with scope_to({ours.body_id}):
        assert Record.objects.filter(pk=theirs.pk).update(title="改") == 0
        theirs.title = "改"
        with pytest.raises(DatabaseError, match="did not affect any rows"), transaction.atomic():
            theirs.save(update_fields=["title"])
    with cross_body("test"):
        assert Record.objects.get(pk=theirs.pk).title != "改"


def test_scopes_nest_and_end(two_bodies):
    ours, theirs = two_bodies
    with scope_to({ours.body_id}):
        with scope_to({theirs.body_id}):
            assert Record.objects.get() == theirs
        assert Record.objects.get() == ours
    with pytest.raises(ScopeError):
        Record.objects.all()


@pytest.mark.postgres
@pytest.mark.parametrize("statement", ["UPDATE bodies_auditrow SET act = 'x'", "DELETE FROM bodies_auditrow"])
def test_audit_rows_cannot_be_changed_even_by_direct_sql(statement, two_bodies):
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres
def test_a_body_has_one_open_period_at_most():
    body = make_body("solo")
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyPeriod.objects.create(body=body, name="又名", group="department", valid_from="2017-01-01")
