"""The statistics tables of the 2019 and 2021 forms, read from a document by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gongkai.annual.audit.reading import Document
    from gongkai.law.forms import Value


@dataclass(frozen=True, slots=True)
class TableReading:
    """What stood in the tables.

    `cells` has None where the cell was printed without a number; `values` is the same for `identities.judge`, with
    "/" and "—" as NOT_APPLICABLE. A cell that was not found is in neither. `spans` are half-open ranges of line
    indices that belong to tables: prose must not be read from them.
    """

    form: Literal["2019", "2021"] | None
    cells: Mapping[str, int | Decimal | None]
    values: Mapping[str, Value]
    quotes: Mapping[str, str]
    spans: tuple[tuple[int, int], ...]


def read_tables(document: Document) -> TableReading:
    """Signature first; see the next commits."""
    raise NotImplementedError
