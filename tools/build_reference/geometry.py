"""One point to draw for an outline of longitudes and latitudes."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

Ring = list[list[float]]
Point = tuple[float, float]


def point_inside(geometry: dict[str, Any]) -> Point:
    """Longitude and latitude of a point inside the largest part of a GeoJSON Polygon or MultiPolygon.

    It is the part's centroid, or where that falls outside (a crescent), the middle of the widest stretch of the part at
    the centroid's latitude.
    """
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    outlines: list[Ring] = [part[0] for part in parts]
    outline = max(outlines, key=lambda ring: abs(area(ring)))
    x, y = _centroid(outline)
    stretches = _stretches(outline, y)
    if not stretches or any(left <= x <= right for left, right in stretches):
        return x, y
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (left + right) / 2, y


def degrees(number: float) -> Decimal:
    """A coordinate to a hundredth of a degree, about a kilometre: enough for a map of countries and towns."""
    return Decimal(str(round(number, 2)))


def area(ring: Ring) -> float:
    """The area inside a closed ring, in square degrees; negative where it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _centroid(ring: Ring) -> Point:
    whole = area(ring)
    if not whole:
        return ring[0][0], ring[0][1]
    x = y = 0.0
    for a, b in pairwise(ring):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * whole), y / (6 * whole)


def _stretches(ring: Ring, y: float) -> list[Point]:
    """The west and east ends of the ring's inside along a parallel."""
    crossings = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
