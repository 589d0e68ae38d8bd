"""我的待办 as a frame: what a room's `todo.py` hands over, and how matters with a term stand on top.

A room that has work for people offers a module `todo` with `sections(seat) -> Iterable[Section]`, run inside the
seat's scope; `gongkai.desk.todo` finds it by its name. A section belongs to a role: the room leaves out what the seat
may not do, and shows an empty section where the seat may and nothing waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from gongkai.law.calendar import Calendar, OutsideCalendarError
from gongkai.shell.marks import Mark

SHOWN = 20
"""So many matters of a section are shown; a room hands over one more where there are more."""
SOON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One row: what it is, since when it waits or when it is due, and the one button that takes it on.

    A matter with `due` is ordered by that day and moves to the top as the day comes near; `due_note` says an hour
    where the law counts in hours.
    """

    title: str
    note: str
    state: Mark
    since: datetime
    button: str
    icon: str
    href: str
    due: date | None = None
    due_note: str = ""
    left: int | None = None
    """Working days from today to the due date, set by the desk; negative after it, None without a due date."""

    @property
    def left_words(self) -> str:
        """Nothing where the law counts in hours: the state says them, and working days would contradict it."""
        if self.left is None or self.due_note:
            return ""
        if self.left < 0:
            return f"已逾期{-self.left}个工作日"
        return f"剩余{self.left}个工作日" if self.left else "今日到期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`more` is the address of the whole list; the page links it when not everything is shown."""

    key: str
    title: str
    matters: tuple[Matter, ...]
    empty: str
    more: str = ""
    tone: str = ""
    longer: bool = False
    """Set by the desk: the whole list holds more than is shown."""

    @property
    def idle(self) -> bool:
        """Whether nothing waits here; what stands on top instead still counts as waiting where the list is longer."""
        return not self.matters and not self.longer


@dataclass(frozen=True, slots=True)
class _Span:
    """A frame on top: matters with so many working days left, both ends included."""

    key: str
    title: str
    tone: str
    first: int
    last: int


_SPANS = (
    _Span("overdue", "已逾期", "bad", -(10**6), -1),
    _Span("today", "今日到期", "warn", 0, 0),
    _Span("soon", "三日内到期", "warn", 1, SOON),
)


def arranged(sections: Sequence[Section], today: date, calendar: Calendar) -> list[Section]:
    """The page: what is overdue, due today and due within three working days first, each matter once; empty ones last."""
    shown = [_shown(section, today, calendar) for section in sections]
    urgent = [_frame(span, shown) for span in _SPANS]
    rest = [_without_urgent(section) for section in shown]
    found = [section for section in (*urgent, *rest) if section and not (section.idle and not section.empty)]
    return sorted(found, key=lambda section: section.idle)


def _shown(section: Section, today: date, calendar: Calendar) -> Section:
    matters = tuple(replace(row, left=_left(row.due, today, calendar)) for row in section.matters[:SHOWN])
    return replace(section, matters=matters, longer=len(section.matters) > SHOWN)


def _left(due: date | None, today: date, calendar: Calendar) -> int | None:
    """A due date beyond the calendar is far away; one that passed on a rest day is a day late all the same."""
    if due is None:
        return None
    try:
        left = calendar.count(today, due)
    except OutsideCalendarError:
        return (due - today).days
    if due < today:
        return min(left, -1)
    return max(left, 1) if due > today else 0


def _frame(span: _Span, sections: Sequence[Section]) -> Section:
    found = [row for section in sections for row in section.matters if _within(row, span)]
    found.sort(key=lambda row: row.due or date.max)
    return Section(key=span.key, title=span.title, matters=tuple(found), empty="", tone=span.tone)


def _within(matter: Matter, span: _Span) -> bool:
    return matter.left is not None and span.first <= matter.left <= span.last


def _without_urgent(section: Section) -> Section | None:
    """The section without what stands on top; None when everything does."""
    rest = tuple(row for row in section.matters if row.left is None or row.left > SOON)
    if section.matters and not rest and not section.longer:
        return None
    return replace(section, matters=rest)
