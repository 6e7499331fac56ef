"""Every kind of store, for the tests of what all of them do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.servers import KINDS, Server

from iomkg.store import Store


@pytest.fixture(params=["memory", "disk", *KINDS])
def store(request: pytest.FixtureRequest, tmp_path: Path, fresh_server: Callable[[str], Server]) -> Iterator[Store]:
    if request.param == "memory":
        opened = Store.memory()
    elif request.param == "disk":
        opened = Store.open(tmp_path / "store", create=True)
    else:
        opened = Store.open(fresh_server(request.param).url, create=True)
    with opened:
        yield opened
