"""Terms that no national text fixes, as data with their source: an office corrects them here, not in the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from gongkai.law.instruments import Confidence
from gongkai.law.wording import plain_date

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class LocalTerm:
    """`days` working days after the day of the event, which is not counted; it binds events up to `last`, None for ever."""

    name: str
    days: int
    source: str
    confidence: Confidence
    last: date | None = None

    def binds(self, event: date) -> bool:
        return self.last is None or event <= self.last

    def due_on(self, event: date, calendar: Calendar) -> date:
        return calendar.add(event, self.days)

    @property
    def explanation(self) -> str:
        unverified = "，依据待核实" if self.confidence is Confidence.UNVERIFIED else ""
        until = f"适用于{plain_date(self.last)}以前的事项，之后没有此项要求。" if self.last else ""
        return f"{self.name}：{self.days}个工作日内（{self.source}{unverified}）。{until}"


INTERPRETATION: Final = LocalTerm(
    "政策解读发布期限（文件公开之后）",
    3,
    "国家要求与文件同步发布；三个工作日为2016年郑州市规定的最迟期限",
    Confidence.SECONDARY,
)
FILING: Final = LocalTerm(
    "依申请公开答复备案期限（答复之后）",
    5,
    "《辽宁省政府信息公开规定》实行期间的地方备案要求，日数为本系统暂定",
    Confidence.UNVERIFIED,
    date(2020, 10, 17),  # repealed on that day by 省政府令第333号
)
