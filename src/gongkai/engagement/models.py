from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import ScopedManager
from gongkai.engagement.enums import Platform
from gongkai.publication.models import Item


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
