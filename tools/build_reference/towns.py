"""Towns and border posts: where projects work and releases are datelined."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.build_reference.areas import Areas, area, read_areas
from tools.build_reference.bodies import LICENCE, MAINTAINERS
from tools.build_reference.dataset import ALT_LABEL, Dataset, Header
from tools.build_reference.geometry import degrees
from tools.build_reference.states import (
    NATURAL_EARTH,
    NATURAL_EARTH_CODES,
    country,
    country_rows,
    names_of_countries,
)
from tools.build_reference.states import (
    build as build_states,
)
from tools.build_reference.tables import Row, folded, listed, others, rows

from iomkg.errors import DataError
from iomkg.namespaces import entity, slug

WORLD_CITIES = "https://github.com/datasets/world-cities"

# Every town of the list in these M49 regions and states; elsewhere capitals and what Natural Earth shows at 1:50m.
_WHOLE_REGIONS = {
    "Northern Africa", "Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa", "Central America",
    "Caribbean", "Western Asia", "Central Asia",
}  # fmt: skip
_WHOLE_STATES = {
    "AFG", "ALB", "BGD", "BIH", "BOL", "COL", "ECU", "GRC", "LKA", "MDA", "MKD", "MLT", "MMR", "MNE",
    "NPL", "PAK", "PER", "SRB", "UKR", "VEN", "XKX",
}  # fmt: skip
# Names as short as common words are kept only for towns that a map of the world shows.
_SHORTEST = 4

_NO_COUNTRY = "No country found for alpha-2 code: XK"
# How the list writes countries whose names differ from those of this data.
_COUNTRY_NAMES = {
    "bolivia plurinational state of": "BOL", "congo the democratic republic of the": "COD", "congo": "COG",
    "falkland islands malvinas": "FLK", "holy see vatican city state": "VAT", "iran islamic republic of": "IRN",
    "korea democratic people s republic of": "PRK", "korea republic of": "KOR",
    "micronesia federated states of": "FSM", "moldova republic of": "MDA", "palestine state of": "PSE",
    "taiwan province of china": "TWN", "tanzania united republic of": "TZA",
    "venezuela bolivarian republic of": "VEN", "bonaire sint eustatius and saba": "BES",
    "saint helena ascension and tristan da cunha": "SHN", "saint martin french part": "MAF",
    "sint maarten dutch part": "SXM", "virgin islands british": "VGB", "virgin islands u s": "VIR",
    "cocos keeling islands": "CCK", "saint barthelemy": "BLM", "saint pierre and miquelon": "SPM",
    "south georgia and the south sandwich islands": "SGS", "svalbard and jan mayen": "SJM",
    "turks and caicos islands": "TCA", "wallis and futuna": "WLF",
    folded(_NO_COUNTRY): "XKX",
}  # fmt: skip


# The IRIs of towns by country and folded name, then by GeoNames id.
Settlements = dict[tuple[str, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A populated place of Natural Earth."""

    name: str
    longitude: float
    latitude: float


def build(shared: Path, tables: Path) -> Dataset:
    """Towns with the smallest area known to hold them, the capitals of countries, and points where there are some."""
    areas = read_areas(shared, tables)
    dataset = Dataset(
        "towns",
        Header(
            title="Towns",
            description=(
                "Settlements of 15,000 people or more and capitals: all those of the list in regions where migration"
                " projects work most, elsewhere those that a map of the world shows; and smaller places that releases"
                " name. A town lies directly within a subdivision where the list names one, else within its country."
            ),
            licence="https://creativecommons.org/licenses/by/4.0/",
            attribution=f"GeoNames (through datasets/world-cities); points from Natural Earth. {MAINTAINERS}",
            sources=("https://www.geonames.org/", WORLD_CITIES, NATURAL_EARTH, "tables/town_names.csv"),
        ),
    )
    states = build_states(shared, tables)
    known = names_of_countries(states) | _COUNTRY_NAMES
    spots = _spots(shared)
    towns = _chosen_towns(shared, tables, known, spots)
    settlements = _describe(dataset, areas, towns, spots, known)
    _extra_towns(dataset, areas, tables)
    _name(dataset, tables, settlements)
    _link_capitals(dataset, shared, tables, settlements)
    return dataset


def build_border_posts(shared: Path, tables: Path) -> Dataset:
    """Border posts and crossings that releases name."""
    areas = read_areas(shared, tables)
    dataset = Dataset(
        "border-posts",
        Header(
            title="Border posts",
            description="Border posts and crossings, each in the country whose services run it.",
            licence=LICENCE,
            attribution=MAINTAINERS,
            sources=("tables/border_posts.csv",),
        ),
    )
    for row in rows(tables / "border_posts.csv"):
        _place(dataset, areas, entity("border-post", row["iso3"].lower(), slug(row["name"])), "BorderPost", row)
    return dataset


def settlement(iso3: str, name: str) -> str:
    return entity("settlement", iso3.lower(), slug(name))


def _spots(shared: Path) -> dict[tuple[str, str], Spot]:
    """The populated places of Natural Earth by country and folded name; the first of two of one name."""
    features: list[dict[str, Any]] = json.loads(
        (shared / "geo" / "ne_50m_populated_places.json").read_text(encoding="utf-8")
    )["features"]
    spots: dict[tuple[str, str], Spot] = {}
    for feature in features:
        properties = feature["properties"]
        iso3 = NATURAL_EARTH_CODES.get(properties["adm0_a3"], properties["adm0_a3"])
        spot = Spot(properties["name"], *feature["geometry"]["coordinates"])
        for name in (properties["name"], properties["namealt"], properties["nameascii"]):
            if name:
                spots.setdefault((iso3, folded(name)), spot)
    return spots


def _capitals(shared: Path, tables: Path) -> dict[str, str]:
    """The name of each capital as the list of towns writes it, by country."""
    renamed = {(row["iso3"], row["capital"]): row["name"] for row in rows(tables / "town_names.csv") if row["capital"]}
    return {
        iso3: renamed.get((iso3, row["Capital"].strip()), row["Capital"].strip())
        for row in country_rows(shared)
        if row["Capital"].strip()
        for iso3 in [row["ISO3166-1-Alpha-3"]]
    }


def _chosen_towns(shared: Path, tables: Path, known: dict[str, str], spots: dict[tuple[str, str], Spot]) -> list[Row]:
    wanted = {(row["iso3"], folded(row["name"])) for row in rows(tables / "town_names.csv")}
    wanted |= {(iso3, folded(name)) for iso3, name in _capitals(shared, tables).items()}
    wanted |= spots.keys()
    regions = {
        row["ISO3166-1-Alpha-3"]: row["Intermediate Region Name"] or row["Sub-region Name"]
        for row in country_rows(shared)
    }
    chosen = []
    for row in rows(shared / "geo" / "world-cities.csv"):
        iso3 = known.get(folded(row["country"]))
        if iso3 is None:
            raise DataError(f"world-cities.csv: no country is known as {row['country']!r}; add it to towns.py")
        shown = (iso3, folded(row["name"])) in wanted
        whole = iso3 in _WHOLE_STATES or regions[iso3] in _WHOLE_REGIONS
        if shown or (whole and len(folded(row["name"])) >= _SHORTEST):
            chosen.append(row | {"iso3": iso3})
    return chosen


def _describe(
    dataset: Dataset, areas: Areas, towns: list[Row], spots: dict[tuple[str, str], Spot], countries: dict[str, str]
) -> Settlements:
    """State the towns, those of one name in a country with their area in the IRI; the IRIs to look them up."""
    names = Counter((row["iso3"], slug(row["name"])) for row in towns)
    full = Counter((row["iso3"], slug(row["name"]), slug(row["subcountry"])) for row in towns)
    settlements: Settlements = {}
    for row in towns:
        iso3, short, wider = row["iso3"], slug(row["name"]), slug(row["subcountry"])
        if not short:
            continue
        parts = [short]
        if names[iso3, short] > 1:
            parts += [wider] if full[iso3, short, wider] == 1 and wider else [row["geonameid"]]
        town = entity("settlement", iso3.lower(), "-".join(parts))
        code = areas.named(iso3, row["subcountry"]) if row["subcountry"] else None
        dataset.typed(town, "Settlement")
        name = row["name"].replace("’", "'")
        # Djibouti, Luxembourg, Singapore: the plain name is the country's.
        dataset.names(town, {"en": f"{name} (city)" if folded(name) in countries else name}, {})
        dataset.text(town, "geonamesId", row["geonameid"])
        dataset.link(town, "directlyWithin", area(code) if code else country(iso3))
        if (spot := spots.get((iso3, folded(row["name"])))) and names[iso3, short] == 1:
            dataset.decimal(town, "latitude", degrees(spot.latitude))
            dataset.decimal(town, "longitude", degrees(spot.longitude))
        settlements.setdefault((iso3, folded(row["name"])), {})[row["geonameid"]] = town
    return settlements


def _extra_towns(dataset: Dataset, areas: Areas, tables: Path) -> None:
    known = dataset.subjects("Settlement")
    for row in rows(tables / "extra_towns.csv"):
        town = settlement(row["iso3"], row["name"])
        if town not in known:
            _place(dataset, areas, town, "Settlement", row)


def _place(dataset: Dataset, areas: Areas, place: str, class_name: str, row: Row) -> None:
    """A place of a hand table, in its area where the table gives one, else in its country."""
    if row["area"] and row["area"] not in areas.codes:
        raise DataError(f"{dataset.name}: {row['name']} is said to be in {row['area']}, which no area has as its code")
    dataset.typed(place, class_name)
    dataset.link(place, "directlyWithin", area(row["area"]) if row["area"] else country(row["iso3"]))
    dataset.names(place, {"en": row["name"]}, {"en": listed(row["alt"])})


def _name(dataset: Dataset, tables: Path, settlements: Settlements) -> None:
    """The names that the list does not give: other languages and spellings."""
    for row in rows(tables / "town_names.csv"):
        town = _one(settlements, row["iso3"], row["name"], row["geonames"])
        if town is None:
            raise DataError(f"town_names.csv: not one town of {row['iso3']} is called {row['name']!r}; give its id")
        for language, names in others(row).items():
            for name in names:
                dataset.text(town, ALT_LABEL, name, language)


def _link_capitals(dataset: Dataset, shared: Path, tables: Path, settlements: Settlements) -> None:
    ids = {(row["iso3"], row["name"]): row["geonames"] for row in rows(tables / "town_names.csv")}
    for iso3, name in _capitals(shared, tables).items():
        if town := _one(settlements, iso3, name, ids.get((iso3, name), "")):
            dataset.link(country(iso3), "capital", town)


def _one(settlements: Settlements, iso3: str, name: str, geonames: str) -> str | None:
    """The only town of a name in a country, or the one with the id given."""
    towns = settlements.get((iso3, folded(name)), {})
    if geonames:
        return towns.get(geonames)
    return next(iter(towns.values())) if len(towns) == 1 else None
