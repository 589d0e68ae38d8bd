from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.directory.enums import ServiceKind
from gongkai.files.models import StoredFile


def _lasts(name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)


class Dated(models.Model):
    """A fact from one day to another; `valid_to` is the last day, null while it lasts."""

    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True


class Leader(Dated):
    """领导班子成员: who holds which post of a body from one day to another (R19 Art.20(2): 负责人姓名)."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=100)
    duties = models.CharField("工作分工", max_length=500)
    phone = models.CharField("办公电话", max_length=40)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField("排序", default=0)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "领导班子成员"
        base_manager_name = "objects"
        constraints = (_lasts("leader_leaves_after_coming"),)

    def __str__(self) -> str:
        return self.name


class InnerOffice(Dated):
    """内设机构及负责人."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    name = models.CharField("内设机构", max_length=60)
    functions = models.CharField("职能", max_length=500)
    head = models.CharField("负责人", max_length=40)
    phone = models.CharField("办公电话", max_length=40)
    position = models.PositiveSmallIntegerField("排序", default=0)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "内设机构"
        base_manager_name = "objects"
        constraints = (_lasts("inner_office_ends_after_start"),)

    def __str__(self) -> str:
        return self.name


class ServiceWindow(Dated):
    """办事大厅、服务窗口."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    name = models.CharField("窗口名称", max_length=60)
    place = models.CharField("地点", max_length=150)
    hours = models.CharField("办公时间", max_length=150)
    phone = models.CharField("办公电话", max_length=40)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "服务窗口"
        base_manager_name = "objects"
        constraints = (_lasts("window_ends_after_start"),)

    def __str__(self) -> str:
        return self.name


class WindowStaff(Dated):
    """窗口工作人员."""

    window = models.ForeignKey(ServiceWindow, models.PROTECT, related_name="staff", verbose_name="所在窗口")
    name = models.CharField("姓名", max_length=40)
    duties = models.CharField("岗位", max_length=100)
    phone = models.CharField("办公电话", max_length=40)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("window__body")

    class Meta:
        verbose_name = "窗口工作人员"
        base_manager_name = "objects"
        constraints = (_lasts("window_staff_leaves_after_coming"),)

    def __str__(self) -> str:
        return self.name


class ComplaintLine(Dated):
    """监督投诉渠道."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    name = models.CharField("受理部门", max_length=60)
    phone = models.CharField("监督投诉电话", max_length=40)
    address = models.CharField("地址", max_length=150, blank=True)
    hours = models.CharField("时间", max_length=100, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "监督投诉渠道"
        base_manager_name = "objects"
        constraints = (_lasts("complaint_line_ends_after_start"),)

    def __str__(self) -> str:
        return self.phone


class ServiceItem(Dated):
    """政务服务事项 of the district's catalogue. `code` is the identity: a renamed item keeps it in its next period."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    code = models.CharField("事项编码", max_length=40)
    name = models.CharField("事项名称", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=ServiceKind.choices)
    valid_from = models.DateField("列入目录日期")
    valid_to = models.DateField("取消日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "政务服务事项"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(
                fields=["body", "code"], condition=Q(valid_to=None), name="service_item_code_once"
            ),
            _lasts("service_item_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.name


class ServiceGuide(Dated):
    """办事指南 from one revision to the next: what a person who comes must know.

    指标: 名称、依据、条件、材料、流程、时限、收费. `materials` and `steps` are lists of lines.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="guides")
    basis = models.CharField("办理依据", max_length=300)
    conditions = models.TextField("办理条件", max_length=2000)
    materials = models.JSONField("申请材料", default=list)
    steps = models.JSONField("办理流程", default=list)
    term = models.CharField("办理时限", max_length=60)
    fee = models.CharField("收费标准", max_length=150)
    window = models.ForeignKey(
        ServiceWindow, models.PROTECT, null=True, blank=True, related_name="guides", verbose_name="办理窗口"
    )
    valid_from = models.DateField("修订日期")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        verbose_name = "办事指南"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["item"], condition=Q(valid_to=None), name="service_guide_one_open"),
            _lasts("service_guide_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.valid_from}"
