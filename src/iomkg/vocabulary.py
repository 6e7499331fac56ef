"""What the ontology says of its own terms: view rules, acceptance thresholds, superclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from iomkg import resources
from iomkg.namespaces import RDF, RDFS, term

ONE: Final = term("one")
ONE_PER_LANGUAGE: Final = term("onePerLanguage")
ALL: Final = term("all")
OUTSIDE_VIEW: Final = term("outsideView")
_DEFAULT_THRESHOLD: Final = 0.43


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The annotations other modules act on. Keys and values are IRIs, thresholds within 0..1.

    `ranges` are the classes or datatypes of properties' values, `lists` the concept schemes they are taken from.
    """

    view_rules: Mapping[str, str]
    thresholds: Mapping[str, float]
    superclasses: Mapping[str, frozenset[str]]
    ranges: Mapping[str, str]
    lists: Mapping[str, str]

    def rule(self, predicate: str) -> str:
        """The view rule of a property; a property the ontology does not know keeps all its values."""
        return self.view_rules.get(predicate, ALL)

    def threshold(self, predicate: str) -> float:
        """The least confidence at which a claim with this predicate is accepted without a judgement."""
        return self.thresholds.get(predicate, _DEFAULT_THRESHOLD)

    def ancestors(self, kind: str) -> frozenset[str]:
        """All named superclasses of a class, itself left out."""
        return self.superclasses.get(kind, frozenset())


def quads_of(folder_file: str) -> list[Quad]:
    """The triples of one file of ontology/."""
    path = resources.ontology() / folder_file
    return list(parse(path.read_bytes(), RdfFormat.TURTLE))


@cache
def load() -> Vocabulary:
    """Read ontology/iomkg.ttl, once per process."""
    rules: dict[str, str] = {}
    thresholds: dict[str, float] = {}
    parents: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    lists: dict[str, str] = {}
    for quad in quads_of("iomkg.ttl"):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if predicate == term("viewRule") and isinstance(value, NamedNode):
            rules[subject.value] = value.value
        elif predicate == term("acceptanceThreshold") and isinstance(value, Literal):
            thresholds[subject.value] = float(value.value)
        elif predicate == RDFS + "range" and isinstance(value, NamedNode):
            ranges[subject.value] = value.value
        elif predicate == term("valuesFrom") and isinstance(value, NamedNode):
            lists[subject.value] = value.value
        elif predicate == RDFS + "subClassOf" and isinstance(value, NamedNode):
            parents.setdefault(subject.value, set()).add(value.value)
    # rdf:type and the SKOS labels are not ours to annotate in the ontology.
    rules.setdefault(RDF + "type", ALL)
    rules.setdefault("http://www.w3.org/2004/02/skos/core#prefLabel", ONE_PER_LANGUAGE)
    above = {kind: frozenset(_above(kind, parents)) for kind in parents}
    return Vocabulary(rules, thresholds, above, ranges, lists)


def _above(kind: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(parents.get(kind, ()))
    while ahead:
        parent = ahead.pop()
        if parent not in found:
            found.add(parent)
            ahead.extend(parents.get(parent, ()))
    return found
