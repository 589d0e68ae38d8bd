from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from gongkai.bodies.models import Person, PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.publication.enums import ActKind, ItemKind, Route, Stage


class Item(models.Model):
    """The identity of a thing that can be published: its index number and path are made once and never reused.

    `counted_on` is the day by which it counts in yearly figures; null until it was ever live.
    """

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    path = models.CharField(max_length=100, unique=True)
    index_number = models.CharField("索引号", max_length=100, unique=True)
    counted_on = models.DateField(null=True, blank=True)
    last_left_on = models.DateField(null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "公开条目"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["body", "year", "serial"], name="item_serial_once"),)

    def __str__(self) -> str:
        return self.index_number


class Serial(models.Model):
    """The last serial given to a body in a year; locked while the next is taken."""

    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Serial]] = models.Manager()

    class Meta:
        constraints = (UniqueConstraint(fields=["body", "year"], name="serial_row_once"),)

    def __str__(self) -> str:
        return f"{self.body_id}/{self.year}: {self.last}"


class Revision(models.Model):
    """A content as it was submitted: canonical JSON, immutable; a later edit is a new revision with a new round."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    route = models.CharField(max_length=10, choices=Route.choices)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        verbose_name = "送审稿"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["item", "number"], name="revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.item_id}#{self.number}"


class Clearance(models.Model):
    """One person's signature under one stage of a revision, bound to the hash of what was read.

    Unique by revision and stage, and by revision and person: author, reviewers and approver are different people.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="clearances")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("revision__item__body")

    class Meta:
        verbose_name = "审签"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["revision", "stage"], name="clearance_stage_once"),
            UniqueConstraint(fields=["revision", "person"], name="clearance_person_once"),
            CheckConstraint(condition=Q(stage__in=Stage.values), name="clearance_stage_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.person_id}"


class Return(models.Model):
    """退回: ends the round of a revision before its last signature; the database refuses signatures after it."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="returned")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.CharField("退回意见", max_length=300)
    at = models.DateTimeField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("revision__item__body")

    class Meta:
        verbose_name = "退回"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.note


class Paper(models.Model):
    """A page of the platform that a body keeps, 指南 or another: composed from facts, never typed.

    `kind` is the name of its `PaperKind`: of a sort of which a body keeps many, it holds the code of the piece as well.
    `year` is 0 for a page that stands until it is replaced, and the year it is about for a yearly one.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="paper")
    body = models.ForeignKey(PublicBody, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        verbose_name = "平台页面"
        base_manager_name = "objects"
        constraints = (UniqueConstraint(fields=["body", "kind", "year"], name="paper_of_body_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind}"


class Sequence(models.Model):
    """The one row whose lock orders every public act."""

    last = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[models.Manager[Sequence]] = models.Manager()

    class Meta:
        constraints = (CheckConstraint(condition=Q(pk=1), name="sequence_one_row"),)

    def __str__(self) -> str:
        return str(self.last)


class PublicAct(models.Model):
    """One entry of the append-only sequence, with every list place it touched: what the projector follows."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    path = models.CharField(max_length=100, blank=True)
    content_sha256 = models.CharField(max_length=64)
    touched = models.JSONField(default=list)

    objects: ClassVar[models.Manager[PublicAct]] = models.Manager()

    class Meta:
        verbose_name = "公开行为"

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.path}"


class Edition(models.Model):
    """A revision in its envelope, published: immutable, impossible without its clearances."""

    act = models.OneToOneField(PublicAct, models.PROTECT, primary_key=True, related_name="edition")
    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="edition")
    approval = models.OneToOneField(Clearance, models.PROTECT, related_name="+")
    first_published_on = models.DateField()
    change_note = models.CharField(max_length=200, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        verbose_name = "发布版本"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.item_id}@{self.act_id}"


class Tombstone(models.Model):
    """A withdrawal: what stood there is gone, and the place says so."""

    act = models.OneToOneField(PublicAct, models.PROTECT, primary_key=True, related_name="tombstone")
    item = models.ForeignKey(Item, models.PROTECT, related_name="tombstones")
    title = models.CharField(max_length=300)
    reason = models.CharField(max_length=200)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        verbose_name = "撤回"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.item_id}@{self.act_id}"


class Standing(models.Model):
    """What stands at an item's path now: its live edition, or the tombstone after it. One row an item."""

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="standing")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="+")
    tombstone = models.OneToOneField(Tombstone, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(
                condition=Q(edition=None, tombstone__isnull=False) | Q(edition__isnull=False, tombstone=None),
                name="standing_edition_or_tombstone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id}"


class Snapshot(models.Model):
    """站点快照: taxonomies, names, settings, as published. The last one is live."""

    act = models.OneToOneField(PublicAct, models.PROTECT, primary_key=True, related_name="snapshot")
    content = models.TextField()

    objects: ClassVar[models.Manager[Snapshot]] = models.Manager()

    class Meta:
        verbose_name = "站点快照"

    def __str__(self) -> str:
        return f"snapshot@{self.act_id}"


class ListHead(models.Model):
    """A public list: `size` places were given, `live` are filled, `by_year` counts the live ones by counting year."""

    key = models.CharField(max_length=100, primary_key=True)
    size = models.PositiveIntegerField(default=0)
    live = models.PositiveIntegerField(default=0)
    by_year = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[ListHead]] = models.Manager()

    def __str__(self) -> str:
        return self.key


class ListEntry(models.Model):
    """A dated fact: an item stood at this place of this list from `entered_on` until `left_on` (null: it stands).

    `counted` is false in a 同步栏目 (shown, not counted). `counted_on` is the item's counting day of that spell.
    """

    list_key = models.CharField(max_length=100)
    position = models.PositiveIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, related_name="entries")
    counted = models.BooleanField(default=True)
    counted_on = models.DateField()
    entered_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300)
    body_name = models.CharField(max_length=100)
    document_number = models.CharField(max_length=100, blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    made_on = models.DateField()

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("item__body")

    class Meta:
        verbose_name = "列表位置"
        base_manager_name = "objects"
        constraints = (
            UniqueConstraint(fields=["list_key", "position"], name="list_place_once"),
            UniqueConstraint(fields=["list_key", "item"], condition=Q(left_on=None), name="list_item_once"),
        )
        indexes = (models.Index(fields=["list_key", "counted_on"], name="list_by_counting_day"),)

    def __str__(self) -> str:
        return f"{self.list_key}[{self.position}]"
