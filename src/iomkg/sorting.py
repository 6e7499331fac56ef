"""Sorting more lines than memory holds: what is over waits on disk."""

from __future__ import annotations

import contextlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Final

AT_ONCE: Final = 100_000  # lines in memory


def sorted_lines(lines: Iterable[bytes], at_once: int = AT_ONCE) -> Iterator[bytes]:
    """The lines, each with its end, in the order of their bytes, each once; never more than `at_once` in memory."""
    remaining = iter(lines)
    with contextlib.ExitStack() as stack:
        runs: list[IO[bytes]] = []
        while some := list(islice(remaining, at_once)):
            ordered = sorted(set(some))
            if len(some) < at_once and not runs:
                yield from ordered
                return
            run = stack.enter_context(tempfile.TemporaryFile(prefix="iomkg-sorting-"))
            run.writelines(ordered)
            run.seek(0)
            runs.append(run)
        before = None
        for line in heapq.merge(*runs):
            if line != before:
                yield line
                before = line
