"""Working days under the State Council's yearly notices: tri-state days, versions, fast arithmetic."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


class DayKind(StrEnum):
    """What the year's notice says of a day; a day it does not name follows its weekday."""

    HOLIDAY = "holiday"  # 放假、调休、补休
    WORKING = "working"  # 调休上班
    DEFAULT = "default"


class OutsideCalendarError(ValueError):
    """A day for which no notice is known and none is near; the message is a sentence for the screen."""


class Calendar:
    """One choice of notice versions, frozen; the latest of each year unless `as_known_on` says otherwise."""

    @classmethod
    def load(cls, overlay: Path | None = None) -> Self:
        """The shipped notices, with `overlay`/YYYY.json put over or after them; NoticeError if one is malformed."""
        raise NotImplementedError

    def as_known_on(self, day: date) -> Calendar:
        """The calendar an official had on `day`: only notices issued by then."""
        raise NotImplementedError

    def kind(self, day: date) -> DayKind:
        raise NotImplementedError

    def is_working(self, day: date) -> bool:
        raise NotImplementedError

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself is never counted (民事诉讼法 期间)."""
        raise NotImplementedError

    def count(self, after: date, through: date) -> int:
        """Working days later than `after` and not later than `through`; negative when they are reversed."""
        raise NotImplementedError

    def next_working(self, day: date) -> date:
        """`day` itself if it is worked, else the next that is: a term ending on a rest day ends there."""
        raise NotImplementedError

    def is_announced(self, day: date) -> bool:
        """False in a year without a notice: a term that runs there is 暂定."""
        raise NotImplementedError

    def versions(self, first: date, last: date) -> tuple[str, ...]:
        """The notices a term from `first` to `last` rests on, as "2020/2" (year, version); unannounced: "2027/0"."""
        raise NotImplementedError
