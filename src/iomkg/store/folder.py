"""A store's folder: told apart from other folders by a marker file, held by one writer by a lock file.

    folder/iomkg-store.json   the marker: format and package version
    folder/iomkg-store.lock   locked exclusively while a writer has the store, which is named there; see `holder`
    folder/oxigraph/          the database
    folder/snapshots/         what readers read; see `snapshots`
    folder/texts/             the texts of releases; see `texts`
    folder/forgotten.json     keyed hashes of forgotten names; see `replacing`

The database has a lock of its own against a second writer, but none against a reader beside a writer, which is
undefined behaviour: hence ours, and snapshots.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from iomkg import __version__
from iomkg.errors import StoreDamagedError, StoreError, StoreLockedError, UsageError
from iomkg.store import holder, replacing, texts
from iomkg.store.disk import lock, sync_folder, write_whole
from iomkg.store.failures import described, in_use
from iomkg.store.holder import LOCK

FORMAT: Final = 1
_OWN_FILES: Final = "iomkg-store"
_MARKER: Final = "iomkg-store.json"
BACKUP: Final = "iomkg-backup.json"
DATABASE: Final = "oxigraph"
_PATIENCE: Final = 2.0  # seconds a writer waits for the lock


def usual_place() -> Path | str:
    """Where the store is when nobody names it: where IOMKG_STORE says (a str is a server's address), else in the user's
    data folder."""
    named = os.environ.get("IOMKG_STORE")
    if named:
        return named if "://" in named else Path(named)
    from platformdirs import user_data_path

    return user_data_path("iomkg", appauthor=False) / "store"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A locked store folder. `release` gives it up."""

    path: Path
    held: IO[bytes]

    @property
    def database(self) -> Path:
        """Where the database's own files are."""
        return self.path / DATABASE

    @property
    def texts(self) -> Path:
        """Where the texts of releases are."""
        return self.path / texts.FOLDER

    def release(self) -> None:
        """Let others open the store. Doing so twice is harmless."""
        if self.held.closed:
            return
        if self.held.writable():
            holder.erase(self.held)
        self.held.close()


def claim(path: Path, *, create: bool) -> StoreFolder:
    """The store at `path`, locked by a writer; an empty one is made first when `create` is set.

    Raises UsageError when there is none or the folder is somebody else's, StoreLockedError when another process
    holds it, StoreError when it cannot be read or written or has a newer format.
    """
    with described(path):
        _recognise(path, create)
        if is_backup(path):
            raise UsageError(f"{path} is a backup, to be read only; `iomkg restore {path} --store DIR` makes a store")
        if create:
            path.mkdir(parents=True, exist_ok=True)
        # A reader that makes a snapshot after a crash holds it too, for a moment.
        held = lock(path / LOCK, exclusive=True, patience=_PATIENCE)
        if held is None:
            raise in_use(path)
        try:
            holder.sign(held)
            replacing.finish(path)
            if create and not (path / _MARKER).exists():
                write_marker(path)
        except BaseException:
            StoreFolder(path, held).release()
            raise
        return StoreFolder(path, held)


def claim_if_free(path: Path) -> StoreFolder | None:
    """The store at `path`, locked, when nobody has it and this process may write it; else None.

    Another user's store is never taken, not even by root: what would be written there would not be theirs.
    """
    if hasattr(os, "geteuid") and (path / DATABASE).stat().st_uid != os.geteuid():
        return None
    try:
        held = lock(path / LOCK, exclusive=True)
    except OSError:
        return None
    return StoreFolder(path, held) if held is not None else None


def claim_beside_readers(path: Path) -> StoreFolder:
    """The store at `path`, locked against writers by somebody who may only read it.

    Raises StoreLockedError when a writer has it.
    """
    with described(path):
        held = lock(path / LOCK, exclusive=False)
        if held is None:
            raise _being_made(path)
        return StoreFolder(path, held)


def check_readable(path: Path) -> None:
    """Raise UsageError or StoreError, as `claim` would, when there is no store to read at `path`."""
    with described(path):
        try:
            _recognise(path, create=False)
        except UsageError:
            if (path / LOCK).exists() and _is_held(path):
                raise _being_made(path) from None
            raise


def is_backup(path: Path) -> bool:
    """Whether the folder is a backup, which nobody writes."""
    return (path / BACKUP).exists()


def replaced(path: Path) -> Path:
    """Where a restore keeps the store at `path` until another is in its place."""
    return path.with_name(f".{path.name}.replaced")


def write_marker(path: Path) -> None:
    """Make the folder a store's, lastingly."""
    write_whole(path / _MARKER, json.dumps({"format": FORMAT, "package": __version__}) + "\n")
    sync_folder(path)


def _recognise(path: Path, create: bool) -> None:
    """Refuse a path that is neither a store nor, when one is to be made, missing or empty."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; a store is a folder: give another --store")
    names = {entry.name for entry in path.iterdir()} if path.exists() else set()
    if _MARKER in names:
        _check_format(path)
    elif any(not name.startswith(_OWN_FILES) for name in names):
        raise UsageError(f"{path} is not an iomkg store and not empty; give another --store")
    if not create and not (path / DATABASE / "CURRENT").exists() and not replacing.is_ready(path):
        if any((path / DATABASE).glob("*.sst")):
            raise StoreDamagedError(
                f"the store at {path} is damaged (no CURRENT file); restore a backup, or load again elsewhere"
            )
        if replaced(path).exists():
            raise UsageError(
                f"no store at {path}: a restore was cut short; run it again, or rename {replaced(path)} back"
            )
        raise UsageError(f"no store at {path}; `iomkg load` makes one")


def _check_format(path: Path) -> None:
    try:
        marker = json.loads((path / _MARKER).read_text("utf-8"))
        written = int(marker["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamagedError(
            f"the store at {path} is damaged ({_MARKER} is unreadable); restore a backup"
        ) from error
    if written > FORMAT:
        raise StoreError(
            f"the store at {path} has format {written}, made by iomkg {marker.get('package', '?')}; "
            f"this is iomkg {__version__}, which reads up to format {FORMAT}: install a newer iomkg"
        )


def _is_held(path: Path) -> bool:
    held = lock(path / LOCK, exclusive=False)
    if held is not None:
        held.close()
    return held is None


def _being_made(path: Path) -> StoreLockedError:
    return StoreLockedError(
        f"the store at {path} is being made by another process and holds nothing to read yet; try again in a minute"
    )
