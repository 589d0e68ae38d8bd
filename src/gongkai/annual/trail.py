"""How the audit trail tells the acts on an annual report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.annual.enums import Register
from gongkai.annual.measures import measures_of_year
from gongkai.annual.models import AnnualReport, FigureFromOutside, ReportSection
from gongkai.annual.outline import outlines
from gongkai.shell.trail import Trail


def _outlines() -> Mapping[str, str]:
    return {code: found.name for code, found in outlines().items()}


def _figures() -> Mapping[str, str]:
    """Under the form of 2008 and that of today; where both know a key, today's name."""
    return {key: one.label for year in (2008, 2026) for key, one in measures_of_year(year).items()}


TRAILS: Final[Mapping[str, Trail]] = {
    "report": Trail(
        "年度报告",
        (AnnualReport, ReportSection, FigureFromOutside),
        names={
            "note": "退回意见",
            "frozen": "定稿数字个数",
            "sequence": "公开序号",
            "register": "统计台账",
            "counted": "已统计",
            "key": "指标",
            "unit": "报送单位",
            "source": "依据",
        },
        words={
            "register": {each.value: str(each.label) for each in Register},
            "outline": _outlines,
            "key": _figures,
        },
        tail=lambda rest: f"{rest.rpartition('/')[2]}年",
    ),
}
