from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.models import Request
from gongkai.disputes.enums import COURT_RESULTS, REVIEW_RESULTS, ComplaintChannel
from gongkai.law.disputes import DisputeResult


def _choices(results: Mapping[DisputeResult, str]) -> list[tuple[str, str]]:
    return [(result.value, name) for result, name in results.items()]


_UNDECIDED = Q(decided_on=None) & Q(result="")


def _decided(results: Mapping[DisputeResult, str]) -> Q:
    """Decided with one of these results: no review ends as a suit does, and the other way round."""
    return Q(decided_on__isnull=False) & Q(result__in=[result.value for result in results])


def _after(name: str, later: str, earlier: str, *, always: bool = False) -> CheckConstraint:
    """The later day, if there is one, is not before the earlier; `always` where the column is never null."""
    ordered = Q(**{f"{later}__gte": F(earlier)})
    return CheckConstraint(condition=ordered if always else Q(**{later: None}) | ordered, name=name)


class Reconsideration(models.Model):
    """行政复议 over an act of disclosure; `body` is the original agency. `simple` is 简易程序, known since 2024."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="reconsiderations"
    )
    number = models.CharField("复议案号", max_length=60)
    review_body = models.CharField("复议机关", max_length=100)
    matter = models.CharField("复议事项", max_length=200)
    simple = models.BooleanField("适用简易程序", default=False)
    applied_on = models.DateField("申请复议日期")
    copy_received_on = models.DateField("收到申请书副本日期")
    answered_on = models.DateField("提交书面答复日期", null=True, blank=True)
    decided_on = models.DateField("复议决定日期", null=True, blank=True)
    result = models.CharField("复议结果", max_length=32, choices=_choices(REVIEW_RESULTS), blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "行政复议"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "number"], name="reconsideration_number_once"),
            CheckConstraint(
                condition=_UNDECIDED | _decided(REVIEW_RESULTS), name="reconsideration_decided_has_result"
            ),
            _after("reconsideration_decided_after_application", "decided_on", "applied_on"),
            _after("reconsideration_copy_after_application", "copy_received_on", "applied_on", always=True),
            _after("reconsideration_answered_after_copy", "answered_on", "copy_received_on"),
        )
        indexes = (models.Index(fields=["body", "applied_on"], name="reconsideration_by_day"),)

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
    copy_received_on = models.DateField("收到起诉状副本日期")
    defended_on = models.DateField("提交答辩状和证据日期", null=True, blank=True)
    heard_on = models.DateField("开庭日期", null=True, blank=True)
    head_appeared = models.BooleanField("负责人出庭", null=True, blank=True)
    absence_reason = models.CharField("负责人未出庭的理由和出庭人员", max_length=200, blank=True)
    decided_on = models.DateField("裁判日期", null=True, blank=True)
    result = models.CharField("裁判结果", max_length=32, choices=_choices(COURT_RESULTS), blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "行政诉讼"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "number"], name="lawsuit_number_once"),
            CheckConstraint(
                condition=_UNDECIDED | _decided(COURT_RESULTS), name="lawsuit_decided_has_result"
            ),
            CheckConstraint(
                condition=Q(reconsideration=None) | Q(after_review=True), name="lawsuit_after_its_review"
            ),
            CheckConstraint(
                condition=Q(reviewing_only=False) | Q(after_review=True), name="lawsuit_reviewer_after_review"
            ),
            CheckConstraint(
                condition=(Q(heard_on=None) & Q(head_appeared=None))
                | (Q(heard_on__isnull=False) & Q(head_appeared__isnull=False)),
                name="lawsuit_heard_says_who_came",
            ),
            _after("lawsuit_decided_after_filing", "decided_on", "filed_on"),
            _after("lawsuit_copy_after_filing", "copy_received_on", "filed_on", always=True),
            _after("lawsuit_defended_after_copy", "defended_on", "copy_received_on"),
            _after("lawsuit_heard_after_filing", "heard_on", "filed_on"),
        )
        indexes = (models.Index(fields=["body", "filed_on"], name="lawsuit_by_day"),)

    def __str__(self) -> str:
        return self.number


class Complaint(models.Model):
    """举报投诉 about disclosure work (R07 Art.33, R19 Art.51); `due_on` is the day that a superior set, if one did."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    channel = models.CharField("来源", max_length=10, choices=ComplaintChannel.choices)
    matter = models.CharField("举报投诉事项", max_length=200)
    received_on = models.DateField("收到日期")
    due_on = models.DateField("要求答复日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    finding = models.CharField("调查处理结果", max_length=300, blank=True)
    lesson = models.TextField("原因分析和改进", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "举报投诉"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=(Q(answered_on=None) & Q(finding=""))
                | (Q(answered_on__isnull=False) & ~Q(finding="")),
                name="complaint_answered_says_what_was_found",
            ),
            _after("complaint_answered_after_receipt", "answered_on", "received_on"),
            _after("complaint_due_after_receipt", "due_on", "received_on"),
        )
        indexes = (models.Index(fields=["body", "received_on"], name="complaint_by_day"),)

    def __str__(self) -> str:
        return self.matter
