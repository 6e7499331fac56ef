"""Sheets as an XLSX workbook in which no cell is a formula; the same sheets always give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from iomkg.errors import UsageError
from iomkg.forms.native import Native

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the names of its columns, rows of values, and how wide each column is (in characters)."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Native | None]]
    widths: Sequence[int]


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """The bytes of an .xlsx file. Numbers, days, yes and no are such; texts are texts, whatever they begin with.

    Raises UsageError when a sheet has more rows than the format holds.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = _held(title)
    book.properties.creator = "iomkg"
    for sheet in sheets:
        if len(sheet.rows) >= _MOST_ROWS:
            raise UsageError(
                f"the sheet {sheet.name!r} would have {len(sheet.rows)} rows, more than XLSX holds; take csv"
            )
        _fill(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for row, values in enumerate((sheet.head, *sheet.rows), start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                cell: Any = page.cell(row, column)
                _put(cell, value)
                cell.alignment = wrapped
                if row == 1:
                    cell.font = bold
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _put(cell: Any, value: Native) -> None:
    if isinstance(value, bool) or _is_exact_number(value) or (isinstance(value, dt.date) and value >= _FIRST_DAY):
        cell.value = value
        return
    text = _held(str(value))
    cell.value = text
    # openpyxl takes a text that begins with "=" for a formula; with this mark Excel does not either when it is edited.
    cell.data_type = "s"
    if text[:1] in "=+-@":
        cell.quotePrefix = True
    if _ADDRESS.fullmatch(text) and cell.row <= _MOST_LINKS:
        cell.hyperlink = text


def _is_exact_number(value: Native) -> bool:
    """Whether a cell, which holds 15 digits, holds this number whole."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < 10**_DIGITS
    return isinstance(value, Decimal) and value.is_finite() and len(value.normalize().as_tuple().digits) <= _DIGITS


def _held(text: str) -> str:
    """A text as a cell holds it: no character that XLSX refuses, no longer than a cell."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    plain = str(ILLEGAL_CHARACTERS_RE.sub("", text))
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _without_times(packed: bytes) -> bytes:
    """The same workbook without the moment it was written at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the first moment an archive can tell
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


_MOST_ROWS: Final = 1_048_576
_MOST_LINKS: Final = 10_000  # a sheet with more than 65,530 does not open
_LONGEST: Final = 32_767
_DIGITS: Final = 15
_FIRST_DAY: Final = dt.date(1900, 3, 1)  # before it, spreadsheet programs disagree on what day a number is
_TIMES: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_ADDRESS: Final = re.compile(r"https?://[^\s\"<>]{1,2000}")
