"""When an annual report must be handed up and published (R07 Art.31; R19 Arts.49-50; 30号 part 二)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class ReporterKind(StrEnum):
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    STREET_OFFICE = "street_office"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class ReportTerm:
    due: date
    basis: str


def report_term(kind: ReporterKind, year: int) -> ReportTerm:
    """The last day for the report of `year`."""
    raise NotImplementedError
