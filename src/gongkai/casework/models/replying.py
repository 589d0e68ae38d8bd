"""Outcome, reply, signatures and delivery."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from gongkai.bodies.models import Person
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.enums import ReplyStage
from gongkai.casework.models.requests import Request
from gongkai.files.models import StoredFile
from gongkai.law.consultations import OVERRIDES
from gongkai.law.events import DeliveryWay
from gongkai.law.regimes import Regime

WAYS = [
    (DeliveryWay.HANDED.value, "当面交付"),
    (DeliveryWay.POST.value, "邮政寄送"),
    (DeliveryWay.COURIER.value, "其他快递"),
    (DeliveryWay.ELECTRONIC.value, "电子方式"),
]


_GROUNDS = [(ground.value, words) for ground, words in OVERRIDES[Regime.R19].items()]


class Decision(models.Model):
    """办理结果: one leaf of `law.decisions` with its reasons. `decided_on` is the day of the approval, null before."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="decision")
    regime = models.CharField(max_length=3)
    outcome = models.CharField("办理结果", max_length=40)
    reasons = models.TextField("事实和理由", blank=True)
    override = models.CharField("第三方不同意而决定公开的依据", max_length=20, blank=True, choices=_GROUNDS)
    override_reason = models.TextField("第三方不同意而决定公开的理由", blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "办理结果"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(condition=Q(override="") | ~Q(override_reason=""), name="override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.outcome}"


class Reply(models.Model):
    """答复书、告知书: the text that is signed and served; its hash is what the signatures are bound to.

    A change of the text makes a new round; the document number is given at the approval and never reused. The
    applicant's name is no part of the text: it is printed from the applicant's row, so that it can be erased.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="reply")
    round = models.PositiveSmallIntegerField(default=1)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("正文")
    text_sha256 = models.CharField(max_length=64)
    document_number = models.CharField("文号", max_length=60, blank=True)
    made_on = models.DateField("成文日期", null=True, blank=True)
    return_note = models.CharField("退回意见", max_length=300, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "答复文书"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(
                fields=["document_number"], condition=~Q(document_number=""), name="reply_number_once"
            ),
        )

    def __str__(self) -> str:
        return self.document_number or f"{self.request_id}"


class ReplySignature(models.Model):
    """One person's signature under one stage of a reply's round: unique by stage, unique by person."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=ReplyStage.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("reply__request__body")

    class Meta:
        verbose_name = "答复审签"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["reply", "round", "stage"], name="reply_stage_once"),
            UniqueConstraint(fields=["reply", "round", "person"], name="reply_person_once"),
            CheckConstraint(condition=Q(stage__in=ReplyStage.values), name="reply_stage_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.person_id}"


class Delivery(models.Model):
    """送达 (国办公开办函〔2016〕235号): the day that counts follows from the way; `counted_on` is derived by the law."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="delivery")
    way = models.CharField("送达方式", max_length=12, choices=WAYS)
    sent_on = models.DateField("交邮或发送日期", null=True, blank=True)
    arrived_on = models.DateField("签收或到达日期", null=True, blank=True)
    cash_on_delivery = models.BooleanField("收件人付费", default=False)
    tracking_number = models.CharField("邮件号", max_length=60, blank=True)
    counted_on = models.DateField("答复之日")
    on_time = models.BooleanField("按期")
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("说明", max_length=300, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "送达"
        base_manager_name = "objects"
        indexes = (models.Index(fields=["counted_on"], name="delivery_by_day"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.counted_on}"
