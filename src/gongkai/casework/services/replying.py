"""The reply: outcome, text, three signatures of three people, document number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.bodies.models import BodyAuthority, Person
from gongkai.bodies.queries import authority_on
from gongkai.casework import letters, notices, rules
from gongkai.casework.enums import NoticeKind, ReplyStage
from gongkai.casework.letters import BLANK, WITHOUT_REASONS, Letter
from gongkai.casework.models import Consultation, Decision, Reply, ReplySignature, Request
from gongkai.casework.next_acts import DETERMINE, DRAFT, RETURN, REVIEW, SIGN, SUBMIT
from gongkai.casework.services.opening import CaseError, Fault, close_act, forget, open_case, refuse
from gongkai.casework.services.receiving import SUPPLIED
from gongkai.casework.services.serving import make_notice, next_number, told
from gongkai.law.answers import reasons_of
from gongkai.law.consultations import OVERRIDES, OverrideGround
from gongkai.law.decisions import Outcome, RemedyBranch
from gongkai.law.events import ConsultationKind
from gongkai.law.outcomes import outcome
from gongkai.law.receipt import Channel
from gongkai.law.regimes import Regime
from gongkai.law.remedies import MissingRemedyFactError, RemedyFacts, remedy
from gongkai.law.supply import gives_information, says_how, supply_sentence

NOT_BY_REPLY = frozenset({*rules.LAPSES, "withdrawn"})
"""Outcomes with acts of their own: they are reached by `close` and `withdraw`, never chosen."""
STEP_OF = {ReplyStage.OFFICER: SUBMIT, ReplyStage.LEGAL: REVIEW, ReplyStage.APPROVAL: SIGN}


@dataclass(frozen=True, slots=True)
class Override:
    """Why something is disclosed although a third party does not consent."""

    ground: OverrideGround
    reason: str


@transaction.atomic
def determine(  # noqa: PLR0913 - an outcome with its reasons, and those against a third party's refusal
    *,
    request: Request,
    key: str,
    reasons: str,
    actor: Person,
    at: datetime,
    override: Override | None = None,
) -> Request:
    """确定办理结果: one leaf of the law with its reasons; a text drafted for another outcome is void.

    Raises:
        CaseError: no such outcome, no reasons, 不存在 without a search log, disclosure against a third party's refusal
            without the ground that the law knows.
    """
    case = open_case(request, DETERMINE, actor=actor, at=at)
    found = chosen(Regime(case.regime), key)
    text = reasons.strip()
    if not text and key not in WITHOUT_REASONS:
        raise CaseError(f"“{found.label}”应当写明事实和理由，请填写。", "reasons")
    if text.rstrip("。；;") == found.label:
        raise CaseError(f"事实和理由只写了“{found.label}”，没有写明具体情形。{reasons_of(found)}", "reasons")
    _need_proof(case, key)
    former = rules.decision_of(case)
    old = {"outcome": former.outcome} if former else {}
    row = former or Decision(request=case)
    row.regime, row.outcome, row.reasons = case.regime, key, text
    _set_override(case, row, override, timezone.localdate(at))
    row.save()
    case.officer = case.officer or actor
    if old != {"outcome": key}:
        _void_reply(case, found)
    return close_act(case, "determine", actor=actor, at=at, old=old, new={"outcome": key})


def _set_override(case: Request, row: Decision, override: Override | None, on: date) -> None:
    """Only disclosure, whole or in part, can go against a third party; in part it need not."""
    row.override, row.override_reason = "", ""
    if row.outcome not in {"disclosed", "partial"} or not rules.barring(case, on):
        return
    if override is not None and override.reason.strip():
        if override.ground not in OVERRIDES[Regime(case.regime)]:
            raise CaseError("2007年《条例》只允许以公共利益为由，在第三方不同意时决定公开。请重新选择依据。")
        row.override, row.override_reason = override.ground.value, override.reason.strip()
    _need_override(case, row, on)


def _need_override(case: Request, row: Decision, on: date) -> None:
    """R07 Art.23, R19 Art.32: without a ground the refusal stands. An opinion may come after the outcome was chosen."""
    if row.outcome == "disclosed" and not row.override and rules.barring(case, on):
        raise CaseError(
            "第三方没有同意公开。决定予以公开的，应当写明不公开可能对公共利益造成的重大影响等依据和理由，"
            "并书面告知第三方；请在“确定办理结果”中填写，否则请改为不予公开或者部分公开。"
        )


def _need_proof(case: Request, key: str) -> None:
    """Acts without which the law knows no such outcome (R19 Arts.30, 32; 法释〔2025〕8号 Art.5)."""
    if key == "not_held" and not case.searches.exists():
        raise CaseError("答复信息不存在须有检索记录作证，请先登记检索的时间、范围、检索词和结果。")
    if key == "still_unclear" and rules.correction_of(case) is None:
        raise CaseError("没有告知过补正，不能以补正后仍不明确答复；请先一次性告知需要补正的事项。")
    asked = any(row.kind == ConsultationKind.THIRD_PARTY for row in rules.consultations_of(case))
    if key == "third_party" and not asked:
        raise CaseError("以保护第三方合法权益为由不予公开的，应当先书面征求第三方意见；请登记征求意见。")


def chosen(regime: Regime, key: str) -> Outcome:
    try:
        found = outcome(regime, key)
    except KeyError as fault:
        raise CaseError(str(fault.args[0])) from fault
    if key in NOT_BY_REPLY:
        raise CaseError(f"“{found.label}”不在这里办理：请回到办理页，由对应的按钮登记。")
    return found


def _void_reply(case: Request, found: Outcome) -> None:
    """A text that was drafted for another outcome cannot go on, even under the same title."""
    reply = rules.reply_of(case)
    if reply is not None:
        _write(reply, letters.title_of(found), BLANK)


def proposed_letter(case: Request, on: date) -> Letter:
    """The text as law and file give it on that day; reads the body's authority, writes nothing.

    Raises:
        CaseError: the outcome is not determined yet.
    """
    decision, found = rules.decision_of(case), rules.outcome_of(case)
    if decision is None or found is None:
        raise CaseError("请先确定办理结果，再起草答复。")
    searches = case.searches.order_by("searched_at", "pk")
    known = told(
        case,
        [
            letters.Search(timezone.localdate(row.searched_at), row.place, row.terms, row.result)
            for row in searches
        ],
    )
    return letters.compose(known, found, decision.reasons, remedy_facts(authority_on(case.body, on)), on)


def remedy_facts(authority: BodyAuthority | None) -> RemedyFacts:
    if authority is None:
        return RemedyFacts((), "")
    return RemedyFacts(tuple(authority.review_bodies), authority.court, authority.review_online)


@transaction.atomic
def draft_reply(
    *, request: Request, actor: Person, at: datetime, text: str | None = None
) -> tuple[Reply, Letter]:
    """起草答复: the text of the law, or the officer's own. Under review a change of the text voids the round.

    Returns the reply and the proposal with what it lacks.
    """
    case = open_case(request, DRAFT, actor=actor, at=at)
    letter = proposed_letter(case, timezone.localdate(at))
    written = _clean(text) if text is not None else letter.text
    if not written:
        raise CaseError("答复正文是空的，请填写，或重新按办理结果生成。")
    reply = rules.reply_of(case) or Reply(request=case, round=0, text_sha256="")
    changed = reply.text_sha256 != letters.text_hash(letter.title, written)
    if changed:
        _write(reply, letter.title, written)
        forget_signatures(case)
    close_act(case, "draft", actor=actor, at=at, new={"round": reply.round, "sha256": reply.text_sha256})
    return reply, letter


def _clean(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r", "").split("\n"))
    return "\n".join(line for line in lines if line)


def _write(reply: Reply, title: str, text: str) -> None:
    """A new text is a new round: what was signed before is bound to another hash."""
    reply.round += 1
    reply.title, reply.text = title, text
    reply.text_sha256 = letters.text_hash(title, text)
    reply.return_note = ""
    reply.save()


def forget_signatures(case: Request) -> None:
    reply = rules.reply_of(case)
    if reply is not None:
        getattr(reply, "_prefetched_objects_cache", {}).pop("signatures", None)
    forget(case, "signatures")


@transaction.atomic
def sign(*, request: Request, stage: ReplyStage, sha256: str, actor: Person, at: datetime) -> Request:
    """送审, 审核, 签发: a signature under the text that the person has read; three stages, three people.

    Raises:
        CaseError: another text than the one read, a blank in it, not this stage's turn, no 机关代字 for the number.
    """
    step = STEP_OF[stage]
    case = open_case(request, step, actor=actor, at=at)
    reply = rules.reply_of(case)
    assert reply is not None  # the state machine says so
    if reply.text_sha256 != sha256:
        raise CaseError("答复正文已有变化，您看到的不是最新文字。请重新打开审签页，看过最新文字后再签署。")
    if BLANK in reply.text:
        raise CaseError("答复正文中还有空白没有填写，请经办人补全后再送审。")
    decision = rules.decision_of(case)
    assert decision is not None  # a text is drafted for a decision
    _need_override(case, decision, timezone.localdate(at))
    if stage is ReplyStage.OFFICER:
        refuse(supply_faults(case, TO_SUBMIT))
    try:
        with transaction.atomic():
            ReplySignature.objects.create(
                reply=reply, round=reply.round, stage=stage, person=actor, at=at, text_sha256=sha256
            )
    except IntegrityError as fault:
        raise CaseError("这一环节或者您本人在本轮已经签署，请刷新页面查看。") from fault
    forget_signatures(case)
    if stage is ReplyStage.APPROVAL:
        _need_remedy(case, reply, timezone.localdate(at))
        _issue(case, reply, timezone.localdate(at))
        _tell_third_parties(case, decision, actor, timezone.localdate(at))
    new = {"stage": stage.value, "sha256": sha256, "number": reply.document_number}
    return close_act(case, "sign", actor=actor, at=at, new=new)


def supply_faults(case: Request, then: str) -> Iterator[Fault]:
    """What is disclosed is handed over, or the reply says how it is had (R19 Art.36(2), R07 Art.21(1)); `then`: what to do."""
    found, reply = rules.outcome_of(case), rules.reply_of(case)
    if found is None or reply is None or not gives_information(found):
        return
    if not says_how(letters.decision_in(reply.text)) and not case.files.filter(purpose=SUPPLIED).exists():
        yield "", f"{supply_sentence(found)}{then}"


TO_SUBMIT: Final = (
    "请在答复正文中写明，如现场查阅、到本机关领取、邮寄、发送至电子邮箱、获取的网址，"
    "或者在“添加材料”中上传向申请人提供的信息，再送审。"
)


def _need_remedy(case: Request, reply: Reply, on: date) -> None:
    """The remedy is that of the day of signing: a year's end or a new authority makes a draft's paragraph wrong."""
    remedy = proposed_letter(case, on).remedy
    if remedy and remedy not in reply.text:
        raise CaseError(
            "答复中的救济途径与签发之日应当告知的不一致，不能签发。请退回经办人，按办理结果重新生成，"
            f"写明：{remedy}"
        )


def _issue(case: Request, reply: Reply, on: date) -> None:
    """The approval gives number, date and day of decision."""
    reply.document_number = next_number(case, on)
    reply.made_on = on
    reply.save(update_fields=["document_number", "made_on"])
    decision = rules.decision_of(case)
    assert decision is not None
    decision.decided_on = on
    decision.save(update_fields=["decided_on"])


def _tell_third_parties(case: Request, decision: Decision, actor: Person, on: date) -> None:
    """What is disclosed against a refusal, and why, is told in writing to each who did not consent (R19 Art.32)."""
    facts = {"ground": decision.override}
    for text, row in third_party_letters(case, on):
        make_notice(
            case, NoticeKind.OVERRIDE, text, facts, actor=actor, on=on, party=row.party, consultation=row
        )


def third_party_letters(case: Request, on: date) -> list[tuple[notices.Text, Consultation]]:
    """The letters that the approval of that day makes beside the reply, each with whom it is for.

    Raises:
        CaseError: nobody has entered whom the remedy must name.
    """
    decision = rules.decision_of(case)
    if decision is None or not decision.override:
        return []
    facts = remedy_facts(authority_on(case.body, on))
    try:
        found = remedy(RemedyBranch.ORDINARY, on, facts, served_online=bool(facts.review_online))
    except MissingRemedyFactError as fault:
        raise CaseError(str(fault)) from fault
    return [
        (
            notices.override(
                told(case),
                Regime(case.regime),
                ground=OverrideGround(decision.override),
                reason=decision.override_reason,
                refused=row.consents is False,
                remedy=found.paragraph,
                matter=_asked_about(case, row),
            ),
            row,
        )
        for row in rules.barring(case, on)
    ]


def _asked_about(case: Request, row: Consultation) -> str:
    """What the party was asked about; never an applicant's own words that nobody put to it."""
    asked = (found for found in rules.notices_of(case) if found.consultation_id == row.pk)
    matter = next((found.facts.get("matter") for found in asked if found.kind == NoticeKind.OPINION), "")
    return matter or ("" if case.channel == Channel.WEB else case.title)


@transaction.atomic
def return_reply(*, request: Request, note: str, actor: Person, at: datetime) -> Request:
    """退回: the round is over; the text goes back to the officer with a note."""
    case = open_case(request, RETURN, actor=actor, at=at)
    reply = rules.reply_of(case)
    assert reply is not None
    if not note.strip():
        raise CaseError("请填写退回意见，便于经办人修改。")
    reply.round += 1
    reply.return_note = note.strip()
    reply.save(update_fields=["round", "return_note"])
    forget_signatures(case)
    return close_act(case, "return", actor=actor, at=at, new={"round": reply.round})
