"""The store of portfolio.toml, for the tests of the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg.store import Store
from tools import answers, told


@pytest.fixture(scope="session")
def portfolio(bare_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[answers.Graph]:
    """The small world of portfolio.toml, as the pipeline makes it; only to be read."""
    path = tmp_path_factory.mktemp("portfolio") / "store"
    shutil.copytree(bare_store, path)
    with Store.open(path) as store:
        told.load(store, answers.WORLD)
        yield answers.Graph(store, told.names(store, answers.WORLD))
