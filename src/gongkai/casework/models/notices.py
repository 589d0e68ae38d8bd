"""Letters other than the reply: each tells an act, and the act works from the day on which it was told."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from gongkai.bodies.models import Person
from gongkai.bodies.scope import ScopedManager
from gongkai.casework.enums import NoticeKind
from gongkai.casework.models.handling import Consultation
from gongkai.casework.models.replying import WAYS
from gongkai.casework.models.requests import Request
from gongkai.files.models import StoredFile

_ONCE = (NoticeKind.CORRECTION, NoticeKind.EXTENSION, NoticeKind.DELAY, NoticeKind.FEE, NoticeKind.CLOSED)


class Notice(models.Model):
    """告知书、通知书、征求意见书: text and number are fixed when it is made; `facts` are those of its act.

    `told_on` is the day that counts for the way it went (235号, by analogy); until then the act has no effect.
    Without a text it was made outside the system, and `proof` holds the original. `party` is the consulted's name,
    printed around the text and erasable; a notice to the applicant has none.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="notices")
    kind = models.CharField("文书", max_length=12, choices=NoticeKind.choices)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("正文", blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    made_on = models.DateField("成文日期")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    party = models.CharField("征求意见对象", max_length=100, blank=True)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    way = models.CharField("送达方式", max_length=12, choices=WAYS, blank=True)
    sent_on = models.DateField("交邮或发送日期", null=True, blank=True)
    arrived_on = models.DateField("签收或到达日期", null=True, blank=True)
    tracking_number = models.CharField("邮件号", max_length=60, blank=True)
    told_on = models.DateField("告知之日", null=True, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    voided_on = models.DateField("作废日期", null=True, blank=True)

    objects: ClassVar[ScopedManager[Self]] = ScopedManager("request__body")

    class Meta:
        verbose_name = "告知文书"
        base_manager_name = "objects"
        constraints = (
            CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
            CheckConstraint(condition=Q(told_on=None) | ~Q(way=""), name="notice_told_some_way"),
            CheckConstraint(condition=Q(told_on=None) | Q(voided_on=None), name="notice_told_or_void"),
            CheckConstraint(
                condition=Q(told_on=None) | Q(told_on__gte=F("made_on")), name="notice_told_after_made"
            ),
            UniqueConstraint(
                fields=["request", "kind"],
                condition=Q(voided_on=None, kind__in=[kind.value for kind in _ONCE]),
                name="notice_once",
            ),
            UniqueConstraint(
                fields=["document_number"], condition=~Q(document_number=""), name="notice_number_once"
            ),
        )

        indexes = (
            models.Index(
                fields=["request"], condition=Q(told_on=None, voided_on=None), name="notice_waiting"
            ),
        )

    def __str__(self) -> str:
        return self.document_number or self.title

    @property
    def waits(self) -> bool:
        """Made and not yet told."""
        return self.told_on is None and self.voided_on is None
