"""What a database says as one hash, whatever the order it was loaded in."""

from __future__ import annotations

import hashlib
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from iomkg.namespaces import (
    CLAIMS_GRAPHS,
    JUDGEMENTS_GRAPH,
    LINKS_GRAPH,
    REFERENCE_GRAPH,
    RELEASE_GRAPHS,
    VIEW_GRAPH,
)

_GRAPHS: Final = frozenset((REFERENCE_GRAPH, LINKS_GRAPH, JUDGEMENTS_GRAPH, VIEW_GRAPH))
_FAMILIES: Final = (RELEASE_GRAPHS, CLAIMS_GRAPHS)


def canonical_hash(database: pyoxigraph.Store) -> str:
    """SHA-256, in hexadecimal, over the sorted N-Quads of all graphs but the log."""
    lines: list[bytes] = []
    # Graph by graph, so that the log, which grows with every commit, is not even read.
    for graph in filter(_is_hashed, database.named_graphs()):
        triples = database.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
        lines.extend(line[:-1] + f"{graph} .".encode() for line in triples.splitlines())
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update(line + b"\n")
    return digest.hexdigest()


def _is_hashed(graph: NamedNode | BlankNode) -> bool:
    return graph.value in _GRAPHS or graph.value.startswith(_FAMILIES)
