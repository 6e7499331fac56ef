"""What the system and the database complain about, in one line of ours."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from iomkg.errors import StoreDamagedError, StoreError, StoreLockedError
from iomkg.store.holder import named

_DAMAGE: Final = ("Corruption", "Column family", "MANIFEST", "/CURRENT: No such file")
_LOCKED: Final = ("lock file", "lock hold")


@contextlib.contextmanager
def described(path: Path) -> Iterator[None]:
    """Turn what is raised about the store at `path` into a StoreError of one line."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise as_store_error(path, error) from error


def in_use(path: Path, place: str = "") -> StoreLockedError:
    """The error of the second writer; `place` is what people call the store, where it is not the folder."""
    who = named(path)
    return StoreLockedError(
        f"the store at {place or path} is in use by another process{f' ({who})' if who else ''}; wait until it ends, "
        "or use another --store"
    )


def as_store_error(path: Path, error: OSError | RuntimeError) -> StoreError:
    """What was raised about the store at `path` as one line."""
    if isinstance(error, PermissionError):
        return StoreError(f"the store at {path} may not be read or written: permission denied")
    message = " ".join(str(error).split())
    number = error.errno if isinstance(error, OSError) else None
    if any(words in message for words in _LOCKED):
        return in_use(path)
    # The database tells the system's words but not its number.
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left" in message or "quota exceeded" in message:
        return StoreError(
            f"the disk of the store at {path} is full; what is committed is kept: "
            "make room and run the same command again"
        )
    if number == errno.EFBIG or "File too large" in message:
        return StoreError(
            f"a file of the store at {path} would grow beyond what the system allows (see ulimit -f); "
            "what is committed is kept: allow more and run the same command again"
        )
    if any(words in message for words in _DAMAGE):
        return StoreDamagedError(
            f"the store at {path} is damaged ({message[:120]}); restore a backup, or load again into another --store"
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else message[:200]
    return StoreError(f"the store at {path} cannot be used: {reason}")
