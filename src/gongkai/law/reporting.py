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


_FORMAT: Final = Citation(instruments.FORMAT_30)
_DAYS: Final[Mapping[ReporterKind, tuple[int, int, tuple[Citation, ...]]]] = {
    ReporterKind.DEPARTMENT: (1, 31, (Citation(instruments.R19, 49),)),
    ReporterKind.TOWNSHIP: (1, 31, (Citation(instruments.R19, 49), _FORMAT)),
    # not named by 30号; locally like the townships
    ReporterKind.STREET_OFFICE: (
        1,
        31,
        (Citation(instruments.R19, 49), Citation(instruments.FORMAT_30, confidence=Confidence.SECONDARY)),
    ),
    ReporterKind.COUNTY: (2, 20, (Citation(instruments.R19, 49), _FORMAT)),
    ReporterKind.CITY: (3, 10, (Citation(instruments.R19, 49), _FORMAT)),
    ReporterKind.PROVINCE: (3, 31, (Citation(instruments.R19, 49), _FORMAT)),
    ReporterKind.VERTICAL_SYSTEM: (3, 31, (Citation(instruments.R19, 49), _FORMAT)),
}


def report_term(kind: ReporterKind, year: int) -> ReportTerm:
    """The last day for the report of `year`; ValueError (a sentence) before 2008."""
    if year < FIRST_REPORT:
        raise ValueError(
            f"{year}年还没有政府信息公开工作年度报告。最早的报告年度为{FIRST_REPORT}年，请核对。"
        )
    if year < FIRST_R19_REPORT:
        return ReportTerm(date(year + 1, 3, 31), (Citation(instruments.R07, 31),))
    month, day, citations = _DAYS[kind]
    return ReportTerm(date(year + 1, month, day), citations)
