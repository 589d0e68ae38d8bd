"""What rooms offer to each other's screens by a module of an agreed name, so that no list of them is kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

ROOMS = ("casework", "disputes", "records", "engagement", "directory", "oversight", "annual")
"""In the order of their daily weight."""


def offered(name: str) -> Iterator[ModuleType]:
    """The module of this name in each room that has one."""
    for room in ROOMS:
        path = f"gongkai.{room}.{name}"
        if find_spec(path) is not None:
            yield import_module(path)


@cache
def words_of_acts() -> dict[str, str]:
    """What every room calls its acts in the audit trail: `ACTS` of its module `wording`."""
    return {act: word for room in offered("wording") for act, word in getattr(room, "ACTS", {}).items()}
