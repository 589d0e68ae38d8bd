"""Accounts of people: a new password that is told once, an account that is closed and opened again.

The system administrator does it, the auditor reads it in the trail. Who holds one of the three administrators' roles
(三员分立) is out of reach: with their password one of the three would be two.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.bodies.access import SEPARATED, Act
from gongkai.bodies.models import Person, PublicBody, RoleAssignment
from gongkai.bodies.services import AccessDenied, SeparationBroken, reach, record_act


class AccountError(Exception):
    """The act is not possible now; the message says why and what to do."""


@transaction.atomic
def reset_password(*, person: Person, body: PublicBody, actor: Person, at: datetime) -> str:
    """重置口令: a random one, returned this once; every session ends, and the person chooses their own at the next sign-in.

    Raises:
        AccessDenied, SeparationBroken, AccountError: as `refuse_account`; or the account is closed.
    """
    row = _locked(person, actor, at)
    if not row.is_active:
        raise AccountError(f"{row.display_name}的账号已停用，不能重置口令；请先启用账号。")
    password = secrets.token_urlsafe(9)
    row.set_password(password)
    row.must_change = True
    row.save(update_fields=["password", "must_change"])
    _audit("reset", row, body, actor, at)
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
    _audit("close", row, body, actor, at, reason.strip())


@transaction.atomic
def open_account(*, person: Person, body: PublicBody, actor: Person, at: datetime) -> None:
    """启用: with the password and the roles that the account had."""
    row = _locked(person, actor, at)
    if row.is_active:
        raise AccountError(f"{row.display_name}的账号已经在用，不需要再次启用。")
    row.is_active = True
    row.save(update_fields=["is_active"])
    _audit("open", row, body, actor, at)


def refuse_account(person: Person, actor: Person, at: datetime) -> None:
    """Raise where the actor may not touch the account.

    Raises:
        AccessDenied: one's own account, or of somebody who works at a body out of reach.
        SeparationBroken: one of the three administrators.
    """
    on = timezone.localdate(at)
    within = reach(actor, Act.MANAGE_ACCOUNTS, on)
    held = list(_held(person, on)) or list(RoleAssignment.objects.filter(person=person))
    if not held or any(row.body_id not in within for row in held):
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


def _audit(  # noqa: PLR0913, PLR0917 - the facts of an audit row
    act: str, person: Person, body: PublicBody, actor: Person, at: datetime, reason: str = ""
) -> None:
    record_act(
        at=at,
        actor=actor,
        act=f"person.{act}",
        body=body,
        subject=f"person/{person.username}",
        new={"reason": reason} if reason else {},
    )
