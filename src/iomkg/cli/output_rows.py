"""What became of each row of a table: told in a summary, and whole in a file for a spreadsheet program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

from iomkg.cli.output import aside, counted, note, width, wrapped
from iomkg.forms.rows import as_spreadsheet
from iomkg.model import Table
from iomkg.pipeline import Outcome
from iomkg.readers.table import Reading
from iomkg.readers.table.remarks import Fate, Remark
from iomkg.terms import text
from iomkg.writing import write_text

COLUMNS: Final = ("row", "name", "outcome", "cell", "column", "text", "why", "release")
_MOST_TOLD: Final = 20  # lines on a terminal; the file has all
_FATES: Final[Mapping[str, Fate]] = {
    "new": "loaded", "updated": "loaded anew", "unchanged": "unchanged", "refused": "refused"
}  # fmt: skip


def told(reading: Reading, outcomes: Mapping[str, Outcome]) -> list[Remark]:
    """The remarks on a table's rows, with what loading made of those that were read; `outcomes` by release key."""
    return [_with_outcome(remark, outcomes.get(remark.key)) for remark in reading.remarks]


def summarise(reading: Reading, remarks: Iterable[Remark], written: Path | None) -> None:
    """Say how many rows came in, and of those that did not and of cells left out, the first ones with why."""
    remarks = list(remarks)
    wanting = [remark for remark in remarks if remark.fate in ("refused", "cell refused")]
    for remark in wanting[:_MOST_TOLD]:
        where = f"{remark.place} {remark.column}".strip() if remark.fate == "cell refused" else f"row {remark.row}"
        what = f"the cell {remark.why}" if remark.fate == "cell refused" else f"refused: {remark.why}"
        lines = wrapped(f"{where}: {what}" + (f" “{remark.text}”" if remark.text else ""), width() - 2, "  ")
        for line in lines:
            aside(f"  {line}")
    if len(wanting) > _MOST_TOLD:
        aside(f"  and {len(wanting) - _MOST_TOLD} more" + ("" if written else "; --rows FILE.csv writes them all"))
    for remark in remarks:
        if remark.fate == "left out" and "says" in remark.why and remark.why.startswith("a total"):
            note(f"row {remark.row}: {remark.why}")
    note(f"{reading.name}: {counted(reading.rows, 'row')}: {', '.join(_counts(remarks))}")
    if written:
        note(f"what became of each row is written to {written}")


def write(path: Path, remarks: Iterable[Remark]) -> None:
    """The report as CSV, a line for each row and for each cell left out. UsageError when it cannot be written."""
    rows = ((str(r.row), r.name, r.fate, r.place, r.column, r.text, r.why, r.key) for r in remarks)
    table = Table(COLUMNS, tuple(tuple(text(" ".join(cell.split())) for cell in row) for row in rows))
    write_text(path, as_spreadsheet(table))


def _counts(remarks: list[Remark]) -> Iterator[str]:
    found = Counter(remark.fate for remark in remarks)
    for fate in get_args(Fate):
        if found[fate] and fate != "cell refused":
            yield f"{found[fate]} {fate}"
    if found["cell refused"]:
        yield counted(found["cell refused"], "cell") + " not taken"


def _with_outcome(remark: Remark, outcome: Outcome | None) -> Remark:
    if outcome is None or remark.fate != "read":
        return remark
    return replace(remark, fate=_FATES[outcome.status], why=outcome.reason)
