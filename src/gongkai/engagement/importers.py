"""Bringing in a year's activities, interpretations, proposals and cases at once.

The rules are those of the services and so are the audit rows; only the statements are bulk. A row is given with the
person who registered it and the moment at which that was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.engagement.enums import InterpretationForm
from gongkai.engagement.models import Activity, Count, ExternalCase, Interpretation, Proposal
from gongkai.engagement.rules import EngagementError
from gongkai.engagement.services.activities import (
    Held,
    activity_row,
    audit_values,
    check_held,
    count_rows,
)
from gongkai.engagement.services.cases import Taken
from gongkai.engagement.services.proposals import Registered
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Whose row it is, who registered it, and when."""

    body: PublicBody
    actor: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedInterpretation:
    document: Record
    record: Record
    form: InterpretationForm
    interpreter: str
    planned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliedProposal:
    """A proposal with its reply, published where `record` is given."""

    registered: Registered
    replied_on: date
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredCase:
    taken: Taken
    replied_on: date
    satisfied: bool | None
    excellent: bool | None
    excellent_label: str = ""


@transaction.atomic
def import_activities(rows: Sequence[tuple[By, Held]]) -> list[Activity]:
    for by, content in rows:
        check_held(content, by.at)
    made = Activity.objects.bulk_create([activity_row(by.body, content) for by, content in rows])
    pairs = [(row, *entry) for row, entry in zip(made, rows, strict=True)]
    Count.objects.bulk_create([count for row, _, content in pairs for count in count_rows(row, content)])
    _audit((by, "activity.hold", f"activity/{row.pk}", audit_values(content)) for row, by, content in pairs)
    return made


@transaction.atomic
def import_interpretations(rows: Sequence[tuple[By, TiedInterpretation]]) -> list[Interpretation]:
    for by, content in rows:
        if content.document.body_id != by.body.pk:
            raise EngagementError("解读由文件的制发单位登记；未导入任何解读，请核对单位。")
    made = Interpretation.objects.bulk_create(
        [
            Interpretation(
                body=by.body,
                document=content.document,
                record=content.record,
                form=content.form,
                interpreter=content.interpreter,
                planned_on=content.planned_on,
            )
            for by, content in rows
        ]
    )
    _audit(
        (
            by,
            "interpretation.tie",
            f"interpretation/{row.pk}",
            {"document": row.document_id, "record": row.record_id},
        )
        for row, (by, _) in zip(made, rows, strict=True)
    )
    return made


@transaction.atomic
def import_proposals(rows: Sequence[tuple[By, RepliedProposal]]) -> list[Proposal]:
    for _, content in rows:
        if content.replied_on < content.registered.received_on:
            raise EngagementError(
                f"{content.registered.number}的答复日期早于交办日期；未导入任何建议提案，请核对。"
            )
    made = Proposal.objects.bulk_create([_proposal(by, content) for by, content in rows])
    _audit(
        (
            by,
            "proposal.publish" if row.record_id else "proposal.reply",
            f"proposal/{row.pk}",
            {"number": row.number, "title": row.title, "replied_on": content.replied_on.isoformat()},
        )
        for row, (by, content) in zip(made, rows, strict=True)
    )
    return made


def _proposal(by: By, content: RepliedProposal) -> Proposal:
    registered = content.registered
    return Proposal(
        body=by.body,
        kind=registered.kind,
        year=registered.year,
        number=registered.number,
        title=registered.title,
        received_on=registered.received_on,
        replied_on=content.replied_on,
        record=content.record,
    )


@transaction.atomic
def import_cases(rows: Sequence[tuple[By, AnsweredCase]]) -> list[ExternalCase]:
    for _, content in rows:
        if content.replied_on < content.taken.accepted_on or content.taken.due_on < content.taken.accepted_on:
            raise EngagementError(f"{content.taken.number}的日期先后不合；未导入任何转办件，请核对。")
    made = ExternalCase.objects.bulk_create([_case(by, content) for by, content in rows])
    _audit(
        (
            by,
            "external_case.answer",
            f"case/{row.pk}",
            {"number": row.number, "replied_on": content.replied_on.isoformat(), "satisfied": row.satisfied},
        )
        for row, (by, content) in zip(made, rows, strict=True)
    )
    return made


def _case(by: By, content: AnsweredCase) -> ExternalCase:
    taken = content.taken
    return ExternalCase(
        body=by.body,
        source=taken.source,
        number=taken.number,
        title=taken.title,
        accepted_on=taken.accepted_on,
        due_on=taken.due_on,
        replied_on=content.replied_on,
        satisfied=content.satisfied,
        excellent=content.excellent,
        excellent_label=content.excellent_label,
    )


def _audit(entries: Iterable[tuple[By, str, str, Mapping[str, object]]]) -> None:
    AuditRow.objects.bulk_create(
        [
            AuditRow(at=by.at, actor=by.actor, act=act, body=by.body, subject=subject, new=dict(new))
            for by, act, subject, new in entries
        ]
    )
