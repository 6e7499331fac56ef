"""The forms a release comes in: which file is of which, and what reading one gives."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAXIMUM_BYTES: Final = 50 * 1024 * 1024

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".webarchive": "application/x-webarchive",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
    ".wacz": "application/wacz",
    ".xml": "application/x-iati+xml",
}
KINDS: Final = ", ".join(MEDIA_TYPES)


class UnreadableError(ValueError):
    """The bytes cannot be read as what they should be; the message completes "FILE …"."""


@dataclass(frozen=True, slots=True)
class Content:
    """What reading one form gives.

    `body` is decoded text, or markup when `media_type` says so. `headlines` are what the form itself sets apart as such
    (by a style, by the size of its letters), likeliest first; `url` and `retrieved` are where and when a saved page was
    got, the address canonical, the day as `YYYY-MM-DD`.
    """

    body: str
    media_type: str
    headlines: tuple[str, ...] = ()
    url: str | None = None
    retrieved: str | None = None


def suffix_of(name: str | Path) -> str:
    """The suffix that tells a file's form, in small letters, `.warc.gz` as one."""
    path = Path(name)
    whole = "".join(path.suffixes[-2:]).lower()
    return whole if whole in MEDIA_TYPES else path.suffix.lower()


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; UnreadableError when it is too large, or a pipe or device, which may have no end.

    Raises OSError when it cannot be opened.
    """
    state = path.stat()
    if not stat.S_ISREG(state.st_mode) and not stat.S_ISDIR(state.st_mode):
        raise UnreadableError("is no file but a pipe or a device; save what it gives as a file")
    with path.open("rb") as file:
        # Read by size and not by what the file system says, which for a growing file is wrong.
        data = file.read(MAXIMUM_BYTES + 1) if state.st_size <= MAXIMUM_BYTES else None
    if data is None or len(data) > MAXIMUM_BYTES:
        raise UnreadableError(f"is larger than {MAXIMUM_BYTES // 1024 // 1024} MB; a press page is not")
    return data
