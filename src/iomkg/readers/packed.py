"""ZIP archives that others made: looked at from outside before anything in them is unpacked.

What an archive says of itself is believed only as far as it can do no harm: zipfile unpacks no more of a part than its
declared size, and a part whose size or sum is another than declared is damage.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO, Final

from iomkg.readers.forms import UnreadableError

#: What zipfile raises of damaged archives, when they are opened and when their parts are read.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)

_MOST_PARTS: Final = 10_000
_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x06"
_END_BYTES: Final = 66_000  # the longest comment, and what ends an archive
_PART_BYTES: Final = 46  # of the shortest entry of the list of parts
# Text is seldom packed to less than a thirtieth; a thousandth is the most that deflating can do.
_MOST_PACKED: Final = 200
_LITTLE: Final = 1024 * 1024
_ENCRYPTED: Final = 0x1
# To the folder above, to the root, to another drive.
_ESCAPING: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
_FLOOD: Final = "is an archive that unpacks to a flood"
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def opened(file: IO[bytes], damaged: str) -> zipfile.ZipFile:
    """The archive in `file`, if it is one that can be unpacked without harm.

    Raises UnreadableError with the message `damaged` when it is no archive or cut off, and with others when it holds
    too many parts, parts that share their bytes or whose names lead out of it, or parts packed as only a bomb is.
    """
    size = file.seek(0, os.SEEK_END)
    _refuse_long_list(file, size)
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        raise UnreadableError(damaged) from error
    try:
        _refuse_harm(archive.infolist(), size)
    except UnreadableError:
        archive.close()
        raise
    return archive


def unpacked_size(archive: zipfile.ZipFile, suffixes: tuple[str, ...]) -> int:
    """How many bytes the parts with these suffixes declare to have."""
    return sum(part.file_size for part in archive.infolist() if part.filename.lower().endswith(suffixes))


def _refuse_long_list(file: IO[bytes], size: int) -> None:
    """Refuse an archive of too many parts before its list is read, which takes a hundred times the list's size."""
    file.seek(max(0, size - _END_BYTES))
    end = file.read()
    file.seek(0)
    lists = [int.from_bytes(end[at + 12 : at + 16], "little") for at in _places(end, _END)]
    lists = [bytes_ for bytes_ in lists if bytes_ != 0xFFFFFFFF]
    lists += [int.from_bytes(end[at + 40 : at + 48], "little") for at in _places(end, _END_64)]
    counts = [int.from_bytes(end[at + 10 : at + 12], "little") for at in _places(end, _END)]
    counts = [count for count in counts if count != 0xFFFF]
    most = _MOST_PARTS * _PART_BYTES * 8  # names and extra fields are longer than nothing
    if any(bytes_ > most for bytes_ in lists if bytes_ < size) or any(count > _MOST_PARTS for count in counts):
        raise UnreadableError(f"is an archive of more than {_MOST_PARTS:,} parts")


def _places(data: bytes, mark: bytes) -> Iterable[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _refuse_harm(parts: list[zipfile.ZipInfo], size: int) -> None:
    if len(parts) > _MOST_PARTS:
        raise UnreadableError(f"is an archive of more than {_MOST_PARTS:,} parts")
    for part in parts:
        if _ESCAPING.search(part.orig_filename):
            raise UnreadableError("is an archive with a part whose name leads out of it; it was made to do harm")
        if part.file_size > _LITTLE and part.file_size > _MOST_PACKED * max(part.compress_size, 1):
            raise UnreadableError(_FLOOD)
    if len({part.filename for part in parts}) < len(parts):
        raise UnreadableError("is an archive with two parts of one name, which programs read differently")
    if sum(part.compress_size for part in parts) > size:
        raise UnreadableError(_FLOOD)


def declares_entities(xml: bytes) -> bool:
    """Whether XML declares entities of its own, which may grow without end or name other files."""
    # In UTF-16, too, which every XML parser reads and where the marks have zeros between their letters.
    return _DECLARES.search(xml) is not None or _DECLARES.search(xml.replace(b"\0", b"")) is not None
