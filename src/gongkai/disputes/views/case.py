"""The page of a case: its facts, its term in words, its outcome with the row of the form, and the acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse

from gongkai.bodies.access import Act
from gongkai.bodies.models import AuditRow
from gongkai.casework.naming import title_for
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import Outcome, counted_as, kind_of_suit, what_follows
from gongkai.disputes.services import subject_of
from gongkai.disputes.terms import term_of
from gongkai.disputes.views.listing import COMPLAINTS, REVIEWS, SUITS, Tab
from gongkai.disputes.views.steps import Case, Step, next_step, steps_of
from gongkai.disputes.wording import ACTS, LAW, state_of, term_mark
from gongkai.law.disputes import DisputeKind, DisputeResult
from gongkai.law.wording import plain_date
from gongkai.shell.access import DeskRequest, desk_view

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page shows it: its form, where it goes, and whether it corrects what was noted."""

    step: Step
    form: forms.Form
    href: str
    again: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a case before or after this one."""

    label: str
    text: str
    href: str


@desk_view(Act.VIEW_DISPUTES)
def reconsideration(request: DeskRequest, pk: int) -> HttpResponse:
    return case_response(request, found_review(pk))


@desk_view(Act.VIEW_DISPUTES)
def lawsuit(request: DeskRequest, pk: int) -> HttpResponse:
    return case_response(request, found_suit(pk))


@desk_view(Act.VIEW_DISPUTES)
def complaint(request: DeskRequest, pk: int) -> HttpResponse:
    return case_response(request, found_complaint(pk))


def found_review(pk: int) -> Reconsideration:
    rows = Reconsideration.objects.select_related("body", "request__subject").prefetch_related("lawsuits")
    return get_object_or_404(rows, pk=pk)


def found_suit(pk: int) -> Lawsuit:
    return get_object_or_404(
        Lawsuit.objects.select_related("body", "request__subject", "reconsideration"), pk=pk
    )


def found_complaint(pk: int) -> Complaint:
    return get_object_or_404(Complaint.objects.select_related("body"), pk=pk)


def tab_of(case: Case) -> Tab:
    if isinstance(case, Reconsideration):
        return REVIEWS
    return SUITS if isinstance(case, Lawsuit) else COMPLAINTS


def case_response(
    request: DeskRequest, case: Case, failed: tuple[Step, forms.Form] | None = None
) -> HttpResponse:
    """The page; `failed` is the act just asked for, with the form that says why it was not done."""
    tab = tab_of(case)
    term = term_of(case, request.seat.today)
    may_act = Act.EDIT_DISPUTES in request.seat.acts_at(case.body_id)
    offers = _offers(case, failed) if may_act else []
    following = next_step(case)
    values = {
        "case": case,
        "tab": tab,
        "list_url": reverse(tab.address),
        "title": case.matter,
        "state": state_of(case),
        "facts": facts_of(case, request.seat.name_of(case.body_id)),
        "ways": _ways(request, case),
        "term": term,
        "term_mark": term_mark(term) if term else None,
        "outcome": outcome_of(case),
        "offers": [offer for offer in offers if offer.step is not following],
        "following": next((offer for offer in offers if offer.step is following), None),
        "failed": failed[1] if failed else None,
        "failed_step": failed[0].name if failed else "",
        "timeline": timeline_of(case),
        "law": LAW,
    }
    return render(request, "disputes/case.html", values, status=422 if failed else 200)


def _offers(case: Case, failed: tuple[Step, forms.Form] | None) -> list[Offer]:
    page = tab_of(case).page
    return [
        Offer(
            step,
            failed[1] if failed and failed[0] is step else step.form(None, case),
            reverse(f"{page}_act", args=[case.pk, step.name]),
            step.done(case),
        )
        for step in steps_of(case)
    ]


def facts_of(case: Case, body_name: str) -> list[Fact]:
    """Label and value, empty ones left out."""
    if isinstance(case, Reconsideration):
        rows = _review_facts(case)
    else:
        rows = _suit_facts(case) if isinstance(case, Lawsuit) else _complaint_facts(case)
    return [(label, value) for label, value in (("单位", body_name), *rows) if value]


def _day(case: Case, name: str) -> str:
    value = getattr(case, name)
    return plain_date(value) if value else ""


def _review_facts(case: Reconsideration) -> list[Fact]:
    return [
        ("复议案号", case.number),
        ("复议机关", case.review_body),
        ("程序", "简易程序" if case.simple else "普通程序"),
        ("申请日期", _day(case, "applied_on")),
        ("收到副本", _day(case, "copy_received_on")),
        ("提交答复", _day(case, "answered_on")),
        ("决定日期", _day(case, "decided_on")),
    ]


def _suit_facts(case: Lawsuit) -> list[Fact]:
    return [
        ("案号", case.number),
        ("受诉法院", case.court),
        ("起诉方式", "复议后起诉" if case.after_review else "未经复议直接起诉"),
        ("被告身份", "仅作为复议机关共同被告" if case.reviewing_only else "作出行政行为的机关"),
        ("立案日期", _day(case, "filed_on")),
        ("收到副本", _day(case, "copy_received_on")),
        ("提交答辩", _day(case, "defended_on")),
        ("开庭日期", _day(case, "heard_on")),
        ("负责人出庭", {True: "已出庭", False: "未出庭", None: ""}[case.head_appeared]),
        ("未出庭情况", case.absence_reason),
        ("裁判日期", _day(case, "decided_on")),
    ]


def _complaint_facts(case: Complaint) -> list[Fact]:
    return [
        ("来源", case.get_channel_display()),
        ("收到日期", _day(case, "received_on")),
        ("要求答复", _day(case, "due_on")),
        ("答复日期", _day(case, "answered_on")),
        ("处理结果", case.finding),
    ]


def outcome_of(case: Case) -> dict[str, Any] | None:
    """The result, the row of the year's form that counts it, and what it asks of the office next."""
    if isinstance(case, Complaint) or case.decided_on is None:
        return None
    result = DisputeResult(case.result)
    kind, reviewing_only = DisputeKind.REVIEW, False
    if isinstance(case, Lawsuit):
        kind, reviewing_only = kind_of_suit(after_review=case.after_review), case.reviewing_only
    outcome = Outcome(kind, result, case.decided_on, reviewing_only)
    return {
        "name": case.get_result_display(),
        "counted": counted_as(outcome),
        "follows": what_follows(result, case.decided_on),
    }


def _ways(request: DeskRequest, case: Case) -> list[Way]:
    """From the request through reconsideration to court, as far as the seat may open them."""
    if isinstance(case, Complaint):
        return []
    found = []
    if case.request and case.body_id in request.seat.reach(Act.VIEW_REQUESTS):
        title = title_for(case.request, request.seat.reach(Act.VIEW_APPLICANT))
        found.append(Way("涉及的申请", f"{case.request.number}　{title}", _request_href(case)))
    if isinstance(case, Lawsuit):
        before = case.reconsideration
        if before:
            found.append(Way("先前的复议", before.number, reverse("reconsideration", args=[before.pk])))
        return found
    found += [Way("其后的诉讼", row.number, reverse("lawsuit", args=[row.pk])) for row in case.lawsuits.all()]
    return found


def _request_href(case: Reconsideration | Lawsuit) -> str:
    try:
        return reverse("request", args=[case.request_id])
    except NoReverseMatch:
        return ""


def timeline_of(case: Case) -> list[tuple[str, AuditRow]]:
    rows = AuditRow.objects.filter(subject=subject_of(case), body=case.body_id).select_related("actor")
    return [(ACTS.get(entry.act, entry.act), entry) for entry in rows.order_by("-pk")[:100]]
