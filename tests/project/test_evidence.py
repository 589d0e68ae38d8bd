"""What was signed, frozen or served stays, whoever writes SQL past the services: every table, every way to change it.

A new model is named here, as evidence or as a row that is worked on, or the walk fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
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
    SearchLog,
    Withdrawal,
)
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.oversight.services.filings import file_reply
from gongkai.oversight.services.reminders import answer_reminder
from gongkai.publication.enums import RoundState
from gongkai.records.enums import DisclosureAttribute, State
from gongkai.records.papers import GUIDE
from gongkai.records.services import determine

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ALL = ("*",)
EVIDENCE = {
    "bodies.AuditRow": ALL,
    "bodies.AuditSeal": ALL,
    "publication.Item": ("body_id", "kind", "year", "serial", "path", "index_number"),
    "publication.Revision": ALL,
    "publication.Clearance": ALL,
    "publication.Return": ALL,
    "publication.PublicAct": ALL,
    "publication.Edition": ALL,
    "publication.Tombstone": ALL,
    "publication.Snapshot": ALL,
    "publication.ListEntry": (
        "list_key",
        "position",
        "item_id",
        "counted",
        "counted_on",
        "entered_on",
        "left_on",
    ),
    "records.Determination": ("record_id", "attribute", "ground", "person_id", "valid_from", "valid_to"),
    "casework.SearchLog": ALL,
    "casework.Extension": ALL,
    "casework.Delay": ALL,
    "casework.Withdrawal": ALL,
    "casework.Correction": ("request_id", "told_on", "items", "until"),
    "casework.FeeNotice": ("request_id", "amount", "waived", "basis", "sent_on"),
    "casework.Notice": (
        *("request_id", "kind", "title", "text", "document_number", "made_on", "made_by_id", "facts"),
        *("told_on", "way"),
    ),
    "casework.Consultation": ("request_id", "kind", "party", "sent_on"),
    "casework.Decision": ("request_id", "outcome", "decided_on"),
    "casework.Reply": ("request_id", "round", "title", "text", "text_sha256", "document_number"),
    "casework.ReplySignature": ALL,
    "casework.Delivery": ALL,
    "annual.AnnualReport": (
        *("body_id", "year", "outline", "state", "handed_on", "accepted_on", "frozen_on", "published_on"),
    ),
    "annual.ReportSection": ALL,
    "annual.FrozenCell": ALL,
    "oversight.TaskProgress": ALL,
    "oversight.Filing": ("request_id", "due_on", "filed_on", "person_id"),
    "oversight.Reminder": (
        *("body_id", "kind", "matter", "issued_on", "due_on", "issuer_id", "answered_on", "answer"),
    ),
    "files.StoredFile": ("sha256", "size"),
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
    # working copies and their terms; what is signed of them is a revision
    *("records.Record", "records.RecordAttachment", "records.Taxonomy"),
    # a case and its person, who can be erased, with what came from them
    *("casework.Request", "casework.RequestSubject", "casework.Applicant", "casework.RequestFile"),
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
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setenv("GONGKAI_VAR", str(tmp_path_factory.mktemp("evidence")))
        with cross_body("test"):
            _build()
        yield
        transaction.set_rollback(True)


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
    case = case_world.bring_to(office, case_world.case(office), RequestState.ANSWERED)
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
    Correction.objects.create(request=case, told_on=on, items="请写明文件名称", until=on + timedelta(days=10))
    FeeNotice.objects.create(request=case, amount=Decimal(30), basis="复制", sent_on=on)
    Consultation.objects.create(
        request=case, kind=ConsultationKind.THIRD_PARTY.value, party="第三方", sent_on=on
    )
    Notice.objects.create(
        request=case,
        kind=NoticeKind.EXTENSION,
        title="延期答复告知书",
        text="现将有关事项告知如下",
        document_number="示政公开告〔2017〕1号",
        made_on=on,
        made_by=office.officer,
        way=DeliveryWay.HANDED.value,
        told_on=on,
    )
    file_reply(request=case, filed_on=on, actor=office.officer, at=timezone.now())


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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no INSERT OR REPLACE")
@pytest.mark.parametrize("label", EVIDENCE)
def test_a_row_is_not_replaced(evidence, label) -> None:
    refused(f"INSERT OR REPLACE INTO {_table(label)} SELECT * FROM {_table(label)} LIMIT 1")


@pytest.mark.parametrize("label", sorted(EVIDENCE.keys() - KEPT_BY_A_REFERENCE))
def test_a_row_is_not_removed(evidence, label) -> None:
    refused(f"DELETE FROM {_table(label)}")


@pytest.mark.parametrize("label", EVIDENCE)
def test_a_row_is_not_changed(evidence, label) -> None:
    model = apps.get_model(label)
    named = EVIDENCE[label]
    for field in model._meta.concrete_fields:
        if field.column in named or (named == ALL and not field.primary_key):
            refused(f'UPDATE {_table(label)} SET "{field.column}" = {_other(field)}')


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
    models.CharField: "'other'",
    models.TextField: "'other'",
}


def _other(field: models.Field) -> str:
    """Another value, as SQL of the column's type."""
    if isinstance(field, models.BooleanField):
        return f'NOT "{field.column}"'
    if isinstance(field, models.BinaryField):
        return "x'00'" if connection.vendor == "sqlite" else "'\\x00'"
    target = field.target_field if field.is_relation else field
    plain = next((value for kind, value in OTHERS.items() if isinstance(target, kind)), None)
    return plain or f'COALESCE("{field.column}", 0) + 1'
