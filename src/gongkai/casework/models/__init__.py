"""A request and everything that is recorded of it, by subject."""

from gongkai.casework.models.handling import (
    Consultation,
    Correction,
    Delay,
    Extension,
    FeeNotice,
    SearchLog,
    Withdrawal,
)
from gongkai.casework.models.notices import Notice
from gongkai.casework.models.replying import Decision, Delivery, Reply, ReplySignature
from gongkai.casework.models.requests import Applicant, CaseSerial, Request, RequestFile, RequestSubject

__all__ = [
    "Applicant",
    "CaseSerial",
    "Consultation",
    "Correction",
    "Decision",
    "Delay",
    "Delivery",
    "Extension",
    "FeeNotice",
    "Notice",
    "Reply",
    "ReplySignature",
    "Request",
    "RequestFile",
    "RequestSubject",
    "SearchLog",
    "Withdrawal",
]
