"""Applications and submissions with plain defaults, and the filled-in form behind them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from gongkai.portal.inbox.codes import code_of
from gongkai.portal.inbox.submission import (
    ApplicantKind,
    Application,
    IdentityKind,
    SentFile,
    Submission,
    WishedForm,
    WishedWay,
    digest_of,
)

TOKEN = "0123456789abcdefghijklmnopqrstuv"
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
RESIDENT = "000000199001010018"
CREDIT_CODE = "91000000MA000000XG"


def application(**changes):
    values = {
        "body_code": "heping",
        "applicant_kind": ApplicantKind.NATURAL,
        "name": "申请人甲",
        "identity_kind": IdentityKind.RESIDENT,
        "identity_number": RESIDENT,
        "phone": "000-00000000",
        "description": "2017年区本级预算公开的通知",
        "wished_form": WishedForm.ELECTRONIC,
        "wished_way": WishedWay.PICKUP,
    }
    return Application(**(values | changes))


def sent_file(name="证明.pdf", data=b"%PDF-1.4 a page", media_type="application/pdf"):
    return SentFile(name, media_type, data)


def submission(token=TOKEN, files=(), at=AT, **changes):
    made = application(**changes)
    digest = digest_of(token, made, tuple(files))
    return Submission(
        digest=digest,
        receipt_code=code_of(digest),
        submitted_at=at,
        attachments=tuple(files),
        **asdict(made),
    )


def filled_in(**changes):
    """What a citizen types into the form of 2019."""
    values = {
        "token": TOKEN,
        "party": "person",
        "person_name": "申请人甲",
        "identity": "resident",
        "identity_number": RESIDENT,
        "phone": "000-00000000",
        "body": "heping",
        "description": "2017年区本级预算公开的通知",
        "wished_form": "electronic",
        "wished_way": "pickup",
        "website": "",
    }
    return values | changes


def organisation(**changes):
    """The same for a company."""
    values = {
        "party": "organisation",
        "person_name": "",
        "identity_number": "",
        "organisation": "business",
        "organisation_name": "示例商贸公司",
        "credit_code": CREDIT_CODE,
        "contact_name": "申请人乙",
    }
    return filled_in(**(values | changes))
