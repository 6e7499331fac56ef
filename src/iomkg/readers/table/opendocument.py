"""OpenDocument spreadsheets (.ods), read with lxml: what each cell shows stands beside what it holds.

odfpy has had no release since 2020; python-calamine gives values without what the cells show, which is the evidence.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import lxml.etree

from iomkg.readers.forms import UnreadableError
from iomkg.readers.packed import DAMAGE, declares_entities, opened
from iomkg.readers.table.cells import EMPTY, Cell, Sheet
from iomkg.readers.table.limits import MOST_COLUMNS, MOST_ROWS, clean, one_line

_MOST_XML: Final = 100 * 2**20  # bytes of content.xml
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})
_DAMAGED: Final = "is a damaged OpenDocument spreadsheet; open it in a spreadsheet program and save it"


def sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet; UnreadableError when it is damaged, protected or was made to do harm."""
    try:
        with opened(io.BytesIO(data), "is damaged or cut off, no longer a spreadsheet; get it again") as archive:
            part = archive.getinfo("content.xml")
            if part.file_size > _MOST_XML:
                raise UnreadableError(f"unpacks to more than {_MOST_XML // 2**20} MB; split it")
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError("is protected by a password; save it without one")
            xml = archive.read(part)
            if declares_entities(xml):
                raise UnreadableError("declares XML entities, which no spreadsheet needs; it was made to do harm")
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
            root = lxml.etree.fromstring(xml, parser)
    except UnreadableError:
        raise
    except (lxml.etree.XMLSyntaxError, KeyError, *DAMAGE) as error:
        raise UnreadableError(_DAMAGED) from error
    book = root.find(f".//{_OFFICE}spreadsheet")
    if book is None:
        raise UnreadableError("is an OpenDocument file, but not a spreadsheet")
    return tuple(
        Sheet(one_line(table.get(f"{_TABLE}name", "")), _rows(table)) for table in book.iterchildren(f"{_TABLE}table")
    )


def _rows(table: Any) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    empty = 0  # rows seen since the last one that holds something; a sheet ends in a million of them
    for row in table.iter(f"{_TABLE}table-row"):
        cells = _cells(row)
        times = _times(row, "rows")
        if not cells:
            empty += times
            continue
        if len(rows) + empty + times > MOST_ROWS:
            raise UnreadableError(
                f"has more than {MOST_ROWS:,} rows in the sheet {table.get(f'{_TABLE}name')}; split it"
            )
        rows += [()] * empty
        rows += [cells] * times
        empty = 0
    return tuple(rows)


def _cells(row: Any) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    empty = 0
    for element in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _times(element, "columns")
        # What a merged cell covers may hold what it held before, which nobody sees.
        cell = EMPTY if element.tag.endswith("covered-table-cell") else _cell(element)
        if cell == EMPTY:
            empty += times
            continue
        cells += [EMPTY] * min(empty, MOST_COLUMNS - len(cells))
        cells += [cell] * min(times, MOST_COLUMNS - len(cells))
        empty = 0
    return tuple(cells)


def _times(element: Any, what: str) -> int:
    repeated = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(repeated) if repeated.isdigit() and len(repeated) < 9 else 1


def _cell(element: Any) -> Cell:
    kind = element.get(f"{_OFFICE}value-type")
    shown = clean("\n".join("".join(_texts(paragraph)) for paragraph in element.iterchildren(f"{_TEXT}p")))
    if kind in _NUMBERS:
        try:
            number = Decimal(element.get(f"{_OFFICE}value", ""))
        except InvalidOperation:
            return Cell(shown)
        return Cell(shown or format(number, "f"), number) if number.is_finite() else Cell(shown)
    if kind == "date":
        try:
            day = dt.date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
        except ValueError:
            return Cell(shown)
        return Cell(shown or day.isoformat(), day)
    if shown.startswith(("#", "Err:")) and element.get(f"{_TABLE}formula"):
        return Cell(shown, fault=f"shows the error {shown}")
    return Cell(shown) if shown else EMPTY


def _texts(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, its marks for spaces, tabs and line ends included."""
    yield paragraph.text or ""
    for child in paragraph:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation":
            yield from _texts(child)
        yield child.tail or ""
