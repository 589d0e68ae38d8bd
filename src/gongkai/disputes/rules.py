"""Terms, lawful results and where they are counted: pure, with the calendar as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.disputes.enums import COURT_RESULTS, REVIEW_RESULTS
from gongkai.law.authorities import REVIEW_LAW_2023_SINCE
from gongkai.law.calendar import Calendar
from gongkai.law.disputes import (
    DisputeKind,
    DisputeResult,
    TermKind,
    dispute_cell,
    dispute_key,
    dispute_row_2014,
    dispute_term,
    reply_after_judgment,
)
from gongkai.law.forms import Form, form_for_year
from gongkai.law.periods import Unit, last_day
from gongkai.law.wording import full_date, rest_days

_SINCE_2024: Final = frozenset({DisputeResult.REVIEW_VOID, DisputeResult.REVIEW_REQUEST_REJECTED})
_ORDERS_ANEW: Final = frozenset({DisputeResult.COURT_PERFORM, DisputeResult.COURT_ANNULLED})
NOT_COUNTED: Final = "仅作为复议机关共同被告的案件，由原行为机关统计，本机关不计入。"
UNKNOWN_TO_FORM: Final = "尚未审结的案件，该年度统计表没有对应栏目，不计入。"


@dataclass(frozen=True, slots=True)
class Term:
    """What must be done by when. `days_left` counts working days, below nought when late; None once it was done."""

    name: str
    due: date
    done_on: date | None
    days_left: int | None
    explanation: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Done after the last day, or still open after it."""
        return self.done_on > self.due if self.done_on else (self.days_left or 0) < 0


def review_results(applied_on: date) -> Mapping[DisputeResult, str]:
    """What a reconsideration may end in; 确认无效 and 驳回请求 are of the text of 2023."""
    if applied_on >= REVIEW_LAW_2023_SINCE:
        return REVIEW_RESULTS
    return {result: name for result, name in REVIEW_RESULTS.items() if result not in _SINCE_2024}


def court_results() -> Mapping[DisputeResult, str]:
    return COURT_RESULTS


def may_be_simple(applied_on: date) -> bool:
    """简易程序 of reconsideration came with the text of 2023 (Art.53)."""
    return applied_on >= REVIEW_LAW_2023_SINCE


@dataclass(frozen=True, slots=True)
class Served:
    """The copy that sets a term off: when the case began, when the copy came, when the office acted."""

    began_on: date
    copy_received_on: date
    done_on: date | None


def answer_term(case: Served, *, simple: bool, calendar: Calendar, today: date) -> Term:
    """书面答复: ten days under the text to 2023, ten working days since 2024, five in 简易程序."""
    kind = TermKind.ANSWER_REVIEW_SIMPLE if simple else TermKind.ANSWER_REVIEW
    return _term("提交复议答复", "复议申请书副本", kind, case, calendar, today)


def defence_term(case: Served, *, calendar: Calendar, today: date) -> Term:
    """答辩状和证据: fifteen days from the copy of the complaint (行诉法 Art.67)."""
    return _term("提交答辩状和证据", "起诉状副本", TermKind.DEFEND, case, calendar, today)


def _term(  # noqa: PLR0913, PLR0917 - a term has six facts
    name: str, copy: str, kind: TermKind, case: Served, calendar: Calendar, today: date
) -> Term:
    found = dispute_term(kind, case.began_on)
    start = case.copy_received_on
    due = last_day(start, found.length, calendar)
    working = found.length.unit is Unit.WORKING_DAY
    lines = (
        f"{full_date(start)}收到{copy}，收到当日不计入。",
        f"自收到之日起{found.length}内{name}（{found.citation}）。",
        rest_days(calendar, start, due) if working else _moved(start, found.length.amount, due),
        f"最迟应于{full_date(due)}提交。",
    )
    left = None if case.done_on else _left(calendar, today, due)
    return Term(name, due, case.done_on, left, tuple(line for line in lines if line))


def _moved(start: date, days: int, due: date) -> str:
    if (due - start).days == days:
        return "按日历日计算，节假日不扣除。"
    return "按日历日计算，最后一日是休息日，顺延至其后的第一个工作日。"


def _left(calendar: Calendar, today: date, due: date) -> int:
    """Working days to the last day; below nought whenever it has passed, were it only over a weekend."""
    count = calendar.count(today, due)
    return min(count, -1) if today > due else count


def complaint_term(
    *, due_on: date | None, answered_on: date | None, calendar: Calendar, today: date
) -> Term | None:
    """The day that a superior set; the Regulation itself sets none for an answer (R07 Art.33, R19 Art.51)."""
    if due_on is None:
        return None
    left = None if answered_on else _left(calendar, today, due_on)
    lines = (f"来件要求于{full_date(due_on)}前答复。", "《条例》没有规定举报投诉的答复期限。")
    return Term("答复举报投诉", due_on, answered_on, left, lines)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended, as far as it has."""

    kind: DisputeKind
    result: DisputeResult
    decided_on: date
    reviewing_only: bool = False


def counted_as(outcome: Outcome) -> str:
    """The row of the year's national form, in its own words, or why there is none."""
    if outcome.reviewing_only:
        return NOT_COUNTED
    form = form_for_year(outcome.decided_on.year)
    key = _key(form, outcome) if form else None
    if form is None or key is None:
        return UNKNOWN_TO_FORM
    return f"{outcome.decided_on.year}年度统计表“{form.label(key)}”。"


def _key(form: Form, outcome: Outcome) -> str | None:
    old = dispute_row_2014(outcome.kind, outcome.result)
    return old if old is not None and form.knows(old) else dispute_key(outcome.kind, outcome.result)


def kind_of_suit(*, after_review: bool) -> DisputeKind:
    return DisputeKind.SUIT_AFTER_REVIEW if after_review else DisputeKind.DIRECT_SUIT


def what_follows(result: DisputeResult, decided_on: date) -> tuple[str, ...]:
    """What a corrected act asks of the office next."""
    if dispute_cell(result).value != "corrected":
        return ()
    term = reply_after_judgment(decided_on) if result in _ORDERS_ANEW else None
    if term is not None:
        return (
            f"判决要求公开或者重新答复的，按判决确定的期限办理；判决没有确定的，期限为{term.length}（{term.citation}）。",
        )
    return ("决定或者判决要求重新答复的，按其确定的期限办理；没有确定的，自收到之日起按法定答复期限办理。",)
