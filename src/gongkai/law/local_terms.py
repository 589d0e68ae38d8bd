"""Terms that no national text fixes, as data with their source: an office corrects them here, not in the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongkai.law.instruments import Confidence

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class LocalTerm:
    """`days` working days after the day of the event, which is not counted."""

    name: str
    days: int
    source: str
    confidence: Confidence

    def due_on(self, event: date, calendar: Calendar) -> date:
        return calendar.add(event, self.days)

    @property
    def explanation(self) -> str:
        unverified = "，依据待核实" if self.confidence is Confidence.UNVERIFIED else ""
        return f"{self.name}：{self.days}个工作日内（{self.source}{unverified}）。"


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
)
