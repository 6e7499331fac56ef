"""Single keys typed on a terminal. Those typed while nothing is asked are neither shown nor taken."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import click

if sys.platform != "win32":
    import termios

_MOST_BYTES = 64  # what one key, or one paste, sends at once
_END = "\x04"  # Ctrl-D


class Keys:
    """The keys of standard input, while its block runs; from a pipe or file, its characters."""

    def __init__(self) -> None:
        self._before: list[Any] | None = None

    def __enter__(self) -> Keys:
        if sys.platform != "win32" and sys.stdin.isatty():
            self._before = termios.tcgetattr(sys.stdin)
            self._hush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()

    def next(self) -> str:
        """The next key in lower case, spaces and arrows passed over; empty at the end of the input.

        On a terminal it is one typed from now on: nobody decides on what is not shown yet.
        """
        if sys.platform != "win32" and self._before is not None:
            self._hush()  # again, for one that was stopped and has come back
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
        while (typed := self._typed()).isspace() or typed.startswith("\x1b"):
            continue
        return "" if typed == _END else typed.lower()

    @contextlib.contextmanager
    def typing(self) -> Iterator[None]:
        """While the block runs, whole lines are typed and shown."""
        self._restore()
        try:
            yield
        finally:
            if self._before is not None:
                self._hush()

    def _typed(self) -> str:
        if self._before is not None:
            sent = os.read(sys.stdin.fileno(), _MOST_BYTES).decode("utf-8", "ignore")
            return sent if sent.startswith("\x1b") else sent[:1]
        return click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)

    def _hush(self) -> None:
        """Have keys come one by one, unseen. Ctrl-C goes on to interrupt."""
        if sys.platform != "win32":
            mode = termios.tcgetattr(sys.stdin)
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)

    def _restore(self) -> None:
        if sys.platform != "win32" and self._before is not None:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
