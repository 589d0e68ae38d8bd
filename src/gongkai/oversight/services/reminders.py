"""催办单: sent by the district's office, answered by the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.law.wording import plain_date
from gongkai.oversight.enums import ReminderKind
from gongkai.oversight.grounds import Ground, stored, told
from gongkai.oversight.models import Reminder
from gongkai.oversight.rules import OversightError

LONGEST: Final = timedelta(days=366)
"""A term further ahead urges nobody: the year was mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged:
    kind: ReminderKind
    matter: str
    due_on: date
    grounds: Sequence[Ground] = ()


@transaction.atomic
def remind(*, body: PublicBody, content: Urged, actor: Person, at: datetime) -> Reminder:
    """One matter is urged once a day while it is not answered: a second click of the button makes no second paper."""
    require(actor, Act.REMIND, body, at)
    issued_on, matter = timezone.localdate(at), content.matter.strip()
    refuse_faulty(content, issued_on)
    _need_first(body, matter, issued_on)
    row = Reminder.objects.create(
        body=body,
        kind=content.kind,
        matter=matter,
        issued_on=issued_on,
        due_on=content.due_on,
        issuer=actor,
        grounds=stored(content.grounds) or None,
    )
    said = {"grounds": told(content.grounds)} if content.grounds else {"kind": row.kind}
    _audit(row, "issue", actor, at, {**said, "matter": row.matter, "due_on": row.due_on.isoformat()})
    return row


def refuse_faulty(content: Urged, issued_on: date) -> None:
    """Raise OversightError for what cannot be sent on the day."""
    if not content.matter.strip():
        raise OversightError("请写明催办事项。")
    if content.due_on < issued_on:
        raise OversightError("办结时限早于今日，请核对。")
    if content.due_on > issued_on + LONGEST:
        raise OversightError("办结时限在一年以后，请核对年份。")


def _need_first(body: PublicBody, matter: str, issued_on: date) -> None:
    """Under the lock of the body's row, so that of two at once the second sees the first."""
    PublicBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    if Reminder.objects.filter(body=body, matter=matter, issued_on=issued_on, answered_on=None).exists():
        raise OversightError(
            "今日已经就同一事项向该单位发出催办单，尚未反馈，不需要重复发出；请在“催办单”中查看。"
        )


@transaction.atomic
def answer_reminder(*, reminder: Reminder, answer: str, actor: Person, at: datetime) -> Reminder:
    """反馈: once, in words; the matter itself is settled where it belongs."""
    require(actor, Act.REPORT_PROGRESS, reminder.body, at)
    row = Reminder.objects.select_for_update(of=("self",)).select_related("body").get(pk=reminder.pk)
    if row.answered_on is not None:
        raise OversightError(
            f"该催办单已于{plain_date(row.answered_on)}反馈，不能再次反馈；有新的情况请另行联系区政务公开办。"
        )
    if not answer.strip():
        raise OversightError("请填写反馈情况。")
    row.answered_on, row.answer = timezone.localdate(at), answer.strip()
    row.save(update_fields=["answered_on", "answer"])
    _audit(row, "answer", actor, at, {"answer": row.answer})
    return row


def _audit(row: Reminder, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(
        at=at, actor=actor, act=f"reminder.{act}", body=row.body, subject=f"reminder/{row.pk}", new=new
    )
