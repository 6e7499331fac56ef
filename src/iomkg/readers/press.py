"""Press releases as people have them: files of many forms, folders of them, web archives, and addresses on the web."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from iomkg import namespaces
from iomkg.details import without_details
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release, Source
from iomkg.readers import elsewhere
from iomkg.readers.decoding import decoded
from iomkg.readers.forms import KINDS, MEDIA_TYPES, Content, UnreadableError, bytes_of, suffix_of
from iomkg.readers.html_pages import asks_for_login, read_html
from iomkg.readers.manifest import Entry, Manifest
from iomkg.readers.urls import Address, canonical_url, without_credentials
from iomkg.unseen import visible

Place: TypeAlias = Path | Address

_KEY_LENGTH: Final = 16
_ARCHIVES: Final = frozenset((".warc", ".warc.gz", ".wacz"))
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}/\S*|www\.\S+")


def discover(given: Iterable[str | Path]) -> list[Place]:
    """The files and addresses that are `given`, and the releases in the folders given; what lies on other storage is
    copied here.

    A folder is searched to any depth, in the order of names, hidden files and folders and other kinds of files left
    out; a file named as such is taken whatever it is, so that `read` can say what is wrong with it. Raises UsageError
    for a path that is not there or an address that is none of the web, ReadingError for a folder that holds no
    release or cannot be listed.
    """
    found: dict[Place, None] = {}
    for one in given:
        if isinstance(one, str) and _SCHEME.match(one) and not _is_copied(one):
            found[_address(one)] = None
            continue
        path = elsewhere.local(one, _is_page)
        if path.is_dir():
            pages = sorted(_pages_in(path))
            if not pages:
                raise ReadingError(f"no releases in {path}: it holds no {KINDS} file")
            found.update(dict.fromkeys(pages))
        elif path.exists():
            found[path] = None
        else:
            hint = "; a web address begins with https://" if _HOST.fullmatch(str(one)) else ""
            raise UsageError(f"no such file or folder: {path}{hint}")
    return list(found)


def name_of(place: Place) -> str:
    """What people call a place: the file's name, or the address.

    Nothing unseen is in it, no password and no contact details: it is told on terminals and kept in the log.
    """
    name = place.name if isinstance(place, Path) else without_credentials(place.url)
    return visible(without_details(name) if isinstance(place, Path) else name).replace("\n", "\\n")


def holds_several(place: Place) -> bool:
    """Whether a place is an archive of many pages, which `read` gives one by one."""
    return isinstance(place, Path) and suffix_of(place) in _ARCHIVES


def read(place: Place, manifest: Manifest | None = None, skipped: Counter[str] | None = None) -> Iterator[Release]:
    """The one release of a file or address, or those of a web archive, with what the manifest says of the file.

    A release's key is a hash of its canonical URL if the manifest, the file itself or the web gives one, else of the
    bytes. `skipped` counts what an archive holds besides. Raises UsageError when there is no such file, ReadingError
    when it cannot be read, is larger than 50 MB (a page of an archive, not the archive) or cannot be fetched.
    """
    name = name_of(place)
    try:
        if isinstance(place, Address):
            yield _fetched(place)
        elif holds_several(place):
            yield from _archived(place, manifest, Counter() if skipped is None else skipped)
        else:
            data = _bytes(place)
            content = _content(suffix_of(place), data)
            if not content.body.strip():
                raise UnreadableError("is empty")
            yield _release(name, data, content, _entry(place, manifest))
    except UnreadableError as error:
        raise ReadingError(f"{name} {error}") from error


def told(skipped: Counter[str]) -> str:
    """What an archive holds besides pages, most first: "12 not HTML, 3 redirected"."""
    return ", ".join(f"{count} {reason}" for reason, count in skipped.most_common())


def _address(given: str) -> Address:
    try:
        return Address(given)
    except ValueError as error:
        raise UsageError(
            f"{visible(without_details(given))} is not an address of the web, which begins with https:// or http://"
        ) from error


def _is_copied(given: str) -> bool:
    """Whether an address is not that of a page: on other storage, or of a file of activities on the web."""
    return elsewhere.lies_elsewhere(given) or (_address(given) and suffix_of(urlsplit(given).path)) == ".xml"


def _is_page(name: str) -> bool:
    """Whether a file of a folder, named by the steps to it, is taken for a release."""
    return not any(step.startswith(".") for step in name.split("/")) and suffix_of(name) in MEDIA_TYPES


def _pages_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise ReadingError(f"the folder {error.filename} cannot be read: {error.strerror}") from error

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            page = Path(parent, name)
            if _is_page(name):
                yield page


def _bytes(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except OSError as error:
        raise _unopened(path, error) from error


def check_readable(path: Path) -> None:
    """Raise what is to be said of a file that cannot be opened: UsageError if it is not there, else UnreadableError."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UnreadableError("is no file but a pipe or a device; save what it gives as a file")
        path.open("rb").close()
    except OSError as error:
        raise _unopened(path, error) from error


def _unopened(path: Path, error: OSError) -> Exception:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return UnreadableError("is a link that leads nowhere")
    if isinstance(error, FileNotFoundError):
        return UsageError(f"no such file: {path}")
    if isinstance(error, IsADirectoryError):
        return UsageError(f"{path} is a folder, not a file")
    return UnreadableError(f"cannot be read: {error.strerror}")


def _content(suffix: str, data: bytes, charset: str | None = None, url: str | None = None) -> Content:
    """What the bytes of a single release hold, by the suffix that tells their form."""
    if suffix == ".xml":
        raise UnreadableError("is XML, of which IATI activities are read, by load alone")
    if suffix in _TABLES:
        raise UnreadableError(
            "is a table: load it with --mapping MAPPING.toml, which says what its columns mean; "
            "`iomkg table suggest FILE` drafts one"
        )
    if suffix in _READERS:
        return _READERS[suffix]()(data)
    if MEDIA_TYPES.get(suffix) == "text/html":
        return read_html(data, charset=charset, url=url)
    # Before the form is found wanting, since what the bytes are says more than a suffix nobody knows.
    body = decoded(data, charset=charset)
    if suffix not in MEDIA_TYPES:
        raise UnreadableError(f"is of a kind that is not read; kinds: {KINDS}")
    return Content(body, MEDIA_TYPES[suffix])


def _pdf() -> Callable[[bytes], Content]:
    from iomkg.readers.pdf import read_pdf

    return read_pdf


def _docx() -> Callable[[bytes], Content]:
    from iomkg.readers.office import read_docx

    return read_docx


def _odt() -> Callable[[bytes], Content]:
    from iomkg.readers.office import read_odt

    return read_odt


def _mhtml() -> Callable[[bytes], Content]:
    from iomkg.readers.saved import read_mhtml

    return read_mhtml


def _webarchive() -> Callable[[bytes], Content]:
    from iomkg.readers.saved import read_webarchive

    return read_webarchive


_TABLES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
# Each imported when a file calls for it, since some bring much with them.
_READERS: Final = {
    ".pdf": _pdf, ".docx": _docx, ".odt": _odt, ".mht": _mhtml, ".mhtml": _mhtml, ".webarchive": _webarchive
}  # fmt: skip


def _fetched(address: Address) -> Release:
    from iomkg.readers.web import fetch

    page = fetch(address)
    content = _content(page.suffix, page.data, page.charset, page.url)
    if not content.body.strip():
        raise UnreadableError("is empty")
    if content.media_type == "text/html" and asks_for_login(content.body):
        raise UnreadableError("asks for a login; save the page in a browser and load the file")
    entry = Entry(file=Path(), url=content.url or canonical_url(page.url), retrieved=page.retrieved)
    return _release(name_of(address), page.data, content, entry)


def _archived(path: Path, manifest: Manifest | None, skipped: Counter[str]) -> Iterator[Release]:
    from iomkg.readers.warc import archived_pages

    entry = _entry(path, manifest)
    if entry.url or entry.published:
        raise UnreadableError("may hold many pages, so the manifest can give it neither url nor published")
    check_readable(path)
    empty = True
    for page in archived_pages(path, skipped):
        empty = False
        yield _release(page.content.url or name_of(path), page.data, page.content, entry)
    if empty:
        raise UnreadableError("holds no web page" + (f", only {told(skipped)}" if skipped else ""))


def _entry(path: Path, manifest: Manifest | None) -> Entry:
    return (manifest.for_file(path) if manifest else None) or Entry(file=path)


def _release(name: str, data: bytes, content: Content, entry: Entry) -> Release:
    sha256 = hashlib.sha256(data).hexdigest()
    url = entry.url or content.url
    source = Source(
        name=name,
        sha256=sha256,
        media_type=content.media_type,
        url=url,
        publisher=entry.publisher,
        source_class=entry.source_class,
        published=entry.published,
        retrieved=entry.retrieved or content.retrieved,
        licence=entry.licence,
    )
    return Release(
        key=namespaces.digest(url or sha256)[:_KEY_LENGTH],
        source=source,
        body=content.body,
        headlines=content.headlines,
    )
