"""一页纸 put together for one seat and one day; the screen and the Word file both tell what stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.bodies.access import Act
from gongkai.bodies.scope import cross_body
from gongkai.law.wording import plain_date
from gongkai.oversight.board import COLUMNS, AsOf, Board, board_of
from gongkai.oversight.books import Books
from gongkai.oversight.clocks import Running, running
from gongkai.oversight.enums import ReminderKind
from gongkai.oversight.gathering import choice, owed_href, risks_of
from gongkai.oversight.one_page import (
    SHOWN,
    Main,
    Monthly,
    Reach,
    last_month,
    main_figures,
    reach_of,
    year_with_figures,
)
from gongkai.oversight.risks import NAMED, Risk, tell, worst
from gongkai.oversight.spans import month_before
from gongkai.oversight.waiting import Waiting, waiting
from gongkai.shell.seat import Seat

LATE_SHOWN, OWED_NAMED = 5, 2
"""So few that the sheet stays one page of A4 on the worst of days."""


@dataclass(frozen=True, slots=True)
class Told:
    """A risk with its sentence, which begins after the number."""

    risk: Risk
    sentence: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One column of 全区督办: how many in all, and the units that owe most, each with its code."""

    kind: ReminderKind
    number: int
    href: str
    units: tuple[tuple[str, int, str], ...]
    further: int


@dataclass(frozen=True, slots=True)
class Late:
    """A term of the list; `left` says how far it is past, or that it ends soon."""

    row: Running
    unit: str
    left: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """The terms that are listed, of how many that have passed and how many that soon end."""

    shown: Sequence[Late]
    passed: int
    near: int
    chosen: bool

    @property
    def whole(self) -> int:
        return self.passed + self.near


@dataclass(frozen=True, slots=True)
class Sheet:
    body_name: str
    look: AsOf
    units: int
    reach: Reach
    figures: Sequence[Main]
    other_year: int | None
    risks: Sequence[Told]
    month: date
    monthly: Sequence[Monthly]
    owed: Sequence[Owed]
    clocks: Clocks
    waiting: Sequence[tuple[Waiting, str]] | None

    @property
    def days(self) -> str:
        """What the figures count."""
        if self.reach.whole:
            return f"{self.look.year}年"
        return f"{plain_date(self.reach.since)}至{self.reach.until.month}月{self.reach.until.day}日"

    @property
    def beside(self) -> str:
        return "上年" if self.reach.whole else "上年同期"

    @property
    def month_name(self) -> str:
        return f"{self.month.year}年{self.month.month}月"

    @property
    def before_name(self) -> str:
        before = month_before(self.month)[0]
        year = "" if before.year == self.month.year else f"{before.year}年"
        return f"{year}{before.month}月"


def sheet_of(seat: Seat, look: AsOf, chosen: str = "") -> Sheet:
    """`chosen`: which terms are listed, as their links call them: all, or those of one kind.

    What waits for a signature is known of today alone: the sheet of another day says nothing of it.
    """
    board = board_of(look, seat.reach(Act.OVERSEE))
    bodies = frozenset(line.period.body_id for line in board.lines)
    clocks = running(look, bodies, seat.reach(Act.VIEW_APPLICANT))
    waits = waiting() if look.on == seat.today else None
    found = risks_of(look, board, clocks, waits or (), seat.name_of)
    with cross_body("roll-up"):
        books = Books(seat.body, SHOWN)
        figures, monthly = main_figures(books, look), last_month(books, look.on)
        other = None if figures else year_with_figures()
    return Sheet(
        body_name=seat.body_name,
        look=look,
        units=len(board.lines),
        reach=reach_of(look),
        figures=figures,
        other_year=other,
        risks=[Told(risk, tell(risk, look.on, look.calendar)) for risk in worst(found)],
        month=month_before(look.on)[0],
        monthly=monthly,
        owed=_owed(look, board),
        clocks=_listed(seat, look, clocks, chosen),
        waiting=None if waits is None else [(row, _units(seat, row)) for row in waits],
    )


def _owed(look: AsOf, board: Board) -> list[Owed]:
    found = []
    for place, kind in enumerate(COLUMNS):
        units = [
            (line.period.name, line.cells[place].number, line.period.body.code)
            for line in board.lines
            if line.cells[place].number
        ]
        units.sort(key=lambda unit: -unit[1])
        named = tuple(units[:OWED_NAMED])
        number = board.totals[place].number
        found.append(Owed(kind, number, owed_href(look, kind), named, len(units) - len(named)))
    return found


def _listed(seat: Seat, look: AsOf, clocks: Sequence[Running], chosen: str) -> Clocks:
    passed = sum(row.passed for row in clocks)
    of_kind = [row for row in clocks if choice(row) == chosen]
    rows = of_kind or (clocks if chosen == "all" else clocks[:LATE_SHOWN])
    shown = [Late(row, seat.name_of(row.body), _left(row, look)) for row in rows]
    return Clocks(shown, passed, len(clocks) - passed, bool(of_kind))


def _left(row: Running, look: AsOf) -> str:
    if not row.passed:
        days = look.calendar.count(look.on, row.due)
        return f"剩余{days}个工作日" if days else "当天到期"
    return f"逾期{max(look.calendar.count(row.due, look.on), 1)}个工作日"


def _units(seat: Seat, row: Waiting) -> str:
    named = "、".join(f"{seat.name_of(body)}（{number}）" for body, number in row.units[:NAMED])
    return f"{named}等{len(row.units)}个单位" if len(row.units) > NAMED else named
