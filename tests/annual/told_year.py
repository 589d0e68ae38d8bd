"""The year of the published report as a compilation: every figure that it prints, straight from the demonstration's data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from importlib import resources

from gongkai.annual.compilation import Compilation, Unstated
from gongkai.annual.figures import Figure
from gongkai.annual.measures import SECTIONS

EXACT = {
    "items.distinct": 5634,
    "outreach.events": 23,
    "activity.hotline.calls": 103482,
    "activity.open_day.visitors": 1246,
    "activity.open_day.answers": 437,
    "activity.open_day.leaflets": 17240,
    "training.people": 64,
}
_NAMES = {"items": "items.distinct", "portal": "website.total", "documents.proactive": "documents.government"}
_ADDED = (
    ("area.total", "重点领域信息各项合计", "693", "条", "三"),
    ("requests.received.fax", "传真申请", "0", "件", "八"),
    ("requests.completed", "申请办结", "51", "件", "八"),
    ("requests.answered", "申请答复", "51", "件", "八"),
    ("requests.outcome.clarify", "告知作出更改补充", "0", "件", "八"),
    ("requests.subject.housing", "申请事项涉及房屋征收", "30", "件", "八"),
    ("requests.subject.market", "申请事项涉及市场监管", "21", "件", "八"),
    ("requests.way.post", "申请以邮寄方式获取", "30", "件", "八"),
    ("requests.way.pickup", "申请以自行领取方式获取", "21", "件", "八"),
    ("reconsideration.upheld", "行政复议维持", "0", "件", "九"),
    ("litigation.other", "行政诉讼其他情形", "0", "件", "九"),
)
_LABELS = {"reconsideration.": "行政复议", "litigation.": "行政诉讼"}
_UNSTATED = (
    Unstated("complaints.total", "举报投诉", "九"),
    Unstated("fees.collected", "依申请公开信息收取的费用", "八"),
    Unstated("fees.waived", "减免的费用", "八"),
)


def told_year(notes: tuple[str, ...] = ()) -> Compilation:
    local = dict(sorted(_figures(), key=lambda pair: list(SECTIONS).index(pair[1].section)))
    return Compilation(
        body="heping",
        body_name="示例区人民政府",
        year=2017,
        form="2014",
        scope="全区汇总（42个单位）",
        cells={},
        local=local,
        unstated=_UNSTATED,
        checks=(),
        notes=notes,
    )


def _figures():
    for row in published():
        key = _NAMES.get(row["key"], row["key"])
        if key.startswith("share."):
            key = key.replace("share.", "column.") + ".share"
        yield key, _figure(key, row["label"], row["value"], row["unit"], row["section"], row["exactness"])
    for key, label, value, unit, section in _ADDED:
        yield key, _figure(key, label, value, unit, section, "exact")


def published():
    data = resources.files("gongkai.operations.demo.heping2017").joinpath("data/figures.toml")
    return tomllib.loads(data.read_text("utf-8"))["figure"]


def _figure(key, label, value, unit, section, exactness):  # noqa: PLR0913, PLR0917 - what a figure has
    printed = {"exact": value, "at_least": f"{value}余", "share": f"{value}%"}[exactness]
    exact = EXACT.get(key) or (Decimal(value) if exactness == "share" else int(re.match(r"\d+", value)[0]))
    return Figure(
        label=label.removesuffix("占总数的比例"),
        value=printed,
        unit="" if exactness == "share" else unit,
        exact=exact,
        approximate=exactness == "at_least",
        measure=key,
        section=section,
    )
