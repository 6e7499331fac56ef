"""First-level subdivisions of countries (and the few second-level ones that the code list holds)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tools.build_reference.bodies import MAINTAINERS
from tools.build_reference.dataset import Dataset, Header
from tools.build_reference.states import build as build_states
from tools.build_reference.states import country, country_rows, names_of_countries
from tools.build_reference.tables import Row, folded, listed, others, rows

from iomkg.errors import DataError
from iomkg.namespaces import entity, slug

UN_LOCODE = "https://github.com/datasets/un-locode"

_REMARK = re.compile(r"\s*\((?:EH|EH-partial)\)|\*")
_OTHER_NAME = re.compile(r"^(?P<name>[^\[]+?)\s*\[(?P<other>[^\]]+)\]$")
_INVERTED = re.compile(r"^(?P<name>[^,]+),\s*(?P<kind>City of|County|The|Respublika|Région de|Hlavní město|)$")
_WORDS_OF_KIND = re.compile(
    r"\b(region|regional state|district|province|governorate|state|department|prefecture|oblast|county)\b"
)

# Names that say nothing without their country; the country is put behind them.
_BARE = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "centre", "center", "central",
    "nord", "sud", "est", "ouest", "littoral", "norte", "sur", "este", "oeste", "oriente", "occidente", "coast",
    "delta", "lacs", "lagunes", "savanes", "plateau", "plateaux", "capital", "highlands", "northeast", "northwest",
    "southeast", "southwest", "islands", "north east", "north west", "south east", "south west", "nord est",
    "nord ouest", "sud est", "sud ouest",
}  # fmt: skip


@dataclass(slots=True)
class Areas:
    """The areas of the data set by their code (`NE-7`), and by the folded names of each country."""

    dataset: Dataset
    countries: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def named(self, iso3: str, name: str) -> str | None:
        """The code of a country's area by any of its names, with or without the word for its kind."""
        key = folded(name)
        bare = _WORDS_OF_KIND.sub("", key).strip()
        return self.names.get((iso3, key)) or self.names.get((iso3, bare))


def area(code: str) -> str:
    return entity("area", slug(code))


def build(shared: Path, tables: Path) -> Dataset:
    """The data set alone; `read_areas` also gives the look-up that towns need."""
    return read_areas(shared, tables).dataset


def read_areas(shared: Path, tables: Path) -> Areas:
    """Every subdivision of the code list with its names, and the areas that are missing there."""
    dataset = Dataset(
        "areas",
        Header(
            title="Subdivisions of countries",
            description=(
                "Regions, provinces, departments and other subdivisions with their ISO 3166-2 codes. Codes with an x"
                " (ml-x-san) are ours, for subdivisions newer than the list. A name that is also a country's, or a mere"
                " point of the compass, carries its kind or its country in brackets."
            ),
            licence="https://opendatacommons.org/licenses/pddl/1-0/",
            attribution=f"Codes and names from datasets/un-locode. {MAINTAINERS}",
            sources=(UN_LOCODE, "tables/area_names.csv", "tables/extra_areas.csv"),
        ),
    )
    found = Areas(dataset, {row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in country_rows(shared)})
    states = build_states(shared, tables)
    country_names = names_of_countries(states)
    usual = {row["ISO3166-1-Alpha-3"]: row["CLDR display name"] for row in country_rows(shared)}
    chosen = {row["code"]: row for row in rows(tables / "area_names.csv")}
    for row in rows(shared / "geo" / "un-locode-subdivision-codes.csv"):
        code, iso3 = f"{row['SUCountry']}-{row['SUCode']}", found.countries[row["SUCountry"]]
        if code not in found.codes:
            name, other = _cleaned(row["SUName"])
            plain = _distinct(name, row["SUType"], usual[iso3], country_names)
            _add(found, code, iso3, plain, row["SUType"], [name, *other], chosen.get(code))
    if unknown := sorted(chosen.keys() - found.codes):
        raise DataError(f"area_names.csv: {unknown[0]} is no code of the list; put it in extra_areas.csv")
    for row in rows(tables / "extra_areas.csv"):
        _add(found, row["code"], row["iso3"], row["en"], row["type"], [], row)
        dataset.source(area(row["code"]), row["basis"])
    return found


def _add(found: Areas, code: str, iso3: str, name: str, kind: str, known_as: list[str], chosen: Row | None) -> None:
    dataset, place = found.dataset, area(code)
    found.codes.add(code)
    dataset.typed(place, "AdministrativeArea")
    dataset.link(place, "directlyWithin", country(iso3))
    dataset.text(place, "areaType", kind[:1].upper() + kind[1:])
    if "-X-" not in code:
        dataset.identifier(place, "iso3166-2", code, UN_LOCODE)
    preferred = {"en": chosen["en"] if chosen else name}
    names = others(chosen) if chosen else {"en": []}
    listed_names = [part for part in known_as if part != name] if chosen is None and "(" not in name else []
    dataset.names(place, preferred, {**names, "en": [*names["en"], *listed_names]})
    every = [preferred["en"], *known_as, *(alt for alts in names.values() for alt in alts)]
    for key in {folded(_without_brackets(alt)) for alt in every}:
        found.names.setdefault((iso3, key), code)
        found.names.setdefault((iso3, _WORDS_OF_KIND.sub("", key).strip()), code)


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\(.*?\)", "", name)


def _cleaned(name: str) -> tuple[str, list[str]]:
    """The name of the code list without remarks, with plain hyphens and apostrophes, and the other names in its cell.

    The list writes `A Coruña [La Coruña]`, `Valencia / València` and `London, City of`.
    """
    plain = _REMARK.sub("", name).replace("‐", "-").replace("’", "'").replace("- ", "-").strip()
    if match := _OTHER_NAME.match(plain):
        first, rest = match["name"], listed(match["other"])
    else:
        first, *rest = plain.split(" / ")
    return _in_order(first), [_without_brackets(other) for other in rest]


def _in_order(name: str) -> str:
    """`City of London` for `London, City of`; the name alone for `Durham, County`."""
    match = _INVERTED.match(name)
    if match is None:
        return name
    return f"City of {match['name']}" if match["kind"] == "City of" else match["name"]


def _distinct(name: str, kind: str, country_name: str, country_names: dict[str, str]) -> str:
    if folded(name) in _BARE:
        return f"{name} ({country_name})"
    return f"{name} ({kind.lower()})" if folded(name) in country_names else name
