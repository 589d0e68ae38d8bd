from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from gongkai.annual.enums import Register, ReportState
from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.publication.models import Item


class CountingStatement(models.Model):
    """统计声明: whether a body counted a register in a year, said by a person with a source.

    Without one, a register that holds a row of the year was counted and its noughts are stated; an empty one is
    未统计. A statement opens an empty register (all its figures are nought) or leaves a register out of the report.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    register = models.CharField("统计台账", max_length=20, choices=Register.choices)
    counted = models.BooleanField("已统计")
    source = models.CharField("依据", max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    stated_on = models.DateField("声明日期")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "统计声明"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "year", "register"], name="counting_stated_once"),
            CheckConstraint(condition=Q(register__in=Register.values), name="counting_register_known"),
            CheckConstraint(condition=~Q(source=""), name="counting_has_source"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.get_register_display()}"


class FigureFromOutside(models.Model):
    """系统外报送: a figure of a measure that a body outside the system handed in; it is added to what is counted.

    `body` is the body into whose report it goes; `value` is in the unit of the measure.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    key = models.CharField("指标", max_length=60)
    unit_name = models.CharField("报送单位", max_length=100)
    value = models.DecimalField("数值", max_digits=14, decimal_places=4)
    source = models.CharField("来源", max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    handed_on = models.DateField("报送日期")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "系统外报送数字"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "year", "key", "unit_name"], name="outside_figure_once"),
            CheckConstraint(condition=Q(value__gte=0), name="outside_figure_not_negative"),
            CheckConstraint(condition=~Q(source="") & ~Q(unit_name=""), name="outside_figure_has_source"),
        )

    def __str__(self) -> str:
        return f"{self.unit_name} {self.key}"


class AnnualReport(models.Model):
    """年度报告 of a body and a year; `outline` names the plan of its sections, `item` its page once published."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    outline = models.CharField("提纲", max_length=40)
    state = models.CharField("状态", max_length=10, choices=ReportState.choices)
    handed_on = models.DateField("报送日期", null=True, blank=True)
    handed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送人"
    )
    accepted_on = models.DateField("审核日期", null=True, blank=True)
    frozen_on = models.DateField("定稿日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    return_note = models.CharField("退回意见", max_length=300, blank=True)
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="annual_report")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "年度报告"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "year"], name="annual_report_once"),
            CheckConstraint(condition=Q(state__in=ReportState.values), name="annual_report_state_known"),
            CheckConstraint(
                condition=~Q(state=ReportState.PUBLISHED) | Q(published_on__isnull=False),
                name="annual_report_published_has_day",
            ),
            CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(return_note=""),
                name="annual_report_returned_has_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"


class ReportSection(models.Model):
    """One section in words. Figures stand in the text as {{key}} and are filled in when it is shown."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("标题", max_length=60)
    text = models.TextField("正文", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("report__body")

    class Meta:
        verbose_name = "报告章节"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["report", "position"], name="report_section_once"),)

    def __str__(self) -> str:
        return self.title


class FrozenCell(models.Model):
    """A figure as it stood when its report was frozen: printed, exact, and the keys of its rows by source.

    `key` is that of a cell of the form or of a local figure; `exact` is null for 未统计.
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="frozen")
    key = models.CharField(max_length=80)
    printed = models.CharField("印出数", max_length=40, blank=True)
    exact = models.DecimalField("实数", max_digits=14, decimal_places=4, null=True)
    rows = models.JSONField(default=dict)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("report__body")

    class Meta:
        verbose_name = "定稿数字"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["report", "key"], name="frozen_cell_once"),)

    def __str__(self) -> str:
        return self.key
