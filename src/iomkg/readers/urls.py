"""One form for a web address, so that one page has one key however its address was copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)(?:=|$)", re.IGNORECASE)
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

    Raises ValueError when it is not an absolute http(s) address.
    """
    text = url.strip()
    parts = urlsplit(text)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or re.search(r"\s", text):
        raise ValueError(f"{url!r} is not an absolute http(s) address")
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), parts.path).rstrip("/")
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    return urlunsplit((parts.scheme, _host(parts), path, query, ""))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"
