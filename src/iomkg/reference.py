"""The reference data in memory: what is known by name before any release is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from iomkg import resources
from iomkg.errors import DataError
from iomkg.namespaces import ID, NS, RDF, SCHEME, SKOS, kind_of

_ACTORS: Final = frozenset(
    {"State", "Agency", "IntergovernmentalOrganisation", "NonGovernmentalOrganisation", "OtherOrganisation"}
)
_PLACES: Final = frozenset({"Country", "AdministrativeArea", "Settlement", "BorderPost", "Region"})
_KINDS: Final = _ACTORS | _PLACES | {"FundingInstrument", "Route", "BodyFunction", "Theme"}
_FOLDERS_OF_LISTS: Final = ("functions.ttl", "themes.ttl")


@dataclass(slots=True)
class Entry:
    """One curated entity. `kind` is its class (`Country`, `Agency`…); the links hold IRIs.

    `labels` has the preferred name per language, `names` every name with its language, `demonyms` the adjectives and
    nouns for a country's people and things; `capital` is a country's. `manager` and `pooled` are a fund's;
    `identifiers` are the IRIs of codes that others gave it.
    """

    iri: str
    kind: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    names: list[tuple[str, str]] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    demonyms: list[tuple[str, str]] = field(default_factory=list)
    state: str | None = None
    function: str | None = None
    jurisdiction: str | None = None
    within: list[str] = field(default_factory=list)
    territory: str | None = None
    parent: str | None = None
    capital: str | None = None
    manager: str | None = None
    pooled: bool = False
    identifiers: list[str] = field(default_factory=list)

    @property
    def english(self) -> str:
        """The plain English name, else the first there is."""
        return self.labels.get("en") or next(iter(self.labels.values()), "") or (self.names[0][0] if self.names else "")

    @property
    def is_actor(self) -> bool:
        """Whether it can decide, pay or take part."""
        return self.kind in _ACTORS

    @property
    def is_place(self) -> bool:
        """Whether it is a place."""
        return self.kind in _PLACES


class Reference:
    """Curated entities by IRI, and what follows from their links."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = dict(entries)
        self.capitals = frozenset(entry.capital for entry in self.entries.values() if entry.capital)
        self._containers = frozenset(above for entry in self.entries.values() for above in entry.within)
        self._identified = {code: entry.iri for entry in self.entries.values() for code in entry.identifiers}
        self._by_function = {
            (entry.state, entry.function): entry.iri
            for entry in self._preferred_agencies()
            if entry.state and entry.function
        }

    @staticmethod
    def load() -> Reference:
        """The reference data of this installation, read once per process."""
        return _loaded()

    @staticmethod
    def from_files(paths: Iterable[Path]) -> Reference:
        """Read Turtle files. Raises DataError for one that cannot be read."""
        entries: dict[str, Entry] = {}
        for path in paths:
            _read(path, entries)
        return Reference({iri: entry for iri, entry in entries.items() if entry.kind in _KINDS})

    def __getitem__(self, iri: str) -> Entry:
        return self.entries[iri]

    def get(self, iri: str | None) -> Entry | None:
        """The entry of an IRI; None when the reference data does not hold it."""
        return self.entries.get(iri) if iri else None

    def of_kind(self, *kinds: str) -> Iterator[Entry]:
        """The entries of some classes."""
        return (entry for entry in self.entries.values() if entry.kind in kinds)

    def agency(self, state: str | None, function: str | None) -> str | None:
        """The body of a state with a function, when it is curated."""
        return self._by_function.get((state, function)) if state and function else None

    def identified(self, identifier: str) -> str | None:
        """The entity that has an identifier, given by its IRI."""
        return self._identified.get(identifier)

    def country_of(self, iri: str | None) -> str | None:
        """The country a place lies in (a country lies in itself); None for a region or an unknown place."""
        seen: set[str] = set()
        while iri and iri not in seen:
            if kind_of(iri) == "country":
                return iri
            seen.add(iri)
            entry = self.entries.get(iri)
            iri = next((parent for parent in entry.within if kind_of(parent) != "region"), None) if entry else None
        return None

    def lies_elsewhere(self, region: str, countries: Iterable[str]) -> bool:
        """Whether it is known what lies within the region, and none of these countries does."""
        return region in self._containers and not any(region in self._above(country) for country in countries)

    def _above(self, place: str) -> set[str]:
        found: set[str] = set()
        ahead = [place]
        while ahead:
            entry = self.get(ahead.pop())
            ahead.extend(parent for parent in (entry.within if entry else ()) if parent not in found)
            found.update(entry.within if entry else ())
        return found

    def state_of_country(self, country: str | None) -> str | None:
        """The state whose territory a country is; None for a territory without a state here."""
        if not country:
            return None
        state = country.replace("/country/", "/state/")
        return state if state in self.entries else None

    def country_of_state(self, state: str | None) -> str | None:
        """The main territory of a state."""
        return state.replace("/state/", "/country/") if state else None

    def state_of(self, iri: str | None) -> str | None:
        """The state a body belongs to: a state's own IRI, an agency's state; None for anything else."""
        if not iri:
            return None
        if kind_of(iri) == "state":
            return iri
        entry = self.entries.get(iri)
        return entry.state if entry else None

    def iso3(self, iri: str | None) -> str | None:
        """The ISO 3166-1 alpha-3 code in the IRI of a state or country, in upper case."""
        if iri and kind_of(iri) in ("state", "country"):
            return iri.rsplit("/", 1)[1].upper()
        return None

    def _preferred_agencies(self) -> Iterator[Entry]:
        """Agencies in an order in which, of several with one function, the one named for it comes last."""
        agencies = sorted(self.of_kind("Agency"), key=lambda entry: entry.iri, reverse=True)
        return iter(sorted(agencies, key=_is_named_for_its_function))


def _is_named_for_its_function(entry: Entry) -> bool:
    return entry.function is not None and entry.iri.rsplit("/", 1)[1] == entry.function.rsplit("/", 1)[1]


@cache
def _loaded() -> Reference:
    files = sorted((resources.data() / "reference").glob("*.ttl"))
    lists = [path for name in _FOLDERS_OF_LISTS if (path := resources.ontology() / name).is_file()]
    return Reference.from_files([*files, *lists])


def _read(path: Path, entries: dict[str, Entry]) -> None:
    try:
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            predicate = quad.predicate.value
            if predicate not in _READ:
                continue
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and subject.value.startswith((ID, SCHEME)):
                entry = entries.get(subject.value)
                if entry is None:
                    entry = entries[subject.value] = Entry(subject.value)
                if isinstance(value, Literal):
                    _take_literal(entry, predicate, value)
                elif isinstance(value, NamedNode):
                    _take_link(entry, predicate, value.value)
    except (OSError, SyntaxError) as error:
        raise DataError(f"reference data {path.name} cannot be read ({error}); build it again") from None


def _take_literal(entry: Entry, predicate: str, value: Literal) -> None:
    language = value.language or ""
    if predicate == _PREF:
        entry.labels[language] = value.value
        entry.names.append((value.value, language))
    elif predicate in _NAMES:
        entry.names.append((value.value, language))
    elif predicate == _ACRONYM:
        entry.acronyms.append(value.value)
    elif predicate == _DEMONYM:
        entry.demonyms.append((value.value, language))
    elif predicate == _GEONAMES:
        entry.identifiers.append(f"{ID}identifier/geonames/{value.value}")
    elif predicate == _POOLED:
        entry.pooled = value.value == "true"


def _take_link(entry: Entry, predicate: str, target: str) -> None:
    if predicate == _TYPE:
        local = target.removeprefix(NS)
        if local in _KINDS:
            entry.kind = local
    elif predicate == _OF_STATE:
        entry.state = target
    elif predicate == _FUNCTION:
        entry.function = target
    elif predicate == _JURISDICTION:
        entry.jurisdiction = target
    elif predicate == _WITHIN:
        entry.within.append(target)
    elif predicate == _TERRITORY:
        entry.territory = target
    elif predicate == _PARENT:
        entry.parent = target
    elif predicate == _MANAGER:
        entry.manager = target
    elif predicate == _CAPITAL:
        entry.capital = target
    elif predicate == _IDENTIFIER:
        entry.identifiers.append(target)


_TYPE: Final = RDF + "type"
_PREF: Final = SKOS + "prefLabel"
_NAMES: Final = frozenset({SKOS + "altLabel", NS + "name"})
_ACRONYM: Final = NS + "acronym"
_DEMONYM: Final = NS + "demonym"
_OF_STATE: Final = NS + "ofState"
_FUNCTION: Final = NS + "hasFunction"
_JURISDICTION: Final = NS + "hasJurisdiction"
_WITHIN: Final = NS + "directlyWithin"
_TERRITORY: Final = NS + "hasTerritory"
_MANAGER: Final = NS + "managedBy"
_POOLED: Final = NS + "pooled"
_CAPITAL: Final = NS + "capital"
_PARENT: Final = NS + "parentBody"
_GEONAMES: Final = NS + "geonamesId"
_IDENTIFIER: Final = NS + "hasIdentifier"
_READ: Final = frozenset(
    {_TYPE, _PREF, *_NAMES, _ACRONYM, _DEMONYM, _POOLED, _OF_STATE, _FUNCTION, _JURISDICTION, _WITHIN, _TERRITORY}
    | {_PARENT, _MANAGER, _CAPITAL, _IDENTIFIER, _GEONAMES}
)
