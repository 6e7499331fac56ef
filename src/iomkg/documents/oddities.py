"""What a person should know of a page before trusting how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from iomkg.errors import ReadingError
from iomkg.model import Document, Remark

# UTF-8 taken for Windows-1252 or Latin-1: `Ã©` for `é`, `Â«` for `«`.
_MISREAD: Final = re.compile("[ÃÂ][\u00a0-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|Ã(?=[ ,.])")
_ACCENTED: Final = re.compile("[à-öø-ÿ]")
_FEW: Final = 2  # letters: an advertisement on the page, or somebody's typing


def refuse_misread(name: str, text: str) -> None:
    """Refuse a text whose letters were read in a wrong encoding: ReadingError, with an example."""
    misread = list(_MISREAD.finditer(text))
    if len(misread) <= _FEW or len(misread) <= len(_ACCENTED.findall(text)):
        return
    first = misread[0]
    before, after = text[: first.start()].rsplit(None, 1)[-1:], text[first.end() :].split(None, 1)[:1]
    word = "".join([*before, first[0], *after])
    raise ReadingError(
        f"{name} was saved from a wrong encoding, as in “{word[:40]}”; get its text anew, or save it as UTF-8"
    )


def oddities(document: Document) -> Iterator[Remark]:
    """A date of the page that its manifest states otherwise."""
    given, stated = document.release.source.published, document.published
    if document.published_in_text and given and stated and not _agree(given, stated):
        yield Remark(f"{given}, {stated}", None, "the manifest and the text give other dates; the text's is taken")


def _agree(one: str, other: str) -> bool:
    """Whether two stated dates are the same as far as both go: 2023-05 and 2023-05-04."""
    return one.startswith(other) or other.startswith(one)
