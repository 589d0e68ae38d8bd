"""全区督办: what every body owes on a day, from a fixed number of grouped queries whatever the number of bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from gongkai.annual.states import report_states
from gongkai.bodies.models import BodyPeriod
from gongkai.bodies.queries import periods_within
from gongkai.law.calendar import Calendar
from gongkai.oversight import queries
from gongkai.oversight.enums import ReminderKind, TaskState
from gongkai.oversight.freshness import stale

COLUMNS = (
    ReminderKind.EXPIRING,
    ReminderKind.OVERDUE,
    ReminderKind.FILING,
    ReminderKind.STALE_COLUMN,
    ReminderKind.UNPUBLISHED,
    ReminderKind.TASK,
)
"""The columns that hold a number; 年报状态 is a word beside them."""
UNITS: Mapping[ReminderKind, str] = {
    ReminderKind.EXPIRING: "件申请即将到期",
    ReminderKind.OVERDUE: "件申请逾期未答复",
    ReminderKind.FILING: "件答复逾期未备案",
    ReminderKind.STALE_COLUMN: "个栏目超期未更新",
    ReminderKind.UNPUBLISHED: "件信息应公开未公开",
    ReminderKind.TASK: "项要点任务到期未完成",
}
GRAVE = frozenset({ReminderKind.OVERDUE, ReminderKind.FILING, ReminderKind.UNPUBLISHED, ReminderKind.TASK})
NO_STATE = "未开始"


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day of the look, the year of the plan and the report, and the calendar that counts."""

    on: date
    year: int
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Cell:
    """`done` of `whole` tasks are reported done; other columns have neither."""

    kind: ReminderKind
    number: int
    done: int = 0
    whole: int = 0

    @property
    def tone(self) -> str:
        if not self.number:
            return "quiet-state"
        return "bad" if self.kind in GRAVE else "warn"


@dataclass(frozen=True, slots=True)
class Line:
    """One body: its cells in the order of COLUMNS, the state of its report, reminders that wait for an answer."""

    period: BodyPeriod
    cells: tuple[Cell, ...]
    report: str
    reminders: int

    @property
    def owes(self) -> int:
        return sum(cell.number for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    lines: tuple[Line, ...]
    totals: tuple[Cell, ...]


def board_of(as_of: AsOf, reach: frozenset[int]) -> Board:
    """A line for each body in reach that reports on the day, in the order of the tree; run inside the seat's scope."""
    counted, tasks = _counted(as_of), _tasks(as_of)
    reports = report_states(as_of.year, as_of.on)
    reminded = _by_body(queries.running_reminders(as_of.on), "body")
    lines = tuple(
        Line(
            period=row,
            cells=_cells(row.body_id, counted, tasks.get(row.body_id, _Tasks())),
            report=reports.get(row.body_id, NO_STATE),
            reminders=reminded[row.body_id],
        )
        for row in _periods(as_of.on, reach).select_related("body")
    )
    return Board(lines, tuple(_total(lines, place) for place in range(len(COLUMNS))))


def _periods(on: date, reach: Collection[int]) -> QuerySet[BodyPeriod]:
    return periods_within(on, on).filter(reports=True, body__in=reach)


def reporting_on(on: date, reach: Collection[int]) -> frozenset[int]:
    """The bodies that have a line on the day."""
    return frozenset(_periods(on, reach).values_list("body_id", flat=True))


def line_of(as_of: AsOf, body_id: int) -> Line | None:
    return next((row for row in board_of(as_of, frozenset({body_id})).lines), None)


def _total(lines: Iterable[Line], place: int) -> Cell:
    return Cell(COLUMNS[place], sum(line.cells[place].number for line in lines))


def _by_body(rows: QuerySet[Any], path: str) -> Counter[int]:
    return Counter(dict(rows.values_list(path).annotate(number=Count("pk")).order_by()))


def _unfiled(as_of: AsOf) -> Counter[int]:
    return _by_body(queries.unfiled_replies(as_of.on, as_of.calendar), "request__body")


def _stale(as_of: AsOf) -> Counter[int]:
    return Counter(row.body_id for row in stale(queries.latest_publications(as_of.on), as_of.on))


def _unpublished(as_of: AsOf) -> Counter[int]:
    return _by_body(queries.unpublished_records(as_of.on, as_of.calendar), "body")


def _counted(as_of: AsOf) -> Mapping[ReminderKind, Counter[int]]:
    """Every column but the tasks: kind → body → number."""
    terms = queries.request_terms(as_of.on, as_of.calendar)
    return {
        ReminderKind.EXPIRING: Counter({body: expiring for body, expiring, _ in terms}),
        ReminderKind.OVERDUE: Counter({body: overdue for body, _, overdue in terms}),
        ReminderKind.FILING: _unfiled(as_of),
        ReminderKind.STALE_COLUMN: _stale(as_of),
        ReminderKind.UNPUBLISHED: _unpublished(as_of),
    }


@dataclass(frozen=True, slots=True)
class _Tasks:
    """The tasks of a body: how many there are, how many are done, how many late."""

    whole: int = 0
    done: int = 0
    late: int = 0

    def with_one(self, due_on: date, state: str | None, on: date) -> _Tasks:
        done = state == TaskState.DONE
        return _Tasks(self.whole + 1, self.done + done, self.late + (not done and due_on < on))


def _tasks(as_of: AsOf) -> Mapping[int, _Tasks]:
    found: defaultdict[int, _Tasks] = defaultdict(_Tasks)
    for body, due_on, state in queries.task_states(as_of.year, as_of.on):
        found[body] = found[body].with_one(due_on, state, as_of.on)
    return found


def _cells(body: int, counted: Mapping[ReminderKind, Counter[int]], tasks: _Tasks) -> tuple[Cell, ...]:
    numbers = [Cell(kind, counted[kind][body]) for kind in COLUMNS if kind in counted]
    return (*numbers, Cell(ReminderKind.TASK, tasks.late, tasks.done, tasks.whole))
