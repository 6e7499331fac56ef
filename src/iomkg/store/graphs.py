"""What a store needs of whatever holds its graphs. There are two: `embedded` in this process, `served` by a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Quad, Triple

from iomkg.forgotten import Forgotten
from iomkg.model import Table, Term
from iomkg.store.texts import Texts
from iomkg.store.updates import Change


class Graphs(Protocol):
    """Named graphs of triples, opened for one process, with the texts beside them. What fails raises StoreError.

    `Store` sees to it that nothing nameless is written, and nothing by who may only read.
    """

    @property
    def place(self) -> str:
        """Where they are, for people."""
        ...

    @property
    def folder(self) -> Path:
        """Where on this machine is what belongs to them."""
        ...

    @property
    def texts(self) -> Texts:
        """The texts beside them. What fails there is an OSError or a StoreError."""
        ...

    @property
    def forgotten(self) -> Forgotten:
        """The names that are dropped from what is loaded."""
        ...

    @property
    def behind(self) -> bool:
        """Whether more was committed than is seen here."""
        ...

    @property
    def closed(self) -> bool:
        """Whether they were given up."""
        ...

    def commit(self, change: Change) -> None:
        """Apply a change whole or not at all, lastingly."""
        ...

    def show(self) -> None:
        """Let readers see what was committed."""
        ...

    def fill(self, quads: Iterable[Quad]) -> None:
        """Put in quads where there are none yet; StoreError where there are."""
        ...

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a query whose default graph is the view. Raises QueryError."""
        ...

    def quads(
        self, subject: NamedNode | None, predicate: NamedNode | None, value: Term | None, graph: NamedNode | None
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything."""
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that hold something, sorted."""
        ...

    def is_empty(self, graph: NamedNode) -> bool:
        """Whether a graph holds nothing."""
        ...

    def triples(self, graph: str) -> bytes:
        """A graph as canonical N-Triples, in any order."""
        ...

    def close(self) -> None:
        """Give them up; once."""
        ...
