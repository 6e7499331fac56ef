"""JSON-LD for developers: a tree for each thing, with its parts, the sentences behind and words for all it mentions.

The trees are a frame of the excerpt's triples: read as JSON-LD they give these triples and no others. Each is made by
itself, so that they can be written as they come; a processor that frames would have to hold the whole excerpt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import vocabulary
from iomkg.model import Term
from iomkg.namespaces import BASE, NS, PREFIXES, RDF, RDFS, SKOS, XSD, shortened, term
from iomkg.show import HELD

#: What is part of a thing and points to it, by the key it stands under there.
_PARTS: Final = {
    term("fundedProject"): "fundings",
    term("inProject"): "participations",
    term("ofProject"): "eventsAndOutputs",
    term("inEvent"): "eventParticipations",
    term("holder"): "publicRoles",
}
#: What is said of it: the things of releases it was made from, and the claims about these.
_SAID: Final = {term("linkedTo"): "saidAs"}
_CLAIMS: Final = {RDF + "subject": "claims"}
_NAMES: Final = (SKOS + "prefLabel", SKOS + "altLabel")
_TEXT: Final = RDF + "langString"
#: What JSON has itself.
_NATIVE: Final[Mapping[str, Callable[[str], Any]]] = {
    XSD + "integer": int,
    XSD + "boolean": lambda text: text == "true",
    XSD + "string": str,
}
_PREFIXES: Final = {prefix: iri for prefix, iri in PREFIXES.items() if not iri.startswith(BASE)}


@cache
def context() -> dict[str, Any]:
    """The context of the trees: terms of the ontology by their own names, texts by their languages."""
    terms: dict[str, Any] = {"@version": 1.1, "@base": BASE, "@vocab": NS, "id": "@id", "type": "@type", **_PREFIXES}
    terms |= {key: {"@reverse": iri} for iri, key in (_PARTS | _SAID | _CLAIMS).items()}
    for iri in (*_NAMES, *sorted(_kinds())):
        kind = _kind(iri)
        terms[_key(iri)] = {"@id": iri, **({"@container": "@language"} if kind == _TEXT else {"@type": kind})}
    return terms


def tree(thing: str, quads: Iterable[Quad]) -> dict[str, Any]:
    """What the quads of a thing say, told from it on."""
    made = _Tree(quads)
    made.own = made.with_parts(thing)
    return made.whole(thing, _PARTS | _SAID | _CLAIMS)


class _Tree:
    """The facts by what they are about, and the things that are told with all that points to them (`own`)."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.own: set[str] = set()
        self._facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._pointing: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._told: set[str] = set()
        for triple in sorted({quad.triple for quad in quads}, key=str):
            subject, value = triple.subject, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self._facts[subject.value][triple.predicate.value].append(value)
                self._pointing[value.value][triple.predicate.value].append(subject.value)

    def with_parts(self, thing: str) -> set[str]:
        """A thing, its parts, and theirs."""
        found = [thing]
        for node in found:  # which grows
            parts = [part for predicate in _PARTS for part in self._pointing[node][predicate]]
            parts += [value.value for predicate in HELD for value in self._facts[node][predicate]]
            found += [part for part in dict.fromkeys(parts) if part not in found]
        return set(found)

    def whole(self, iri: str, backwards: Mapping[str, str], above: tuple[str, str] = ("", "")) -> dict[str, Any]:
        """A node with its facts and what points to it; `above` is what it was reached from and by, not told again."""
        self._told.add(iri)
        told: dict[str, Any] = {"id": iri.removeprefix(BASE)}
        for predicate, values in sorted(self._facts[iri].items()):
            left = [value for value in values if (value.value, predicate) != above]
            if predicate == RDF + "type":
                told["type"] = [shortened(value.value).removeprefix("iomkg:") for value in left]
            elif left:
                told[_key(predicate)] = self._values(iri, predicate, left)
        for predicate, key in backwards.items():
            subjects = [subject for subject in self._pointing[iri][predicate] if subject not in self._told]
            inner = _PARTS | _SAID | _CLAIMS if predicate in _PARTS else _CLAIMS if predicate in _SAID else {}
            if subjects:
                told[key] = [self.whole(subject, inner, (iri, predicate)) for subject in subjects]
        return told

    def _values(self, iri: str, predicate: str, values: list[Term]) -> Any:
        if _kind(predicate) == _TEXT and all(isinstance(value, Literal) for value in values):
            by_language: dict[str, list[str]] = defaultdict(list)
            for value in values:
                by_language[(value.language if isinstance(value, Literal) else None) or "@none"].append(value.value)
            return dict(by_language)
        found = [
            _literal(value, _kind(predicate)) if isinstance(value, Literal) else self._node(iri, predicate, value.value)
            for value in values
        ]
        return found[0] if len(found) == 1 else found

    def _node(self, subject: str, predicate: str, iri: str) -> dict[str, Any]:
        """A node that is mentioned: with what is known of it, unless that is told elsewhere."""
        if iri in self._told or (iri in self.own and predicate not in HELD):
            return {"id": iri.removeprefix(BASE)}
        if iri in self.own:
            return self.whole(iri, _PARTS | _SAID | _CLAIMS, (subject, predicate))
        told = self.whole(iri, {})
        self._told.discard(iri)  # names, values and releases are told wherever they are met
        return told


def _literal(value: Literal, kind: str) -> Any:
    datatype = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if datatype in _NATIVE and not kind:
        return _NATIVE[datatype](value.value)
    return value.value if datatype == kind else {"@value": value.value, "@type": shortened(datatype)}


def _key(predicate: str) -> str:
    if predicate in _NAMES:
        return predicate.removeprefix(SKOS)
    return predicate.removeprefix(NS) if predicate.startswith(NS) else shortened(predicate)


def _kind(predicate: str) -> str:
    """The datatype that the context gives to the values of a property; empty where JSON has it itself."""
    return _TEXT if predicate in _NAMES else _kinds().get(predicate, "")


@cache
def _kinds() -> dict[str, str]:
    ranges = (quad for quad in vocabulary.quads_of("iomkg.ttl") if quad.predicate.value == RDFS + "range")
    said = ((quad.subject, quad.object) for quad in ranges)
    return {
        subject.value: kind.value
        for subject, kind in said
        if isinstance(subject, NamedNode) and isinstance(kind, NamedNode)
        and kind.value.startswith((XSD, RDF)) and kind.value not in _NATIVE
    }  # fmt: skip
