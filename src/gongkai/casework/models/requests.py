"""A request, its applicant and what came with it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.enums import ApplicantKind, RequestState, WishedForm, WishedWay
from gongkai.files.models import StoredFile
from gongkai.law.receipt import CHANNEL_NAMES, Channel, ConfirmedHow, ReceiptBasis
from gongkai.law.regimes import Regime

_CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]


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
