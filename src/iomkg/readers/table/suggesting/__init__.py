"""A mapping drafted from a table's headers and values, for a person to correct.

`header_rows` finds the header, `evidence` what the cells of a column look like, `guesses` what a column means and
why that is not sure, `whole` what holds for the table (how numbers and dates are written, rows that are no
projects), `writing` puts it into TOML.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from iomkg.model import Language
from iomkg.namespaces import slug
from iomkg.readers.table import opening
from iomkg.readers.table.cells import Sheet
from iomkg.readers.table.header import labels
from iomkg.readers.table.suggesting import guesses, whole, writing
from iomkg.readers.table.suggesting.evidence import Evidence, of_column
from iomkg.readers.table.suggesting.header_rows import header_rows

LanguageOf = Callable[[str], Language | None]


def suggest(path: Path, sheet: str | None, language_of: LanguageOf) -> writing.Draft:
    """The draft for a table file, of its fullest sheet unless one is named.

    `language_of` tells the language of a text, None where it cannot. Raises UsageError when there is no such file,
    ReadingError when it cannot be read or has no sheet of that name.
    """
    name = opening.name_of(path)
    found = opening.sheets(path)
    chosen = opening.chosen(found, sheet, name) if sheet else max(found, key=_cells)
    rows = header_rows(chosen)
    called = labels(chosen, rows)
    columns = [of_column(chosen, rows, number, called[number - 1]) for number in range(1, chosen.width + 1)]
    columns = [column for column in columns if column.label or column.texts]
    guessed = guesses.guess(columns)
    told = whole.look(chosen, rows, columns, guessed)
    titles = next((column for column in columns if guessed[column.number].field == "title"), None)
    language = language_of(" ".join(titles.texts)) if titles else None
    others = tuple(other.name for other in found if other is not chosen)
    return writing.draft(name, slug(path.stem) or "table", chosen, others, rows, language, columns, guessed, told)


def _cells(sheet: Sheet) -> int:
    return sum(bool(cell.text) for row in sheet.rows for cell in row)


__all__ = ["Evidence", "suggest"]
