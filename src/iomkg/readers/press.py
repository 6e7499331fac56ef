"""Press pages on disk: text, Markdown and HTML files, each one release."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from iomkg import namespaces
from iomkg.errors import ReadingError, UsageError
from iomkg.model import Release, Source
from iomkg.readers.decoding import UndecodableError, decoded
from iomkg.readers.manifest import Entry, Manifest

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
MAXIMUM_BYTES: Final = 50 * 1024 * 1024

_KEY_LENGTH: Final = 16
_KINDS: Final = ", ".join(MEDIA_TYPES)


def discover(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` name, and the press pages in the folders they name.

    A folder is searched to any depth, in the order of names, hidden files and folders and other kinds of files left
    out; a file named as such is taken whatever it is, so that `read` can say what is wrong with it. Raises UsageError
    for a path that is not there, ReadingError for a folder that holds no press page or cannot be listed.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            pages = sorted(_pages_in(path))
            if not pages:
                raise ReadingError(f"no releases in {path}: it holds no {_KINDS} file")
            found.update(dict.fromkeys(pages))
        elif path.exists():
            found[path] = None
        else:
            raise UsageError(f"no such file or folder: {path}")
    return list(found)


def read(path: Path, manifest: Manifest | None = None) -> Iterator[Release]:
    """The one release of the press page at `path`, with what the manifest says of it.

    Its key is a hash of the canonical URL if the manifest gives one, else of the bytes. Raises UsageError when there
    is no such file, ReadingError when it is not a readable text of at most 50 MB.
    """
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    data = _bytes(path)
    try:
        body = decoded(data, markup=media_type == "text/html")
    except UndecodableError as error:
        raise ReadingError(f"{path.name} {error}") from error
    if media_type is None:
        raise ReadingError(f"{path.name} is of a kind that is not read; kinds: {_KINDS}")
    if not body.strip():
        raise ReadingError(f"{path.name} is empty")
    entry = manifest.for_file(path) if manifest else None
    yield _release(path, data, body, media_type, entry or Entry(file=path))


def _pages_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise ReadingError(f"the folder {error.filename} cannot be read: {error.strerror}") from error

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            page = Path(parent, name)
            if not name.startswith(".") and page.suffix.lower() in MEDIA_TYPES:
                yield page


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # Read by size and not by what the file system says, which for a pipe or a growing file is wrong.
            data = file.read(MAXIMUM_BYTES + 1) if path.stat().st_size <= MAXIMUM_BYTES else None
    except FileNotFoundError:
        raise UsageError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder, not a file") from None
    except OSError as error:
        raise ReadingError(f"{path.name} cannot be read: {error.strerror}") from error
    if data is None or len(data) > MAXIMUM_BYTES:
        raise ReadingError(f"{path.name} is larger than {MAXIMUM_BYTES // 1024 // 1024} MB; a press page is not")
    return data


def _release(path: Path, data: bytes, body: str, media_type: str, entry: Entry) -> Release:
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(
        name=path.name,
        sha256=sha256,
        media_type=media_type,
        url=entry.url,
        publisher=entry.publisher,
        source_class=entry.source_class,
        published=entry.published,
        retrieved=entry.retrieved,
        licence=entry.licence,
    )
    return Release(key=namespaces.digest(entry.url or sha256)[:_KEY_LENGTH], source=source, body=body)
