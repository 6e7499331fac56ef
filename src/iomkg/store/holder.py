"""Who holds a store: written into its lock file, to be told to whoever comes second.

What a killed process left there is told of nobody: only a process that runs still, and has since it wrote, is named.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO, Final

LOCK: Final = "iomkg-store.lock"
_MOST_BYTES: Final = 1000
_OURS: Final = ("iomkg", "__main__.py")


def sign(held: IO[bytes]) -> None:
    """Write this process into the lock file it holds; a disk that takes nothing more leaves it nameless."""
    told = {"pid": os.getpid(), "host": socket.gethostname(), "begun": _begun(os.getpid()), "command": _command()}
    with contextlib.suppress(OSError):
        held.truncate(0)
        # Past the file's own buffer, which would try again, and fail, when the file is closed.
        os.pwrite(held.fileno(), json.dumps(told).encode(), 0)


def erase(held: IO[bytes]) -> None:
    """Take this process out of the lock file it is about to give up."""
    with contextlib.suppress(OSError):
        held.truncate(0)


def named(store: Path) -> str:
    """The process that holds the store in a folder, as `process 4711, iomkg review`; empty when it is not known."""
    try:
        with (store / LOCK).open("rb") as file:
            told = json.loads(file.read(_MOST_BYTES))
        pid, host, begun, command = (told[name] for name in ("pid", "host", "begun", "command"))
    except (OSError, ValueError, TypeError, KeyError):
        return ""
    if host != socket.gethostname() or not isinstance(pid, int) or not begun or _begun(pid) != begun:
        return ""
    return f"process {pid}, {command}"


def _begun(pid: int) -> str:
    """When a process began, in the system's own count, which tells it from another of the same number; empty when
    there is none, or the system does not say."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[19]


def _command() -> str:
    """The program and which command of it, without arguments: they may name a person who is to be forgotten."""
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "python"
    if program not in _OURS:
        return program if program.isprintable() else "python"
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    return f"iomkg {command}" if command.isascii() and command.replace("-", "").isalpha() else "iomkg"
