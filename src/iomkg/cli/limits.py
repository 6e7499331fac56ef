"""A limit on how long an answer may take.

The engine cannot be told to stop, nor does a signal reach it. But it lets other threads of the process run, and the
work ends with the process: so a thread waits beside it, and where the time is up, tells so and ends the process.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

#: The exit code of a command whose time was up, as `timeout` of the coreutils has it.
OUT_OF_TIME: Final = 124


def timeout_option(command: F) -> F:
    """`--timeout SECONDS`."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="Stop a query that takes longer.",
    )(command)


@contextlib.contextmanager
def within(seconds: float, clean_up: Callable[[], None]) -> Iterator[None]:
    """Let a block take so long at most; longer, and the process ends with one line on standard error.

    `clean_up` runs before that, for what would be left behind.
    """
    waiting = threading.Timer(seconds, _end, (seconds, clean_up))
    waiting.daemon = True
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()


def _end(seconds: float, clean_up: Callable[[], None]) -> None:
    with contextlib.suppress(OSError):
        clean_up()
    allowed = f"{seconds:g} second{'' if seconds == 1 else 's'}"
    told = f"iomkg: no answer within {allowed}, so the query was stopped; narrow it, or allow more with --timeout\n"
    with contextlib.suppress(OSError):
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, told.encode())
    os._exit(OUT_OF_TIME)
