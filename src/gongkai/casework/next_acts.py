"""What is lawful now: one table drives the buttons, the services' own check and the tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.bodies.access import Act
from gongkai.bodies.models import Person
from gongkai.casework import rules
from gongkai.casework.enums import NoticeKind, RequestState
from gongkai.casework.models import Request
from gongkai.law.calendar import Calendar
from gongkai.law.clock import ClockState
from gongkai.law.course import FEE_SINCE
from gongkai.law.explanation import NO_EXTENSION_OF_A_DELAY
from gongkai.law.regimes import Regime
from gongkai.law.wording import listed


@dataclass(frozen=True, slots=True)
class Step:
    """A button: `name` is the address of its view, `label` the words on it; any of `acts` at the body suffices."""

    name: str
    label: str
    icon: str
    acts: tuple[Act, ...]


_HANDLE = (Act.HANDLE_REQUEST,)
_RECEIVE = (Act.REGISTER_REQUEST, Act.HANDLE_REQUEST)

CONFIRM = Step("request_confirm", "确认收到", "valid", _RECEIVE)
CORRECT = Step("request_correct", "告知补正", "returned", _HANDLE)
CORRECTED = Step("request_corrected", "登记补正材料", "file", _RECEIVE)
CONSULT = Step("request_consult", "征求意见", "channel", _HANDLE)
OPINION = Step("request_opinion", "登记反馈意见", "channel", _HANDLE)
EXTEND = Step("request_extend", "延长答复期限", "waiting", (Act.AGREE_EXTENSION,))
DELAY = Step("request_delay", "同意延迟答复", "waiting", (Act.AGREE_EXTENSION,))
SERVE = Step("request_serve", "登记文书送达", "ready", (Act.DELIVER_REPLY,))
VOID = Step("request_void", "作废文书", "ended", (Act.HANDLE_REQUEST, Act.AGREE_EXTENSION))
CHARGE = Step("request_charge", "发出收费通知", "rule", _HANDLE)
PAID = Step("request_paid", "登记送达和缴费", "rule", _HANDLE)
SEARCH = Step("request_searched", "登记检索", "search", _HANDLE)
DETERMINE = Step("request_determine", "确定办理结果", "question", _HANDLE)
DRAFT = Step("request_draft", "起草答复", "draft", _HANDLE)
SUBMIT = Step("request_submit", "送审", "ready", _HANDLE)
REVIEW = Step("request_review", "审核", "sign", (Act.REVIEW_REPLY,))
SIGN = Step("request_sign", "签发", "sign", (Act.SIGN_REPLY,))
RETURN = Step("request_return", "退回修改", "returned", (Act.REVIEW_REPLY, Act.SIGN_REPLY))
DELIVER = Step("request_deliver", "登记送达", "ready", (Act.DELIVER_REPLY,))
CLOSE = Step("request_close", "不再处理", "ended", _HANDLE)
WITHDRAW = Step("request_withdraw", "登记撤回", "ended", _HANDLE)
ATTACH = Step("request_attach", "添加材料", "file", _RECEIVE)
ARCHIVE = Step("request_archive", "归档", "filed", _HANDLE)
ERASE = Step("request_erase", "去标识化", "locked", (Act.ERASE_APPLICANT,))

STEPS: Final = (
    CONFIRM,
    SERVE,
    CORRECTED,
    OPINION,
    DELIVER,
    SIGN,
    REVIEW,
    RETURN,
    SUBMIT,
    DRAFT,
    DETERMINE,
    CLOSE,
    SEARCH,
    CONSULT,
    CORRECT,
    EXTEND,
    DELAY,
    CHARGE,
    PAID,
    ARCHIVE,
    ATTACH,
    WITHDRAW,
    VOID,
    ERASE,
)
"""The order in which buttons stand: what moves the case on comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The facts on which the next step depends, on one day."""

    state: RequestState
    regime: Regime
    in_time: bool = True  # a reply period is running and has not ended
    lapsed: bool = False  # the applicant let the time to correct or to pay pass
    corrected: bool = False
    extended: bool = False
    delayed: bool = False
    put_off: bool = False  # the reasonable period of R19 Art.35 is the one that runs
    charged: bool = False
    unpaid: bool = False
    untold: bool = False  # a letter of an act has not been told yet
    waiting: tuple[tuple[NoticeKind, str], ...] = ()  # those letters: kind, and title with number
    voidable: bool = False  # and may still be taken back: once the case has ended it must be
    fee_known: bool = True  # the law of the day knows a fee
    pending: bool = False  # an opinion is still out
    awaited: bool = False  # and it may still come: no reply goes to review before
    decided: bool = False
    drafted: bool = False
    signed: bool = False  # the person signed this round of the reply
    own: bool = False  # the person handles the request: others review and sign
    erased: bool = False


VOIDABLE: Final = frozenset(NoticeKind) - {NoticeKind.OVERRIDE, NoticeKind.CLOSED}
"""What an act asked for and nobody told may be taken back; what a decision brings with it stands with the decision."""
_WORKING: Final = frozenset({RequestState.HANDLING, RequestState.CONSULTING})
_IN_REVIEW: Final = frozenset({RequestState.TO_REVIEW, RequestState.TO_SIGN})

ADMITS: Final[Mapping[Step, Callable[[Situation], bool]]] = {
    CONFIRM: lambda now: now.state is RequestState.TO_CONFIRM,
    CORRECT: lambda now: (
        now.state in _WORKING and now.regime is Regime.R19 and now.in_time and not now.corrected
    ),
    CORRECTED: lambda now: now.state is RequestState.CORRECTING,
    CONSULT: lambda now: now.state in _WORKING,
    OPINION: lambda now: now.pending and now.state in _WORKING | _IN_REVIEW,
    EXTEND: lambda now: (
        now.state in _WORKING | _IN_REVIEW and now.in_time and not (now.extended or now.put_off or now.own)
    ),
    DELAY: lambda now: (
        now.state in _WORKING and now.regime is Regime.R19 and now.in_time and not now.delayed and not now.own
    ),
    CHARGE: lambda now: now.state in _WORKING and now.fee_known and now.in_time and not now.charged,
    PAID: lambda now: now.unpaid and now.state in rules.OPEN_STATES,
    SEARCH: lambda now: now.state in _WORKING,
    DETERMINE: lambda now: now.state in _WORKING,
    DRAFT: lambda now: now.decided and now.state in _WORKING | _IN_REVIEW,
    SUBMIT: lambda now: now.state in _WORKING and now.drafted and not now.awaited and not now.signed,
    REVIEW: lambda now: now.state is RequestState.TO_REVIEW and not now.signed and not now.own,
    SIGN: lambda now: now.state is RequestState.TO_SIGN and not now.signed and not now.own,
    RETURN: lambda now: now.state in _IN_REVIEW and not now.signed,
    DELIVER: lambda now: now.state is RequestState.TO_DELIVER,
    CLOSE: lambda now: now.lapsed,
    WITHDRAW: lambda now: now.state in rules.OPEN_STATES,
    ATTACH: lambda now: now.state in rules.OPEN_STATES | rules.ENDED_STATES,
    SERVE: lambda now: (
        now.untold
        and (now.state in rules.OPEN_STATES or (now.state in rules.ENDED_STATES and not now.voidable))
    ),
    VOID: lambda now: now.voidable and now.state in rules.OPEN_STATES | rules.ENDED_STATES,
    ARCHIVE: lambda now: now.state in rules.ENDED_STATES and not now.untold,
    ERASE: lambda now: now.state is RequestState.ARCHIVED and not now.erased,
}


def next_acts(
    person: Person, case: Request, allowed: Collection[Act], *, on: date, calendar: Calendar
) -> tuple[Step, ...]:
    """The steps that are lawful on that day for a person who holds these acts at the request's body."""
    return lawful_steps(situation_of(person, case, on, calendar), allowed)


def lawful_steps(now: Situation, allowed: Collection[Act]) -> tuple[Step, ...]:
    """The pure rule: every step that the situation admits and one of whose acts is held."""
    held = frozenset(allowed)
    found = [step for step in STEPS if held.intersection(step.acts) and ADMITS[step](now)]
    if RETURN in found and not {REVIEW, SIGN}.intersection(found):
        found.remove(RETURN)  # only the stage whose turn it is sends a reply back
    return tuple(found)


BARRED: Final[Mapping[Step, Callable[[Situation], str]]] = {
    EXTEND: lambda now: NO_EXTENSION_OF_A_DELAY if now.put_off and not now.extended else "",
}
"""Why a step is not lawful, where the law and not only the state says so; empty where it does not."""


_AWAITS: Final[Mapping[Step, frozenset[NoticeKind]]] = {
    CORRECT: frozenset({NoticeKind.CORRECTION}),
    CORRECTED: frozenset({NoticeKind.CORRECTION}),
    EXTEND: frozenset({NoticeKind.EXTENSION}),
    DELAY: frozenset({NoticeKind.DELAY}),
    CHARGE: frozenset({NoticeKind.FEE}),
    PAID: frozenset({NoticeKind.FEE}),
    ARCHIVE: frozenset(NoticeKind),
}
"""Steps that stand still while a letter of these kinds is made and not told."""


def why_not(step: Step, now: Situation, state: str) -> str:
    """The sentence for who asks for a step that is not lawful now; `state` is its word."""
    said = BARRED[step](now) if step in BARRED else ""
    letters = listed(name for kind, name in now.waiting if kind in _AWAITS.get(step, ()))
    if letters and not said:
        return (
            f"此件的{letters}已经编号，尚未登记送达，现在不能办理“{step.label}”；"
            f"请回到办理页，先办理“{SERVE.label}”，送达由负责送达的人员登记。"
        )
    return said or f"此件处于“{state}”，现在不能办理“{step.label}”；请回到办理页查看下一步。"


def situation_of(person: Person, case: Request, on: date, calendar: Calendar) -> Situation:
    deadline = rules.deadline_of(case, calendar, on)
    untold = rules.waiting_notices(case)
    pending, fee, reply = rules.pending_consultations(case), rules.fee_of(case), rules.reply_of(case)
    return Situation(
        state=RequestState(case.state),
        regime=Regime(case.regime),
        in_time=deadline.due is not None and on <= deadline.due,
        lapsed=deadline.state in {ClockState.CORRECTION_LAPSED, ClockState.PAYMENT_LAPSED}
        and RequestState(case.state) in rules.OPEN_STATES,
        corrected=rules.correction_of(case) is not None or rules.has_notice(case, NoticeKind.CORRECTION),
        extended=rules.extension_of(case) is not None or rules.has_notice(case, NoticeKind.EXTENSION),
        delayed=rules.delay_of(case) is not None or rules.has_notice(case, NoticeKind.DELAY),
        put_off=deadline.put_off,
        charged=fee is not None or rules.has_notice(case, NoticeKind.FEE),
        untold=bool(untold),
        waiting=tuple((NoticeKind(row.kind), f"《{row.title}》（{row.document_number}）") for row in untold),
        voidable=any(row.kind in VOIDABLE for row in untold),
        unpaid=fee is not None and fee.paid_on is None,
        fee_known=case.regime == Regime.R07 or on >= FEE_SINCE,
        pending=bool(pending),
        awaited=deadline.state is ClockState.CONSULTING,
        decided=rules.decision_of(case) is not None,
        drafted=reply is not None,
        signed=_signed(person, case),
        own=case.officer_id == person.pk,
        erased=_erased(case),
    )


def _signed(person: Person, case: Request) -> bool:
    reply = rules.reply_of(case)
    if reply is None:
        return False
    return any(row.person_id == person.pk and row.round == reply.round for row in reply.signatures.all())


def _erased(case: Request) -> bool:
    applicant = getattr(case, "applicant", None)
    return applicant is None or applicant.erased_on is not None
