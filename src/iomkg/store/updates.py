"""What a change looks like to the database, and what it must not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.errors import StoreError


def fill(database: pyoxigraph.Store, quads: Iterable[Quad]) -> None:
    if database:
        raise StoreError("a store that holds something cannot be filled; commit a change instead")
    database.bulk_extend(_checked(quads))


def _checked(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        refuse_unnamed(quad)
        yield quad


def refuse_unnamed(quad: Quad) -> None:
    named = isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal))
    if not named or not isinstance(quad.graph_name, NamedNode):
        raise StoreError(f"{quad} has a blank node or no named graph; every node and graph is named by an IRI")


def data(operation: str, quads: Iterable[Quad]) -> str:
    """`INSERT DATA {…}` or `DELETE DATA {…}` in canonical N-Triples, which escapes what could end a string or an
    IRI; empty for no quads."""
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    parts = (f"GRAPH {name} {{\n" + "\n".join(sorted(graphs[name])) + "\n}" for name in sorted(graphs))
    return f"{operation} DATA {{\n" + "\n".join(parts) + "\n}" if graphs else ""
