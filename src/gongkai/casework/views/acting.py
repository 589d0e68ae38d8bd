"""The acts: one small form for each. Every view asks the same table as the buttons, then its service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.casework import next_acts as steps
from gongkai.casework import rules, services
from gongkai.casework.enums import NoticeKind
from gongkai.casework.forms import (
    ActForm,
    AttachForm,
    ConfirmForm,
    CorrectedForm,
    DeliverForm,
    ReasonForm,
    WithdrawForm,
    attached,
)
from gongkai.casework.letters import text_hash
from gongkai.casework.models import Notice, Request
from gongkai.casework.next_acts import Step
from gongkai.casework.services import CaseError, Fault
from gongkai.casework.views.page import back_to_case, case_or_404, insist, posted_case, title_of_case
from gongkai.casework.views.papers import found_at, notice_paper
from gongkai.casework.wording import LAW
from gongkai.law.receipt import ConfirmedHow
from gongkai.law.supply import gives_information
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view
from gongkai.shell.marking import field_named
from gongkai.shell.notices import leave_notice

REFUSALS = (CaseError,)


@dataclass(frozen=True, slots=True)
class Done:
    """The sentence that the next page shows; with `notice` that page is the letter which the act has made.

    `remark` is told of the letter before it takes its number, and after.
    """

    sentence: str
    notice: Notice | None = None
    remark: str = ""


Perform = Callable[[DeskRequest, Request, Any], Done]
"""Call the service with the cleaned form."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """A form page: its step, how its form is built for a case, and what it does.

    `faults` are the service's own checks of what a form holds that lacks something else: all is told at once.
    `reads` says of a valid form that its act makes a letter, which is read before it takes its number.
    """

    step: Step
    form: Callable[..., ActForm]
    perform: Perform
    button: str
    grave: bool = False
    folded: tuple[str, tuple[str, ...]] | None = None  # a summary and the fields that stand folded below it
    reads: Callable[[Any], bool] = lambda _form: False
    faults: Callable[[Request, Mapping[str, Any]], Iterable[Fault]] = lambda _case, _values: ()


def act_response(  # noqa: PLR0913 - what the form needs, and what is told before it
    request: DeskRequest,
    pk: int,
    page: ActPage,
    *,
    begin: Callable[[Request], dict[str, Any]] | None = None,
    choose: Callable[[Request], dict[str, Any]] | None = None,
    tell: Callable[[Request], tuple[str, ...]] | None = None,
    caution: Callable[[Request], str] | None = None,
) -> HttpResponse:
    """The form, or the act and on to the page that shows it.

    `begin` and `choose` give the form what depends on the case, `tell` what the person should know beforehand;
    `caution` warns, and is empty where there is nothing to warn of.
    """
    case = posted_case(request, pk, page.step)
    posted = request.method == "POST"
    form = page.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"version": case.version, **(begin(case) if begin and not posted else {})},
        **(choose(case) if choose else {}),
    )
    if form.is_valid() and (answer := answered(request, case, page, form)):
        return answer
    if posted:
        found = case_or_404(pk)
        insist(request, found, page.step)
        add_faults(form, page.faults(found, dict(form.cleaned_data)))
    told = {"lines": tell(case) if tell else (), "caution": caution(case) if caution else ""}
    return form_response(request, case, page, form, **told)


def answered(request: DeskRequest, case: Request, page: ActPage, form: ActForm) -> HttpResponse | None:
    """The page after the act of a valid form, or the letter to read before it; None back to the form."""
    if BACK in request.POST:
        return None
    case.version = form.cleaned_data["version"] or 0
    if page.reads(form):
        return read_first(request, case, page, form)
    done = performed(request, case, form, page.perform)
    return done_response(request, case.pk, done) if done else None


BACK, READ = "back", "read"
"""Names of the buttons under a letter that is looked at; the second carries the hash of what was read."""


def read_first(request: DeskRequest, case: Request, page: ActPage, form: ActForm) -> HttpResponse | None:
    """The exact letter, and only what was read takes a number: a text that has changed since is shown again."""
    read = request.POST.get(READ, "")
    seen, done = _tried(request, case, page, form, read)
    if done is not None:
        return done_response(request, case.pk, done)
    return None if seen is None else _preview(request, case, page, form, seen, changed=bool(read))


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter that was made and taken back in one transaction: nothing of it is kept, no number is used."""

    row: Notice
    sha256: str
    remark: str


def _tried(
    request: DeskRequest, case: Request, page: ActPage, form: ActForm, read: str
) -> tuple[Seen | None, Done | None]:
    """Do the act. It stands if its letter is the one that was read, else the letter is shown and all is undone."""
    try:
        with transaction.atomic():
            done = page.perform(request, case, form)
            row = done.notice
            assert row is not None  # so the page says
            sha256 = text_hash(row.title, f"{row.party}\n{row.text}")
            if read == sha256:
                return None, done
            transaction.set_rollback(True)
            return Seen(row, sha256, done.remark), None
    except CaseError as refusal:
        mark(form, refusal)
        return None, None


def _preview(  # noqa: PLR0913 - the letter and the form that asks for it
    request: DeskRequest, case: Request, page: ActPage, form: ActForm, seen: Seen, *, changed: bool
) -> HttpResponse:
    found = case_or_404(case.pk)
    values = {
        "case": found,
        "title": title_of_case(request, found),
        "step": page.step,
        "typed": [(bound.html_name, value) for bound in form if (value := bound.value()) not in {None, ""}],
        "letter": seen.row,
        "paper": notice_paper(request, found, seen.row, numbered=False),
        "sha256": seen.sha256,
        "remark": seen.remark,
        "changed": changed,
        "unfound": not found_at(found.body),
        "grave": page.grave,
    }
    return render(request, "casework/preview.html", values)


def done_response(request: DeskRequest, pk: int, done: Done) -> HttpResponse:
    leave_notice(request, done.sentence + done.remark)
    return redirect("request_notice", pk, done.notice.pk) if done.notice else redirect("request", pk)


def performed(request: DeskRequest, case: Request, form: ActForm, perform: Perform) -> Done | None:
    """What was done, or None with the reason in the form, at its field where the refusal names one."""
    try:
        with transaction.atomic():
            return perform(request, case, form)
    except CaseError as refusal:
        mark(form, refusal)
        return None


def mark(form: Form, refusal: CaseError) -> None:
    """Each fault at the field that it is about, else at the one that its sentence names, else above the form."""
    for name, sentence in refusal.faults:
        form.add_error(name if name in form.fields else field_named(form, sentence), sentence)


def add_faults(form: Form, faults: Iterable[Fault]) -> None:
    """What the service would say of the rest of a form that is not valid; each field has one error."""
    for name, sentence in list(faults) if form.errors else ():
        known = name if name in form.fields else field_named(form, sentence)
        if (known or NON_FIELD_ERRORS) not in form.errors:
            form.add_error(known, sentence)


def form_response(
    request: DeskRequest, case: Request, page: ActPage, form: ActForm, **extra: Any
) -> HttpResponse:
    name = page.step.name.removeprefix("request_")
    summary, folded = page.folded or ("", ())
    values = {
        "case": case,
        "step": page.step,
        "form": form,
        "fields": [bound for bound in form.visible_fields() if bound.name not in folded],
        "folded": [form[name] for name in folded],
        "folded_open": any(form[name].errors for name in folded),
        "summary": summary,
        "law": LAW.get(name, ""),
        "button": page.button,
        "grave": page.grave,
        "multipart": form.is_multipart(),
        **extra,
    }
    return render(request, "casework/act.html", values, status=422 if form.errors else 200)


def always(_form: ActForm) -> bool:
    return True


def who(request: DeskRequest) -> dict[str, Any]:
    return {"actor": request.seat.person, "at": timezone.now()}


def _confirm(request: DeskRequest, case: Request, form: ConfirmForm) -> Done:
    values = form.cleaned_data
    found = services.confirm(
        request=case,
        confirmed_at=values["confirmed_at"],
        how=ConfirmedHow(values["how"]),
        **who(request),
    )
    until = plain_date(found.due_on) if found.due_on else "期限重新起算后的限期"
    return Done(f"已确认收到，收到申请之日为{plain_date(found.received_on)}，最迟应于{until}答复。")


@desk_view(*steps.CONFIRM.acts, refusals=REFUSALS, back=back_to_case)
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.CONFIRM, ConfirmForm, _confirm, "确认收到"))


def _corrected(request: DeskRequest, case: Request, form: CorrectedForm) -> Done:
    values = form.cleaned_data
    services.receive_correction(
        request=case,
        received_on=values["received_on"],
        description=values["description"],
        files=form.attachments(),
        **who(request),
    )
    return Done("已登记补正，答复期限重新计算。补正前后的内容并列在“申请内容”中。")


@desk_view(*steps.CORRECTED.acts, refusals=REFUSALS, back=back_to_case)
def corrected(request: DeskRequest, pk: int) -> HttpResponse:
    on = request.seat.today
    page = ActPage(
        steps.CORRECTED,
        CorrectedForm,
        _corrected,
        "登记补正",
        faults=lambda case, values: services.corrected_faults(case, values, on),
    )
    return act_response(
        request, pk, page, begin=lambda case: {"description": case.description}, tell=_asked_to_correct
    )


def _asked_to_correct(case: Request) -> tuple[str, ...]:
    """What the letter asked for, and the words that it is about."""
    found = rules.correction_of(case)
    asked = f"{plain_date(found.told_on)}告知补正的事项：{found.items}" if found else ""
    return tuple(filter(None, (asked, f"原内容描述：{case.description}")))


def _deliver(request: DeskRequest, case: Request, form: DeliverForm) -> Done:
    proof = attached(form.cleaned_data.get("proof"), "送达凭证")
    information = attached(form.cleaned_data.get("information"), services.SUPPLIED)
    row = services.deliver(
        request=case, handover=form.handover(), proof=proof, information=information, **who(request)
    )
    verdict = "按期答复" if row.on_time else "已超过答复期限，请在说明中写明原因"
    untold = "".join(_untold_parties(case))
    return Done(f"已登记送达，以{plain_date(row.counted_on)}为答复之日，{verdict}。{untold}")


def _untold_parties(case: Request) -> tuple[str, ...]:
    """R07 Art.23, R19 Art.32: what is disclosed against a refusal is told to the third party, and it may seek its remedy."""
    waiting = [row for row in rules.waiting_notices(case) if row.kind == NoticeKind.OVERRIDE]
    if not waiting:
        return ()
    sentence = (
        f"有{len(waiting)}份“决定告知第三方书”尚未登记送达。决定公开的内容和理由应当书面告知第三方"
        "（2007年《条例》第二十三条、2019年《条例》第三十二条）；请先送达第三方，再向申请人提供信息。"
    )
    return (sentence,)


@desk_view(*steps.DELIVER.acts, refusals=REFUSALS, back=back_to_case)
def deliver(request: DeskRequest, pk: int) -> HttpResponse:
    def faults(case: Request, values: Mapping[str, Any]) -> Iterable[Fault]:
        reply = rules.reply_of(case)
        made_on = reply.made_on if reply else None
        return services.way_faults(values, made_on, request.seat.today, services.REPLIED)

    return act_response(
        request,
        pk,
        ActPage(steps.DELIVER, DeliverForm, _deliver, "登记送达", faults=faults),
        choose=_gives,
        tell=_untold_parties,
    )


def _gives(case: Request) -> dict[str, Any]:
    found = rules.outcome_of(case)
    return {"gives": found is not None and gives_information(found)}


def _withdraw(request: DeskRequest, case: Request, form: WithdrawForm) -> Done:
    values = form.cleaned_data
    services.withdraw(request=case, on=values["on"], note=values["note"], **who(request))
    return Done("已登记撤回，办理终止。")


@desk_view(*steps.WITHDRAW.acts, refusals=REFUSALS, back=back_to_case)
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    on = request.seat.today
    page = ActPage(
        steps.WITHDRAW,
        WithdrawForm,
        _withdraw,
        "登记撤回",
        grave=True,
        faults=lambda case, values: services.withdrawal_faults(case, values, on),
    )
    return act_response(request, pk, page)


def _close(request: DeskRequest, case: Request, form: ReasonForm) -> Done:
    row = services.close(request=case, reasons=form.cleaned_data["reason"], **who(request))
    return Done("已登记不再处理，告知书已经编号。请打印送达，再在本页登记送达。", row)


@desk_view(*steps.CLOSE.acts, refusals=REFUSALS, back=back_to_case)
def close(request: DeskRequest, pk: int) -> HttpResponse:
    page = ActPage(steps.CLOSE, ReasonForm, _close, "预览不再处理告知书", grave=True, reads=always)
    return act_response(request, pk, page, choose=lambda _case: {"label": "事实和理由"})


def _attach(request: DeskRequest, case: Request, form: AttachForm) -> Done:
    file = attached(form.cleaned_data["file"], form.cleaned_data["purpose"])
    assert file is not None  # the field is required
    services.attach(request=case, file=file, **who(request))
    return Done(f"材料“{file.name}”已添加。")


@desk_view(*steps.ATTACH.acts, refusals=REFUSALS, back=back_to_case)
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ATTACH, AttachForm, _attach, "添加"))


def _archive(request: DeskRequest, case: Request, _form: ActForm) -> Done:
    services.archive(request=case, **who(request))
    return Done("已归档。")


@desk_view(*steps.ARCHIVE.acts, refusals=REFUSALS, back=back_to_case)
def archive(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ARCHIVE, ActForm, _archive, "归档"))


def _erase(request: DeskRequest, case: Request, _form: ActForm) -> Done:
    services.erase_applicant(request=case, **who(request))
    return Done("申请人信息已清除。")


@desk_view(*steps.ERASE.acts, refusals=REFUSALS, back=back_to_case)
def erase(request: DeskRequest, pk: int) -> HttpResponse:
    return act_response(request, pk, ActPage(steps.ERASE, ActForm, _erase, "清除申请人信息", grave=True))
