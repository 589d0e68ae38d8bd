"""汇总核对: the figures of a body against the sum of its units' frozen reports and of what no unit reports on.

The relation is S-1 of the national forms: 汇总表每一栏，等于各报送单位该栏之和. Below the units stands the body's own
part (本级): the rows of bodies that no frozen report covers. A difference is told with the units whose rows are no
longer those that their report counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.compilation import Compilation, Counting
from gongkai.annual.measure import Measure
from gongkai.annual.measures.form_cells import measure_keys
from gongkai.annual.models import AnnualReport, FrozenCell
from gongkai.annual.sources import Number
from gongkai.bodies.models import BodyPeriod, PublicBody
from gongkai.bodies.queries import children_within
from gongkai.bodies.rules import descendants

TITLE = "汇总表每一栏，等于各报送单位该栏之和"


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit whose rows now make another figure than its report froze; `then` None: it was 未统计 there."""

    name: str
    then: Number | None
    now: Number


@dataclass(frozen=True, slots=True)
class Difference:
    measure: str
    label: str
    unit: str
    total: Number
    parts: Number
    moved: tuple[Moved, ...]

    @property
    def by(self) -> Number:
        return self.total - self.parts


@dataclass(frozen=True, slots=True)
class RollUp:
    """`units` reports were added up; `waiting` names the units that report and have none frozen."""

    title: str
    source: str
    units: int
    waiting: tuple[str, ...]
    agreeing: int
    differences: tuple[Difference, ...]


def roll_up(count: Counting, body: PublicBody, report: Compilation) -> RollUp | None:
    """None for a body without units. Run it where the rows of all bodies may be read."""
    scope = count.scopes[body.pk]
    if len(scope) == 1:
        return None
    tree = children_within(*count.period.days)
    frozen = _frozen_units(body, count.year, scope, tree)
    scopes = {unit: descendants(tree, unit) for unit in frozen.values()}
    rest = scope.difference(*scopes.values())
    values = _frozen_values(frozen)
    found = [
        _compared(count, measure, total, values, scopes, rest) for measure, total in _totals(count, report)
    ]
    rule = (
        next((each for each in count.form.identities if each.kind == "rollup"), None) if count.form else None
    )
    return RollUp(
        title=rule.title if rule else TITLE,
        source=rule.source if rule else "",
        units=len(frozen),
        waiting=tuple(_waiting(count, body, rest)),
        agreeing=sum(1 for each in found if not each.by),
        differences=tuple(each for each in found if each.by),
    )


def _frozen_units(
    body: PublicBody, year: int, scope: frozenset[int], tree: Mapping[int, list[int]]
) -> dict[int, int]:
    """Report → body, of every frozen report below the body; one that lies within another is left to it."""
    rows = AnnualReport.objects.filter(body__in=scope, year=year, frozen_on__isnull=False).exclude(body=body)
    found = dict(rows.values_list("pk", "body_id"))
    within = {unit for each in found.values() for unit in descendants(tree, each) if unit != each}
    return {report: unit for report, unit in found.items() if unit not in within}


def _frozen_values(frozen: Mapping[int, int]) -> dict[str, dict[int, Decimal | None]]:
    """Key of a cell or of a local figure → unit → its frozen figure."""
    found: dict[str, dict[int, Decimal | None]] = {}
    rows = FrozenCell.objects.filter(report__in=frozen).values_list("report_id", "key", "exact")
    for report, key, exact in rows:
        found.setdefault(key, {})[frozen[report]] = exact
    return found


def _totals(count: Counting, report: Compilation) -> Iterator[tuple[Measure, Number]]:
    """Every measure that the report states; shares and rates have no rows to be added up."""
    cells = {key: report.cells[cell] for cell, key in _cell_keys(count).items()}
    for key, measure in count.measures.items():
        figure = report.local.get(key)
        total = figure.exact if figure else cells.get(key)
        if total is not None:
            yield measure, total


def _cell_keys(count: Counting) -> Mapping[str, str]:
    return measure_keys(count.form) if count.form else {}


def _compared(  # noqa: PLR0913, PLR0917 - one figure, all of its parts
    count: Counting,
    measure: Measure,
    total: Number,
    values: Mapping[str, Mapping[int, Decimal | None]],
    scopes: Mapping[int, frozenset[int]],
    rest: frozenset[int],
) -> Difference:
    cell = next((cell for cell, key in _cell_keys(count).items() if key == measure.key), measure.key)
    then = {**values.get(cell, {}), **values.get(measure.key, {})}
    parts = sum((value for value in then.values() if value is not None), Decimal(0)) + count.raw(
        measure, rest
    )
    moved: tuple[Moved, ...] = ()
    if parts != total:
        moved = tuple(_moved(count, measure, then, scopes))
    return Difference(measure.key, measure.label, measure.unit, total, _whole(parts), moved)


def _moved(
    count: Counting,
    measure: Measure,
    then: Mapping[int, Decimal | None],
    scopes: Mapping[int, frozenset[int]],
) -> Iterator[Moved]:
    for unit, bodies in scopes.items():
        before, now = then.get(unit), count.raw(measure, bodies)
        if (before or 0) != now:
            yield Moved(count.names.get(unit, ""), None if before is None else _whole(before), now)


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else Decimal(number).normalize()


def _waiting(count: Counting, body: PublicBody, rest: frozenset[int]) -> Iterator[str]:
    rows = BodyPeriod.objects.filter(
        body__in=rest - {body.pk}, reports=True, valid_from__lte=count.period.last
    ).order_by("position", "body__code")
    for unit in dict.fromkeys(rows.values_list("body_id", flat=True)):
        yield count.names.get(unit, "")
