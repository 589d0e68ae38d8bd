"""Permission, audit rows and role assignments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.bodies.access import MATRIX, Act, Reach
from gongkai.bodies.enums import Role
from gongkai.bodies.models import AuditRow, BodyAuthority, Person, PublicBody, RoleAssignment
from gongkai.bodies.queries import assignments_of, children_within
from gongkai.bodies.rules import breaks_separation, reachable
from gongkai.bodies.scope import cross_body
from gongkai.law.wording import plain_date


class AccessDenied(Exception):  # noqa: N818 - a refusal, not a fault
    """The person may not do this here; the sentence says which role would be needed."""


class SeparationBroken(Exception):  # noqa: N818 - a refusal, not a fault
    """三员分立: the assignment would unite two of the three administrators in one person."""


def reach(person: Person, act: Act, on: date) -> frozenset[int]:
    """The bodies at which the person may do the act on the day; none for a person who has left."""
    if not person.is_active:
        return frozenset()
    below = any(grant.reach is Reach.TREE for grant in MATRIX[act])
    return reachable(act, assignments_of(person, on), children_within(on, on) if below else {})


def acts_held(person: Person, acts: Iterable[Act], body: PublicBody, on: date) -> frozenset[Act]:
    """Which of these acts the person may do at the body by a role held there; roles that reach down a tree do not count."""
    if not person.is_active:
        return frozenset()
    held = assignments_of(person, on)
    own = [row for row in held if row.body_id == body.pk]
    return frozenset(act for act in acts if body.pk in reachable(act, own, {}))


def require(person: Person, act: Act, body: PublicBody, at: datetime) -> None:
    """Raise AccessDenied unless the person may do the act at the body at that moment."""
    if body.pk not in reach(person, act, timezone.localdate(at)):
        raise AccessDenied(
            f"{person.display_name}在本单位没有办理此事项的角色，请由安全管理员授予角色后再办理。"
        )


def record_act(  # noqa: PLR0913 - an audit row has six facts
    *,
    at: datetime,
    actor: Person | None,
    act: str,
    body: PublicBody,
    subject: str,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
) -> AuditRow:
    """Write the audit row of an act, inside the act's own transaction."""
    row = AuditRow(
        at=at, actor=actor, act=act, body=body, subject=subject, old=dict(old or {}), new=dict(new or {})
    )
    with cross_body("audit"):
        row.save(force_insert=True)
    return row


OFFICE_FACTS = (
    *("office_name", "address", "postal_code", "hours", "phone", "fax", "email"),
    "channels",
)
"""The facts of the disclosure office that the 指南 must state (R07 Art.19, R19 Art.12)."""


@transaction.atomic
def amend_office(
    *, body: PublicBody, facts: Mapping[str, Any], actor: Person, at: datetime
) -> Mapping[str, Any]:
    """Change facts of the disclosure office; returns those that changed, with their new values.

    Raises:
        AccessDenied: the actor neither heads the office nor administers the system.
        ValueError: a name that is no fact of the office.
    """
    require(actor, Act.EDIT_OFFICE, body, at)
    unknown = set(facts) - set(OFFICE_FACTS)
    if unknown:
        raise ValueError(f"工作机构没有“{'、'.join(sorted(unknown))}”这些登记事项。")
    locked = PublicBody.objects.select_for_update().get(pk=body.pk)
    changed = {name: value for name, value in facts.items() if getattr(locked, name) != value}
    if not changed:
        return {}
    old = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(changed))
    record_act(
        at=at,
        actor=actor,
        act="body.amend_office",
        body=body,
        subject=f"body/{body.code}",
        old=old,
        new=changed,
    )
    return changed


@transaction.atomic
def enter_authority(
    *, body: PublicBody, facts: Mapping[str, Any], since: date, actor: Person, at: datetime
) -> BodyAuthority:
    """Enter whom letters name for remedies from a day on; what held before ends the day before.

    Raises:
        AccessDenied: the actor neither heads the office nor administers the system.
        ValueError (a sentence): the day is not later than that of the entry in force.
    """
    require(actor, Act.EDIT_OFFICE, body, at)
    former = BodyAuthority.objects.select_for_update().filter(body=body, valid_to=None).first()
    if former is not None and since <= former.valid_from:
        raise ValueError(f"现行登记自{plain_date(former.valid_from)}起，新登记的起始日期应在其后。")
    if former is not None:
        former.valid_to = since - timedelta(days=1)
        former.save(update_fields=["valid_to"])
    row = BodyAuthority.objects.create(body=body, valid_from=since, **facts)
    record_act(
        at=at,
        actor=actor,
        act="body.enter_authority",
        body=body,
        subject=f"body/{body.code}",
        new={**facts, "valid_from": since.isoformat()},
    )
    return row


@transaction.atomic
def assign_role(  # noqa: PLR0913 - who, where, what, from when; by whom, when
    *,
    person: Person,
    body: PublicBody,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    actor: Person | None,
    at: datetime,
) -> RoleAssignment:
    """Give a role from a day on, with a last day for a delegation (AB角).

    Raises:
        AccessDenied: the actor is not the body's security administrator (None is the installation itself).
        SeparationBroken: 三员分立.
    """
    if actor is not None:
        require(actor, Act.ASSIGN_ROLES, body, at)
    held = {Role(value) for value in person.assignments.values_list("role", flat=True)}
    if breaks_separation({*held, role}):
        raise SeparationBroken(
            f"{person.display_name}已担任三员之一，系统管理员、安全管理员、安全审计员须由三人分任。"
        )
    assignment = RoleAssignment.objects.create(
        person=person, body=body, role=role, valid_from=valid_from, valid_to=valid_to
    )
    until = {"valid_to": valid_to.isoformat()} if valid_to else {}
    record_act(
        at=at,
        actor=actor,
        act="assign_role",
        body=body,
        subject=f"person/{person.username}",
        new={"role": role.value, "valid_from": valid_from.isoformat(), **until},
    )
    return assignment


@transaction.atomic
def change_password(*, person: Person, password: str, body: PublicBody, at: datetime) -> None:
    """Give a person the password that they chose; the trail keeps that it changed, at the body they sat at."""
    person.set_password(password)
    person.must_change = False
    person.save(update_fields=["password", "must_change"])
    record_act(at=at, actor=person, act="person.password", body=body, subject=f"person/{person.username}")
