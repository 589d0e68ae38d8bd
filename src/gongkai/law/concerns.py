"""政务舆情: how soon a public concern is to be answered. Hours run by the calendar from the discovery, never by working time.

国办发〔2016〕80号: authoritative information within five hours on what is 特别重大 or 重大; 国办发〔2016〕61号: its press conference
within 24 hours, every other concern answered within 48.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gongkai.law import instruments
from gongkai.law.instruments import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable

CONCERN_RULES: Final = Citation(instruments.CONCERN_OPINION)
DETAILED_RULES: Final = Citation(instruments.DETAILED_RULES)
ORDER: Final = ("收集", "会商", "研判", "回应", "评估")  # 80号
SOON: Final = timedelta(hours=3)


class Gravity(StrEnum):
    MAJOR = "major"  # 特别重大、重大突发事件
    ORDINARY = "ordinary"


class DutyKind(StrEnum):
    INFORM = "inform"
    PRESS_CONFERENCE = "press_conference"
    RESPOND = "respond"


class Standing(StrEnum):
    """How a duty stands at a moment."""

    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done within `hours` of the discovery; `due_at` itself is still in time."""

    kind: DutyKind
    name: str
    hours: int
    due_at: datetime
    citation: Citation

    @property
    def term(self) -> str:
        """How long, until when and by which rule, without the name."""
        return (
            f"自发现之时起{self.hours}小时内，即{_told(self.due_at)}前；"
            f"按自然小时计算，节假日不扣除（{self.citation}）。"
        )

    @property
    def explanation(self) -> str:
        return f"{self.name}：{self.term}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A duty as it stands at a moment; `left` is negative once the moment has passed."""

    duty: Duty
    done_at: datetime | None
    standing: Standing
    left: timedelta

    @property
    def words(self) -> str:
        if self.standing is Standing.IN_TIME:
            return "按时完成"
        if self.standing is Standing.LATE:
            return f"逾期{whole_hours(-self.left)}完成"
        if self.standing is Standing.OVERDUE:
            return f"已超{whole_hours(-self.left)}"
        return f"剩余{whole_hours(self.left)}"


_MAJOR: Final = (
    (DutyKind.INFORM, "发布权威信息", 5, DETAILED_RULES),
    (DutyKind.PRESS_CONFERENCE, "举行新闻发布会", 24, CONCERN_RULES),
)
_ORDINARY: Final = ((DutyKind.RESPOND, "作出回应", 48, CONCERN_RULES),)


def duties_of(gravity: Gravity, found_at: datetime) -> tuple[Duty, ...]:
    """What the discovery starts, the earliest term first."""
    if found_at.tzinfo is None:
        raise ValueError("发现时间须带时区，方能推算回应时限。")
    rows = _MAJOR if gravity is Gravity.MAJOR else _ORDINARY
    return tuple(
        Duty(kind, name, hours, found_at + timedelta(hours=hours), citation)
        for kind, name, hours, citation in rows
    )


def judge(
    gravity: Gravity,
    found_at: datetime,
    *,
    informed_at: datetime | None,
    responded_at: datetime | None,
    at: datetime,
) -> tuple[Judged, ...]:
    """Each duty as it stands `at` a moment. For a grave concern the response is the press conference."""
    done = {
        DutyKind.INFORM: informed_at,
        DutyKind.PRESS_CONFERENCE: responded_at,
        DutyKind.RESPOND: responded_at,
    }
    return tuple(_judged(duty, done[duty.kind], at) for duty in duties_of(gravity, found_at))


def _judged(duty: Duty, done_at: datetime | None, at: datetime) -> Judged:
    left = duty.due_at - (done_at or at)
    late = left < timedelta()
    if done_at is not None:
        return Judged(duty, done_at, Standing.LATE if late else Standing.IN_TIME, left)
    if late:
        return Judged(duty, None, Standing.OVERDUE, left)
    return Judged(duty, None, Standing.SOON if left <= SOON else Standing.RUNNING, left)


def next_duty(judged: Iterable[Judged]) -> Judged | None:
    """The open duty whose moment comes first; None when all are done."""
    return min((row for row in judged if row.done_at is None), key=lambda row: row.duty.due_at, default=None)


_HOURS_TOLD: Final = 72


def whole_hours(span: timedelta) -> str:
    """4小时30分钟: minutes rounded up, so that nothing left reads 0 only when nothing is left.

    From three days on, past any term of this law, it is told in days and hours.
    """
    minutes = -(-int(span.total_seconds()) // 60)
    hours, rest = divmod(minutes, 60)
    if hours >= _HOURS_TOLD:
        days, more = divmod(hours, 24)
        return f"{days}天{more}小时" if more else f"{days}天"
    if not hours:
        return f"{rest}分钟"
    return f"{hours}小时{rest}分钟" if rest else f"{hours}小时"


def _told(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
