"""Requests to a SPARQL 1.1 server: sent over one connection, tried again when that may help, and what fails told."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final
from typing import Literal as OneOf
from urllib.parse import urlsplit

from iomkg import __version__
from iomkg.errors import QueryError, ServiceError, UsageError
from iomkg.sparql import replies

if TYPE_CHECKING:
    import requests
    from requests.auth import AuthBase

_TRIES: Final = 4
_PAUSE: Final = 0.5  # seconds before the second try; doubled before each one after
_LONGEST_PAUSE: Final = 30.0
_MOST_BYTES: Final = 500_000_000
CHUNK: Final = 1 << 16
_PASSING: Final = frozenset({429, 502, 503, 504})  # what may be over in a moment
_NOT_THERE: Final = (ConnectionRefusedError, socket.gaierror)
_ACCEPTED: Final = {
    "json": "application/sparql-results+json",
    "turtle": "text/turtle",
    "triples": "application/n-triples",
}
_TRIPLES: Final = "application/n-triples; charset=utf-8"


class Connection:
    """A connection to a server. `limit` is how many seconds one request may take, tries and pauses included.

    What is asked may be asked twice, when an answer is lost on the way: it has to come to the same. Raises ServiceError
    when the server is not there, fails, or cuts its answer short.
    """

    def __init__(self, limit: float, login: AuthBase | None = None) -> None:
        self._limit = limit
        self._login = login
        self._kept: requests.Session | None = None

    def query(self, url: str, sparql: str, form: OneOf["json", "turtle", "triples"]) -> bytes:
        """The body of the answer to a query. Raises QueryError when the server does not take it."""
        return self._ask("POST", url, {"Accept": _ACCEPTED[form]}, data={"query": sparql})

    def update(self, url: str, sparql: str) -> None:
        """Have an update done."""
        try:
            self._ask("POST", url, {}, data={"update": sparql})
        except QueryError as error:
            raise ServiceError(str(error).replace("the query", "the update", 1)) from error

    def graph(self, url: str, name: str) -> bytes:
        """A graph as N-Triples, by the Graph Store protocol; empty when there is none."""
        try:
            return self._ask("GET", url, {"Accept": _ACCEPTED["triples"]}, params={"graph": name})
        except _NoSuchError:
            return b""

    def extend(self, url: str, name: str, triples: bytes) -> None:
        """Add N-Triples to a graph, by the Graph Store protocol."""
        try:
            self._ask("POST", url, {"Content-Type": _TRIPLES}, params={"graph": name}, data=triples)
        except QueryError as error:
            raise ServiceError(str(error).replace("the query", "the triples", 1)) from error

    def close(self) -> None:
        """Hang up. It may be used again, which calls anew."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @property
    def _session(self) -> requests.Session:
        if self._kept is None:
            import requests

            self._kept = requests.Session()
            self._kept.auth = self._login
            self._kept.headers["User-Agent"] = f"iomkg/{__version__}"
        return self._kept

    def _ask(self, method: str, url: str, headers: dict[str, str], **content: Any) -> bytes:
        return patiently(url, self._limit, lambda deadline: self._tried(method, url, headers, content, deadline))

    def _tried(self, method: str, url: str, headers: dict[str, str], content: dict[str, Any], deadline: float) -> bytes:
        import requests

        patience = max(deadline - time.monotonic(), 0.1)
        try:
            # Followed, a redirection would make a question of an update.
            answer = self._session.request(
                method, url, headers=headers, timeout=patience, stream=True, allow_redirects=False, **content
            )
            with contextlib.closing(answer):
                if not answer.ok or answer.is_redirect:
                    raise _refused(url, answer)
                if "Accept" in headers and "html" in answer.headers.get("Content-Type", ""):
                    raise replies.not_results(b"<html>", url)
                return whole(url, answer.headers, answer.iter_content(CHUNK), self._limit, deadline)
        except requests.Timeout as error:
            raise late(self._limit) from error
        except requests.RequestException as error:
            causes = list(_causes(error))
            if any(isinstance(cause, TimeoutError) for cause in causes):
                raise late(self._limit) from error
            gone = next((cause for cause in causes if isinstance(cause, _NOT_THERE)), None)
            if gone is None and not isinstance(error, requests.exceptions.SSLError):
                raise PassingError("broke the connection off") from error
            raise ServiceError(f"{url} cannot be reached: {replies.short(str(gone or error))}") from error


class PassingError(Exception):
    """A failure that may be over in a moment; `wait` is how many seconds the server asks to be left alone."""

    def __init__(self, what: str, wait: float = 0.0) -> None:
        super().__init__(what)
        self.wait = wait


def patiently(url: str, limit: float, tried: Callable[[float], bytes]) -> bytes:
    """What `tried` gives, which gets the moment until which it may take; again after a PassingError, within `limit`
    seconds in all. Raises ServiceError when no try succeeds."""
    deadline = time.monotonic() + limit
    pause = _PAUSE
    for left in reversed(range(_TRIES)):
        try:
            return tried(deadline)
        except PassingError as failure:
            wait = min(max(pause, failure.wait), _LONGEST_PAUSE)
            if not left or time.monotonic() + wait > deadline:
                raise ServiceError(f"{url} {failure}; try later, or ask for less") from failure.__cause__
            time.sleep(wait)
            pause *= 2
    raise AssertionError("the last try returns or raises")


def whole(url: str, headers: Mapping[str, str], parts: Iterable[bytes], limit: float, deadline: float) -> bytes:
    """The whole body of an answer. Raises ServiceError when its headers say that it is cut short or it is too large,
    PassingError when the time is over."""
    cut = replies.cut_short({name.lower(): value for name, value in headers.items()})
    if cut:
        raise replies.cut(url, cut)
    taken: list[bytes] = []
    size = 0
    for part in parts:
        taken.append(part)
        size += len(part)
        if size > _MOST_BYTES:
            raise ServiceError(f"{url} sends more than {_MOST_BYTES // 1_000_000} MB; ask for less")
        if time.monotonic() > deadline:
            raise late(limit)
    return b"".join(taken)


def late(limit: float) -> PassingError:
    """The failure that a request took longer than it may."""
    return PassingError(f"took longer than {limit:g} seconds")


def passing(code: int, asked: str | None) -> PassingError | None:
    """The failure that an HTTP status may be over in a moment, None for another status; `asked` is Retry-After."""
    if code not in _PASSING:
        return None
    wait = float(asked) if asked and asked.isdigit() else 0.0
    return PassingError(f"is not able to answer now (HTTP {code})", wait)


class _NoSuchError(ServiceError):
    """HTTP 404: no such address, or no such graph."""


def checked(url: str, option: str) -> str:
    """The address that `option` gives. Raises UsageError when it is none of the web, or has a password in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or any(sign in url for sign in '<>"{}|\\^` \n\t'):
        raise UsageError(f"{option} {url!r} is no web address; give one such as http://localhost:7878/query")
    if parts.username or parts.password:
        raise UsageError(f"{option} has a name or password in it; {_INSTEAD[option]}")
    return url


_INSTEAD: Final = {
    "--endpoint": "put a proxy that knows them before the service",
    "--store": "set IOMKG_STORE_USER and IOMKG_STORE_PASSWORD",
}


def _refused(url: str, answer: requests.Response) -> Exception:
    """The error for an answer that is none."""
    code = answer.status_code
    reason = replies.short(str(answer.reason))
    if soon := passing(code, answer.headers.get("Retry-After")):
        return soon
    if answer.is_redirect:
        return ServiceError(f"{url} sends elsewhere (HTTP {code}); give {replies.short(answer.headers['Location'])}")
    if code == 400:
        return QueryError(f"{url} does not take the query: {_said(answer)}")
    if code == 401:
        return ServiceError(f"{url} asks for a name and a password (HTTP 401)")
    if code == 404:
        return _NoSuchError(f"{url} is not found there (HTTP 404); give the address of the service itself")
    if code == 500:
        return ServiceError(f"{url} fails: {_said(answer) or reason}")
    return ServiceError(f"{url} fails with HTTP {code} ({reason})")


def _said(answer: requests.Response) -> str:
    """The server's own words, as far as they are of use."""
    return replies.short(next(answer.iter_content(CHUNK), b"").decode("utf-8", "replace"))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What an error came of, itself included; requests and urllib3 pack the system's own into several of theirs."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
