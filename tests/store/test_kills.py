"""A process that dies at any moment leaves the store at one of its commits, never between two."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.servers import Server

from iomkg.namespaces import VIEW_GRAPH, release_graph, term
from iomkg.store import Store

# Commit number n replaces the release graph and every fact of the view by its own; so a store is whole when all
# its quads carry one number, and as many as one commit writes.
FACTS = 120
WRITER = f"""
import itertools, sys
from pathlib import Path
from pyoxigraph import NamedNode, Quad
from iomkg import terms
from iomkg.store import Change, Store

def facts(number, graph):
    return frozenset(
        Quad(NamedNode(f"a:{{place}}"), NamedNode("{term("name")}"), terms.integer(number), NamedNode(graph))
        for place in range({FACTS})
    )

place = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
store = Store.open(place, create=True)
for number in itertools.count(int(sys.argv[2])):
    store.commit(Change(
        added=facts(number, "{release_graph("k")}") | facts(number, "{VIEW_GRAPH}"),
        removed=facts(number - 1, "{VIEW_GRAPH}"),
        cleared=frozenset({{"{release_graph("k")}"}}),
    ))
    print(number, flush=True)
"""


def last_commit(place: Path | str) -> int:
    """The number of the commit the store is at; asserts that it is whole."""
    with Store.open(place) as store:
        for graph in (VIEW_GRAPH, release_graph("k")):
            assert len(list(store.quads(graph=graph))) == FACTS
        numbers = {quad.object.value for quad in store.quads()}  # type: ignore[union-attr]  # all objects are literals
        assert len(numbers) == 1
        return int(numbers.pop())


def survive(place: Path | str, kills: int, dice: random.Random) -> None:
    done = 0
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place), str(done + 1)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            reported = [int(writer.stdout.readline())]
            time.sleep(dice.uniform(0, 0.15))
            writer.send_signal(signal.SIGKILL)
            reported += [int(line) for line in writer.stdout.read().splitlines() if line]
        done = last_commit(place)
        assert done in {reported[-1], reported[-1] + 1}


def test_a_killed_writer_leaves_a_whole_store(tmp_path: Path) -> None:
    survive(tmp_path / "store", 5, random.Random(20220216))


def test_a_killed_writer_leaves_a_whole_store_on_a_server(server: Server) -> None:
    survive(server.url, 5, random.Random(20220216))


@pytest.mark.prove
def test_a_writer_killed_a_hundred_times_leaves_a_whole_store(tmp_path: Path) -> None:
    survive(tmp_path / "store", 100, random.Random(2022))
