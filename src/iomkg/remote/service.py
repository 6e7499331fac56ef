"""A SPARQL 1.1 service elsewhere, asked as the embedded store is."""

from __future__ import annotations

import ast
import contextlib
import http.client
import math
import time
import urllib.error
from collections.abc import Iterator
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Triple

from iomkg import __version__
from iomkg.errors import QueryError, ServiceError, UsageError
from iomkg.model import Table
from iomkg.namespaces import LINKS_GRAPH, VIEW_GRAPH
from iomkg.remote import replies
from iomkg.remote.prologue import complete, counting
from iomkg.store import Store, names_its_dataset

_TRIES: Final = 4
_PAUSE: Final = 0.5  # seconds before the second try; doubled before each one after
_LONGEST_PAUSE: Final = 30.0
_MOST_BYTES: Final = 500_000_000
_CHUNK: Final = 1 << 16
_PASSING: Final = frozenset({429, 502, 503, 504})  # what may be over in a moment
_BROKEN: Final = (TimeoutError, ConnectionError, http.client.HTTPException)


class Service:
    """The library and SPARQL of one's own against a service at `url`, which holds what `iomkg export graph.trig` wrote.

    `limit` is how many seconds one query may take, tries and pauses included. Raises UsageError for an address that is
    none. Asking raises QueryError for a query that cannot be run, ServiceError when the service is not there, fails,
    cuts its answer short, does not answer with SPARQL results or lacks the graphs.
    """

    def __init__(self, url: str, *, limit: float = 60.0) -> None:
        self._url = _checked(url)
        self._limit = limit
        self._forms = Store.memory()  # knows what form a query is of, and what is wrong with one

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
        form = self._forms.query(sparql)
        own_dataset = names_its_dataset(sparql)
        if not own_dataset:
            self._has_the_graphs  # noqa: B018 - asked once, and raises
        whole = complete(sparql, own_dataset=own_dataset)
        if not isinstance(form, (Table, bool)):
            return iter(replies.triples(self._ask(whole, "turtle"), self._url))
        answer = replies.rows(self._ask(whole, "json"), self._url)
        if isinstance(answer, Table) and len(answer.rows) in replies.LIMITS:
            self._check_whole(sparql, own_dataset, len(answer.rows))
        return answer

    @cached_property
    def _has_the_graphs(self) -> bool:
        """True; ServiceError when the view is not there, or the links from its facts to their sentences are not."""
        if not self._holds(f"GRAPH <{VIEW_GRAPH}> {{ ?s ?p ?o }}"):
            raise ServiceError(
                f"{self._url} holds no graph <{VIEW_GRAPH}>; load there what `iomkg export graph.trig` writes"
            )
        projects = f"GRAPH <{VIEW_GRAPH}> {{ ?project a <https://w3id.org/iomkg/ns#Project> }}"
        if self._holds(projects) and not self._holds(f"GRAPH <{LINKS_GRAPH}> {{ ?s ?p ?o }}"):
            raise ServiceError(
                f"{self._url} holds the view without <{LINKS_GRAPH}>, so no sentence can be shown; load there all that "
                "`iomkg export graph.trig` writes"
            )
        return True

    def _holds(self, pattern: str) -> bool:
        return replies.rows(self._ask(f"ASK {{ {pattern} }}", "json"), self._url) is True

    def _check_whole(self, sparql: str, own_dataset: bool, rows: int) -> None:
        """Ask how many rows there are, since as many as came are as many as some services give at most."""
        counted = self._ask(complete(counting(sparql), own_dataset=own_dataset), "json")
        answer = replies.rows(counted, self._url)
        number = answer.rows[0][0] if isinstance(answer, Table) and answer.rows else None
        if number is not None and int(number.value) > rows:
            raise _cut(self._url, f"at {rows:,} of {int(number.value):,} rows")

    def _ask(self, sparql: str, form: str) -> bytes:
        """The body of the answer, after as many tries as the time allows."""
        deadline = time.monotonic() + self._limit
        pause = _PAUSE
        for left in reversed(range(_TRIES)):
            try:
                return self._tried(sparql, form, deadline)
            except _PassingError as passing:
                wait = min(max(pause, passing.wait), _LONGEST_PAUSE)
                if not left or time.monotonic() + wait > deadline:
                    raise ServiceError(f"{self._url} {passing}; try later, or ask for less") from passing.__cause__
                time.sleep(wait)
                pause *= 2
        raise AssertionError("the last try returns or raises")

    def _tried(self, sparql: str, form: str, deadline: float) -> bytes:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self._url, agent=f"iomkg/{__version__}")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if form == "json" else TURTLE)
        wrapper.setTimeout(math.ceil(max(deadline - time.monotonic(), 0.1)))
        wrapper.setQuery(sparql)
        try:
            with contextlib.closing(wrapper.query().response) as response:
                return self._body(response, deadline)
        except SPARQLWrapperException as error:
            raise _refused(self._url, error) from error
        except urllib.error.HTTPError as error:
            error.close()
            raise _failed(self._url, error) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, _BROKEN) and not isinstance(error.reason, ConnectionRefusedError):
                raise _PassingError(_what(error.reason, self._limit)) from error
            raise ServiceError(f"{self._url} cannot be reached: {replies.short(str(error.reason))}") from error
        except _BROKEN as error:
            raise _PassingError(_what(error, self._limit)) from error

    def _body(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        """The whole body, within the time; ServiceError when its headers say that it is cut short, or no results."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        cut = replies.cut_short(headers)
        if cut:
            raise _cut(self._url, cut)
        parts: list[bytes] = []
        size = 0
        while chunk := response.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > _MOST_BYTES:
                raise ServiceError(f"{self._url} sends more than {_MOST_BYTES // 1_000_000} MB; ask for less")
            if time.monotonic() > deadline:
                raise _PassingError(f"took longer than {self._limit:g} seconds")
        body = b"".join(parts)
        if "html" in headers.get("content-type", ""):
            raise replies.not_results(b"<html>", self._url)
        return body


class _PassingError(Exception):
    """A failure that may be over in a moment; `wait` is how many seconds the service asks to be left alone."""

    def __init__(self, what: str, wait: float = 0.0) -> None:
        super().__init__(what)
        self.wait = wait


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or any(sign in url for sign in '<>"{}|\\^` \n\t'):
        raise UsageError(f"--endpoint {url!r} is no web address; give one such as http://localhost:7878/query")
    if parts.username or parts.password:
        raise UsageError("--endpoint has a name or password in it; put a proxy that knows them before the service")
    return url


def _cut(url: str, where: str) -> ServiceError:
    return ServiceError(f"{url} cut the answer short {where}; ask for less, or have its limit raised")


def _what(error: BaseException, limit: float) -> str:
    if isinstance(error, TimeoutError):
        return f"took longer than {limit:g} seconds"
    return "broke the connection off"


def _failed(url: str, error: urllib.error.HTTPError) -> Exception:
    if error.code in _PASSING:
        asked = error.headers.get("Retry-After", "")
        return _PassingError(f"is not able to answer now (HTTP {error.code})", float(asked) if asked.isdigit() else 0.0)
    return ServiceError(f"{url} fails with HTTP {error.code} ({replies.short(str(error.reason))})")


def _said(message: str) -> str:
    """The service's own words in a message of SPARQLWrapper, which has them as Python writes bytes."""
    _, _, body = message.partition("Response:\n")
    try:
        return replies.short(ast.literal_eval(body).decode("utf-8", "replace"))
    except (AttributeError, SyntaxError, ValueError):
        return replies.short(body or message)


def _refused(url: str, error: Exception) -> Exception:
    """The error for what SPARQLWrapper has a name for: 400, 401, 404, 414, 500; its text is the service's own."""
    if isinstance(error.__context__, urllib.error.HTTPError):
        error.__context__.close()
    kind = type(error).__name__
    said = _said(str(error))
    if kind == "QueryBadFormed":
        return QueryError(f"{url} does not take the query: {said}")
    if kind == "EndPointNotFound":
        return ServiceError(f"{url} is not found there (HTTP 404); give the address of the service itself")
    if kind == "Unauthorized":
        return ServiceError(f"{url} asks for a name and a password (HTTP 401)")
    return ServiceError(f"{url} fails: {said}")
