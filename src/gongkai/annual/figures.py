"""How a figure is printed: exact, as a share, or as a floor with 余."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from gongkai.annual.sources import Number


def share(part: Number, whole: Number) -> Decimal | None:
    """The share in percent, to two places, half up; None where there is no whole."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(part: Decimal) -> str:
    """A rate as it is printed: without places that say nothing (100%, 98.5%)."""
    return f"{part.normalize():f}%"


def floor_with_more(exact: int, floor_from: int = 100) -> str:
    """The printed floor of an exact figure: two leading digits, then 余 (5634 → 5600余, 103482 → 10万余).

    A figure below `floor_from` or one that is its own floor is printed as it is; below 100 one digit leads (23 → 20余).
    """
    digits = len(str(exact))
    step = 10 ** max(digits - 2, 1)
    floor = exact // step * step
    if exact < floor_from or floor == exact:
        return str(exact)
    return f"{floor // 10000}万余" if floor % 10000 == 0 else f"{floor}余"
