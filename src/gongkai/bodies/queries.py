from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.bodies.access import MATRIX, Act
from gongkai.bodies.enums import Role
from gongkai.bodies.models import (
    AuditRow,
    BodyAuthority,
    BodyPeriod,
    Person,
    PublicBody,
    RoleAssignment,
)
from gongkai.bodies.rules import Assignment, descendants
from gongkai.bodies.scope import cross_body


def _valid_within(first: date, last: date) -> Q:
    return Q(valid_from__lte=last) & (Q(valid_to=None) | Q(valid_to__gte=first))


def periods_within(first: date, last: date) -> QuerySet[BodyPeriod]:
    """Periods that touch the span first … last."""
    return BodyPeriod.objects.filter(_valid_within(first, last)).order_by("position", "body__code")


def children_within(first: date, last: date) -> dict[int, list[int]]:
    """Parent id → child ids, of every period that touches the span."""
    tree: defaultdict[int, list[int]] = defaultdict(list)
    for parent, child in periods_within(first, last).values_list("parent_id", "body_id"):
        if parent is not None:
            tree[parent].append(child)
    return tree


def subtree_of_year(body: PublicBody, year: int) -> frozenset[int]:
    """The body and all that stood below it at any time of the year."""
    return descendants(children_within(date(year, 1, 1), date(year, 12, 31)), body.pk)


def assignments_of(person: Person, on: date) -> list[Assignment]:
    rows = RoleAssignment.objects.filter(_valid_within(on, on), person=person)
    return [Assignment(body_id, Role(role)) for body_id, role in rows.values_list("body_id", "role")]


def people_with(act: Act, body: PublicBody, on: date) -> list[RoleAssignment]:
    """Who may do the act at the body by a role held there on the day: the assignments with their people."""
    roles = [grant.role for grant in MATRIX[act]]
    rows = RoleAssignment.objects.filter(
        _valid_within(on, on), body=body, role__in=roles, person__is_active=True
    )
    return list(rows.select_related("person").order_by("role", "pk"))


def names_on(day: date) -> dict[int, str]:
    """Body id → its name on the day; a body that does not stand then bears its last name before."""
    rows = (
        BodyPeriod.objects.filter(valid_from__lte=day).order_by("valid_from").values_list("body_id", "name")
    )
    return dict(rows)


def authority_on(body: PublicBody, day: date) -> BodyAuthority | None:
    """Whom a letter of that day names for remedies; None while nobody has entered it."""
    return BodyAuthority.objects.filter(_valid_within(day, day), body=body).order_by("-valid_from").first()


def is_demonstration() -> bool:
    """Whether this installation holds demonstration data: its letters must say that they are samples."""
    with cross_body("demo marker"):
        return AuditRow.objects.filter(act="demo.load").exists()
