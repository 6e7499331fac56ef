"""Reading tables: the public ones of the shared folder, and those compiled by hand in data/tables."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from tools.build_reference.dataset import LANGUAGES

from iomkg.errors import DataError

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file with a header; every row must have as many cells as the header."""
    if not path.is_file():
        raise DataError(f"{path.name} is missing from {path.parent.name}: give the folder that holds the tables")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        table = []
        for cells in reader:
            if len(cells) != len(header):
                raise DataError(f"{path.name} line {reader.line_num}: {len(cells)} cells, the header has {len(header)}")
            table.append(dict(zip(header, cells, strict=True)))
    return table


def listed(cell: str, separator: str = "|") -> list[str]:
    """The values of a cell that holds several."""
    return [part for raw in cell.split(separator) if (part := raw.strip())]


def preferred(row: Row) -> dict[str, str]:
    """The preferred names of a hand table: columns `en`, `fr`, `es`."""
    return {language: row[language] for language in LANGUAGES if row[language]}


def others(row: Row) -> dict[str, list[str]]:
    """The other names: columns `alt_en`, `alt_fr`, `alt_es`, and `alt_other` with values like `it:Farnesina`."""
    names = {language: listed(row[f"alt_{language}"]) for language in LANGUAGES}
    for value in listed(row.get("alt_other", "")):
        language, _, name = value.partition(":")
        names.setdefault(language, []).append(name)
    return names


def folded(text: str) -> str:
    """Lower-case letters and digits without accents, to compare names of different tables."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i").replace("ø", "o").replace("Ø", "O"))
    kept = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", kept).strip()
