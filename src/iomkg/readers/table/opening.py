"""From a table file to its sheets, whichever of the known kinds it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from iomkg.details import without_details
from iomkg.errors import ReadingError, UsageError
from iomkg.readers.forms import UnreadableError, bytes_of
from iomkg.readers.table.cells import Sheet
from iomkg.unseen import visible

KINDS: Final = ".csv, .tsv, .xlsx, .ods"
_TEXTS: Final = {".csv": None, ".tsv": "\t", ".tab": "\t", ".txt": None}
_OLD: Final = b"\xd0\xcf\x11\xe0"
_PACKED: Final = b"PK"


def name_of(path: Path) -> str:
    """What people call a table file: nothing unseen and no contact details are in it."""
    return visible(without_details(path.name)).replace("\n", "\\n")


def sheets(path: Path, separator: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything.

    `separator` is what parts the cells of a CSV file, found out when it is None. Raises UsageError when there is no
    such file, ReadingError when it cannot be read or holds nothing.
    """
    try:
        found = _of(path, separator)
        if not any(sheet.rows for sheet in found):
            raise UnreadableError("holds no row")
    except FileNotFoundError:
        raise UsageError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; give one table, a file of {KINDS}") from None
    except OSError as error:
        raise ReadingError(f"{name_of(path)} cannot be read: {error.strerror}") from error
    except UnreadableError as error:
        raise ReadingError(f"{name_of(path)} {error}") from error
    return tuple(sheet for sheet in found if sheet.rows)


def chosen(found: tuple[Sheet, ...], wanted: str | None, name: str) -> Sheet:
    """The sheet of that name, else the only or first one; ReadingError when there is none of that name."""
    if wanted is None:
        return found[0]
    for sheet in found:
        if sheet.name.casefold() == wanted.casefold():
            return sheet
    named = ", ".join(visible(sheet.name) for sheet in found if sheet.name)
    raise ReadingError(f"{name} has no sheet {wanted!r}" + (f"; it has {named}" if named else "; a text file has none"))


def _of(path: Path, separator: str | None) -> tuple[Sheet, ...]:
    data = bytes_of(path)
    suffix = path.suffix.lower()
    if data.startswith(_OLD):
        raise UnreadableError("is protected by a password or of the old kind (.xls); save it as .xlsx without one")
    if suffix in _TEXTS:
        if data.startswith(_PACKED):
            raise UnreadableError("is a workbook; name it .xlsx or .ods")
        from iomkg.readers.table import delimited

        return delimited.sheets(data, separator or _TEXTS[suffix])
    if suffix in _PACKED_READERS:
        return _PACKED_READERS[suffix]()(data)
    raise UnreadableError(f"is of a kind that is no table; kinds: {KINDS}")


def _workbook() -> Callable[[bytes], tuple[Sheet, ...]]:
    from iomkg.readers.table import workbook

    return workbook.sheets


def _opendocument() -> Callable[[bytes], tuple[Sheet, ...]]:
    from iomkg.readers.table import opendocument

    return opendocument.sheets


# Each imported when a file calls for it: they bring much with them.
_PACKED_READERS: Final = {".xlsx": _workbook, ".xlsm": _workbook, ".ods": _opendocument}
