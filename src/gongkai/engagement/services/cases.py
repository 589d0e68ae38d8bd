"""转办件 of 民心网 and other channels: no requests under the Regulation, counted apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.bodies.services import record_act, require
from gongkai.engagement.enums import CaseSource
from gongkai.engagement.models import ExternalCase
from gongkai.engagement.rules import EngagementError, check_past


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    source: CaseSource
    number: str
    title: str
    accepted_on: date
    due_on: date


@transaction.atomic
def take_external_case(*, body: PublicBody, content: Taken, actor: Person, at: datetime) -> ExternalCase:
    require(actor, Act.EDIT_ENGAGEMENT, body, at)
    check_past(content.accepted_on, at, "接收日期")
    if content.due_on < content.accepted_on:
        raise EngagementError("反馈时限早于接收日期，请核对。")
    number = content.number.strip()
    with cross_body("external case number"):
        taken = ExternalCase.objects.filter(source=content.source, number=number).exists()
    if taken:
        raise EngagementError(f"{content.source.label}编号{number}已经登记，请核对编号。")
    row = ExternalCase.objects.create(
        body=body,
        source=content.source,
        number=number,
        title=content.title.strip(),
        accepted_on=content.accepted_on,
        due_on=content.due_on,
    )
    _audit(row, "take", actor, at, {"source": row.source, "number": number, "due_on": row.due_on.isoformat()})
    return row


@transaction.atomic
def answer_external_case(  # noqa: PLR0913 - the day and the two marks; by whom, when
    *,
    case: ExternalCase,
    replied_on: date,
    satisfied: bool | None,
    excellent: bool | None,
    excellent_label: str = "",
    actor: Person,
    at: datetime,
) -> ExternalCase:
    """The feedback with the marks that the sending channel gave it; None where it gave none."""
    require(actor, Act.EDIT_ENGAGEMENT, case.body, at)
    row = ExternalCase.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
    if row.replied_on is not None:
        raise EngagementError("该件已经登记反馈，不能再次登记。")
    if replied_on < row.accepted_on:
        raise EngagementError("反馈日期早于接收日期，请核对。")
    check_past(replied_on, at, "反馈日期")
    row.replied_on, row.satisfied, row.excellent = replied_on, satisfied, excellent
    row.excellent_label = excellent_label.strip()
    row.save(update_fields=["replied_on", "satisfied", "excellent", "excellent_label"])
    new = {"replied_on": replied_on.isoformat(), "satisfied": satisfied, "excellent": excellent}
    _audit(row, "answer", actor, at, new)
    return row


def _audit(row: ExternalCase, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(
        at=at, actor=actor, act=f"external_case.{act}", body=row.body, subject=f"case/{row.pk}", new=new
    )
