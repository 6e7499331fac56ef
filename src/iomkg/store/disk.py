"""Files that survive a power cut, and locks between processes."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import IO, Final

import portalocker
from portalocker import LockFlags

_PAUSE: Final = 0.05  # seconds between two tries for a lock


def sync_file(file: Path) -> None:
    """Have what was written to the file on disk before going on; a file that is gone needs no more."""
    with contextlib.suppress(FileNotFoundError):
        _sync(file, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on disk before going on, where the system can."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def sync_tree(folder: Path) -> None:
    """Have all files below the folder, and their names, on disk before going on."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            sync_file(path)
    sync_folder(folder)


def write_whole(file: Path, text: str) -> None:
    """Replace the file's content, so that a reader or a power cut finds the old or the new."""
    draft = file.with_name(f"{file.name}.draft")
    draft.write_text(text, "utf-8")
    sync_file(draft)
    draft.replace(file)
    sync_folder(file.parent)


def lock(file: Path, *, exclusive: bool, patience: float = 0.0) -> IO[bytes] | None:
    """The locked file, which gives the lock up when closed; None when others hold it longer than `patience` seconds.

    For an exclusive lock the file is made when missing; a shared one takes no more than the right to read it. Raises
    OSError when the file cannot be opened.
    """
    handle = file.open("ab" if exclusive else "rb")
    kind = LockFlags.EXCLUSIVE if exclusive else LockFlags.SHARED
    last_try = time.monotonic() + patience
    while True:
        try:
            portalocker.lock(handle, kind | LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            if time.monotonic() >= last_try:
                handle.close()
                return None
            time.sleep(_PAUSE)
        except BaseException:
            handle.close()
            raise
        else:
            return handle


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
