from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.enums import ApplicantKind, ReplyStage, RequestState, WishedForm, WishedWay
from gongkai.files.models import StoredFile
from gongkai.law.events import ConsultationKind, DeliveryWay
from gongkai.law.receipt import CHANNEL_NAMES, Channel, ConfirmedHow, ReceiptBasis
from gongkai.law.regimes import Regime

_CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]
_KINDS = [
    (ConsultationKind.THIRD_PARTY.value, "第三方"),
    (ConsultationKind.OTHER_BODY.value, "其他机关"),
    (ConsultationKind.CO_MAKER.value, "共同制作机关"),
]
_WAYS = [
    (DeliveryWay.HANDED.value, "当面交付"),
    (DeliveryWay.POST.value, "邮政寄送"),
    (DeliveryWay.COURIER.value, "其他快递"),
    (DeliveryWay.ELECTRONIC.value, "电子方式"),
]


class RequestSubject(models.Model):
    """申请内容的主题 (房屋征收、市场监管 …) of a body's cases, as a taxonomy of years."""

    code = models.SlugField(max_length=40)
    name = models.CharField("主题", max_length=60)
    position = models.PositiveSmallIntegerField()
    valid_from = models.PositiveSmallIntegerField("起始年度")
    valid_to = models.PositiveSmallIntegerField("截止年度", null=True, blank=True)

    objects: ClassVar[models.Manager[RequestSubject]] = models.Manager()

    class Meta:
        verbose_name = "申请主题"
        constraints = (UniqueConstraint(fields=["code", "valid_from"], name="request_subject_once"),)

    def __str__(self) -> str:
        return self.name


class Request(models.Model):
    """依申请公开申请.

    `received_on`, `receipt_basis` and `regime` are derived by `law.receipt` from the facts beside them, never typed;
    `careful` says that a confirmation is still out. `state` is a convenience of the desk, no figure reads it.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField("收件编号", max_length=60, unique=True)
    channel = models.CharField("提交渠道", max_length=20, choices=_CHANNELS)
    oral = models.BooleanField("口头申请，由本机关代为填写", default=False)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    arrived_at = models.DateTimeField("到达时间", null=True, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_how = models.CharField(
        "确认方式", max_length=20, blank=True, choices=[(how.value, how.value) for how in ConfirmedHow]
    )
    applicant_reachable = models.BooleanField("能够联系申请人", default=True)
    received_on = models.DateField("收到申请之日")
    receipt_basis = models.CharField(
        "收到日期依据", max_length=20, choices=[(basis.value, basis.value) for basis in ReceiptBasis]
    )
    careful = models.BooleanField("谨慎计算", default=False)
    regime = models.CharField(
        "适用条例", max_length=3, choices=[(regime.value, regime.value) for regime in Regime]
    )
    applicant_kind = models.CharField("申请人类型", max_length=10, choices=ApplicantKind.choices)
    title = models.CharField("申请事项", max_length=120)
    description = models.TextField("所需信息的内容描述")
    purpose = models.CharField("用途", max_length=300, blank=True)
    subject = models.ForeignKey(RequestSubject, models.PROTECT, null=True, blank=True, related_name="+")
    wished_form = models.CharField("提供载体形式", max_length=12, choices=WishedForm.choices, blank=True)
    wished_way = models.CharField("获取方式", max_length=10, choices=WishedWay.choices, blank=True)
    state = models.CharField("办理状态", max_length=15, choices=RequestState.choices)
    due_on = models.DateField("答复期限", null=True, blank=True)
    officer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    receipt_code = models.CharField("查询码", max_length=40, blank=True)
    submission_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    archived_on = models.DateField("归档日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "依申请公开申请"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["body", "year", "serial"], name="request_serial_once"),
            CheckConstraint(
                condition=Q(careful=False) | Q(confirmed_at=None), name="request_careful_unconfirmed"
            ),
            CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            CheckConstraint(
                condition=Q(oral=False) | Q(channel=Channel.COUNTER.value), name="request_oral_counter"
            ),
        )
        indexes = (
            models.Index(fields=["body", "state", "-id"], name="request_by_state"),
            models.Index(fields=["body", "received_on"], name="request_by_receipt"),
            models.Index(fields=["body", "due_on"], name="request_by_term"),
            models.Index(
                # all that the list filters by, in the order in which it is paged: no filter reads the long texts
                fields=["id", "body", "state", "channel", "subject", "due_on", "number", "title"],
                name="request_list",
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseSerial(models.Model):
    """The last number given in a body's year: of requests as they came in, or of replies under one 机关代字."""

    REQUESTS = "requests"

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=30)
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "编号"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["body", "year", "series"], name="case_serial_once"),)

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.last}"


class Applicant(models.Model):
    """The personal side of a request, erasable: the case lives on without it (`erased_on`)."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="applicant")
    name = models.CharField("姓名或名称", max_length=100, blank=True)
    representative = models.CharField("法定代表人", max_length=60, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    identity_kind = models.CharField("证件名称", max_length=30, blank=True)
    identity_number = models.CharField("证件号码", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True)
    postal_code = models.CharField("邮政编码", max_length=10, blank=True)
    erased_on = models.DateField("去标识化日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "申请人"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name or "已去标识化"


class RequestFile(models.Model):
    """What came with a request, or proves an act: the application itself, attachments, receipts, scans."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    purpose = models.CharField("用途", max_length=60)
    added_at = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "案件材料"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """补正 (R19 Art.30): items told, the period given, and the day the corrected request came."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="correction")
    told_on = models.DateField("告知日期")
    items = models.TextField("补正事项")
    until = models.DateField("补正期限", null=True, blank=True)
    received_on = models.DateField("收到补正日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "补正"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("told_on")),
                name="correction_after_notice",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.told_on}"


class Consultation(models.Model):
    """征求意见 (R07 Art.23, R19 Arts.32–34)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="consultations")
    kind = models.CharField("对象", max_length=12, choices=_KINDS)
    party = models.CharField("征求意见对象", max_length=100)
    sent_on = models.DateField("发出日期")
    reached_on = models.DateField("对方收到日期", null=True, blank=True)
    answered_on = models.DateField("收到意见日期", null=True, blank=True)
    consents = models.BooleanField("同意公开", null=True, blank=True)
    opinion = models.TextField("意见和理由", blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "征求意见"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.party


class Extension(models.Model):
    """延期 (R07 Art.24, R19 Art.33): agreed by the head of the disclosure office and told in time, once."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="extension")
    told_on = models.DateField("告知日期")
    days = models.PositiveSmallIntegerField("延长工作日数")
    reason = models.CharField("理由", max_length=300)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "延期"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.request_id} +{self.days}"


class Delay(models.Model):
    """延迟答复 (R19 Art.35): the reasonable period told to the applicant, as its last day."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="delay")
    told_on = models.DateField("告知日期")
    until = models.DateField("合理期限至")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "延迟答复"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.request_id} {self.until}"


class FeeNotice(models.Model):
    """收费: R07 Art.27 costs (检索、复制、邮寄) or 信息处理费 of 109号 (R19 Art.42); yuan."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="fee")
    amount = models.DecimalField("金额（元）", max_digits=9, decimal_places=2)
    waived = models.DecimalField("减免（元）", max_digits=9, decimal_places=2, default=0)
    basis = models.CharField("计算依据", max_length=200)
    sent_on = models.DateField("通知发出日期")
    reached_on = models.DateField("申请人收到日期", null=True, blank=True)
    paid_on = models.DateField("缴费日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "收费通知"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(waived__gte=0) & Q(waived__lte=F("amount")), name="fee_waived_within"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}"


class Withdrawal(models.Model):
    """撤回申请."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="withdrawal")
    on = models.DateField("撤回日期")
    note = models.CharField("说明", max_length=300, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "撤回申请"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.request_id} {self.on}"


class SearchLog(models.Model):
    """检索记录: the proof behind 不存在 (法释〔2025〕8号 Arts.5–6, 指导案例101号)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="searches")
    searched_at = models.DateTimeField("检索时间")
    place = models.CharField("检索范围", max_length=150)
    terms = models.CharField("检索词", max_length=150)
    result = models.CharField("检索结果", max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "检索记录"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.place


class Decision(models.Model):
    """办理结果: one leaf of `law.decisions` with its reasons. `decided_on` is the day of the approval, null before."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="decision")
    regime = models.CharField(max_length=3)
    outcome = models.CharField("办理结果", max_length=40)
    reasons = models.TextField("事实和理由", blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "办理结果"
        base_manager_name = "objects"

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
    way = models.CharField("送达方式", max_length=12, choices=_WAYS)
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
