"""依申请办理页: the term with its reasons, the course, the proofs, and what is lawful now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.models import AuditRow
from gongkai.casework import rules, wording
from gongkai.casework.enums import NoticeKind, RequestState, VoidReason
from gongkai.casework.models import Consultation, Delivery, Request, RequestFile
from gongkai.casework.naming import title_for
from gongkai.casework.next_acts import (
    ATTACH,
    CHARGE,
    CORRECT,
    DELAY,
    DELIVER,
    ERASE,
    RETURN,
    REVIEW,
    SERVE,
    SIGN,
    SUBMIT,
    VOID,
    VOIDABLE,
    WITHDRAW,
    Step,
    next_acts,
    situation_of,
    why_not,
)
from gongkai.casework.queries import answered_alike, cases, disputed_among
from gongkai.casework.services.opening import CaseError, subject_of
from gongkai.casework.working_days import current_calendar
from gongkai.files.services import default_store
from gongkai.law.applications import advice
from gongkai.law.clock import Deadline
from gongkai.law.consultations import rule_of
from gongkai.law.corrections import NoticeTerm
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import Channel, ReceiptBasis
from gongkai.law.regimes import Regime
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, Way, desk_view
from gongkai.shell.rooms import words_of_acts

ON_LETTER = frozenset({SUBMIT, REVIEW, SIGN, RETURN})
"""Steps that are taken on the letter's own page, where the text can be read."""
ON_NOTICE = frozenset({VOID})
"""Steps that are taken on the page of the letter they concern."""
RARE = frozenset({DELAY, CHARGE, ATTACH, WITHDRAW, ERASE})
"""Steps that few requests need: they stand folded below the others."""
_TO_COMPLETE = frozenset({RequestState.TO_CONFIRM, RequestState.HANDLING, RequestState.CONSULTING})
_TURNS = {
    RequestState.TO_CONFIRM: Act.REGISTER_REQUEST,
    RequestState.HANDLING: Act.HANDLE_REQUEST,
    RequestState.TO_REVIEW: Act.REVIEW_REPLY,
    RequestState.TO_SIGN: Act.SIGN_REPLY,
    RequestState.TO_DELIVER: Act.DELIVER_REPLY,
    RequestState.ANSWERED: Act.HANDLE_REQUEST,
}


_THEN = {
    RequestState.TO_CONFIRM: "与申请人确认收到",
    RequestState.HANDLING: "审查、检索并确定办理结果",
    RequestState.TO_REVIEW: "审核答复",
    RequestState.TO_SIGN: "签发答复",
    RequestState.TO_DELIVER: "送达并登记",
    RequestState.ANSWERED: "归档",
}


def case_or_404(pk: int) -> Request:
    return get_object_or_404(cases(), pk=pk)


def posted_case(request: DeskRequest, pk: int, step: Step) -> Request:
    """The case of a form page: an act that is posted loads and judges it under its lock, so here its row is enough."""
    if request.method == "POST":
        return get_object_or_404(cases().prefetch_related(None), pk=pk)
    case = case_or_404(pk)
    insist(request, case, step)
    return case


def back_to_case(pk: int, **_more: int) -> Way:
    """Where a refusal of an act on a request leads."""
    return "回到办理页", reverse("request", args=[pk])


def insist(request: DeskRequest, case: Request, step: Step) -> None:
    """Raise CaseError unless the step is lawful now for this seat."""
    if step not in steps_for(request, case):
        seat = request.seat
        now = situation_of(seat.person, case, seat.today, current_calendar())
        raise CaseError(why_not(step, now, case.get_state_display()))


def steps_for(request: DeskRequest, case: Request) -> tuple[Step, ...]:
    seat = request.seat
    allowed = seat.acts_at(case.body_id)
    return next_acts(seat.person, case, allowed, on=seat.today, calendar=current_calendar())


def sees_person(request: DeskRequest, case: Request) -> bool:
    """Whether the seat may read who applied, and what could tell it."""
    return case.body_id in request.seat.reach(Act.VIEW_APPLICANT)


def shows_words(request: DeskRequest, case: Request) -> bool:
    """Whether the seat may read what the applicant wrote: in a web request, or in a correction that was copied out.

    What came on paper a clerk put in neutral words.
    """
    written = case.channel == Channel.WEB or rules.rewritten(case)
    return not written or sees_person(request, case)


WITHHELD = "此件文书载有申请人的原话，您没有查看申请人的权限。"


def text_of_letter(request: DeskRequest, case: Request, text: str) -> str:
    """The text for this seat: every letter quotes the request, a web or corrected one in the applicant's own words."""
    return text if shows_words(request, case) else WITHHELD


def title_of_case(request: DeskRequest, case: Request) -> str:
    return title_for(case, request.seat.reach(Act.VIEW_APPLICANT))


@desk_view(Act.VIEW_REQUESTS)
def case_page(request: DeskRequest, pk: int) -> HttpResponse:
    case = case_or_404(pk)
    steps = steps_for(request, case)
    deadline = rules.deadline_of(case, current_calendar(), request.seat.today)
    receipt = rules.receipt_of(case)
    values = {
        "case": case,
        "title": title_of_case(request, case),
        "shows_words": shows_words(request, case),
        "body_name": request.seat.name_of(case.body_id),
        "state": wording.state_mark(case.state),
        "term": term_of(case, deadline, request),
        "deadline": deadline,
        "standing": wording.standing(deadline),
        "basis": wording.BASES[ReceiptBasis(case.receipt_basis)],
        "reasons": (*receipt.explanation, *deadline.explanation),
        "warnings": tuple(_warnings(case, (*receipt.warnings, *deadline.warnings))),
        "regime": Regime(case.regime).instrument,
        "sees_person": sees_person(request, case),
        "buttons": [step for step in steps if step not in ON_LETTER | ON_NOTICE | RARE],
        "rare": [step for step in steps if step in RARE],
        "on_letter": next((step for step in steps if step in ON_LETTER), None),
        "waiting_for": waiting_for(case, steps, request.seat.acts_at(case.body_id)),
        "correction_term": _correction_term(request, case, steps),
        "registers": bool(request.seat.reach(Act.REGISTER_REQUEST)),
        **_rows(case, request.seat.today),
        "timeline": timeline_of(case),
        "alike": _alike(request, case),
    }
    return render(request, "casework/case.html", values)


def term_of(case: Request, deadline: Deadline, request: DeskRequest) -> Any:
    """The mark beside the due date, by the law's own view of the day."""
    return wording.term_mark(case.state, deadline.due, current_calendar(), request.seat.today)


def _correction_term(request: DeskRequest, case: Request, steps: tuple[Step, ...]) -> NoticeTerm | None:
    """By when a correction is told: while it may be asked for, and while its letter waits to go out."""
    waits = any(row.kind == NoticeKind.CORRECTION for row in rules.waiting_notices(case))
    if CORRECT in steps or (waits and case.state in rules.OPEN_STATES):
        return rules.correction_term(case, current_calendar(), request.seat.today)
    return None


def _warnings(case: Request, found: tuple[str, ...]) -> Iterator[str]:
    """What the law says of the facts; then what the request lacks and which letters nobody has told yet."""
    yield from found
    if case.state in _TO_COMPLETE and rules.correction_of(case) is None:
        lacking = advice(Regime(case.regime), rules.contents_of(case))
        if lacking:
            yield lacking
    for row in rules.waiting_notices(case):
        effect = "告知之前不生效" if row.kind in VOIDABLE else "送达登记后方可归档"
        yield f"{row.title}已于{plain_date(row.made_on)}制作，尚未登记送达；{effect}。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation as the page tells it: why it was asked twice, and what follows once the last day is past."""

    kind: str
    row: Consultation
    silence: str
    again: str = ""


def _asked(case: Request, row: Consultation, today: date) -> Asked:
    kind = ConsultationKind(row.kind)
    silence = rule_of(Regime(case.regime), kind).silence if rules.is_silent(row, today) else ""
    letters = (found for found in case.notices.all() if found.consultation_id == row.pk)
    again = next((found.facts["again"] for found in letters if found.facts.get("again")), "")
    return Asked(wording.PARTIES[kind], row, silence, again)


def _rows(case: Request, today: date) -> dict[str, Any]:
    """The sections' rows; what `cases` loaded is asked for again nowhere."""
    reply, delivery = rules.reply_of(case), rules.delivery_of(case)
    outcome = rules.outcome_of(case)
    return {
        "applicant": getattr(case, "applicant", None),
        "searches": list(case.searches.select_related("person").order_by("searched_at", "pk")),
        "consultations": [_asked(case, row, today) for row in rules.consultations_of(case)],
        "notices": sorted(case.notices.all(), key=lambda row: row.pk),
        "correction": rules.correction_of(case),
        "extension": rules.extension_of(case),
        "extended": rules.extension_works(case, current_calendar()),
        "delay": rules.delay_of(case),
        "fee": rules.fee_of(case),
        "withdrawal": rules.withdrawal_of(case),
        "decision": rules.decision_of(case),
        "outcome": outcome,
        "reply": reply,
        "signatures": signatures_of(case),
        "delivery": delivery,
        "way": wording.WAYS[DeliveryWay(delivery.way)] if delivery else "",
        "disputed": _disputed(case),
        "files": list(case.files.select_related("file").order_by("pk")),
    }


@dataclass(frozen=True, slots=True)
class Alike:
    """A request of the same subject and how it was replied to."""

    pk: int
    number: str
    title: str
    body: str
    outcome: str
    basis: str
    replied_on: date
    disputed: bool


def _alike(request: DeskRequest, case: Request) -> list[Alike]:
    """Of the bodies that the seat sees, so that like requests are answered alike."""
    found = list(answered_alike(case))
    disputed = set(disputed_among(found))
    rows = [(row, rules.outcome_of(row), rules.delivery_of(row)) for row in found]
    return [
        Alike(
            pk=row.pk,
            number=row.number,
            title=title_of_case(request, row),
            body=request.seat.name_of(row.body_id),
            outcome=outcome.label if outcome else "",
            basis="、".join(str(citation) for citation in outcome.basis) if outcome else "",
            replied_on=delivery.counted_on,
            disputed=row.pk in disputed,
        )
        for row, outcome, delivery in rows
        if delivery is not None
    ]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A reconsideration or lawsuit over the request; `address` names its page."""

    address: str
    pk: int
    number: str
    since: date
    result: str


def _disputed(case: Request) -> list[Dispute]:
    """The oldest first, both kinds in one statement."""
    reviews, suits = case.reconsiderations, case.lawsuits
    found = reviews.values_list(Value("reconsideration"), "pk", "number", "applied_on", "result").union(
        suits.values_list(Value("lawsuit"), "pk", "number", "filed_on", "result")
    )
    names = {
        key: name
        for rows in (reviews, suits)
        for key, name in rows.model._meta.get_field("result").flatchoices
    }
    rows = [
        Dispute(kind, pk, number, since, names.get(result, "")) for kind, pk, number, since, result in found
    ]
    return sorted(rows, key=lambda row: (row.since, row.pk))


def signatures_of(case: Request) -> list[tuple[str, Any]]:
    """The signatures of the present round, each with its stage's word."""
    reply = rules.reply_of(case)
    if reply is None:
        return []
    rows = sorted(reply.signatures.all(), key=lambda row: (row.at, row.pk))
    return [(wording.stage_label(row.stage), row) for row in rows if row.round == reply.round]


def waiting_for(case: Request, steps: tuple[Step, ...], held: Collection[Act]) -> str:
    """Who acts next, and what they do, when the person looking at the page holds another part."""
    state = RequestState(case.state)
    turn = _TURNS.get(state)
    if turn is None:
        return "" if set(steps) - RARE else "您在这里没有需要办理的事项。"
    if turn in held or {*ON_LETTER, DELIVER, SERVE}.intersection(steps):
        return ""
    roles = "或者".join(grant.role.label for grant in MATRIX[turn])
    return f"此件下一步由{roles}{_THEN[state]}。"


def timeline_of(case: Request) -> list[tuple[str, AuditRow]]:
    """Every act on the request, the latest first, each with its word."""
    rows = AuditRow.objects.filter(subject=subject_of(case), body=case.body_id).select_related("actor")
    return [(_word(entry), entry) for entry in rows.order_by("-at", "-pk")[:100]]


def _word(entry: AuditRow) -> str:
    word = words_of_acts().get(entry.act, entry.act)
    if stage := entry.new.get("stage"):
        return f"{word}（{wording.stage_label(stage)}）"
    if reason := entry.new.get("void_reason"):
        return f"{word}（{VoidReason(reason).label}）"
    if "rewritten" in entry.new:
        words = "内容描述已补正" if entry.new["rewritten"] == "yes" else "内容描述没有改动"
        added = entry.new.get("added")
        return f"{word}（{words}{f'，材料{added}份' if added else ''}）"
    return word


@desk_view(Act.VIEW_APPLICANT)
def case_file(_request: DeskRequest, pk: int, file: int) -> HttpResponseBase:
    """What came with a request may tell who sent it: only seats that may know the applicant open it."""
    row = get_object_or_404(RequestFile.objects.select_related("file"), request=pk, pk=file)
    return FileResponse(
        default_store().open(row.file.sha256),
        as_attachment=True,
        filename=row.name,
        content_type=row.file.media_type,
    )


@desk_view(Act.VIEW_APPLICANT)
def case_proof(_request: DeskRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(
        Delivery.objects.select_related("proof", "request"), request=pk, proof__isnull=False
    )
    assert row.proof is not None
    return FileResponse(
        default_store().open(row.proof.sha256),
        as_attachment=True,
        filename=f"{row.request.number}送达凭证",
        content_type=row.proof.media_type,
    )
