"""A page saved by a browser as one file: MHTML (Chrome, Edge, Internet Explorer) and Safari's webarchive."""

from __future__ import annotations

import email
import email.policy
import plistlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import Final
from xml.parsers.expat import ExpatError

from iomkg.readers.forms import Content, UnreadableError
from iomkg.readers.html_pages import day_of, read_html

_HEADER: Final = re.compile(rb"^[A-Za-z][A-Za-z-]*:", re.MULTILINE)
_MOST_PARTS: Final = 20_000
_PAGES: Final = ("text/html", "application/xhtml+xml")
# What plistlib lets through of damaged data besides its own error.
_DAMAGE: Final = (AttributeError, LookupError, TypeError, ValueError, OverflowError, RecursionError, MemoryError)


def read_mhtml(data: bytes) -> Content:
    """The page of an MHTML file, its address and the day it was saved.

    Raises UnreadableError when there is none, or it is no readable text.
    """
    if not _HEADER.match(data.lstrip()[:200]):
        raise UnreadableError("is not a saved web page (MHTML)")
    if data.count(b"\n--") > _MOST_PARTS:
        raise UnreadableError(f"is a saved archive (MHTML) of more than {_MOST_PARTS:,} parts")
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        page = _root(message)
    except RecursionError as error:
        raise UnreadableError("is a saved archive (MHTML) with archives in archives in archives") from error
    if page is None:
        raise UnreadableError("is a saved archive (MHTML) that holds no web page, or is cut off")
    payload = page.get_payload(decode=True)
    assert isinstance(payload, bytes)  # what a part that is not multipart gives
    # A header with letters that have no place in one is an object of its own kind.
    url = str(page["Content-Location"] or message["Snapshot-Content-Location"] or "").strip()
    content = read_html(payload, charset=page.get_content_charset(), url=url or None)
    return replace(content, retrieved=day_of(str(message["Date"] or "")) or content.retrieved)


def read_webarchive(data: bytes) -> Content:
    """The page of a Safari webarchive with its address; UnreadableError as for `read_mhtml`."""
    try:
        archive = plistlib.loads(data)
        main = archive["WebMainResource"]
        page, mime = bytes(main["WebResourceData"]), str(main.get("WebResourceMIMEType", "text/html"))
    except (plistlib.InvalidFileException, ExpatError, *_DAMAGE) as error:
        raise UnreadableError("is not a web page saved by Safari (.webarchive), or is damaged") from error
    if mime not in _PAGES:
        raise UnreadableError(f"holds {mime}, not a web page")
    charset, url = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    return read_html(page, charset=str(charset) if charset else None, url=str(url) if url else None)


def _root(message: Message) -> Message | None:
    """The page itself: the part that `start` names, else the first page there is."""
    parts = [part for part in _parts(message) if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    return next((part for part in parts if part["Content-ID"] and part["Content-ID"] == start), next(iter(parts), None))


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())
