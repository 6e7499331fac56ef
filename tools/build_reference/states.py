"""States and the territories where they are; places that are no state's territory here are places only."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools.build_reference.dataset import ALT_LABEL, LANGUAGES, PREF_LABEL, Dataset, Header, Value
from tools.build_reference.geometry import degrees, point_inside
from tools.build_reference.inflection import inflected
from tools.build_reference.tables import Row, folded, listed, rows

from iomkg.namespaces import SKOS, entity

COUNTRY_CODES = "https://github.com/datasets/country-codes"
DAC_CODES = "https://github.com/datasets/dac-and-crs-code-lists"
NATURAL_EARTH = "https://www.naturalearthdata.com/"

# The table counts Taiwan among the independent states and not Palestine; the Holy See is in it as independent.
_PLACE_ONLY = {"TWN"}
_STATES_BESIDE = {"PSE"}

_UNTERM = {"en": "English", "fr": "French", "es": "Spanish"}
_ARTICLE = re.compile(r"^(the|la|le|les|el|los|las) |^l['’]", re.IGNORECASE)
_TRAILING_ARTICLE = re.compile(r" \((the|la|le|les|el|los|las|l['’])\)")

# ISO 3166-1 has no code for Kosovo; XKX and XK are of the user-assigned ranges.
_KOSOVO: Row = {
    "ISO3166-1-Alpha-3": "XKX",
    "ISO3166-1-Alpha-2": "XK",
    "is_independent": "Yes",
    "CLDR display name": "Kosovo",
    "official_name_fr": "Kosovo",
    "official_name_es": "Kosovo",
    "Geoname ID": "831053",
    "wikidata_id": "https://www.wikidata.org/wiki/Q1246",
    "Sub-region Name": "Southern Europe",
}

# Codes of Natural Earth that differ from ISO 3166-1.
NATURAL_EARTH_CODES = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "ALD": "ALA"}

# The names DAC lists use where the names of this file do not say it.
_DAC_NAMES = {"china people s republic of": "CHN", "west bank and gaza strip": "PSE", "wallis and futuna": "WLF"}


def build(shared: Path, tables: Path) -> Dataset:
    """States, countries, their names, the words for their people, identifiers, and a point for each on a map."""
    dataset = Dataset(
        "states",
        Header(
            title="States and their territories",
            description=(
                "States as actors (members of the United Nations, the Holy See, Palestine and Kosovo, the last under a"
                " user-assigned code), countries and territories as places, with their names, the adjectives and nouns"
                " for their people, and identifiers. A territory without a state here is a place only, which says"
                " nothing about its status."
            ),
            licence="https://opendatacommons.org/licenses/pddl/1-0/",
            attribution=(
                "Codes and names from datasets/country-codes and datasets/dac-and-crs-code-lists; points computed from"
                " Natural Earth (public domain); other names and demonyms compiled by the iomkg maintainers."
            ),
            sources=(COUNTRY_CODES, DAC_CODES, NATURAL_EARTH),
        ),
    )
    chosen_names = {row["iso3"]: row for row in rows(tables / "country_names.csv")}
    for row in country_rows(shared):
        _describe(dataset, row, chosen_names.get(row["ISO3166-1-Alpha-3"], {}))
    for row in rows(tables / "demonyms.csv"):
        _demonyms(dataset, row)
    _dac_codes(dataset, shared)
    _points(dataset, shared)
    return dataset


def country_rows(shared: Path) -> list[Row]:
    """The table of countries, with Kosovo added."""
    table = rows(shared / "countries" / "country-codes.csv")
    return [*table, dict.fromkeys(table[0], "") | _KOSOVO]


def is_state(row: Row) -> bool:
    """Whether a row of the table is an actor here, and not a place only."""
    iso3 = row["ISO3166-1-Alpha-3"]
    return iso3 in _STATES_BESIDE or (row["is_independent"] == "Yes" and iso3 not in _PLACE_ONLY)


def country(iso3: str) -> str:
    return entity("country", iso3.lower())


def state(iso3: str) -> str:
    return entity("state", iso3.lower())


def _describe(dataset: Dataset, row: Row, chosen: Row) -> None:
    iso3 = row["ISO3166-1-Alpha-3"]
    place = country(iso3)
    dataset.typed(place, "Country")
    preferred = preferred_names(row, chosen)
    other = {language: _other_names(row, chosen, language) for language in LANGUAGES}
    dataset.names(place, preferred, other)
    if is_state(row):
        dataset.typed(state(iso3), "State")
        dataset.names(state(iso3), preferred, other)
        dataset.link(state(iso3), "hasTerritory", place)
    if iso3 == "XKX":
        dataset.text(place, SKOS + "note", "The codes XKX and XK are user-assigned, not in ISO 3166-1.", "en")
    for scheme, value in _identifiers(row):
        if value:
            dataset.identifier(place, scheme, value, COUNTRY_CODES)


def preferred_names(row: Row, chosen: Row) -> dict[str, str]:
    """The plain short name in each language: chosen by hand, else from the table."""
    usual = row["CLDR display name"].replace("&", "and").replace("St. ", "Saint ")
    return {
        "en": chosen.get("en") or usual,
        "fr": chosen.get("fr") or row["official_name_fr"].replace("’", "'"),
        "es": chosen.get("es") or row["official_name_es"],
        "ar": chosen.get("ar") or re.sub(r"\s*\(.*?\)|\s*\*+", "", row["official_name_ar"]),
    }


def _other_names(row: Row, chosen: Row, language: str) -> list[str]:
    unterm = _UNTERM[language]
    table = [row[f"UNTERM {unterm} Short"], row[f"UNTERM {unterm} Formal"], row[f"official_name_{language}"]]
    if language == "en":
        table.append(row["CLDR display name"])
    names = [_without_article(name) for name in table if name]
    names = [name for name in names if "(" not in name and name]
    return sorted({*names, *(name.replace("’", "'") for name in names), *listed(chosen.get(f"alt_{language}", ""))})


def _without_article(name: str) -> str:
    plain = _TRAILING_ARTICLE.sub("", name.replace("*", "").strip()).strip()
    return _ARTICLE.sub("", plain)


def _identifiers(row: Row) -> list[tuple[str, str]]:
    return [
        ("iso3166-1-alpha-2", row["ISO3166-1-Alpha-2"]),
        ("iso3166-1-alpha-3", row["ISO3166-1-Alpha-3"]),
        ("m49", row["M49"].zfill(3) if row["M49"] else ""),
        ("geonames", row["Geoname ID"]),
        ("wikidata", row["wikidata_id"].rsplit("/", 1)[-1]),
    ]


def _demonyms(dataset: Dataset, row: Row) -> None:
    place = country(row["iso3"])
    for language in LANGUAGES:
        for word in listed(row[language]):
            for form in inflected(word, language):
                dataset.text(place, "demonym", form, language)


def names_of_countries(dataset: Dataset) -> dict[str, str]:
    """The alpha-3 code of every country by its folded names in English."""
    countries = dataset.subjects("Country")
    return {
        folded(target.text): subject.rsplit("/", 1)[-1].upper()
        for subject, predicate, target in sorted(dataset.triples, key=str)
        if subject in countries
        and predicate in (PREF_LABEL, ALT_LABEL)
        and isinstance(target, Value)
        and target.language == "en"
    }


def _dac_codes(dataset: Dataset, shared: Path) -> None:
    """Donor codes on states, recipient codes on countries, where a name of the list is a name here.

    A donor that is a recipient too has one code in both lists: it goes to the state alone, so that no identifier
    stands for both a state and a place.
    """
    known = names_of_countries(dataset) | _DAC_NAMES
    states = dataset.subjects("State")
    donors = set[str]()
    for table in ("dac_members", "non_dac_donors"):
        for row in rows(shared / "dac" / f"{table}.csv"):
            iso3 = known.get(folded(row["name_en"]), "")
            if state(iso3) in states:
                dataset.identifier(state(iso3), "dac", row["code"], DAC_CODES)
                donors.add(row["code"])
    for row in rows(shared / "dac" / "recipients.csv"):
        iso3 = known.get(folded(row["name_en"]), "")
        if iso3 and row["code"] not in donors:
            dataset.identifier(country(iso3), "dac", row["code"], DAC_CODES)


def _points(dataset: Dataset, shared: Path) -> None:
    """A point inside each country, computed from its outline."""
    countries = dataset.subjects("Country")
    features = json.loads((shared / "geo" / "ne_50m_countries.json").read_text(encoding="utf-8"))["features"]
    for feature in features:
        iso3 = feature["properties"]["ADM0_A3"]
        place = country(NATURAL_EARTH_CODES.get(iso3, iso3))
        if place in countries:
            longitude, latitude = point_inside(feature["geometry"])
            dataset.decimal(place, "latitude", degrees(latitude))
            dataset.decimal(place, "longitude", degrees(longitude))
