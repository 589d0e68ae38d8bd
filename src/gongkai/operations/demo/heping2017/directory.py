"""领导、内设机构、窗口、监督投诉 and 政务服务事项 of the 42: names are numbers, telephones cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import Any, Final

from gongkai.operations.demo.choice import Stream
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import Unit, units
from gongkai.operations.demo.heping2017.data_files import table

SINCE: Final = date(2016, 1, 4)
CHANGE: Final = date(2017, 6, 1)  # from this day a successor holds the post, in every fifth body
_CHANGES_EVERY: Final = 5
_FIRST_PERSON: Final = 301
_FIRST_PHONE: Final = 1001
_MOST_OFFICES: Final = 5
_FUNCTIONS: Final = (
    "承担本科室业务范围内的日常管理、政策咨询和材料审核工作。",
    "承担有关事项的受理、审核、统计报送和档案整理工作。",
    "承担有关政策的落实、业务指导和来访咨询工作。",
)
_DEPUTY_DUTIES: Final = ("{duty}", "{duty}，联系{section}", "{section}工作，协助{duty}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEntry:
    """One entry with its days; `values` are the fields of its form."""

    body: str
    values: dict[str, Any]
    since: date = SINCE
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoService:
    """An item, its guide without the window, the day of the guide and the day on which the page went out."""

    body: str
    code: str
    name: str
    kind: str
    guide: dict[str, Any]
    revised_on: date
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWindow:
    entry: DemoEntry
    staff: tuple[DemoEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDirectory:
    """Everything of the 42; at most one window a body."""

    leaders: tuple[DemoEntry, ...]
    inner_offices: tuple[DemoEntry, ...]
    windows: tuple[DemoWindow, ...]
    lines: tuple[DemoEntry, ...]
    services: tuple[DemoService, ...]


class _Numbers:
    """People and telephones, each given once."""

    def __init__(self) -> None:
        self._people = count(_FIRST_PERSON)
        self._phones = count(_FIRST_PHONE)

    def person(self) -> str:
        return f"演示人员{next(self._people)}"

    def phone(self) -> str:
        return f"000-0000{next(self._phones):04d}"


@cache
def directory() -> DemoDirectory:
    numbers = _Numbers()
    found = units()
    return DemoDirectory(
        leaders=tuple(row for place, unit in enumerate(found) for row in _leaders(unit, place, numbers)),
        inner_offices=tuple(row for unit in found for row in _offices(unit, numbers)),
        windows=tuple(_window(unit, numbers) for unit in found if _lines_of(unit)),
        lines=tuple(_line(unit, place, numbers) for place, unit in enumerate(found, 1)),
        services=tuple(row for unit in found for row in _services(unit)),
    )


def _head_of(unit: Unit) -> str:
    return "局长" if unit.name.endswith("局") else "主任"


def _leaders(unit: Unit, place: int, numbers: _Numbers) -> Iterator[DemoEntry]:
    """The head, then one to four deputies; in every fifth body the first deputy changes in June."""
    stream = Stream(f"leaders/{unit.code}")
    head = _head_of(unit)
    yield _leader(unit, 0, head, "主持全面工作", numbers)
    for position in range(1, stream.between(2, 5)):
        duty = _deputy_duty(unit, position, stream)
        changes = position == 1 and place % _CHANGES_EVERY == 0
        last = date.fromordinal(CHANGE.toordinal() - 1) if changes else None
        yield _leader(unit, position, f"副{head}", duty, numbers, last=last)
        if changes:
            yield _leader(unit, position, f"副{head}", duty, numbers, since=CHANGE)


def _deputy_duty(unit: Unit, position: int, stream: Stream) -> str:
    duty = unit.duties[position % len(unit.duties)]
    section = unit.sections[position % len(unit.sections)]
    return "分管" + stream.pick(_DEPUTY_DUTIES).format(duty=duty, section=section)


def _leader(  # noqa: PLR0913 - what one row is made of
    unit: Unit,
    position: int,
    post: str,
    duties: str,
    numbers: _Numbers,
    *,
    since: date = SINCE,
    last: date | None = None,
) -> DemoEntry:
    values = {
        "name": numbers.person(),
        "post": post,
        "duties": duties,
        "phone": numbers.phone(),
        "position": position,
    }
    return DemoEntry(body=unit.code, values=values, since=since, last=last)


def _offices(unit: Unit, numbers: _Numbers) -> Iterator[DemoEntry]:
    for position, name in enumerate(unit.sections[:_MOST_OFFICES]):
        yield DemoEntry(
            body=unit.code,
            values={
                "name": name,
                "functions": _FUNCTIONS[position % len(_FUNCTIONS)],
                "head": numbers.person(),
                "phone": numbers.phone(),
                "position": position,
            },
        )


def _window(unit: Unit, numbers: _Numbers) -> DemoWindow:
    data = table("services")
    values = {
        "name": f"{unit.short}{data['street_hall']}" if unit.street else f"{data['hall']}{unit.short}窗口",
        "place": f"{unit.short}{data['street_hall']}一层"
        if unit.street
        else f"{data['hall_address']}{data['hall']}二层",
        "hours": data["hours"],
        "phone": numbers.phone(),
    }
    staff = tuple(
        DemoEntry(
            body=unit.code,
            values={"name": numbers.person(), "duties": duties, "phone": values["phone"]},
        )
        for duties in ("窗口负责人", "受理岗", "咨询岗")[: Stream(f"staff/{unit.code}").between(2, 3)]
    )
    return DemoWindow(entry=DemoEntry(body=unit.code, values=values), staff=staff)


def _line(unit: Unit, place: int, numbers: _Numbers) -> DemoEntry:
    values = {
        "name": f"{unit.short}{unit.sections[0]}",
        "phone": numbers.phone(),
        "address": f"示例路{place + 1}号",
        "hours": table("services")["hours"],
    }
    return DemoEntry(body=unit.code, values=values)


def _lines_of(unit: Unit) -> list[str]:
    data = table("services")
    lines: list[str] = data["street"]["items"] if unit.street else data["items"].get(unit.code, [])
    return lines


def _services(unit: Unit) -> Iterator[DemoService]:
    stream = Stream(f"services/{unit.code}")
    for number, line in enumerate(_lines_of(unit), 1):
        name, kind, basis, course, conditions, materials = (part.strip() for part in line.split("|"))
        revised_on = stream.pick(days.working_between(date(2017, 3, 1), date(2017, 9, 15)))
        yield DemoService(
            body=unit.code,
            code=f"{unit.code}-{number:02d}",
            name=name,
            kind=kind,
            guide={
                "basis": basis,
                "conditions": conditions + "。",
                "materials": materials.split("、"),
                **table("services")["course"][course],
            },
            revised_on=revised_on,
            published_on=days.later(revised_on, 3),
        )
