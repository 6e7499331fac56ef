"""Which rows are the header, and which column each of a mapping's columns is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from iomkg.errors import DataError
from iomkg.readers.table.cells import Sheet, column_of, letters
from iomkg.readers.table.mapping import Column, Mapping, plain
from iomkg.unseen import visible

_DEEPEST: Final = 40  # rows of titles and notes above a header
_MOST_LINES: Final = 3


def labels(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """What the columns are called by these rows: `Budget` above `2023` and `2024` gives `Budget – 2023`, `Budget –
    2024`.

    A merged cell shows its text in its first column only; it is spread to the right where something stands below it.
    """
    columns = range(1, sheet.width + 1)
    lines = [[" ".join(sheet.cell(row, column).text.split()) for column in columns] for row in rows]
    bottom = lines[-1]
    for above in lines[:-1]:
        spread = ""
        for i, text in enumerate(above):
            spread = (text if bottom[i] else "") if text else spread
            above[i] = text or (spread if bottom[i] else "")
    return [" – ".join(dict.fromkeys(line[i] for line in lines if line[i])) for i in range(sheet.width)]


def rows_of(sheet: Sheet, mapping: Mapping) -> tuple[int, ...]:
    """The rows of the header: those the mapping gives, else the first rows that hold all its columns' headers."""
    if mapping.header:
        if mapping.header[-1] >= len(sheet.rows):
            raise _wrong(mapping, f"row {mapping.header[-1]} is given as the header, but the sheet ends there")
        return mapping.header
    wanted = {plain(column.at) for column in mapping.columns if not column.by_letters}
    best: tuple[int, tuple[int, ...]] = (0, ())
    for first in range(1, min(_DEEPEST, len(sheet.rows)) + 1):
        for last in range(first, min(first + _MOST_LINES, len(sheet.rows) + 1)):
            rows = tuple(range(first, last + 1))
            found = len(wanted & set(map(plain, labels(sheet, rows))))
            if found == len(wanted):
                return rows
            best = max(best, (found, rows), key=lambda each: each[0])
    if not best[0]:
        raise _wrong(
            mapping, f"no row of the first {_DEEPEST} holds its columns' headers; say `header = 3` under [table]"
        )
    return best[1]


def located(sheet: Sheet, mapping: Mapping, rows: Sequence[int]) -> dict[int, Column]:
    """The mapping's columns by their number in the sheet; DataError for one that is not there, or there twice."""
    called = labels(sheet, rows)
    found: dict[int, Column] = {}
    for column in mapping.columns:
        number = number_of(mapping, called, column.at, column.by_letters)
        if number in found and found[number].field == column.field and column.field != "amount":
            raise _wrong(mapping, f"the column {column.at!r} has the field {column.field!r} twice")
        found[number] = column
    return found


def number_of(mapping: Mapping, called: Sequence[str], at: str, by_letters: bool = False) -> int:
    """The number of a column by its header or letters."""
    if by_letters:
        number = column_of(at)
        if number is None or number > len(called):
            raise _wrong(mapping, f"there is no column {at}; the sheet ends with {letters(len(called))}")
        return number
    matching = [i for i, label in enumerate(called, start=1) if plain(label) == plain(at)]
    if len(matching) > 1:
        named = " and ".join(map(letters, matching))
        raise _wrong(
            mapping, f"the header {at!r} stands over the columns {named}; write `letters` in place of `header`"
        )
    if not matching:
        raise _wrong(mapping, f"no column is called {at!r}{_nearest(at, called)}")
    return matching[0]


def _nearest(at: str, called: Iterable[str]) -> str:
    by_plain = {plain(label): label for label in called if label}
    close = difflib.get_close_matches(plain(at), by_plain, 1, 0.6)
    return f"; did you mean {by_plain[close[0]]!r}?" if close else ""


def _wrong(mapping: Mapping, what: str) -> DataError:
    return DataError(f"the mapping {visible(mapping.name)}: {visible(what)}")
