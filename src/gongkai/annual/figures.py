"""How a figure is printed: exact, as a share, or as a floor with 余."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def share(part: int, whole: int) -> Decimal | None:
    """The share in percent, to two places, half up; None where there is no whole."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def floor_with_more(exact: int) -> str:
    """The printed floor of an exact figure: two leading digits, then 余 (5634 → 5600余, 103482 → 10万余).

    A figure below 100 or one that is its own floor is printed as it is.
    """
    digits = len(str(exact))
    step = 10 ** max(digits - 2, 0)
    floor = exact // step * step
    if digits <= 2 or floor == exact:  # noqa: PLR2004 - two leading digits
        return str(exact)
    return f"{floor // 10000}万余" if floor % 10000 == 0 else f"{floor}余"
