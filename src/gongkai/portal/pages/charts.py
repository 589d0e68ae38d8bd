"""Bar charts as SVG without a viewBox: bars in per cent, rows in em, so that they fit any width and text size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gongkai.portal.shapes import Bar, Chart

ROW_EM = 3.3
LONGEST_PERCENT = 70.0
LABEL_CHARACTERS = 18


@dataclass(frozen=True, slots=True)
class DrawnBar:
    label: str
    text: str
    width: str
    label_y: str
    y: str
    text_y: str


@dataclass(frozen=True, slots=True)
class DrawnChart:
    height: str
    bars: tuple[DrawnBar, ...]


def percent(value: float, whole: float, longest: float = 100.0) -> str:
    """The length of `value` when `whole` takes `longest` per cent; what is no length has none."""
    if not (math.isfinite(value) and whole > 0 and value > 0):
        return "0%"
    return f"{min(value / whole, 1.0) * longest:.2f}%"


def shortened(label: str) -> str:
    """The label as it fits above a bar; the table beside the chart has it in full."""
    return label if len(label) <= LABEL_CHARACTERS else label[: LABEL_CHARACTERS - 1] + "…"


def draw(chart: Chart) -> DrawnChart:
    finite = [bar.value for bar in chart.bars if math.isfinite(bar.value)]
    whole = max(finite, default=0.0)
    bars = tuple(_bar(bar, whole, place) for place, bar in enumerate(chart.bars))
    return DrawnChart(height=f"{ROW_EM * len(bars):g}em", bars=bars)


def _bar(bar: Bar, whole: float, place: int) -> DrawnBar:
    top = ROW_EM * place
    return DrawnBar(
        label=shortened(bar.label),
        text=bar.text,
        width=percent(bar.value, whole, LONGEST_PERCENT),
        label_y=f"{top + 1.1:g}em",
        y=f"{top + 1.5:g}em",
        text_y=f"{top + 2.3:g}em",
    )
