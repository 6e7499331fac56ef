"""A store's folder: told apart from other folders by a marker file, held by one writer or many readers by a lock file.

    folder/iomkg-store.json   the marker: format and package version
    folder/iomkg-store.lock   locked while the store is open: exclusively by a writer, shared by readers
    folder/oxigraph/          the database
    folder/texts/             the texts of releases; see `texts`

The database has a lock of its own against a second writer, but none against a reader beside a writer, which is
undefined behaviour: hence ours.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import portalocker

from iomkg import __version__
from iomkg.errors import StoreError, StoreLockedError, UsageError
from iomkg.store import texts

FORMAT: Final = 1
_OWN_FILES: Final = "iomkg-store"
_MARKER: Final = "iomkg-store.json"
_LOCK: Final = "iomkg-store.lock"
_DATABASE: Final = "oxigraph"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A locked store folder. `release` gives it up."""

    path: Path
    lock: IO[bytes]

    @property
    def database(self) -> Path:
        """Where the database's own files are."""
        return self.path / _DATABASE

    @property
    def texts(self) -> Path:
        """Where the texts of releases are."""
        return self.path / texts.FOLDER

    def release(self) -> None:
        """Let others open the store."""
        self.lock.close()


def claim(path: Path, *, create: bool, writable: bool) -> StoreFolder:
    """Lock the store at `path`, making an empty one first when `create` is set.

    Raises UsageError when there is none or the folder is somebody else's, StoreLockedError when another process
    holds it, StoreError when it cannot be read or written or has a newer format.
    """
    with described(path):
        _recognise(path, create)
        if create:
            path.mkdir(parents=True, exist_ok=True)
        lock = _locked(path, writable)
        try:
            if create and not (path / _MARKER).exists():
                _write_marker(path)
        except OSError:
            lock.close()
            raise
        return StoreFolder(path, lock)


@contextlib.contextmanager
def new_copy(target: Path) -> Iterator[Path]:
    """The path a database copy is to be written to; when the block ends well, `target` becomes a complete store.

    Raises UsageError when something is at `target` already, StoreError when it cannot be written.
    """
    with described(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{target} exists already; name a new folder for the copy")
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
        unfinished.mkdir()
        try:
            yield unfinished / _DATABASE
            (unfinished / _LOCK).touch()
            _write_marker(unfinished)
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


@contextlib.contextmanager
def described(path: Path) -> Iterator[None]:
    """Turn what the system and the database raise about `path` into one line of ours."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(f"the store at {path} may not be read or written: permission denied") from error
    except (OSError, RuntimeError) as error:
        message = " ".join(str(error).split())
        if "lock file" in message or "lock hold" in message:
            raise _in_use(path) from error
        if "Corruption" in message or "Column family" in message or "MANIFEST" in message:
            raise StoreError(
                f"the store at {path} is damaged ({message[:120]}); restore a copy, or load again into another --store"
            ) from error
        reason = error.strerror if isinstance(error, OSError) and error.strerror else message[:200]
        raise StoreError(f"the store at {path} cannot be used: {reason}") from error


def _recognise(path: Path, create: bool) -> None:
    """Refuse a path that is neither a store nor, when one is to be made, missing or empty."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; a store is a folder: give another --store")
    names = {entry.name for entry in path.iterdir()} if path.exists() else set()
    if _MARKER in names:
        _check_format(path)
    elif any(not name.startswith(_OWN_FILES) for name in names):
        raise UsageError(f"{path} is not an iomkg store and not empty; give another --store")
    if not create and not (path / _DATABASE / "CURRENT").exists():
        if _DATABASE in names and any((path / _DATABASE).iterdir()):
            raise StoreError(
                f"the store at {path} is damaged (no CURRENT file); restore a copy, or load again elsewhere"
            )
        raise UsageError(f"no store at {path}; `iomkg load` makes one")


def _check_format(path: Path) -> None:
    try:
        marker = json.loads((path / _MARKER).read_text("utf-8"))
        written = int(marker["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"the store at {path} is damaged ({_MARKER} is unreadable); restore a copy") from error
    if written > FORMAT:
        raise StoreError(
            f"the store at {path} has format {written}, made by iomkg {marker.get('package', '?')}; "
            f"this is iomkg {__version__}, which reads up to format {FORMAT}: install a newer iomkg"
        )


def _write_marker(path: Path) -> None:
    draft = path / f"{_MARKER}.draft"
    draft.write_text(json.dumps({"format": FORMAT, "package": __version__}) + "\n", "utf-8")
    draft.replace(path / _MARKER)


def _locked(path: Path, writable: bool) -> IO[bytes]:
    """The open, locked lock file. A reader does not need to be allowed to write it."""
    file = path / _LOCK
    handle = file.open("ab" if writable or not file.exists() else "rb")
    mode = portalocker.LockFlags.EXCLUSIVE if writable else portalocker.LockFlags.SHARED
    try:
        portalocker.lock(handle, mode | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException as error:
        handle.close()
        raise _in_use(path) from error
    return handle


def _in_use(path: Path) -> StoreLockedError:
    return StoreLockedError(
        f"the store at {path} is in use by another process; wait until it ends, or use another --store"
    )
