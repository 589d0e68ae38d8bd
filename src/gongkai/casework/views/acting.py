"""The acts: one small form for each. Every view asks the same table as the buttons, then its service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.casework import next_acts as steps
from gongkai.casework import rules, services
from gongkai.casework.forms import (
    ActForm,
    AttachForm,
    ChargeForm,
    ConfirmForm,
    ConsultForm,
    CorrectedForm,
    CorrectForm,
    DelayForm,
    DeliverForm,
    ExtendForm,
    OpinionForm,
    PaidForm,
    ReasonForm,
    SearchForm,
    WithdrawForm,
    attached,
)
from gongkai.casework.models import Request
from gongkai.casework.next_acts import Step
from gongkai.casework.services import CaseError
from gongkai.casework.views.page import case_or_404, steps_for
from gongkai.casework.wording import LAW, PARTIES
from gongkai.law.receipt import ConfirmedHow
from gongkai.law.regimes import Regime
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.notices import leave_notice

REFUSALS = (CaseError,)
Perform = Callable[[DeskRequest, Request, Any], str]
"""Call the service with the cleaned form; returns the sentence that the next page shows."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """A form page: its step, how its form is built for a case, and what it does."""

    step: Step
    form: Callable[..., ActForm]
    perform: Perform
    button: str
    grave: bool = False


def insist(request: DeskRequest, case: Request, step: Step) -> None:
    """Raise CaseError unless the step is lawful now for this seat."""
    if step not in steps_for(request, case):
        raise CaseError(
            f"此件处于“{case.get_state_display()}”，您现在不能办理“{step.label}”；请回到办理页查看下一步。"
        )


def act_response(request: DeskRequest, pk: int, page: ActPage, **choices: Any) -> HttpResponse:
    """The form, or the act and back to the request's page."""
    case = case_or_404(pk)
    insist(request, case, page.step)
    posted = request.method == "POST"
    form = page.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"version": case.version},
        **choices,
    )
    if form.is_valid():
        case.version = form.cleaned_data["version"] or 0
        sentence = performed(request, case, form, page.perform)
        if sentence:
            leave_notice(request, sentence)
            return redirect("request", pk)
    return form_response(request, case, page, form)


def performed(request: DeskRequest, case: Request, form: ActForm, perform: Perform) -> str:
    """The sentence after the act, or an empty one with the reason in the form."""
    try:
        with transaction.atomic():
            return perform(request, case, form)
    except CaseError as refusal:
        form.add_error(None, str(refusal))
        return ""


def form_response(request: DeskRequest, case: Request, page: ActPage, form: ActForm) -> HttpResponse:
    name = page.step.name.removeprefix("request_")
    values = {
        "case": case,
        "step": page.step,
        "form": form,
        "fields": form.visible_fields(),
        "law": LAW.get(name, ""),
        "button": page.button,
        "grave": page.grave,
        "multipart": form.is_multipart(),
    }
    return render(request, "casework/act.html", values, status=422 if form.errors else 200)


def _who(request: DeskRequest) -> dict[str, Any]:
    return {"actor": request.seat.person, "at": timezone.now()}


def _day(due_on: date | None) -> str:
    """The due date in a sentence; an act that stops the clock leaves none."""
    return plain_date(due_on) if due_on else "期限重新起算后的限期"


def _confirm(request: DeskRequest, case: Request, form: ConfirmForm) -> str:
    values = form.cleaned_data
    found = services.confirm(
        request=case,
        confirmed_at=values["confirmed_at"],
        how=ConfirmedHow(values["how"]),
        **_who(request),
    )
    return f"已确认收到，收到申请之日为{plain_date(found.received_on)}，最迟应于{_day(found.due_on)}答复。"


@desk_view(*steps.CONFIRM.acts, refusals=REFUSALS)
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CONFIRM, ConfirmForm, _confirm, "确认收到"))


def _correct(request: DeskRequest, case: Request, form: CorrectForm) -> str:
    values = form.cleaned_data
    services.ask_correction(request=case, items=values["items"], until=values["until"], **_who(request))
    return "已登记补正告知，答复期限自收到补正之日起重新计算。"


@desk_view(*steps.CORRECT.acts, refusals=REFUSALS)
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CORRECT, CorrectForm, _correct, "告知补正"))


def _corrected(request: DeskRequest, case: Request, form: CorrectedForm) -> str:
    services.receive_correction(request=case, received_on=form.cleaned_data["received_on"], **_who(request))
    return "已登记补正，答复期限重新计算。"


@desk_view(*steps.CORRECTED.acts, refusals=REFUSALS)
def corrected(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CORRECTED, CorrectedForm, _corrected, "登记补正"))


def _consult(request: DeskRequest, case: Request, form: ConsultForm) -> str:
    values = form.cleaned_data
    services.consult(
        request=case,
        kind=form.consultation_kind(),
        party=values["party"],
        sent_on=values["sent_on"],
        reached_on=values["reached_on"],
        **_who(request),
    )
    return "已登记征求意见，所需时间是否计入答复期限见“期限说明”。"


@desk_view(*steps.CONSULT.acts, refusals=REFUSALS)
def consult(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CONSULT, ConsultForm, _consult, "登记征求意见"))


def _opinion(request: DeskRequest, case: Request, form: OpinionForm) -> str:
    values = form.cleaned_data
    services.note_opinion(
        request=case,
        consultation_id=int(values["consultation"]),
        answered_on=values["answered_on"],
        reached_on=values["reached_on"],
        consents=form.answer(),
        opinion=values["opinion"],
        **_who(request),
    )
    return "已登记反馈意见，答复期限继续计算。"


@desk_view(*steps.OPINION.acts, refusals=REFUSALS)
def opinion(request: DeskRequest, pk: int) -> HttpResponse:
    rows = rules.pending_consultations(case_or_404(pk))
    pending = [(str(row.pk), f"{plain_date(row.sent_on)}征求{_party(row)}意见") for row in rows]
    return act_response(
        request, pk, ActPage(steps.OPINION, OpinionForm, _opinion, "登记意见"), pending=pending
    )


def _party(row: Any) -> str:
    return PARTIES[row.kind]


def _extend(request: DeskRequest, case: Request, form: ExtendForm) -> str:
    values = form.cleaned_data
    found = services.extend(request=case, days=values["days"], reason=values["reason"], **_who(request))
    return f"已同意延长，最迟应于{_day(found.due_on)}答复。请经办人于今日告知申请人。"


@desk_view(*steps.EXTEND.acts, refusals=REFUSALS)
def extend(request: DeskRequest, pk: int) -> HttpResponse:
    regime = Regime(case_or_404(pk).regime)
    return act_response(request, pk, ActPage(steps.EXTEND, ExtendForm, _extend, "同意延长"), regime=regime)


def _delay(request: DeskRequest, case: Request, form: DelayForm) -> str:
    services.delay(request=case, until=form.cleaned_data["until"], **_who(request))
    return "已登记延迟答复的合理期限。"


@desk_view(*steps.DELAY.acts, refusals=REFUSALS)
def delay(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.DELAY, DelayForm, _delay, "登记"))


def _charge(request: DeskRequest, case: Request, form: ChargeForm) -> str:
    values = form.cleaned_data
    services.charge(
        request=case,
        amount=values["amount"],
        waived=values["waived"] or Decimal(0),
        basis=values["basis"],
        reached_on=values["reached_on"],
        **_who(request),
    )
    return "已登记收费通知。"


@desk_view(*steps.CHARGE.acts, refusals=REFUSALS)
def charge(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CHARGE, ChargeForm, _charge, "登记收费通知"))


def _paid(request: DeskRequest, case: Request, form: PaidForm) -> str:
    values = form.cleaned_data
    services.note_payment(
        request=case, reached_on=values["reached_on"], paid_on=values["paid_on"], **_who(request)
    )
    return "已登记。"


@desk_view(*steps.PAID.acts, refusals=REFUSALS)
def paid(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.PAID, PaidForm, _paid, "登记"))


def _searched(request: DeskRequest, case: Request, form: SearchForm) -> str:
    values = form.cleaned_data
    names = ("searched_at", "place", "terms", "result")
    services.log_search(request=case, **{name: values[name] for name in names}, **_who(request))
    return "检索记录已保存。"


@desk_view(*steps.SEARCH.acts, refusals=REFUSALS)
def searched(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.SEARCH, SearchForm, _searched, "保存检索记录"))


def _deliver(request: DeskRequest, case: Request, form: DeliverForm) -> str:
    proof = attached(form.cleaned_data.get("proof"), "送达凭证")
    row = services.deliver(request=case, handover=form.handover(), proof=proof, **_who(request))
    verdict = "按期答复" if row.on_time else "已超过答复期限，请在说明中写明原因"
    return f"已登记送达，以{plain_date(row.counted_on)}为答复之日，{verdict}。"


@desk_view(*steps.DELIVER.acts, refusals=REFUSALS)
def deliver(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.DELIVER, DeliverForm, _deliver, "登记送达"))


def _withdraw(request: DeskRequest, case: Request, form: WithdrawForm) -> str:
    values = form.cleaned_data
    services.withdraw(request=case, on=values["on"], note=values["note"], **_who(request))
    return "已登记撤回，办理终止。"


@desk_view(*steps.WITHDRAW.acts, refusals=REFUSALS)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.WITHDRAW, WithdrawForm, _withdraw, "登记撤回", grave=True))


def _close(request: DeskRequest, case: Request, form: ReasonForm) -> str:
    services.close(request=case, reasons=form.cleaned_data["reason"], **_who(request))
    return "已登记不再处理。"


@desk_view(*steps.CLOSE.acts, refusals=REFUSALS)
def close(request: DeskRequest, pk: int) -> HttpResponse:
    page = ActPage(steps.CLOSE, ReasonForm, _close, "不再处理", grave=True)
    return act_response(request, pk, page, label="事实和理由")


def _attach(request: DeskRequest, case: Request, form: AttachForm) -> str:
    file = attached(form.cleaned_data["file"], form.cleaned_data["purpose"])
    assert file is not None  # the field is required
    services.attach(request=case, file=file, **_who(request))
    return f"材料“{file.name}”已添加。"


@desk_view(*steps.ATTACH.acts, refusals=REFUSALS)
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ATTACH, AttachForm, _attach, "添加"))


def _archive(request: DeskRequest, case: Request, _form: ActForm) -> str:
    services.archive(request=case, **_who(request))
    return "已归档。"


@desk_view(*steps.ARCHIVE.acts, refusals=REFUSALS)
def archive(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ARCHIVE, ActForm, _archive, "归档"))


def _erase(request: DeskRequest, case: Request, _form: ActForm) -> str:
    services.erase_applicant(request=case, **_who(request))
    return "申请人信息已清除。"


@desk_view(*steps.ERASE.acts, refusals=REFUSALS)
def erase(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ERASE, ActForm, _erase, "清除申请人信息", grave=True))
