"""What the tasks of a process work with: the store, and what is made of it once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

from iomkg.answers import Answerer
from iomkg.draft import Draft
from iomkg.matching import Entities, Matcher
from iomkg.publication import Shelf, Version
from iomkg.store import Store
from iomkg.web.rendering import Asked, Page, PinnedPage
from iomkg.web.searching import Index
from iomkg.web.settings import Settings

_OPEN: Final = 4  # versions beside the newest


class Bench:
    """One snapshot of the store, open to read, and the settings of the server."""

    #: The one version there is to show, in place of all that stand beside it.
    only: Version | None = None

    def __init__(self, settings: Settings, version: Version | None = None) -> None:
        """`version` is the one to show, in place of the newest."""
        self.settings = settings
        self.stamp = stamp_of(settings)
        self.store = Store.open(version.store if version else _place(settings), writable=False)
        self._version = version
        self._versions: dict[str, Bench] = {}
        self._matchers: dict[str, Matcher] = {}

    @property
    def outdated(self) -> bool:
        """Whether there is a newer snapshot."""
        return stamp_of(self.settings) != self.stamp

    @cached_property
    def answerer(self) -> Answerer:
        """Answers questions of the library."""
        return Answerer(self.store)

    @cached_property
    def index(self) -> Index:
        """Finds things by their names."""
        return Index(self.store)

    def page(self, asked: Asked) -> Page:
        """The page that is asked for, to be made."""
        return PinnedPage(self.settings, asked, self._version.name) if self._version else Page(self.settings, asked)

    def at(self, version: str) -> Bench:
        """The same for a published version. Raises UsageError when there is none of that name."""
        if version not in self._versions:
            opened = Bench(self.settings, Shelf(self.settings.store).version(version))
            while len(self._versions) >= _OPEN:
                self._versions.pop(next(iter(self._versions))).store.close()
            self._versions[version] = opened
        return self._versions[version]

    def matcher(self, kind: str) -> Matcher:
        """Finds what a row of a list of organisations, projects or places may mean."""
        if kind not in self._matchers:
            self._matchers[kind] = Matcher(Entities(Draft(self.store), kind))
        return self._matchers[kind]


def _place(settings: Settings) -> Path:
    return Shelf(settings.store).newest().store if settings.published else settings.store


def stamp_of(settings: Settings) -> str:
    """A text that is another once there is something newer to read. Raises UsageError when there is nothing."""
    return Shelf(settings.store).newest().name if settings.published else Store.stamp(settings.store)
