"""Axioms and assertions as units that can be taken away, and each of them in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, cast

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from iomkg.namespaces import NS
from iomkg.naming import property_name

Triple: TypeAlias = tuple[Node, Node, Node]
#: The triples of one axiom or assertion, the one that leads to the others first.
Unit: TypeAlias = tuple[Triple, ...]
Namer: TypeAlias = Callable[[ox.NamedNode | ox.Literal], str]

# What a term is has to be known for the rest to be read: it contradicts nothing.
_DECLARATIONS: Final = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, OWL.Ontology}
)
_CHARACTERS: Final = {
    OWL.FunctionalProperty: "has one value only",
    OWL.InverseFunctionalProperty: "is of one thing only",
    OWL.TransitiveProperty: "holds of what lies further along it too",
}


def split(graph: Graph) -> tuple[Graph, list[Unit]]:
    """Declarations, which stay, and the units of all else, in the order of their text."""
    declared, units = Graph(), list[Unit]()
    for triple in sorted(graph, key=lambda t: tuple(map(str, t)) if not isinstance(t[0], BNode) else ("~", str(t), "")):
        subject, predicate, value = triple
        if isinstance(subject, BNode):
            if value == OWL.AllDisjointClasses:
                units.append((triple, *_below(graph, subject, {triple})))
        elif predicate == RDF.type and value in _DECLARATIONS:
            declared.add(triple)
        else:
            units.append((triple, *_below(graph, value, {triple})))
    return declared, units


def module(units: Iterable[Unit], about: Graph) -> list[Unit]:
    """The axioms that can bear on what `about` says: those on its terms, and on the terms these name in turn."""
    known = {node for triple in about for node in triple if isinstance(node, URIRef)}
    waiting, kept = list(units), list[Unit]()
    growing = True
    while growing:
        growing = False
        for unit in list(waiting):
            if isinstance(unit[0][0], BNode) or unit[0][0] in known:
                waiting.remove(unit)
                kept.append(unit)
                if not isinstance(unit[0][0], BNode):
                    known |= {node for triple in unit for node in triple if isinstance(node, URIRef)}
                    growing = True
    return kept


def graph_of(units: Iterable[Unit]) -> Graph:
    """The triples of some units."""
    graph = Graph()
    for unit in units:
        for triple in unit:
            graph.add(triple)
    return graph


def in_words(unit: Unit, beside: Iterable[Unit], name: Namer) -> str:
    """A unit as a sentence; `beside` are those it contradicts, which say what of a long axiom matters."""
    subject, predicate, value = unit[0]
    if isinstance(subject, BNode):
        return f"nothing is at once {_either(_disjoint(unit, beside), name)}"
    thing = _term_name(subject, name)
    if predicate == RDFS.subClassOf:
        return f"every {thing} is {_class(unit, name)}"
    if predicate == OWL.equivalentClass:
        return f"{thing} means {_class(unit, name)}"
    if predicate == OWL.disjointWith:
        return f"nothing is at once {thing} and {_class(unit, name)}"
    if predicate == RDFS.domain:
        return f"whatever has “{thing}” is {_class(unit, name)}"
    if predicate == RDFS.range:
        return f"a value of “{thing}” is {_class(unit, name)}"
    if predicate == RDFS.subPropertyOf:
        return f"“{thing}” entails “{_term_name(value, name)}”"
    if predicate == RDF.type and value in _CHARACTERS:
        return f"“{thing}” {_CHARACTERS[cast(URIRef, value)]}"
    if predicate == RDF.type:
        return f"{thing} is {_class(unit, name)}"
    return f"{thing} · {_term_name(predicate, name)} · {_term_name(value, name)}"


def is_axiom(unit: Unit) -> bool:
    """Whether a unit speaks of the ontology's own terms, not of things."""
    subject = unit[0][0]
    return isinstance(subject, BNode) or str(subject).startswith(NS)


def _below(graph: Graph, node: Node, seen: set[Triple]) -> Iterator[Triple]:
    """What is said of a blank node, and of those it names."""
    if not isinstance(node, BNode):
        return
    for triple in graph.triples((node, None, None)):
        if triple not in seen:
            seen.add(triple)
            yield triple
            yield from _below(graph, triple[2], seen)


def _disjoint(unit: Unit, beside: Iterable[Unit]) -> list[Node]:
    members = [value for _, predicate, value in unit if predicate == RDF.first]
    named = {node for other in beside if other != unit for triple in other for node in triple}
    return [member for member in members if member in named] or members


def _class(unit: Unit, name: Namer) -> str:
    """The class a unit puts its subject into: a named one, or one of several."""
    value = unit[0][2]
    if isinstance(value, BNode):
        return "one of " + _either([member for _, predicate, member in unit if predicate == RDF.first], name, "or")
    words = _term_name(value, name)
    return f"a value of type {words}" if str(value).startswith(str(RDFS)) or ":" in words else f"“{words}”"


def _either(nodes: Iterable[Node], name: Namer, joint: str = "and") -> str:
    *first, last = (f"“{_term_name(node, name)}”" for node in nodes)
    return f"{', '.join(first)} {joint} {last}" if first else last


def _term_name(node: Node, name: Namer) -> str:
    if isinstance(node, Literal):
        return f"“{node}”"
    iri = str(node)
    return property_name(iri) if iri.startswith((NS, str(RDF), str(RDFS))) else name(ox.NamedNode(iri))
