"""CSV and TSV: what separates the cells is found out by which sign parts the rows most evenly."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from iomkg.readers.decoding import decoded
from iomkg.readers.forms import UnreadableError
from iomkg.readers.table.cells import EMPTY, Cell, Sheet
from iomkg.readers.table.limits import LONGEST_CELL, MOST_ROWS, clean

SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS: Final = 200
_DECLARED: Final = "sep="


def sheets(data: bytes, separator: str | None = None) -> tuple[Sheet, ...]:
    """The one sheet of a file of text. UnreadableError when it is no table, or is not well formed."""
    text = decoded(data)
    if text.lower().startswith(_DECLARED):  # Excel's own first line, which is no row of the table
        first, _, text = text.partition("\n")
        separator = separator or first[len(_DECLARED) :].strip("\r") or None
    separator = separator or _separator(text)
    rows: list[tuple[Cell, ...]] = []
    for cells in _parsed(text, separator):
        if len(rows) == MOST_ROWS:
            raise UnreadableError(f"has more than {MOST_ROWS:,} rows; split it")
        rows.append(tuple(Cell(shown) if (shown := clean(cell)) else EMPTY for cell in cells))
    return (Sheet("", tuple(rows)),)


def _separator(text: str) -> str:
    """The sign that gives the greatest share of rows one and the same number of cells; the more cells, the better."""
    return max(SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[float, int]:
    counts: Counter[int] = Counter()
    try:
        for number, cells in enumerate(_parsed(text, sign)):
            if number == _SAMPLE_ROWS:
                break
            if any(map(str.strip, cells)):
                counts[len(cells)] += 1
    except UnreadableError:
        return 0.0, 0
    wide = {width: count for width, count in counts.items() if width > 1}
    if not wide:
        return 0.0, 0
    width = max(wide, key=lambda width: (wide[width], width))
    return round(wide[width] / counts.total(), 1), width


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    # Not newline translation but the parser tells where a row ends, since cells may hold line ends.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise UnreadableError(
                    f"has a cell of more than {LONGEST_CELL:,} characters in line {reader.line_num}; "
                    "a quotation mark may be open there"
                )
            yield cells
    except csv.Error as error:
        raise UnreadableError(f"is not well-formed in line {reader.line_num}: {error}") from error
