"""What answers SPARQL: the store embedded in this process, or a service elsewhere. Whatever asks, asks through this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol, TypeVar

from pyoxigraph import NamedNode, Triple

from iomkg.model import Table

T = TypeVar("T")
_TOGETHER: Final = 2000  # IRIs in one query


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


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in an order of their own, as many at a time as one query may name."""
    listed = sorted(items, key=str)
    return (listed[start : start + _TOGETHER] for start in range(0, len(listed), _TOGETHER))


def nodes(iris: Iterable[str]) -> str:
    """IRIs as SPARQL writes them, with spaces between."""
    return " ".join(str(NamedNode(iri)) for iri in iris)


def pairs(iris: Iterable[tuple[str, str]]) -> str:
    """Pairs of IRIs as VALUES lists them. Two lists of their own would be multiplied only after a scan."""
    return " ".join(f"({NamedNode(one)} {NamedNode(other)})" for one, other in iris)
