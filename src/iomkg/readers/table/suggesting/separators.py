"""What separates the names in the cells of a column."""

from __future__ import annotations

from typing import Final

from iomkg.readers.table import lists
from iomkg.readers.table.suggesting.evidence import Evidence

#: Signs that hardly stand within a name, in the order in which they are tried.
_SURE: Final = ("\n", ";", "|", " / ")
_MAYBE: Final = (",", "/", " - ", " & ", " + ")
_SOME: Final = 0.02  # of the cells
_KNOWN: Final = 0.6  # of the names that a doubtful sign parts


def separator_of(column: Evidence, actors: bool) -> str:
    """The sign that parts names, empty when there is none.

    Commas and slashes stand within names too (`Ministry of Women, Family and Children`), so they count only where
    most of what they part is known, or is there by itself in another cell.
    """
    for sign in _SURE:
        if sum(sign in text.strip(sign) for text in column.texts) > _SOME * len(column.texts):
            return sign
    whole = set(column.counts)
    for sign in _MAYBE:
        cells = [text for text in column.texts if sign in text]
        parts = [part.strip() for text in cells for part in text.split(sign) if part.strip()]
        known = sum(lists.is_known(part) or part in whole for part in parts)
        if len(cells) > _SOME * len(column.texts) and known >= (_KNOWN if actors else _KNOWN / 2) * len(parts):
            return sign
    return ""
