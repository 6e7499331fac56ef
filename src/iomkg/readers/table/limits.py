"""How much a table may hold, and its texts without what shows nothing."""

from __future__ import annotations

from typing import Final

from iomkg.unseen import normalised

MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 1_000
LONGEST_CELL: Final = 32_767  # characters, as in Excel


def clean(text: str) -> str:
    """What a cell shows: its lines without spare spaces, empty ones left out, and nothing unseen in them."""
    lines = (" ".join(line.split()) for line in normalised(text[:LONGEST_CELL]).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split("\n"))
