"""What the day's risks are chosen from: rows of every kind, counted by unit, with the oldest of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Min, QuerySet
from django.urls import reverse

from gongkai.oversight import queries
from gongkai.oversight.board import COLUMNS, AsOf, Board
from gongkai.oversight.clocks import Running
from gongkai.oversight.enums import Clock, ReminderKind
from gongkai.oversight.freshness import stale
from gongkai.oversight.risks import WAITS, Rank, Risk
from gongkai.oversight.waiting import Waiting

Names = Callable[[int], str]
_OWED: Mapping[ReminderKind, tuple[Rank, str, str]] = {
    ReminderKind.UNPUBLISHED: (Rank.UNPUBLISHED, "件", "应当公开的信息"),
    ReminderKind.FILING: (Rank.UNFILED, "件", "申请答复"),
    ReminderKind.STALE_COLUMN: (Rank.STALE, "个", "栏目"),
    ReminderKind.TASK: (Rank.UNDONE, "项", "要点任务"),
}


def risks_of(
    look: AsOf, board: Board, clocks: Sequence[Running], waits: Iterable[Waiting], name_of: Names
) -> list[Risk]:
    """Every kind that has rows, unranked. Run it inside the seat's scope."""
    return [*_clocks(look, clocks, name_of), *_owed(look, board), *_waiting(look, waits, name_of)]


def _clocks(look: AsOf, clocks: Sequence[Running], name_of: Names) -> Iterator[Risk]:
    for rank, passed in ((Rank.OVERDUE, True), (Rank.RUNNING_OUT, False)):
        for clock in Clock:
            rows = [row for row in clocks if row.clock is clock and row.passed is passed]
            if rows:
                units = Counter(row.body for row in rows).most_common()
                named = [(name_of(body), number) for body, number in units]
                href = _clock_href(look, clock, rows, passed=passed)
                yield Risk(rank, clock.label, len(rows), "件", rows[0].due, named, href)


def _clock_href(look: AsOf, clock: Clock, rows: Sequence[Running], *, passed: bool) -> str:
    """Requests have their list; one row of another kind opens itself, several stand in the sheet's own list."""
    if clock is Clock.REPLY:
        return owed_href(look, ReminderKind.OVERDUE if passed else ReminderKind.EXPIRING)
    if len(rows) == 1:
        return rows[0].href
    return f"{reverse('one_page')}?{urlencode({**_days(look), 'late': choice(rows[0])})}#late"


def choice(row: Running) -> str:
    """What the address of the sheet calls the rows of this kind: review.late, review.near."""
    return f"{row.clock.value}.{'late' if row.passed else 'near'}"


def owed_href(look: AsOf, kind: ReminderKind) -> str:
    return f"{reverse('oversight_owed')}?{urlencode({**_days(look), 'column': kind.value})}"


def _days(look: AsOf) -> dict[str, object]:
    return {"on": look.on.isoformat(), "year": look.year}


def _owed(look: AsOf, board: Board) -> Iterator[Risk]:
    bodies = frozenset(line.period.body_id for line in board.lines)
    for kind, (rank, unit, what) in _OWED.items():
        place = COLUMNS.index(kind)
        units = [
            (line.period.name, line.cells[place].number) for line in board.lines if line.cells[place].number
        ]
        first = _oldest(kind, look, bodies) if units else None
        if first is not None:
            units.sort(key=lambda row: -row[1])
            yield Risk(rank, what, board.totals[place].number, unit, first, units, owed_href(look, kind))


def _oldest(kind: ReminderKind, look: AsOf, bodies: Collection[int]) -> date | None:
    """The day of the row that has waited longest: made, answered, last renewed, or due."""
    if kind is ReminderKind.STALE_COLUMN:
        found = stale(queries.latest_publications(look.on, bodies), look.on)
        return found[0].last_on if found else None
    if kind is ReminderKind.UNPUBLISHED:
        return _first(queries.unpublished_records(look.on, look.calendar), "body", bodies, "made_on")
    if kind is ReminderKind.FILING:
        rows = queries.unfiled_replies(look.on, look.calendar)
        return _first(rows, "request__body", bodies, "counted_on")
    return _first(queries.late_tasks(look.year, look.on), "body", bodies, "due_on")


def _first(rows: QuerySet[Any], owner: str, bodies: Collection[int], day: str) -> date | None:
    found: date | None = rows.filter(**{f"{owner}__in": bodies}).aggregate(first=Min(day))["first"]
    return found


def _waiting(look: AsOf, waits: Iterable[Waiting], name_of: Names) -> Iterator[Risk]:
    for row in waits:
        if row.since is not None and look.calendar.count(row.since, look.on) >= WAITS:
            units = [(name_of(body), number) for body, number in row.units]
            yield Risk(Rank.WAITING, row.label, row.number, "件", row.since, units, row.href)
