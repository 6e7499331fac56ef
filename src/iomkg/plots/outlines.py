"""The outlines of countries, as data/outlines.json has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from iomkg.resources import data

_GRID: Final = 10  # steps of the outlines to a degree


@dataclass(frozen=True, slots=True)
class Country:
    """The rings of a country, the largest first, and a point inside it, in degrees east and north."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    point: tuple[float, float]


@cache
def countries() -> Mapping[str, Country]:
    """The countries by their codes in small letters. Not for changing."""
    whole = json.loads((data() / "outlines.json").read_text("utf-8"))
    return {code: _country(told["rings"], told["point"]) for code, told in whole["countries"].items()}


def _country(rings: list[list[int]], point: list[int]) -> Country:
    traced = sorted((_corners(steps) for steps in rings), key=_extent, reverse=True)
    return Country(tuple(traced), (point[0] / _GRID, point[1] / _GRID))


def _corners(steps: list[int]) -> tuple[tuple[float, float], ...]:
    x = y = 0
    corners = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        corners.append((x / _GRID, y / _GRID))
    return tuple(corners)


def _extent(ring: tuple[tuple[float, float], ...]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
