"""What lies on other storage (`s3://…`, `gs://…`, `hdfs://…`, a file at a web address), copied here to be read.

A copy lies in a folder of this process as it lay there (`s3/bucket/2024/a.pdf`), so that a manifest finds the files
beside it, and is gone when the process ends.
"""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from iomkg.errors import ReadingError, UsageError
from iomkg.readers.urls import without_credentials
from iomkg.unseen import excerpt, visible

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_WEB: Final = frozenset({"http", "https"})
# One's own disk needs no scheme; and what FTP sends, anybody on the way reads and changes.
_NOT_READ: Final = frozenset({"file", "local", "ftp"})


def lies_elsewhere(given: str | Path) -> bool:
    """Whether what is given is on storage other than this machine's and the web's pages."""
    scheme = _scheme(given)
    return scheme not in _WEB | _NOT_READ and scheme != ""


def is_copy(path: Path) -> bool:
    """Whether a file is a copy made here of what lies elsewhere."""
    return bool(_temporary.cache_info().currsize) and path.is_relative_to(_folder())


def local(given: str | Path, wanted: Callable[[str], bool] = lambda _: True) -> Path:
    """The path of what is given, copied here first if it is an address; of a folder, the files that are `wanted`.

    Raises UsageError for an address of no known kind, or one that needs a package that is not here; ReadingError when
    it cannot be read.
    """
    if not _scheme(given):
        return Path(given)
    url = str(given)
    shown = visible(without_credentials(url))
    source, path = _opened(url, shown)
    try:
        copy = _place(url)
        if _scheme(url) in _WEB or source.isfile(path):
            _copy(source, path, copy)
        elif source.isdir(path):
            start = source.info(path)["name"].rstrip("/")
            copy.mkdir(parents=True, exist_ok=True)
            for name in source.find(path):
                below = name[len(start) :].lstrip("/")
                if wanted(below):
                    _copy(source, name, _within(copy, below))
        else:
            raise UsageError(f"no such file or folder: {shown}")
    except UsageError:
        raise
    # Each kind of storage has errors of its own kind.
    except Exception as error:
        raise ReadingError(f"{shown} cannot be read: {_short(error)}") from error
    return copy


def _scheme(given: str | Path) -> str:
    found = _SCHEME.match(given) if isinstance(given, str) else None
    return found[1].lower() if found else ""


def _opened(url: str, shown: str) -> tuple[Any, str]:
    """The storage that an address is of, and the path there."""
    if _scheme(url) in _NOT_READ or "::" in url:
        raise UsageError(f"{shown} is not read; give a path, or an address such as s3://bucket/folder")
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{shown} needs fsspec: pip install 'iomkg[storage]'") from error
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except ImportError as error:
        missing = error.__cause__.name if isinstance(error.__cause__, ModuleNotFoundError) else None
        how = f"needs {missing}: pip install {missing}" if missing else f"cannot be read: {_short(error)}"
        raise UsageError(f"{shown} {how}") from error
    except ValueError as error:
        raise UsageError(f"{shown} is no address of storage that is known: {_short(error)}") from error
    except Exception as error:
        raise ReadingError(f"{shown} cannot be read: {_short(error)}") from error
    return found


def _copy(source: Any, name: str, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    source.get_file(name, str(place))


def _place(url: str) -> Path:
    parts = urlsplit(url)
    return _within(_folder(), f"{parts.scheme}/{parts.hostname or ''}/{unquote(parts.path)}")


def _within(folder: Path, name: str) -> Path:
    """The place of a name below a folder; storage allows names that lead out of it."""
    steps = [step for step in name.split("/") if step and step != "."]
    if ".." in steps or "\0" in name:
        raise ReadingError(f"a name there leads elsewhere: {visible(name)}")
    return folder.joinpath(*steps)


@functools.cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="iomkg-")


def _folder() -> Path:
    return Path(_temporary().name)


def _short(error: Exception) -> str:
    return excerpt(visible(" ".join(str(error).split())) or type(error).__name__, 200)
