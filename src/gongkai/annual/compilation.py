"""Compile a body's report of a year: every figure counted from dated facts, with its checks and 口径说明."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.annual.checks import Check, checks_of
from gongkai.annual.counting import Statements, kept_with, stated, statements_of
from gongkai.annual.facts.engagement import best_marks
from gongkai.annual.figures import Figure, floor_with_more, share
from gongkai.annual.measure import Measure
from gongkai.annual.measures import measures_of_year
from gongkai.annual.measures.form_cells import measure_keys
from gongkai.annual.notes import notes_of
from gongkai.annual.period import Period
from gongkai.annual.rates import names_given, rates_of
from gongkai.annual.sources import Number, Tallies
from gongkai.bodies.models import BodyPeriod, PublicBody
from gongkai.bodies.queries import children_within, names_on, subtree_of_year
from gongkai.bodies.rules import descendants
from gongkai.law.forms import Form, form_for_year


class NoSuchBody(LookupError):  # noqa: N818 - what was asked for is not there
    """No body bears the code: the sentence names it."""


class NoDataOfYear(LookupError):  # noqa: N818 - what was asked for is not there
    """Nothing that a report counts happened in the year."""


@dataclass(frozen=True, slots=True)
class Unstated:
    """A local figure that nobody counted: 未统计."""

    key: str
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class Compilation:
    """A compiled year. `cells` are those of the form: a number, or None for 未统计."""

    body: str
    body_name: str
    year: int
    form: str
    scope: str
    cells: Mapping[str, Number | None]
    local: Mapping[str, Figure]
    unstated: tuple[Unstated, ...]
    checks: tuple[Check, ...]
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
    return counting_of(body, year, own=own).compiled(body)


def counting_of(body: PublicBody, year: int, *, own: bool = False) -> Counting:
    """The year counted over the body, for its report and what stands beside it.

    Raises:
        NoDataOfYear: there is nothing to count.
    """
    period = period_of(body, year, own=own)
    count = Counting(year, {body.pk: period.body_ids})
    if not count.anything(body):
        name = count.names.get(body.pk, body.code)
        raise NoDataOfYear(
            f"{name}（{body.code}）{year}年没有任何已发布的信息、推文或文件，也没有登记的申请和活动，"
            "无从编制；请核对年度。"
        )
    return count


def compile_reports(bodies: Iterable[PublicBody], year: int) -> Iterator[tuple[PublicBody, Compilation]]:
    """The reports of many bodies, each over all that stood below it, counted by the queries of one."""
    wanted = list(bodies)
    tree = children_within(*Period(year, frozenset()).days)
    count = Counting(year, {body.pk: descendants(tree, body.pk) for body in wanted})
    for body in wanted:
        yield body, count.compiled(body)


class Counting:
    """What several compilations of a year share: measures, tallies, names, statements; `scopes` by body."""

    def __init__(self, year: int, scopes: Mapping[int, frozenset[int]]) -> None:
        self.year = year
        self.scopes = scopes
        self.period = Period(year, frozenset().union(*scopes.values()))
        self.measures = measures_of_year(year)
        self.tallies = Tallies(self.period)
        self.form = form_for_year(year)
        self._said = statements_of(scopes, year)
        self._previous: Counting | None = None

    @cached_property
    def names(self) -> Mapping[int, str]:
        """What each body was called at the year's end."""
        return names_on(self.period.last)

    @cached_property
    def _rate_names(self) -> Mapping[str, str]:
        return names_given(best_marks(self.period))

    @cached_property
    def _reporting(self) -> frozenset[int]:
        return frozenset(_reporting(self.period))

    def anything(self, body: PublicBody) -> bool:
        """Whether a fact of the year itself stands.

        How things stood at its end is no such fact, nor is what a later year says of it or carried into it.
        """
        bodies = self.scopes[body.pk]
        dated = (
            slice_
            for key, measure in self.measures.items()
            if not key.endswith(".pending") and key.partition(".")[0] not in {"problems", "reports"}
            for slice_ in measure.slices
            if not slice_.source.standing
        )
        return any(self.tallies.value(slice_, bodies) for slice_ in dated)

    def compiled(self, body: PublicBody) -> Compilation:
        bodies = self.scopes[body.pk]
        values = self.values(body)
        local = dict(_figures(self.measures, values, self._rate_names))
        cells = _cells(self.form, values)
        previous = self._last_year(body) if self.form and _looks_back(self.form) else None
        reporting = len(bodies & self._reporting)
        return Compilation(
            body=body.code,
            body_name=self.names.get(body.pk, body.code),
            year=self.year,
            form=self.form.code if self.form else "narrative",
            scope="本级" if len(bodies) == 1 else f"全区汇总（{reporting}个单位）",
            cells=cells,
            local=local,
            unstated=tuple(_unstated(self.measures, values)),
            checks=tuple(checks_of(self.form, cells, previous)) if self.form else (),
            notes=tuple(notes_of(local)),
        )

    def values(self, body: PublicBody, keys: Collection[str] | None = None) -> dict[str, Number | None]:
        """Every figure; with `keys` those of the registers in which these stand, so the other sources are not asked."""
        measures = self.measures if keys is None else kept_with(self.measures, keys)
        return stated(measures, self.tallies, self.scopes[body.pk], self._said.get(body.pk, Statements()))

    def raw(self, measure: Measure, bodies: frozenset[int]) -> Number:
        """A figure over any of the bodies as its rows make it, whatever is said of the register."""
        return measure.value(self.tallies, bodies)

    def _last_year(self, body: PublicBody) -> Mapping[str, Number | None] | None:
        """Last year's cells where that year used the same form and anything happened in it."""
        if self._previous is None:
            self._previous = Counting(self.year - 1, self.scopes)
        before = self._previous
        if before.form is not self.form or not before.anything(body):
            return None
        return _cells(before.form, before.values(body))


def _looks_back(form: Form) -> bool:
    return any(term.startswith("previous:") for each in form.identities for term in (*each.left, *each.right))


def _cells(form: Form | None, values: Mapping[str, Number | None]) -> dict[str, Number | None]:
    return {cell: values[key] for cell, key in measure_keys(form).items()} if form else {}


def _reporting(period: Period) -> Iterable[int]:
    rows = BodyPeriod.objects.filter(body__in=period.body_ids, reports=True, valid_from__lte=period.last)
    return rows.values_list("body_id", flat=True)


def _figures(
    measures: Mapping[str, Measure], values: Mapping[str, Number | None], names: Mapping[str, str]
) -> Iterator[tuple[str, Figure]]:
    """Local figures in the order of the report, each share behind its part."""
    rates = rates_of(measures, values, names)
    for key, measure in measures.items():
        value = values[key]
        if not measure.local or value is None:
            continue
        yield key, _figure(measure, value)
        if _is_main_column(key) and (part := share(value, values["website.total"] or 0)) is not None:
            yield f"{key}.share", _share_figure(measure, part)
        for rate in rates.get(key, ()):
            yield (
                rate.key,
                Figure(rate.label, rate.printed, "", rate.exact, False, rate.measure, measure.section),  # noqa: FBT003
            )


def _unstated(measures: Mapping[str, Measure], values: Mapping[str, Number | None]) -> Iterator[Unstated]:
    for key, measure in measures.items():
        if measure.local and values[key] is None:
            yield Unstated(key, measure.label, measure.section)


def _is_main_column(key: str) -> bool:
    return key.startswith("column.") and key.count(".") == 1


def _figure(measure: Measure, exact: Number) -> Figure:
    plain = str(exact) if isinstance(exact, int) else f"{exact.normalize():f}"
    printed = (
        floor_with_more(exact, coarse=measure.coarse)
        if measure.approximate and isinstance(exact, int)
        else plain
    )
    return Figure(
        label=measure.label,
        value=printed,
        unit=measure.unit,
        exact=exact,
        approximate=printed != plain,
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
