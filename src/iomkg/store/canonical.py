"""What graphs say as one hash, whatever the order they were loaded in."""

from __future__ import annotations

import hashlib
from typing import Final

from iomkg.namespaces import (
    CLAIMS_GRAPHS,
    JUDGEMENTS_GRAPH,
    LINKS_GRAPH,
    REFERENCE_GRAPH,
    RELEASE_GRAPHS,
    VIEW_GRAPH,
)
from iomkg.store.graphs import Graphs

_GRAPHS: Final = frozenset((REFERENCE_GRAPH, LINKS_GRAPH, JUDGEMENTS_GRAPH, VIEW_GRAPH))
_FAMILIES: Final = (RELEASE_GRAPHS, CLAIMS_GRAPHS)


def canonical_hash(graphs: Graphs) -> str:
    """SHA-256, in hexadecimal, over the sorted N-Quads of all graphs but the log."""
    lines: list[bytes] = []
    # Graph by graph, so that the log, which grows with every commit, is not even read.
    for graph in filter(_is_hashed, graphs.graphs()):
        lines.extend(line[:-1] + f"<{graph}> .".encode() for line in graphs.triples(graph).splitlines())
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update(line + b"\n")
    return digest.hexdigest()


def _is_hashed(graph: str) -> bool:
    return graph in _GRAPHS or graph.startswith(_FAMILIES)
