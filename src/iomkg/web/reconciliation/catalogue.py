"""The types that things are matched as, and the properties that can be had of them, as the ontology has both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from iomkg import vocabulary
from iomkg.matching import TYPES
from iomkg.model import Language
from iomkg.namespaces import NS, OWL, RDF, RDFS, term
from iomkg.web.protocol import ProtocolError
from iomkg.web.rendering import term_name, words

#: What a row of a list is known by, beside the properties of the ontology.
KNOWN_BY: Final = ("country", "identifier")
#: A property the other way round: `^fundedProject` of a project are its fundings.
BACKWARDS: Final = "^"
_BACKWARDS: Final = {
    "organisation": ("hasDonor", "hasImplementer", "hasPartner"),
    "project": ("fundedProject", "inProject", "ofProject"),
    "place": ("targetsPlace",),
}
_ANYTHING: Final = ("hasIdentifier",)


def classes_of(name: str) -> tuple[str, frozenset[str]]:
    """The kind of list and the classes (IRIs) of a type: `organisation`, or a class such as `Agency`.

    Raises ProtocolError when there is no such type.
    """
    if name in TYPES:
        return name, frozenset(map(term, TYPES[name]))
    kind = next((kind for kind, classes in TYPES.items() if name in classes), None)
    if kind is None:
        raise ProtocolError(400, f"there is no type {name!r}; there are {', '.join(types())}")
    return kind, frozenset({term(name)})


def types_of(classes: Collection[str]) -> tuple[str, ...]:
    """The types of a thing of some classes (IRIs), the most exact of each kind."""
    return tuple(
        name if len(names) > 1 else kind for kind, names in TYPES.items() for name in names if term(name) in classes
    )


@cache
def types() -> tuple[str, ...]:
    """All types: the kinds of lists, then the classes of each where it has several."""
    return (*TYPES, *(name for names in TYPES.values() for name in names if len(names) > 1))


def type_name(name: str, language: Language) -> str:
    """What a type is called."""
    return str(words(language)[f"type_{name}"]) if name in TYPES else term_name(term(name), language)


@cache
def properties(kind: str | None = None) -> tuple[str, ...]:
    """The ids of the properties of things of a type, of any type without one, in the order of the alphabet.

    Raises ProtocolError when there is no such type.
    """
    kinds = [kind] if kind is not None else list(TYPES)
    classes = {name for each in kinds for name in classes_of(each)[1]}
    known = classes | {above for name in classes for above in vocabulary.load().ancestors(name)}
    forwards = {name for name, domain in _domains() if domain in known}
    backwards = [name for each in kinds for name in _BACKWARDS[classes_of(each)[0]]]
    return (*sorted({*forwards, *_ANYTHING}), *(BACKWARDS + name for name in backwards))


def check(name: str) -> None:
    """Raises ProtocolError when there is no such property."""
    if name not in properties():
        raise ProtocolError(400, f"there is no property {name!r}; see the suggestions for properties")


def property_name(name: str, language: Language) -> str:
    """What a property is called."""
    if name in KNOWN_BY or name.startswith(BACKWARDS):
        return str(words(language)[f"property_{name.removeprefix(BACKWARDS)}"])
    return term_name(term(name), language)


@cache
def _domains() -> tuple[tuple[str, str], ...]:
    """Each property of ours with the classes of its domain, those of a union one by one."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in vocabulary.quads_of("iomkg.ttl"):
        said[_key(quad.subject), quad.predicate.value].append(_key(quad.object))
    found = []
    for (subject, predicate), domains in said.items():
        if predicate == RDFS + "domain" and subject.startswith(NS):
            found += [(subject.removeprefix(NS), each) for domain in domains for each in _members(said, domain)]
    return tuple(found)


def _members(said: Mapping[tuple[str, str], list[str]], domain: str) -> Iterator[str]:
    yield domain
    for ahead in said.get((domain, OWL + "unionOf"), ()):
        while rest := said.get((ahead, RDF + "rest")):
            yield from said[ahead, RDF + "first"]
            (ahead,) = rest


def _key(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)
