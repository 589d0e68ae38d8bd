"""一页纸: what a 分管领导 reads in a minute. Five figures, three risks, last month; behind them what is owed, late and waiting.

The five say, in the order of the law, whether the office discloses, is asked, answers, answers in time, and holds before
those who review it. Normative documents, interpretations and concerns are not among them: few a year, and told by the
report. Two of the five are rates of trust, so each shows the count it stands on: 按时办结率 its cases, 复议诉讼审结 its two
kinds and how many went against the office.

While the year runs the figures go to the day, and stand beside the same days of last year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Max
from django.urls import reverse

from gongkai.annual.comparing import change, kept_apart
from gongkai.annual.figures import percent, share
from gongkai.annual.sources import Number
from gongkai.oversight.board import AsOf
from gongkai.oversight.books import DECIDED, NEW, PARTS, Books
from gongkai.oversight.spans import month_before, whole_year, year_before
from gongkai.publication.models import ListEntry

UNSTATED: Final = "未统计"
IN_TIME: Final = "requests.completed.intime"
COMPLETED: Final = "requests.completed"
FIGURES: Final[Mapping[str, tuple[str, str]]] = {
    "website.total": ("主动公开信息", "条"),
    "requests.received": ("收到申请", "件"),
    COMPLETED: ("申请办结", "件"),
    IN_TIME: ("按时办结率", ""),
    DECIDED: ("复议诉讼审结", "件"),
}
"""The figures of the sheet by their measures, in its order: what each is called there, and its unit."""
DETAILS: Final = ("reconsideration.total", "litigation.total")
LOST: Final = ("reconsideration.corrected", "litigation.corrected")
MONTH: Final[Mapping[str, tuple[str, str]]] = {
    "website.total": ("公开信息", "条"),
    "requests.received": ("收到申请", "件"),
    COMPLETED: ("申请办结", "件"),
    IN_TIME: ("其中按时办结", "件"),
    NEW: ("新收复议诉讼", "件"),
    "concerns.answered": ("回应政务舆情", "件"),
}
SHOWN: Final = frozenset({*FIGURES, *MONTH, *DETAILS, *LOST})
"""Every figure whose rows the sheet opens."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A count inside a note, with the rows that it opens: 行政复议5件."""

    label: str
    number: str
    unit: str
    href: str

    @property
    def printed(self) -> str:
        return f"{self.label}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Main:
    """One of the five. `value` as printed, `href` empty where it opens no rows of its own; the note's pieces open theirs."""

    key: str
    label: str
    value: str
    unit: str
    href: str
    note: tuple[Piece, ...] = ()
    before: str = ""
    change: str = ""
    comparable: bool = True

    @property
    def told(self) -> str:
        """The note as text."""
        return "，".join(piece.printed for piece in self.note)


@dataclass(frozen=True, slots=True)
class Monthly:
    label: str
    value: str
    unit: str
    href: str
    before: str
    before_href: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The days that the figures of a sheet count, with those of last year that stand beside them."""

    since: date
    until: date

    @property
    def whole(self) -> bool:
        return whole_year(self.since, self.until)

    @property
    def last_year(self) -> Reach:
        return Reach(year_before(self.since), year_before(self.until))


def reach_of(look: AsOf) -> Reach:
    """To the day where it lies in the year, else the whole year."""
    last = date(look.year, 12, 31)
    return Reach(date(look.year, 1, 1), look.on if look.on.year == look.year else last)


def main_figures(books: Books, look: AsOf) -> list[Main]:
    """Empty where nothing happened in the year."""
    known = books.figures(look.year)
    if known is None:
        return []
    reach = reach_of(look)
    return [
        _main(books, key, reach) for key in FIGURES if all(part in known for part in PARTS.get(key, (key,)))
    ]


def _main(books: Books, key: str, reach: Reach) -> Main:
    label, unit = FIGURES[key]
    now, then = _number(books, key, reach), _number(books, key, reach.last_year)
    if key == IN_TIME:
        return _rate(books, label, reach, now, then)
    row = Main(
        key,
        label,
        UNSTATED if now is None else f"{now}",
        "" if now is None else unit,
        "" if now is None else _href(books, key, reach),
        _decided(books, reach) if key == DECIDED else (),
    )
    return _beside(row, books, reach, now, then)


def _rate(books: Books, label: str, reach: Reach, now: Number | None, then: Number | None) -> Main:
    """按时办结率 with the cases that it counts; without any case there is no rate."""
    whole = _number(books, COMPLETED, reach)
    exact = share(now, whole) if now is not None and whole else None
    if exact is None or now is None:
        return Main(IN_TIME, label, UNSTATED if now is None else "—", "", "", before="—", change="—")
    note = (Piece(f"{whole}件中", f"{now}", "件", _href(books, IN_TIME, reach)),)
    row = Main(IN_TIME, label, percent(exact), "", "", note)
    base = _number(books, COMPLETED, reach.last_year)
    old = share(then, base) if then is not None and base else None
    if old is None:
        return replace(row, before="—", change="—")
    moved = change(exact, old)
    points = moved if moved == "持平" else f"{moved}个百分点"
    return _apart(replace(row, before=percent(old), change=points), reach)


def _decided(books: Books, reach: Reach) -> tuple[Piece, ...]:
    """行政复议5件，行政诉讼2件，其中被依法纠错1件."""
    names = {DETAILS[0]: "行政复议", DETAILS[1]: "行政诉讼"}
    names |= {LOST[0]: "复议被纠错", LOST[1]: "诉讼被纠错"}
    found = [(key, _number(books, key, reach)) for key in (*DETAILS, *LOST)]
    return tuple(
        Piece(names[key], f"{number}", "件", _href(books, key, reach)) for key, number in found if number
    )


def _beside(row: Main, books: Books, reach: Reach, now: Number | None, then: Number | None) -> Main:
    if books.figures(reach.last_year.since.year) is None:
        return replace(row, before="—", change="—")
    if then is None:
        return replace(row, before=UNSTATED, change="—")
    return _apart(replace(row, before=f"{then}", change="—" if now is None else change(now, then)), reach)


def _apart(row: Main, reach: Reach) -> Main:
    """不可比 where the forms of the two years count it differently."""
    apart = kept_apart(reach.since.year, reach.last_year.since.year)
    parts = PARTS.get(row.key, (row.key,))
    return replace(row, comparable=False) if any(part in apart for part in parts) else row


def _number(books: Books, key: str, reach: Reach) -> Number | None:
    if reach.whole:
        return books.of_year(key, reach.since.year)
    return books.value(key, reach.since, reach.until)


def _href(books: Books, key: str, reach: Reach) -> str:
    if reach.whole and key not in PARTS:
        return reverse("figure", args=[books.body.code, reach.since.year, key])
    return rows_href(books.body.code, key, reach.since, reach.until)


def rows_href(code: str, key: str, since: date, until: date) -> str:
    return reverse("one_page_rows", args=[code, key, since.isoformat(), until.isoformat()])


def last_month(books: Books, on: date) -> list[Monthly]:
    """The calendar month before the day, with the month before that one beside it."""
    now = month_before(on)
    then = month_before(now[0])
    return [_monthly(books, key, now, then) for key in MONTH]


def _monthly(books: Books, key: str, now: tuple[date, date], then: tuple[date, date]) -> Monthly:
    label, unit = MONTH[key]
    value, before = books.value(key, *now), books.value(key, *then)
    return Monthly(
        label,
        UNSTATED if value is None else f"{value}",
        "" if value is None else unit,
        rows_href(books.body.code, key, *now) if value else "",
        UNSTATED if before is None else f"{before}",
        rows_href(books.body.code, key, *then) if before else "",
    )


def year_with_figures() -> int | None:
    """The latest year in which something was published: where to look when the year asked for is empty."""
    last: date | None = ListEntry.objects.filter(counted=True).aggregate(last=Max("counted_on"))["last"]
    return last.year if last else None
