"""A map of countries, darker and more closely hatched where there is more, with the numbers written in.

The countries of routes have letters for what the sources say of them: they give no order, so no lines are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iomkg.plots.canvas import BODY, SMALL, Canvas, wrapped
from iomkg.plots.key import Fill, Key
from iomkg.plots.labels import Placer
from iomkg.plots.outlines import Country, countries
from iomkg.plots.pictures import STOPS, About, Map, counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TALLEST: Final = 7.0
_LEAST: Final = 34.0  # degrees of the smallest map
_AROUND: Final = 3.0  # degrees around what is shown
_NAME: Final = 1.1  # inches
_NONE: Final[Fill] = ("1.0", "")
#: From how many on, and how a country with so many is filled.
_CLASSES: Final[tuple[tuple[int, Fill], ...]] = (
    (1, ("0.95", "..")), (2, ("0.9", "///")), (4, ("0.8", "xxx")), (8, ("0.65", "")), (16, ("0.45", "")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is shown, and where it lies on the body, in inches."""

    west: float
    south: float
    east: float
    north: float
    left: float
    top: float
    width: float
    height: float

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a place lies on the body."""
        x = self.left + (point[0] - self.west) / (self.east - self.west) * self.width
        return x, self.top + (self.north - point[1]) / (self.north - self.south) * self.height


def draw(shown: Map, about: About) -> Canvas:
    """A sheet with the part of the world that holds the countries counted and those of the routes."""
    outlines = countries()
    codes = [code for code in {**shown.counts, **shown.stops} if code in outlines]
    key = Key([*_classes(shown.counts.values(), shown.unit), *_letters(shown.stops.values())])
    frame = _frame([outlines[code] for code in codes], key.height)
    canvas = Canvas(about, key.height + frame.height)
    key.draw(canvas, 0)
    axes = canvas.axes(frame.left, frame.top, frame.width, frame.height)
    axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north), xticks=[], yticks=[], facecolor="0.97")
    canvas.body.set_zorder(axes.get_zorder() + 1)
    for code, country in outlines.items():
        _draw_country(canvas, axes, code, country, frame, shown)
    _draw_names(canvas, codes, outlines, frame, shown)
    return canvas


def known(code: str) -> bool:
    """Whether there is an outline of a country."""
    return code in countries()


def _draw_country(canvas: Canvas, axes: Axes, code: str, country: Country, frame: _Frame, shown: Map) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    rings = [ring for ring in country.rings if _meets(ring, frame)]
    if not rings:
        return
    number = shown.counts.get(code, 0)
    ground, hatch = _fill(number)
    whole = Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in rings))
    edge = ("0.1", 1.4) if code in shown.stops else ("0.35", 0.8) if number else ("0.7", 0.4)
    mark = PathPatch(
        whole, facecolor=ground, hatch=hatch, edgecolor=edge[0], linewidth=edge[1], zorder=_order(shown, code)
    )
    axes.add_patch(mark)
    if code in shown.counts or code in shown.stops:
        said = [counted(number, shown.unit)] if number else []
        said += [" and ".join(STOPS[letter] for letter in shown.stops[code])] if code in shown.stops else []
        canvas.tell(mark, f"{shown.names[code]}: {', '.join(said)}")


def _draw_names(canvas: Canvas, codes: list[str], outlines: Mapping[str, Country], frame: _Frame, shown: Map) -> None:
    bounds = (frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
    placer = Placer(canvas, bounds, SMALL)
    for code in sorted(codes, key=lambda code: (-shown.counts.get(code, 0), code)):
        number = f" {shown.counts[code]}" if code in shown.counts else ""
        lines = wrapped(f"{shown.names[code]}{number}{_letter(shown, code)}", _NAME, SMALL, most=3)
        placer.put(*frame.at(outlines[code].point), lines)


def _order(shown: Map, code: str) -> int:
    """Borders that say something lie on top of those that do not."""
    return 3 if code in shown.stops else 2 if shown.counts.get(code) else 1


def _letter(shown: Map, code: str) -> str:
    return f" ({'/'.join(shown.stops[code])})" if code in shown.stops else ""


def _classes(counts: Iterable[int], unit: str) -> list[tuple[str, Fill]]:
    """The entries of the key: the classes that occur."""
    found = {_fill(number) for number in counts if number}
    ends = [start - 1 for start, _ in _CLASSES[1:]]
    named = []
    for (start, fill), end in zip(_CLASSES, [*ends, None], strict=True):
        if fill in found:
            words = f"{start} or more" if end is None else str(start) if end == start else f"{start} to {end}"
            named.append((f"{words} {unit if end == 1 else f'{unit}s'}", fill))
    return named


def _letters(stops: Iterable[str]) -> list[tuple[str, None]]:
    used = set("".join(stops))
    return [(f"({letter}) {word} on the route", None) for letter, word in STOPS.items() if letter in used]


def _fill(number: int) -> Fill:
    return next((fill for start, fill in reversed(_CLASSES) if number >= start), _NONE)


def _frame(shown: list[Country], top: float) -> _Frame:
    """What has to be seen with some room around it, not flatter or narrower than a page takes."""
    corners = [corner for country in shown for corner in country.rings[0]]
    west, east = _widened(min(x for x, _ in corners), max(x for x, _ in corners), _LEAST)
    south, north = _widened(min(y for _, y in corners), max(y for _, y in corners), _LEAST / 2)
    west, east = max(west, -180.0), min(east, 180.0)
    south, north = max(south, -60.0), min(north, 84.0)
    # Degrees of longitude are shorter than those of latitude by the cosine.
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    height = BODY * (north - south) * stretch / (east - west)
    width = BODY * min(1.0, _TALLEST / height)
    return _Frame(west, south, east, north, (BODY - width) / 2, top, width, min(height, _TALLEST))


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    room = max(_AROUND, (least - (high - low)) / 2)
    return low - room, high + room


def _meets(ring: tuple[tuple[float, float], ...], frame: _Frame) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) < frame.east and max(xs) > frame.west and min(ys) < frame.north and max(ys) > frame.south
