"""What answers SPARQL: the store embedded in this process, or a service elsewhere. Whatever asks, asks through this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import Triple

from iomkg.model import Table


class Engine(Protocol):
    """Answers queries whose default graph is the view, and in which other graphs are reached by name.

    The prefixes of `iomkg.namespaces` need no declaration. Both raise QueryError on a text that cannot be run.
    """

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        ...

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a SELECT, an ASK, a CONSTRUCT or a DESCRIBE."""
        ...
