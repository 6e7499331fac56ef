"""Snapshots of a store, which readers read while a writer writes: complete, immutable databases inside its folder.

    folder/snapshots/current      the number of the one to read
    folder/snapshots/behind       there while the store may hold more than the current snapshot
    folder/snapshots/7/oxigraph/  a database
    folder/snapshots/7/lock       locked by its readers, so that it is not removed

A snapshot is made by the holder of the store's lock. It shares its files with the database by hard links, so making
one takes moments and hardly any room, whatever the size.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyoxigraph

from iomkg.store.disk import lock, sync_folder, write_whole

FOLDER: Final = "snapshots"
_CURRENT: Final = "current"
_BEHIND: Final = "behind"
_LOCK: Final = "lock"
_DATABASE: Final = "oxigraph"
_TRIES: Final = 100
_PATIENCE: Final = 0.05  # seconds to wait at each


@dataclass(frozen=True, slots=True)
class HeldSnapshot:
    """A snapshot that stays until it is released."""

    database: Path
    lock: IO[bytes]

    def release(self) -> None:
        """Let it be removed."""
        self.lock.close()


class Snapshots:
    """The snapshots of the store in a folder."""

    def __init__(self, store: Path) -> None:
        self._folder = store / FOLDER

    @property
    def fresh(self) -> bool:
        """Whether there is a snapshot that holds all that was committed."""
        return self._current() is not None and not (self._folder / _BEHIND).exists()

    @property
    def stamp(self) -> str:
        """A text that is another for each current snapshot; empty when there is none."""
        number = self._current()
        return "" if number is None else str(number)

    def fall_behind(self) -> None:
        """Note, lastingly, that the store is about to hold more than the current snapshot."""
        self._folder.mkdir(exist_ok=True)
        (self._folder / _BEHIND).touch()
        sync_folder(self._folder)

    def hold(self) -> HeldSnapshot | None:
        """The current snapshot, held; None when there is none."""
        for _ in range(_TRIES):
            number = self._current()
            if number is None:
                return None
            held = self._held(number)
            if held is not None:
                return held
        return None

    @contextlib.contextmanager
    def all_held(self) -> Iterator[bool]:
        """Whether nobody reads any snapshot, and none can be opened while the block runs. For the holder of the store's
        lock."""
        with contextlib.ExitStack() as stack:
            places = [self._folder / str(number) for number in self._numbers()] if self._folder.exists() else []
            locks = [lock(place / _LOCK, exclusive=True) for place in places]
            for handle in locks:
                if handle is not None:
                    stack.enter_context(handle)
            yield None not in locks

    def take(self, database: pyoxigraph.Store) -> None:
        """Make a snapshot of the database the current one, and remove those that nobody reads any more.

        Only for the holder of the store's lock, between two commits.
        """
        self._folder.mkdir(exist_ok=True)
        self._sweep()
        number = max(self._numbers(), default=0) + 1
        unfinished = self._folder / f".{number}.unfinished"
        unfinished.mkdir()
        try:
            database.backup(str(unfinished / _DATABASE))
            (unfinished / _LOCK).touch()
            sync_folder(unfinished)
            unfinished.rename(self._folder / str(number))
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        write_whole(self._folder / _CURRENT, f"{number}\n")
        (self._folder / _BEHIND).unlink(missing_ok=True)
        self._sweep()

    def _current(self) -> int | None:
        try:
            return int((self._folder / _CURRENT).read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return None

    def _held(self, number: int) -> HeldSnapshot | None:
        """The snapshot, unless it is being removed: then another is current."""
        place = self._folder / str(number)
        with contextlib.suppress(FileNotFoundError):
            handle = lock(place / _LOCK, exclusive=False, patience=_PATIENCE)
            if handle is not None:
                if (place / _LOCK).exists():
                    return HeldSnapshot(place / _DATABASE, handle)
                handle.close()
        return None

    def _numbers(self) -> list[int]:
        return [int(entry.name) for entry in self._folder.iterdir() if entry.name.isdecimal()]

    def _sweep(self) -> None:
        """Remove what nobody reads: snapshots that are not current, and beginnings of some."""
        for beginning in self._folder.glob(".*.unfinished"):
            shutil.rmtree(beginning, ignore_errors=True)
        current = self._current()
        for number in self._numbers():
            if number != current:
                self._remove(self._folder / str(number))

    def _remove(self, place: Path) -> None:
        # What cannot be removed now is removed another time.
        with contextlib.suppress(OSError):
            handle = lock(place / _LOCK, exclusive=True)
            if handle is not None:
                with handle:
                    # First, so that whoever waits to read it sees that it is gone.
                    (place / _LOCK).unlink()
                    shutil.rmtree(place)
