"""网上申请: a submission from the sealed inbox becomes a request that waits for its confirmation.

What comes from outside was checked for its form, not for sense: texts are cut to the width of their columns, and what
is missing is left for a correction (补正). The same submission taken again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import ApplicantKind, WishedForm, WishedWay
from gongkai.casework.models import Applicant, Request, RequestFile
from gongkai.casework.services import Arrival, Attached, Identity, Wanted, new_request, store_files
from gongkai.casework.services.opening import close_act
from gongkai.law.receipt import Channel
from gongkai.law.regimes import R07_SINCE
from gongkai.portal.inbox.submission import IdentityKind, Submission

_TITLE: Final = 60
_BREAKS: Final = "。；;\n\r"
_IDENTITIES: Final[Mapping[IdentityKind, str]] = {
    IdentityKind.RESIDENT: "居民身份证",
    IdentityKind.PASSPORT: "护照",
    IdentityKind.HONGKONG_MACAO: "港澳居民来往内地通行证",
    IdentityKind.TAIWAN: "台湾居民来往大陆通行证",
    IdentityKind.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdentityKind.CREDIT_CODE: "统一社会信用代码",
    IdentityKind.OTHER: "其他证件",
}


class UnknownBodyError(LookupError):
    """The submission is addressed to a body that this desk does not know."""


def take_in(submission: Submission, /, *, at: datetime) -> bool:
    """Store the request; False when this submission was taken in before.

    Raises:
        UnknownBodyError: it stays in the inbox until the body is entered.
    """
    with cross_body("intake"):
        if Request.objects.filter(submission_digest=submission.digest).exists():
            return False
        body = PublicBody.objects.filter(code=submission.body_code).first()
        if body is None:
            raise UnknownBodyError(f"没有代码为“{submission.body_code}”的单位，网上申请暂留收件箱。")
        try:
            with transaction.atomic():
                _store(submission, body, at)
        except IntegrityError:
            if Request.objects.filter(submission_digest=submission.digest).exists():
                return False  # another collector was faster
            raise
    return True


def _store(submission: Submission, body: PublicBody, at: datetime) -> None:
    case = new_request(
        body=body,
        arrival=_arrival(submission, at),
        applicant=_applicant(submission),
        wanted=_wanted(submission),
        at=at,
    )
    case.submission_digest = submission.digest
    case.receipt_code = submission.receipt_code
    files = tuple(
        Attached(_cut(RequestFile, "name", sent.name) or "未命名文件", sent.media_type[:120], sent.data)
        for sent in submission.attachments
    )
    store_files(case, files, at)
    new = {"channel": case.channel, "received_on": case.received_on, "files": len(files)}
    close_act(case, "intake", actor=None, at=at, new=new)


def _arrival(submission: Submission, at: datetime) -> Arrival:
    """The public server's clock may run ahead of the desk's; a moment before the Regulation is no moment."""
    moment = min(submission.submitted_at, at)
    if timezone.localdate(moment) < R07_SINCE:
        moment = at
    return Arrival(channel=Channel.WEB, sent_at=moment, arrived_at=moment)


def _applicant(submission: Submission) -> Identity:
    kind = submission.identity_kind
    given = Identity(
        name=submission.name.strip() or "（未填写）",
        representative=submission.representative,
        contact_name=submission.contact_name,
        identity_kind=_IDENTITIES[kind] if kind else "",
        identity_number=submission.identity_number,
        phone=submission.phone,
        email=submission.email,
        address=submission.address,
        postal_code=submission.postal_code,
    )
    names = Identity.__dataclass_fields__
    return replace(given, **{name: _cut(Applicant, name, getattr(given, name)) for name in names})


def _wanted(submission: Submission) -> Wanted:
    description = submission.description.strip() or "（未填写）"
    return Wanted(
        title=title_of(description),
        description=description,
        kind=ApplicantKind(submission.applicant_kind.value),
        form=WishedForm(submission.wished_form.value),
        way=WishedWay(submission.wished_way.value),
    )


def title_of(description: str) -> str:
    """The first sentence of what was asked for, as the matter's name until the clerk gives a better one."""
    end = min((description.find(mark) for mark in _BREAKS if mark in description), default=len(description))
    first = description[:end].strip() or description.strip()
    return first if len(first) <= _TITLE else f"{first[: _TITLE - 1]}…"


def _cut(model: type[models.Model], name: str, text: str) -> str:
    """The text as far as its column is wide."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.CharField)
    return text.strip()[: column.max_length]
