"""Who writes a store on a server: its mark stands in the graph of the journal, so that writers elsewhere keep off.

A mark is renewed with the commits, and counts for some minutes by the server's own clock. One that a writer of the same
machine left is taken over at once, since the lock beside the store tells that it is dead.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.errors import StoreLockedError
from iomkg.model import Table
from iomkg.namespaces import BASE
from iomkg.store.served.journal import JOURNAL

_MARK: Final = f"{NamedNode(JOURNAL)} {NamedNode(BASE + 'journal/writer')}"
_COUNTS: Final = dt.timedelta(minutes=10)
_RENEWED: Final = 60.0  # seconds after which a mark is renewed


class Lease:
    """The mark of one writer. `name` tells it from those of other machines."""

    def __init__(self, url: str, name: str, select: Callable[[str], Table], update: Callable[[str], None]) -> None:
        """Take the mark. Raises StoreLockedError when another's counts."""
        self._url, self._name = url, name
        self._select, self._update = select, update
        self._mark: str | None = None
        self._take()

    def renew(self) -> None:
        """Make the mark count from now on, if it is getting old. Raises StoreLockedError when another took it."""
        if time.monotonic() > self._next:
            self._take()

    def release(self) -> None:
        """Take the mark away."""
        if self._mark is not None:
            self._update(f"DELETE DATA {{ {_graph(self._mark)} }}")

    def _take(self) -> None:
        now, standing = self._standing()
        holder, _, since = (standing or "").rpartition(" ")
        if standing and holder != self._name and now - dt.datetime.fromisoformat(since) < _COUNTS:
            host = holder.rpartition("@")[2]
            raise StoreLockedError(
                f"the store at {self._url} is written from {host}; wait until that ends, "
                f"{_COUNTS.seconds // 60} minutes if it was cut off"
            )
        mark = f"{self._name} {now.isoformat()}"
        # Only where nobody else was quicker.
        if standing:
            held = _graph(standing)
            self._update(f"DELETE {{ {held} }} INSERT {{ {_graph(mark)} }} WHERE {{ {held} }}")
        else:
            self._update(
                f"INSERT {{ {_graph(mark)} }} "
                f"WHERE {{ FILTER NOT EXISTS {{ GRAPH <{JOURNAL}> {{ {_MARK} ?other }} }} }}"
            )
        if self._standing()[1] != mark:
            raise StoreLockedError(f"the store at {self._url} was just taken by another writer; wait until it ends")
        self._mark = mark
        self._next = time.monotonic() + _RENEWED

    def _standing(self) -> tuple[dt.datetime, str | None]:
        """The server's time, and the mark there is."""
        ((now, mark),) = self._select(
            f"SELECT (NOW() AS ?now) ?mark {{ OPTIONAL {{ GRAPH <{JOURNAL}> {{ {_MARK} ?mark }} }} }} LIMIT 1"
        ).rows
        assert now is not None
        moment = dt.datetime.fromisoformat(now.value)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC), mark and mark.value


def _graph(mark: str) -> str:
    return f"GRAPH <{JOURNAL}> {{ {_MARK} {Literal(mark)} }}"
