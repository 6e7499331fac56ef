"""The reference of the ontology and its lists, from their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from iomkg import resources
from iomkg.namespaces import NS, shortened
from iomkg.publication import codebook

_TERMS: Final = Namespace(NS)
_PARTS: Final = (
    ("Classes", (OWL.Class,)),
    ("Properties that join things", (OWL.ObjectProperty,)),
    ("Properties with values", (OWL.DatatypeProperty,)),
    ("Annotations", (OWL.AnnotationProperty,)),
)
_RULES: Final = {"one": "one value", "onePerLanguage": "one value in each language", "all": "all values"}
_LANGUAGES: Final = ("en", "fr", "es")


def page() -> str:
    """Every term with its labels, its definition, what it is of and what it may hold."""
    graph = Graph().parse(resources.ontology() / "iomkg.ttl")
    parts = [
        "# Ontology",
        "",
        f"The terms of iomkg, with the prefix `iomkg:` for `{NS}`. Of a property stands here what [the "
        "view](../view-rules.md) keeps where sources state several values, and from which "
        "[confidence](../confidence.md) on a claim is accepted. Codes for values are in [the lists](lists.md), what a "
        "release may state of each class in [the shapes](shapes.md).",
        "",
    ]
    for heading, kinds in _PARTS:
        found = {term for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(NS)}
        parts += [f"## {heading}", ""]
        for term in sorted(found, key=str):
            parts += _term(graph, term)
    return "\n".join(parts) + "\n"


def lists() -> str:
    """Every list of the ontology with its entries, and the tables that a published version has."""
    parts = [
        "# Lists and tables",
        "",
        "The codes that values are taken from, and the columns of the tables of a [version](../publishing.md).",
        "",
        "## Lists",
        "",
        *codebook.lists(),
        "## Tables",
        "",
        *codebook.tables(),
    ]
    return "\n".join(parts) + "\n"


def _term(graph: Graph, term: Node) -> Iterator[str]:
    labels = [_said(graph, term, RDFS.label, language) for language in _LANGUAGES]
    yield from (f"### {str(term).removeprefix(NS)}", "", f"*{' · '.join(filter(None, labels))}*", "")
    if definition := _said(graph, term, SKOS.definition, "en"):
        yield from (definition, "")
    facts = [*_facts(graph, term)]
    if facts:
        yield from (*facts, "")


def _facts(graph: Graph, term: Node) -> Iterator[str]:
    for name, predicate in (
        ("is a kind of", RDFS.subClassOf),
        ("implies", RDFS.subPropertyOf),
        ("is said of", RDFS.domain),
        ("holds", RDFS.range),
    ):
        named = [value for value in graph.objects(term, predicate) if isinstance(value, URIRef)]
        if named:
            yield f"- {name} {', '.join(_name(graph, value) for value in sorted(named))}"
    rule = next(graph.objects(term, _TERMS.viewRule), None)
    if rule is not None and (told := _RULES.get(str(rule).removeprefix(NS))):
        yield f"- the view keeps {told}"
    threshold = next(graph.objects(term, _TERMS.acceptanceThreshold), None)
    if threshold is not None:
        yield f"- accepted from {threshold}"


def _name(graph: Graph, term: URIRef) -> str:
    """A term's short name, with a link where it has a section here."""
    if term.startswith(NS) and (term, RDF.type, None) in graph:
        local = term.removeprefix(NS)
        return f"[`{local}`](#{local.lower()})"
    return f"`{shortened(str(term))}`"


def _said(graph: Graph, term: Node, predicate: URIRef, language: str) -> str:
    texts = (value for value in graph.objects(term, predicate) if isinstance(value, Literal))
    return " ".join(min((str(text) for text in texts if text.language == language), default="").split())
