"""A request as a SPARQL query, by the SPARQL 1.1 Protocol: GET, a form by POST, or the query itself by POST."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from iomkg.errors import UsageError

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_GRAPHS: Final = 1_000


class ProtocolError(UsageError):
    """A request that the protocol does not allow; `status` is that of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type[ProtocolError], tuple[int, str]]:
        # It is told from one process to another.
        return ProtocolError, (self.status, str(self))


@dataclass(frozen=True, slots=True)
class Request:
    """A query, and the graphs of its dataset where the client names them: the default graph is the merge of
    `default_graphs`; with neither, the view is the default graph and all others are reached by name."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read(method: str, parameters: Sequence[tuple[str, str]], kind: str, body: bytes) -> Request:
    """The query of a request: `parameters` are those of its address, `kind` its Content-Type.

    Raises ProtocolError for what the protocol does not allow, updates included.
    """
    if method in ("GET", "HEAD"):
        return _request(parameters)
    if method != "POST":
        raise ProtocolError(405, f"{method} is no way to query; use GET or POST")
    media, _, told = kind.partition(";")
    media = media.strip().lower()
    if media == UPDATE:
        raise ProtocolError(403, "updates are refused: this graph is only read")
    if media not in (FORM, DIRECT):
        raise ProtocolError(415, f"the Content-Type {media or '(none)'} is not known; send {FORM} or {DIRECT}")
    _refuse_other_encodings(told)
    if media == DIRECT:
        if any(name == "query" for name, _ in parameters):
            raise ProtocolError(400, "the query is given twice, in the address and in the body; give it once")
        return _request([("query", text(body)), *parameters])
    return _request([*parameters, *fields(body)])


def text(body: bytes) -> str:
    """The text of a body. Raises ProtocolError when it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the body is not UTF-8 (byte {error.start + 1})") from error


def fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form that a body brings. Raises ProtocolError when it is none."""
    form = text(body)
    try:
        return parse_qsl(form, keep_blank_values=True, strict_parsing=bool(form))
    except ValueError as error:
        raise ProtocolError(400, "the form cannot be read; send query=… with its value percent-encoded") from error


def _request(parameters: Sequence[tuple[str, str]]) -> Request:
    found = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        raise ProtocolError(403, "updates are refused: this graph is only read")
    if len(found) != 1:
        raise ProtocolError(400, f"{len(found) or 'no'} query parameters; give one, query=SELECT …")
    graphs = [[v for n, v in parameters if n == f"{which}-graph-uri"] for which in ("default", "named")]
    if sum(map(len, graphs)) > _MOST_GRAPHS:
        raise ProtocolError(400, f"more than {_MOST_GRAPHS:,} graphs are named; name fewer")
    return Request(found[0], tuple(graphs[0]), tuple(graphs[1]))


def _refuse_other_encodings(told: str) -> None:
    for part in told.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise ProtocolError(415, f"the charset {value.strip()} is not known; send UTF-8")
