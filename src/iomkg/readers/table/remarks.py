"""What is told of the rows of a table: what became of each, and of the cells nothing could be made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

Fate: TypeAlias = OneOf["read", "loaded", "loaded anew", "unchanged", "left out", "refused", "cell refused"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report.

    `fate` is what became of the row: `read` (and once it is in a store `loaded`, `loaded anew` or `unchanged`),
    `left out` on purpose (a total, a repetition, what the mapping skips), `refused`; or `cell refused`, where the
    row is taken without a cell. `place` is the cell's, else the row's; `text` what it shows; `why` says what is
    wrong and what to do. `key` is that of the release the row is part of, `name` the row's id, else its title.
    """

    row: int
    fate: Fate
    place: str = ""
    column: str = ""
    text: str = ""
    why: str = ""
    key: str = ""
    name: str = ""
