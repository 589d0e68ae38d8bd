from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.models import Request
from gongkai.files.models import StoredFile
from gongkai.oversight.enums import ReminderKind, TaskState


class Task(models.Model):
    """工作要点任务明细: one line of the year's plan, carried by one responsible body."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField("序号", max_length=20)
    item = models.CharField("任务", max_length=200)
    requirement = models.TextField("工作要求")
    carrier = models.CharField("公开载体", max_length=150, blank=True)
    due_on = models.DateField("完成时限")
    person = models.CharField("责任人", max_length=60, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "要点任务"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["body", "year", "number"], name="task_number_once"),)
        indexes = (models.Index(fields=["year", "body"], name="task_by_year"),)

    def __str__(self) -> str:
        return self.item


class TaskProgress(models.Model):
    """任务进度 as a dated report; the last one of a day and before says how the task stood that day."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    reported_on = models.DateField("填报日期")
    state = models.CharField("进度", max_length=6, choices=TaskState.choices)
    note = models.CharField("进展情况", max_length=500)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    evidence_name = models.CharField("佐证材料", max_length=150, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("task__body")

    class Meta:
        verbose_name = "任务进度"
        base_manager_name = "objects"
        indexes = (models.Index(fields=["task", "reported_on"], name="progress_by_day"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.reported_on}"


class Filing(models.Model):
    """备案: a reply handed up to the district within the local term; one row a request, made when it is answered."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="filing")
    due_on = models.DateField("备案期限")
    filed_on = models.DateField("备案日期", null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "答复备案"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.request_id} {self.filed_on}"


class Reminder(models.Model):
    """催办单 from the district's office to a body.

    `grounds` are what it urges, as `oversight.grounds` writes them at the issue; null where it was written without any.
    `kind` is the first of them.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    kind = models.CharField("事由", max_length=15, choices=ReminderKind.choices)
    matter = models.CharField("催办事项", max_length=300)
    issued_on = models.DateField("发出日期")
    due_on = models.DateField("办结时限")
    issuer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    grounds = models.JSONField("事由", null=True, blank=True)
    answered_on = models.DateField("反馈日期", null=True, blank=True)
    answer = models.CharField("反馈情况", max_length=500, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "催办单"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("issued_on")),
                name="reminder_answered_after_issue",
            ),
            CheckConstraint(condition=Q(answered_on=None) | ~Q(answer=""), name="reminder_answer_has_words"),
        )

    def __str__(self) -> str:
        return self.matter


class Problem(models.Model):
    """存在的问题 that a year's report names, and what became of it; `resolved_on` null while it stands."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("发现年度")
    text = models.CharField("问题", max_length=300)
    measure = models.CharField("改进措施", max_length=300, blank=True)
    outcome = models.CharField("改进情况", max_length=300, blank=True)
    resolved_on = models.DateField("解决日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "存在问题"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(resolved_on=None) | ~Q(outcome=""), name="problem_resolved_has_outcome"
            ),
        )

    def __str__(self) -> str:
        return self.text
