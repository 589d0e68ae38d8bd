"""When an annual report must be handed up and published (R07 Art.31; R19 Arts.49-50; 60号, 30号 part 二)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.instruments import Citation, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_REPORT: Final = 2008
FIRST_R19_REPORT: Final = 2019  # published in 2020
FIRST_FORMAT_30_REPORT: Final = 2021


class ReporterKind(StrEnum):
    """Who reports."""

    DEPARTMENT = "department"  # 县级以上政府部门
    TOWNSHIP = "township"  # 乡镇
    STREET_OFFICE = "street_office"  # 街道
    COUNTY = "county"  # 县级政府
    CITY = "city"  # 设区的市级政府
    PROVINCE = "province"  # 省级政府
    VERTICAL_SYSTEM = "vertical_system"  # 垂直领导系统


@dataclass(frozen=True, slots=True)
class ReportTerm:
    """`due` is the last day both for handing up and for publishing."""

    due: date
    citations: tuple[Citation, ...]


_DAYS: Final[Mapping[ReporterKind, tuple[int, int]]] = {
    ReporterKind.DEPARTMENT: (1, 31),
    ReporterKind.TOWNSHIP: (1, 31),
    ReporterKind.STREET_OFFICE: (1, 31),  # not named by 60号 and 30号; locally like the townships
    ReporterKind.COUNTY: (2, 20),
    ReporterKind.CITY: (3, 10),
    ReporterKind.PROVINCE: (3, 31),
    ReporterKind.VERTICAL_SYSTEM: (3, 31),
}


def report_term(kind: ReporterKind, year: int) -> ReportTerm:
    """The last day for the report of `year`; ValueError (a sentence) before 2008."""
    if year < FIRST_REPORT:
        raise ValueError(
            f"{year}年还没有政府信息公开工作年度报告。最早的报告年度为{FIRST_REPORT}年，请核对。"
        )
    if year < FIRST_R19_REPORT:
        return ReportTerm(date(year + 1, 3, 31), (Citation(instruments.R07, 31),))
    return ReportTerm(date(year + 1, *_DAYS[kind]), (Citation(instruments.R19, 49), _format(kind, year)))


def _format(kind: ReporterKind, year: int) -> Citation:
    """The letter that sets the days between those of Art.49: 60号 for the reports of 2019 and 2020, then 30号."""
    letter = instruments.FORMAT_60 if year < FIRST_FORMAT_30_REPORT else instruments.FORMAT_30
    named = kind is not ReporterKind.STREET_OFFICE
    return Citation(letter, confidence=Confidence.TEXT if named else Confidence.SECONDARY)
