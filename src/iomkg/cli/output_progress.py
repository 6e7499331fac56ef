"""A progress bar, for work that takes more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 1.0  # seconds before the bar appears


def with_progress(items: list[T], doing: str) -> Iterator[T]:
    """The items, behind a progress bar on a terminal once they have taken longer than a moment."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(doing, total=len(items))
    begun, showing = time.monotonic(), False
    try:
        for item in items:
            if not showing and time.monotonic() - begun > _PATIENCE:
                progress.start()
                showing = True
            yield item
            progress.advance(task)
    finally:
        if showing:
            progress.stop()
