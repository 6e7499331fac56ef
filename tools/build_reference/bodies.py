"""Organisations beyond one state, large NGOs and foundations, and the public bodies of states that pay or take part."""

from __future__ import annotations

from pathlib import Path

from tools.build_reference.dataset import ALT_LABEL, PREF_LABEL, Dataset, Header, Value
from tools.build_reference.states import DAC_CODES, country, state
from tools.build_reference.tables import Row, folded, listed, others, preferred, rows

from iomkg.errors import DataError
from iomkg.namespaces import concept, entity, slug

MAINTAINERS = "Names compiled by the iomkg maintainers."
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_CLASSES = {
    "igo": "IntergovernmentalOrganisation",
    "ngo": "NonGovernmentalOrganisation",
    "other": "OtherOrganisation",
}


def organisation(slug: str) -> str:
    return entity("organisation", slug)


def build_organisations(shared: Path, tables: Path) -> Dataset:
    """Intergovernmental bodies, the institutions of the European Union, the Red Cross and Red Crescent movement."""
    dataset = Dataset(
        "organisations",
        Header(
            title="Intergovernmental and other international organisations",
            description=(
                "Organisations beyond one state, with their names and acronyms, the body they are part of, the region"
                " of their members, and identifiers."
            ),
            licence=LICENCE,
            attribution=f"{MAINTAINERS} Channel codes from datasets/dac-and-crs-code-lists (PDDL).",
            sources=(DAC_CODES, "tables/organisations.csv"),
        ),
    )
    _describe(dataset, rows(tables / "organisations.csv"))
    _channel_codes(dataset, shared)
    _wikidata(dataset, shared)
    return dataset


def build_ngos(shared: Path, tables: Path) -> Dataset:
    """Non-governmental organisations, foundations and a few companies that carry projects out."""
    dataset = Dataset(
        "ngos",
        Header(
            title="Large non-governmental organisations and foundations",
            description="Organisations that are no public body of a state and no intergovernmental body.",
            licence=LICENCE,
            attribution=f"{MAINTAINERS} Channel codes from datasets/dac-and-crs-code-lists (PDDL).",
            sources=(DAC_CODES, "tables/ngos.csv"),
        ),
    )
    _describe(dataset, rows(tables / "ngos.csv"))
    _channel_codes(dataset, shared)
    return dataset


def build_agencies(shared: Path, tables: Path) -> Dataset:
    """Ministries and agencies of donors, and bodies of other states that releases often name."""
    dataset = Dataset(
        "agencies",
        Header(
            title="Ministries and agencies of states",
            description=(
                "Public bodies of states, each with its function. The preferred name is the body's name without its"
                " state, so that a reader can put the state before it; predecessors of a body that is no more keep"
                " an entry of their own."
            ),
            licence=LICENCE,
            attribution=f"{MAINTAINERS} Agency codes from datasets/dac-and-crs-code-lists (PDDL).",
            sources=(DAC_CODES, "tables/agencies.csv"),
        ),
    )
    for row in rows(tables / "agencies.csv"):
        _agency(dataset, row)
    _agency_codes(dataset, shared)
    return dataset


def agency(iso3: str, slug: str) -> str:
    return entity("agency", iso3.lower(), slug)


def _describe(dataset: Dataset, table: list[Row]) -> None:
    for row in table:
        body = organisation(row["slug"])
        if row["class"] not in _CLASSES:
            raise DataError(f"{dataset.name}: {row['slug']} has the class {row['class']!r}, not one of igo, ngo, other")
        dataset.typed(body, _CLASSES[row["class"]])
        dataset.names(body, preferred(row), others(row))
        dataset.acronyms(body, listed(row["acronyms"]))
        if row["parent"]:
            dataset.link(body, "parentBody", organisation(row["parent"]))
        if row["area"]:
            dataset.link(body, "hasArea", entity("region", row["area"]))


def _agency(dataset: Dataset, row: Row) -> None:
    body = agency(row["iso3"], row["slug"])
    dataset.typed(body, "Agency")
    dataset.link(body, "ofState", state(row["iso3"]))
    area = entity("area", slug(row["jurisdiction"])) if row["jurisdiction"] else country(row["iso3"])
    dataset.link(body, "hasJurisdiction", area)
    if row["function"]:
        dataset.link(body, "hasFunction", concept("body-function", row["function"]))
    if row["parent"]:
        dataset.link(body, "parentBody", agency(row["iso3"], row["parent"]))
    dataset.names(body, preferred(row), others(row))
    dataset.acronyms(body, listed(row["acronyms"]))


def _by_name(dataset: Dataset) -> dict[str, str]:
    """The subject of every folded name; a name that two subjects share names neither."""
    found: dict[str, set[str]] = {}
    for subject, predicate, target in dataset.triples:
        if predicate in (PREF_LABEL, ALT_LABEL) and isinstance(target, Value):
            found.setdefault(folded(target.text), set()).add(subject)
    return {name: min(subjects) for name, subjects in found.items() if len(subjects) == 1}


def _channel_codes(dataset: Dataset, shared: Path) -> None:
    """The code of the channel whose English name is a name here; the first one where several are."""
    by_name, given = _by_name(dataset), set[str]()
    for row in sorted(rows(shared / "dac" / "channel_codes.csv"), key=lambda row: row["code"]):
        body = by_name.get(folded(row["name_en"]))
        if body and body not in given:
            dataset.identifier(body, "dac", row["code"], DAC_CODES)
            given.add(body)


def _wikidata(dataset: Dataset, shared: Path) -> None:
    """Wikidata ids, leaving out those whose sources disagree."""
    by_name = _by_name(dataset)
    for row in rows(shared / "lists" / "org_qids.csv"):
        body = by_name.get(folded(row["name"]))
        if body and "CONFLICT" not in row["source"]:
            dataset.identifier(body, "wikidata", row["wikidata"], row["source"])


def _agency_codes(dataset: Dataset, shared: Path) -> None:
    """The donor and agency code, `5/1`, where the list's English name is the preferred or another name here."""
    by_state: dict[str, dict[str, str]] = {}
    agencies = dataset.subjects("Agency")
    for subject, predicate, target in sorted(dataset.triples, key=str):
        if subject in agencies and predicate in (PREF_LABEL, ALT_LABEL) and isinstance(target, Value):
            iso3 = subject.rsplit("/", 2)[1]
            by_state.setdefault(iso3, {})[folded(target.text)] = subject
    donors = {row["name_en"]: row["code"] for row in rows(shared / "dac" / "dac_members.csv")}
    given = set[str]()
    for row in rows(shared / "dac" / "agencies.csv"):
        iso3 = _DONOR_CODES.get(row["code"], "")
        body = by_state.get(iso3, {}).get(folded(row["agency_name_en"]))
        if row["donor_name_en"] in donors and body and body not in given:
            dataset.identifier(body, "dac", f"{row['code']}/{row['agency_code']}", DAC_CODES)
            given.add(body)


_DONOR_CODES = {
    "1": "aut", "2": "bel", "3": "dnk", "4": "fra", "5": "deu", "6": "ita", "7": "nld", "8": "nor", "9": "prt",
    "10": "swe", "11": "che", "12": "gbr", "18": "fin", "20": "isl", "21": "irl", "22": "lux", "40": "grc",
    "50": "esp", "61": "svn", "68": "cze", "69": "svk", "75": "hun", "76": "pol", "82": "est", "84": "ltu",
    "301": "can", "302": "usa", "701": "jpn", "742": "kor", "801": "aus", "820": "nzl",
}  # fmt: skip
