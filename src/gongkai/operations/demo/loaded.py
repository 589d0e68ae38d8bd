"""The rows that later steps of loading a demonstration point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.bodies.models import Person, PublicBody
from gongkai.operations.demo.shapes import DemoYear
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True)
class Loaded:
    """Bodies by code, people and records by the keys of `year`."""

    year: DemoYear
    bodies: Mapping[str, PublicBody]
    people: Mapping[str, Person]
    records: Mapping[str, Record]
