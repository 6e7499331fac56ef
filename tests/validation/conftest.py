"""Fixtures for the gates: the examples, and the context they are read in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from iomkg.namespaces import RDF, RDFS
from iomkg.validation import Gate

EXAMPLES = Path(__file__).parent / "examples"
TYPE = NamedNode(RDF + "type")


Read = Callable[[Path], list[Triple]]
TypesOf = Callable[[list[Triple]], list[Triple]]


def read_turtle(file: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE)]


@pytest.fixture(scope="session")
def read() -> Read:
    return read_turtle


@pytest.fixture(scope="session")
def types_of() -> TypesOf:
    """The context a caller gives a gate: the classes, superclasses included, of all that some triples name."""
    context = read_turtle(EXAMPLES / "context.ttl")
    above = {t.subject: t.object for t in context if t.predicate.value == RDFS + "subClassOf"}
    curated = [t for t in context if t.predicate == TYPE]

    def ancestors(kind: NamedNode) -> Iterator[NamedNode]:
        while kind in above:
            kind = above[kind]
            yield kind

    def types(data: list[Triple]) -> list[Triple]:
        named = {term for t in data for term in (t.subject, t.object)}
        direct = [t for t in (*curated, *data) if t.predicate == TYPE and t.subject in named]
        return [Triple(t.subject, TYPE, kind) for t in direct for kind in (t.object, *ancestors(t.object))]

    return types


@pytest.fixture(scope="session")
def gates() -> dict[str, Gate]:
    return {"release": Gate.release(), "view": Gate.view()}
