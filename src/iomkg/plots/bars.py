"""Bars beside each other, each with its value; units (currencies) below each other, each to its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from iomkg.naming import grouped
from iomkg.plots.canvas import BODY, FILLS, TEXT, Canvas, line_height, widest, wrapped
from iomkg.plots.key import Key
from iomkg.plots.pictures import About, Bar, Bars

_LABELS: Final = 3.6  # inches for the labels at most
_THICK: Final = 0.2
_GAP: Final = 0.12
_UNIT: Final = 0.3


def draw(bars: Bars, about: About) -> Canvas:
    """A sheet with the bars; labels to their left, values to their right, hatches by kind."""
    kinds = list(dict.fromkeys(bar.kind for panel in bars.panels.values() for bar in panel if bar.kind))
    key = Key([(kind, FILLS[n % len(FILLS)]) for n, kind in enumerate(kinds)] if len(kinds) > 1 else [])
    labels = {unit: [wrapped(bar.label, _LABELS, TEXT, most=3) for bar in panel] for unit, panel in bars.panels.items()}
    heights = {unit: [max(_THICK, line_height(TEXT) * len(lines)) + _GAP for lines in found]
               for unit, found in labels.items()}  # fmt: skip
    canvas = Canvas(about, key.height + sum(sum(found) + _UNIT + _GAP for found in heights.values()))
    left = max(widest(lines, TEXT) for found in labels.values() for lines in found) + 0.12
    key.draw(canvas, 0)
    y = key.height
    for unit, panel in bars.panels.items():
        one = f" ({kinds[0]})" if len(kinds) == 1 else ""
        canvas.text(left, y + _UNIT * 0.7, f"{unit}{one}", weight="bold", va="baseline")
        y = _draw_panel(canvas, panel, labels[unit], heights[unit], kinds, left, y + _UNIT) + _GAP
    return canvas


def _draw_panel(
    canvas: Canvas,
    panel: Sequence[Bar],
    labels: Sequence[list[str]],
    heights: Sequence[float],
    kinds: Sequence[str],
    left: float,
    y: float,
) -> float:
    """Draw the bars of one unit from a height downwards; where they end."""
    values = [_number(bar.value) for bar in panel]
    room = BODY - left - widest(values, TEXT) - 0.15
    largest = max((abs(bar.value) for bar in panel), default=Decimal(0)) or Decimal(1)
    top = y
    for bar, lines, height, value in zip(panel, labels, heights, values, strict=True):
        middle = y + height / 2
        length = room * float(abs(bar.value) / largest)
        _draw_bar(canvas, bar, (left, middle - _THICK / 2, length, _THICK), kinds)
        canvas.text(left - 0.08, middle, lines, ha="right")
        canvas.text(left + length + 0.08, middle, value)
        y += height
    canvas.body.plot([left, left], [top, y], color="0.3", linewidth=0.8)
    return y


def _draw_bar(canvas: Canvas, bar: Bar, box: tuple[float, float, float, float], kinds: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    ground, hatch = FILLS[kinds.index(bar.kind) % len(FILLS)] if bar.kind else FILLS[0]
    x, y, width, height = box
    mark = Rectangle((x, y), width, height, facecolor=ground, hatch=hatch, edgecolor="0.2", linewidth=0.6)
    canvas.body.add_patch(mark)
    canvas.tell(mark, f"{bar.label}: {_number(bar.value)}" + (f", {bar.kind}" if bar.kind else ""))


def _number(value: Decimal) -> str:
    return grouped(f"{value:f}")
