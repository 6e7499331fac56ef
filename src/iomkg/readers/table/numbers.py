"""Numbers as a table writes them, by one convention; a number written by another is an error and not a guess."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from iomkg.folding import fold
from iomkg.readers.table.cells import Cell
from iomkg.readers.table.vocabulary import words

#: Conventions by the number that shows them: one thousand two hundred thirty-four and fifty-six hundredths.
CONVENTIONS: Final = {
    "1,234.56": (",", "."),
    "1.234,56": (".", ","),
    "1 234,56": (" ", ","),
    "1 234.56": (" ", "."),
    "1'234.56": ("'", "."),
}
_SPACES: Final = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_NUMBER: Final = re.compile(r"(?P<minus>-|\()?\s*(?P<digits>\d[\d.,' ]*)\)?")
_SCALES: Final = re.compile(r"[^\W\d_]+\.?")


def number(cell: Cell, convention: str | None) -> tuple[Decimal, str]:
    """The number of a cell in units, and what stands beside it (a currency's sign or code); `convention` is one of
    CONVENTIONS, or None where no number of the table needs one.

    Raises ValueError, whose text completes "the cell …", when it holds none that can be told.
    """
    if isinstance(cell.value, Decimal):
        return cell.value, _NUMBER.sub(" ", fold(cell.text)).strip()
    text = fold(_SPACES.sub(" ", cell.text)).strip()
    found = list(_NUMBER.finditer(text))
    if not found:
        raise ValueError("holds no number")
    if len(found) > 1:
        raise ValueError("holds several numbers; give each a column, or a row of its own")
    match = found[0]
    value = _plain(match["digits"].strip(), convention)
    beside = f"{text[: match.start()]} {text[match.end() :]}".strip()
    scale, beside = _scale(beside)
    return (-value if match["minus"] else value) * scale, beside


def fits(text: str, convention: str | None) -> bool:
    """Whether a text is a number by a convention, or with None by any of them."""
    try:
        number(Cell(text), convention)
    except ValueError:
        return False
    return True


def _plain(digits: str, convention: str | None) -> Decimal:
    if digits.isdigit():
        return Decimal(digits)
    if convention is None:
        raise ValueError("holds a number that can be read in two ways; say in the mapping how numbers are written")
    grouping, point = CONVENTIONS[convention]
    if re.fullmatch(rf"(?:\d{{1,3}}(?:{re.escape(grouping)}\d{{3}})+|\d+)(?:{re.escape(point)}\d+)?", digits) is None:
        raise ValueError(f"is not written like {convention}, as the mapping says numbers are")
    return Decimal(digits.replace(grouping, "").replace(point, "."))


def _scale(beside: str) -> tuple[int, str]:
    """What a word beside a number multiplies it by (`M€`, `MEUR`, `million`), and what else stands there."""
    scales = words().scales
    for word in _SCALES.findall(beside):
        if word.rstrip(".") in scales:
            return scales[word.rstrip(".")], beside.replace(word, " ", 1).strip()
        if word[0] in scales and word[1:] in words().currencies and word not in words().currencies:
            return scales[word[0]], beside.replace(word, word[1:], 1)
    return 1, beside
