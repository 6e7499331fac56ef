"""Replies that were given before, kept for some minutes while readers see the same snapshot."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Final

from cachetools import TTLCache

from iomkg.web.lanes import Reply

_MOST: Final = 64 * 2**20  # bytes in all
_LARGEST: Final = 2 * 2**20  # bytes of one reply
_OF_ITSELF: Final = 1000  # bytes of what was asked, about
_FRESH: Final = 300.0  # seconds: some replies name the day


class Memory:
    """The replies last given, up to so many bytes. For any number of threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._stamp = ""
        self._replies: TTLCache[Hashable, Reply] = TTLCache(
            _MOST, _FRESH, getsizeof=lambda reply: len(reply.body) + _OF_ITSELF
        )

    def given(self, stamp: str, asked: Hashable) -> Reply | None:
        """The reply that was given to this of the snapshot with this stamp."""
        with self._turn:
            return self._replies.get(asked) if stamp == self._stamp else None

    def keep(self, stamp: str, asked: Hashable, reply: Reply) -> None:
        """Remember a reply that went well; those of other snapshots are forgotten."""
        if reply.status != 200 or len(reply.body) > _LARGEST:
            return
        with self._turn:
            if stamp != self._stamp:
                self._replies.clear()
                self._stamp = stamp
            self._replies[asked] = reply
