"""By when the report of a unit is due, and whether it came in time (R07 Art.31; R19 Art.49 with 60号 and 30号)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from gongkai.bodies.enums import Group
from gongkai.law.reporting import FIRST_REPORT, ReporterKind, ReportTerm, report_term

KINDS: Final[Mapping[str, ReporterKind]] = {
    Group.GOVERNMENT: ReporterKind.COUNTY,
    Group.DEPARTMENT: ReporterKind.DEPARTMENT,
    Group.STREET: ReporterKind.STREET_OFFICE,
    Group.TOWN: ReporterKind.TOWNSHIP,
    Group.OTHER: ReporterKind.DEPARTMENT,
}


def term_of(group: str, year: int) -> ReportTerm | None:
    """The term of a unit of that group; None before there were reports."""
    return report_term(KINDS[group], year) if year >= FIRST_REPORT else None


def lateness(due: date, published_on: date | None, today: date) -> str:
    """What stands beside a report that is late; empty while it may still come, and when it came in time."""
    late = ((published_on or today) - due).days
    if late <= 0:
        return ""
    return f"逾期{late}日公布" if published_on else f"逾期{late}日未公布"
