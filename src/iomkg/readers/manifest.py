"""The manifest: a table that says where files come from and when.

A CSV file with the columns `file,url,publisher,published,retrieved` and, if wanted, `licence` and `source_class`.
Files are relative to the manifest's folder; every cell but `file` may be empty.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from iomkg.details import ADDRESS
from iomkg.errors import ReadingError, UsageError
from iomkg.folding import fold
from iomkg.readers import elsewhere
from iomkg.readers.decoding import decoded
from iomkg.readers.forms import UnreadableError, bytes_of
from iomkg.readers.urls import canonical_url
from iomkg.unseen import excerpt, visible

REQUIRED: Final = ("file", "url", "publisher", "published", "retrieved")
OPTIONAL: Final = ("licence", "source_class")
SOURCE_CLASSES: Final = ("donor-iati", "contract", "implementer-iati", "table", "release-by-party", "news")
_LONGEST_MESSAGE: Final = 400  # characters; cells can be of any length
DEFAULT_SOURCE_CLASS: Final = "release-by-party"

# An e-mail address in any disguise, or a run of digits long enough to be a telephone number; for folded text.
_CONTACT: Final = re.compile(rf"\S@\S|{ADDRESS}|(?:\d[\s().-]?){{8,}}")
_STATED: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest says of one file; `url` is canonical, `published` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    file: Path
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    source_class: str = DEFAULT_SOURCE_CLASS


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of a manifest by resolved path."""

    entries: Mapping[Path, Entry]

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """The manifest at `path`.

        Raises UsageError when it is not there, ReadingError naming the row when it is not in order.
        """
        entries: dict[Path, Entry] = {}
        first_row: dict[Path | str, int] = {}
        for number, row in _rows(path):
            entry = _entry(path, number, row)
            for identity in (entry.file, entry.url):
                if identity is None:
                    continue
                if identity in first_row:
                    what = "file" if identity is entry.file else "url"
                    raise _wrong(path, number, f"{what} {row[what]!r} stands in row {first_row[identity]} already")
                first_row[identity] = number
            entries[entry.file] = entry
        return cls(entries)

    def for_file(self, path: Path) -> Entry | None:
        """What the manifest says of the file at `path`; None when it does not name it."""
        return self.entries.get(path.resolve())


def has_contact(text: str) -> bool:
    """Whether a text holds an e-mail address in any disguise, or a telephone number."""
    return _CONTACT.search(fold(text)) is not None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not empty with its number as a spreadsheet shows it (the header is row 1)."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise _wrong(path, number, f"{len(cells)} cells where the header has {len(header)}")
            yield number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    except csv.Error as error:
        raise ReadingError(f"{visible(path.name)}: line {reader.line_num} is not well-formed CSV: {error}") from error


def _text(path: Path) -> str:
    try:
        return decoded(bytes_of(path))
    except FileNotFoundError:
        raise UsageError(f"no manifest at {path}") from None
    except OSError as error:
        raise ReadingError(f"the manifest {path} cannot be read: {error.strerror}") from error
    except UnreadableError as error:
        raise ReadingError(f"{visible(path.name)} {error}") from error


def _check_header(path: Path, header: list[str]) -> None:
    known = (*REQUIRED, *OPTIONAL)
    expected = f"expected {','.join(REQUIRED)}[,{','.join(OPTIONAL)}]"
    if len(header) == 1 and ";" in header[0]:
        raise _wrong(path, 1, "the columns are separated by semicolons; save it with commas")
    for name in header:
        if name not in known:
            raise _wrong(path, 1, f"unknown column {name!r}; {expected}")
        if header.count(name) > 1:
            raise _wrong(path, 1, f"column {name!r} stands twice")
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise _wrong(path, 1, f"column {missing[0]!r} is missing; {expected}")


def _entry(path: Path, number: int, row: Mapping[str, str]) -> Entry:
    if not row["file"]:
        raise _wrong(path, number, "the file's name is missing")
    file = _file(path, number, row["file"])
    try:
        url = canonical_url(row["url"]) if row["url"] else None
    except ValueError as error:
        raise _wrong(path, number, str(error)) from error
    for name in ("publisher", "licence"):
        if has_contact(row.get(name, "")):
            raise _wrong(
                path, number, f"{name} holds contact details; give the name of an organisation or licence alone"
            )
    source_class = row.get("source_class") or DEFAULT_SOURCE_CLASS
    if source_class not in SOURCE_CLASSES:
        raise _wrong(path, number, f"unknown source_class {source_class!r}; known: {', '.join(SOURCE_CLASSES)}")
    if row["published"] and not _is_stated_date(row["published"]):
        raise _wrong(path, number, f"published is {row['published']!r}, no day, month or year written YYYY[-MM[-DD]]")
    if row["retrieved"] and not (len(row["retrieved"]) == 10 and _is_stated_date(row["retrieved"])):
        raise _wrong(path, number, f"retrieved is {row['retrieved']!r}, no day of the calendar written YYYY-MM-DD")
    return Entry(
        file=file,
        url=url,
        publisher=row["publisher"] or None,
        published=row["published"] or None,
        retrieved=row["retrieved"] or None,
        licence=row.get("licence") or None,
        source_class=source_class,
    )


def _file(path: Path, number: int, named: str) -> Path:
    """The file a row names, which stands beside the manifest or in a folder below."""
    if Path(named).is_absolute() or ".." in Path(named).parts:
        raise _wrong(
            path, number, f"file {named!r} leads out of the manifest's folder; put the manifest above its files"
        )
    try:
        file = (path.parent / named).resolve()
        there = file.is_file()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, a loop of links
        there = False
    # Beside a copy lies only what was asked for with it.
    if not there and not elsewhere.is_copy(path):
        raise _wrong(path, number, f"there is no file {named!r} beside the manifest")
    return file


def _is_stated_date(text: str) -> bool:
    if not _STATED.fullmatch(text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _wrong(path: Path, number: int, what: str) -> ReadingError:
    return ReadingError(visible(f"{path.name}, row {number}: ") + excerpt(what, _LONGEST_MESSAGE))
