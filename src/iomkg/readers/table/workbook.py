"""Excel workbooks (.xlsx, .xlsm): values as the program that saved them last worked them out."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from iomkg.readers.forms import UnreadableError
from iomkg.readers.packed import DAMAGE, declares_entities, opened, unpacked_size
from iomkg.readers.table.cells import EMPTY, Cell, Sheet
from iomkg.readers.table.limits import MOST_COLUMNS, MOST_ROWS, clean

_MOST_XML: Final = 100 * 2**20  # bytes, unpacked: some fifty thousand rows of fifty columns
_XML: Final = (".xml", ".rels")
_UNSAVED: Final = "holds a formula whose result was not saved; open the file in a spreadsheet program and save it"
_EXACT: Final = 15  # digits that a spreadsheet keeps of a number


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, hidden ones left out; UnreadableError when it is damaged or was made to do harm."""
    with opened(io.BytesIO(data), "is damaged or cut off, no longer an Excel workbook; get it again") as archive:
        _check(archive)
        formulas = _has_formulas(archive)
    # Here and not above: only workbooks should pay for it.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(data), read_only=True) if formulas else None
        return tuple(
            Sheet(sheet.title, tuple(_rows(sheet, written[sheet.title] if written else None)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        )
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise UnreadableError("is a damaged Excel workbook; open it in a spreadsheet program and save it") from error


def _check(archive: zipfile.ZipFile) -> None:
    if not any(name.startswith("xl/") for name in archive.namelist()):
        raise UnreadableError("is a ZIP archive, but not an Excel workbook (.xlsx)")
    if unpacked_size(archive, _XML) > _MOST_XML:
        raise UnreadableError(f"unpacks to more than {_MOST_XML // 2**20} MB; split it")
    try:
        harmful = any(
            declares_entities(archive.read(part)) for part in archive.infolist() if part.filename.lower().endswith(_XML)
        )
    except DAMAGE as error:
        raise UnreadableError("is damaged or protected by a password; save it without one") from error
    if harmful:
        raise UnreadableError("declares XML entities, which no workbook needs; it was made to do harm")


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    return any(
        b"<f>" in content or b"<f " in content
        for part in archive.infolist()
        if part.filename.startswith("xl/worksheets/")
        for content in (archive.read(part),)
    )


def _rows(sheet: Any, written: Any) -> Iterator[tuple[Cell, ...]]:
    """The rows of a sheet from the first on; `written` is the same sheet with its formulas in place of results."""
    # What a file declares as its size is often wrong; without it the rows themselves count.
    sheet.reset_dimensions()
    if written is not None:
        written.reset_dimensions()
    originals = written.iter_rows(max_col=MOST_COLUMNS) if written is not None else None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
        if number == MOST_ROWS:
            raise UnreadableError(f"has more than {MOST_ROWS:,} rows in the sheet {sheet.title}; split it")
        original = next(originals, ()) if originals is not None else ()
        yield _trimmed([_cell(cell, original[i] if i < len(original) else None) for i, cell in enumerate(row)])


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    while cells and cells[-1] == EMPTY:
        cells.pop()
    return tuple(cells)


def _cell(cell: Any, original: Any) -> Cell:
    value = cell.value
    if value is None:
        formula = original is not None and original.data_type == "f"
        return Cell(fault=_UNSAVED) if formula else EMPTY
    if cell.data_type == "e":
        return Cell(clean(str(value)), fault=f"shows the error {clean(str(value))}")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, dt.datetime):
        return Cell(value.date().isoformat(), value.date())
    if isinstance(value, dt.date):
        return Cell(value.isoformat(), value)
    if isinstance(value, int | float):
        number = exact(value)
        return Cell(format(number, "f"), number)
    shown = clean(str(value))
    return Cell(shown) if shown else EMPTY


def exact(number: float) -> Decimal:
    """The decimal number that a spreadsheet means by a floating-point one: it keeps fifteen digits."""
    read = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{_EXACT}g}")
    return read.quantize(Decimal(1)) if read == read.to_integral_value() else read.normalize()
