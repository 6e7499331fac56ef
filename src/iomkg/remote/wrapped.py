"""SPARQLWrapper as what asks a service that is only read: what it has no name for, and what fails, is told here."""

from __future__ import annotations

import ast
import contextlib
import http.client
import math
import time
import urllib.error
from collections.abc import Iterator
from typing import Final
from typing import Literal as OneOf

from iomkg import __version__
from iomkg.errors import QueryError, ServiceError
from iomkg.sparql import replies
from iomkg.sparql.connection import CHUNK, PassingError, late, passing, patiently, whole

_BROKEN: Final = (TimeoutError, ConnectionError, http.client.HTTPException)


class Wrapped:
    """Asks queries through SPARQLWrapper. `limit` is how many seconds one may take, tries and pauses included."""

    def __init__(self, limit: float) -> None:
        self._limit = limit

    def query(self, url: str, sparql: str, form: OneOf["json", "turtle", "triples"]) -> bytes:
        """The body of the answer. Raises QueryError when the service does not take the query, ServiceError when it is
        not there, fails, or cuts its answer short."""
        return patiently(url, self._limit, lambda deadline: self._tried(url, sparql, form, deadline))

    def _tried(self, url: str, sparql: str, form: str, deadline: float) -> bytes:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(url, agent=f"iomkg/{__version__}")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if form == "json" else TURTLE)
        wrapper.setTimeout(math.ceil(max(deadline - time.monotonic(), 0.1)))
        wrapper.setQuery(sparql)
        try:
            with contextlib.closing(wrapper.query().response) as response:
                body = whole(url, dict(response.headers.items()), _parts(response), self._limit, deadline)
                if "html" in response.headers.get("Content-Type", ""):
                    raise replies.not_results(b"<html>", url)
                return body
        except SPARQLWrapperException as error:
            raise _refused(url, error) from error
        except urllib.error.HTTPError as error:
            error.close()
            other = ServiceError(f"{url} fails with HTTP {error.code} ({replies.short(str(error.reason))})")
            raise passing(error.code, error.headers.get("Retry-After")) or other from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, _BROKEN) and not isinstance(error.reason, ConnectionRefusedError):
                raise self._broken(error.reason) from error
            raise ServiceError(f"{url} cannot be reached: {replies.short(str(error.reason))}") from error
        except _BROKEN as error:
            raise self._broken(error) from error

    def _broken(self, error: BaseException) -> PassingError:
        return late(self._limit) if isinstance(error, TimeoutError) else PassingError("broke the connection off")


def _parts(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while part := response.read1(CHUNK):
        yield part


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
