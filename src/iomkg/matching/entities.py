"""What a row of a list may mean: the entities of the view, with all their names, identifiers and countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.draft import Draft
from iomkg.folding import fold
from iomkg.matching.wording import Weights, Wording, territory_of, worded
from iomkg.namespaces import ID, RDF, SKOS, VIEW_GRAPH, kind_of, term

#: The classes of each type of list.
TYPES: Final = {
    "organisation": (
        "State", "Agency", "IntergovernmentalOrganisation", "NonGovernmentalOrganisation", "OtherOrganisation",
        "FundingInstrument",
    ),
    "project": ("Project",),
    "place": ("Country", "AdministrativeArea", "Settlement", "BorderPost", "Region"),
}  # fmt: skip
_NAMING: Final = (SKOS + "prefLabel", SKOS + "altLabel", term("name"), term("title"))
_COUNTRIES: Final = {
    "organisation": (term("ofState"), term("hasTerritory")),
    "project": (term("targetsPlace"),),
    "place": (term("within"),),
}
_START: Final = 4  # letters by which words meet


@dataclass(slots=True)
class Entity:
    """`names` are as written, `countries` IRIs of those it belongs to or works in, `identifiers` folded codes."""

    iri: str
    names: dict[str, None] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)

    @property
    def public(self) -> bool:
        """Whether it is a body of a state, of which other states have the like."""
        return kind_of(self.iri) == "agency"


class Entities:
    """The entities of a type, found by words, acronyms and identifiers."""

    def __init__(self, draft: Draft, kind: str) -> None:
        self.kind = kind
        self._draft = draft
        self.by_iri = {iri: Entity(iri) for name in TYPES[kind] for iri in self._of_class(name)}
        self._gather()
        self.wordings: dict[str, tuple[Wording, ...]] = {
            iri: tuple(dict.fromkeys(worded(name) for name in entity.names)) for iri, entity in self.by_iri.items()
        }
        self.weights = Weights(wording for wordings in self.wordings.values() for wording in wordings)
        self._by_start: dict[str, set[str]] = {}
        self.by_whole: dict[str, set[str]] = {}
        self.by_acronym: dict[str, set[str]] = {}
        self.by_identifier: dict[str, set[str]] = {}
        self._index()

    def near(self, wording: Wording) -> set[str]:
        """The entities that share with a name the beginning of a word that tells, the commonest words left out."""
        starts = {word[:_START] for word in wording.words}
        ranked = sorted((len(found), start) for start in starts if (found := self._by_start.get(start)))
        rare = [start for count, start in ranked if count <= max(_MOST_NEAR, ranked[0][0])]
        near = {iri for start in rare[:_MOST_STARTS] for iri in self._by_start[start]}
        return near | {iri for acronym in wording.acronyms for iri in self.by_acronym.get(fold(acronym), ())}

    def _of_class(self, name: str) -> Iterator[str]:
        for subject in self._draft.subjects(RDF + "type", NamedNode(term(name)), VIEW_GRAPH):
            if subject.startswith(ID):
                yield subject

    def _gather(self) -> None:
        for predicate in _NAMING:
            for subject, value in self._said(predicate):
                if isinstance(value, Literal):
                    self.by_iri[subject].names[value.value] = None
        for subject, value in self._said(term("acronym")):
            self.by_iri[subject].acronyms.add(value.value)
        for predicate in _COUNTRIES[self.kind]:
            for subject, value in self._said(predicate):
                if kind_of(value.value) in ("state", "country"):
                    self.by_iri[subject].countries.add(territory_of(value.value))
        for subject, value in self._said(term("hasIdentifier")):
            for code in self._draft.objects(value.value, term("identifierValue"), VIEW_GRAPH):
                self.by_iri[subject].identifiers.add(fold(code.value))
        for iri, entity in self.by_iri.items():
            if kind_of(iri) in ("state", "country"):
                entity.countries.add(territory_of(iri))

    def _said(self, predicate: str) -> Iterator[tuple[str, NamedNode | Literal]]:
        for quad in self._draft.quads(None, predicate, None, VIEW_GRAPH):
            if (
                isinstance(quad.subject, NamedNode)
                and quad.subject.value in self.by_iri
                and isinstance(quad.object, NamedNode | Literal)
            ):
                yield quad.subject.value, quad.object

    def _index(self) -> None:
        for iri, entity in self.by_iri.items():
            for wording in self.wordings[iri]:
                self.by_whole.setdefault(wording.whole, set()).add(iri)
                for word in wording.words:
                    self._by_start.setdefault(word[:_START], set()).add(iri)
            for acronym in {*entity.acronyms, *(a for wording in self.wordings[iri] for a in wording.acronyms)}:
                self.by_acronym.setdefault(fold(acronym), set()).add(iri)
            for identifier in entity.identifiers:
                self.by_identifier.setdefault(identifier, set()).add(iri)


_MOST_NEAR: Final = 4_000
_MOST_STARTS: Final = 4
