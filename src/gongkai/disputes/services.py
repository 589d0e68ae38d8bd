"""The acts of a dispute: what was opened, answered, heard and decided, each dated and kept in the audit trail.

A date that was noted wrongly is noted anew; the audit row holds what stood before. Of texts that may speak of
persons (matter, finding, lesson) the audit row holds a digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import record_act, require
from gongkai.casework.models import Request
from gongkai.disputes.enums import ComplaintChannel
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import court_results, may_be_simple, review_results
from gongkai.law.disputes import DisputeResult

Case = TypeVar("Case", Reconsideration, Lawsuit, Complaint)
TEXTS = frozenset({"matter", "finding", "lesson", "absence_reason"})
"""Fields whose words never enter an audit row in the clear."""


class DisputeError(Exception):
    """An act or a date that cannot be so: the sentence says what is wrong and what to check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What the copy of an application for reconsideration tells."""

    number: str
    review_body: str
    matter: str
    applied_on: date
    copy_received_on: date
    simple: bool = False
    request: Request | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitFacts:
    """What the copy of a complaint to the court tells; with a reconsideration the suit came after review."""

    number: str
    court: str
    matter: str
    filed_on: date
    copy_received_on: date
    after_review: bool = False
    reviewing_only: bool = False
    request: Request | None = None
    reconsideration: Reconsideration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFacts:
    channel: ComplaintChannel
    matter: str
    received_on: date
    due_on: date | None = None


@transaction.atomic
def open_reconsideration(
    *, body: PublicBody, facts: ReviewFacts, actor: Person, at: datetime
) -> Reconsideration:
    """Register a reconsideration against an act of this body.

    Raises:
        DisputeError: dates out of order or to come, a number that is taken, a request of another body.
    """
    require(actor, Act.EDIT_DISPUTES, body, at)
    check_review(body, facts, timezone.localdate(at))
    case = Reconsideration(body=body, **_values(facts))
    _insert(case, facts.number)
    _audit(case, "reconsideration.open", actor, at, new=_values(facts))
    return case


@transaction.atomic
def open_lawsuit(*, body: PublicBody, facts: SuitFacts, actor: Person, at: datetime) -> Lawsuit:
    """Register a suit. One that follows a registered reconsideration takes its request from there.

    Raises:
        DisputeError: as for a reconsideration, or a reconsideration of another body or still undecided terms.
    """
    require(actor, Act.EDIT_DISPUTES, body, at)
    check_suit(body, facts, timezone.localdate(at))
    values = suit_values(facts)
    case = Lawsuit(body=body, **values)
    _insert(case, facts.number)
    _audit(case, "lawsuit.open", actor, at, new=values)
    return case


@transaction.atomic
def register_complaint(*, body: PublicBody, facts: ComplaintFacts, actor: Person, at: datetime) -> Complaint:
    require(actor, Act.EDIT_DISPUTES, body, at)
    check_complaint(facts, timezone.localdate(at))
    case = Complaint.objects.create(body=body, **_values(facts))
    _audit(case, "complaint.register", actor, at, new=_values(facts))
    return case


@transaction.atomic
def note_answer(*, case: Reconsideration, on: date, actor: Person, at: datetime) -> Reconsideration:
    """The day the written answer went to the 复议机关."""
    _need_order(on, case.copy_received_on, "提交书面答复日期", "收到申请书副本日期")
    return _change(case, "reconsideration.answer", {"answered_on": on}, actor, at)


@transaction.atomic
def decide_reconsideration(
    *, case: Reconsideration, result: DisputeResult, on: date, actor: Person, at: datetime
) -> Reconsideration:
    """What the 复议机关 decided, one of the results that the text in force knows."""
    if result not in review_results(case.applied_on):
        raise DisputeError("这一结果不属于当时施行的《行政复议法》规定的复议结果，请从所列结果中选择。")
    _need_order(on, case.applied_on, "复议决定日期", "申请复议日期")
    _need_same_year(case.decided_on, on)
    return _change(case, "reconsideration.decide", {"decided_on": on, "result": result.value}, actor, at)


@transaction.atomic
def note_defence(*, case: Lawsuit, on: date, actor: Person, at: datetime) -> Lawsuit:
    """The day 答辩状 and evidence went to the court."""
    _need_order(on, case.copy_received_on, "提交答辩状日期", "收到起诉状副本日期")
    return _change(case, "lawsuit.defence", {"defended_on": on}, actor, at)


@transaction.atomic
def note_appearance(  # noqa: PLR0913 - when, who came, why not the head; by whom, when
    *, case: Lawsuit, on: date, head_appeared: bool, absence_reason: str = "", actor: Person, at: datetime
) -> Lawsuit:
    """Who stood before the court: the head should appear; where not, why, and who came instead (行诉法 Art.3)."""
    _need_order(on, case.filed_on, "开庭日期", "立案日期")
    reason = "" if head_appeared else absence_reason.strip()
    if not head_appeared and not reason:
        raise DisputeError("负责人没有出庭的，请写明理由和出庭的工作人员。")
    values = {"heard_on": on, "head_appeared": head_appeared, "absence_reason": reason}
    return _change(case, "lawsuit.appearance", values, actor, at)


@transaction.atomic
def decide_lawsuit(*, case: Lawsuit, result: DisputeResult, on: date, actor: Person, at: datetime) -> Lawsuit:
    """What the court decided, one of the results of a court."""
    if result not in court_results():
        raise DisputeError("这一结果不属于《行政诉讼法》规定的裁判结果，请从所列结果中选择。")
    _need_order(on, case.filed_on, "裁判日期", "立案日期")
    _need_same_year(case.decided_on, on)
    return _change(case, "lawsuit.decide", {"decided_on": on, "result": result.value}, actor, at)


@transaction.atomic
def answer_complaint(*, case: Complaint, finding: str, on: date, actor: Person, at: datetime) -> Complaint:
    """What was found and done, and the day the person was told."""
    _need_order(on, case.received_on, "答复日期", "收到日期")
    if not finding.strip():
        raise DisputeError("请填写调查处理结果。")
    return _change(case, "complaint.answer", {"answered_on": on, "finding": finding.strip()}, actor, at)


@transaction.atomic
def record_lesson(*, case: Case, lesson: str, actor: Person, at: datetime) -> Case:
    """原因分析和改进: why it came to the dispute, and what is done differently since."""
    if not lesson.strip():
        raise DisputeError("请填写原因分析和改进措施。")
    return _change(case, f"{_kind(case)}.lesson", {"lesson": lesson.strip()}, actor, at)


def check_review(body: PublicBody, facts: ReviewFacts, today: date) -> None:
    """The rules of opening, for the desk and the importer alike; DisputeError names the fault."""
    _need_words(facts.number, facts.review_body, facts.matter)
    _need_past(today, facts.copy_received_on, "收到申请书副本日期")
    _need_order(facts.copy_received_on, facts.applied_on, "收到申请书副本日期", "申请复议日期")
    _need_own(body, facts.request)
    if facts.simple and not may_be_simple(facts.applied_on):
        raise DisputeError("2024年1月1日前申请的行政复议没有简易程序，请核对申请日期。")


def check_suit(body: PublicBody, facts: SuitFacts, today: date) -> None:
    _need_words(facts.number, facts.court, facts.matter)
    _need_past(today, facts.copy_received_on, "收到起诉状副本日期")
    _need_order(facts.copy_received_on, facts.filed_on, "收到起诉状副本日期", "立案日期")
    _need_own(body, facts.request)
    before = facts.reconsideration
    if before is None:
        return
    if before.body_id != body.pk:
        raise DisputeError("所选的行政复议不是本机关的案件，请核对复议案号。")
    _need_order(facts.filed_on, before.applied_on, "立案日期", "该案申请复议日期")


def check_complaint(facts: ComplaintFacts, today: date) -> None:
    _need_words(facts.matter)
    _need_past(today, facts.received_on, "收到日期")
    if facts.due_on is not None:
        _need_order(facts.due_on, facts.received_on, "要求答复日期", "收到日期")


def suit_values(facts: SuitFacts) -> dict[str, Any]:
    """Fields of the row: after a registered reconsideration the way and the request follow from it."""
    values = _values(facts)
    before = facts.reconsideration
    values["after_review"] = facts.after_review or facts.reviewing_only or before is not None
    if before is not None and facts.request is None:
        values["request"] = before.request
    return values


def _values(facts: ReviewFacts | SuitFacts | ComplaintFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__slots__}


def _insert(case: Reconsideration | Lawsuit, number: str) -> None:
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise DisputeError(f"案号“{number}”已经登记过，请打开原有案件办理。") from error


def _change(case: Case, act: str, values: Mapping[str, Any], actor: Person, at: datetime) -> Case:
    """Write the fields of one act on the locked row; days to come are refused."""
    require(actor, Act.EDIT_DISPUTES, case.body, at)
    for value in values.values():
        if isinstance(value, date):
            _need_past(timezone.localdate(at), value)
    locked = type(case).objects.select_for_update().select_related("body").get(pk=case.pk)
    old = {name: getattr(locked, name) for name in values}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    _audit(locked, act, actor, at, old=old, new=values)
    return locked


def _need_words(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise DisputeError("案号、机关名称和事项均须填写。")


def _need_past(today: date, day: date, what: str = "所填日期") -> None:
    if day > today:
        raise DisputeError(f"{what}晚于今日，请核对。")


def _need_same_year(noted: date | None, on: date) -> None:
    """A year that has been reported stays as it was: what a later year decides is a case of its own."""
    if noted is not None and noted.year != on.year:
        raise DisputeError(
            f"此案已登记{noted.year}年的结果，计入当年的年度报告，不能改为{on.year}年；重新作出的决定、裁判请另行登记。"
        )


def _need_order(later: date, earlier: date, later_name: str, earlier_name: str) -> None:
    if later < earlier:
        raise DisputeError(f"{later_name}早于{earlier_name}，请核对。")


def _need_own(body: PublicBody, request: Request | None) -> None:
    if request is not None and request.body_id != body.pk:
        raise DisputeError("所选的依申请公开申请不是本机关的案件，请核对收件编号。")


def _kind(case: Reconsideration | Lawsuit | Complaint) -> str:
    return type(case).__name__.lower()


def subject_of(case: Reconsideration | Lawsuit | Complaint) -> str:
    """What the audit rows of a case are filed under."""
    return f"{_kind(case)}/{case.pk}"


def audited(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as an audit row holds them: days as ISO text, rows by their number, free texts as digests."""
    return {name: _told(name, value) for name, value in values.items() if value not in {None, ""}}


def _told(name: str, value: Any) -> Any:
    if name in TEXTS:
        return f"sha256:{hashlib.sha256(str(value).encode()).hexdigest()[:16]}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def _audit(  # noqa: PLR0913 - an audit row has six facts
    case: Reconsideration | Lawsuit | Complaint,
    act: str,
    actor: Person,
    at: datetime,
    *,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any],
) -> None:
    record_act(
        at=at,
        actor=actor,
        act=act,
        body=case.body,
        subject=subject_of(case),
        old=audited(old or {}),
        new=audited(new),
    )
