"""行政复议、行政诉讼: terms by the text in force, and where an outcome is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.authorities import REVIEW_LAW_2023_SINCE
from gongkai.law.instruments import Citation
from gongkai.law.periods import Length, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

REPLY_AFTER_JUDGMENT_SINCE: Final = date(2025, 6, 1)


class TermKind(StrEnum):
    """What must be done, from which day."""

    APPLY_FOR_REVIEW = "apply_for_review"  # 知道之日
    APPLY_FOR_REVIEW_UNTOLD = "apply_for_review_untold"  # 未告知权利: 知道内容之日
    ACCEPT_REVIEW = "accept_review"  # 收到复议申请
    DECIDE_REVIEW = "decide_review"  # 受理
    EXTEND_REVIEW = "extend_review"  # 原期限届满
    DECIDE_REVIEW_SIMPLE = "decide_review_simple"
    ANSWER_REVIEW = "answer_review"  # 被申请人收到副本
    ANSWER_REVIEW_SIMPLE = "answer_review_simple"
    SUE_AFTER_REVIEW = "sue_after_review"  # 收到复议决定，或复议期满
    SUE_AFTER_REFUSED_REVIEW = "sue_after_refused_review"  # 复议前置: 不受理、驳回申请、不答复
    SUE = "sue"  # 知道之日
    SUE_UNTOLD = "sue_untold"  # 未告知起诉期限: 知道内容之日
    SUE_ON_SILENCE = "sue_on_silence"  # 答复期限届满
    COURT_SENDS_COMPLAINT = "court_sends_complaint"  # 立案
    DEFEND = "defend"  # 收到起诉状副本
    JUDGE = "judge"  # 立案
    JUDGE_SIMPLE = "judge_simple"
    APPEAL_JUDGMENT = "appeal_judgment"  # 判决书送达
    APPEAL_RULING = "appeal_ruling"  # 裁定书送达


@dataclass(frozen=True, slots=True)
class DisputeTerm:
    length: Length
    citation: Citation


def _days(amount: int, citation: Citation) -> DisputeTerm:
    return DisputeTerm(Length(amount, Unit.DAY), citation)


def _working(amount: int, citation: Citation) -> DisputeTerm:
    return DisputeTerm(Length(amount, Unit.WORKING_DAY), citation)


def _months(amount: int, citation: Citation) -> DisputeTerm:
    return DisputeTerm(Length(amount, Unit.MONTH), citation)


_R17, _R23 = instruments.REVIEW_LAW_2017, instruments.REVIEW_LAW_2023
_SUIT, _READ = instruments.LITIGATION_LAW, instruments.LITIGATION_INTERPRETATION

_TO_2023: Final[Mapping[TermKind, DisputeTerm]] = {
    TermKind.APPLY_FOR_REVIEW: _days(60, Citation(_R17, 9)),
    TermKind.ACCEPT_REVIEW: _working(5, Citation(_R17, 17)),
    TermKind.DECIDE_REVIEW: _days(60, Citation(_R17, 31)),
    TermKind.EXTEND_REVIEW: _days(30, Citation(_R17, 31)),
    TermKind.ANSWER_REVIEW: _days(10, Citation(_R17, 23)),  # calendar days: Art.40 names only five and seven
    TermKind.SUE_AFTER_REFUSED_REVIEW: _days(15, Citation(_R17, 19)),
}
_SINCE_2024: Final[Mapping[TermKind, DisputeTerm]] = {
    TermKind.APPLY_FOR_REVIEW: _days(60, Citation(_R23, 20)),
    TermKind.APPLY_FOR_REVIEW_UNTOLD: DisputeTerm(Length(1, Unit.YEAR), Citation(_R23, 20)),
    TermKind.ACCEPT_REVIEW: _working(5, Citation(_R23, 30)),
    TermKind.DECIDE_REVIEW: _days(60, Citation(_R23, 62)),
    TermKind.EXTEND_REVIEW: _days(30, Citation(_R23, 62)),
    TermKind.DECIDE_REVIEW_SIMPLE: _days(30, Citation(_R23, 62)),  # Art.53(1)(4): 信息公开案件 may
    TermKind.ANSWER_REVIEW: _working(
        10, Citation(_R23, 48)
    ),  # Art.88: 三日、五日、七日、十日 are working days
    TermKind.ANSWER_REVIEW_SIMPLE: _working(5, Citation(_R23, 54)),
    TermKind.SUE_AFTER_REFUSED_REVIEW: _days(15, Citation(_R23, 34)),
}
_COURT: Final[Mapping[TermKind, DisputeTerm]] = {
    TermKind.SUE_AFTER_REVIEW: _days(15, Citation(_SUIT, 45)),
    TermKind.SUE: _months(6, Citation(_SUIT, 46)),
    TermKind.SUE_UNTOLD: DisputeTerm(Length(1, Unit.YEAR), Citation(_READ, 64)),
    TermKind.SUE_ON_SILENCE: _months(6, Citation(_READ, 66)),
    TermKind.COURT_SENDS_COMPLAINT: _days(5, Citation(_SUIT, 67)),
    TermKind.DEFEND: _days(15, Citation(_SUIT, 67)),
    TermKind.JUDGE: _months(6, Citation(_SUIT, 81)),
    TermKind.JUDGE_SIMPLE: _days(45, Citation(_SUIT, 83)),  # Art.82: 信息公开案件 may
    TermKind.APPEAL_JUDGMENT: _days(15, Citation(_SUIT, 85)),
    TermKind.APPEAL_RULING: _days(10, Citation(_SUIT, 85)),
}


def dispute_term(kind: TermKind, applied_on: date) -> DisputeTerm:
    """The term under the text in force on the day of the application or suit; KeyError where it knows none."""
    review = _SINCE_2024 if applied_on >= REVIEW_LAW_2023_SINCE else _TO_2023
    found = _COURT.get(kind) or review.get(kind)
    if found is None:
        raise KeyError(f"{applied_on.isoformat()}施行的《行政复议法》没有这一期限。请核对日期。")
    return found


def reply_after_judgment(judged_on: date) -> DisputeTerm | None:
    """Time to answer anew when a court orders disclosure: 20 working days since 2025-06-01 (法释25 Art.11).

    None before, or where the decision or judgment names its own term: the statutory one from its receipt.
    """
    if judged_on < REPLY_AFTER_JUDGMENT_SINCE:
        return None
    return _working(20, Citation(instruments.DISCLOSURE_CASES_2025, 11))


class DisputeKind(StrEnum):
    """The three groups of table four."""

    REVIEW = "review"  # 行政复议
    DIRECT_SUIT = "direct"  # 未经复议直接起诉
    SUIT_AFTER_REVIEW = "after_review"  # 复议后起诉


class DisputeCell(StrEnum):
    """Columns of table four; the 2014 form has no PENDING."""

    UPHELD = "upheld"  # 结果维持
    CORRECTED = "corrected"  # 结果纠正
    OTHER = "other"  # 其他结果
    PENDING = "pending"  # 尚未审结


class DisputeResult(StrEnum):
    """What the reconsideration body or the court did."""

    REVIEW_UPHELD = "review_upheld"  # 维持 (2023 Art.68)
    REVIEW_REQUEST_REJECTED = "review_request_rejected"  # 驳回请求 (69)
    REVIEW_CHANGED = "review_changed"  # 变更 (63)
    REVIEW_ANNULLED = "review_annulled"  # 撤销 (64)
    REVIEW_ILLEGAL = "review_illegal"  # 确认违法 (65)
    REVIEW_PERFORM = "review_perform"  # 限期履行 (66)
    REVIEW_VOID = "review_void"  # 确认无效 (67)
    REVIEW_NOT_ACCEPTED = "review_not_accepted"  # 不予受理
    REVIEW_APPLICATION_REJECTED = "review_application_rejected"  # 驳回申请
    REVIEW_TERMINATED = "review_terminated"  # 终止、撤回
    SETTLED = "settled"  # 调解、和解
    CLAIM_REJECTED = "claim_rejected"  # 判决驳回诉讼请求 (行诉法 69)
    COURT_ANNULLED = "court_annulled"  # 撤销 (70)
    COURT_PERFORM = "court_perform"  # 履行、给付 (72, 73)
    COURT_ILLEGAL = "court_illegal"  # 确认违法 (74)
    COURT_VOID = "court_void"  # 确认无效 (75)
    COURT_CHANGED = "court_changed"  # 变更 (77)
    SUIT_REJECTED = "suit_rejected"  # 裁定驳回起诉
    SUIT_WITHDRAWN = "suit_withdrawn"  # 准予撤诉
    PENDING = "pending"  # 12月31日尚未审结


_UPHELD: Final = frozenset(
    {DisputeResult.REVIEW_UPHELD, DisputeResult.REVIEW_REQUEST_REJECTED, DisputeResult.CLAIM_REJECTED}
)
_CORRECTED: Final = frozenset(
    {
        DisputeResult.REVIEW_CHANGED,
        DisputeResult.REVIEW_ANNULLED,
        DisputeResult.REVIEW_ILLEGAL,
        DisputeResult.REVIEW_PERFORM,
        DisputeResult.REVIEW_VOID,
        DisputeResult.COURT_ANNULLED,
        DisputeResult.COURT_PERFORM,
        DisputeResult.COURT_ILLEGAL,
        DisputeResult.COURT_VOID,
        DisputeResult.COURT_CHANGED,
    }
)


def dispute_cell(result: DisputeResult) -> DisputeCell:
    """Where a result stands in table four of the forms of 2019 and 2021.

    That 驳回申请 and 驳回起诉 stand under 其他结果 is practice, not printed on the form [M].
    """
    if result is DisputeResult.PENDING:
        return DisputeCell.PENDING
    if result in _UPHELD:
        return DisputeCell.UPHELD
    return DisputeCell.CORRECTED if result in _CORRECTED else DisputeCell.OTHER


_OLD_ROWS: Final[Mapping[DisputeCell, str]] = {
    DisputeCell.UPHELD: "1",
    DisputeCell.CORRECTED: "2",
    DisputeCell.OTHER: "3",
}


def dispute_row_2014(kind: DisputeKind, result: DisputeResult) -> str | None:
    """The row of parts 四 and 五 ("4.1" … "5.3"); None for the undecided, which the old form does not know."""
    row = _OLD_ROWS.get(dispute_cell(result))
    return None if row is None else f"{4 if kind is DisputeKind.REVIEW else 5}.{row}"


def dispute_key(kind: DisputeKind, result: DisputeResult) -> str:
    """The cell of table four ("T4.review.upheld").

    A case in which this body is co-defendant only as the 复议机关 is not counted here at all: it counts for the
    original agency alone (60号, 30号).
    """
    return f"T4.{kind.value}.{dispute_cell(result).value}"
