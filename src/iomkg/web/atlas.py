"""A map of countries as shapes for a page: how many projects work in each, and what a route does there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from iomkg.plots.outlines import Country, countries

_WIDTH: Final = 960.0
_TALLEST: Final = 760.0
_AROUND: Final = 4.0  # degrees around what is shown
_LEAST: Final = 40.0  # degrees of the smallest map
_FLATTEST: Final = 0.5  # degrees north for each degree east
_WORLD: Final = ((-20.0, 60.0), (-35.0, 60.0))  # degrees east and north that are shown where nothing is counted
_APART: Final = (46.0, 30.0)  # how far numbers have to be from each other to be read
#: From how many on a country is darker.
LEVELS: Final = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Shape:
    """A country: its outline as the path of an SVG, and how dark it is, from 0. Of those that are told of: what is
    told, where it leads, and where its number stands, if there is room for it."""

    outline: str
    level: int
    told: str = ""
    href: str | None = None
    on_route: bool = False
    number: str = ""
    at: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Atlas:
    """The part of the world that is shown; the countries told of come last, so that their borders are whole."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a country; `stops` says whether it lies on a route."""

    count: int
    words: str
    href: str | None
    on_route: bool = False


def drawn(told: Mapping[str, Told]) -> Atlas:
    """The map of countries by their codes in small letters; those without an outline are not on it."""
    outlines = countries()
    frame = _frame([outlines[code] for code in told if code in outlines])
    ordered = sorted((code for code in told if code in outlines), key=lambda code: (-told[code].count, code))
    taken: list[tuple[float, float]] = []
    shapes = [
        Shape(path, 0)
        for code, country in outlines.items()
        if code not in told and (path := frame.path(country))
    ]  # fmt: skip
    for code in ordered:
        each, at = told[code], frame.at(outlines[code].point)
        free = all(abs(at[0] - x) > _APART[0] or abs(at[1] - y) > _APART[1] for x, y in taken)
        number = str(each.count) if free and each.count else ""
        if number:
            taken.append(at)
        shapes.append(Shape(frame.path(outlines[code]), level(each.count), each.words, each.href, each.on_route, number,
                            (round(at[0], 1), round(at[1], 1))))  # fmt: skip
    return Atlas(_WIDTH, round(frame.height, 1), tuple(shapes))


def level(count: int) -> int:
    """How dark a country with so many is: 0 where there are none."""
    return sum(count >= start for start in LEVELS)


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    north: float
    per_east: float
    per_north: float
    height: float

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.per_east, (self.north - point[1]) * self.per_north

    def path(self, country: Country) -> str:
        """The outlines that lie in the frame, as steps from corner to corner; empty where none does."""
        return "".join(filter(None, map(self._ring, country.rings)))

    def _ring(self, ring: tuple[tuple[float, float], ...]) -> str:
        corners = [(round(x), round(y)) for x, y in map(self.at, ring)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if max(xs) < 0 or min(xs) > _WIDTH or max(ys) < 0 or min(ys) > self.height:
            return ""
        kept = [corners[0], *(b for a, b in pairwise(corners) if a != b)]
        if len(kept) < 3:
            return ""
        (x, y), steps = kept[0], []
        for a, b in pairwise(kept):
            steps.append(f"{b[0] - a[0]} {b[1] - a[1]}")
        return f"M{x} {y}l{' '.join(steps)}z"


def _frame(shown: list[Country]) -> _Frame:
    """What has to be seen with some room around it, not flatter or narrower than a page takes."""
    corners = [corner for country in shown for corner in country.rings[0]]
    longitudes = [x for x, _ in corners] or list(_WORLD[0])
    latitudes = [y for _, y in corners] or list(_WORLD[1])
    west, east = _widened(min(longitudes), max(longitudes), _LEAST, (-180.0, 180.0))
    south, north = _widened(min(latitudes), max(latitudes), (east - west) * _FLATTEST, (-57.0, 80.0))
    # Degrees of longitude are shorter than those of latitude by the cosine.
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    per_east = _WIDTH / (east - west)
    height = (north - south) * stretch * per_east
    if height > _TALLEST:
        more = (east - west) * (height / _TALLEST - 1)
        west, per_east = west - more / 2, per_east * _TALLEST / height
        height = _TALLEST
    return _Frame(west, north, per_east, per_east * stretch, height)


def _widened(low: float, high: float, least: float, within: tuple[float, float]) -> tuple[float, float]:
    room = max(_AROUND, (least - (high - low)) / 2)
    return max(low - room, within[0]), min(high + room, within[1])
