"""`python -m tools.build_outlines COUNTRIES OUTPUT`: the outlines of countries that maps are drawn with.

COUNTRIES is Natural Earth's 1:50m countries as GeoJSON, in the public domain. Neighbours share their corners, and all
corners are put on one grid of a tenth of a degree, so that borders stay common without gaps.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from tools.build_reference.geometry import area, point_inside

Corner = tuple[int, int]
Ring = list[Corner]
#: Codes of Natural Earth's own, and the ISO code of the same or the whole country (for Kosovo, the user-assigned one).
_CODES = {
    "ALD": "ala", "CYN": "cyp", "KOS": "xkx", "PSX": "pse", "SAH": "esh", "SDS": "ssd", "SOL": "som",
}  # fmt: skip
_PARTS = frozenset({"CYN", "SOL"})  # of a country that has a feature of its own
_NO_COUNTRIES = frozenset({"ATC", "IOA", "KAS"})
_GRID = 10  # steps to a degree
_SMALLEST = 0.04  # square degrees of an island that is still drawn, if it is not a country's largest


def outlines(geojson: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """For each country its rings, as steps from corner to corner, and a point inside the largest: tenths of a degree,
    east and north."""
    parts: dict[str, list[Ring]] = defaultdict(list)
    points: dict[str, list[int]] = {}
    for feature in geojson["features"]:
        code = feature["properties"]["ADM0_A3"]
        if code in _NO_COUNTRIES:
            continue
        country = _CODES.get(code, code.lower())
        parts[country] += _rings(feature["geometry"])
        if code not in _PARTS:
            points[country] = [round(degrees * _GRID) for degrees in point_inside(feature["geometry"])]
    return {
        country: {"rings": [list(_steps(_straightened(ring))) for ring in _joined(rings)], "point": points[country]}
        for country, rings in sorted(parts.items())
    }


def _joined(rings: list[Ring]) -> list[Ring]:
    """The rings, without the borders that two of them share."""
    edges = {edge for ring in rings for edge in pairwise([*ring, ring[0]])}
    outer = [(a, b) for ring in rings for a, b in pairwise([*ring, ring[0]]) if (b, a) not in edges]
    if len(outer) == sum(map(len, rings)):
        return rings
    following: dict[Corner, list[Corner]] = defaultdict(list)
    for a, b in outer:
        following[a].append(b)
    joined: list[Ring] = []
    while following:
        ring = [next(iter(following))]
        while ring[-1] in following:
            corner = ring[-1]
            ring.append(following[corner].pop())
            if not following[corner]:
                del following[corner]
        joined.append(ring[:-1])
    return joined


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings on the grid, the largest first, without tiny islands."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    outer = sorted((part[0] for part in parts), key=lambda ring: -abs(area(ring)))
    for number, ring in enumerate(outer):
        if number == 0 or abs(area(ring)) >= _SMALLEST:
            corners = _corners(ring)
            if len(corners) > 2:
                yield corners


def _corners(ring: Iterable[list[float]]) -> Ring:
    """The corners on the grid, each once in a row."""
    corners = [corner for corner, _ in groupby((round(x * _GRID), round(y * _GRID)) for x, y in ring)]
    return corners[:-1] if corners[0] == corners[-1] else corners


def _straightened(corners: Ring) -> Ring:
    """Without the corners that a straight line passes through."""
    kept: Ring = []
    for corner in corners:
        if len(kept) > 1 and _straight(kept[-2], kept[-1], corner):
            kept.pop()
        kept.append(corner)
    return kept


def _straight(a: Corner, b: Corner, c: Corner) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (c[0] - b[0]) * (b[1] - a[1])


def _steps(corners: Ring) -> Iterator[int]:
    x = y = 0
    for corner in corners:
        yield corner[0] - x
        yield corner[1] - y
        x, y = corner


def main() -> int:
    """Write the file; 2 for a bad call."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, target = map(Path, sys.argv[1:])
    whole = {
        "source": "Natural Earth, 1:50m Admin 0 – Countries (naturalearthdata.com), public domain; corners on a grid "
        "of 0.1 degrees, small islands left out. Borders imply no opinion on the status of any territory.",
        "countries": outlines(json.loads(source.read_text("utf-8"))),
    }
    lines = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"')
    target.write_text(lines + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
