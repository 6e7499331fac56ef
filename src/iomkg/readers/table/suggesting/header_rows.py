"""Which rows of a sheet are its header: the row that says most about what the columns are, and lines above or below
it.
"""

from __future__ import annotations

from typing import Final

from iomkg.readers.table.cells import Sheet
from iomkg.readers.table.suggesting.phrases import phrase_of

_DEEPEST: Final = 40
_PHRASE: Final = 3  # a header's own words count for so many cells of text
_LONGEST: Final = 80  # characters: what is longer is a note, or a title of a project


def header_rows(sheet: Sheet) -> tuple[int, ...]:
    """The rows of the header, from 1, one below the other."""
    best = max(range(1, min(_DEEPEST, len(sheet.rows)) + 1), key=lambda row: (_weight(sheet, row), -row))
    rows = [best]
    if best < len(sheet.rows) - 1 and _goes_on(sheet, best):
        rows.append(best + 1)
    elif best > 1 and _is_group(sheet, best):
        rows.insert(0, best - 1)
    return tuple(rows)


def _weight(sheet: Sheet, row: int) -> int:
    """How much a row speaks like a header: different short texts, none of them a number, known phrases most."""
    texts = [cell.text for cell in sheet.rows[row - 1] if cell.text]
    if len(texts) < 2:
        return 0
    short = {text for text in texts if len(text) <= _LONGEST and not any(char.isdigit() for char in text[:4])}
    return len(short) + _PHRASE * sum(phrase_of(text) is not None for text in short)


def _goes_on(sheet: Sheet, row: int) -> bool:
    """Whether the row below holds the second line of some headers: it is empty where rows of the table begin, and
    stands below merged cells."""
    below = range(row + 2, min(row + 12, len(sheet.rows)) + 1)
    filled = [c for c in range(1, sheet.width + 1) if sum(bool(sheet.cell(r, c).text) for r in below) > len(below) / 2]
    first = filled[0] if filled else 1
    parts = [c for c in range(1, sheet.width + 1) if sheet.cell(row + 1, c).text]
    under_merged = [c for c in parts if not sheet.cell(row, c).text]
    return bool(under_merged) and not sheet.cell(row + 1, first).text and all(c > first for c in parts)


def _is_group(sheet: Sheet, row: int) -> bool:
    """Whether the row above holds words over several columns each: some header below it is there twice, or is only a
    year."""
    above = [c for c in range(1, sheet.width + 1) if sheet.cell(row - 1, c).text]
    texts = [cell.text.casefold() for cell in sheet.rows[row - 1] if cell.text]
    twice = {text for text in texts if texts.count(text) > 1}
    return len(above) > 1 and bool(twice) and len(above) < len(texts)
