"""Spans of time below each other: from the first day to the last that what is stated allows."""

from __future__ import annotations

import datetime as dt
from typing import Final

from iomkg.plots.canvas import BODY, SMALL, TEXT, Canvas, line_height, widest, wrapped
from iomkg.plots.pictures import About, Span, Timeline

_LABELS: Final = 3.4  # inches
_THICK: Final = 0.17
_GAP: Final = 0.14
_AXIS: Final = 0.35
_DATES: Final = 0.16
_OPEN: Final = 0.45  # inches of a span whose other end is not stated


def draw(line: Timeline, about: About) -> Canvas:
    """A sheet with the spans; the dates as stated at each, an open end drawn as an arrow."""
    labels = [wrapped(span.label, _LABELS, TEXT, most=3) for span in line.spans]
    heights = [max(_THICK + _DATES, line_height(TEXT) * len(lines)) + _GAP for lines in labels]
    undated = wrapped(_undated(line), BODY, SMALL)
    below = line_height(SMALL) * len(undated) + (0.1 if undated else 0)
    canvas = Canvas(about, _AXIS + sum(heights) + below)
    left = max(widest(lines, TEXT) for lines in labels) + 0.15
    scale = _Scale(line.spans, left)
    _draw_years(canvas, scale, _AXIS + sum(heights))
    y = _AXIS
    for span, lines, height in zip(line.spans, labels, heights, strict=True):
        canvas.text(left - 0.08, y + height / 2, lines, ha="right")
        _draw_span(canvas, span, scale, y + height / 2)
        y += height
    if undated:
        canvas.text(0, y + 0.1, undated, SMALL, va="top")
    return canvas


class _Scale:
    """Where days lie, in inches: whole years fill the room to the right of the labels."""

    def __init__(self, spans: tuple[Span, ...], left: float) -> None:
        days = [day for span in spans for day in (span.first, span.last) if day]
        self.first = min(int(day[:4]) for day in days)
        self.last = max(int(day[:4]) for day in days) + 1
        self._left = left + _OPEN
        self._room = BODY - self._left - _OPEN

    def at(self, day: str) -> float:
        """Where a day begins."""
        start = dt.date(self.first, 1, 1)
        whole = dt.date(self.last, 1, 1) - start
        return self._left + self._room * ((dt.date.fromisoformat(day) - start) / whole)


def _undated(line: Timeline) -> str:
    return f"Without a date: {'; '.join(line.undated)}." if line.undated else ""


def _draw_years(canvas: Canvas, scale: _Scale, bottom: float) -> None:
    years = range(scale.first, scale.last + 1)
    step = max(1, round(len(years) / 12))
    for year in years:
        x = scale.at(f"{year:04d}-01-01")
        canvas.body.plot([x, x], [_AXIS - 0.08, bottom], color="0.85", linewidth=0.6, zorder=0)
        if (year - scale.first) % step == 0:
            canvas.text(x, _AXIS - 0.18, f"{year}", SMALL, ha="center")


def _draw_span(canvas: Canvas, span: Span, scale: _Scale, middle: float) -> None:
    from matplotlib.patches import Polygon

    start = scale.at(span.first) if span.first else None
    end = scale.at(span.last) if span.last else None
    left = start if start is not None else (end or 0.0) - _OPEN
    right = max(end if end is not None else (start or 0.0) + _OPEN, left + 0.06)
    top, bottom, half = middle - _THICK / 2 - _DATES / 2, middle + _THICK / 2 - _DATES / 2, middle - _DATES / 2
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if start is None:
        corners = [(left, half), (left + 0.15, top), (right, top), (right, bottom), (left + 0.15, bottom)]
    elif end is None:
        corners = [(left, top), (right - 0.15, top), (right, half), (right - 0.15, bottom), (left, bottom)]
    whole = start is not None and end is not None
    mark = Polygon(
        corners, facecolor="0.55" if whole else "1.0", hatch="" if whole else "////", edgecolor="0.2", linewidth=0.6
    )
    canvas.body.add_patch(mark)
    canvas.tell(mark, f"{span.label}: {span.stated}")
    wide = widest([span.stated], SMALL)
    canvas.text(min(left, BODY - wide), bottom + 0.1, span.stated, SMALL)
