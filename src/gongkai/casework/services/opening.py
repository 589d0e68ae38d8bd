"""What every act begins and ends with: the locked row, the check of the state machine, the derived columns, the audit row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.services import AccessDenied, acts_held, record_act
from gongkai.casework import rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import CaseSerial, Request
from gongkai.casework.next_acts import Step, lawful_steps, situation_of, why_not
from gongkai.casework.progress import tell_applicant
from gongkai.casework.queries import cases
from gongkai.casework.working_days import current_calendar
from gongkai.law.wording import plain_date

CHANGED = "此件在您打开页面之后又有新的办理记录，请刷新页面，看过最新情况后再办理；您填写的内容请先自行留存。"


Fault = tuple[str, str]
"""Field of a form, empty for the whole; and the sentence that says what is wrong there and what to do."""


class CaseError(Exception):
    """An act that is not lawful now: each fault says why and what to do, and where it stands in a form."""

    def __init__(self, sentence: str, field: str = "", *more: Fault) -> None:
        self.faults: tuple[Fault, ...] = ((field, sentence), *more)
        super().__init__("".join(sentence for _, sentence in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise CaseError with all of them at once; without any, go on."""
    found = list(faults)
    if found:
        (field, sentence), *more = found
        raise CaseError(sentence, field, *more)


def open_case(request: Request, step: Step, *, actor: Person, at: datetime) -> Request:
    """The request, locked and loaded, for an act that is lawful now.

    Raises:
        AccessDenied: the actor holds none of the step's acts at the body.
        CaseError: somebody acted after `request` was read, or the step is not lawful now.
    """
    case = cases().select_for_update(of=("self",)).get(pk=request.pk)
    on = timezone.localdate(at)
    held = acts_held(actor, step.acts, case.body, on)
    if not held:
        raise AccessDenied(
            f"{actor.display_name}在本单位没有办理“{step.label}”的角色，请由安全管理员授予角色后再办理。"
        )
    if case.version != request.version:
        raise CaseError(CHANGED)
    now = situation_of(actor, case, on, current_calendar())
    if step not in lawful_steps(now, held):
        raise CaseError(why_not(step, now, case.get_state_display()))
    if step.acts == (Act.HANDLE_REQUEST,) and case.officer_id is None:
        _take_over(case, actor)
    return case


def _take_over(case: Request, actor: Person) -> None:
    """Who handles the request first is its officer; who agreed to extend or delay it as the head is not."""
    agreed = {NoticeKind.EXTENSION, NoticeKind.DELAY}
    if any(row.kind in agreed and row.made_by_id == actor.pk for row in rules.notices_of(case)):
        raise CaseError(
            "您已经作为负责人同意此件延期或者延迟答复，不能再作为经办人办理；请由其他经办人办理。"
        )
    case.officer = actor


def close_act(  # noqa: PLR0913 - the facts of an audit row
    case: Request,
    act: str,
    *,
    actor: Person | None,
    at: datetime,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> Request:
    """Bring the derived columns in line with the rows, count the version up, write the audit row."""
    before = case.state
    settle(case, at)
    case.version += 1
    case.save()
    tell_applicant(case)
    moved = {"state": before}, {"state": case.state}
    changed = before != case.state
    record_act(
        at=at,
        actor=actor,
        act=f"request.{act}",
        body=case.body,
        subject=subject_of(case),
        old={**(moved[0] if changed else {}), **_plain(old)},
        new={**(moved[1] if changed else {}), **_plain(new)},
    )
    return case


def settle(case: Request, at: datetime) -> None:
    """Receipt, regime, due date and state as they follow from the rows."""
    receipt = rules.receipt_of(case)
    case.received_on = receipt.received_on
    case.receipt_basis = receipt.basis
    case.careful = receipt.careful
    case.regime = receipt.regime
    case.due_on = rules.stored_due(case, current_calendar())
    _settle_consultations(case)
    case.state = rules.state_of(case)
    case.updated_at = at


def _settle_consultations(case: Request) -> None:
    """The last day to answer of what is still out, by which lists tell 逾期未答复."""
    for row in rules.pending_consultations(case):
        answer_by = rules.answer_by_of(case, row, current_calendar())
        if row.answer_by != answer_by:
            row.answer_by = answer_by
            row.save(update_fields=["answer_by"])


def forget(case: Request, name: str) -> None:
    """Ask for a set of related rows anew: one of them has just been added or changed."""
    getattr(case, "_prefetched_objects_cache", {}).pop(name, None)


def subject_of(case: Request) -> str:
    return f"request/{case.number}"


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: _text(value) for name, value in (values or {}).items() if value not in {None, ""}}


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def next_serial(body: PublicBody, year: int, series: str) -> int:
    """The next number of a series, under the lock of its row until the act ends; never given twice."""
    rows = CaseSerial.objects.filter(body=body, year=year, series=series)
    if not rows.update(last=F("last") + 1):
        try:
            with transaction.atomic():
                CaseSerial.objects.create(body=body, year=year, series=series, last=1)
        except IntegrityError:  # somebody opened the series at the same moment
            rows.update(last=F("last") + 1)
    return rows.values_list("last", flat=True).get()


def ahead(day: date | None, on: date, what: str, field: str) -> Iterator[Fault]:
    """Acts are recorded, not foretold."""
    if day is not None and day > on:
        yield field, f"{what}晚于今日，请核对。"


def before(day: date | None, first: date | None, what: str, than: str, field: str) -> Iterator[Fault]:
    if day is not None and first is not None and day < first:
        yield field, f"{what}早于{than}（{plain_date(first)}），请核对。"


def unproved(  # noqa: PLR0913 - which day, told how
    day: date | None, on: date, proof: object, *, what: str, kinds: str, field: str = "proof"
) -> Iterator[Fault]:
    """What is entered after its day is believed with its proof only: the day moves a term."""
    if day is not None and day < on and not proof:
        yield field, f"{what}在今日之前，须附上证明：{kinds}。请在“送达凭证”处选择文件后再登记。"


def moved(noted: date | None, told: date | None, what: str, field: str) -> Iterator[Fault]:
    """Another day is told over one that was noted: a clock was counted from it."""
    if noted is not None and told not in {None, noted}:
        yield field, f"{what}已经登记为{plain_date(noted)}，不能改写；请将此项留空，或者填写同一日期。"
