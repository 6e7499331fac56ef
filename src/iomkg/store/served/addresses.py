"""Where a server takes queries, updates and graphs, from the one address people know."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Final

from iomkg.sparql.connection import checked

UPDATE: Final = "IOMKG_STORE_UPDATE"
GRAPHS: Final = "IOMKG_STORE_GRAPHS"
# By how an address ends: what takes its place for updates, and for graphs.
_KNOWN: Final = (
    (r"/repositories/[^/]+", r"\g<0>/statements", r"\g<0>/rdf-graphs/service"),  # GraphDB, RDF4J
    (r"/sparql", "/sparql", "/sparql-graph-crud"),  # Virtuoso that lets everybody write
    (r"/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    (r"(?<=[^/:]/)([^/]+)/query", r"\1/update", r"\1/data"),  # Fuseki, a data set of it
    (r"/query", "/update", "/store"),  # Oxigraph
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of the Query, Update and Graph Store protocols."""

    query: str
    update: str
    graphs: str


def of(url: str) -> Addresses:
    """The addresses of the server at `url`, which is that of its queries, or of a server or data set as a whole.

    What IOMKG_STORE_UPDATE and IOMKG_STORE_GRAPHS say goes before what is known of the usual servers. Raises UsageError
    for an address that is none.
    """
    query = checked(url, "--store").rstrip("/")
    update, graphs = os.environ.get(UPDATE), os.environ.get(GRAPHS)
    if update and graphs:
        return Addresses(url, checked(update, "--store"), checked(graphs, "--store"))
    known = _known(query) or _known(f"{query}/query")
    assert known is not None, "the last rule holds for all"
    return Addresses(known.query, update or known.update, graphs or known.graphs)


def _known(query: str) -> Addresses | None:
    for ending, update, graphs in _KNOWN:
        found = re.search(f"{ending}$", query)
        if found:
            before = query[: found.start()]
            return Addresses(query, before + found.expand(update), before + found.expand(graphs))
    return None
