"""The seat: one person working for one body on one day. Everything the desk allows follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.bodies.access import Act
from gongkai.bodies.enums import Role
from gongkai.bodies.models import BodyPeriod, Person, PublicBody
from gongkai.bodies.queries import assignments_of
from gongkai.bodies.rules import Assignment, reachable


@dataclass(frozen=True, slots=True)
class Seat:
    """`assignments` are those held at this body only: roles at another body count after changing seats."""

    person: Person
    body: PublicBody
    today: date
    assignments: tuple[Assignment, ...]
    held: tuple[int, ...]
    names: Mapping[int, str]
    children: Mapping[int, Sequence[int]]

    @property
    def body_name(self) -> str:
        return self.name_of(self.body.pk)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(dict.fromkeys(assignment.role for assignment in self.assignments))

    @property
    def choices(self) -> tuple[tuple[int, str], ...]:
        """The bodies at which the person could sit: id and name."""
        return tuple((body_id, self.name_of(body_id)) for body_id in self.held)

    def name_of(self, body_id: int) -> str:
        return self.names.get(body_id, "未登记名称的单位")

    def reach(self, *acts: Act) -> frozenset[int]:
        """The bodies at which this seat allows any of the acts."""
        found: frozenset[int] = frozenset()
        for act in acts:
            found |= reachable(act, self.assignments, self.children)
        return found

    def acts_at(self, body_id: int) -> frozenset[Act]:
        return frozenset(act for act in Act if body_id in self.reach(act))


def seat_of(person: Person, chosen: object, today: date) -> Seat | None:
    """The seat a person takes: the chosen body if they hold a role there today, else the first; None without roles."""
    assignments = assignments_of(person, today) if person.is_active else []
    held = tuple(sorted({assignment.body_id for assignment in assignments}))
    if not held:
        return None
    body_id = chosen if chosen in held else held[0]
    periods = list(_periods_until(today))
    bodies = {period.body_id: period.body for period in periods}
    return Seat(
        person=person,
        body=bodies.get(body_id) or PublicBody.objects.get(pk=body_id),
        today=today,
        assignments=tuple(row for row in assignments if row.body_id == body_id),
        held=held,
        names={period.body_id: period.name for period in periods},
        children=_children(periods, today),
    )


def _periods_until(today: date) -> QuerySet[BodyPeriod]:
    """Names, tree and bodies in one query: the latest period of a body comes last."""
    return BodyPeriod.objects.filter(valid_from__lte=today).select_related("body").order_by("valid_from")


def _children(periods: Sequence[BodyPeriod], today: date) -> Mapping[int, Sequence[int]]:
    tree: defaultdict[int, list[int]] = defaultdict(list)
    for period in periods:
        if period.parent_id is not None and (period.valid_to is None or period.valid_to >= today):
            tree[period.parent_id].append(period.body_id)
    return tree
