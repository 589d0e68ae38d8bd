"""What waits for this seat in annual reports: returned ones, those to be checked, pages to be signed or published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from gongkai.annual.enums import ReportState
from gongkai.annual.models import AnnualReport
from gongkai.annual.next_acts import ACTS, mark_of, steps_of
from gongkai.bodies.access import Act
from gongkai.bodies.scope import scope_to
from gongkai.publication.models import Revision
from gongkai.publication.papers import rounds
from gongkai.shell.seat import Seat
from gongkai.shell.todo import SHOWN, Matter, Section

_OPEN = (ReportState.RETURNED, ReportState.HANDED_IN, ReportState.ACCEPTED)


def sections(seat: Seat) -> list[Section]:
    """One section, shown only when something waits: reports are made once a year."""
    reach = seat.reach(*ACTS)
    if not reach:
        return []
    with scope_to(reach, "report to-do"):
        matters = tuple(_matters(seat, reach))[: SHOWN + 1]
    if not matters:
        return []
    return [Section(key="reports", title="年度报告", matters=matters, empty="", more=reverse("reports"))]


def _matters(seat: Seat, reach: frozenset[int]) -> Iterator[Matter]:
    reports = list(
        AnnualReport.objects.select_related("body", "item")
        .filter(body__in=reach, state__in=_OPEN)
        .order_by("handed_on", "pk")
    )
    items = [report.item_id for report in reports if report.item_id is not None]
    latest = {row.item_id: row for row in rounds().filter(item__in=items)} if items else {}
    for report in reports:
        yield from _matter(seat, report, latest.get(report.item_id or 0))


def _matter(seat: Seat, report: AnnualReport, revision: Revision | None) -> Iterator[Matter]:
    """The one button: the first step that this person may take, but not the return of what was accepted."""
    allowed = seat.acts_at(report.body_id)
    steps = [step for step in steps_of(report, revision, seat.person, allowed) if not step.note]
    if not steps:
        return
    since = report.accepted_on or report.handed_on
    if revision is not None and steps[0].act is not Act.EDIT_REPORT:
        moment = revision.submitted_at
    else:
        moment = timezone.make_aware(datetime.combine(since or seat.today, time.min))
    yield Matter(
        title=f"{seat.name_of(report.body_id)}{report.year}年度报告",
        note=f"退回意见：{report.return_note}" if report.return_note else "",
        state=mark_of(report),
        since=moment,
        button=steps[0].label,
        icon=steps[0].icon,
        href=reverse("report_text", args=[report.body.code, report.year]),
    )
