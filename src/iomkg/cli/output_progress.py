"""A progress bar, for work that takes more than a moment; where there is no terminal, a line now and then."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, TypeVar

from iomkg.cli.output import aside

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before the bar appears
_BETWEEN_LINES = 30.0  # seconds


def with_progress(items: Iterable[T], doing: str, total: int | None = None) -> Iterator[T]:
    """The items, behind a progress bar on a terminal once they have taken longer than a moment; else with a line on
    standard error every half minute. `total` is how many there are, 0 when nobody knows; lists tell it."""
    total = len(items) if total is None and isinstance(items, Sized) else total or 0
    if total == 1:
        yield from items
    elif sys.stderr.isatty():
        yield from _behind_a_bar(items, doing, total)
    else:
        yield from _with_lines(items, doing, total)


def _behind_a_bar(items: Iterable[T], doing: str, total: int) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(doing, total=total or None)
    with _soon(progress):
        for item in items:
            yield item
            progress.advance(task)


@contextlib.contextmanager
def working(doing: str) -> Iterator[None]:
    """Show that work goes on whose end nobody knows: the time it has taken, on a terminal once that is more than a
    moment, else with a line on standard error every half minute."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn(doing), TimeElapsedColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.add_task(doing, total=None)
        with _soon(progress):
            yield
        return
    done = threading.Event()
    begun = time.monotonic()

    def tell() -> None:
        while not done.wait(_BETWEEN_LINES):
            aside(f"{doing}: {time.monotonic() - begun:.0f} seconds so far")

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        done.set()
        telling.join()


@contextlib.contextmanager
def _soon(progress: Progress) -> Iterator[None]:
    """Show a progress that takes longer than a moment, while the block runs."""
    timer = threading.Timer(_PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if progress.live.is_started:
            progress.stop()


def _with_lines(items: Iterable[T], doing: str, total: int) -> Iterator[T]:
    begun = told = time.monotonic()
    for number, item in enumerate(items):
        now = time.monotonic()
        if now - told > _BETWEEN_LINES:
            told, rate = now, number / (now - begun)
            left = f", {(total - number) / rate / 60:.0f} minutes left" if total and rate else ""
            aside(f"{doing}: {number:,}" + (f" of {total:,}" if total else "") + f", {rate:.1f} a second{left}")
        yield item
