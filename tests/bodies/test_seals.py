"""The seals over the audit trail: whoever takes the database's own refusal away is found, and the row is named."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from factories import make_body, make_person, moment
from gongkai.bodies.models import AuditRow, AuditSeal
from gongkai.bodies.scope import cross_body
from gongkai.bodies.seals import root_of, seal_rows, verify
from gongkai.bodies.services import record_act
from gongkai.portal.log import leaf_hash, pair_hash

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = moment(2017)
ROWS = 11


@pytest.fixture
def rows() -> list[int]:
    """Keys of eleven audit rows, oldest first."""
    body = make_body("one", "甲局")
    actor = make_person(body)
    made = [
        record_act(at=NOON, actor=actor, act="publish", body=body, subject=f"one/2017/{n:05d}", new={"n": n})
        for n in range(ROWS)
    ]
    return [row.pk for row in made]


def open_the_table() -> None:
    """What the owner of a database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER bodies_auditrow_append_only_update")
            cursor.execute("DROP TRIGGER bodies_auditrow_append_only_delete")
        else:
            cursor.execute("DROP TRIGGER bodies_auditrow_append_only ON bodies_auditrow")


def tamper(sql: str, *values: object) -> None:
    open_the_table()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def test_what_nobody_touched_agrees(rows):
    assert seal_rows(at=NOON, batch=4) == ROWS
    verdict = verify()
    assert verdict.finding is None
    assert (verdict.seals, verdict.sealed, verdict.open) == (3, ROWS, 0)
    assert verdict.root == AuditSeal.objects.order_by("-last_id").first().root


def test_rows_written_after_a_seal_wait_for_the_next(rows):
    seal_rows(at=NOON)
    body = make_body("two")
    record_act(at=NOON, actor=None, act="publish", body=body, subject="two/2017/00001")
    assert (verify().sealed, verify().open) == (ROWS, 1)
    assert seal_rows(at=NOON) == 1
    assert (verify().sealed, verify().open) == (ROWS + 1, 0)


def test_sealing_again_seals_nothing(rows):
    seal_rows(at=NOON)
    assert seal_rows(at=NOON) == 0
    assert AuditSeal.objects.count() == 1


@pytest.mark.parametrize("place", [0, 3, 4, ROWS - 1])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "withdraw"),
        ("subject", "one/2017/99999"),
        ("new", json.dumps({"n": 99})),
        ("at", "2017-04-01 00:00:00+00:00"),
        ("actor_id", None),
    ],
)
def test_a_changed_row_is_named(rows, place, column, value):
    seal_rows(at=NOON, batch=4)
    tamper(f"UPDATE bodies_auditrow SET {column} = %s WHERE id = %s", value, rows[place])
    finding = verify().finding
    assert finding.row == rows[place]
    assert "内容已被改动" in finding.sentence
    assert str(rows[place]) in finding.sentence


@pytest.mark.parametrize("place", [0, 3, 4, ROWS - 1])
def test_a_row_taken_out_is_missed(rows, place):
    seal_rows(at=NOON, batch=4)
    tamper("DELETE FROM bodies_auditrow WHERE id = %s", rows[place])
    finding = verify().finding
    assert "缺失" in finding.sentence
    assert finding.row in {rows[place], *rows[place + 1 : place + 2]}


def test_a_row_put_in_between_is_named(rows):
    seal_rows(at=NOON, batch=4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM bodies_auditrow")
        (top,) = cursor.fetchone()
    body = make_body("two")
    late = record_act(at=NOON, actor=None, act="publish", body=body, subject="two/2017/00001")
    assert late.pk == top + 1
    tamper("DELETE FROM bodies_auditrow WHERE id = %s", rows[5])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_auditrow SET id = %s WHERE id = %s", [rows[5], late.pk])
    assert verify().finding.row == rows[5]


def test_a_row_with_a_number_below_all_others_is_found_out(rows):
    seal_rows(at=NOON, batch=4)
    body = make_body("two")
    late = record_act(at=NOON, actor=None, act="publish", body=body, subject="two/2017/00001")
    tamper("UPDATE bodies_auditrow SET id = %s WHERE id = %s", rows[0] - 1, late.pk)
    finding = verify().finding
    assert (finding.row, "插入" in finding.sentence) == (rows[0] - 1, True)


def test_a_seal_cannot_be_changed_even_by_direct_sql(rows):
    seal_rows(at=NOON)
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bodies_auditseal SET root = ''")


def test_a_seal_made_anew_over_changed_rows_breaks_the_chain(rows):
    seal_rows(at=NOON, batch=4)
    seal = AuditSeal.objects.order_by("first_id").first()
    tamper("UPDATE bodies_auditrow SET act = %s WHERE id = %s", "withdraw", rows[0])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER bodies_auditseal_append_only_update")
            cursor.execute("DROP TRIGGER bodies_auditseal_append_only_delete")
        else:
            cursor.execute("DROP TRIGGER bodies_auditseal_append_only ON bodies_auditseal")
    others = list(AuditSeal.objects.exclude(pk=seal.pk).values("first_id", "last_id", "root", "hashes", "at"))
    AuditSeal.objects.all().delete()
    seal_rows(at=timezone.now(), batch=4)
    AuditSeal.objects.filter(first_id__gt=seal.last_id).delete()
    AuditSeal.objects.bulk_create([AuditSeal(**values) for values in others])
    finding = verify().finding
    assert finding.row == others[0]["first_id"]
    assert "不衔接" in finding.sentence


@pytest.mark.parametrize("place", range(12))
def test_sealing_interrupted_anywhere_is_taken_up_where_it_stopped(rows, place):
    """The statement with this number never comes back, as if the process had died there."""

    class DiedError(Exception):
        pass

    left = place

    def dying(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        if left < 0:
            raise DiedError
        return execute(sql, params, many, context)

    with suppress(DiedError), connection.execute_wrapper(dying):
        seal_rows(at=NOON, batch=4)
    assert verify().finding is None
    seal_rows(at=NOON, batch=4)
    verdict = verify()
    assert (verdict.finding, verdict.sealed, verdict.open) == (None, ROWS, 0)


def recursive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 §2.1 as it is written."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return pair_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


@given(st.integers(1, 200))
def test_the_root_is_that_of_the_standard_for_any_number_of_leaves(number):
    leaves = [leaf_hash(str(n).encode()) for n in range(number)]
    assert root_of(leaves) == recursive_root(leaves)


def test_every_row_counts_once_whatever_the_size_of_the_batch(rows):
    seal_rows(at=NOON, batch=1)
    with cross_body("test"):
        assert AuditSeal.objects.count() == AuditRow.objects.count()
    assert verify().sealed == ROWS
