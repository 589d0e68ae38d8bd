from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.files.models import StoredFile
from gongkai.publication.models import Item, Revision
from gongkai.records.enums import (
    DisclosureAttribute,
    Genre,
    Issuer,
    LegalCharacter,
    RecordKind,
    State,
    Validity,
)
from gongkai.records.keys import KeyOfRow


class Record(models.Model):
    """政府信息: the working copy in the desk. What is public is an edition of its item, never this row.

    `columns` holds the main column first; `state` is a convenience of the desk, no figure reads it.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, models.PROTECT, related_name="record")
    kind = models.CharField("类型", max_length=12, choices=RecordKind.choices, default=RecordKind.INFORMATION)
    title = models.CharField("标题", max_length=200)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, default=Genre.OTHER)
    legal_character = models.CharField(
        "文件性质", max_length=10, choices=LegalCharacter.choices, default=LegalCharacter.OTHER
    )
    issuer = models.CharField("制发名义", max_length=20, choices=Issuer.choices, default=Issuer.BODY)
    document_number = models.CharField("文号", max_length=60, blank=True)
    theme = models.CharField("主题分类", max_length=40, blank=True)
    made_on = models.DateField("成文日期")
    effective_on = models.DateField("生效日期", null=True, blank=True)
    ended_on = models.DateField("失效或废止日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices, default=Validity.IN_FORCE)
    columns = models.JSONField("栏目", default=list, blank=True)
    key_areas = models.JSONField("重点领域", default=list, blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    html = models.TextField("正文", blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="+")
    return_note = models.CharField("退回意见", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "政府信息"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(ended_on=None) | Q(effective_on=None) | Q(ended_on__gte=F("effective_on")),
                name="record_ends_after_start",
            ),
            UniqueConstraint(
                fields=["document_number"],
                condition=~Q(document_number=""),
                name="record_document_number_once",
            ),
        )
        indexes = (models.Index(fields=["body", "state", "-id"], name="record_by_state"),)

    def __str__(self) -> str:
        return self.title


class Determination(models.Model):
    """公开属性认定 as a dated fact: it holds from `valid_from` until the next one takes its place."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="determinations")
    attribute = models.CharField("公开属性", max_length=10, choices=DisclosureAttribute.choices)
    ground = models.CharField("依据", max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("record__body")

    class Meta:
        verbose_name = "公开属性认定"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["record"], condition=Q(valid_to=None), name="determination_one_valid"),
            CheckConstraint(
                condition=Q(attribute="PROACTIVE") | ~Q(ground=""), name="determination_refusal_has_ground"
            ),
        )

    def __str__(self) -> str:
        return self.get_attribute_display()


class RecordLine(models.Model):
    """What the desk's lists filter by, in a narrow row beside the record.

    Any filter is one scan of these rows in their order, some twenty milliseconds at a hundred thousand; the record's own
    row carries the text. `gongkai.records.lines` keeps the two in line. `attribute` is empty where none is determined,
    `text` holds title, document number and index number in small letters. No index but the key: a scan stops as soon
    as the page is full.
    """

    record = KeyOfRow(Record, models.CASCADE, primary_key=True, related_name="line")
    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    state = models.CharField(max_length=20, choices=State.choices)
    attribute = models.CharField(max_length=10, choices=DisclosureAttribute.choices, blank=True)
    column = models.CharField(max_length=40, blank=True)
    made_on = models.DateField()
    text = models.TextField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "列表行"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.text


class IssuedText(models.Model):
    """What figures read of the text that was last published or filed.

    A draft counts nowhere, a correction not before it is published. One row a record, written by
    `gongkai.records.issuing`; it stays when the record is withdrawn.
    """

    record = KeyOfRow(Record, models.CASCADE, primary_key=True, related_name="issued")
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    issuer = models.CharField(max_length=20, choices=Issuer.choices)
    legal_character = models.CharField(max_length=10, choices=LegalCharacter.choices)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("record__body")

    class Meta:
        verbose_name = "印发文本"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.made_on:%Y-%m-%d} {self.get_kind_display()}"


class RecordAttachment(models.Model):
    record = models.ForeignKey(Record, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("record__body")

    class Meta:
        verbose_name = "附件"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["record", "position"], name="attachment_position_once"),)

    def __str__(self) -> str:
        return self.name


class Taxonomy(models.Model):
    """A term of a taxonomy: columns, key areas (a set per year), themes, mandatory contents."""

    class Kind(models.TextChoices):
        COLUMN = "column", "栏目"
        KEY_AREA = "key_area", "重点领域"
        THEME = "theme", "主题分类"
        MANDATORY = "mandatory", "法定主动公开内容"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    valid_from = models.PositiveSmallIntegerField("起始年度")
    valid_to = models.PositiveSmallIntegerField("截止年度", null=True, blank=True)

    objects: ClassVar[models.Manager[Taxonomy]] = models.Manager()

    class Meta:
        verbose_name = "分类"
        constraints = (UniqueConstraint(fields=["kind", "code", "valid_from"], name="term_once"),)

    def __str__(self) -> str:
        return self.name
