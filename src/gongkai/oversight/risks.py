"""三个风险: which things of the day a head must know first. Pure: what was found goes in, the worst come out in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from gongkai.law.calendar import Calendar
from gongkai.law.wording import plain_date

MOST: Final = 3
WAITS: Final = 3
"""Working days after which a matter that waits for a signature is a risk: what came in today is none."""
NAMED: Final = 3


class Rank(IntEnum):
    """Worst first.

    A term of the law that ran out while somebody waits comes before one that can still be kept, and this before what the
    office owes to the public at large, to its superior, to its own standard and plan; last what waits on a desk.
    """

    OVERDUE = 1
    RUNNING_OUT = 2
    UNPUBLISHED = 3
    UNFILED = 4
    STALE = 5
    UNDONE = 6
    WAITING = 7


@dataclass(frozen=True, slots=True)
class Risk:
    """Things of one kind: how many, since or by when the oldest of them, and where: (unit, number), most first.

    `unit` is the measure word (件); `what` names the things.
    """

    rank: Rank
    what: str
    number: int
    unit: str
    on: date
    units: Sequence[tuple[str, int]]
    href: str

    @property
    def grave(self) -> bool:
        """Whether something has been missed already, not only may be."""
        return self.rank not in {Rank.RUNNING_OUT, Rank.WAITING}

    @property
    def where(self) -> str:
        named = "、".join(f"{name}（{number}）" for name, number in self.units[:NAMED])
        return f"{named}等{len(self.units)}个单位" if len(self.units) > NAMED else named


def worst(found: Iterable[Risk], most: int = MOST) -> list[Risk]:
    """By rank; in one rank the longest first, then what more units share, then the larger number."""
    real = [risk for risk in found if risk.number]
    return sorted(real, key=_order)[:most]


def _order(risk: Risk) -> tuple[int, date, int, int, str]:
    return risk.rank, risk.on, -len(risk.units), -risk.number, risk.what


def tell(risk: Risk, on: date, calendar: Calendar) -> str:
    """The sentence after the number: 件依申请公开答复已经逾期，期限最早的是…. It ends without a full stop, for `where` follows."""
    return f"{risk.unit}{_TOLD[risk.rank](risk, on, calendar)}"


def _overdue(risk: Risk, on: date, calendar: Calendar) -> str:
    past = max(calendar.count(risk.on, on), 1)
    first = "期限为" if risk.number == 1 else "最久的一件期限为"
    return f"{risk.what}已经逾期，{first}{plain_date(risk.on)}，超过{past}个工作日"


def _running_out(risk: Risk, on: date, _calendar: Calendar) -> str:
    first = "" if risk.number == 1 else "最近的一件"
    day = "当天" if risk.on == on else plain_date(risk.on)
    return f"{risk.what}三个工作日内到期，{first}{day}到期"


def _simply(verb: str, oldest: str, alone: str) -> Callable[[Risk, date, Calendar], str]:
    def told(risk: Risk, _on: date, _calendar: Calendar) -> str:
        return f"{risk.what}{verb}，{alone if risk.number == 1 else oldest}{plain_date(risk.on)}"

    return told


def _waiting(risk: Risk, on: date, calendar: Calendar) -> str:
    first = "" if risk.number == 1 else "最早的一件"
    days = calendar.count(risk.on, on)
    return f"{risk.what}，{first}自{plain_date(risk.on)}起已等待{days}个工作日"


_TOLD: Final[Mapping[Rank, Callable[[Risk, date, Calendar], str]]] = {
    Rank.OVERDUE: _overdue,
    Rank.RUNNING_OUT: _running_out,
    Rank.UNPUBLISHED: _simply("超过二十个工作日没有公开", "最早的成文于", "成文于"),
    Rank.UNFILED: _simply("超过备案期限没有备案", "最早的一件答复于", "答复于"),
    Rank.STALE: _simply("超期没有更新", "最久的一个上次更新是", "上次更新是"),
    Rank.UNDONE: _simply("到期没有完成", "最早的完成时限是", "完成时限是"),
    Rank.WAITING: _waiting,
}
