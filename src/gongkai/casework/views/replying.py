"""The reply: outcome, draft, the letter with its signatures, print and Word file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.bodies.access import Act
from gongkai.casework import rules, services
from gongkai.casework.enums import ReplyStage
from gongkai.casework.forms import DetermineForm, DraftForm, ReasonForm
from gongkai.casework.letters import Letter
from gongkai.casework.models import Request
from gongkai.casework.next_acts import DETERMINE, DRAFT, RETURN, REVIEW, SIGN, SUBMIT, Step
from gongkai.casework.printing import WORD, Paper, word_file
from gongkai.casework.services import CaseError
from gongkai.casework.views.acting import REFUSALS, Done, done_response, performed
from gongkai.casework.views.page import (
    back_to_case,
    case_or_404,
    insist,
    shows_words,
    signatures_of,
    steps_for,
    title_of_case,
)
from gongkai.casework.views.papers import found_at, party_paper, reply_paper
from gongkai.casework.wording import LAW, state_mark
from gongkai.law.answers import reasons_of
from gongkai.law.consultations import OVERRIDES
from gongkai.law.decision_tree import decision_tree
from gongkai.law.decisions import Outcome, Question
from gongkai.law.regimes import Regime
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

_STAGES = {SUBMIT: ReplyStage.OFFICER, REVIEW: ReplyStage.LEGAL, SIGN: ReplyStage.APPROVAL}


def _questions(node: Question) -> Iterator[tuple[str, tuple[Outcome, ...]]]:
    """The law's questions in their order, each with the outcomes it leads to."""
    leaves = tuple(choice for _, choice in node.choices if isinstance(choice, Outcome))
    offered = tuple(leaf for leaf in leaves if leaf.key not in services.NOT_BY_REPLY)
    if offered:
        yield node.text, offered
    for _, choice in node.choices:
        if isinstance(choice, Question):
            yield from _questions(choice)


@desk_view(*DETERMINE.acts, refusals=REFUSALS, back=back_to_case)
def determine(request: DeskRequest, pk: int) -> HttpResponse:
    case = case_or_404(pk)
    insist(request, case, DETERMINE)
    questions = list(_questions(decision_tree(Regime(case.regime))))
    decision = rules.decision_of(case)
    initial: dict[str, object] = {"version": case.version}
    if decision is not None:
        initial |= {
            "outcome": decision.outcome,
            "reasons": decision.reasons,
            "ground": decision.override,
            "override": decision.override_reason,
        }
    barring = rules.barring(case, request.seat.today)
    form = DetermineForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        outcomes=questions,
        grounds=OVERRIDES[Regime(case.regime)] if barring else None,
    )
    if form.is_valid():
        case.version = form.cleaned_data["version"] or 0
        if done := performed(request, case, form, _determine):
            return done_response(request, pk, done)
    values = {
        "case": case,
        "form": form,
        "questions": [(text, _choices(form, leaves)) for text, leaves in questions],
        "law": LAW["determine"],
        "law_override": LAW["override"],
        "barring": bool(barring),
        "searches": case.searches.count(),
    }
    return render(request, "casework/determine.html", values, status=422 if form.errors else 200)


def _choices(form: DetermineForm, leaves: tuple[Outcome, ...]) -> list[dict[str, Any]]:
    """Every outcome with its radio button, legal basis, what the reasons must say and what the file must hold."""
    widgets = {str(option.data["value"]): option for option in form["outcome"]}
    return [
        {
            "option": widgets[leaf.key],
            "leaf": leaf,
            "basis": "、".join(str(citation) for citation in leaf.basis),
            "reasons": reasons_of(leaf),
            "proof": "；".join(leaf.proof),
        }
        for leaf in leaves
    ]


def _determine(request: DeskRequest, case: Request, form: Any) -> Done:
    values = form.cleaned_data
    found = services.determine(
        request=case,
        key=values["outcome"],
        reasons=values["reasons"],
        override=form.overriding(),
        actor=request.seat.person,
        at=timezone.now(),
    )
    outcome = rules.outcome_of(found)
    return Done(f"办理结果已确定为“{outcome.label if outcome else ''}”。请起草答复。")


@desk_view(*DRAFT.acts, refusals=REFUSALS, back=back_to_case)
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    """The text that follows from the law until the officer has saved one; `?anew` proposes it again."""
    case = case_or_404(pk)
    insist(request, case, DRAFT)
    letter = services.proposed_letter(case, request.seat.today)
    reply = rules.reply_of(case)
    kept = reply is not None and "anew" not in request.GET
    text = reply.text if reply is not None and kept else letter.text
    form = DraftForm(
        request.POST if request.method == "POST" else None,
        initial={"version": case.version, "text": text},
    )
    if form.is_valid():
        case.version = form.cleaned_data["version"] or 0
        if done := performed(request, case, form, _draft):
            leave_notice(request, done.sentence)
            return redirect("request_letter", pk)
    values = {"case": case, "form": form, "letter": letter, "law": LAW["draft"], "kept": kept, "reply": reply}
    return render(request, "casework/draft.html", values, status=422 if form.errors else 200)


def _draft(request: DeskRequest, case: Request, form: Any) -> Done:
    services.draft_reply(
        request=case, text=form.cleaned_data["text"], actor=request.seat.person, at=timezone.now()
    )
    return Done("答复已保存。请核对文字，再送审。")


@desk_view(Act.VIEW_REQUESTS, refusals=REFUSALS)
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    case = case_or_404(pk)
    return letter_response(request, case, ReasonForm(label="退回意见", auto_id="return_%s"))


def letter_response(request: DeskRequest, case: Request, form: ReasonForm) -> HttpResponse:
    """The text as it will be served; beside it who signed, and the signature whose turn it is."""
    paper = reply_paper(request, case)
    reply = rules.reply_of(case)
    found = steps_for(request, case)
    values = {
        "case": case,
        "title": title_of_case(request, case),
        "shows_words": shows_words(request, case),
        "paper": paper,
        "unfound": not found_at(case.body),
        "beside": _beside(request, case) if reply is not None and not reply.document_number else (),
        "reply": reply,
        "state": state_mark(case.state),
        "outcome": rules.outcome_of(case),
        "decision": rules.decision_of(case),
        "signatures": signatures_of(case),
        "sign_step": next((step for step in found if step in _STAGES), None),
        "returns": RETURN in found,
        "drafts": DRAFT in found,
        "return_form": form,
        "missing": _missing(case, request) if reply is not None and not reply.document_number else (),
    }
    return render(request, "casework/letter.html", values, status=422 if form.errors else 200)


def _beside(request: DeskRequest, case: Request) -> list[Paper]:
    """The letters that the approval makes beside the reply, to be read before it; none while their remedy lacks a fact."""
    try:
        found = services.third_party_letters(case, request.seat.today)
    except CaseError:
        return []  # the reply lacks the same fact, and its own warning says so
    return [party_paper(request, case, text, row) for text, row in found]


def _missing(case: Request, request: DeskRequest) -> tuple[str, ...]:
    """What the proposal of today lacks or warns of: the reviewer reads it beside the text."""
    proposed: Letter = services.proposed_letter(case, request.seat.today)
    lacking = (sentence for _, sentence in services.supply_faults(case, services.TO_SUBMIT))
    return (*proposed.missing, *proposed.warnings, *lacking)


@desk_view(Act.VIEW_APPLICANT, refusals=REFUSALS)
def letter_word(request: DeskRequest, pk: int) -> HttpResponse:
    case = case_or_404(pk)
    paper = reply_paper(request, case)
    response = HttpResponse(word_file(paper), content_type=WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{case.number}.docx"'
    return response


@desk_view(*SUBMIT.acts, refusals=REFUSALS, back=back_to_case)
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    return _signed(request, pk, SUBMIT, "已送审。审核期间如需改动，保存后即为新的一轮。")


@desk_view(*REVIEW.acts, refusals=REFUSALS, back=back_to_case)
def review(request: DeskRequest, pk: int) -> HttpResponse:
    return _signed(request, pk, REVIEW, "已审核同意，等待签发。")


@desk_view(*SIGN.acts, refusals=REFUSALS, back=back_to_case)
def sign(request: DeskRequest, pk: int) -> HttpResponse:
    return _signed(request, pk, SIGN, "已签发并编号，等待送达。")


def _signed(request: DeskRequest, pk: int, step: Step, sentence: str) -> HttpResponse:
    """Sign the text that the person has read: a page left open over a new text signs nothing."""
    case = case_or_404(pk)
    if request.method != "POST":
        return redirect("request_letter", pk)
    insist(request, case, step)
    services.sign(
        request=case,
        stage=_STAGES[step],
        sha256=request.POST.get("sha256", ""),
        actor=request.seat.person,
        at=timezone.now(),
    )
    leave_notice(request, sentence)
    return redirect("request", pk)


@desk_view(*RETURN.acts, refusals=REFUSALS, back=back_to_case)
def send_back(request: DeskRequest, pk: int) -> HttpResponse:
    case = case_or_404(pk)
    if request.method != "POST":
        return redirect("request_letter", pk)
    insist(request, case, RETURN)
    form = ReasonForm(request.POST, label="退回意见", auto_id="return_%s")
    if not form.is_valid():
        return letter_response(request, case, form)
    services.return_reply(
        request=case, note=form.cleaned_data["reason"], actor=request.seat.person, at=timezone.now()
    )
    leave_notice(request, "已退回经办人修改。")
    return redirect("request", pk)
