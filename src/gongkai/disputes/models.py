from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.models import Request
from gongkai.disputes.enums import ComplaintChannel
from gongkai.law.disputes import DisputeResult

_RESULTS = [(result.value, result.value) for result in DisputeResult if result is not DisputeResult.PENDING]


class Reconsideration(models.Model):
    """行政复议 over an act of disclosure; `body` is the original agency. `result` is one of `law.disputes`."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="reconsiderations"
    )
    number = models.CharField("案号", max_length=60)
    review_body = models.CharField("复议机关", max_length=100)
    matter = models.CharField("复议事项", max_length=200)
    applied_on = models.DateField("申请日期")
    copy_received_on = models.DateField("收到申请书副本日期", null=True, blank=True)
    answered_on = models.DateField("提交书面答复日期", null=True, blank=True)
    decided_on = models.DateField("复议决定日期", null=True, blank=True)
    result = models.CharField("结果", max_length=32, choices=_RESULTS, blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "行政复议"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=(Q(decided_on=None) & Q(result="")) | (Q(decided_on__isnull=False) & ~Q(result="")),
                name="reconsideration_decided_has_result",
            ),
            CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("applied_on")),
                name="reconsideration_decided_after_application",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Lawsuit(models.Model):
    """行政诉讼. With `reviewing_only` the body is co-defendant as the 复议机关 alone and the case is not counted (30号)."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="lawsuits")
    reconsideration = models.ForeignKey(
        Reconsideration, models.PROTECT, null=True, blank=True, related_name="lawsuits"
    )
    number = models.CharField("案号", max_length=60)
    court = models.CharField("受诉法院", max_length=100)
    matter = models.CharField("诉讼事项", max_length=200)
    after_review = models.BooleanField("复议后起诉", default=False)
    reviewing_only = models.BooleanField("仅作为复议机关共同被告", default=False)
    filed_on = models.DateField("立案日期")
    copy_received_on = models.DateField("收到起诉状副本日期", null=True, blank=True)
    defended_on = models.DateField("提交答辩状和证据日期", null=True, blank=True)
    head_appeared = models.BooleanField("负责人出庭", null=True, blank=True)
    decided_on = models.DateField("裁判日期", null=True, blank=True)
    result = models.CharField("结果", max_length=32, choices=_RESULTS, blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "行政诉讼"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=(Q(decided_on=None) & Q(result="")) | (Q(decided_on__isnull=False) & ~Q(result="")),
                name="lawsuit_decided_has_result",
            ),
            CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("filed_on")),
                name="lawsuit_decided_after_filing",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Complaint(models.Model):
    """举报投诉 about disclosure work (R07 Art.33, R19 Art.51)."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    channel = models.CharField("来源", max_length=10, choices=ComplaintChannel.choices)
    matter = models.CharField("举报投诉事项", max_length=200)
    received_on = models.DateField("收到日期")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    finding = models.CharField("调查处理结果", max_length=300, blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "举报投诉"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("received_on")),
                name="complaint_answered_after_receipt",
            ),
        )

    def __str__(self) -> str:
        return self.matter
