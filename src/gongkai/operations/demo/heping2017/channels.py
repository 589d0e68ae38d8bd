"""政务新媒体: 30 accounts, 2,000 posts of which 1,700 repeat a record and 300 stand alone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import OFFICE, streets, unit_by_code
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.news import months_of
from gongkai.operations.demo.shapes import DemoAccount, DemoPost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.operations.demo.shapes import DemoRecord

BEIJING: Final = timezone(timedelta(hours=8))
_OPENED: Final = date(2015, 6, 1)
_LAST_DAY: Final = date(days.YEAR, 12, 31)
_ALONE_OF: Final = 20  # three posts of every twenty stand alone: 300 of 2,000
_ALONE: Final = frozenset({4, 11, 18})
_OFFICE_COLUMNS: Final = ("news", "key", "policy")


def _channels() -> list[tuple[DemoAccount, int]]:
    """Every account with the number of its posts in the year."""
    data = table("channels")
    wechat = data["wechat"]
    rows: list[tuple[str, str, str, int]] = [
        ("weibo", row["body"], row["name"], row["share"]) for row in data["weibo"]
    ]
    rows.append(("wechat", OFFICE, wechat["office"]["name"], wechat["office"]["share"]))
    rows.extend(
        ("wechat", code, f"示例{unit_by_code()[code].short.removeprefix('区')}", wechat["department_share"])
        for code in wechat["departments"]
    )
    for place, unit in enumerate(streets()):
        extra = wechat["street_extra"] if place == 0 else 0
        rows.append(("wechat", unit.code, f"{unit.short}之声", wechat["street_share"] + extra))
    return [(_account(number, row), row[3]) for number, row in enumerate(rows, 1)]


def _account(number: int, row: tuple[str, str, str, int]) -> DemoAccount:
    platform: Any = row[0]
    code = f"{platform}-{number:02d}"
    return DemoAccount(code=code, platform=platform, name=row[2], body=row[1], opened_on=_OPENED)


def accounts() -> tuple[DemoAccount, ...]:
    return tuple(account for account, _ in _channels())


def _own_records(account: DemoAccount, records: Sequence[DemoRecord]) -> list[DemoRecord]:
    """What an account may repeat: its own body's records, and for the office's any body's news, key and policy."""
    if account.body == OFFICE:
        return [record for record in records if record.columns[0] in _OFFICE_COLUMNS]
    return [record for record in records if record.body == account.body]


def _moment(day: date, stream: Stream) -> datetime:
    return datetime.combine(day, time(17 + stream.below(4), stream.below(60)), tzinfo=BEIJING)


def _repeat(account: DemoAccount, record: DemoRecord, stream: Stream) -> tuple[datetime, str, str, str]:
    day = min(record.published_on + timedelta(days=stream.below(3)), _LAST_DAY)
    values = {"summary": record.summary, "who": account.name}
    text = fill(stream.pick(table("channels")["text"]["repeat"]), values, stream)
    return _moment(day, stream), record.title, text, record.key


def _alone(account: DemoAccount, stream: Stream, used: set[str]) -> tuple[datetime, str, str, str]:
    """A post of its own, whose title no other post bears."""
    data = table("channels")["text"]
    who = unit_by_code()[account.body].short
    while True:
        day = date(days.YEAR, 1, 1) + timedelta(days=stream.below(365))
        matter, _, months = stream.pick(data["matters"]).partition("@")
        values = {"x": matter, "who": who, "month": str(day.month), "day": str(day.day)}
        title = fill(stream.pick(data["titles"]), values, stream)
        if day.month in months_of(months) and title not in used:
            used.add(title)
            return _moment(day, stream), title, fill(stream.pick(data["text"]), values, stream), ""


def posts(records: Sequence[DemoRecord]) -> tuple[DemoPost, ...]:
    """All posts in the order of their moments."""
    stream = Stream("posts")
    used: set[str] = set()
    rows: list[tuple[datetime, str, str, str, str]] = []
    for account, share in _channels():
        chosen = stream.sample(_own_records(account, records), share)
        for record in chosen:
            alone = len(rows) % _ALONE_OF in _ALONE
            made = _alone(account, stream, used) if alone else _repeat(account, record, stream)
            rows.append((made[0], account.code, *made[1:]))
    rows.sort()
    return tuple(
        DemoPost(
            key=f"s{number:04d}", account=row[1], posted_at=row[0], title=row[2], text=row[3], record=row[4]
        )
        for number, row in enumerate(rows, 1)
    )
