"""Pages from the web: one address a person asked for, fetched once, politely and within limits."""

from __future__ import annotations

import datetime as dt
import ipaddress
import queue
import socket
import threading
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import requests
import urllib3

import iomkg
from iomkg.readers.forms import MAXIMUM_BYTES, MEDIA_TYPES, UnreadableError, suffix_of
from iomkg.readers.urls import Address

USER_AGENT: Final = f"iomkg/{iomkg.__version__} (fetches a single page when a person asks for it)"

_CONNECT_SECONDS: Final = 10
_SILENT_SECONDS: Final = 20
_ALL_SECONDS: Final = 120
_MOST_REDIRECTS: Final = 10
_TOO_SLOW: Final = "was not read to its end in {} seconds; try again later"
_ILL_FORMED: Final = "is, or redirects to, an address that is not well formed"
_CHUNK: Final = 64 * 1024
_ACCEPTED: Final = "text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown;q=0.9, */*;q=0.5"
_LANGUAGES: Final = "en, fr, es, *;q=0.5"
# Types that say nothing; the address's suffix or the first bytes tell more.
_VAGUE: Final = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/download", "text/plain"))
_STATUSES: Final = {
    401: "asks for a login (401); save the page in a browser and load the file",
    402: "asks for payment (402)",
    403: "refuses to be read by a program (403); save the page in a browser and load the file",
    404: "does not exist (404)",
    407: "is behind a proxy that asks for a login (407)",
    410: "is gone (410)",
    429: "has too many requests (429); try again later",
    451: "is withheld for legal reasons (451)",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. `url` is where redirections led; `suffix` tells the form, as a file's would."""

    data: bytes
    url: str
    suffix: str
    charset: str | None
    retrieved: str


def fetch(address: Address) -> Fetched:
    """What stands at `address`; UnreadableError saying what went wrong: no such host, no answer, an error, too much.

    A site that answers a letter a second keeps any single wait short, so the whole is given its time from outside.
    """
    done: queue.SimpleQueue[Fetched | Exception] = queue.SimpleQueue()
    threading.Thread(target=_fetch_into, args=(done, address), daemon=True).start()
    try:
        answer = done.get(timeout=max(_ALL_SECONDS, 0))
    except queue.Empty:
        raise UnreadableError(_TOO_SLOW.format(_ALL_SECONDS)) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _fetch_into(done: queue.SimpleQueue[Fetched | Exception], address: Address) -> None:
    try:
        done.put(_fetch(address))
    except Exception as error:  # the caller's to raise
        done.put(error)


def _fetch(address: Address) -> Fetched:
    with _Session(address) as session:
        try:
            with session.get(address.url, stream=True, timeout=(_CONNECT_SECONDS, _SILENT_SECONDS)) as response:
                if response.status_code != 200:
                    raise UnreadableError(_answered(response.status_code))
                return _fetched(response, _data(response))
        except UnreadableError:
            raise
        except requests.RequestException as error:
            raise UnreadableError(_failure(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise UnreadableError("broke off while it was read; try again later") from error
        except (ValueError, UnicodeError) as error:
            # What headers and redirections can hold besides addresses.
            raise UnreadableError(_ILL_FORMED) from error


class _Session(requests.Session):
    """A session that says who it is, and is not led from the web into the network of the person who asked."""

    def __init__(self, address: Address) -> None:
        super().__init__()
        self._asked_inside = is_inside(address.url)
        self.max_redirects = _MOST_REDIRECTS
        self.headers.update({"User-Agent": USER_AGENT, "Accept": _ACCEPTED, "Accept-Language": _LANGUAGES})

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        target = super().get_redirect_target(resp)
        if target and not self._asked_inside and is_inside(urljoin(resp.url, target)):
            resp.close()
            raise UnreadableError("redirects from the web into the network of this machine, which is not followed")
        return target


def is_inside(url: str) -> bool:
    """Whether a host is this machine or one of its own network: such pages are read only if a person names them."""
    host = urlsplit(url).hostname or ""
    try:
        found = {address[0] for *_, address in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    return any(not ipaddress.ip_address(str(one).partition("%")[0]).is_global for one in found)


def _data(response: requests.Response) -> bytes:
    """The whole answer, unpacked, read in pieces so that neither size nor time gets out of hand."""
    begun = time.monotonic()
    data = bytearray()
    for chunk in response.iter_content(_CHUNK):
        data += chunk
        if len(data) > MAXIMUM_BYTES:
            raise UnreadableError(f"is larger than {MAXIMUM_BYTES // 1024 // 1024} MB; a press page is not")
        if time.monotonic() - begun > _ALL_SECONDS:
            raise UnreadableError(_TOO_SLOW.format(_ALL_SECONDS))
    return bytes(data)


def _fetched(response: requests.Response, data: bytes) -> Fetched:
    media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
    _, _, charset = parameters.lower().partition("charset=")
    return Fetched(
        data=data,
        url=response.url,
        suffix=_suffix(media_type.strip().lower(), urlsplit(response.url).path, data),
        charset=charset.split(";")[0].strip(" \"'") or None,
        retrieved=dt.datetime.now(dt.UTC).date().isoformat(),
    )


def _suffix(media_type: str, path: str, data: bytes) -> str:
    """The form of an answer, by its type where that says one, else by its first bytes and the address's suffix."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if media_type in ("application/xhtml+xml", "application/xml", "text/xml"):
        return ".html"
    stated = next((suffix for suffix, known in MEDIA_TYPES.items() if known == media_type), None)
    if stated and media_type not in _VAGUE:
        return stated
    named = suffix_of(unquote(path))
    if media_type in _VAGUE and named in MEDIA_TYPES:
        return named
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    if stated:
        return stated
    raise UnreadableError(f"is {media_type or 'of no stated type'}, which is not read")


def _answered(status: int) -> str:
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return f"is out of order at the moment ({status}); try again later"
    return f"was answered with the status {status}, not with a page"


def _failure(error: requests.RequestException) -> str:
    """What went wrong, for people; the library's own words name classes and memory addresses."""
    reason = str(error)
    if isinstance(error, requests.TooManyRedirects):
        return f"redirects more than {_MOST_REDIRECTS} times"
    if isinstance(error, requests.exceptions.InvalidSchema):
        return "redirects to what is no web address; only http and https are read"
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return _ILL_FORMED
    if isinstance(error, requests.exceptions.SSLError):
        if "CERTIFICATE" in reason.upper():
            return "cannot prove that it is the site it says (its certificate is not valid)"
        return "cannot be reached over https: the secure connection fails"
    if isinstance(error, requests.exceptions.ProxyError):
        return "cannot be reached through the proxy that is set"
    if isinstance(error, requests.Timeout):
        return "does not answer in time; try again later"
    if "NameResolution" in reason or "getaddrinfo" in reason:
        return "cannot be found: there is no such host, or no connection to the network"
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)):
        return "broke off while it was read; try again later"
    return "cannot be reached: the connection was refused or broke off"
