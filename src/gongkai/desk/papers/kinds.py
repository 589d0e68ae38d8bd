"""Every kind of page that a room composes: `KINDS` of the module `papers` of each room, and what it keeps by the piece.

A room whose body keeps many pages of one sort (a guide for each service item) offers `kinds_of(body, day)` besides.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from gongkai.bodies.models import PublicBody
from gongkai.publication.papers import PaperKind
from gongkai.shell.rooms import offered


@cache
def paper_kinds() -> tuple[PaperKind, ...]:
    return tuple(kind for room in offered("papers") for kind in room.KINDS)


def kinds_at(body: PublicBody, on: date) -> tuple[PaperKind, ...]:
    """Every page of the body: the kinds that each body has, then those that follow from its own register."""
    families = [room.kinds_of for room in offered("papers") if hasattr(room, "kinds_of")]
    return (*paper_kinds(), *(kind for kinds_of in families for kind in kinds_of(body, on)))


def kind_named(name: str, body: PublicBody, on: date) -> PaperKind | None:
    """The kind by its name; the register is asked only when no fixed kind bears it."""
    fixed = (kind for kind in paper_kinds() if kind.kind == name)
    return next(fixed, None) or next((kind for kind in kinds_at(body, on) if kind.kind == name), None)
