"""The ontology's files, read once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from iomkg import resources


@pytest.fixture(scope="session")
def ontology_files() -> tuple[Path, ...]:
    return tuple(sorted(resources.ontology().glob("*.ttl")))


@pytest.fixture(scope="session")
def terms() -> Graph:
    """`iomkg.ttl`: the classes and properties."""
    return Graph().parse(resources.ontology() / "iomkg.ttl")


@pytest.fixture(scope="session")
def alignments() -> Graph:
    return Graph().parse(resources.ontology() / "alignments.ttl")


@pytest.fixture(scope="session")
def everything(ontology_files: tuple[Path, ...]) -> Graph:
    """All files of the ontology as one graph."""
    graph = Graph()
    for path in ontology_files:
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def reference() -> Store:
    """All of the reference data."""
    store = Store()
    for path in (resources.data() / "reference").glob("*.ttl"):
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    return store
