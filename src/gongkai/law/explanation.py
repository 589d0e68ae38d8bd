"""Why the last day is the last day: one sentence for each step of a course, and the warnings that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.consultations import rule_of, statutory_days
from gongkai.law.corrections import is_unusual, last_day_to_tell
from gongkai.law.course import Course, Effect, Ending, Step, moved_on, started_on
from gongkai.law.events import (
    Consultation,
    ConsultationKind,
    Correction,
    Delay,
    Event,
    Extension,
    FeeNotice,
    Withdrawal,
)
from gongkai.law.instruments import Citation, Confidence
from gongkai.law.regimes import Regime
from gongkai.law.wording import full_date, plain_date, rest_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.events import History
    from gongkai.law.practice import Practice

REPLY_PERIOD: Final[Mapping[Regime, Citation]] = {
    Regime.R07: Citation(instruments.R07, 24, 2),
    Regime.R19: Citation(instruments.R19, 33, 2),
}
CORRECTION: Final = Citation(instruments.R19, 30)
CORRECTION_R07: Final = Citation(instruments.R07, 21, item=4)
DELAY: Final = Citation(instruments.R19, 35)
FEE: Final = Citation(instruments.R19, 42)
FEE_PROCEDURE: Final = Citation(instruments.FEE_RULES, confidence=Confidence.SECONDARY)
CONSULTATION: Final[Mapping[tuple[Regime, ConsultationKind], Citation]] = {
    (Regime.R07, ConsultationKind.THIRD_PARTY): Citation(instruments.R07, 24, 3),
    (Regime.R19, ConsultationKind.THIRD_PARTY): Citation(instruments.R19, 33, 3),
    (Regime.R19, ConsultationKind.OTHER_BODY): Citation(instruments.R19, 33, 3),
    (Regime.R19, ConsultationKind.CO_MAKER): Citation(instruments.R19, 34),
}
NO_EXTENSION_OF_A_DELAY: Final = (
    f"此件已经依照{DELAY}确定延迟答复的合理期限，代替了{REPLY_PERIOD[Regime.R19]}规定的答复期限；"
    "延长的只能是后者，合理期限不能再延长。请在合理期限内答复。"
)
_PARTY: Final[Mapping[ConsultationKind, str]] = {
    ConsultationKind.THIRD_PARTY: "第三方",
    ConsultationKind.OTHER_BODY: "其他机关",
    ConsultationKind.CO_MAKER: "共同制作机关",
}
_DECEMBER, _LAST_DAYS = 12, 29  # a notice for the next year has named days from 12-29 on


def explain(history: History, course: Course, calendar: Calendar) -> tuple[str, ...]:
    """The lines a clerk can read out, from receipt to the last day."""
    return tuple(line for line in _lines(history, course, calendar) if line)


def _lines(history: History, course: Course, calendar: Calendar) -> Iterator[str]:
    yield from opening(history, course, calendar)
    for step in course.steps:
        yield sentence(step, course)
    first_due = calendar.add(history.received_on, course.terms.reply_days)
    yield rest_days(calendar, history.received_on, course.due or first_due)
    if course.due is not None:
        yield from conclusion(history, course, calendar, course.due)


def opening(history: History, course: Course, calendar: Calendar) -> Iterator[str]:
    """The law that applies, and the period before anything happened."""
    received, terms = history.received_on, course.terms
    law = terms.regime.instrument
    first_due = calendar.add(received, terms.reply_days)
    yield f"{full_date(received)}收到申请，适用《{law.title}》（{law.number}）。"
    yield (
        f"收到当日不计入期限，自下一个工作日{full_date(calendar.add(received, 1))}起算；"
        f"答复期限为{terms.reply_days}个工作日（《条例》{REPLY_PERIOD[terms.regime].place}），至{full_date(first_due)}届满。"
    )


def conclusion(history: History, course: Course, calendar: Calendar, due: date) -> Iterator[str]:
    """The last day, and how far it can be relied on."""
    if calendar.known_on is not None:
        yield f"按{plain_date(calendar.known_on)}当日已发布的放假通知推算。"
    yield f"最迟应于{full_date(due)}答复。"
    if course.statutory_due is not None and course.statutory_due != due:
        yield f"法定答复期限原为{full_date(course.statutory_due)}，现以告知申请人的合理期限为准，两个日期均予保留。"
    if calendar.is_provisional(history.received_on, due):
        yield provisional_line(calendar, due)
    elif due.month == _DECEMBER and due.day >= _LAST_DAYS and not calendar.is_announced(due.year + 1):
        yield f"{due.year + 1}年放假通知尚未录入，12月末个别日期可能随之调整，通知发布后请复核。"


def provisional_line(calendar: Calendar, due: date) -> str:
    missing = min(
        year for year in range(calendar.first_day.year, due.year + 1) if not calendar.is_announced(year)
    )
    return (
        f"本期限为暂定：{missing}年的放假通知尚未发布或尚未录入，只按周末和日期固定的法定节假日"
        "（元旦、劳动节、国庆节）推算，春节等放假和调休未计；通知发布后请录入并重新计算。"
    )


def sentence(step: Step, course: Course) -> str:
    """What one act did to the clock."""
    event = step.event
    if step.effect in _VOID:
        text = f"{full_date(started_on(event))}{_act(event)}，{_VOID[step.effect]}。"
    elif isinstance(event, Consultation):
        text = _consultation(step, event, course)
    elif isinstance(event, Extension):
        text = _extension(step, event, course)
    elif isinstance(event, Correction):
        text = _correction(step, event)
    elif isinstance(event, FeeNotice):
        text = _fee(step, event)
    elif isinstance(event, Delay):
        text = (
            f"{full_date(event.told_on)}告知申请人延迟答复，合理期限至{full_date(event.until)}（{DELAY}）。"
        )
    else:
        text = f"{full_date(event.on)}申请人撤回申请，办理终止。"
    return text


_VOID: Final[Mapping[Effect, str]] = {
    Effect.TOO_LATE: "作出时答复期限已经届满，不影响到期日",
    Effect.ENTERED_LATE: "登记时答复期限已经届满，补记的征求意见不能使期限恢复计算，不影响到期日",
    Effect.NOT_RUNNING: "当时答复期限未在计算，不影响到期日",
    Effect.REPLACED: f"此前已经确定延迟答复的合理期限（{DELAY}），代替了可以延长的期限（{REPLY_PERIOD[Regime.R19]}），不影响到期日",
    Effect.REPEATED: "同类措施只能采取一次，不影响到期日",
    Effect.NOT_IN_FORCE: "当时适用的规定没有这一措施，不影响到期日",
    Effect.NO_PAUSE: "2007年《条例》只扣除征求第三方意见的时间，期限照常计算",
    Effect.NOT_REACHED: "尚未记录对方收到的日期，期限照常计算",
}


def _act(event: Event) -> str:
    match event:
        case Consultation():
            return f"征求{_PARTY[event.kind]}意见"
        case Extension():
            return "告知延期"
        case Correction():
            return "告知补正"
        case FeeNotice():
            return "发出收费通知"
        case Delay():
            return "告知延迟答复"
        case Withdrawal():
            return "撤回申请"


def _due(step: Step) -> str:
    return f"，到期日为{full_date(step.due)}" if step.due else ""


def _consultation(step: Step, event: Consultation, course: Course) -> str:
    basis = CONSULTATION[(course.terms.regime, event.kind)]
    head = f"{full_date(event.sent_on)}征求{_PARTY[event.kind]}意见，所需时间不计入答复期限（{basis}）；"
    if event.answered_on is not None and (step.limit is None or event.answered_on <= step.limit):
        return f"{head}{full_date(event.answered_on)}收到意见，此后继续计算{_due(step)}。"
    limit = step.limit or event.sent_on
    since = "" if event.reached_on else "（未登记对方收到日期，暂自发出之日推算）"
    own = "" if statutory_days(course.terms.regime, event.kind) else "征求意见文书载明的"
    silence = rule_of(course.terms.regime, event.kind).silence
    return f"{head}对方最迟应于{own}{full_date(limit)}{since}提出意见，此后继续计算；{silence}{_due(step)}。"


def _extension(step: Step, event: Extension, course: Course) -> str:
    most = course.terms.extension_days
    days = min(event.days or most, most)
    basis = REPLY_PERIOD[course.terms.regime]
    return f"{full_date(event.told_on)}告知申请人延长答复期限{days}个工作日（《条例》{basis.place}）{_due(step)}。"


def _correction(step: Step, event: Correction) -> str:
    told = f"{full_date(event.told_on)}告知申请人补正"
    match step.effect:
        case Effect.IS_ANSWER:
            return (
                f"{full_date(event.told_on)}告知申请人作出更改、补充，即为对申请的答复（{CORRECTION_R07}）；"
                "更改、补充后的申请另行登记。"
            )
        case Effect.RESTARTED if event.received_on is not None:
            return f"{told}，{full_date(event.received_on)}收到补正后的申请，答复期限自该日起重新计算（{CORRECTION}）{_due(step)}。"
        case Effect.LAPSED if step.limit is not None:
            return f"{told}，期限至{full_date(step.limit)}；申请人无正当理由逾期不补正，视为放弃申请，不再处理（{CORRECTION}）。"
    until = f"，补正期限至{full_date(step.limit)}" if step.limit else ""
    return f"{told}{until}；收到补正后的申请之日起重新计算答复期限（{CORRECTION}）。"


def _fee(step: Step, event: FeeNotice) -> str:
    sent = f"{full_date(event.sent_on)}发出收费通知（{FEE}、{FEE_PROCEDURE}）"
    limit = f"，最迟应于{full_date(step.limit)}缴费" if step.limit else ""
    match step.effect:
        case Effect.RESTARTED if event.paid_on is not None:
            return f"{sent}，{full_date(event.paid_on)}缴费，答复期限自缴费次日起重新计算{_due(step)}。"
        case Effect.PAUSED if event.paid_on is not None:
            return f"{sent}，{full_date(event.paid_on)}缴费，等待缴费的时间不计入答复期限{_due(step)}。"
        case Effect.LAPSED:
            return f"{sent}{limit}；申请人逾期未缴费，视为放弃申请，不再处理。"
    return f"{sent}{limit}；缴费后重新计算答复期限。"


def warn(history: History, course: Course, calendar: Calendar, practice: Practice) -> tuple[str, ...]:
    """What a reviewer should look at: acts without effect, late notices, missing approvals."""
    return tuple(
        line for step in course.steps for line in _warnings(step, history, course, calendar, practice)
    )


def _warnings(
    step: Step, history: History, course: Course, calendar: Calendar, practice: Practice
) -> Iterator[str]:
    event = step.event
    if step.effect in _VOID and step.effect is not Effect.NO_PAUSE:
        yield sentence(step, course)
    elif isinstance(event, Correction):
        yield from _correction_warnings(event, history, course, calendar, practice)
    elif isinstance(event, Extension):
        yield from _extension_warnings(event, course)
    elif isinstance(event, Delay) and course.statutory_due is not None and event.until < course.statutory_due:
        yield "告知的延迟答复期限早于法定答复期限，仍按法定答复期限计算。请核对告知书。"
    elif (
        isinstance(event, FeeNotice)
        and event.reached_on is None
        and course.ending is not Ending.PAYMENT_LAPSED
    ):
        yield "尚未记录申请人收到收费通知的日期，无法推算缴费期限。请补充送达凭证。"


def _correction_warnings(
    event: Correction, history: History, course: Course, calendar: Calendar, practice: Practice
) -> Iterator[str]:
    days = course.terms.correction_notice_days
    last = last_day_to_tell(course.terms.regime, history.received_on, calendar)
    if last is not None and event.told_on > last:
        yield f"补正告知应在收到申请之日起{days}个工作日内作出（至{full_date(last)}），实际为{full_date(event.told_on)}。"
    if event.until is None:
        if course.terms.regime is Regime.R19:
            yield "补正告知应载明合理的补正期限，记录中没有。请核对告知书。"
    elif is_unusual(event.told_on, event.until, calendar, practice):
        yield f"补正期限超过{practice.correction_days_normal}个工作日，一般不宜这样长。请核对告知书。"
    if event.received_on and event.until and event.received_on > moved_on(event.until, calendar):
        yield "补正在补正期限之后收到，现按有正当理由处理。请在案卷中说明。"


def _extension_warnings(event: Extension, course: Course) -> Iterator[str]:
    most = course.terms.extension_days
    if event.days is not None and event.days > most:
        yield f"延长的期限最长不得超过{most}个工作日，超出部分不计。"
    if not event.approved_by:
        yield "延期应经政府信息公开工作机构负责人同意，记录中没有批准人。请补充。"
    if not event.reason:
        yield "延期应当说明理由，记录中没有。请补充。"
