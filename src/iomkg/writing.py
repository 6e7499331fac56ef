"""Files written whole or not at all: whoever reads one never sees half of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from iomkg.errors import UsageError


@contextlib.contextmanager
def written(target: Path) -> Iterator[IO[bytes]]:
    """A stream whose content becomes the file when the block ends well; a pipe or device is written to directly.

    A link is followed. Raises UsageError when the place cannot be written.
    """
    place = target.resolve()
    try:
        if place.exists() and not place.is_file() and not place.is_dir():
            with place.open("wb") as stream:
                yield stream
            return
        if place.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        draft = place.with_name(f".{place.name}.{os.getpid()}.unfinished")
        try:
            with draft.open("wb") as stream:
                yield stream
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{target} cannot be written: {reason}; name another file") from error


def write_text(target: Path, text: str) -> None:
    """Write a text file in UTF-8. Raises UsageError when the place cannot be written."""
    with written(target) as stream:
        stream.write(text.encode("utf-8"))
