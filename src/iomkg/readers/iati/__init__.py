"""IATI activity files as a stream: each activity is a release of its own, and memory does not grow with the file."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from iomkg.model import Element, Release, Source
from iomkg.namespaces import digest
from iomkg.readers.forms import MEDIA_TYPES, UnreadableError
from iomkg.readers.iati.stream import Activity, activities
from iomkg.readers.manifest import Entry
from iomkg.unseen import excerpt

KEY_LENGTH: Final = 16
_VERSIONS: Final = ("2.01", "2.02", "2.03")
_OLD: Final = re.compile(r"1\.\d\d?")


def read_activities(path: Path, name: str, entry: Entry, notes: list[str]) -> Iterator[Release]:
    """The activities of a file, in its order; `name` is what people call the file, `entry` what a manifest says of it.

    An activity that cannot be taken (no identifier, one that stood before, one of unreasonable size) comes with its
    fault. `notes` gets what is to be said of the file as a whole. Of an activity that is repeated word for word, only
    the first comes. Raises UnreadableError where the file is not well-formed, after the activities before, and when it
    holds none.
    """
    seen = _Seen()
    repeated, empty = 0, True
    warned: set[str] = set()
    for activity in activities(path):
        empty = False
        _warn(activity.element.get("version"), warned, notes)
        release = _release(activity, name, entry)
        before = seen.before(release.key, release.source.sha256)
        if before == release.source.sha256:
            repeated += 1
            continue
        if before and not release.fault:
            release = replace(release, fault="its identifier stands on another activity of this file before")
        yield release
    if repeated:
        notes.append(f"{repeated} activities repeat one of this file word for word; each is taken once")
    if empty:
        raise UnreadableError("holds no activity")


class _Seen:
    """Which activities came before, on disk: what is held in memory does not grow with them."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # temporary, and gone with this object
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID")

    def before(self, key: str, content: str) -> str:
        """The content that came under this key first, empty when none did; then it is this one."""
        row = self._database.execute("SELECT content FROM seen WHERE key = ?", (key,)).fetchone()
        if row is None:
            self._database.execute("INSERT INTO seen VALUES (?, ?)", (key, content))
        return str(row[0]) if row else ""


def _release(activity: Activity, name: str, entry: Entry) -> Release:
    element = activity.element
    sha256 = _hash(element)
    identifier = identifier_of(element)
    source = Source(
        name=name,
        sha256=sha256,
        media_type=MEDIA_TYPES[".xml"],
        url=entry.url,
        publisher=entry.publisher,
        published=entry.published,
        retrieved=entry.retrieved,
        licence=entry.licence,
    )
    fault = activity.fault or ("" if identifier else "it has no iati-identifier")
    key = digest("iati-identifier", identifier.casefold()) if identifier else digest(sha256)
    return Release(key[:KEY_LENGTH], source, "", record=element, fault=fault)


def identifier_of(element: Element) -> str:
    """An activity's own identifier, empty when it has none."""
    found = element.first("iati-identifier")
    return " ".join(found.text.split()) if found else ""


def _warn(version: str, warned: set[str], notes: list[str]) -> None:
    if version in warned or version in _VERSIONS:
        return
    warned.add(version)
    if _OLD.fullmatch(version):
        notes.append(f"it is IATI {version}, which is read as far as it agrees with 2.03; ask its publisher for 2.0x")
    else:
        told = f"{excerpt(version, 20)!r} is no version of IATI that is known" if version else "it states no version"
        notes.append(f"{told}; it is read as 2.03")


def _hash(element: Element) -> str:
    """SHA-256 of what an activity holds, wherever in a file it stands."""
    whole = hashlib.sha256()
    ahead = [element]
    while ahead:
        one = ahead.pop()
        attributes = (f"{name}={value}" for name, value in sorted(one.attributes.items()))
        said = (one.name, *attributes, one.text.strip(), str(len(one.children)))
        whole.update("\x1f".join(said).encode("utf-8", "surrogatepass") + b"\x1e")
        ahead.extend(reversed(one.children))
    return whole.hexdigest()
