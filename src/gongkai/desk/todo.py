"""The to-do list: the sections that every room offers, in the order of the rooms' daily weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from gongkai import configuration
from gongkai.law.calendar import Calendar
from gongkai.shell.seat import Seat
from gongkai.shell.todo import Section, arranged

ROOMS = ("casework", "disputes", "records", "engagement", "directory", "oversight", "annual")
"""Rooms that may offer a module `todo` with `sections(seat)`; one without it has nothing to wait for."""
Contribution = Callable[[Seat], Iterable[Section]]


def sections_of(seat: Seat) -> list[Section]:
    """The page for this seat; run inside the seat's scope."""
    found = [section for offer in contributions() for section in offer(seat)]
    return arranged(found, seat.today, _calendar())


@cache
def contributions() -> tuple[Contribution, ...]:
    return tuple(_offers())


def _offers() -> Iterator[Contribution]:
    for room in ROOMS:
        name = f"gongkai.{room}.todo"
        if find_spec(name) is not None:
            yield import_module(name).sections


@cache
def _calendar() -> Calendar:
    """The notices shipped and those beside the data; a notice entered later counts after the next start."""
    return Calendar.load(configuration.calendar_dir())
