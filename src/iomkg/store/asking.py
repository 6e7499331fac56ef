"""Queries asked of a server as the embedded store answers them: checked here first, made complete, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol
from typing import Literal as OneOf

import pyoxigraph
from pyoxigraph import Triple

from iomkg.model import Table
from iomkg.sparql import replies
from iomkg.sparql.prologue import complete, counting
from iomkg.store.embedded import Embedded
from iomkg.store.guard import names_its_dataset

# Knows of what form a query is, and what is wrong with one.
_FORMS: Final = Embedded(pyoxigraph.Store())


class Line(Protocol):
    """What a query is sent along."""

    def query(self, url: str, sparql: str, form: OneOf["json", "turtle", "triples"]) -> bytes:
        """The body of the answer, in the form asked for."""
        ...


class Asker:
    """Asks the SPARQL service at `url`. Raises QueryError for a query that cannot be run, else ServiceError."""

    def __init__(self, line: Line, url: str) -> None:
        self._line = line
        self._url = url

    def check(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """What a query comes to where nothing is known; QueryError for one that is none, or calls a SERVICE."""
        return _FORMS.query(sparql)

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a SELECT, an ASK, a CONSTRUCT or a DESCRIBE whose default graph is the view."""
        form = self.check(sparql)
        own_dataset = names_its_dataset(sparql)
        whole = complete(sparql, own_dataset=own_dataset)
        if not isinstance(form, (Table, bool)):
            return iter(replies.triples(self._line.query(self._url, whole, "turtle"), self._url))
        answer = self._rows(whole)
        if isinstance(answer, Table) and len(answer.rows) in replies.LIMITS:
            self._check_whole(sparql, own_dataset, len(answer.rows))
        return answer

    def table(self, sparql: str) -> Table:
        """The rows of a SELECT that is complete as it stands."""
        answer = self._rows(sparql)
        assert isinstance(answer, Table), "a SELECT is answered by rows"
        return answer

    def holds(self, pattern: str) -> bool:
        """Whether a pattern, which names its graphs, matches anything."""
        return self._rows(f"ASK {{ {pattern} }}") is True

    def _rows(self, sparql: str) -> Table | bool:
        return replies.rows(self._line.query(self._url, sparql, "json"), self._url)

    def _check_whole(self, sparql: str, own_dataset: bool, rows: int) -> None:
        """Ask how many rows there are, since as many as came are as many as some services give at most."""
        answer = self._rows(complete(counting(sparql), own_dataset=own_dataset))
        number = answer.rows[0][0] if isinstance(answer, Table) and answer.rows else None
        if number is not None and int(number.value) > rows:
            raise replies.cut(self._url, f"at {rows:,} of {int(number.value):,} rows")
