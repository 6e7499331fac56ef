"""Clients' own queries, answered in the form they like best."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat

from iomkg.namespaces import PREFIXES
from iomkg.web.bench import Bench
from iomkg.web.lanes import Reply
from iomkg.web.negotiation import ROWS, TRIPLES, form
from iomkg.web.protocol import ProtocolError, Request

_ROWS: Final = {
    ROWS["json"]: QueryResultsFormat.JSON,
    ROWS["xml"]: QueryResultsFormat.XML,
    ROWS["csv"]: QueryResultsFormat.CSV,
    ROWS["tsv"]: QueryResultsFormat.TSV,
}
#: CSV and TSV have no form for yes and no.
_TRUTH: Final = (ROWS["json"], ROWS["xml"])
TRIPLE_FORMS: Final = {
    TRIPLES["ttl"]: RdfFormat.TURTLE,
    TRIPLES["jsonld"]: RdfFormat.JSON_LD,
    TRIPLES["nt"]: RdfFormat.N_TRIPLES,
    TRIPLES["rdf"]: RdfFormat.RDF_XML,
}


def answer(bench: Bench, request: Request, accept: str) -> Reply:
    """The answer to a query. Raises QueryError for what is no query, ProtocolError when no form of it is acceptable or
    it is larger than it may be."""
    found = bench.store.evaluate(request.query, request.default_graphs, request.named_graphs)
    if isinstance(found, QuerySolutions):
        kind = acceptable(accept, tuple(_ROWS))
        body = written(lambda stream: found.serialize(stream, _ROWS[kind]), bench.settings.answer_limit)
    elif isinstance(found, QueryBoolean):
        kind = acceptable(accept, _TRUTH)
        body = written(lambda stream: found.serialize(stream, _ROWS[kind]), bench.settings.answer_limit)
    else:
        kind = acceptable(accept, tuple(TRIPLE_FORMS))
        prefixes = PREFIXES if kind == TRIPLES["ttl"] else None
        body = written(
            lambda stream: pyoxigraph.serialize(found, stream, TRIPLE_FORMS[kind], prefixes=prefixes),
            bench.settings.answer_limit,
        )
    return Reply(200, kind, body, {"Vary": "Accept"})


def acceptable(accept: str, offered: tuple[str, ...]) -> str:
    """The form a client likes best. Raises ProtocolError when it takes none."""
    kind = form(accept, offered)
    if kind is None:
        raise ProtocolError(406, f"none of the forms asked for is there; there are {', '.join(offered)}")
    return kind


def written(write: Callable[[io.BytesIO], object], limit: int) -> bytes:
    """What is written to a stream. Raises ProtocolError when it is more than `limit` bytes."""
    stream = _Bounded(limit)
    try:
        write(stream)
    except OSError as error:
        if stream.full:
            size = f"{limit / 2**20:g} MB"
            raise ProtocolError(
                400, f"the answer is larger than {size}; ask for less with LIMIT, or take a whole dump"
            ) from error
        raise
    return stream.getvalue()


class _Bounded(io.BytesIO):
    """A stream that takes no more than so many bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.full = False

    def write(self, data: object) -> int:
        if self.tell() + len(data) > self._limit:  # type: ignore[arg-type]  # bytes, as the engine writes
            self.full = True
            raise OSError("full")
        return super().write(data)  # type: ignore[arg-type]  # bytes, as above
