"""Handling: correction, consultation, extension, delay, search — each by its letter, and the clock moves when it is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Person
from gongkai.casework import notices, rules
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models import Consultation, Notice, Request, SearchLog
from gongkai.casework.next_acts import CONSULT, CORRECT, DELAY, EXTEND, OPINION, SEARCH
from gongkai.casework.services.opening import (
    CaseError,
    Fault,
    ahead,
    before,
    close_act,
    moved,
    open_case,
    refuse,
    unproved,
)
from gongkai.casework.services.receiving import Attached, store_files
from gongkai.casework.services.serving import Handover, make_notice, serve_notice, told
from gongkai.casework.working_days import current_calendar
from gongkai.law import events
from gongkai.law.clock import NATIONAL, due_on
from gongkai.law.consultations import answer_days
from gongkai.law.corrections import is_unusual, unusual_sentence, usual_until
from gongkai.law.course import moved_on
from gongkai.law.events import ConsultationKind
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime, terms_of
from gongkai.law.wording import plain_date


@transaction.atomic
def ask_correction(  # noqa: PLR0913 - items, period, and why it is longer than usual
    *, request: Request, items: str, until: date, actor: Person, at: datetime, longer: str = ""
) -> Notice:
    """制作补正告知书 (R19 Art.30): once, with all items and a reasonable period; a rest day moves to the next working day.

    `longer` says why the period is longer than is usual; the pages of the case show it, the letter does not.
    """
    case = open_case(request, CORRECT, actor=actor, at=at)
    on = timezone.localdate(at)
    refuse(correction_faults({"items": items, "until": until, "longer": longer}, on))
    unusual = is_unusual(on, until, current_calendar(), NATIONAL)
    until = moved_on(until, current_calendar())
    facts = {"items": items.strip(), "until": until, **({"longer": longer.strip()} if unusual else {})}
    text = notices.correction(told(case), items, until)
    row = make_notice(case, NoticeKind.CORRECTION, text, facts, actor=actor, on=on)
    close_act(case, "correct", actor=actor, at=at, new={"until": until, "number": row.document_number})
    return row


def correction_faults(values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    """Of what is there; what a form still lacks is not judged."""
    if not values.get("items", "？").strip():
        yield "items", "请一次性写明需要补正的全部事项。"
    until = values.get("until")
    if until is None:
        return
    if until <= on:
        yield "until", "补正期限应在今日之后，使申请人收到告知书后有时间补正，请核对。"
    elif is_unusual(on, until, current_calendar(), NATIONAL) and not values.get("longer", "").strip():
        usual = plain_date(usual_until(on, current_calendar(), NATIONAL))
        yield "longer", unusual_sentence(usual, NATIONAL)


@transaction.atomic
def consult(  # noqa: PLR0913 - whom, about what, and how a letter made elsewhere went out
    *,
    request: Request,
    kind: ConsultationKind,
    party: str,
    actor: Person,
    at: datetime,
    matter: str = "",
    again: str = "",
    handover: Handover | None = None,
    proof: Attached | None = None,
) -> Notice:
    """制作征求意见文书 (R07 Art.23, R19 Arts.32-34): the name of a third party stays out of the audit trail.

    `again` says why the same party is asked once more. With `handover` the letter was made outside the system and
    has gone out: it is entered with its original as proof.
    """
    case = open_case(request, CONSULT, actor=actor, at=at)
    regime, on = Regime(case.regime), timezone.localdate(at)
    if not party.strip():
        raise CaseError("请填写征求意见的对象。", "party")
    if kind is ConsultationKind.CO_MAKER and regime is Regime.R07:
        raise CaseError("2007年《条例》没有共同制作机关的规定，请按“其他机关”登记。", "kind")
    about = matter.strip() or _clerks_title(case)
    twice = _need_reason_for_second(case, kind, party, again)
    text = notices.opinion(told(case), regime, kind, about, answer_days(regime, kind, NATIONAL))
    facts = {"kind": kind.value, "matter": about, "entered_on": on, **twice}
    if handover is None:
        row = make_notice(case, NoticeKind.OPINION, text, facts, actor=actor, on=on, party=party.strip())
    else:
        row = _entered(case, text.title, facts=facts, party=party.strip(), handover=handover, actor=actor)
        if proof is None:
            raise CaseError(
                "系统外制发的征求意见文书，请在“送达凭证”处附上原件和送达凭证的扫描件后再登记。", "proof"
            )
        serve_notice(case, row, handover, at, proof)
    new = {"kind": kind.value, "told_on": row.told_on, "number": row.document_number}
    close_act(case, "consult", actor=actor, at=at, new=new)
    return row


def _clerks_title(case: Request) -> str:
    """What came on paper a clerk put in neutral words; the words of a web request are the applicant's own."""
    if case.channel == Channel.WEB:
        raise CaseError(
            "网上申请的事项是申请人的原话，不能写入征求意见文书；请另行写明征求意见的信息。", "matter"
        )
    return case.title


def _need_reason_for_second(case: Request, kind: ConsultationKind, party: str, again: str) -> dict[str, str]:
    """A second letter to the same party pauses the term again: only with a reason, which the pages show."""
    name = _plain_name(party)
    asked = {_plain_name(row.party) for row in rules.consultations_of(case) if row.kind == kind}
    waiting = (row for row in rules.waiting_notices(case) if row.facts.get("kind") == kind)
    if name not in asked | {_plain_name(row.party) for row in waiting}:
        return {}
    if not again.strip():
        raise CaseError(
            "此件已经征求过该对象的意见，再次征求会再次停止计算期限；确有必要的，请写明再次征求的理由。",
            "again",
        )
    return {"again": again.strip()}


def _plain_name(party: str) -> str:
    return "".join(unicodedata.normalize("NFKC", party).split()).casefold()


def _entered(  # noqa: PLR0913 - the facts of a letter made elsewhere
    case: Request, title: str, *, facts: Mapping[str, object], party: str, handover: Handover, actor: Person
) -> Notice:
    """A letter on paper that the system did not make: it has no text here, its scan is the original."""
    made_on = handover.sent_on or handover.arrived_on
    if made_on is None:
        raise CaseError("请填写交邮、发送日期或者签收日期。", "sent_on")
    refuse(before(made_on, case.received_on, "征求意见文书的发出日期", "收到申请之日", "sent_on"))
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return Notice(
        request=case,
        kind=NoticeKind.OPINION,
        title=title,
        made_on=made_on,
        made_by=actor,
        facts=plain,
        party=party,
    )


@transaction.atomic
def note_opinion(  # noqa: PLR0913 - the facts of an opinion
    *,
    request: Request,
    consultation_id: int,
    answered_on: date,
    consents: bool | None,
    opinion: str,
    actor: Person,
    at: datetime,
    reached_on: date | None = None,
    proof: Attached | None = None,
) -> Request:
    """登记反馈意见: the clock runs on from there. A past day of receipt lengthens the pause with its proof only."""
    case = open_case(request, OPINION, actor=actor, at=at)
    row = next((found for found in case.consultations.all() if found.pk == consultation_id), None)
    if row is None or row.answered_on is not None:
        raise CaseError("这份征求意见书已经登记过反馈意见，请刷新页面核对。")
    told_of = {
        "answered_on": answered_on,
        "reached_on": reached_on,
        "consents": consents,
        "opinion": opinion,
        "proof": proof,
    }
    refuse(opinion_faults(row, told_of, timezone.localdate(at)))
    store_files(case, (proof,) if proof else (), at)
    row.answered_on, row.consents, row.opinion = answered_on, consents, opinion.strip()
    row.reached_on = reached_on or row.reached_on
    row.save()
    _revives_nothing(case, timezone.localdate(at))
    new = {"kind": row.kind, "answered_on": answered_on, "consents": consents}
    return close_act(case, "opinion", actor=actor, at=at, new=new)


def opinion_faults(row: Consultation, values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    answered_on, reached_on = values.get("answered_on"), values.get("reached_on")
    if values.get("consents", True) is False and not values.get("opinion", "").strip():
        yield "opinion", "对方不同意公开的，请写明其理由。"
    answered, reached = "收到意见的日期", "对方收到的日期"
    yield from ahead(answered_on, on, answered, "answered_on")
    yield from ahead(reached_on, on, reached, "reached_on")
    faults = [
        *before(answered_on, row.sent_on, answered, "征求意见书的发出日期", "answered_on"),
        *before(reached_on, row.sent_on, reached, "发出日期", "reached_on"),
    ]
    yield from faults or before(answered_on, reached_on, answered, reached, "answered_on")
    yield from moved(row.reached_on, reached_on, reached, "reached_on")
    if reached_on != row.reached_on:
        kinds = "回执、签收单或者投递记录"
        yield from unproved(reached_on, on, values.get("proof"), what=reached, kinds=kinds)


def _revives_nothing(case: Request, on: date) -> None:
    """A day of receipt that is told later may lengthen a pause, but not bring back a term that had run out."""
    due = rules.stored_due(case, current_calendar())
    if case.due_on is not None and due is not None and case.due_on < on and due > case.due_on:
        raise CaseError(
            f"答复期限已于{plain_date(case.due_on)}届满，补记对方收到日期不能使期限恢复计算；请将该日期留空，只登记意见。",
            "reached_on",
        )


@transaction.atomic
def extend(*, request: Request, days: int, reason: str, actor: Person, at: datetime) -> Notice:
    """同意延期 (R07 Art.24, R19 Art.33): by the head of the disclosure office, once; told before the period ends."""
    case = open_case(request, EXTEND, actor=actor, at=at)
    regime, on = Regime(case.regime), timezone.localdate(at)
    refuse(extension_faults(regime, {"days": days, "reason": reason}))
    due, provisional = extended_to(case, on, days)
    text = notices.extension(told(case), regime, days, reason, due, provisional=provisional)
    facts = {"days": days, "reason": reason.strip(), "provisional": provisional}
    row = make_notice(case, NoticeKind.EXTENSION, text, facts, actor=actor, on=on)
    close_act(case, "extend", actor=actor, at=at, new={"days": days, "number": row.document_number})
    return row


def extension_faults(regime: Regime, values: Mapping[str, Any]) -> Iterator[Fault]:
    most, days = terms_of(regime).extension_days, values.get("days")
    if days is not None and not 0 < days <= most:
        yield "days", f"延长的期限应为1至{most}个工作日，请核对。"
    if not values.get("reason", "？").strip():
        yield "reason", "延长答复期限应当说明理由，请填写。"


def extended_to(case: Request, on: date, days: int) -> tuple[date, bool]:
    """The last day if the extension is told that day, and whether it is 暂定: it lies in a year without its notice."""
    history, calendar = rules.history_of(case), current_calendar()
    found = due_on(replace(history, events=(*history.events, events.Extension(on, days))), calendar, as_of=on)
    assert found is not None  # a period is running, or the step would not be admitted
    return found, calendar.is_provisional(case.received_on, found)


@transaction.atomic
def delay(*, request: Request, until: date, reason: str, actor: Person, at: datetime) -> Notice:
    """同意延迟答复 (R19 Art.35): many or frequent requests with good reasons; agreed like an extension, told to the applicant."""
    case = open_case(request, DELAY, actor=actor, at=at)
    on = timezone.localdate(at)
    refuse(delay_faults(case, {"until": until, "reason": reason}, on))
    until = moved_on(until, current_calendar())
    text = notices.delay(told(case), reason, until)
    facts = {"until": until, "reason": reason.strip()}
    row = make_notice(case, NoticeKind.DELAY, text, facts, actor=actor, on=on)
    close_act(case, "delay", actor=actor, at=at, new={"until": until, "number": row.document_number})
    return row


def delay_faults(case: Request, values: Mapping[str, Any], on: date) -> Iterator[Fault]:
    if not values.get("reason", "？").strip():
        yield (
            "reason",
            "延迟答复应当写明申请的数量、频次，申请人说明的理由，以及不能按期答复的原因，请填写。",
        )
    until, due = values.get("until"), rules.deadline_of(case, current_calendar(), on).due
    if until is not None and due is not None and moved_on(until, current_calendar()) <= due:
        yield (
            "until",
            f"现在的答复期限至{plain_date(due)}，合理期限应在此之后；能够按期答复的，不需要延迟。",
        )


@transaction.atomic
def log_search(  # noqa: PLR0913 - where, which words, with what result, when
    *,
    request: Request,
    place: str,
    terms: str,
    result: str,
    actor: Person,
    at: datetime,
    searched_at: datetime | None = None,
) -> SearchLog:
    """检索记录: the proof that a reasonable search was made (法释〔2025〕8号 Arts.5-6)."""
    case = open_case(request, SEARCH, actor=actor, at=at)
    moment = searched_at or at
    refuse(search_faults(case, {"searched_at": moment}, at))
    if not (place.strip() and terms.strip() and result.strip()):
        raise CaseError("检索范围、检索词、检索结果都要填写，才足以说明已尽合理检索义务。")
    row = SearchLog.objects.create(
        request=case,
        searched_at=moment,
        place=place.strip(),
        terms=terms.strip(),
        result=result.strip(),
        person=actor,
    )
    close_act(case, "search", actor=actor, at=at, new={"searched_at": moment})
    return row


def search_faults(case: Request, values: Mapping[str, Any], at: datetime) -> Iterator[Fault]:
    moment = values.get("searched_at")
    if moment is None:
        return
    arrived_on = timezone.localdate(case.arrived_at) if case.arrived_at else case.received_on
    if moment > at:
        yield "searched_at", "检索时间晚于现在，请核对。"
    elif timezone.localdate(moment) < arrived_on:
        sentence = f"检索时间早于申请到达之日（{plain_date(arrived_on)}），请核对；此前所作的检索，请在检索结果中说明。"
        yield "searched_at", sentence
