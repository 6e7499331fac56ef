"""What a change is, what it looks like to a database, and what it must not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from iomkg.errors import StoreError
from iomkg.terms import iri


@dataclass(frozen=True, slots=True)
class Change:
    """One atomic commit: `removed` quads go, the graphs named in `cleared` are emptied, then `added` quads come."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()
    cleared: frozenset[str] = frozenset()


def checked(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads as they come. Raises StoreError at one that may not be written."""
    for quad in quads:
        refuse_unnamed(quad)
        yield quad


def refuse_unnamed(quad: Quad) -> None:
    """Raise StoreError for a quad with a blank node or without a named graph."""
    named = isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal))
    if not named or not isinstance(quad.graph_name, NamedNode):
        raise StoreError(f"{quad} has a blank node or no named graph; every node and graph is named by an IRI")


def update_of(change: Change) -> str:
    """A change as one update; empty for one that changes nothing."""
    operations = [data("DELETE", change.removed), dropping(change.cleared), data("INSERT", change.added)]
    return ";\n".join(operation for operation in operations if operation)


def dropping(graphs: Iterable[str]) -> str:
    """The update that empties graphs; empty for none."""
    return ";\n".join(f"DROP SILENT GRAPH {iri(name)}" for name in sorted(graphs))


def data(operation: str, quads: Iterable[Quad]) -> str:
    """`INSERT DATA {…}` or `DELETE DATA {…}` in canonical N-Triples, which escapes what could end a string or an
    IRI; empty for no quads."""
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    parts = (f"GRAPH {name} {{\n" + "\n".join(sorted(graphs[name])) + "\n}" for name in sorted(graphs))
    return f"{operation} DATA {{\n" + "\n".join(parts) + "\n}" if graphs else ""
