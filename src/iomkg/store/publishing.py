"""What a writer does beside writing: it makes commits last, and snapshots for readers."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph

from iomkg.errors import StoreError
from iomkg.store.disk import sync_file
from iomkg.store.failures import described
from iomkg.store.folder import StoreFolder
from iomkg.store.snapshots import Snapshots

EVERY: Final = 20.0  # seconds between two snapshots while commits come
_SHARE: Final = 0.02  # of a writer's time may go into snapshots
_IN_NO_TIME: Final = 1.0  # seconds that a person at a terminal does not mind


class Publisher:
    """Makes snapshots of a store that is written here: when it is filled, closed, and every so often between."""

    def __init__(self, folder: StoreFolder, database: pyoxigraph.Store) -> None:
        """For the holder of the store's lock; a store that a crash left ahead of its snapshot gets one."""
        self._folder = folder
        self._snapshots = Snapshots(folder.path)
        self._database: pyoxigraph.Store | None = database
        self._turn = threading.Lock()
        self._behind = not self._snapshots.fresh and bool(database)
        self._next = time.monotonic() + EVERY
        self._took = 0.0
        if self._behind:
            self._attempt()

    def write(self, action: Callable[[pyoxigraph.Store], None], publish: bool) -> None:
        """Change the database durably; with `publish` readers see it at once, else soon."""
        with self._turn, described(self._folder.path):
            assert self._database is not None
            if not self._behind:
                self._snapshots.fall_behind()
                self._behind = True
            action(self._database)
            _sync_log(self._folder.database)
            if publish or time.monotonic() >= self._next:
                self._attempt()

    def show(self) -> None:
        """Let readers see what was written, where a snapshot is made in no time; else they see it soon."""
        with self._turn:
            if self._behind and self._database is not None and self._took <= _IN_NO_TIME:
                self._attempt()

    def let_go(self) -> None:
        """Leave the database without a last snapshot."""
        with self._turn:
            self._database = None

    def close(self) -> None:
        """Make a last snapshot of what has changed. Raises StoreError when it cannot be made; then the store is
        closed and whole all the same, and the next reader makes it."""
        with self._turn, described(self._folder.path):
            try:
                if self._behind and self._database is not None:
                    self._take(self._database)
            finally:
                self._database = None

    def _attempt(self) -> None:
        # What was committed stays committed: that readers see it later is no failure of the commit.
        with contextlib.suppress(StoreError), described(self._folder.path):
            assert self._database is not None
            self._take(self._database)

    def _take(self, database: pyoxigraph.Store) -> None:
        begun = time.monotonic()
        try:
            self._snapshots.take(database)
            self._behind = False
        finally:
            ended = time.monotonic()
            self._took = ended - begun
            self._next = ended + max(EVERY, self._took / _SHARE)


def _sync_log(database: Path) -> None:
    """Make every commit so far survive a power cut: the database writes its log without waiting for the disk."""
    for file in database.glob("*.log"):
        sync_file(file)
