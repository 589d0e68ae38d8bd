from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.enums import Group, Role
from gongkai.bodies.scope import ScopedManager
from gongkai.portal.paths import RESERVED


class PublicBody(models.Model):
    """公开主体: one body through all its names; the disclosure office's facts make the 指南 (R07 Art.19, R19 Art.12)."""

    code = models.SlugField("主体代码", max_length=32, unique=True)
    office_name = models.CharField("工作机构名称", max_length=100, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=50, blank=True)
    fax = models.CharField("传真号码", max_length=50, blank=True)
    email = models.CharField("互联网联系方式", max_length=100, blank=True)
    postal_code = models.CharField("邮政编码", max_length=10, blank=True)
    channels = models.JSONField("受理申请的渠道", default=list, blank=True)
    """Values of `law.receipt.Channel` that the 指南 names besides those that can never be refused."""

    objects: ClassVar[models.Manager[PublicBody]] = models.Manager()

    class Meta:
        verbose_name = "公开主体"
        constraints = (
            CheckConstraint(condition=~Q(code__in=sorted(RESERVED)), name="body_code_no_platform_page"),
        )

    def __str__(self) -> str:
        return self.code


class BodyPeriod(models.Model):
    """A span of days in which a body bore one name under one parent; `valid_to` is the last day, null while it lasts."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="periods")
    parent = models.ForeignKey(
        PublicBody, models.PROTECT, related_name="child_periods", null=True, blank=True
    )
    name = models.CharField("名称", max_length=100)
    group = models.CharField("类别", max_length=20, choices=Group.choices)
    position = models.PositiveIntegerField("排序", default=0)
    reports = models.BooleanField("编制年度报告", default=True)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    objects: ClassVar[models.Manager[BodyPeriod]] = models.Manager()

    class Meta:
        verbose_name = "主体沿革"
        constraints = (
            UniqueConstraint(fields=["body", "valid_from"], name="body_period_starts_once"),
            UniqueConstraint(fields=["body"], condition=Q(valid_to=None), name="body_one_open_period"),
            CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="body_period_ends_after_start",
            ),
            CheckConstraint(condition=~Q(parent=F("body")), name="body_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.name


class BodyAuthority(models.Model):
    """复议机关、管辖法院 of a body and the 机关代字 of its reply letters: dated facts, entered and never computed.

    Names may be empty while nobody has entered them; a letter then shows a blank. `valid_to` is the last day.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="authorities")
    review_bodies = models.JSONField("行政复议机关", default=list)
    court = models.CharField("管辖法院", max_length=100, blank=True)
    review_online = models.CharField("互联网复议渠道", max_length=200, blank=True)
    reply_mark = models.CharField("答复文书机关代字", max_length=30, blank=True)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    objects: ClassVar[models.Manager[BodyAuthority]] = models.Manager()

    class Meta:
        verbose_name = "救济机关"
        constraints = (
            UniqueConstraint(fields=["body", "valid_from"], name="body_authority_starts_once"),
            UniqueConstraint(fields=["body"], condition=Q(valid_to=None), name="body_one_open_authority"),
            CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="body_authority_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.court or f"{self.body_id}"


class PersonManager(BaseUserManager["Person"]):
    def create_person(
        self, username: str, display_name: str, password: str | None = None, *, must_change: bool = False
    ) -> Person:
        person = self.model(username=username, display_name=display_name, must_change=must_change)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A person who works in the desk; what they may do follows from their role assignments alone."""

    username = models.CharField("登录名", max_length=50, unique=True)
    display_name = models.CharField("姓名", max_length=50)
    is_active = models.BooleanField("在用", default=True)
    must_change = models.BooleanField("须更换口令", default=False)
    """The password was given by another: until the person chose their own, the desk opens nothing else."""

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.display_name


class RoleAssignment(models.Model):
    """A role of a person at a body over a span of days (AB角 are two assignments)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="assignments")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    objects: ClassVar[models.Manager[RoleAssignment]] = models.Manager()

    class Meta:
        verbose_name = "角色分配"
        constraints = (
            UniqueConstraint(fields=["person", "body", "role", "valid_from"], name="role_assigned_once"),
            CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="role_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"


class AuditRow(models.Model):
    """One act as it happened. Append-only: the database itself refuses to change or delete a row."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=50)
    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120, db_index=True)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "审计记录"
        base_manager_name = "objects"
        indexes = (models.Index(fields=["body", "act", "at"], name="audit_by_act"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"


class AuditSeal(models.Model):
    """The Merkle root (RFC 6962 hashing) over a run of audit rows, first and last id included.

    The first leaf is the root before, so that seals form a chain; `hashes` holds the leaf hashes of the rows one after
    the other, by which a row that no longer agrees is named. Append-only.
    """

    first_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    hashes = models.BinaryField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[AuditSeal]] = models.Manager()

    class Meta:
        verbose_name = "审计封存"

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id}"
