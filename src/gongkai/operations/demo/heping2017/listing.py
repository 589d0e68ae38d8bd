"""Records from the entries of a data file: bodies x matters x periods, each with its day, text and table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import (
    Unit,
    bodies,
    departments,
    streets,
    unit_by_code,
    units,
)
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import (
    Draft,
    Titles,
    first_sentence,
    paragraphs,
    rows_html,
)
from gongkai.operations.demo.heping2017.news import months_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Entry = dict[str, Any]
_MAX_WAIT: Final = 12
_QUARTERS: Final = (
    (f"{days.YEAR - 1}年四季度", 1),
    (f"{days.YEAR}年一季度", 4),
    (f"{days.YEAR}年二季度", 7),
    (f"{days.YEAR}年三季度", 10),
)
# Pools whose points are numbered and stand in order, one to a paragraph.
_ARTICLES: Final = ("report", "rule")
_POINTS: Final = 5
_ORDINALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Case:
    """One record to be made: `months` the months in which it may be made out, `place` its number in the entry."""

    unit: Unit
    matter: str
    period: str
    window: tuple[date, date]
    place: int
    total: int


def ordinal(number: int) -> str:
    """0 to 99 in characters: 12 is 十二, 0 is nothing."""
    tens, ones = divmod(number, 10)
    head = f"{_ORDINALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return head + (_ORDINALS[ones - 1] if ones else "")


def _units(entry: Entry) -> Sequence[Unit]:
    named = entry["bodies"]
    groups = {"all": units, "departments": departments, "streets": streets}
    chosen = groups[named]() if isinstance(named, str) else tuple(unit_by_code()[code] for code in named)
    return chosen[: entry.get("limit", len(chosen))]


def _items(entry: Entry, unit: Unit) -> Sequence[str]:
    items = entry.get("items", [""])
    return unit.sections if items == "sections" else tuple(items)


def month_window(months: str) -> tuple[date, date]:
    found = sorted(months_of(months))
    last = date(days.YEAR, found[-1], 28)
    return date(days.YEAR, found[0], 1), last


def _periods(entry: Entry, months: str) -> Sequence[tuple[str, tuple[date, date]]]:
    """What is looked back on is told in the month after, so the first period is the end of the year before."""
    kind = entry.get("periods")
    if kind == "quarters":
        return [(name, _first_half(month)) for name, month in _QUARTERS]
    if kind == "months":
        before = ((f"{days.YEAR}年{month - 1}月", _first_half(month)) for month in range(2, 13))
        return [(f"{days.YEAR - 1}年12月", _first_half(1)), *before]
    if kind == "forward":
        return [(f"{days.YEAR}年{month}月", _first_half(month)) for month in range(1, 13)]
    return [("", month_window(months))]


def _first_half(month: int) -> tuple[date, date]:
    return date(days.YEAR, month, 1), date(days.YEAR, month, 18)


def _cases(entry: Entry) -> Iterator[Case]:
    rows = [
        (unit, matter, period, window)
        for unit in _units(entry)
        for matter, _, mark in (item.partition("@") for item in _items(entry, unit))
        for period, window in _periods(entry, mark or entry.get("months", "1-12"))
    ]
    for place, row in enumerate(rows):
        yield Case(*row, place=place, total=len(rows))


def _made_on(entry: Entry, case: Case, stream: Stream) -> date:
    if entry.get("ordered"):
        return days.working_year()[(2 * case.place + 1) * len(days.working_year()) // (2 * case.total)]
    return stream.pick(days.working_between(*case.window))


@cache
def _office_values(code: str) -> dict[str, str]:
    office = next(body.office for body in bodies() if body.code == code)
    return {
        "address": office.address,
        "hours": office.hours,
        "phone": office.phone,
        "fax": office.fax,
        "email": office.email,
    }


def _values(case: Case) -> dict[str, str]:
    unit = case.unit
    return {
        "who": unit.short,
        "body": unit.name,
        "x": case.matter,
        "period": case.period,
        "ordinal": ordinal((case.place + 1) % 100),
        "duties": "、".join(unit.duties),
        "sections": "、".join(unit.sections),
        "section": unit.sections[0],
        **_office_values(unit.code),
    }


def _table(spec: Mapping[str, Any], stream: Stream) -> str:
    rows = [(label, *(fill(cell, {}, stream) for cell in spec["cells"])) for label in spec["labels"]]
    return rows_html(spec["caption"], tuple(spec["head"]), rows)


def _body_html(entry: Entry, lead: str, values: Mapping[str, str], stream: Stream) -> str:
    pool = table("pools")["pool"][entry["pool"]]
    if entry["pool"] in _ARTICLES:
        return paragraphs(fill(text, values, stream) for text in (lead, *pool["points"], pool["ends"][0]))
    points = [fill(text, values, stream) for text in stream.sample(pool["points"], _POINTS)]
    end = fill(stream.pick(pool["ends"]), values, stream)
    figures = _table(entry["table"], stream) if "table" in entry else ""
    return paragraphs((lead,)) + figures + paragraphs(("".join(points[:2]), "".join(points[2:]), end))


def _keywords(case: Case, entry: Entry) -> tuple[str, ...]:
    words = (re.sub(r"（.*?）", "", case.matter), case.period, case.unit.short, entry.get("keyword", ""))
    return tuple(word for word in words if word)


def _draft(entry: Entry, case: Case, titles: Titles) -> Draft:
    stream = Stream(f"{entry['group']}/{entry['title']}/{case.place}")
    values = _values(case)
    lead = fill(entry["lead"], values, stream)
    title = fill(entry["title"], values, stream)
    made_on = _made_on(entry, case, stream)
    return Draft(
        title=titles.take(f"{case.unit.name}{title}" if entry.get("per_body") else title),
        body=case.unit.code,
        columns=(),
        theme=entry.get("theme", case.unit.theme),
        made_on=made_on,
        published_on=days.later(made_on, stream.below(_MAX_WAIT)),
        html=_body_html(entry, lead, values, stream),
        summary=first_sentence(lead),
        keywords=_keywords(case, entry),
        kind=entry.get("kind", "information"),
    )


def listed(name: str, titles: Titles) -> Iterator[tuple[Entry, Draft]]:
    """Every record of the entries in `data/NAME.toml`, with its entry; columns are the caller's."""
    for entry in table(name)["entry"]:
        for case in _cases(entry):
            yield entry, _draft(entry, case, titles)
