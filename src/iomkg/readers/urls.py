"""One form for a web address, so that one page has one key however its address was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from iomkg.details import has_address, without_details
from iomkg.unseen import excerpt, visible

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)(?:=|$)", re.IGNORECASE)
# What would end an IRI, or a string around it; none is ever part of an address that works.
_NO_IRI: Final = re.compile(r"""[<>"\\]""")
_UNWISE: Final = re.compile(r"[{}|^`]")
_HOST: Final = re.compile(r"[^\s/?#@'{}|^`%!$&()*+,;=]+")
_LONGEST_SHOWN: Final = 200
_ESCAPE: Final = re.compile(r"%[0-9a-fA-F]{2}")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address as a person gave it; ValueError when it is not an absolute http(s) one."""

    url: str

    def __post_init__(self) -> None:
        canonical_url(self.url)

    def __str__(self) -> str:
        return self.url


def canonical_url(url: str) -> str:
    """`url` with lower-case scheme and host, without credentials, default port, fragment, tracking or trailing slash.

    Parts of the query that hold an e-mail address say who got the link and go like tracking. Raises ValueError when it
    is not an absolute http(s) address, holds characters that no IRI may hold, or an e-mail address in its path.
    """
    text = url.strip()
    parts = urlsplit(text)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or re.search(r"\s", text):
        raise ValueError(f"{_shown(url)} is not an absolute http(s) address")
    if _NO_IRI.search(text) or visible(text) != text or not _HOST.fullmatch(parts.hostname):
        raise ValueError(f"{_shown(url)} holds characters that no web address may hold")
    if has_address(unquote(parts.path)):
        raise ValueError(f"{_shown(url)} holds an e-mail address, which is not kept")
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), _escaped(parts.path)).rstrip("/")
    query = "&".join(part for part in _escaped(parts.query).split("&") if part and not _is_tracking(part))
    return urlunsplit((parts.scheme, _host(parts), path, query, ""))


def without_credentials(url: str) -> str:
    """A web address as it was given, but for a name and password before the host."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _is_tracking(part: str) -> bool:
    return _TRACKING.match(part) is not None or has_address(unquote(part))


def _escaped(text: str) -> str:
    """The signs that sites write as they are and an IRI may not hold, as the escapes that stand for them."""
    return _UNWISE.sub(lambda sign: f"%{ord(sign[0]):02X}", text)


def _shown(url: str) -> str:
    return repr(excerpt(without_details(url), _LONGEST_SHOWN))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"
