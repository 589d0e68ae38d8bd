"""Bringing in many cases at once: the rules of `services`, the same audit rows, bulk statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import AuditRow, Person, PublicBody
from gongkai.disputes.models import Lawsuit, Reconsideration
from gongkai.disputes.rules import court_results, review_results
from gongkai.disputes.services import (
    DisputeError,
    ReviewFacts,
    SuitFacts,
    audited,
    check_review,
    check_suit,
    subject_of,
    suit_values,
)
from gongkai.law.disputes import DisputeResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a case went on: the day of the answer or defence, the end, the lesson learnt."""

    acted_on: date | None = None
    decided_on: date | None = None
    result: DisputeResult | None = None
    lesson: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedReview:
    body: PublicBody
    facts: ReviewFacts
    course: Course
    actor: Person
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSuit:
    """`heard_on` with `head_appeared` where there was a hearing."""

    body: PublicBody
    facts: SuitFacts
    course: Course
    actor: Person
    opened_at: datetime
    heard_on: date | None = None
    head_appeared: bool | None = None


@transaction.atomic
def import_reviews(rows: Sequence[ImportedReview]) -> list[Reconsideration]:
    """Raises DisputeError on a row that the desk would have refused; nothing is stored then."""
    for row in rows:
        check_review(row.body, row.facts, timezone.localdate(row.opened_at))
        _check_course(row.course, row.facts.copy_received_on, review_results(row.facts.applied_on))
    cases = Reconsideration.objects.bulk_create([_review(row) for row in rows])
    AuditRow.objects.bulk_create(
        [entry for row, case in zip(rows, cases, strict=True) for entry in _audit(row, case)]
    )
    return cases


@transaction.atomic
def import_suits(rows: Sequence[ImportedSuit]) -> list[Lawsuit]:
    """Raises DisputeError on a row that the desk would have refused; nothing is stored then."""
    for row in rows:
        check_suit(row.body, row.facts, timezone.localdate(row.opened_at))
        _check_course(row.course, row.facts.copy_received_on, court_results())
    cases = Lawsuit.objects.bulk_create([_suit(row) for row in rows])
    AuditRow.objects.bulk_create(
        [entry for row, case in zip(rows, cases, strict=True) for entry in _audit(row, case)]
    )
    return cases


def _check_course(course: Course, since: date, lawful: Mapping[DisputeResult, str]) -> None:
    if (course.result is None) != (course.decided_on is None):
        raise DisputeError("结果和决定日期须同时填写；未导入任何案件。")
    if course.result is not None and course.result not in lawful:
        raise DisputeError("结果不属于这类案件的法定结果；未导入任何案件。")
    if any(day is not None and day < since for day in (course.acted_on, course.decided_on)):
        raise DisputeError("答复、答辩或决定日期早于收到副本日期；未导入任何案件。")


def _review(row: ImportedReview) -> Reconsideration:
    facts, course = row.facts, row.course
    return Reconsideration(
        body=row.body,
        request=facts.request,
        number=facts.number,
        review_body=facts.review_body,
        matter=facts.matter,
        simple=facts.simple,
        applied_on=facts.applied_on,
        copy_received_on=facts.copy_received_on,
        answered_on=course.acted_on,
        **_end(course),
    )


def _suit(row: ImportedSuit) -> Lawsuit:
    return Lawsuit(
        body=row.body,
        **suit_values(row.facts),
        defended_on=row.course.acted_on,
        heard_on=row.heard_on,
        head_appeared=row.head_appeared,
        **_end(row.course),
    )


def _end(course: Course) -> dict[str, Any]:
    result = course.result.value if course.result else ""
    return {"decided_on": course.decided_on, "result": result, "lesson": course.lesson}


def _audit(row: ImportedReview | ImportedSuit, case: Reconsideration | Lawsuit) -> list[AuditRow]:
    """One row for each act, as the desk would have written them one by one."""
    return [
        AuditRow(
            at=at,
            actor=row.actor,
            act=act,
            body=row.body,
            subject=subject_of(case),
            old={},
            new=audited(values),
        )
        for act, at, values in _acts(row)
    ]


def _acts(row: ImportedReview | ImportedSuit) -> list[tuple[str, datetime, dict[str, Any]]]:
    course = row.course
    if isinstance(row, ImportedReview):
        kind, acted = "reconsideration", ("answer", "answered_on")
        opened = {name: getattr(row.facts, name) for name in row.facts.__slots__}
    else:
        kind, acted = "lawsuit", ("defence", "defended_on")
        opened = suit_values(row.facts)
    found = [(f"{kind}.open", row.opened_at, opened)]
    if course.acted_on:
        found.append((f"{kind}.{acted[0]}", _on(row.opened_at, course.acted_on), {acted[1]: course.acted_on}))
    if isinstance(row, ImportedSuit) and row.heard_on:
        values = {"heard_on": row.heard_on, "head_appeared": row.head_appeared}
        found.append((f"{kind}.appearance", _on(row.opened_at, row.heard_on), values))
    if course.decided_on and course.result:
        ended = {"decided_on": course.decided_on, "result": course.result.value}
        found.append((f"{kind}.decide", _on(row.opened_at, course.decided_on), ended))
        if course.lesson:
            at = _on(row.opened_at, course.decided_on)
            found.append((f"{kind}.lesson", at, {"lesson": course.lesson}))
    return found


def _on(moment: datetime, day: date) -> datetime:
    """That day at the same time of day."""
    local = timezone.localtime(moment)
    return local.replace(year=day.year, month=day.month, day=day.day)
