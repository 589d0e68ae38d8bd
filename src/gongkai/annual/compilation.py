"""Compile a body's report of a year: every figure counted from dated facts, with its 口径说明."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual import facts
from gongkai.annual.facts import Period
from gongkai.annual.figures import floor_with_more, share
from gongkai.annual.measures import FORM_2014, Measure, measures_of_year
from gongkai.bodies.models import BodyPeriod, PublicBody
from gongkai.bodies.queries import names_on, subtree_of_year
from gongkai.law.forms import form_for_year
from gongkai.records.enums import KEY_AREA_COLUMN


class NoSuchBody(LookupError):  # noqa: N818 - what was asked for is not there
    """No body bears the code: the sentence names it."""


class NoDataOfYear(LookupError):  # noqa: N818 - what was asked for is not there
    """Nothing was published, posted or issued in the year."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One local figure: `value` as printed (without its unit), `exact` as counted, `measure` its key."""

    label: str
    value: str
    unit: str
    exact: int | Decimal
    approximate: bool
    measure: str
    section: str
    list_key: str = ""


@dataclass(frozen=True, slots=True)
class Compilation:
    """A compiled year. `cells` are those of the form: a number, or None for 未统计."""

    body: str
    body_name: str
    year: int
    form: str
    scope: str
    cells: Mapping[str, int | None]
    local: Mapping[str, Figure]
    checks: tuple[Mapping[str, object], ...]
    notes: tuple[str, ...]


def find_body(code: str) -> PublicBody:
    """The body with this code.

    Raises:
        NoSuchBody: there is none.
    """
    body = PublicBody.objects.filter(code=code).first()
    if body is None:
        known = "、".join(PublicBody.objects.order_by("pk").values_list("code", flat=True)[:5])
        hint = (
            f"已登记的代码如：{known}。"
            if known
            else "系统中尚无公开主体，可先执行 gongkai demo load heping-2017。"
        )
        raise NoSuchBody(f"没有代码为“{code}”的公开主体，请核对 --body 的写法。{hint}")
    return body


def period_of(body: PublicBody, year: int, *, own: bool = False) -> Period:
    """The year over the body and all that stood below it, or over its own rows alone (本级)."""
    return Period(year, frozenset({body.pk}) if own else subtree_of_year(body, year))


def compile_report(body: PublicBody, year: int, *, own: bool = False) -> Compilation:
    """Count every measure of the year.

    Raises:
        NoDataOfYear: there is nothing to count.
    """
    period = period_of(body, year, own=own)
    measures = measures_of_year(year)
    counts = {key: measure.count(period) for key, measure in measures.items()}
    name = names_on(period.last).get(body.pk, body.code)
    if not any(count for key, count in counts.items() if not key.startswith("accounts.")):
        raise NoDataOfYear(
            f"{name}（{body.code}）{year}年没有任何已发布的信息、推文或文件，无从编制；请核对 --year。"
        )
    form = form_for_year(year)
    cells: dict[str, int | None] = dict.fromkeys(form.cells if form else ())
    if form and form.code == "2014":
        cells |= {cell: counts[key] for cell, key in FORM_2014.items()}
    return Compilation(
        body=body.code,
        body_name=name,
        year=year,
        form=form.code if form else "narrative",
        scope="本级" if len(period.body_ids) == 1 else f"全区汇总（{_reporting(period)}个单位）",
        cells=cells,
        local=dict(_figures(measures, counts)),
        checks=(),
        notes=tuple(_notes(period, counts)),
    )


def _reporting(period: Period) -> int:
    rows = BodyPeriod.objects.filter(body__in=period.body_ids, reports=True, valid_from__lte=period.last)
    return rows.values("body").distinct().count()


def _figures(measures: Mapping[str, Measure], counts: Mapping[str, int]) -> list[tuple[str, Figure]]:
    found: list[tuple[str, Figure]] = []
    for key, measure in measures.items():
        found.append((key, _figure(measure, counts[key])))
        part = share(counts[key], counts["website.total"]) if _is_main_column(key) else None
        if part is not None:
            found.append((f"{key}.share", _share_figure(measure, part)))
    return found


def _is_main_column(key: str) -> bool:
    return key.startswith("column.") and key.count(".") == 1


def _figure(measure: Measure, count: int) -> Figure:
    printed = floor_with_more(count) if measure.approximate else str(count)
    return Figure(
        label=measure.label,
        value=printed,
        unit=measure.unit,
        exact=count,
        approximate=printed != str(count),
        measure=measure.key,
        section=measure.section,
        list_key=measure.list_key,
    )


def _share_figure(measure: Measure, part: Decimal) -> Figure:
    return Figure(
        label=f"{measure.label}占网站发布总数的比例",
        value=f"{part}%",
        unit="",
        exact=part,
        approximate=False,
        measure=f"{measure.key} / website.total",
        section=measure.section,
    )


def _notes(period: Period, counts: Mapping[str, int]) -> list[str]:
    notes = []
    repeated = counts["posts.total"] - facts.posts(period, distinct=True).count()
    if repeated:
        notes.append(
            f"各类公开主体发布信息总数按不重复条目统计：政府门户网站{counts['website.total']}条，"
            f"政务微博、政务微信{counts['posts.total']}条，其中{repeated}条转发网站已发布的信息，不再计数，"
            f"实为{counts['items.distinct']}条。"
        )
    column = counts.get(f"column.{KEY_AREA_COLUMN}", counts["area.total"])
    overlap = counts["area.total"] - column
    if overlap > 0:
        notes.append(
            f"重点领域信息各项合计{counts['area.total']}条，多于“重点领域信息”栏目的{column}条："
            f"同一条信息可归入不止一个重点领域，其他栏目的信息也可归入重点领域，由此多出{overlap}条。"
        )
    if counts["website.total"]:
        notes.append("占比按四舍五入保留两位小数，各项相加不一定等于100.00%。")
    return notes
