"""一页纸: what the head of a body reads on one sheet. Main figures of the year, what is owed, what is late, what waits.

Figures are those of the annual report, so each opens its rows; what is owed is that of 全区督办 on the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.annual.comparing import Before, figures_before
from gongkai.annual.compilation import Compilation, NoDataOfYear, compile_report
from gongkai.annual.enums import ReportState
from gongkai.annual.figures import Figure
from gongkai.annual.models import AnnualReport
from gongkai.bodies.models import PublicBody
from gongkai.bodies.scope import cross_body
from gongkai.casework.enums import RequestState
from gongkai.casework.models import Request
from gongkai.casework.naming import title_for
from gongkai.disputes.queries import unanswered_at, undefended_at
from gongkai.disputes.terms import term_left
from gongkai.engagement.queries import running_at
from gongkai.engagement.rules import clock_of
from gongkai.law.concerns import Standing
from gongkai.oversight import queries
from gongkai.oversight.board import COLUMNS, AsOf, Board
from gongkai.oversight.enums import ReminderKind
from gongkai.records.enums import State
from gongkai.records.models import Record

MAIN: Final = (
    "website.total",
    "normative.made",
    "interpretations.published",
    "concerns.answered",
    "requests.received",
    "requests.completed",
    "requests.completed.intime",
    "reconsideration.total",
    "litigation.total",
)
"""The figures of the sheet by their measures, in its order."""
LATE_SHOWN: Final = 8
NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Main:
    key: str
    label: str
    figure: Figure | None
    rate: str
    before: Before | None


@dataclass(frozen=True, slots=True)
class Owed:
    """One column of 全区督办: how many in all, and the units that owe most, each with its code."""

    kind: ReminderKind
    number: int
    units: tuple[tuple[str, int, str], ...]
    further: int


@dataclass(frozen=True, slots=True)
class Late:
    """A term that has passed: what, whose, by when; `past` says how long ago."""

    what: str
    title: str
    body: int
    due: date
    href: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a signature now, over all units: how many, since when, and where most of it waits."""

    label: str
    number: int
    since: date | None
    units: tuple[tuple[int, int], ...]
    href: str


def main_figures(body: PublicBody, year: int) -> list[Main]:
    """Empty where nothing happened in the year."""
    with cross_body("roll-up"):
        report, before = _compiled(body, year), _compiled(body, year - 1)
    if report is None:
        return []
    last = figures_before(report, before) if before else {}
    labels = {each.key: each.label for each in report.unstated}
    return [
        Main(key, figure.label if figure else labels[key], figure, _rate(report, key), last.get(key))
        for key in MAIN
        if (figure := report.local.get(key)) or key in labels
    ]


def _compiled(body: PublicBody, year: int) -> Compilation | None:
    try:
        return compile_report(body, year)
    except NoDataOfYear:
        return None


def _rate(report: Compilation, key: str) -> str:
    rate = report.local.get(f"{key}.rate")
    return f"{rate.label}{rate.value}" if rate else ""


def owed(board: Board) -> list[Owed]:
    found = []
    for place, kind in enumerate(COLUMNS):
        units = [
            (line.period.name, line.cells[place].number, line.period.body.code)
            for line in board.lines
            if line.cells[place].number
        ]
        units.sort(key=lambda unit: -unit[1])
        named = tuple(units[:NAMED])
        found.append(Owed(kind, board.totals[place].number, named, len(units) - len(named)))
    return found


def late(look: AsOf, may_know: Collection[int]) -> list[Late]:
    """Every clock that has run out by the end of the day, the longest first. Run it inside the seat's scope."""
    found = [*_requests(look, may_know), *_disputes(look), *_concerns(look)]
    return sorted(found, key=lambda row: (row.due, row.what))


def _requests(look: AsOf, may_know: Collection[int]) -> Iterator[Late]:
    for row in queries.overdue_requests(look.on).select_related("subject"):
        if row.due_on is not None:
            title = title_for(row, may_know)
            yield Late("依申请公开答复", title, row.body_id, row.due_on, reverse("request", args=[row.pk]))


def _disputes(look: AsOf) -> Iterator[Late]:
    sets: tuple[tuple[str, str, QuerySet[Any]], ...] = (
        ("复议答复", "reconsideration", unanswered_at(look.on)),
        ("诉讼答辩", "lawsuit", undefended_at(look.on)),
    )
    for what, address, rows in sets:
        for row in rows:
            term = term_left(row, look.on)
            if term.due < look.on:
                yield Late(what, row.number, row.body_id, term.due, reverse(address, args=[row.pk]))


def _concerns(look: AsOf) -> Iterator[Late]:
    at = timezone.make_aware(datetime.combine(look.on, time.max))
    for row in running_at(at):
        passed = [duty for duty in clock_of(row, at) if duty.standing is Standing.OVERDUE]
        if passed:
            due = timezone.localdate(passed[0].duty.due_at)
            yield Late("政务舆情回应", row.title, row.body_id, due, reverse("concern", args=[row.pk]))


def waiting() -> list[Waiting]:
    """What waits for a signature now; run it inside the seat's scope."""
    to_sign = Request.objects.filter(state=RequestState.TO_SIGN)
    to_approve = Record.objects.filter(state=State.AWAITING_APPROVAL)
    handed_in = AnnualReport.objects.filter(state=ReportState.HANDED_IN)
    return [
        _waiting("答复待签发", to_sign, "updated_at", f"{reverse('requests')}?state={RequestState.TO_SIGN}"),
        _waiting(
            "公文和信息待批准",
            to_approve,
            "updated_at",
            f"{reverse('records')}?state={State.AWAITING_APPROVAL}",
        ),
        _waiting("年度报告待审核", handed_in, "handed_on", reverse("reports")),
    ]


def _waiting(label: str, rows: QuerySet[Any], since: str, href: str) -> Waiting:
    by_unit = rows.order_by().values_list("body_id").annotate(number=Count("pk"), since=Min(since))
    found = sorted(by_unit, key=lambda row: (-row[1], row[0]))
    days = [_day(row[2]) for row in found if row[2] is not None]
    units = tuple((body, number) for body, number, _ in found[:NAMED])
    return Waiting(label, sum(row[1] for row in found), min(days, default=None), units, href)


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
