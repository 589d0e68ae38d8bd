"""The access matrix: which role may do what, and how far it reaches. The whole policy is this one file.

Reach OWN is the body of the assignment; TREE is that body and all below it on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from gongkai.bodies.enums import Role


class Reach(Enum):
    OWN = "own"
    TREE = "tree"


class Act(Enum):
    """What a person may ask the desk to do."""

    VIEW_RECORDS = "records.view"
    DRAFT_RECORD = "records.draft"
    DETERMINE = "records.determine"
    CLEAR_FIRST = "records.clear_first"
    CLEAR_SECOND = "records.clear_second"
    APPROVE = "records.approve"
    PUBLISH = "records.publish"
    WITHDRAW = "records.withdraw"
    FILE_AWAY = "records.file_away"
    VIEW_CHANNELS = "engagement.view"
    EDIT_CHANNELS = "engagement.edit"
    VIEW_ENGAGEMENT = "engagement.view_work"
    EDIT_ENGAGEMENT = "engagement.edit_work"
    VIEW_REQUESTS = "casework.view"
    VIEW_APPLICANT = "casework.view_applicant"
    REGISTER_REQUEST = "casework.register"
    HANDLE_REQUEST = "casework.handle"
    AGREE_EXTENSION = "casework.extend"
    REVIEW_REPLY = "casework.review"
    SIGN_REPLY = "casework.sign"
    DELIVER_REPLY = "casework.deliver"
    ERASE_APPLICANT = "casework.erase"
    VIEW_DISPUTES = "disputes.view"
    EDIT_DISPUTES = "disputes.edit"
    VIEW_DIRECTORY = "directory.view"
    EDIT_DIRECTORY = "directory.edit"
    VIEW_FIGURES = "annual.view"
    EDIT_REPORT = "annual.edit"
    REVIEW_REPORT = "annual.review"
    VIEW_TASKS = "oversight.view"
    REPORT_PROGRESS = "oversight.report"
    PLAN_TASKS = "oversight.plan"
    OVERSEE = "oversight.oversee"
    REMIND = "oversight.remind"
    VIEW_BODIES = "bodies.view"
    EDIT_BODIES = "bodies.edit"
    EDIT_OFFICE = "bodies.edit_office"
    ASSIGN_ROLES = "bodies.assign"
    VIEW_PEOPLE = "bodies.people"
    MANAGE_ACCOUNTS = "bodies.accounts"
    VIEW_AUDIT = "audit.view"


@dataclass(frozen=True, slots=True)
class Grant:
    role: Role
    reach: Reach = Reach.OWN


def _own(*roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role) for role in roles)


_WORKERS = (
    Role.AUTHOR,
    Role.FIRST_REVIEWER,
    Role.SECOND_REVIEWER,
    Role.APPROVER,
    Role.DISCLOSURE_HEAD,
    Role.REPORTER,
)
_CASE_WORKERS = (
    Role.REGISTRAR,
    Role.CASE_OFFICER,
    Role.LEGAL_REVIEWER,
    Role.DISCLOSURE_HEAD,
    Role.APPROVER,
)
_ADMINISTRATORS = tuple(
    Grant(role, Reach.TREE) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SECURITY_AUDITOR)
)
_OVERSEERS = (Grant(Role.SUPERVISOR, Reach.TREE), Grant(Role.LEADER, Reach.TREE))

MATRIX: Mapping[Act, tuple[Grant, ...]] = {
    Act.VIEW_RECORDS: _own(*_WORKERS) + _OVERSEERS,
    Act.DRAFT_RECORD: _own(Role.AUTHOR),
    Act.DETERMINE: _own(Role.AUTHOR, Role.DISCLOSURE_HEAD),
    Act.CLEAR_FIRST: _own(Role.FIRST_REVIEWER),
    Act.CLEAR_SECOND: _own(Role.SECOND_REVIEWER),
    Act.APPROVE: _own(Role.APPROVER),
    Act.PUBLISH: _own(Role.APPROVER, Role.DISCLOSURE_HEAD),
    Act.WITHDRAW: _own(Role.APPROVER, Role.DISCLOSURE_HEAD),
    Act.FILE_AWAY: _own(Role.DISCLOSURE_HEAD, Role.APPROVER, Role.AUTHOR),
    Act.VIEW_CHANNELS: _own(*_WORKERS) + _OVERSEERS,
    Act.EDIT_CHANNELS: _own(Role.AUTHOR, Role.DISCLOSURE_HEAD),
    Act.VIEW_ENGAGEMENT: _own(*_WORKERS) + _OVERSEERS,
    Act.EDIT_ENGAGEMENT: _own(Role.AUTHOR, Role.DISCLOSURE_HEAD),
    Act.VIEW_REQUESTS: _own(*_CASE_WORKERS, Role.REPORTER) + _OVERSEERS,
    Act.VIEW_APPLICANT: _own(*_CASE_WORKERS),
    Act.REGISTER_REQUEST: _own(Role.REGISTRAR, Role.CASE_OFFICER),
    Act.HANDLE_REQUEST: _own(Role.CASE_OFFICER),
    Act.AGREE_EXTENSION: _own(Role.DISCLOSURE_HEAD),
    Act.REVIEW_REPLY: _own(Role.LEGAL_REVIEWER),
    Act.SIGN_REPLY: _own(Role.APPROVER, Role.DISCLOSURE_HEAD),
    Act.DELIVER_REPLY: _own(Role.CASE_OFFICER, Role.REGISTRAR),
    Act.ERASE_APPLICANT: _own(Role.DISCLOSURE_HEAD),
    Act.VIEW_DISPUTES: _own(*_CASE_WORKERS, Role.REPORTER) + _OVERSEERS,
    Act.EDIT_DISPUTES: _own(Role.LEGAL_REVIEWER, Role.CASE_OFFICER),
    Act.VIEW_DIRECTORY: _own(*_WORKERS) + _OVERSEERS,
    Act.EDIT_DIRECTORY: _own(Role.AUTHOR, Role.DISCLOSURE_HEAD),
    Act.EDIT_REPORT: _own(Role.REPORTER),
    Act.REVIEW_REPORT: (Grant(Role.SUPERVISOR, Reach.TREE),),
    Act.VIEW_TASKS: _own(*_WORKERS) + _OVERSEERS,
    Act.REPORT_PROGRESS: _own(Role.REPORTER, Role.DISCLOSURE_HEAD),
    Act.PLAN_TASKS: (Grant(Role.SUPERVISOR, Reach.TREE),),
    Act.OVERSEE: _OVERSEERS,
    Act.REMIND: (Grant(Role.SUPERVISOR, Reach.TREE),),
    Act.VIEW_FIGURES: _own(Role.REPORTER, Role.DISCLOSURE_HEAD, Role.APPROVER) + _OVERSEERS,
    Act.VIEW_BODIES: _own(*Role),
    Act.EDIT_BODIES: _own(Role.SYSTEM_ADMIN),
    Act.EDIT_OFFICE: _own(Role.DISCLOSURE_HEAD, Role.SYSTEM_ADMIN),
    Act.ASSIGN_ROLES: (Grant(Role.SECURITY_ADMIN, Reach.TREE),),
    Act.VIEW_PEOPLE: _ADMINISTRATORS,
    Act.MANAGE_ACCOUNTS: (Grant(Role.SYSTEM_ADMIN, Reach.TREE),),
    Act.VIEW_AUDIT: (Grant(Role.SECURITY_AUDITOR, Reach.TREE),),
}

SEPARATED: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SECURITY_AUDITOR})
"""三员分立: of these three a person holds at most one, in the whole system."""
