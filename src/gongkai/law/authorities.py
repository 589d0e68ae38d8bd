"""Whom a remedy paragraph may name: reconsideration bodies and courts of first instance, by who decided and when.

These are rules for checking the dated facts of a body (names are never computed): 复议法 2017 Arts.12-15, 2023
Arts.24-28; 行诉法 Arts.14, 15, 18.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.instruments import Citation, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

REVIEW_LAW_2023_SINCE: Final = date(2024, 1, 1)


class DeciderKind(StrEnum):
    """Who decided."""

    DEPARTMENT = "department"  # 县级以上地方政府工作部门
    JUSTICE_BUREAU = "justice_bureau"  # 司法行政部门
    TOWNSHIP = "township"  # 乡镇政府
    GOVERNMENT = "government"  # 县级以上地方政府
    STREET_OFFICE = "street_office"  # 派出机关
    BRANCH = "branch"  # 部门的派出机构，依法以自己名义
    AREA_BRANCH = "area_branch"  # 设区的市的部门按行政区划设立的派出机构
    AUTHORISED_ORGANISATION = "authorised_organisation"  # 法律、法规、规章授权的组织
    VERTICAL = "vertical"  # 海关、金融、外汇管理等垂直领导，税务，国家安全
    PROVINCIAL_VERTICAL = "provincial_vertical"  # 省以下垂直领导
    PROVINCE_OR_MINISTRY = "province_or_ministry"  # 省级政府、国务院部门
    DISCLOSURE_OFFICE = "disclosure_office"  # 政府信息公开工作机构，以自己名义


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """`bodies` in words; more than one means the applicant chooses."""

    bodies: tuple[str, ...]
    citation: Citation


_SUPERIOR: Final = "上一级主管部门"
_OWN: Final = "本级人民政府"
_NEXT: Final = "上一级人民政府"
_SETTER: Final = "设立该派出机关的人民政府"


def _since_2024(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return Citation(instruments.REVIEW_LAW_2023, article, paragraph, item)


def _to_2023(article: int, paragraph: int | None = None, item: int | None = None) -> Citation:
    return Citation(instruments.REVIEW_LAW_2017, article, paragraph, item)


_NEW: Final[Mapping[DeciderKind, ReviewRule]] = {
    DeciderKind.DEPARTMENT: ReviewRule((_OWN,), _since_2024(24, 1, 1)),
    DeciderKind.JUSTICE_BUREAU: ReviewRule((_OWN, "上一级司法行政部门"), _since_2024(28)),
    DeciderKind.TOWNSHIP: ReviewRule((_NEXT,), _since_2024(24, 1, 2)),
    DeciderKind.GOVERNMENT: ReviewRule((_NEXT,), _since_2024(24, 1, 2)),
    DeciderKind.STREET_OFFICE: ReviewRule((_SETTER,), _since_2024(24, 1, 3)),
    DeciderKind.BRANCH: ReviewRule(("设立该派出机构的部门的本级人民政府",), _since_2024(24)),
    DeciderKind.AREA_BRANCH: ReviewRule(
        ("设立该派出机构的部门的本级人民政府", "派出机构所在地的人民政府"), _since_2024(24)
    ),
    DeciderKind.AUTHORISED_ORGANISATION: ReviewRule(
        ("管理该组织的人民政府，或者管理该组织的部门的本级人民政府",), _since_2024(24, 1, 4)
    ),
    DeciderKind.VERTICAL: ReviewRule((_SUPERIOR,), _since_2024(27)),
    # not named by the 2023 text: as a department (a reading)
    DeciderKind.PROVINCIAL_VERTICAL: ReviewRule(
        (_OWN,), Citation(instruments.REVIEW_LAW_2023, 24, 1, 1, Confidence.UNVERIFIED)
    ),
    DeciderKind.PROVINCE_OR_MINISTRY: ReviewRule(("本机关",), _since_2024(24, 2)),
}
_OLD: Final[Mapping[DeciderKind, ReviewRule]] = {
    DeciderKind.DEPARTMENT: ReviewRule((_OWN, _SUPERIOR), _to_2023(12, 1)),
    DeciderKind.JUSTICE_BUREAU: ReviewRule((_OWN, _SUPERIOR), _to_2023(12, 1)),
    DeciderKind.TOWNSHIP: ReviewRule((_NEXT,), _to_2023(13)),
    DeciderKind.GOVERNMENT: ReviewRule((_NEXT,), _to_2023(13)),
    DeciderKind.STREET_OFFICE: ReviewRule((_SETTER,), _to_2023(15, 1, 1)),
    DeciderKind.BRANCH: ReviewRule(("设立该派出机构的部门", "该部门的本级人民政府"), _to_2023(15, 1, 2)),
    DeciderKind.AREA_BRANCH: ReviewRule(("设立该派出机构的部门", "该部门的本级人民政府"), _to_2023(15, 1, 2)),
    DeciderKind.AUTHORISED_ORGANISATION: ReviewRule(("直接管理该组织的机关",), _to_2023(15, 1, 3)),
    DeciderKind.VERTICAL: ReviewRule((_SUPERIOR,), _to_2023(12, 2)),
    # unless the province rules otherwise
    DeciderKind.PROVINCIAL_VERTICAL: ReviewRule(
        (_OWN, _SUPERIOR), Citation(instruments.REVIEW_RULES_2007, 24)
    ),
    DeciderKind.PROVINCE_OR_MINISTRY: ReviewRule(("本机关",), _to_2023(14)),
}


def review_rule(kind: DeciderKind, decided_on: date) -> ReviewRule:
    """Where reconsideration of a decision of that day is sought. A 工作机构 is reviewed like its department."""
    kind = DeciderKind.DEPARTMENT if kind is DeciderKind.DISCLOSURE_OFFICE else kind
    return (_NEW if decided_on >= REVIEW_LAW_2023_SINCE else _OLD)[kind]


class CourtLevel(StrEnum):
    BASIC = "basic"  # 基层人民法院
    INTERMEDIATE = "intermediate"  # 中级人民法院


@dataclass(frozen=True, slots=True)
class CourtRule:
    """The level of first instance; the place is where the agency sits (Art.18), or a cross-area court: a fact."""

    level: CourtLevel
    citation: Citation


_BASIC: Final = CourtRule(CourtLevel.BASIC, Citation(instruments.LITIGATION_LAW, 14))
_INTERMEDIATE: Final = CourtRule(CourtLevel.INTERMEDIATE, Citation(instruments.LITIGATION_LAW, 15, item=1))


# from 2021-04-01 a 工作机构 that answered in its own name is itself the defendant; the court is a reading
_OFFICE: Final = CourtRule(
    CourtLevel.BASIC, Citation(instruments.DEFENDANT_RULES, 6, confidence=Confidence.UNVERIFIED)
)


def court_rule(kind: DeciderKind) -> CourtRule:
    """After 复议维持 both are co-defendants and the level still follows the original agency (行诉解释 Art.134)."""
    if kind in {DeciderKind.GOVERNMENT, DeciderKind.PROVINCE_OR_MINISTRY}:
        return _INTERMEDIATE
    return _OFFICE if kind is DeciderKind.DISCLOSURE_OFFICE else _BASIC
