"""Web archives: WARC files as crawlers write them, and WACZ, which packs them. Each page in one is a release."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from warcio.archiveiterator import ArchiveIterator

from iomkg.readers.forms import MAXIMUM_BYTES, Content, UnreadableError
from iomkg.readers.html_pages import day_of, read_html
from iomkg.readers.packed import DAMAGE, opened
from iomkg.readers.urls import canonical_url

_PAGES: Final = ("text/html", "application/xhtml+xml")
_ENCODINGS: Final = (None, "", "identity", "gzip", "x-gzip", "deflate")
_NO_PAGE: Final = "no page"  # the archive's own records, which nobody misses
_DAMAGED: Final = "is a web archive that is damaged or cut off; the pages before the damage were read"
_ENDLESS: Final = "is a web archive that is damaged: a record in it has a head without end"
_FLOOD: Final = "is a web archive that unpacks to a flood; it was made to do harm"
_LONGEST_HEAD: Final = 1024 * 1024
# Pages are packed to a tenth, seldom to a fiftieth; a thousandth is the most that deflating can do.
_MOST_PACKED: Final = 200
_MUCH: Final = 64 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_CHUNK: Final = 64 * 1024
_PARTS: Final = ("archive/", (".warc", ".warc.gz"))


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page of an archive: its bytes as they were sent, and what they hold; `content.url` is always known."""

    data: bytes
    content: Content


def archived_pages(path: Path, skipped: Counter[str]) -> Iterator[ArchivedPage]:
    """The pages of the archive at `path`, of one that was got several times the last.

    `skipped` counts what is left out, by reason. Raises UnreadableError when the archive is damaged or cut off, after
    the pages before the damage.
    """
    last = _last_captures(path)
    for number, record in enumerate(_records(path)):
        reason, url = _reason_to_skip(record)
        if not reason and last.get(url) != number:
            reason = "got again later"
        if reason:
            skipped.update({reason} - {_NO_PAGE})
            continue
        data = _payload(record)
        if len(data) > MAXIMUM_BYTES:
            skipped[f"larger than {MAXIMUM_BYTES // 1024 // 1024} MB"] += 1
            continue
        try:
            content = read_html(data, charset=_charset(record), url=url)
        except UnreadableError:
            skipped["not readable as text"] += 1
            continue
        retrieved = day_of(record.rec_headers.get_header("WARC-Date"))
        yield ArchivedPage(data, replace(content, retrieved=retrieved))


def _last_captures(path: Path) -> dict[str, int]:
    """The number of the record that holds the last whole capture of each address."""
    last: dict[str, tuple[str, int]] = {}
    # What is wrong with the archive is told when its pages are read.
    with contextlib.suppress(UnreadableError):
        for number, record in enumerate(_records(path)):
            reason, url = _reason_to_skip(record)
            if not reason:
                _read_to_end(record)
                capture = (record.rec_headers.get_header("WARC-Date") or "", number)
                last[url] = max(last.get(url, capture), capture)
    return {url: number for url, (_, number) in last.items()}


def _reason_to_skip(record: Any) -> tuple[str, str]:
    """Why a record is left out, or an empty string, and its canonical address."""
    if record.rec_type == "revisit":
        return "unchanged since got before", ""
    if record.rec_type not in ("response", "resource"):
        return _NO_PAGE, ""
    try:
        url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
    except ValueError:
        return _NO_PAGE, ""
    status = record.http_headers.get_statuscode() if record.rec_type == "response" and record.http_headers else "200"
    if status != "200":
        return ("redirected" if status.startswith("3") else "answered with an error"), url
    if _media_type(record) not in _PAGES:
        return "not HTML", url
    encoding = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    if (encoding.lower() if encoding else None) not in _ENCODINGS:
        return f"packed as {encoding}, which is not read", url
    return "", url


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _media_type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _charset(record: Any) -> str | None:
    _, found, charset = _content_type(record).lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") if found else None


def _records(path: Path) -> Iterator[Any]:
    """All records, one after the other; a record's stream must be read before the next is asked for."""
    found = 0
    with _streams(path) as streams:
        for stream in streams:
            metered = _Metered(_Unpacked(stream) if _is_packed(stream) else stream)
            try:
                for record in ArchiveIterator(metered):
                    found += 1
                    metered.most_left = None
                    yield record
                    _read_to_end(record)
                    metered.most_left = _LONGEST_HEAD
            except UnreadableError:
                raise
            except Exception as error:  # whatever damage leads the library to
                raise UnreadableError(_DAMAGED if found else "is no web archive, or is damaged") from error
    if not found:
        raise UnreadableError("is no web archive, or an empty one")


def _payload(record: Any) -> bytes:
    """What was sent, unpacked; no more of it than tells that it is too large."""
    with _damage_told():
        data: bytes = record.content_stream().read(MAXIMUM_BYTES + 1)
    _read_to_end(record)
    return data


def _read_to_end(record: Any) -> None:
    """Read what is left of a record, since the library takes an archive that is cut off for one that ends."""
    with _damage_told():
        while record.raw_stream.read(_CHUNK):
            pass
    # What says nothing of its length, as damaged records do, has no limit.
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise UnreadableError(_DAMAGED)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:  # whatever damage leads the library to
        raise UnreadableError(_DAMAGED) from error


def _is_packed(stream: Any) -> bool:
    return bool(stream.peek(2)[:2] == _GZIP)


class _Metered:
    """A stream of which no more is read than `most_left`, if that is set: the head of a record has no length of its
    own, and a line of it without end would be read into memory whole."""

    def __init__(self, stream: IO[bytes] | _Unpacked) -> None:
        self._stream = stream
        self.most_left: int | None = _LONGEST_HEAD

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; UnreadableError beyond the limit."""
        data = self._stream.read(size)
        if self.most_left is not None:
            self.most_left -= len(data)
            if self.most_left < 0:
                raise UnreadableError(_ENDLESS)
        return data


class _Unpacked:
    """A gzip stream of any number of members, unpacked; of one that is cut off the library would say nothing."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self._packed = b""
        self._taken = self._given = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end; UnreadableError when the stream is damaged or cut off."""
        while True:
            if self._member.eof:
                self._packed = (self._member.unused_data or self._taken_in()).lstrip(b"\x00")
                if not self._packed:
                    return b""
                self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            packed = self._packed or self._taken_in()
            if not packed:
                raise UnreadableError(_DAMAGED)
            try:
                data = self._member.decompress(packed, size)
            except zlib.error as error:
                raise UnreadableError(_DAMAGED) from error
            self._packed = self._member.unconsumed_tail
            self._given += len(data)
            if self._given > _MUCH and self._given > _MOST_PACKED * self._taken:
                raise UnreadableError(_FLOOD)
            if data:
                return data

    def _taken_in(self) -> bytes:
        packed = self._stream.read(_CHUNK)
        self._taken += len(packed)
        return packed


@contextmanager
def _streams(path: Path) -> Iterator[Iterator[IO[bytes]]]:
    """The WARC files at `path`: itself, or those packed in a WACZ."""
    if path.suffix.lower() != ".wacz":
        with path.open("rb") as file:
            yield iter([file])
        return
    with path.open("rb") as file, opened(file, "is not a web archive (WACZ), or is cut off") as packed:
        folder, suffixes = _PARTS
        names = [name for name in packed.namelist() if name.startswith(folder) and name.endswith(suffixes)]
        yield (_opened_part(packed, name) for name in names)


def _opened_part(packed: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return packed.open(name)
    except DAMAGE as error:
        raise UnreadableError(_DAMAGED) from error
