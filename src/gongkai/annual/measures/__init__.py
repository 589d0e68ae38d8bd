"""Measures by the sections of the report. A figure is never anything but the rows that its measure names.

Keys follow those that `gongkai.annual.audit.keys` gives to printed figures, so that a report and its audit speak of
the same thing: `website.total`, `column.CODE`, `requests.received.counter`, `reconsideration.corrected` …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gongkai.annual.measure import Measure
from gongkai.annual.measures import bodies, disputes, engagement, form_cells, publication, requests
from gongkai.annual.period import Period
from gongkai.annual.sources import Rows

SECTIONS: Mapping[str, str] = {
    "二": "主动公开政府信息情况",
    "三": "重点领域政府信息公开工作情况",
    "四": "推进“互联网+政务服务”工作情况",
    "五": "建议提案办理结果公开情况",
    "六": "开展政策解读情况",
    "七": "政务舆情处置回应情况",
    "八": "依申请公开工作详细情况",
    "九": "信息公开相关举报、复议、诉讼情况",
    "十": "制度机制建设情况",
}
"""The parts of the narrative under which local figures stand, in their order."""

_OWN: tuple[Callable[[int], Iterable[Measure]], ...] = (
    publication.measures,
    bodies.measures,
    engagement.measures,
    requests.measures,
    disputes.measures,
)
_CONTRIBUTED: list[Callable[[int], Iterable[Measure]]] = []


def contribute(measures: Callable[[int], Iterable[Measure]]) -> None:
    """Let a room above this one add measures of a year; called once, when the room is made ready."""
    if measures not in _CONTRIBUTED:
        _CONTRIBUTED.append(measures)


def measures_of_year(year: int) -> Mapping[str, Measure]:
    """Every measure of a year by key: local figures in the order of the report, then cells of the form.

    Columns, key areas, subjects and counts of activities are those of the year. Run it inside a scope.
    """
    local = [measure for made in (*_OWN, *_CONTRIBUTED) for measure in made(year)]
    order = list(SECTIONS)
    local.sort(key=lambda measure: order.index(measure.section))
    found = {measure.key: measure for measure in local}
    return found | {measure.key: measure for measure in form_cells.measures(year, found)}


def rows_of(key: str, period: Period) -> tuple[Rows, ...]:
    """The rows behind a figure.

    Raises:
        KeyError: no such measure in that year.
    """
    return measures_of_year(period.year)[key].rows(period)
