"""What the tasks of a process work with: the store, and what is made of it once."""

from __future__ import annotations

from functools import cached_property

from iomkg.answers import Answerer
from iomkg.store import Store
from iomkg.web.searching import Index
from iomkg.web.settings import Settings


class Bench:
    """One snapshot of the store, open to read, and the settings of the server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stamp = Store.stamp(settings.store)
        self.store = Store.open(settings.store, writable=False)

    @property
    def outdated(self) -> bool:
        """Whether there is a newer snapshot."""
        return Store.stamp(self.settings.store) != self.stamp

    @cached_property
    def answerer(self) -> Answerer:
        """Answers questions of the library."""
        return Answerer(self.store)

    @cached_property
    def index(self) -> Index:
        """Finds things by their names."""
        return Index(self.store)
