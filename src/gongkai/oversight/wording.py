"""States and the law's words as the screens of this room show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.oversight.enums import TaskState
from gongkai.oversight.grounds import read
from gongkai.oversight.models import Problem, Reminder
from gongkai.shell.marks import Mark

_TASKS: Mapping[TaskState, tuple[str, str]] = {
    TaskState.OPEN: ("question", "warn"),
    TaskState.GOING: ("waiting", "calm"),
    TaskState.DONE: ("valid", "good"),
}


def task_mark(state: str | None, due_on: date, on: date) -> Mark:
    """逾期 stands before how far it got; a task that nobody reported on is 未启动."""
    known = TaskState(state or TaskState.OPEN)
    if known is not TaskState.DONE and due_on < on:
        return Mark(f"{known.label}，已逾期", "warning", "bad")
    return Mark(known.label, *_TASKS[known])


def filing_mark(filed_on: date | None, due_on: date, on: date) -> Mark:
    if filed_on is not None:
        return Mark("逾期备案", "warning", "warn") if filed_on > due_on else Mark("按时备案", "valid", "good")
    return Mark("逾期未备案", "warning", "bad") if due_on < on else Mark("待备案", "waiting", "calm")


def reminder_mark(reminder: Reminder, on: date) -> Mark:
    if reminder.answered_on is not None and reminder.answered_on <= on:
        return Mark("已反馈", "valid", "good")
    return Mark("逾期未反馈", "warning", "bad") if reminder.due_on < on else Mark("待反馈", "waiting", "calm")


def reasons(reminder: Reminder) -> str:
    """Every ground by its name: 逾期、任务进度."""
    return "、".join(ground.label for ground in read(reminder.grounds)) or reminder.get_kind_display()


def problem_mark(problem: Problem) -> Mark:
    return Mark("已解决", "valid", "good") if problem.resolved_on else Mark("正在改进", "waiting", "calm")


LAW: Mapping[str, str] = {
    "requirement": "写明公开什么、公开到什么程度，便于责任单位对照办理，也便于年底核对。",
    "due_on": "按自然日填写；到期仍未填报“已完成”的，在“全区督办”中列为逾期。",
    "carrier": "写明在哪里公开；没有佐证材料的，填报“已完成”须有公开载体。",
    "evidence": "可以上传截图、文件或者网页存档，单个文件不超过20MB。",
    "text": "年度报告的“存在的主要问题”由这里汇总；第二年报告应说明改进情况。",
}

ACTS: Mapping[str, str] = {
    "task.plan": "登记要点任务",
    "task.import": "导入要点任务",
    "task.report": "填报任务进度",
    "filing.open": "开始备案",
    "filing.file": "登记答复备案",
    "reminder.issue": "发出催办单",
    "reminder.answer": "反馈催办单",
    "problem.note": "登记存在问题",
    "problem.resolve": "登记改进情况",
}
