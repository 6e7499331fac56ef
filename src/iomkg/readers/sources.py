"""Sources of any kind to releases: press pages as `press` reads them, files of IATI activities as a stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from iomkg.errors import ReadingError
from iomkg.model import Release
from iomkg.readers import press
from iomkg.readers.forms import UnreadableError, suffix_of
from iomkg.readers.manifest import Entry, Manifest


def activities_in(place: press.Place) -> int:
    """About how many activities a place holds, for telling how far a load is: 0 when it is no file of activities."""
    if not _holds_activities(place) or not isinstance(place, Path) or not place.is_file():
        return 0
    from iomkg.readers.iati.stream import count

    return count(place)


def read(
    place: press.Place,
    manifest: Manifest | None = None,
    skipped: Counter[str] | None = None,
    notes: list[str] | None = None,
) -> Iterator[Release]:
    """The releases of any source, one at a time: of a press page as `press.read` has it, of a file of activities each.

    `notes` gets what is to be said of the source as a whole. Raises UsageError and ReadingError as `press.read` does;
    of a file of activities those before the fault come first.
    """
    if not _holds_activities(place) or not isinstance(place, Path):
        yield from press.read(place, manifest, skipped)
        return
    from iomkg.readers.iati import read_activities

    name = press.name_of(place)
    try:
        press.check_readable(place)
        entry = (manifest.for_file(place) if manifest else None) or Entry(file=place)
        yield from read_activities(place, name, entry, [] if notes is None else notes)
    except UnreadableError as error:
        raise ReadingError(f"{name} {error}") from error


def _holds_activities(place: press.Place) -> bool:
    return isinstance(place, Path) and suffix_of(place) == ".xml"
