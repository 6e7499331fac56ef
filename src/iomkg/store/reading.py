"""How a reader opens a store: the latest snapshot, beside whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from iomkg.errors import StoreDamagedError, StoreError
from iomkg.store import replacing
from iomkg.store.failures import described
from iomkg.store.folder import check_readable, claim, claim_beside_readers, claim_if_free, is_backup
from iomkg.store.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class Reading:
    """A database that does not change, with its folder, kept until `release`; `behind` when the store may hold more by
    now."""

    database: pyoxigraph.Store
    files: Path
    release: Callable[[], None]
    behind: bool


def open_for_reading(path: Path) -> Reading:
    """The store at `path` as it stood after some commit: the last one, unless a writer is at work.

    Raises what `Store.open` tells.
    """
    check_readable(path)
    if replacing.is_ready(path):
        # What is being forgotten is read no more: whoever comes next ends what a crash left undone.
        claim(path, create=False).release()
    with described(path):
        if is_backup(path):
            return _without_snapshot(path)
        snapshots = Snapshots(path)
        behind = not snapshots.fresh and not _refreshed(path, snapshots)
        held = snapshots.hold()
        if held is None:
            return _without_snapshot(path)
        try:
            return _read(held.database, held.release, behind)
        except BaseException:
            held.release()
            raise


def _refreshed(path: Path, snapshots: Snapshots) -> bool:
    """Whether the snapshot is now what the store holds: a writer that died left it behind, and nobody has the store.

    A disk that is full or may not be written leaves the snapshot there is. Raises StoreDamagedError.
    """
    folder = claim_if_free(path)
    if folder is None:
        return snapshots.fresh
    try:
        with described(path):
            if not snapshots.fresh:
                snapshots.take(pyoxigraph.Store(str(folder.database)))
    except StoreDamagedError:
        raise
    except StoreError:
        return False
    finally:
        folder.release()
    return True


def _without_snapshot(path: Path) -> Reading:
    """The database itself, kept from writers: where no snapshot can be made, there is seldom anything to write."""
    folder = claim_beside_readers(path)
    try:
        return _read(folder.database, folder.release, False)
    except BaseException:
        folder.release()
        raise


def _read(files: Path, release: Callable[[], None], behind: bool) -> Reading:
    return Reading(pyoxigraph.Store.read_only(str(files)), files, release, behind)
