"""The acts between receipt and reply: one small form for each; those that make a letter lead to its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from gongkai.casework import next_acts as steps
from gongkai.casework import rules, services
from gongkai.casework.forms import (
    ConsultForm,
    CorrectForm,
    CostsForm,
    DelayForm,
    ExtendForm,
    OpinionForm,
    PaidForm,
    ProcessingFeeForm,
    SearchForm,
    attached,
)
from gongkai.casework.models import Consultation, Request
from gongkai.casework.services import CaseError, Fault
from gongkai.casework.views.acting import (
    REFUSALS,
    ActPage,
    Done,
    act_response,
    add_faults,
    always,
    answered,
    form_response,
    who,
)
from gongkai.casework.views.page import back_to_case, case_or_404, insist, posted_case
from gongkai.casework.wording import PARTIES
from gongkai.casework.working_days import current_calendar
from gongkai.law.applications import missing_items
from gongkai.law.clock import NATIONAL
from gongkai.law.corrections import usual_until
from gongkai.law.fees import FeeAmount, FeeMode
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime, terms_of
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view

_MADE = "{title}已经编号。请打印送达，再在本页登记送达；告知之后方才生效。"


def _made(row: Any, asked: date | None = None, caution: str = "") -> Done:
    """With the last day that was asked for: a rest day has moved, and the pages say so; `caution` they say too."""
    moved = ""
    if asked is not None and row.facts["until"] != asked.isoformat():
        until = plain_date(date.fromisoformat(row.facts["until"]))
        moved = f"所填的{plain_date(asked)}不是工作日，文书写明的期限顺延至{until}。"
    return Done(_MADE.format(title=row.title), row, moved + caution)


def _correct(request: DeskRequest, case: Request, form: CorrectForm) -> Done:
    values = form.cleaned_data
    asked = {name: values[name] for name in ("items", "until", "longer")}
    row = services.ask_correction(request=case, **asked, **who(request))
    return _made(row, values["until"], _told_late(request, case))


def _told_in_time(request: DeskRequest, case: Request) -> tuple[str, ...]:
    term = rules.correction_term(case, current_calendar(), request.seat.today)
    return (term.sentence,) if term and not term.past else ()


def _told_late(request: DeskRequest, case: Request) -> str:
    term = rules.correction_term(case, current_calendar(), request.seat.today)
    return term.sentence if term and term.past else ""


@desk_view(*steps.CORRECT.acts, refusals=REFUSALS, back=back_to_case)
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """What the Regulation asks for and the request lacks stands in the items from the start; above it, by when to tell."""
    on = request.seat.today
    page = ActPage(
        steps.CORRECT,
        CorrectForm,
        _correct,
        "预览补正告知书",
        reads=always,
        faults=lambda _case, values: services.correction_faults(values, on),
    )
    usual = plain_date(usual_until(on, current_calendar(), NATIONAL))
    return act_response(
        request,
        pk,
        page,
        begin=_lacking,
        choose=lambda _case: {"usual": usual},
        tell=lambda case: _told_in_time(request, case),
        caution=lambda case: _told_late(request, case),
    )


def _lacking(case: Request) -> dict[str, Any]:
    missing = missing_items(Regime(case.regime), rules.contents_of(case))
    return {"items": "\n".join(f"{number}．请补充{item}；" for number, item in enumerate(missing, 1))}


def _regime(case: Request) -> dict[str, Any]:
    return {"regime": Regime(case.regime)}


def _asked(case: Request) -> dict[str, Any]:
    return {**_regime(case), "web": case.channel == Channel.WEB}


def _consult(request: DeskRequest, case: Request, form: ConsultForm) -> Done:
    values = form.cleaned_data
    row = services.consult(
        request=case,
        kind=form.consultation_kind(),
        party=values["party"],
        matter=values["matter"],
        again=values["again"],
        handover=form.handover(),
        proof=attached(values.get("proof"), "征求意见"),
        **who(request),
    )
    if row.told_on is None:
        return _made(row)
    return Done("已登记系统外制发的征求意见文书，是否影响答复期限见“期限说明”。")


@desk_view(*steps.CONSULT.acts, refusals=REFUSALS, back=back_to_case)
def consult(request: DeskRequest, pk: int) -> HttpResponse:
    page = ActPage(
        steps.CONSULT,
        ConsultForm,
        _consult,
        "预览征求意见文书",
        folded=("系统外制发、已经送出的（直接登记，不另制文书）", ConsultForm.ELSEWHERE),
        reads=lambda form: form.handover() is None,
    )
    return act_response(request, pk, page, choose=_asked)


def _opinion(request: DeskRequest, case: Request, form: OpinionForm) -> Done:
    values = form.cleaned_data
    services.note_opinion(
        request=case,
        consultation_id=int(values["consultation"]),
        answered_on=values["answered_on"],
        reached_on=values["reached_on"],
        consents=form.answer(),
        opinion=values["opinion"],
        proof=attached(values.get("proof"), "对方收到征求意见文书的凭证"),
        **who(request),
    )
    return Done("已登记反馈意见，答复期限继续计算。")


@desk_view(*steps.OPINION.acts, refusals=REFUSALS, back=back_to_case)
def opinion(request: DeskRequest, pk: int) -> HttpResponse:
    def faults(case: Request, values: Mapping[str, Any]) -> Iterable[Fault]:
        named = str(values.get("consultation", ""))
        rows = [row for row in rules.pending_consultations(case) if str(row.pk) == named]
        answers = {"yes": True, "no": False}
        told = {**values, "consents": answers.get(values.get("consents", ""))}
        return services.opinion_faults(rows[0], told, request.seat.today) if rows else ()

    page = ActPage(steps.OPINION, OpinionForm, _opinion, "登记意见", faults=faults)
    return act_response(request, pk, page, choose=_pending)


def _pending(case: Request) -> dict[str, Any]:
    rows = rules.pending_consultations(case)
    return {"pending": [(str(row.pk), f"{plain_date(row.sent_on)}征求{_party(row)}意见") for row in rows]}


def _party(row: Consultation) -> str:
    return PARTIES[row.kind]  # type: ignore[index]  # the column holds the law's values


def _extend(request: DeskRequest, case: Request, form: ExtendForm) -> Done:
    values = form.cleaned_data
    return _made(services.extend(request=case, days=values["days"], reason=values["reason"], **who(request)))


@desk_view(*steps.EXTEND.acts, refusals=REFUSALS, back=back_to_case)
def extend(request: DeskRequest, pk: int) -> HttpResponse:
    page = ActPage(
        steps.EXTEND,
        ExtendForm,
        _extend,
        "预览告知书",
        reads=always,
        faults=lambda case, values: services.extension_faults(Regime(case.regime), values),
    )
    return act_response(
        request, pk, page, choose=lambda case: {**_regime(case), "last": _last(request, case)}
    )


def _last(request: DeskRequest, case: Request) -> str:
    """Where the longest extension leads, and that the day is 暂定 where its year's holidays are not announced."""
    if request.method == "POST":
        return ""
    most = terms_of(Regime(case.regime)).extension_days
    due, provisional = services.extended_to(case, request.seat.today, most)
    unsure = "（暂定：该年度的放假安排尚未公布，公布后可能调整）" if provisional else ""
    return f"，今日告知的，至{plain_date(due)}届满{unsure}"


def _delay(request: DeskRequest, case: Request, form: DelayForm) -> Done:
    values = form.cleaned_data
    row = services.delay(request=case, until=values["until"], reason=values["reason"], **who(request))
    return _made(row, values["until"])


@desk_view(*steps.DELAY.acts, refusals=REFUSALS, back=back_to_case)
def delay(request: DeskRequest, pk: int) -> HttpResponse:
    on = request.seat.today
    page = ActPage(
        steps.DELAY,
        DelayForm,
        _delay,
        "预览告知书",
        reads=always,
        faults=lambda case, values: services.delay_faults(case, values, on),
    )
    return act_response(request, pk, page)


def _charge(request: DeskRequest, case: Request, form: CostsForm | ProcessingFeeForm) -> Done:
    return _made(services.charge(request=case, asked=form.charge(), **who(request)))


@desk_view(*steps.CHARGE.acts, refusals=REFUSALS, back=back_to_case)
def charge(request: DeskRequest, pk: int) -> HttpResponse:
    """Under R19 the sum is the law's: 试算 fills it in with its lines and stores nothing."""
    case = posted_case(request, pk, steps.CHARGE)
    if case.regime == Regime.R07:
        page = ActPage(
            steps.CHARGE, CostsForm, _charge, "预览收费通知书", reads=always, faults=_waiver_faults
        )
        return act_response(request, pk, page)
    page = ActPage(steps.CHARGE, ProcessingFeeForm, _charge, "预览收费通知书", reads=always)
    posted = request.method == "POST"
    tries = "try" in request.POST
    begins = {} if posted and not tries else _tried(request, case)
    form = ProcessingFeeForm(request.POST if posted and not tries else None, initial=begins)
    if form.is_valid() and (answer := answered(request, case, page, form)):
        return answer
    if posted:
        insist(request, case_or_404(pk), steps.CHARGE)
        found = _fee(request, case)
        due = services.nothing_due(found) if isinstance(found, FeeAmount) and "mode" in request.POST else ()
        add_faults(form, (*due, *_waiver_faults(case, dict(form.cleaned_data) if form.is_bound else {})))
    return form_response(request, case, page, form, tries="试算", **_lines(request, case))


def _waiver_faults(_case: Request, values: Mapping[str, Any]) -> Iterable[Fault]:
    return services.waiver_faults(values, values.get("amount"))


def _tried(request: DeskRequest, case: Request) -> dict[str, Any]:
    """What the form begins with: 按件 as this request stands in its month, or what was tried."""
    kept = {
        name: request.POST[name] for name in ("pages", "waived", "waiver", "pay_to") if name in request.POST
    }
    found = _fee(request, case)
    amount = {"amount": found.amount_yuan} if isinstance(found, FeeAmount) and found.amount_yuan else {}
    return {"version": case.version, "mode": _mode(request).value, **kept, **amount}


def _lines(request: DeskRequest, case: Request) -> dict[str, Any]:
    """The calculation in lines, or the sentence why there is none yet."""
    found = _fee(request, case)
    return {"lines": found.explanation if isinstance(found, FeeAmount) else (found,)}


def _fee(request: DeskRequest, case: Request) -> FeeAmount | str:
    pages = request.POST.get("pages", "")
    try:
        return services.lawful_fee(case, _mode(request), int(pages) if pages.isdecimal() else None)
    except CaseError as refusal:
        return str(refusal)


def _mode(request: DeskRequest) -> FeeMode:
    by_page = request.POST.get("mode") == FeeMode.BY_PAGE.value
    return FeeMode.BY_PAGE if by_page else FeeMode.BY_REQUEST


def _paid(request: DeskRequest, case: Request, form: PaidForm) -> Done:
    values = form.cleaned_data
    services.note_payment(
        request=case,
        reached_on=values["reached_on"],
        paid_on=values["paid_on"],
        proof=attached(values.get("proof"), "申请人收到收费通知的凭证"),
        **who(request),
    )
    return Done("已登记。")


@desk_view(*steps.PAID.acts, refusals=REFUSALS, back=back_to_case)
def paid(request: DeskRequest, pk: int) -> HttpResponse:
    def faults(case: Request, values: Mapping[str, Any]) -> Iterable[Fault]:
        row = rules.fee_of(case)
        return services.payment_faults(row, values, request.seat.today) if row else ()

    return act_response(request, pk, ActPage(steps.PAID, PaidForm, _paid, "登记", faults=faults))


def _searched(request: DeskRequest, case: Request, form: SearchForm) -> Done:
    values = form.cleaned_data
    names = ("searched_at", "place", "terms", "result")
    services.log_search(request=case, **{name: values[name] for name in names}, **who(request))
    return Done("检索记录已保存。")


@desk_view(*steps.SEARCH.acts, refusals=REFUSALS, back=back_to_case)
def searched(request: DeskRequest, pk: int) -> HttpResponse:
    page = ActPage(
        steps.SEARCH,
        SearchForm,
        _searched,
        "保存检索记录",
        faults=lambda case, values: services.search_faults(case, values, timezone.now()),
    )
    return act_response(request, pk, page)
