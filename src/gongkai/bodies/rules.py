"""Who may do what: pure predicates over a person's assignments on a day and the tree of that day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.bodies.access import MATRIX, SEPARATED, Act, Reach
from gongkai.bodies.enums import Role


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role held at a body on the day in question."""

    body_id: int
    role: Role


def descendants(children: Mapping[int, Iterable[int]], root: int) -> frozenset[int]:
    """`root` and everything below it."""
    found = {root}
    frontier = [root]
    while frontier:
        for child in children.get(frontier.pop(), ()):
            if child not in found:
                found.add(child)
                frontier.append(child)
    return frozenset(found)


def reachable(
    act: Act, assignments: Iterable[Assignment], children: Mapping[int, Iterable[int]]
) -> frozenset[int]:
    """The bodies at which these assignments allow the act."""
    bodies: set[int] = set()
    for assignment in assignments:
        for grant in MATRIX[act]:
            if grant.role is assignment.role:
                tree = grant.reach is Reach.TREE
                bodies |= descendants(children, assignment.body_id) if tree else {assignment.body_id}
    return frozenset(bodies)


LOGIN_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
"""What a login may be: it stands in the trail and is typed on any keyboard."""


def breaks_separation(roles: Iterable[Role]) -> bool:
    """三员分立: system administrator, security administrator and auditor are three different people."""
    return len(SEPARATED & set(roles)) > 1
