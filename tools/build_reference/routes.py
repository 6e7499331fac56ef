"""Migration routes and their sourced segments."""

from __future__ import annotations

from pathlib import Path

from tools.build_reference.bodies import LICENCE
from tools.build_reference.dataset import LANGUAGES, Dataset, Header
from tools.build_reference.states import country
from tools.build_reference.tables import listed, others, rows

from iomkg.namespaces import concept, entity

_KINDS = {"departure_or_origin": "departure", "transit": "transit", "arrival": "arrival"}


def build(shared: Path, tables: Path) -> Dataset:
    """Routes with a segment for each country and part it plays; rows still to be confirmed are left out."""
    dataset = Dataset(
        "routes",
        Header(
            title="Migration routes",
            description=(
                "Routes as named by the bodies that observe them. A segment says that a place is where a route departs,"
                " passes or arrives; the segments of a route are in no order, and sources disagree on them."
            ),
            licence=LICENCE,
            attribution="Compiled by hand from the sources named on each route and segment.",
            sources=("lists/routes.csv", "tables/route_names.csv"),
        ),
    )
    names = {row["route"]: row for row in rows(tables / "route_names.csv")}
    for row in rows(shared / "lists" / "routes.csv"):
        if row["checked"] == "partial":
            continue
        slug = row["route"].removeprefix("route-")
        route = entity("route", slug)
        dataset.typed(route, "Route")
        preferred = {language: row[f"label_{language}"] for language in LANGUAGES}
        dataset.names(route, preferred, others(names[row["route"]]) if row["route"] in names else {})
        dataset.source(route, row["source_url"])
        for column, kind in _KINDS.items():
            for iso3 in listed(row[column], ";"):
                segment = entity("segment", slug, f"{kind}-{iso3.lower()}")
                dataset.typed(segment, "RouteSegment")
                dataset.link(route, "hasSegment", segment)
                dataset.link(segment, "segmentKind", concept("segment-kind", kind))
                dataset.link(segment, "segmentPlace", country(iso3))
                dataset.source(segment, row["source_url"])
    return dataset
