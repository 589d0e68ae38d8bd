"""A plan as it would be imported: what is added, what stands already, what is wrong. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.bodies.models import PublicBody
from gongkai.oversight.excel import Fault, Line, scan
from gongkai.oversight.models import Task
from gongkai.oversight.services.tasks import Planned


@dataclass(frozen=True, slots=True)
class Entry:
    """One line for one body; `known` is what stands under its number, if anything does."""

    line: Line
    body: str
    known: str = ""

    @property
    def same(self) -> bool:
        return self.known == self.line.item


@dataclass(frozen=True, slots=True)
class Preview:
    year: int
    added: tuple[Entry, ...]
    known: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    @property
    def ready(self) -> bool:
        return bool(self.added) and not self.faults

    @property
    def taken(self) -> bool:
        """Everything stands already, as it stands in the file: it was imported before."""
        return (
            bool(self.known) and not self.added and not self.faults and all(each.same for each in self.known)
        )


def preview(data: bytes, ids: Mapping[str, int], year: int) -> Preview:
    """Of a workbook and the bodies by name.

    Raises:
        TaskFileRefused: the file itself cannot be read.
    """
    sheet = scan(data, ids, year)
    standing = {
        (body, number): item
        for body, number, item in Task.objects.filter(year=year).values_list("body", "number", "item")
    }
    entries = [
        Entry(line, name, standing.get((ids[name], line.number), ""))
        for line in sheet.lines
        for name in line.bodies
    ]
    return Preview(
        year,
        added=tuple(entry for entry in entries if not entry.known),
        known=tuple(entry for entry in entries if entry.known),
        faults=sheet.faults,
    )


def rows_of(found: Preview, ids: Mapping[str, int]) -> list[tuple[PublicBody, Planned]]:
    """What is to be added, as `import_tasks` takes it."""
    bodies = PublicBody.objects.in_bulk({ids[entry.body] for entry in found.added})
    return [(bodies[ids[entry.body]], planned(entry.line, found.year)) for entry in found.added]


def planned(line: Line, year: int) -> Planned:
    return Planned(
        year=year,
        number=line.number,
        item=line.item,
        requirement=line.requirement,
        carrier=line.carrier,
        due_on=line.due_on,
        person=line.person,
    )
