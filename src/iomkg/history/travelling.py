"""A store as it stood after an earlier commit: a copy from which everything since is taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Quad

from iomkg.errors import UsageError
from iomkg.history import deltas
from iomkg.history.entries import Commit, entries_after, last, numbered, pieces_of
from iomkg.store import Change, Store

_AT_ONCE: Final = 20_000  # quads of one update
_NUMBER: Final = re.compile(r"\d{1,9}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z| ?UTC)?", re.IGNORECASE)


def commit_at(store: Store, when: str) -> Commit:
    """The last commit at or before `when`: a commit's number, a day (its end is meant) or a moment, both in UTC.

    Raises UsageError on anything else, a time to come, one before the first commit, or a number no commit has.
    """
    newest = last(store)
    if newest is None:
        raise UsageError("this store has no history yet; it begins with the next load or judgement")
    wanted = when.strip()
    if _NUMBER.fullmatch(wanted):
        found = numbered(store, int(wanted))
        if found is None:
            raise UsageError(f"there is no commit {int(wanted)}; this store has 1 to {newest.number}, see `iomkg log`")
        # What was committed together is one step: nothing tells how the store stood in the middle of it.
        return _latest(store, newest.number, found.at) or found
    until = _end_of(wanted)
    found = _latest(store, newest.number, until)
    if found is None:
        first = numbered(store, 1) or newest
        raise UsageError(f"{wanted} is before the first commit of this store, made on {first.at:%Y-%m-%d %H:%M} UTC")
    return found


@contextlib.contextmanager
def as_of(store: Store, commit: Commit) -> Iterator[Store]:
    """The store as it stood after a commit, in a temporary copy that is gone after the block.

    Raises StoreError when the copy cannot be written or the log is damaged.
    """
    newest = last(store)
    if newest is None or commit.number == newest.number:
        yield store
        return
    change = _back_to(store, commit.number, newest.number)
    with store.scratch() as copy:
        for part in _parts(change):
            copy.commit(part)
        yield copy


def _end_of(wanted: str) -> dt.datetime:
    """The moment until which commits count."""
    present = dt.datetime.now(dt.UTC)
    is_day = _DAY.fullmatch(wanted) is not None
    if not is_day and not _MOMENT.fullmatch(wanted):
        raise UsageError(f"{wanted!r} is not a date or a commit; write 2026-11-30, 2026-11-30T09:30Z, or a number")
    try:
        stated = dt.datetime.fromisoformat(re.sub(r"(?i)z| ?utc", "", wanted)).replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise UsageError(f"{wanted!r} is not in the calendar") from error
    if stated > present:
        raise UsageError(f"{wanted} is still to come; the present is what answers without --as-of")
    return stated + dt.timedelta(days=1) - dt.timedelta(microseconds=1) if is_day else stated


def _latest(store: Store, newest: int, until: dt.datetime) -> Commit | None:
    """The commit of the greatest number at or before a moment, found by halving: moments never go back."""
    low, high = 0, newest
    while low < high:
        middle = (low + high + 1) // 2
        found = numbered(store, middle)
        if found is None or found.at <= until:
            low = middle
        else:
            high = middle - 1
    return numbered(store, low) if low else None


def _back_to(store: Store, number: int, newest: int) -> Change:
    """The net of all deltas after a commit, turned round."""
    added: set[bytes] = set()
    removed: set[bytes] = set()
    for each in range(newest, number, -1):
        lines = deltas.unpacked_lines(pieces_of(store, each))
        came, went = set(lines.added), set(lines.removed)
        removed |= came - added
        added -= came
        added |= went - removed
        removed -= went
    log = entries_after(store, number)
    return Change(log.added | frozenset(deltas.quads(added)), log.removed | frozenset(deltas.quads(removed)))


def _parts(change: Change) -> Iterator[Change]:
    for quads in _slices(sorted(change.removed, key=str)):
        yield Change(removed=frozenset(quads))
    for quads in _slices(sorted(change.added, key=str)):
        yield Change(added=frozenset(quads))


def _slices(quads: Sequence[Quad]) -> Iterable[Sequence[Quad]]:
    return (quads[start : start + _AT_ONCE] for start in range(0, len(quads), _AT_ONCE))
