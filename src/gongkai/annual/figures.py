"""How a figure is printed: exact, as a share, or as a floor with 余."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.annual.sources import Number

_ONE_DIGIT_LEADS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One local figure: `value` as printed (without its unit), `exact` as counted, `measure` its key."""

    label: str
    value: str
    unit: str
    exact: Number
    approximate: bool
    measure: str
    section: str
    list_key: str = ""

    @property
    def printed(self) -> str:
        return f"{self.value}{self.unit}"


def share(part: Number, whole: Number) -> Decimal | None:
    """The share in percent, to two places, half up; None where there is no whole."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(part: Decimal) -> str:
    """A rate as it is printed: without places that say nothing (100%, 98.5%)."""
    return f"{part.normalize():f}%"


def floor_with_more(exact: int, *, coarse: bool = False) -> str:
    """The printed floor of an exact figure: two leading digits, then 余 (5634 → 5600余, 103482 → 10余万).

    A figure below 100 or one that is its own floor is printed as it is. `coarse`, as people are counted, leads with
    one digit below a thousand (437 → 400余, 64 → 60余).
    """
    digits = len(str(exact))
    leading = 1 if coarse and digits <= _ONE_DIGIT_LEADS else 2
    step = 10 ** max(digits - leading, 0)
    floor = exact // step * step
    if floor == exact:
        return str(exact)
    return f"{floor // 10000}余万" if floor % 10000 == 0 else f"{floor}余"
