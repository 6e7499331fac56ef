"""Sheets as they come out of any kind of table file: rows of cells, each with what it shows and what it holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

Value: TypeAlias = Decimal | dt.date | None

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what the cell shows, its lines clean of spare spaces; `value` the number or day that a spreadsheet
    keeps behind it, None for text. `fault` completes "the cell …" where nothing can be read."""

    text: str = ""
    value: Value = None
    fault: str = ""


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are those from the first on, `rows[0]` being row 1; a row may be shorter than others. A file of text has
    one sheet without a name."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell in a row and a column, both counted from 1; an empty one beyond the sheet's end."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else EMPTY

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def place(self, row: int, column: int) -> str:
        """What people call a cell: `Projects!F12`, or `F12` in a file of one sheet without a name."""
        at = f"{letters(column)}{row}"
        return f"{self.name}!{at}" if self.name else at


def letters(column: int) -> str:
    """The letters of a column counted from 1: `letters(28) == "AB"`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


def column_of(text: str) -> int | None:
    """The number of the column with these letters, from 1; None where they are none."""
    if not 0 < len(text) <= 3 or not text.isascii() or not text.isalpha():
        return None
    number = 0
    for letter in text.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
