"""Where the reports of a year stand, for 全区督办."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport


def report_states(year: int, on: date) -> Mapping[int, str]:
    """Body id → 填报中、已报送、已退回、已审核、已公布 as of the day; a body without a report is absent.

    Run it inside a scope.
    """
    return {row.body_id: state_on(row, on).label for row in AnnualReport.objects.filter(year=year)}


def state_on(report: AnnualReport, on: date) -> ReportState:
    """By the dates of its acts; before the first of them it was being filled in."""
    acts = (
        (report.published_on, ReportState.PUBLISHED),
        (report.accepted_on, ReportState.ACCEPTED),
        (report.handed_on, ReportState.HANDED_IN),
    )
    if not any(day and day > on for day, _ in acts):
        return ReportState(report.state)
    return next((state for day, state in acts if day and day <= on), ReportState.DRAFTING)
