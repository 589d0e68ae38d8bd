"""The to-do list: the sections that every room offers in a module `todo` with `sections(seat)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from gongkai import configuration
from gongkai.desk.papers.todo import sections as paper_sections
from gongkai.law.calendar import Calendar
from gongkai.shell.rooms import offered
from gongkai.shell.seat import Seat
from gongkai.shell.todo import Section, arranged

Contribution = Callable[[Seat], Iterable[Section]]


def sections_of(seat: Seat) -> list[Section]:
    """The page for this seat; run inside the seat's scope."""
    found = [section for offer in contributions() for section in offer(seat)]
    return arranged(found, seat.today, _calendar())


@cache
def contributions() -> tuple[Contribution, ...]:
    return (*(room.sections for room in offered("todo")), paper_sections)


@cache
def _calendar() -> Calendar:
    """The notices shipped and those beside the data; a notice entered later counts after the next start."""
    return Calendar.load(configuration.calendar_dir())
