"""The letters of the acts: as they are printed, how they went out, and taking back what nobody has told yet."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from gongkai.bodies.access import Act
from gongkai.casework import rules, services
from gongkai.casework.enums import VoidReason
from gongkai.casework.forms import ServeForm, VoidForm, attached
from gongkai.casework.models import Notice, Request
from gongkai.casework.next_acts import SERVE, VOID, VOIDABLE
from gongkai.casework.printing import WORD, word_file
from gongkai.casework.services import CaseError
from gongkai.casework.views.acting import (
    REFUSALS,
    ActPage,
    Done,
    act_response,
    add_faults,
    done_response,
    performed,
    who,
)
from gongkai.casework.views.page import (
    back_to_case,
    case_or_404,
    insist,
    posted_case,
    sees_person,
    shows_words,
    steps_for,
    title_of_case,
)
from gongkai.casework.views.papers import found_at, notice_paper
from gongkai.casework.wording import LAW, WAYS
from gongkai.files.services import default_store
from gongkai.law.events import DeliveryWay
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view


def _notice_or_404(case: Request, number: int) -> Notice:
    return get_object_or_404(Notice.objects.select_related("made_by", "proof"), request=case, pk=number)


@desk_view(Act.VIEW_REQUESTS, refusals=REFUSALS)
def notice(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    case = case_or_404(pk)
    row = _notice_or_404(case, number)
    form = ServeForm(initial={"version": case.version, "notice": row.pk})
    return _page(request, case, row, form)


def _page(request: DeskRequest, case: Request, row: Notice, form: ServeForm) -> HttpResponse:
    found = steps_for(request, case)
    values = {
        "case": case,
        "letter": row,
        "title": title_of_case(request, case),
        "unfound": not found_at(case.body),
        "paper": notice_paper(request, case, row) if row.text else None,
        "serves": SERVE in found and row.waits,
        "void_reason": services.void_reason_of(row) if row.voided_on else "",
        "voids": VOID in found and row.waits and row.kind in VOIDABLE,
        "form": form,
        "law": LAW["serve"],
        "way": WAYS[DeliveryWay(row.way)] if row.way else "",
        "sees_person": sees_person(request, case),
        "shows_words": shows_words(request, case),
    }
    return render(request, "casework/notice.html", values, status=422 if form.errors else 200)


@desk_view(Act.VIEW_APPLICANT, refusals=REFUSALS)
def notice_word(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    case = case_or_404(pk)
    row = _notice_or_404(case, number)
    if not row.text:
        raise CaseError("这份文书在系统外制发，原件见送达凭证。")
    response = HttpResponse(word_file(notice_paper(request, case, row)), content_type=WORD)
    name = f"{case.number}-{row.pk}.docx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@desk_view(Act.VIEW_APPLICANT)
def notice_proof(_request: DeskRequest, pk: int, number: int) -> HttpResponseBase:
    row = get_object_or_404(
        Notice.objects.select_related("proof", "request"), request=pk, pk=number, proof__isnull=False
    )
    assert row.proof is not None
    return FileResponse(
        default_store().open(row.proof.sha256),
        as_attachment=True,
        filename=f"{row.request.number}{row.title}送达凭证",
        content_type=row.proof.media_type,
    )


@desk_view(*SERVE.acts, refusals=REFUSALS, back=back_to_case)
def serve(request: DeskRequest, pk: int) -> HttpResponse:
    """Without a letter named it leads to the first that waits, to be told or taken back there."""
    if request.method != "POST":
        return _first_waiting(request, case_or_404(pk))
    case = posted_case(request, pk, SERVE)
    form = ServeForm(request.POST, request.FILES)
    if form.is_valid():
        case.version = form.cleaned_data["version"] or 0
        if done := performed(request, case, form, _serve):
            return done_response(request, pk, done)
    found = case_or_404(pk)
    insist(request, found, SERVE)
    row = _named(found, request.POST.get("notice", ""))
    today = request.seat.today
    add_faults(form, services.way_faults(dict(form.cleaned_data), row.made_on, today, services.TOLD))
    return _page(request, found, row, form)


def _first_waiting(request: DeskRequest, case: Request) -> HttpResponse:
    waiting = rules.waiting_notices(case)
    if not waiting:
        insist(request, case, SERVE)
    return redirect("request_notice", case.pk, waiting[0].pk)


def _named(case: Request, number: str) -> Notice:
    """The letter that the form names, or the first that waits."""
    chosen = int(number) if number.isdecimal() else rules.waiting_notices(case)[0].pk
    return _notice_or_404(case, chosen)


def _serve(request: DeskRequest, case: Request, form: Any) -> Done:
    row = services.serve(
        request=case,
        notice_id=form.cleaned_data["notice"],
        handover=form.handover(),
        proof=attached(form.cleaned_data.get("proof"), "送达凭证"),
        **who(request),
    )
    told_on = plain_date(row.told_on) if row.told_on else "送达之日"
    return Done(f"已登记送达，以{told_on}为告知之日；对答复期限的影响见“期限说明”。")


def _voiding(row: Notice) -> tuple[str, ...]:
    """What is taken back, and what becomes of its number."""
    return (
        f"拟作废：{row.title}（{row.document_number}），{plain_date(row.made_on)}由{row.made_by.display_name}制作，尚未告知。",
        "作废后，此文书所办的事项不发生效力，也不能再登记送达；作废不能撤销。",
        f"文号{row.document_number}已经使用，不再编给其他文书；此文书仍留在案卷中，标明“已作废”。",
        "仍须办理此项的，作废后请重新制作文书，另编新号。",
    )


def _void(request: DeskRequest, case: Request, form: VoidForm) -> Done:
    values = form.cleaned_data
    row = services.void_notice(
        request=case, notice_id=values["notice"] or 0, reason=VoidReason(values["reason"]), **who(request)
    )
    return Done(f"文书已作废，文号{row.document_number}不再使用；仍须办理的，请重新制作。", row)


@desk_view(*VOID.acts, refusals=REFUSALS, back=back_to_case)
def void(request: DeskRequest, pk: int) -> HttpResponse:
    """Asked before it is done: which letter, why, and what becomes of its number."""
    named = (request.POST if request.method == "POST" else request.GET).get("notice", "")
    page = ActPage(VOID, VoidForm, _void, "确认作废", grave=True)
    return act_response(
        request,
        pk,
        page,
        begin=lambda case: {"notice": _voidable(case, named).pk},
        tell=lambda case: _voiding(_voidable(case, named)),
    )


def _voidable(case: Request, named: str) -> Notice:
    """The letter that is named, or the first that may be taken back."""
    found = [row for row in rules.waiting_notices(case) if row.kind in VOIDABLE]
    chosen = [row for row in found if str(row.pk) == named] or ([] if named else found)
    if not chosen:
        raise CaseError("这份文书已经告知、已经作废或者不能单独作废，请回到办理页核对。")
    return chosen[0]
