"""What was signed, frozen or served stays, whoever writes SQL past the services: every table, every way to change it.

A new model is named here, as evidence or as a row that is worked on, or the walk fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

import case_world
import desk_world as make
import factories
import work_world as work
from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport, FrozenCell
from gongkai.bodies.enums import Role
from gongkai.bodies.scope import cross_body
from gongkai.bodies.seals import seal_rows
from gongkai.casework.enums import NoticeKind, RequestState
from gongkai.casework.models import (
    Consultation,
    Correction,
    Delay,
    Extension,
    FeeNotice,
    Notice,
    Request,
    SearchLog,
    Withdrawal,
)
from gongkai.files.services import store_file
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import Channel
from gongkai.oversight.services.filings import file_reply
from gongkai.oversight.services.reminders import answer_reminder
from gongkai.publication.enums import RoundState
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.papers import GUIDE
from gongkai.records.services import determine
from one_world import standing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ALL = ("*",)
EVIDENCE = {
    "bodies.AuditRow": ALL,
    "bodies.AuditSeal": ALL,
    "publication.Item": ("id", "body_id", "kind", "year", "serial", "path", "index_number"),
    "publication.Revision": ALL,
    "publication.Clearance": ALL,
    "publication.Return": ALL,
    "publication.PublicAct": ALL,
    "publication.Edition": ALL,
    "publication.Tombstone": ALL,
    "publication.Snapshot": ALL,
    "publication.ListEntry": (
        "id",
        "list_key",
        "position",
        "item_id",
        "counted",
        "counted_on",
        "entered_on",
        "left_on",
    ),
    "records.Determination": (
        *("id", "record_id", "attribute", "ground", "person_id", "valid_from", "valid_to"),
    ),
    "casework.SearchLog": ALL,
    "casework.Extension": ALL,
    "casework.Delay": ALL,
    "casework.Withdrawal": ALL,
    "casework.Correction": ("id", "request_id", "told_on", "items", "until", "received_on", "description"),
    "casework.FeeNotice": (
        *("id", "request_id", "amount", "waived", "mode", "units", "waiver", "basis"),
        *("sent_on", "reached_on", "paid_on"),
    ),
    "casework.Notice": (
        *("id", "request_id", "kind", "title", "text", "document_number", "made_on", "made_by_id", "facts"),
        *("told_on", "way", "sent_on", "arrived_on", "consultation_id"),
        *("party", "tracking_number", "proof_id"),
    ),
    "casework.Consultation": (
        *("id", "request_id", "kind", "party", "sent_on", "entered_on"),
        *("reached_on", "answered_on", "consents", "opinion"),
    ),
    "casework.Decision": (
        *("id", "request_id", "regime", "outcome", "decided_on"),
        *("reasons", "override", "override_reason"),
    ),
    "casework.Reply": (
        *("id", "request_id", "round", "title", "text", "text_sha256", "document_number", "made_on"),
    ),
    "casework.Request": (
        *("id", "body_id", "year", "serial", "number", "applicant_kind", "channel", "oral"),
        *("sent_at", "arrived_at", "applicant_reachable", "confirmed_at", "confirmed_how", "archived_on"),
        *("received_on", "receipt_basis", "regime", "careful"),
    ),
    "casework.ReplySignature": ALL,
    "casework.Delivery": ALL,
    "annual.AnnualReport": (
        *(
            "id",
            "body_id",
            "year",
            "outline",
            "state",
            "handed_on",
            "accepted_on",
            "frozen_on",
            "published_on",
        ),
    ),
    "annual.ReportSection": ALL,
    "annual.FrozenCell": ALL,
    "oversight.TaskProgress": ALL,
    "oversight.Filing": ("id", "request_id", "due_on", "filed_on", "person_id"),
    "oversight.Reminder": (
        *("id", "body_id", "kind", "matter", "issued_on", "due_on", "issuer_id", "answered_on", "answer"),
        "grounds",
    ),
    "files.StoredFile": ("id", "sha256", "size"),
}
KEPT_BY_A_REFERENCE = frozenset({"files.StoredFile"})
"""Rows that may go, once nothing refers to them any more."""

WORKED_ON = {
    # people, bodies and roles: dated rows with their audit rows
    *(
        "bodies.PublicBody",
        "bodies.BodyPeriod",
        "bodies.BodyAuthority",
        "bodies.Person",
        "bodies.RoleAssignment",
    ),
    # counters and what stands now, derived from the acts
    *("publication.Serial", "publication.Sequence", "publication.Standing", "publication.ListHead"),
    *("publication.Paper", "records.RecordLine", "casework.CaseSerial", "desk.SignInFailure"),
    "records.IssuedText",
    # working copies and their terms; what is signed of them is a revision
    *("records.Record", "records.RecordAttachment", "records.Taxonomy"),
    # a case and its person, who can be erased, with what came from them
    *("casework.RequestSubject", "casework.Applicant", "casework.RequestFile"),
    # dates noted wrongly are noted anew, the audit row holds what stood before
    *("disputes.Reconsideration", "disputes.Lawsuit", "disputes.Complaint"),
    *("annual.CountingStatement", "annual.FigureFromOutside"),
    # plans and registers
    *("oversight.Task", "oversight.Problem"),
    *(
        f"directory.{name}"
        for name in ("Leader", "InnerOffice", "ServiceWindow", "WindowStaff", "ComplaintLine")
    ),
    *("directory.ServiceItem", "directory.ServiceGuide", "engagement.Count"),
    *(f"engagement.{name}" for name in ("ChannelAccount", "ChannelPost", "Interpretation", "PublicConcern")),
    *(f"engagement.{name}" for name in ("Activity", "Proposal", "ExternalCase")),
}


@pytest.fixture(scope="module")
def evidence(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """One row of each, made once: every test works in a savepoint above it."""
    with standing(tmp_path_factory.mktemp("evidence"), django_db_blocker):
        with cross_body("test"):
            _build()
        yield


def _build() -> None:
    make.column()
    body = make.body()
    team, office = make.Team(body), case_world.Office(body)
    gone = make.bring_to(make.record(team), team, State.WITHDRAWN)
    determine(
        record=gone,
        attribute=DisclosureAttribute.ON_REQUEST,
        ground="《条例》第十三条",
        actor=team.author,
        at=make.NOON,
    )
    make.office(body)
    make.paper(team, GUIDE, RoundState.RETURNED)
    factories.make_snapshot(body, make.NOON)
    _answered(office)
    _reported(body)
    work.progress(work.task(body))
    reporter = make.person(body, Role.REPORTER)
    answer_reminder(reminder=work.reminder(body), answer="已补报", actor=reporter, at=make.NOON)
    seal_rows(at=timezone.now())


def _answered(office: case_world.Office) -> None:
    """A served reply with everything that can be told on the way; the acts that exclude each other as plain rows."""
    received = case_world.case(office, channel=Channel.FAX)
    case = case_world.bring_to(office, received, RequestState.ARCHIVED)
    Request.objects.filter(pk=case.pk).update(submission_digest="d" * 64)
    on = case_world.OLD.date()
    SearchLog.objects.create(
        request=case,
        searched_at=case_world.OLD,
        place="档案室",
        terms="征收",
        result="无",
        person=office.officer,
    )
    Extension.objects.create(request=case, told_on=on, days=10, reason="材料多", approved_by=office.head)
    Delay.objects.create(
        request=case,
        told_on=on,
        until=on + timedelta(days=60),
        reason="一次提出多件",
        approved_by=office.head,
    )
    Withdrawal.objects.create(request=case, on=on)
    Correction.objects.create(
        request=case, told_on=on, items="请写明文件名称", until=on + timedelta(days=10), received_on=on
    )
    FeeNotice.objects.create(
        request=case, amount=Decimal(30), basis="复制", sent_on=on, reached_on=on, paid_on=on
    )
    _consulted(case, office)
    file_reply(request=case, filed_on=on, actor=office.officer, at=timezone.now())
    case_world.drafted(office, case_world.case(office), case_world.OLD)
    case_world.case(office, channel=Channel.FAX, confirmed=False)


def _consulted(case: Request, office: case_world.Office) -> None:
    """A letter that was told and answered, and one that was voided."""
    on = case_world.OLD.date()
    asked = Consultation.objects.create(
        request=case,
        kind=ConsultationKind.THIRD_PARTY.value,
        party="第三方",
        sent_on=on,
        entered_on=on,
        reached_on=on,
        answered_on=on,
        consents=True,
        opinion="同意",
    )
    letter = {
        "request": case,
        "kind": NoticeKind.OPINION,
        "title": "征求意见书",
        "text": "现将有关事项告知如下",
        "made_on": on,
        "made_by": office.officer,
        "party": "第三方",
    }
    Notice.objects.create(
        **letter,
        document_number="示政公开告〔2017〕1号",
        consultation=asked,
        way=DeliveryWay.POST.value,
        sent_on=on,
        arrived_on=on,
        told_on=on,
        tracking_number="XA1",
        proof=store_file(b"signed for", "text/plain", at=timezone.now()),
    )
    Notice.objects.create(**letter, document_number="示政公开告〔2017〕2号", voided_on=on)


def _reported(body: make.PublicBody) -> None:
    report = make.annual_report(body)
    FrozenCell.objects.create(report=report, key="1.1", printed="3", exact=Decimal(3), rows={"lists": [1]})
    on = make.NOON.date()
    AnnualReport.objects.filter(pk=report.pk).update(
        state=ReportState.PUBLISHED, handed_on=on, accepted_on=on, frozen_on=on, published_on=on
    )


def test_every_table_is_named_as_evidence_or_as_worked_on() -> None:
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("gongkai.")}
    assert set(EVIDENCE) & WORKED_ON == set()
    assert set(EVIDENCE) | WORKED_ON == ours


SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no OR REPLACE")


@SQLITE_ONLY
@pytest.mark.parametrize("label", EVIDENCE)
def test_a_row_is_not_replaced(evidence, label) -> None:
    refused(f"INSERT OR REPLACE INTO {_table(label)} SELECT * FROM {_table(label)} LIMIT 1")


@SQLITE_ONLY
@pytest.mark.parametrize("label", EVIDENCE)
def test_no_row_comes_under_a_key_that_stands(evidence, label) -> None:
    """A second row under keys of its own; then one key after the other, by INSERT and by UPDATE."""
    table, keys = _table(label), _unique_keys(_table(label))
    columns = [field.column for field in apps.get_model(label)._meta.concrete_fields]
    unique = {column for key in keys for column in key}
    names = ", ".join(f'"{column}"' for column in columns)

    def values(moved: set[str], by: int) -> str:
        return ", ".join(_moved(column, by) if column in moved else f'"{column}"' for column in columns)

    with transaction.atomic(), connection.cursor() as cursor:
        with _without_guards(cursor, table):
            cursor.execute(f"SELECT MIN(rowid) FROM {table}")
            first = cursor.fetchone()[0]
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values(unique, 7000)} FROM {table} WHERE rowid = {first}"
            )
            cursor.execute(f"SELECT MAX(rowid) FROM {table}")
            last = cursor.fetchone()[0]
        for key in keys:
            others = values(unique - set(key), 9000)
            refused(
                f"INSERT OR REPLACE INTO {table} ({names}) SELECT {others} FROM {table} WHERE rowid = {first}"
            )
            taken = ", ".join(
                f'"{column}" = (SELECT "{column}" FROM {table} WHERE rowid = {first})' for column in key
            )
            refused(f"UPDATE OR REPLACE {table} SET {taken} WHERE rowid = {last}")
        transaction.set_rollback(True)


def _moved(column: str, by: int) -> str:
    return (
        f"""CASE WHEN typeof("{column}") = 'integer' THEN "{column}" + {by} ELSE "{column}" || '{by}' END"""
    )


def _unique_keys(table: str) -> list[tuple[str, ...]]:
    """The columns of the primary key and of every unique index that holds the first row."""
    first = f"SELECT 1 FROM {table} WHERE rowid = (SELECT MIN(rowid) FROM {table})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk")
        keys = [tuple(name for (name,) in cursor.fetchall())]
        cursor.execute(
            "SELECT i.name, s.sql FROM pragma_index_list(%s) i JOIN sqlite_master s ON s.name = i.name "
            'WHERE i."unique"',
            [table],
        )
        for index, sql in cursor.fetchall():
            cursor.execute(f"SELECT name FROM pragma_index_info('{index}')")
            key = tuple(name for (name,) in cursor.fetchall())
            partial = (sql or "").partition(" WHERE ")[2] or "1 = 1"
            filled = " AND ".join(f'"{column}" IS NOT NULL' for column in key)
            cursor.execute(f"{first} AND {filled} AND ({partial})")
            keys += [key] * len(cursor.fetchall())
    return list(dict.fromkeys(keys))


@contextmanager
def _without_guards(cursor: CursorWrapper, table: str) -> Iterator[None]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    guards = cursor.fetchall()
    for name, _ in guards:
        cursor.execute(f"DROP TRIGGER {name}")
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    cursor.execute("PRAGMA ignore_check_constraints = OFF")
    for _, sql in guards:
        cursor.execute(sql)


@SQLITE_ONLY
def test_a_draft_does_not_take_the_place_of_a_signed_reply(evidence) -> None:
    """Nor of its decision: they are moved to no other request and get no number that stands."""
    for table in ("casework_reply", "casework_decision"):
        signed, draft = (f"(SELECT {way}(request_id) FROM {table})" for way in ("MIN", "MAX"))
        refused(f"UPDATE OR REPLACE {table} SET request_id = {signed} WHERE request_id = {draft}")
        refused(
            f"UPDATE OR REPLACE {table} SET id = (SELECT MIN(id) FROM {table}) WHERE request_id = {draft}"
        )
    refused(
        "UPDATE OR REPLACE casework_reply SET document_number = "
        "(SELECT MAX(document_number) FROM casework_reply) WHERE document_number = ''"
    )


def test_a_letter_that_was_voided_keeps_its_number(evidence) -> None:
    voided = "WHERE voided_on IS NOT NULL"
    refused(f"DELETE FROM casework_notice {voided}")
    refused(f"UPDATE casework_notice SET voided_on = '1999-01-01' {voided}")
    refused(f"UPDATE casework_notice SET voided_on = NULL {voided}")


def test_what_names_a_person_is_emptied_and_nothing_else(evidence) -> None:
    """As the erasure of an applicant does it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_notice SET party = '', tracking_number = '', proof_id = NULL")
        cursor.execute("UPDATE casework_consultation SET party = '', opinion = ''")
        for table, column in (
            ("notice", "party"),
            ("notice", "tracking_number"),
            ("consultation", "opinion"),
        ):
            refused(f"UPDATE casework_{table} SET {column} = 'other'")
        refused("UPDATE casework_notice SET proof_id = 1")
        transaction.set_rollback(True)


def test_the_day_of_receipt_moves_with_the_one_confirmation_only(evidence) -> None:
    """What is derived stays with its facts.

    Left open: a request that waits for its confirmation is confirmed by SQL with a day of one's own; facts that
    nobody filled in yet (a day of receipt, of payment, of an opinion) are filled in by SQL; a consultation, correction,
    fee or extension is added by SQL without its letter, as importers and plain rows of the past have none.
    """
    waits = "WHERE confirmed_at IS NULL"
    refused(f"UPDATE casework_request SET received_on = '1999-01-01' {waits}")
    refused(f"UPDATE casework_request SET careful = NOT careful {waits}")
    refused("UPDATE casework_request SET confirmed_at = NULL WHERE confirmed_at IS NOT NULL")


@pytest.mark.parametrize("label", sorted(EVIDENCE.keys() - KEPT_BY_A_REFERENCE))
def test_a_row_is_not_removed(evidence, label) -> None:
    refused(f"DELETE FROM {_table(label)}")


GUARDED = {"casework.Request": "confirmed_at IS NOT NULL"}
"""Rows whose change the guard refuses, where a check of the table may speak of others first: no order is promised."""


@pytest.mark.parametrize("label", EVIDENCE)
def test_a_row_is_not_changed(evidence, label) -> None:
    model = apps.get_model(label)
    named = EVIDENCE[label]
    for field in model._meta.concrete_fields:
        if field.column in named or (named == ALL and not field.primary_key):
            rows = GUARDED.get(label, "1 = 1")
            refused(f'UPDATE {_table(label)} SET "{field.column}" = {_other(field)} WHERE {rows}')


@pytest.mark.parametrize("table", ["annual_frozencell", "annual_reportsection"])
def test_nothing_is_added_to_a_frozen_report(evidence, table) -> None:
    columns = [field.column for field in _model_of(table)._meta.concrete_fields if field.column != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    values = names.replace('"key"', "'1.9'").replace('"position"', "9")
    refused(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}")


def test_a_published_report_is_not_opened_again(evidence) -> None:
    refused("UPDATE annual_annualreport SET state = 'returned', frozen_on = NULL")


def refused(statement: str) -> None:
    """By a guard of ours: a column that may not be null would prove nothing."""
    with pytest.raises(DatabaseError) as told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    first = str(told.value).splitlines()[0]
    assert "append-only" in first or first in _guards(), f"{statement}: {first}"


def _guards() -> set[str]:
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


def _model_of(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


OTHERS = {
    models.DateTimeField: "'1999-01-01 00:00:00+00:00'",
    models.DateField: "'1999-01-01'",
    models.JSONField: "'[\"x\"]'",
    models.TextField: "'other'",
}


def _other(field: models.Field) -> str:
    """Another value, as SQL of the column's type."""
    if isinstance(field, models.BooleanField):
        return f'NOT "{field.column}"'
    if isinstance(field, models.BinaryField):
        return "x'00'" if connection.vendor == "sqlite" else "'\\x00'"
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.CharField):
        return f"'{'other'[: target.max_length]}'"
    plain = next((value for kind, value in OTHERS.items() if isinstance(target, kind)), None)
    return plain or f'COALESCE("{field.column}", 0) + 1'
