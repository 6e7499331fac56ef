"""The stores of sahel.trig and of portfolio.toml, for the tests of the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Database

from iomkg.namespaces import REFERENCE_GRAPH, VIEW_GRAPH
from iomkg.store import Store
from tools import answers, told


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


@pytest.fixture(scope="session")
def portfolio(bare_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small world of portfolio.toml, as the pipeline makes it; only to be read."""
    path = tmp_path_factory.mktemp("portfolio") / "store"
    shutil.copytree(bare_store, path)
    with Store.open(path) as store:
        told.load(store, answers.WORLD)
        yield store


@pytest.fixture(scope="session")
def portfolio_names(portfolio: Store) -> Mapping[str, str]:
    """What its entities without a name are called in tests."""
    return told.names(portfolio, answers.WORLD)
