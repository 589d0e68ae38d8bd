"""栏目超期: how long a column of a body may stand without anything new, as data with its source.

国办秘函〔2019〕19号 fixes two weeks for 动态要闻 and six months for 政策文件 (the census of 国办发〔2015〕15号 had the same);
it speaks of a site's columns. Asking each body for those columns in which it publishes is a reading of the district.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Freshness:
    """`days` without a publication, after which a column of these codes is stale."""

    column: str
    name: str
    days: int
    told: str

    @property
    def list_key(self) -> str:
        return f"column/{self.column}"

    def fresh_from(self, on: date) -> date:
        """What was last published before this day is stale on `on`."""
        return on - timedelta(days=self.days)


SOURCE: Final = "国办秘函〔2019〕19号"
FRESHNESS: Final = (
    Freshness("news", "工作动态", 14, "两周"),
    Freshness("policy", "政策法规", 183, "六个月"),
)
BY_LIST: Final[Mapping[str, Freshness]] = {row.list_key: row for row in FRESHNESS}


@dataclass(frozen=True, slots=True)
class StaleColumn:
    body_id: int
    column: Freshness
    last_on: date


def stale(latest: Iterable[tuple[int, str, date]], on: date) -> list[StaleColumn]:
    """Of (body, list, last day): the columns that have waited too long, the longest waiting first."""
    found = [
        StaleColumn(body, BY_LIST[key], last)
        for body, key, last in latest
        if key in BY_LIST and last < BY_LIST[key].fresh_from(on)
    ]
    return sorted(found, key=lambda row: row.last_on)
