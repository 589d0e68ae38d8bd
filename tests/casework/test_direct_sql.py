"""What direct SQL cannot do to signed papers, with REPLACE as well: it takes a row's place without a DELETE."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

import case_world
import desk_world as make
from gongkai.casework.enums import RequestState

pytestmark = pytest.mark.django_db

TABLES = [
    "bodies_auditrow",
    "publication_revision",
    "publication_clearance",
    "publication_publicact",
    "publication_edition",
    "casework_replysignature",
    "casework_reply",
    "casework_decision",
    "casework_delivery",
]


@pytest.fixture
def answered():
    make.column()
    make.published(make.Team(make.body()))
    office = case_world.Office()
    return case_world.bring_to(office, case_world.case(office), RequestState.ANSWERED)


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no INSERT OR REPLACE")
@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_replaced(answered, table):
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_a_delivery_is_not_led_to_another_request(answered):
    refused(f"UPDATE casework_delivery SET on_time = NOT on_time WHERE request_id = {answered.pk}")
    refused(f"DELETE FROM casework_delivery WHERE request_id = {answered.pk}")


def test_what_was_decided_and_numbered_stays(answered):
    refused(f"UPDATE casework_decision SET outcome = 'not_held' WHERE request_id = {answered.pk}")
    refused(f"UPDATE casework_reply SET document_number = '伪〔2017〕1号' WHERE request_id = {answered.pk}")
