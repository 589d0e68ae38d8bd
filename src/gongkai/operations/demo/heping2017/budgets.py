"""预决算公开信息: 306 records whose tables add up; budgets in spring, final accounts in autumn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gongkai.operations.demo.choice import Stream, fill
from gongkai.operations.demo.heping2017 import days
from gongkai.operations.demo.heping2017.bodies import Unit, unit_by_code, units
from gongkai.operations.demo.heping2017.data_files import table
from gongkai.operations.demo.heping2017.drafts import (
    Draft,
    Titles,
    csv_file,
    first_sentence,
    paragraphs,
    rows_html,
)
from gongkai.operations.demo.heping2017.listing import month_window

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD: Final = ("项目", "金额（万元）")
_TENTHS: Final = (8, 9200)
_MAX_WAIT: Final = 14


def _money(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _amounts(labels: Sequence[str], stream: Stream) -> list[tuple[str, str]]:
    """Lines and their sum, in tenths of 万元 so that the sum is exact."""
    parts = [stream.between(*_TENTHS) for _ in labels]
    rows = [(label, _money(part)) for label, part in zip(labels, parts, strict=True)]
    return [*rows, ("合计", _money(sum(parts)))]


def _draft(sheet: dict[str, Any], unit: Unit, matter: str, months: str, titles: Titles) -> Draft:
    values = {"body": unit.name, "x": matter}
    title = titles.take(fill(sheet["title"], values, Stream("")))
    stream = Stream(f"budget/{title}")
    lead = fill(sheet["lead"], values, stream)
    rows = _amounts(table("budgets")["lines"][sheet["season"]], stream)
    text = table("budgets")["text"]
    points = stream.sample(text["points"], 4)
    made_on = stream.pick(days.working_between(*month_window(months)))
    tail = paragraphs(("".join(points[:2]), "".join(points[2:]), fill(text["end"], values, stream)))
    return Draft(
        title=title,
        body=unit.code,
        columns=("key",),
        key_areas=("budget",),
        theme="finance",
        made_on=made_on,
        published_on=days.later(made_on, stream.below(_MAX_WAIT)),
        html=paragraphs((lead,)) + rows_html(title, _HEAD, rows) + tail,
        summary=first_sentence(lead),
        keywords=(sheet["season"], "预决算公开", unit.short),
        attachments=(csv_file(title, (",".join(row) for row in (_HEAD, *rows))),) if sheet.get("csv") else (),
    )


def budgets(titles: Titles) -> list[Draft]:
    data = table("budgets")
    found = [_draft(sheet, unit, "", sheet["months"], titles) for sheet in data["sheet"] for unit in units()]
    district = {"title": "{x}", "lead": data["district"]["lead"], "season": "预算", "csv": True}
    for item in data["district"]["items"]:
        matter, _, months = item.partition("@")
        found.append(_draft(district, unit_by_code()["finance"], matter, months, titles))
    return found
