"""The store of sahel.trig, for the tests of the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Database

from iomkg.namespaces import REFERENCE_GRAPH, VIEW_GRAPH
from iomkg.store import Store


@pytest.fixture
def sahel() -> Store:
    """Projects that lie differently in the Sahel, with their evidence; reference facts stand in the view too."""
    database = Database()
    database.load(path=str(Path(__file__).with_name("sahel.trig")), format=RdfFormat.TRIG)
    reference = list(database.quads_for_pattern(None, None, None, NamedNode(REFERENCE_GRAPH)))
    database.extend(Quad(q.subject, q.predicate, q.object, NamedNode(VIEW_GRAPH)) for q in reference)
    store = Store.memory()
    store.load_graphs(database)
    return store
