"""Ctrl-C and SIGTERM during work in steps: a step that is not to be cut is ended first.

Outside such a step the work stops at once; inside, when the step is done, or at once when asked a second time. What a
step commits is whole either way: ending it first only lets the summary tell exactly what was done.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class StoppedFromOutside(BaseException):
    """Somebody asked to stop. Like KeyboardInterrupt, nothing but the command itself handles it."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


class Interrupts:
    """Raises StoppedFromOutside for the signals of a block."""

    def __init__(self) -> None:
        self._in_step = False
        self._asked: StoppedFromOutside | None = None

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """A block to end before stopping."""
        self._in_step = True
        try:
            yield
        finally:
            self._in_step = False
        if self._asked is not None:
            raise self._asked

    def handle(self, number: int, _: FrameType | None) -> None:
        """What a signal calls."""
        stopped = StoppedFromOutside(number)
        if self._in_step and self._asked is None:
            self._asked = stopped
        else:
            raise stopped


@contextlib.contextmanager
def interruptible() -> Iterator[Interrupts]:
    """Handle the signals while the block runs."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = {number: signal.signal(number, interrupts.handle) for number in _SIGNALS}
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
