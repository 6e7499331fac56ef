"""How well each field of a release is read, as measured; `tools/mistakes.py --write` makes the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from typing import Final

from iomkg import resources
from iomkg.answers.answer import Reading
from iomkg.errors import QueryError

FILE: Final = "reading-scores.csv"
# What is read, but was measured on no release apart from those the rules were written on.
_UNMEASURED: Final = ("instruments", "outputs", "regions")
_COLUMNS: Final = ("field", "precision", "recall", "judged")


@cache
def readings() -> dict[str, Reading]:
    """The measured readings by field, in the order of the file."""
    with (resources.data() / FILE).open(encoding="utf-8", newline="") as file:
        return {
            row["field"]: Reading(row["field"], float(row["precision"]), float(row["recall"]), int(row["judged"]))
            for row in csv.DictReader(file)
        }


def readings_of(fields: Iterable[str]) -> tuple[Reading, ...]:
    """The readings of some fields, in their order. Raises QueryError for a field there is none of."""
    known = readings() | {field: Reading(field, None, None, 0) for field in _UNMEASURED}
    unknown = [field for field in fields if field not in known]
    if unknown:
        raise QueryError(f"there is no field {unknown[0]!r} to be read; known are {', '.join(known)}")
    return tuple(known[field] for field in fields)


def text_of(found: Iterable[Reading]) -> str:
    """The text of such a file."""
    lines = [_COLUMNS, *((r.field, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.judged}") for r in found)]
    return "".join(f"{','.join(line)}\n" for line in lines)
