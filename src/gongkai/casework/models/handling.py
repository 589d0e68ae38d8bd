"""What happens to a request between receipt and reply; each row moves the clock as `law.course` says."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q

from gongkai.bodies.models import Person
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.models.requests import Request
from gongkai.law.events import ConsultationKind
from gongkai.law.fees import FeeMode

_KINDS = [
    (ConsultationKind.THIRD_PARTY.value, "第三方"),
    (ConsultationKind.OTHER_BODY.value, "其他机关"),
    (ConsultationKind.CO_MAKER.value, "共同制作机关"),
]


_MODES = [(FeeMode.BY_REQUEST.value, "按件"), (FeeMode.BY_PAGE.value, "按量")]


class OfRequest(models.Model):
    """A row of one request, which names it `request` and is seen where its body is."""

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Correction(OfRequest):
    """补正 (R19 Art.30): items told, the period given, the day the corrected request came and what it asks for.

    `description` is empty where the correction left it as it was; it goes with the applicant.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="correction")
    told_on = models.DateField("告知日期")
    items = models.TextField("补正事项")
    until = models.DateField("补正期限", null=True, blank=True)
    received_on = models.DateField("收到补正日期", null=True, blank=True)
    description = models.TextField("补正后的内容描述", blank=True)

    class Meta(OfRequest.Meta):
        verbose_name = "补正"
        constraints = (
            CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("told_on")),
                name="correction_after_notice",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.told_on}"


class Consultation(OfRequest):
    """征求意见 (R07 Art.23, R19 Arts.32–34).

    `entered_on` is the day on which the desk made or learned of the letter; `answer_by` is derived by the law.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="consultations")
    kind = models.CharField("对象", max_length=12, choices=_KINDS)
    party = models.CharField("征求意见对象", max_length=100)
    sent_on = models.DateField("发出日期")
    entered_on = models.DateField("登记日期", null=True, blank=True)
    reached_on = models.DateField("对方收到日期", null=True, blank=True)
    answered_on = models.DateField("收到意见日期", null=True, blank=True)
    consents = models.BooleanField("同意公开", null=True, blank=True)
    opinion = models.TextField("意见和理由", blank=True)
    answer_by = models.DateField("答复意见期限", null=True, blank=True)

    class Meta(OfRequest.Meta):
        verbose_name = "征求意见"

    def __str__(self) -> str:
        return self.party


class Extension(OfRequest):
    """延期 (R07 Art.24, R19 Art.33): agreed by the head of the disclosure office and told in time, once."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="extension")
    told_on = models.DateField("告知日期")
    days = models.PositiveSmallIntegerField("延长工作日数")
    reason = models.CharField("理由", max_length=300)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfRequest.Meta):
        verbose_name = "延期"

    def __str__(self) -> str:
        return f"{self.request_id} +{self.days}"


class Delay(OfRequest):
    """延迟答复 (R19 Art.35): the reasonable period told to the applicant, as its last day, agreed like an extension."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="delay")
    told_on = models.DateField("告知日期")
    until = models.DateField("合理期限至")
    reason = models.CharField("理由", max_length=500)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfRequest.Meta):
        verbose_name = "延迟答复"
        constraints = (
            CheckConstraint(condition=~Q(reason=""), name="delay_has_reason"),
            CheckConstraint(condition=Q(until__gte=F("told_on")), name="delay_after_notice"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.until}"


class FeeNotice(OfRequest):
    """收费: R07 Art.27 costs (检索、复制、邮寄) or 信息处理费 of 109号 (R19 Art.42); yuan."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="fee")
    amount = models.DecimalField("金额（元）", max_digits=9, decimal_places=2)
    waived = models.DecimalField("减免（元）", max_digits=9, decimal_places=2, default=0)
    mode = models.CharField("计收方式", max_length=12, blank=True, choices=_MODES)
    units = models.PositiveIntegerField("件次或者页数", null=True, blank=True)
    waiver = models.CharField("减免理由", max_length=200, blank=True)
    basis = models.TextField("计算依据")
    sent_on = models.DateField("通知发出日期")
    reached_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)

    class Meta(OfRequest.Meta):
        verbose_name = "收费通知"
        constraints = (
            CheckConstraint(
                condition=Q(waived__gte=0) & Q(waived__lte=F("amount")), name="fee_waived_within"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}"


class Withdrawal(OfRequest):
    """撤回申请."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="withdrawal")
    on = models.DateField("撤回日期")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta(OfRequest.Meta):
        verbose_name = "撤回申请"

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class SearchLog(OfRequest):
    """检索记录: the proof behind 不存在 (法释〔2025〕8号 Arts.5–6, 指导案例101号)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="searches")
    searched_at = models.DateTimeField("检索时间")
    place = models.CharField("检索范围", max_length=150)
    terms = models.CharField("检索词", max_length=150)
    result = models.CharField("检索结果", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfRequest.Meta):
        verbose_name = "检索记录"

    def __str__(self) -> str:
        return self.place
