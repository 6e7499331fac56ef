"""What a version adds to the one before, and what it takes away: applied to the old, they give the new."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path

from iomkg.publication.dumps import ALL, packed, unpacked

ADDED = "added.nq.gz"
REMOVED = "removed.nq.gz"


def write(folder: Path, before: Path | None) -> tuple[int, int]:
    """Write added and removed quads of the version in `folder` beside the one in `before` (None: there is none); how
    many they are. Both dumps are sorted, so that neither has to be held in memory."""
    older = unpacked(before / ALL) if before else iter(())
    added = removed = 0
    with packed(folder / ADDED) as gained, packed(folder / REMOVED) as lost:
        for line, is_new in _either(older, unpacked(folder / ALL)):
            (gained if is_new else lost).write(line)
            added += is_new
            removed += not is_new
    return added, removed


def applied(older: Iterable[bytes], added: Iterable[bytes], removed: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the newer version, sorted, from those of the older and a difference."""
    gone = set(removed)
    yield from heapq.merge((line for line in older if line not in gone), added)


def _either(older: Iterator[bytes], newer: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The lines that stand in one of two sorted files, and whether it is the newer."""
    old, new = next(older, None), next(newer, None)
    while old is not None or new is not None:
        if old == new:
            old, new = next(older, None), next(newer, None)
        elif new is None or (old is not None and old < new):
            assert old is not None
            yield old, False
            old = next(older, None)
        else:
            yield new, True
            new = next(newer, None)
