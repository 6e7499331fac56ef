"""The outlines of countries: borders stay common, parts of a country become one."""

from __future__ import annotations

import json

from tools.build_outlines import outlines


def feature(code: str, *corners: tuple[float, float]) -> dict:
    ring = [*map(list, corners), list(corners[0])]
    return {"properties": {"ADM0_A3": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_parts_of_a_country_are_joined_and_straight_lines_have_two_ends():
    whole = outlines({"features": [
        feature("SOM", (0, 0), (2, 0), (2, 1.02), (2, 2), (0, 2)),
        feature("SOL", (2, 0), (4, 0), (4, 2), (2, 2), (2, 1.02)),
    ]})  # fmt: skip
    (ring,) = whole["som"]["rings"]
    assert len(ring) == 2 * 4
    assert whole["som"]["point"] == [10, 10]


def test_the_outlines_in_the_repository_are_those_that_are_built(repository, shared):
    source = json.loads((shared / "data" / "geo" / "ne_50m_countries.json").read_text("utf-8"))
    kept = json.loads((repository / "data" / "outlines.json").read_text("utf-8"))
    assert outlines(source) == kept["countries"]
