"""Regions above and across countries, and the definitions of the one whose extent is disputed."""

from __future__ import annotations

from pathlib import Path

from tools.build_reference.bodies import LICENCE, MAINTAINERS
from tools.build_reference.dataset import PREF_LABEL, Dataset, Header
from tools.build_reference.states import COUNTRY_CODES, country, country_rows
from tools.build_reference.tables import Row, listed, others, preferred, rows

from iomkg.errors import DataError
from iomkg.namespaces import ID, SKOS, entity


def region(slug: str) -> str:
    return entity("region", slug)


def build(shared: Path, tables: Path) -> Dataset:
    """Regions of the M49 standard with the countries in them, and other regions that releases name.

    Another region holds countries only where sources agree which; the area of an organisation holds none, because its
    members change.
    """
    dataset = Dataset(
        "regions",
        Header(
            title="Regions",
            description=(
                "Regions of the United Nations M49 standard, each country directly within the smallest of them, and"
                " other regions that releases name."
            ),
            licence="https://opendatacommons.org/licenses/pddl/1-0/",
            attribution=f"M49 codes and containment from datasets/country-codes. {MAINTAINERS}",
            sources=(COUNTRY_CODES, "tables/regions.csv"),
        ),
    )
    table = rows(tables / "regions.csv")
    by_code = {row["m49"]: row["slug"] for row in table if row["m49"]}
    for row in table:
        _describe(dataset, row)
    for row in country_rows(shared):
        if code := _smallest_region(row):
            dataset.link(country(row["ISO3166-1-Alpha-3"]), "directlyWithin", region(by_code[code]))
    return dataset


def _describe(dataset: Dataset, row: Row) -> None:
    place = region(row["slug"])
    dataset.typed(place, "Region")
    dataset.typed(place, SKOS + "Concept")
    dataset.names(place, preferred(row), others(row))
    if row["m49"]:
        dataset.identifier(place, "m49", row["m49"], COUNTRY_CODES)
    for larger in listed(row["within"]):
        dataset.link(place, "directlyWithin", region(larger))
    for iso3 in listed(row["members"]):
        dataset.link(country(iso3), "directlyWithin", place)


def _smallest_region(row: Row) -> str:
    """The M49 code of the intermediate region, else of the sub-region, else of the continent."""
    if row["ISO3166-1-Alpha-3"] == "XKX":
        return "039"
    codes = (row["Intermediate Region Code"], row["Sub-region Code"], row["Region Code"])
    return next((code.zfill(3) for code in codes if code), "")


def build_sahel(shared: Path, tables: Path) -> Dataset:
    """Every definition of the Sahel in the table, with a dated and sourced membership for each place it counts in."""
    dataset = Dataset(
        "sahel",
        Header(
            title="Definitions of the Sahel",
            description=(
                "What different bodies count as the Sahel. A membership holds from validFrom to validUntil, both days"
                " included; where either is absent, no limit is known. The end of a membership in the G5 Sahel is"
                " the day on which the withdrawal or the dissolution was announced."
            ),
            licence=LICENCE,
            attribution="Compiled by hand from the sources named on each definition and membership.",
            sources=("lists/sahel_definitions.csv", "tables/region_members.csv", "tables/definition_names.csv"),
        ),
    )
    members = rows(tables / "region_members.csv")
    names = {row["definition"]: row for row in rows(tables / "definition_names.csv")}
    for row in rows(shared / "lists" / "sahel_definitions.csv"):
        if row["checked"] != "partial":
            if row["definition"] not in names:
                raise DataError(f"definition_names.csv has no row for {row['definition']}: add its names")
            _define(dataset, row, names[row["definition"]], members)
    return dataset


def _define(dataset: Dataset, row: Row, names: Row, members: list[Row]) -> None:
    slug = row["definition"]
    definition = entity("definition", slug)
    dataset.typed(definition, "RegionDefinition")
    dataset.link(definition, "definesRegion", region("sahel"))
    dataset.text(definition, PREF_LABEL, row["label_en"], "en")
    dataset.text(definition, PREF_LABEL, names["fr"], "fr")
    dataset.text(definition, PREF_LABEL, names["es"], "es")
    dataset.source(definition, row["source_url"])
    for iso3 in listed(row["states_iso3"], ";"):
        special = [member for member in members if (member["definition"], member["country"]) == (slug, iso3)]
        plain = [{"member": f"country/{iso3.lower()}", "valid_until": ""}]
        for member in special or plain:
            membership = entity("membership", slug, member["member"].rsplit("/", 1)[-1])
            dataset.typed(membership, "RegionMembership")
            dataset.link(definition, "hasMembership", membership)
            dataset.link(membership, "memberPlace", ID + member["member"])
            dataset.source(membership, row["source_url"])
            if row["valid_from"]:
                dataset.date(membership, "validFrom", row["valid_from"])
            if until := member["valid_until"] or row["valid_until"]:
                dataset.date(membership, "validUntil", until)
