"""The folder in which published versions stand side by side.

folder/versions/2026.11.30/   a version: never changed once it is there
folder/latest                 the name of the newest
folder/feed.atom              the versions as a feed
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from iomkg.errors import UsageError
from iomkg.store.disk import write_whole

MANIFEST: Final = "version.json"
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,63}")


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its name, when it was made (UTC), and what its manifest says."""

    name: str
    made: dt.datetime
    folder: Path
    told: Mapping[str, Any]

    @property
    def store(self) -> Path:
        """The store with what was published, to be read only."""
        return self.folder / "store"


class Shelf:
    """The versions in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self) -> list[Version]:
        """All versions, the oldest first."""
        manifests = sorted((self.folder / "versions").glob(f"*/{MANIFEST}"))
        return sorted((_read(manifest) for manifest in manifests), key=lambda version: (version.made, version.name))

    def latest(self) -> Version | None:
        """The newest version."""
        return next(reversed(self.versions()), None)

    def newest(self) -> Version:
        """The version announced last. Raises UsageError when there is none."""
        try:
            name = (self.folder / "latest").read_text("utf-8").strip()
        except OSError as error:
            raise UsageError(
                f"no version is published at {self.folder}; `iomkg publish {self.folder}` makes one"
            ) from error
        return _read(self.folder / "versions" / name / MANIFEST)

    def version(self, name: str) -> Version:
        """The version of a name. Raises UsageError when there is none."""
        found = next((version for version in self.versions() if version.name == name), None)
        if found is None:
            known = ", ".join(version.name for version in self.versions()) or "none"
            raise UsageError(f"there is no version {name!r} at {self.folder}; there is {known}")
        return found

    def place(self, name: str) -> Path:
        """Where a new version goes. Raises UsageError for what is no name of a version, and for one that is there."""
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} is no name of a version; give one such as 2026.11.30 or 1.2.0")
        place = self.folder / "versions" / name
        if place.exists():
            raise UsageError(f"version {name} is published and never changes; give another --version, such as {name}.1")
        return place

    def announce(self, version: Version) -> None:
        """Make a version that is in place the newest."""
        write_whole(self.folder / "latest", f"{version.name}\n")


def _read(manifest: Path) -> Version:
    try:
        told = json.loads(manifest.read_text("utf-8"))
        made = dt.datetime.fromisoformat(told["made"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{manifest} is not what publishing wrote; restore it, or take the version away") from error
    return Version(manifest.parent.name, made, manifest.parent, told)
