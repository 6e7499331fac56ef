"""One store for all questions, opened once: only what it knows by name matters here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg.store import Store


@pytest.fixture(scope="session")
def samples(sample_store: Path) -> Iterator[Store]:
    with Store.open(sample_store, writable=False) as store:
        yield store
