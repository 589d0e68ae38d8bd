"""催办的事由: what a body owes of each kind, row by row, as a 催办单 holds it. Written once at the issue and never again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gongkai.law.wording import plain_date
from gongkai.oversight.board import UNITS, AsOf, Line
from gongkai.oversight.cells import DAY_NAMES, Row, first_rows
from gongkai.oversight.enums import ReminderKind

LISTED: Final = 20
"""Rows of a ground that stand in the paper; the others are counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is owed: what it is called, its number or place, the day that matters."""

    title: str
    note: str
    day: date | None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """`number` things of a kind were owed at the end of the day `on`; the longest waiting of them are listed."""

    kind: ReminderKind
    on: date
    number: int
    items: Sequence[Item] = ()

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def day_name(self) -> str:
        return DAY_NAMES[self.kind]

    @property
    def told(self) -> str:
        return f"{self.number}{UNITS[self.kind]}"

    @property
    def further(self) -> int:
        return self.number - len(self.items)

    @property
    def measure_word(self) -> str:
        return UNITS[self.kind][0]

    @property
    def title(self) -> str:
        """The heading over its rows: 逾期（3件申请逾期未答复）."""
        return f"{self.label}（{self.told}）"


def grounds_of(line: Line, look: AsOf, column: str = "") -> list[Ground]:
    """What the line owes, of one column or of all. Run it inside the seat's scope.

    The paper goes to whoever answers for the body and stays: no request is called in it by an applicant's own words.
    """
    return [
        Ground(
            cell.kind,
            look.on,
            cell.number,
            [_item(row) for row in first_rows(cell.kind, look, line.period.body_id, LISTED)],
        )
        for cell in line.cells
        if cell.number and column in {"", cell.kind.value}
    ]


def _item(row: Row) -> Item:
    return Item(row.title, row.note, row.day, row.href)


def stored(grounds: Iterable[Ground]) -> list[dict[str, Any]]:
    """As the row of the 催办单 holds them; the address of an item is no part of what was urged, but leads to it."""
    return [
        {
            "kind": ground.kind.value,
            "on": ground.on.isoformat(),
            "number": ground.number,
            "items": [
                {
                    "title": item.title,
                    "note": item.note,
                    "day": item.day.isoformat() if item.day else "",
                    "href": item.href,
                }
                for item in ground.items
            ],
        }
        for ground in grounds
    ]


def read(held: Iterable[Any] | None) -> list[Ground]:
    """What `stored` wrote."""
    return [
        Ground(
            ReminderKind(row["kind"]),
            date.fromisoformat(row["on"]),
            row["number"],
            [
                Item(
                    item["title"],
                    item["note"],
                    date.fromisoformat(item["day"]) if item["day"] else None,
                    item["href"],
                )
                for item in row["items"]
            ],
        )
        for row in held or ()
    ]


def told(grounds: Sequence[Ground]) -> str:
    """All of them in one sentence, as the matter of a 催办单 begins."""
    return "，".join(ground.told for ground in grounds)


def matter_of(grounds: Sequence[Ground], on: date) -> str:
    return f"截至{plain_date(on)}，你单位有{told(grounds)}。请抓紧办理并反馈。"
