"""What waits for a signature now, over all units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Request
from gongkai.records.enums import State
from gongkai.records.models import Record


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many, since when, and where: (body, number), most first."""

    label: str
    number: int
    since: date | None
    units: tuple[tuple[int, int], ...]
    href: str


def waiting() -> list[Waiting]:
    """Run it inside the seat's scope."""
    to_sign = Request.objects.filter(state=RequestState.TO_SIGN)
    to_approve = Record.objects.filter(state=State.AWAITING_APPROVAL)
    handed_in = AnnualReport.objects.filter(state=ReportState.HANDED_IN)
    approving = f"{reverse('records')}?state={State.AWAITING_APPROVAL}"
    return [
        _waiting("答复待签发", to_sign, "updated_at", f"{reverse('requests')}?state={RequestState.TO_SIGN}"),
        _waiting("公文和信息待批准", to_approve, "updated_at", approving),
        _waiting("年度报告待审核", handed_in, "handed_on", reverse("reports")),
    ]


def _waiting(label: str, rows: QuerySet[Any], since: str, href: str) -> Waiting:
    by_unit = rows.order_by().values_list("body_id").annotate(number=Count("pk"), since=Min(since))
    found = sorted(by_unit, key=lambda row: (-row[1], row[0]))
    days = [_day(row[2]) for row in found if row[2] is not None]
    units = tuple((body, number) for body, number, _ in found)
    return Waiting(label, sum(row[1] for row in found), min(days, default=None), units, href)


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
