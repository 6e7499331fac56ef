"""A SPARQL 1.1 service elsewhere, asked as the embedded store is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import Triple

from iomkg.errors import QueryError, ServiceError
from iomkg.model import Table
from iomkg.namespaces import LINKS_GRAPH, VIEW_GRAPH
from iomkg.remote.wrapped import Wrapped
from iomkg.sparql.connection import checked
from iomkg.store import names_its_dataset
from iomkg.store.asking import Asker


class Service:
    """The library and SPARQL of one's own against a service at `url`, which holds what `iomkg export graph.trig` wrote.

    `limit` is how many seconds one query may take, tries and pauses included. Raises UsageError for an address that is
    none. Asking raises QueryError for a query that cannot be run, ServiceError when the service is not there, fails,
    cuts its answer short, does not answer with SPARQL results or lacks the graphs.
    """

    def __init__(self, url: str, *, limit: float = 60.0) -> None:
        self._url = checked(url, "--endpoint")
        self._asker = Asker(Wrapped(limit), self._url)

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is kept open between two queries."""

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT; QueryError for any other query."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("the query is not a SELECT, so it has no table to give; rewrite it as SELECT")
        return answer

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a SELECT, an ASK, a CONSTRUCT or a DESCRIBE."""
        self._asker.check(sparql)
        if not names_its_dataset(sparql):
            self._has_the_graphs  # noqa: B018 - asked once, and raises
        return self._asker.query(sparql)

    @cached_property
    def _has_the_graphs(self) -> bool:
        """True; ServiceError when the view is not there, or the links from its facts to their sentences are not."""
        if not self._asker.holds(f"GRAPH <{VIEW_GRAPH}> {{ ?s ?p ?o }}"):
            raise ServiceError(
                f"{self._url} holds no graph <{VIEW_GRAPH}>; load there what `iomkg export graph.trig` writes"
            )
        projects = f"GRAPH <{VIEW_GRAPH}> {{ ?project a <https://w3id.org/iomkg/ns#Project> }}"
        if self._asker.holds(projects) and not self._asker.holds(f"GRAPH <{LINKS_GRAPH}> {{ ?s ?p ?o }}"):
            raise ServiceError(
                f"{self._url} holds the view without <{LINKS_GRAPH}>, so no sentence can be shown; load there all that "
                "`iomkg export graph.trig` writes"
            )
        return True
