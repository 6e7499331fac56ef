"""A partner's list: any table whose header says where names stand and, if it has them, identifiers and countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iomkg.errors import ReadingError
from iomkg.readers.table import opening
from iomkg.readers.table.cells import Sheet
from iomkg.readers.table.header import labels
from iomkg.readers.table.suggesting.phrases import holds, plain
from iomkg.readers.table.vocabulary import words

_DEEPEST: Final = 20  # rows of titles above a header


@dataclass(frozen=True, slots=True)
class Given:
    """A row of a list: its number as a spreadsheet shows it, and what it says, empty where it says nothing.

    `places` are where the name, the identifier and the country stand, as `Sheet!B2`.
    """

    row: int
    name: str
    identifier: str = ""
    country: str = ""
    places: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: what people call its file, what its columns for names, identifiers and countries are called, and rows."""

    name: str
    labels: tuple[str, str, str]
    rows: tuple[Given, ...]


def read(path: Path, columns: Sequence[str | None] = (None, None, None)) -> Listed:
    """The rows of a list that hold a name.

    `columns` are the headers of names, identifiers and countries where words alone do not tell them. Raises
    UsageError when there is no such file, ReadingError when it cannot be read or no header says where names stand.
    """
    name = opening.name_of(path)
    sheet = opening.sheets(path)[0]
    header = _header(sheet, columns)
    if header is None:
        wanted = ", ".join(sorted(words().match["name"])[:6])
        asked = f"the column {columns[0]!r}" if columns[0] else f"names (a column called {wanted}…)"
        raise ReadingError(f"{name} has no header that tells where to find {asked}; --name says what it is called")
    row, found = header
    called = labels(sheet, (row,))
    rows = tuple(_rows(sheet, row, found))
    at = [called[number - 1] if number else "" for number in found]
    return Listed(name, (at[0], at[1], at[2]), rows)


def _header(sheet: Sheet, columns: Sequence[str | None]) -> tuple[int, tuple[int, int, int]] | None:
    """The row of the header and the numbers of the three columns, 0 for one that is not there."""
    for row in range(1, min(_DEEPEST, len(sheet.rows)) + 1):
        called = labels(sheet, (row,))
        at = [_column(called, kind, asked) for kind, asked in zip(_KINDS, columns, strict=True)]
        if at[0]:
            return row, (at[0], at[1] if at[1] != at[0] else 0, at[2] if at[2] != at[0] else 0)
    return None


def _column(called: Sequence[str], kind: str, asked: str | None) -> int:
    if asked is not None:
        return next((i for i, label in enumerate(called, start=1) if plain(label) == plain(asked)), 0)
    forms = [plain(form) for form in words().match[kind]]
    ranked = [(_fit(plain(label), forms), -i) for i, label in enumerate(called, start=1) if label]
    best = max(ranked, default=((0, 0), 0))
    return -best[1] if best[0] > (0, 0) else 0


def _fit(label: str, forms: Sequence[str]) -> tuple[int, int]:
    """How well a header is a phrase: wholly, or as a part of it; the longer phrase the better."""
    found = [form for form in forms if holds(label, form)]
    return max(((1 + (form == label), len(form)) for form in found), default=(0, 0))


def _rows(sheet: Sheet, header: int, at: tuple[int, int, int]) -> Iterator[Given]:
    for row in range(header + 1, len(sheet.rows) + 1):
        told = [" ".join(sheet.cell(row, column).text.split()) if column else "" for column in at]
        if told[0]:
            places = [sheet.place(row, column) if column else "" for column in at]
            yield Given(row, told[0], told[1], told[2], (places[0], places[1], places[2]))


_KINDS: Final = ("name", "identifier", "country")
