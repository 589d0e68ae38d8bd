"""States, remaining days, acts and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration
from gongkai.disputes.rules import Term
from gongkai.law.wording import plain_date
from gongkai.shell.marks import Mark

SOON = 3  # working days within which a term is 临期

ACTS: Mapping[str, str] = {
    "reconsideration.open": "登记行政复议",
    "reconsideration.answer": "提交复议答复",
    "reconsideration.decide": "登记复议结果",
    "reconsideration.lesson": "记录原因和改进",
    "lawsuit.open": "登记行政诉讼",
    "lawsuit.defence": "提交答辩状和证据",
    "lawsuit.appearance": "登记出庭情况",
    "lawsuit.decide": "登记裁判结果",
    "lawsuit.lesson": "记录原因和改进",
    "complaint.register": "登记举报投诉",
    "complaint.answer": "答复举报投诉",
    "complaint.lesson": "记录原因和改进",
}

LAW: Mapping[str, str] = {
    "applied_on": "2023年12月31日以前申请的，适用2017年修正的《行政复议法》；2024年1月1日起申请的，适用2023年修订的文本。",
    "copy_received_on": "答复、答辩期限自收到副本之日起计算，收到当日不计入。",
    "simple": "2024年1月1日起，政府信息公开案件可以适用简易程序，书面答复期限为5个工作日（2023年《行政复议法》第五十三条、第五十四条）。",
    "reviewing_only": "仅因作出维持决定而作为共同被告的，由原行为机关统计，本机关不计入年度报告。",
    "after_review": "年度报告把“未经复议直接起诉”和“复议后起诉”分列。",
    "head_appeared": "被诉行政机关负责人应当出庭应诉；不能出庭的，应当委托相应的工作人员出庭（《行政诉讼法》第三条）。",
    "due_on": "《条例》没有规定举报投诉的答复期限；上级转办件写明期限的，照录。",
    "matter": "写明争议事项即可，不写申请人、举报人姓名。",
}

_OPEN = Mark("待裁决", "waiting", "calm")
_WAITING_ANSWER = Mark("待提交答复", "question", "warn")
_WAITING_DEFENCE = Mark("待提交答辩", "question", "warn")
_WAITING_FINDING = Mark("待答复", "question", "warn")


def state_of(case: Reconsideration | Lawsuit | Complaint) -> Mark:
    """Where the case stands, in a word."""
    if isinstance(case, Complaint):
        return Mark("已答复", "valid", "good") if case.answered_on else _WAITING_FINDING
    if case.decided_on:
        return Mark("已审结", "valid", "good")
    if isinstance(case, Reconsideration):
        return _OPEN if case.answered_on else _WAITING_ANSWER
    return _OPEN if case.defended_on else _WAITING_DEFENCE


def term_mark(term: Term) -> Mark:
    """Days left or done, in words; red only for what is late."""
    if term.done_on is not None:
        if term.late:
            return Mark(f"逾期，{plain_date(term.done_on)}办理", "warning", "bad")
        return Mark(f"按期，{plain_date(term.done_on)}办理", "valid", "good")
    left = term.days_left or 0
    if left < 0:
        return Mark(f"逾期{-left}个工作日", "warning", "bad")
    word = "今日到期" if left == 0 else f"剩余{left}个工作日"
    return Mark(word, "waiting", "warn" if left <= SOON else "calm")
