"""What the cells of a column look like: how many are numbers, days or known names, how many are different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from iomkg.readers.table import days, lists, numbers
from iomkg.readers.table.cells import EMPTY, Cell, Sheet
from iomkg.readers.table.mapping import plain
from iomkg.readers.table.vocabulary import words


@dataclass(frozen=True)
class Evidence:
    """The cells of a column that hold something; `rows` is how many rows there are below the header."""

    number: int
    label: str
    cells: tuple[Cell, ...]
    rows: int

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What they show."""
        return tuple(cell.text for cell in self.cells)

    @cached_property
    def filled(self) -> float:
        """The share of rows that have something here."""
        return len(self.cells) / self.rows if self.rows else 0.0

    @cached_property
    def distinct(self) -> float:
        """The share of cells that differ from all others."""
        return len(set(map(plain, self.texts))) / len(self.texts) if self.texts else 0.0

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text stands here."""
        return Counter(self.texts)

    @cached_property
    def words(self) -> float:
        """How many words a cell has on average."""
        return sum(len(text.split()) for text in self.texts) / len(self.texts) if self.texts else 0.0

    @cached_property
    def numeric(self) -> float:
        """The share of cells that are a number by some convention."""
        return self.share(lambda cell: isinstance(cell.value, Decimal) or _fits_any(cell.text, numbers.CONVENTIONS))

    @cached_property
    def dated(self) -> float:
        """The share of cells that are a day, month or year, in words, in figures or as a spreadsheet counts days."""
        return self.share(lambda cell: any(days.fits(cell, order) for order in days.ORDERS))

    @cached_property
    def placed(self) -> float:
        """The share of cells that begin with the name of a country, or say that there is none."""
        return self.share(lambda cell: _is_country(cell.text))

    def share(self, holds: Callable[[Cell], bool]) -> float:
        """The share of cells of which something holds."""
        return sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0.0


def of_column(sheet: Sheet, header: Sequence[int], number: int, label: str) -> Evidence:
    """The evidence of a column below the header; cells that mean nothing (`n/a`) are as good as empty, and so are rows
    that repeat the header or another row."""
    heads = [sheet.rows[row - 1] for row in header]
    different = dict.fromkeys(sheet.rows[header[-1] :])
    rows = [row for row in different if row not in heads and any(cell.text for cell in row)]
    cells = (row[number - 1] if number <= len(row) else EMPTY for row in rows)
    kept = tuple(cell for cell in cells if cell.text and plain(cell.text) not in words().empty)
    return Evidence(number, label, kept, len(rows))


def _fits_any(text: str, conventions: dict[str, tuple[str, str]]) -> bool:
    return any(numbers.fits(text, convention) for convention in conventions)


def _is_country(text: str) -> bool:
    first = text
    for separator in ("\n", ";", ",", "/", "|", "("):
        first = first.split(separator)[0]
    return lists.is_country(first) or plain(text) in words().nowhere
