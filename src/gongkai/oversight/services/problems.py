"""存在的问题 that a year names, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import reach, record_act, require
from gongkai.oversight.models import Problem
from gongkai.oversight.rules import OversightError


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    year: int
    text: str
    measure: str = ""


@transaction.atomic
def note_problem(*, body: PublicBody, content: Noted, actor: Person, at: datetime) -> Problem:
    _allow(actor, body, at)
    if not content.text.strip():
        raise OversightError("请写明存在的问题。")
    _need_first(body, content)
    row = Problem.objects.create(
        body=body, year=content.year, text=content.text.strip(), measure=content.measure.strip()
    )
    _audit(row, "note", actor, at, {"year": row.year, "text": row.text})
    return row


def _need_first(body: PublicBody, content: Noted) -> None:
    """Under the lock of the body's row: a second click of the button notes no second problem."""
    PublicBody.objects.select_for_update(no_key=True).get(pk=body.pk)
    known = Problem.objects.filter(body=body, year=content.year, text=content.text.strip(), resolved_on=None)
    if known.exists():
        raise OversightError(
            f"这个问题在该单位{content.year}年的存在问题中已经登记，尚未解决，不需要重复登记；请在“存在问题”中查看。"
        )


@transaction.atomic
def resolve_problem(
    *, problem: Problem, outcome: str, resolved_on: date, actor: Person, at: datetime
) -> Problem:
    """The problem is over, and how: the report of the following year says so."""
    _allow(actor, problem.body, at)
    row = Problem.objects.select_for_update(of=("self",)).select_related("body").get(pk=problem.pk)
    if row.resolved_on is not None:
        raise OversightError("该问题已经登记解决，不能再次登记。")
    if not outcome.strip():
        raise OversightError("请填写改进情况。")
    if resolved_on > timezone.localdate(at) or resolved_on.year < row.year:
        raise OversightError(f"解决日期不能早于发现问题的{row.year}年，也不能晚于今日，请核对。")
    row.outcome, row.resolved_on = outcome.strip(), resolved_on
    row.save(update_fields=["outcome", "resolved_on"])
    _audit(row, "resolve", actor, at, {"outcome": row.outcome, "resolved_on": resolved_on.isoformat()})
    return row


def _allow(actor: Person, body: PublicBody, at: datetime) -> None:
    """The body's own reporter, or the office that plans the tasks."""
    if body.pk not in reach(actor, Act.PLAN_TASKS, timezone.localdate(at)):
        require(actor, Act.REPORT_PROGRESS, body, at)


def _audit(row: Problem, act: str, actor: Person, at: datetime, new: Mapping[str, object]) -> None:
    record_act(at=at, actor=actor, act=f"problem.{act}", body=row.body, subject=f"problem/{row.pk}", new=new)
