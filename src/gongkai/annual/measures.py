"""Measures: a key, what it is called, and the rows that make the figure. A figure is never anything but their count.

Keys: `items.distinct`, `website.total`, `column.CODE`, `area.CODE`, `area.total`, `posts.weibo`, `posts.wechat`,
`posts.total`, `accounts.weibo`, `accounts.wechat`, `documents.government`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from django.db.models import Model, QuerySet

from gongkai.annual import facts
from gongkai.annual.facts import Period
from gongkai.engagement.enums import Platform
from gongkai.records.models import Taxonomy
from gongkai.records.queries import terms_of_year

Rows: TypeAlias = tuple[QuerySet[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """`rows` gives querysets that share no row; the figure is the sum of their counts.

    `approximate` figures are printed as a floor with 余; `list_key` names the public list that shows the same rows.
    """

    key: str
    label: str
    unit: str
    section: str
    rows: Callable[[Period], Rows]
    approximate: bool = False
    list_key: str = ""

    def count(self, period: Period) -> int:
        return sum(rows.count() for rows in self.rows(period))


def _one(query: Callable[..., QuerySet[Any, Any]], *arguments: Any) -> Callable[[Period], Rows]:
    return lambda period: (query(period, *arguments),)


def _main_codes(year: int) -> tuple[str, ...]:
    return tuple(term.code for term in terms_of_year(Taxonomy.Kind.COLUMN, year) if "." not in term.code)


def _distinct(columns: tuple[str, ...], period: Period) -> Rows:
    return facts.column_entries(period, columns), facts.posts(period, distinct=True)


def _areas(codes: tuple[str, ...], period: Period) -> Rows:
    return tuple(facts.entries(period, f"area/{code}") for code in codes)


def measures_of_year(year: int) -> Mapping[str, Measure]:
    """Every measure of a year by key, in the order of the report; columns and key areas are those of the year."""
    columns = _main_codes(year)
    found = [
        Measure(
            "items.distinct",
            "各类公开主体发布信息总数",
            "条",
            "二",
            partial(_distinct, columns),
            approximate=True,
        ),
        Measure(
            "website.total",
            "政府门户网站发布信息",
            "条",
            "二",
            _one(facts.column_entries, columns),
            list_key="columns",
        ),
        *_column_measures(year),
        Measure("posts.weibo", "政务微博发布", "条", "二", _one(facts.posts, Platform.WEIBO)),
        Measure("posts.wechat", "政务微信发布", "条", "二", _one(facts.posts, Platform.WECHAT)),
        Measure("posts.total", "政务微博、政务微信发布合计", "条", "二", _one(facts.posts)),
        Measure("accounts.weibo", "官方微博账号", "个", "二", _one(facts.accounts, Platform.WEIBO)),
        Measure("accounts.wechat", "官方微信账号", "个", "二", _one(facts.accounts, Platform.WECHAT)),
        Measure(
            "documents.government",
            "以区政府、区政府办公室名义印发的主动公开文件",
            "件",
            "二",
            _one(facts.government_documents),
        ),
        *_area_measures(year),
    ]
    return {measure.key: measure for measure in found}


def _column_measures(year: int) -> list[Measure]:
    return [
        Measure(
            f"column.{term.code}",
            term.name,
            "条",
            "二",
            _one(facts.entries, f"column/{term.code}"),
            list_key=f"column/{term.code}",
        )
        for term in terms_of_year(Taxonomy.Kind.COLUMN, year)
    ]


def _area_measures(year: int) -> list[Measure]:
    terms = list(terms_of_year(Taxonomy.Kind.KEY_AREA, year))
    lines = [
        Measure(
            f"area.{term.code}",
            term.name,
            "条",
            "三",
            _one(facts.entries, f"area/{term.code}"),
            list_key=f"area/{term.code}",
        )
        for term in terms
    ]
    codes = tuple(term.code for term in terms)
    return [*lines, Measure("area.total", "重点领域信息各项合计", "条", "三", partial(_areas, codes))]


FORM_2014: Mapping[str, str] = {
    "1.1": "items.distinct",
    "1.2.2": "website.total",
    "1.2.3": "posts.weibo",
    "1.2.4": "posts.wechat",
}
"""Cell of the 2014 form (国办发〔2014〕32号) → measure. A cell without a measure is 未统计, never nought."""


def rows_of(key: str, period: Period) -> tuple[QuerySet[Model], ...]:
    """The rows behind a figure.

    Raises:
        KeyError: no such measure in that year.
    """
    return measures_of_year(period.year)[key].rows(period)
