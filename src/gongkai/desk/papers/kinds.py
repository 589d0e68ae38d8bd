"""Every kind of page that a room composes: `KINDS` of the module `papers` of each room."""

from __future__ import annotations

from functools import cache

from gongkai.desk.rooms import offered
from gongkai.publication.papers import PaperKind


@cache
def paper_kinds() -> tuple[PaperKind, ...]:
    return tuple(kind for room in offered("papers") for kind in room.KINDS)


def kind_named(name: str) -> PaperKind | None:
    return next((kind for kind in paper_kinds() if kind.kind == name), None)
