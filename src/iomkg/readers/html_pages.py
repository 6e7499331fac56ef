"""Web pages: their text decoded, and the address they say they come from."""

from __future__ import annotations

import html
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from iomkg.readers.decoding import decoded
from iomkg.readers.forms import Content
from iomkg.readers.urls import canonical_url

_HEAD: Final = 200_000
_LINK: Final = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_CANONICAL: Final = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
# `<` ends the search, lest a page of nothing but beginnings be searched to its end from each of them.
_PASSWORD_FIELD: Final = re.compile(r"""<input\b[^<>]*\btype\s*=\s*["']?password""", re.IGNORECASE)
_SEEN_TEXT: Final = "//body//text()[not(ancestor::script or ancestor::style)]"
_FEW_WORDS: Final = 120
# What browsers and SingleFile write at the top of a page they save.
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SINGLE_FILE: Final = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n>]*)")
_DAY_IN_WORDS: Final = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4})")


def read_html(data: bytes, *, charset: str | None = None, url: str | None = None) -> Content:
    """The content of a web page that came from `url`, as far as that is known, sent as being in `charset`.

    The page's canonical address counts for more than the one it was found at, if both are of one site. Raises
    UnreadableError when the page is no readable text.
    """
    body = decoded(data, markup=True, charset=charset)
    saved, retrieved = _saved(body)
    found_at = _canonical(url or saved)
    return Content(body, "text/html", url=_own_address(body, found_at) or found_at, retrieved=retrieved)


def asks_for_login(body: str) -> bool:
    """Whether a page has a field for a password and hardly any text."""
    if not _PASSWORD_FIELD.search(body):
        return False
    # Here and not above: few pages come so far.
    import lxml.html

    tree = lxml.html.document_fromstring(body.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    return len(" ".join(tree.xpath(_SEEN_TEXT)).split()) < _FEW_WORDS


def day_of(stated: str | None) -> str | None:
    """The day of a moment as mail headers or ISO 8601 write it, as `YYYY-MM-DD`."""
    if not stated:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(stated.strip()).date().isoformat()
        except (ValueError, OverflowError, TypeError):
            continue
    return None


def _saved(body: str) -> tuple[str | None, str | None]:
    """The address and the day that the program which saved the page has noted."""
    single_file = _SINGLE_FILE.search(body, 0, _HEAD)
    if single_file:
        day = _DAY_IN_WORDS.search(single_file[2])
        return single_file[1], day_of(f"{day[2]} {day[1]} {day[3]} 00:00:00") if day else None
    saved_from = _SAVED_FROM.search(body, 0, _HEAD)
    return (saved_from[1] if saved_from else None), None


def _own_address(body: str, found_at: str | None) -> str | None:
    """The address in the page's canonical link, unless it is another site's or the site's front page."""
    for link in _LINK.findall(body[:_HEAD]):
        href = _HREF.search(link) if _CANONICAL.search(link) else None
        if href is None:
            continue
        stated = _joined(found_at or "", html.unescape(next(filter(None, href.groups()), "").strip()))
        if stated is None or not urlsplit(stated).path or (found_at and _site(stated) != _site(found_at)):
            return None
        return stated
    return None


def _joined(found_at: str, href: str) -> str | None:
    try:
        return canonical_url(urljoin(found_at, href))
    except ValueError:
        return None


def _canonical(url: str | None) -> str | None:
    try:
        return canonical_url(url) if url else None
    except ValueError:
        return None


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
