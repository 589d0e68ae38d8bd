"""Where the reports of a year stand, for 全区督办."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport


def report_states(year: int) -> Mapping[int, str]:
    """Body id → 填报中、已报送、已退回、已审核、已公布; a body that has not begun is absent. Run it inside a scope."""
    rows = AnnualReport.objects.filter(year=year).values_list("body_id", "state")
    return {body: ReportState(state).label for body, state in rows}
