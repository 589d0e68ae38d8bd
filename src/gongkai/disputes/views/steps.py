"""The acts on a case as data: each with its name, its small form and the service behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from gongkai.bodies.models import Person
from gongkai.disputes import services
from gongkai.disputes.forms import (
    AppearanceForm,
    DayForm,
    FindingForm,
    LessonForm,
    court_decision,
    review_decision,
)
from gongkai.disputes.models import Complaint, Lawsuit, Reconsideration

Case = Reconsideration | Lawsuit | Complaint
Perform = Callable[[Any, Any, Person, datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """`done` tells whether the act was noted before: then the form corrects it. `form` makes it for a case."""

    name: str
    label: str
    notice: str
    done: Callable[[Any], bool]
    form: Callable[[Any, Any], forms.Form]
    act: Perform


def _plain(kind: Callable[..., forms.Form], step: str) -> Callable[[Any, Any], forms.Form]:
    return lambda data, _case: kind(data, step=step)


_LESSON = Step(
    "lesson",
    "记录原因和改进",
    "原因分析和改进措施已保存。",
    lambda case: bool(case.lesson),
    lambda data, case: LessonForm(data, step="lesson", initial={"lesson": case.lesson}),
    lambda case, form, actor, at: services.record_lesson(
        case=case, lesson=form.cleaned_data["lesson"], actor=actor, at=at
    ),
)
REVIEW_STEPS = (
    Step(
        "answer",
        "提交书面答复",
        "提交书面答复的日期已登记。",
        lambda case: case.answered_on is not None,
        _plain(DayForm, "answer"),
        lambda case, form, actor, at: services.note_answer(
            case=case, on=form.cleaned_data["on"], actor=actor, at=at
        ),
    ),
    Step(
        "decide",
        "登记复议结果",
        "复议结果已登记。",
        lambda case: case.decided_on is not None,
        lambda data, case: review_decision(data, step="decide", applied_on=case.applied_on),
        lambda case, form, actor, at: services.decide_reconsideration(
            case=case, result=form.chosen(), on=form.cleaned_data["on"], actor=actor, at=at
        ),
    ),
    _LESSON,
)
SUIT_STEPS = (
    Step(
        "defence",
        "提交答辩状和证据",
        "提交答辩状和证据的日期已登记。",
        lambda case: case.defended_on is not None,
        _plain(DayForm, "defence"),
        lambda case, form, actor, at: services.note_defence(
            case=case, on=form.cleaned_data["on"], actor=actor, at=at
        ),
    ),
    Step(
        "appearance",
        "登记出庭情况",
        "出庭情况已登记。",
        lambda case: case.heard_on is not None,
        _plain(AppearanceForm, "appearance"),
        lambda case, form, actor, at: services.note_appearance(
            case=case, actor=actor, at=at, **form.cleaned_data
        ),
    ),
    Step(
        "decide",
        "登记裁判结果",
        "裁判结果已登记。",
        lambda case: case.decided_on is not None,
        _plain(court_decision, "decide"),
        lambda case, form, actor, at: services.decide_lawsuit(
            case=case, result=form.chosen(), on=form.cleaned_data["on"], actor=actor, at=at
        ),
    ),
    _LESSON,
)
COMPLAINT_STEPS = (
    Step(
        "answer",
        "登记处理结果和答复",
        "处理结果和答复日期已登记。",
        lambda case: case.answered_on is not None,
        _plain(FindingForm, "answer"),
        lambda case, form, actor, at: services.answer_complaint(
            case=case, finding=form.cleaned_data["finding"], on=form.cleaned_data["on"], actor=actor, at=at
        ),
    ),
    _LESSON,
)


def steps_of(case: Case) -> tuple[Step, ...]:
    if isinstance(case, Reconsideration):
        return REVIEW_STEPS
    return SUIT_STEPS if isinstance(case, Lawsuit) else COMPLAINT_STEPS


def next_step(case: Case) -> Step | None:
    """The first act that was not noted yet: the one to offer openly."""
    return next((step for step in steps_of(case) if not step.done(case)), None)
