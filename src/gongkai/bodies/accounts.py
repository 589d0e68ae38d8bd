"""Accounts of people and their roles: made, given a new password that is told once, closed and opened; roles given and ended.

The system administrator keeps the accounts, the security administrator the roles, the auditor reads both in the trail; an
account without a role opens nothing, so that neither lets anybody in alone. Who holds one of the three administrators' roles
(三员分立) is out of reach: with their password one of the three would be two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.bodies.access import SEPARATED, Act
from gongkai.bodies.enums import Role
from gongkai.bodies.models import Person, PublicBody, RoleAssignment
from gongkai.bodies.passwords import first_password
from gongkai.bodies.queries import names_on
from gongkai.bodies.rules import LOGIN_NAME
from gongkai.bodies.services import AccessDenied, SeparationBroken, assign_role, reach, record_act, require
from gongkai.law.wording import plain_date


class AccountError(Exception):
    """The act is not possible now; the message says why and what to do."""


LOGIN_FAULT = "登录名由小写字母、数字、点和连字符组成，以字母或者数字开头。"
GRANTABLE = tuple(role for role in Role if role not in SEPARATED)
"""The roles that are given on screen; the three administrators are entered by who installs."""


@transaction.atomic
def create_account(
    *, username: str, display_name: str, body: PublicBody, actor: Person, at: datetime
) -> tuple[Person, str]:
    """新增人员: an account that opens nothing until somebody gives it a role, and its password, returned this once.

    Raises:
        AccessDenied: the actor is not the body's system administrator.
        AccountError: the login is taken or cannot be one.
    """
    require(actor, Act.MANAGE_ACCOUNTS, body, at)
    if not LOGIN_NAME.fullmatch(username):
        raise AccountError(LOGIN_FAULT)
    password = first_password()
    try:
        with transaction.atomic():
            person = Person.objects.create_person(username, display_name, password, must_change=True)
    except IntegrityError as fault:  # it was there, or somebody entered it at the same moment
        raise AccountError(f"登录名“{username}”已经有人使用，请另取一个，如在后面加数字。") from fault
    _audit("person.enter", person, body, actor, at, new={"name": display_name, "active": True})
    return person, password


@transaction.atomic
def grant_role(  # noqa: PLR0913 - who, where, what, from when to when; by whom, when
    *,
    person: Person,
    body: PublicBody,
    role: Role,
    valid_from: date,
    valid_to: date | None,
    actor: Person,
    at: datetime,
) -> RoleAssignment:
    """授予角色, from today or later; with a last day for a delegation (AB角).

    Raises:
        AccessDenied, SeparationBroken: as `refuse_roles`; or the actor is not the body's security administrator.
        AccountError: the account is closed, the days do not follow one another, the role is held already.
    """
    refuse_roles(person, actor)
    if role in SEPARATED:
        raise SeparationBroken("三员的角色不在这里授予，由安装单位用组织工作簿登记。")
    row = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate(at)
    if not row.is_active:
        raise AccountError(f"{row.display_name}的账号已停用，请先由系统管理员启用，再授予角色。")
    if valid_from < today:
        raise AccountError(f"起始日期不能早于今天（{plain_date(today)}）：已经办过的事项不能补授角色。")
    if valid_to is not None and valid_to < valid_from:
        raise AccountError("最后一日早于起始日期，请核对两个日期。")
    span = Q(valid_to=None) | Q(valid_to__gte=valid_from)
    if valid_to is not None:
        span &= Q(valid_from__lte=valid_to)
    former = RoleAssignment.objects.filter(span, person=row, body=body, role=role).first()
    if former is not None:
        until = f"至{plain_date(former.valid_to)}" if former.valid_to else ""
        raise AccountError(
            f"{row.display_name}自{plain_date(former.valid_from)}起{until}已担任{names_on(today)[body.pk]}"
            f"{role.label}，不需要重复授予。"
        )
    return assign_role(
        person=row, body=body, role=role, valid_from=valid_from, valid_to=valid_to, actor=actor, at=at
    )


@transaction.atomic
def end_role(*, assignment: RoleAssignment, until: date, actor: Person, at: datetime) -> None:
    """结束角色: `until` is its last day, yesterday at the earliest; what was signed in it stays.

    Raises:
        AccessDenied, SeparationBroken: as `refuse_roles`; or the actor is not the body's security administrator.
        AccountError: the role has ended, or the day does not fit it.
    """
    row = RoleAssignment.objects.select_for_update().select_related("person", "body").get(pk=assignment.pk)
    refuse_roles(row.person, actor)
    require(actor, Act.ASSIGN_ROLES, row.body, at)
    earliest = timezone.localdate(at) - timedelta(days=1)
    if row.valid_to is not None and row.valid_to <= earliest:
        raise AccountError(f"此角色已于{plain_date(row.valid_to)}结束，不需要再次结束。")
    if until < max(earliest, row.valid_from):
        first = plain_date(max(earliest, row.valid_from))
        raise AccountError(f"最后一日不能早于{first}；此角色自{plain_date(row.valid_from)}起。")
    old = {"valid_to": row.valid_to.isoformat()} if row.valid_to else {}
    row.valid_to = until
    row.save(update_fields=["valid_to"])
    new = {"role": row.role, "valid_to": until.isoformat()}
    _audit("end_role", row.person, row.body, actor, at, old=old, new=new)


def refuse_roles(person: Person, actor: Person) -> None:
    """Raise where the actor may not touch somebody's roles.

    Raises:
        AccessDenied: one's own.
        SeparationBroken: one of the three administrators.
    """
    if person.pk == actor.pk:
        raise AccessDenied("不能变更本人的角色，请由另一位安全管理员办理。")
    if person.assignments.filter(role__in=SEPARATED).exists():
        raise SeparationBroken(
            f"{person.display_name}是三员之一，其角色不在这里变更，由安装单位用组织工作簿登记。"
        )


@transaction.atomic
def reset_password(*, person: Person, body: PublicBody, actor: Person, at: datetime) -> str:
    """重置口令: a random one, returned this once; every session ends, and the person chooses their own at the next sign-in.

    Raises:
        AccessDenied, SeparationBroken, AccountError: as `refuse_account`; or the account is closed.
    """
    row = _locked(person, actor, at)
    if not row.is_active:
        raise AccountError(f"{row.display_name}的账号已停用，不能重置口令；请先启用账号。")
    password = first_password()
    row.set_password(password)
    row.must_change = True
    row.save(update_fields=["password", "must_change"])
    _audit("person.reset", row, body, actor, at)
    return password


@transaction.atomic
def close_account(*, person: Person, body: PublicBody, reason: str, actor: Person, at: datetime) -> None:
    """停用: the person is signed out and cannot sign in; roles and what they signed stay."""
    row = _locked(person, actor, at)
    if not row.is_active:
        raise AccountError(f"{row.display_name}的账号已经停用，不需要再次停用。")
    if not reason.strip():
        raise AccountError("请填写停用理由。")
    row.is_active = False
    row.save(update_fields=["is_active"])
    _audit("person.close", row, body, actor, at, new={"reason": reason.strip()})


@transaction.atomic
def open_account(*, person: Person, body: PublicBody, actor: Person, at: datetime) -> None:
    """启用: with the password and the roles that the account had."""
    row = _locked(person, actor, at)
    if row.is_active:
        raise AccountError(f"{row.display_name}的账号已经在用，不需要再次启用。")
    row.is_active = True
    row.save(update_fields=["is_active"])
    _audit("person.open", row, body, actor, at)


def refuse_account(person: Person, actor: Person, at: datetime) -> None:
    """Raise where the actor may not touch the account.

    An account without any role belongs to nobody yet: every system administrator may mend it.

    Raises:
        AccessDenied: one's own account, or of somebody who works at a body out of reach.
        SeparationBroken: one of the three administrators.
    """
    on = timezone.localdate(at)
    within = reach(actor, Act.MANAGE_ACCOUNTS, on)
    held = list(_held(person, on)) or list(RoleAssignment.objects.filter(person=person))
    if not within or any(row.body_id not in within for row in held):
        raise AccessDenied(f"{person.display_name}的账号不归您管理，由其任职单位的系统管理员办理。")
    if person.pk == actor.pk:
        raise AccessDenied(
            "不能办理本人的账号。更换自己的口令请用“更换口令”，其他事项请另一位系统管理员办理。"
        )
    if any(row.role in SEPARATED for row in held):
        raise SeparationBroken(
            f"{person.display_name}是三员之一。系统管理员、安全管理员、安全审计员的账号不能由另一位管理员办理；"
            "口令遗失的，请在服务器上用 gongkai organisation password 另发。"
        )


def _held(person: Person, on: date) -> list[RoleAssignment]:
    """Roles of today and of days to come."""
    rows = RoleAssignment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), person=person)
    return list(rows)


def _locked(person: Person, actor: Person, at: datetime) -> Person:
    refuse_account(person, actor, at)
    return Person.objects.select_for_update().get(pk=person.pk)


def _audit(  # noqa: PLR0913 - the facts of an audit row
    act: str,
    person: Person,
    body: PublicBody,
    actor: Person,
    at: datetime,
    *,
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
) -> None:
    subject = f"person/{person.username}"
    record_act(at=at, actor=actor, act=act, body=body, subject=subject, old=old, new=new)
