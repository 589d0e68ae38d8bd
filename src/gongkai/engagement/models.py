from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.engagement.enums import (
    ActivityKind,
    CaseSource,
    ConcernLevel,
    InterpretationForm,
    Platform,
    ProposalKind,
    ResponseWay,
)
from gongkai.publication.models import Item
from gongkai.records.models import Record


class ChannelAccount(models.Model):
    """政务新媒体账号: one unit, one account on a platform; dated, as accounts are closed and merged."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    platform = models.CharField("平台", max_length=10, choices=Platform.choices)
    name = models.CharField("账号名称", max_length=100)
    opened_on = models.DateField("开通日期")
    closed_on = models.DateField("关停日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "政务新媒体账号"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["platform", "name"], name="account_name_once"),
            CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="account_closes_after_opening",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ChannelPost(models.Model):
    """推文. `repeats` names the published item that the post repeats: such a post is no further distinct item."""

    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="posts")
    posted_at = models.DateTimeField("发布时间", db_index=True)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文", blank=True)
    repeats = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="posts")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("account__body")

    class Meta:
        verbose_name = "推文"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """活动: a press conference, an interview, a training, an open day, a year of a hotline; dated."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=20, choices=ActivityKind.choices)
    title = models.CharField("名称", max_length=150)
    held_on = models.DateField("日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    leader_present = models.BooleanField("主要负责同志参加", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "活动"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("held_on")), name="activity_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Count(models.Model):
    """A number that belongs to an activity: its key, its exact value, whether it is printed as 余, and who counted."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="counts")
    key = models.SlugField("项目", max_length=40)
    label = models.CharField("名称", max_length=60)
    value = models.PositiveBigIntegerField("数值")
    unit = models.CharField("单位", max_length=10)
    approximate = models.BooleanField("约数", default=False)
    source = models.CharField("来源", max_length=150)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("activity__body")

    class Meta:
        verbose_name = "活动数字"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["activity", "key"], name="count_key_once"),)

    def __str__(self) -> str:
        return f"{self.label} {self.value}"


class PublicConcern(models.Model):
    """政务舆情: found at a moment; hours run by the calendar, not by working time (国办发〔2016〕61号、80号)."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    title = models.CharField("舆情事项", max_length=200)
    level = models.CharField("等级", max_length=10, choices=ConcernLevel.choices)
    standard = models.CharField("回应标准", max_length=300, blank=True)
    occurred_at = models.DateTimeField("发生时间", null=True, blank=True)
    found_at = models.DateTimeField("发现时间")
    informed_at = models.DateTimeField("首次发布权威信息时间", null=True, blank=True)
    responded_at = models.DateTimeField("回应时间", null=True, blank=True)
    way = models.CharField("回应方式", max_length=20, choices=ResponseWay.choices, blank=True)
    response = models.TextField("回应内容", blank=True)
    evaluation = models.CharField("效果评估", max_length=300, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "政务舆情"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(responded_at=None) | (Q(responded_at__gte=F("found_at")) & ~Q(way="")),
                name="concern_response_has_way",
            ),
            CheckConstraint(
                condition=Q(informed_at=None) | Q(informed_at__gte=F("found_at")),
                name="concern_informed_after_discovery",
            ),
            CheckConstraint(
                condition=Q(responded_at=None) | ~Q(level="major") | Q(way="press_conference"),
                name="concern_grave_by_press_conference",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Interpretation(models.Model):
    """政策解读 tied to the document that it explains; both are records."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    document = models.ForeignKey(Record, models.PROTECT, related_name="interpretations")
    record = models.OneToOneField(Record, models.PROTECT, null=True, blank=True, related_name="interprets")
    form = models.CharField("解读形式", max_length=12, choices=InterpretationForm.choices)
    interpreter = models.CharField("解读人", max_length=60, blank=True)
    planned_on = models.DateField("计划日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "政策解读"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.document_id} {self.get_form_display()}"


class Proposal(models.Model):
    """建议提案; `record` is the published reply (国办发〔2014〕46号)."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=12, choices=ProposalKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField("编号", max_length=30)
    title = models.CharField("题目", max_length=200)
    received_on = models.DateField("交办日期")
    replied_on = models.DateField("答复日期", null=True, blank=True)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="proposals")
    withheld_reason = models.CharField("不公开理由", max_length=200, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "建议提案"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["kind", "year", "number"], name="proposal_number_once"),
            CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=F("received_on")),
                name="proposal_replied_after_receipt",
            ),
            CheckConstraint(
                condition=Q(record=None, withheld_reason="")
                | (Q(replied_on__isnull=False) & (Q(record=None) | Q(withheld_reason=""))),
                name="proposal_reply_published_or_withheld",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ExternalCase(models.Model):
    """转办件 of another channel (民心网、12345): no request under the Regulation, counted apart.

    `excellent_label` is what the channel itself calls its best mark; the report prints it as it stands.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=15, choices=CaseSource.choices)
    number = models.CharField("编号", max_length=40)
    title = models.CharField("事项", max_length=200)
    accepted_on = models.DateField("接收日期")
    due_on = models.DateField("反馈时限")
    replied_on = models.DateField("反馈日期", null=True, blank=True)
    satisfied = models.BooleanField("群众满意", null=True, blank=True)
    excellent = models.BooleanField("优秀", null=True, blank=True)
    excellent_label = models.CharField("优秀评定名称", max_length=30, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "转办件"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["source", "number"], name="external_case_number_once"),
            CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=F("accepted_on")),
                name="external_case_replied_after_receipt",
            ),
        )

    def __str__(self) -> str:
        return self.title
