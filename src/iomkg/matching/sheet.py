"""Candidates as a sheet that a person decides in, and the decisions back: a row a candidate, one column to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import Literal as OneOf

from iomkg.errors import DataError
from iomkg.folding import fold
from iomkg.forms.rows import as_spreadsheet
from iomkg.forms.workbook import Sheet, workbook
from iomkg.matching.given import Given, Listed
from iomkg.matching.likeness import Matched
from iomkg.model import Table
from iomkg.namespaces import expanded, shortened
from iomkg.naming import Names
from iomkg.readers.table import opening
from iomkg.terms import text
from iomkg.unseen import excerpt

Decision = OneOf["same", "different", "new"]

COLUMNS: Final = (
    "list", "type", "row", "cell", "name", "identifier", "country", "score", "candidate", "candidate name", "kind",
    "reasons", "proposed", "decision",
)  # fmt: skip
_WIDTHS: Final = (20, 12, 6, 10, 44, 16, 16, 7, 36, 44, 20, 44, 10, 12)
_NOTHING: Final = "no match"
_WORDS: Final[Mapping[str, Decision]] = {
    **dict.fromkeys(("same", "yes", "y", "oui", "o", "si", "x", "1", "meme", "mismo", "misma"), "same"),
    **dict.fromkeys(("different", "no", "n", "non", "not", "0", "autre", "otro", "otra", "distinto"), "different"),
    **dict.fromkeys(("new", "nouveau", "nouvelle", "nuevo", "nueva"), "new"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that was decided: what the list is called, of which type, the row, and the decisions by candidate's IRI
    (`new` has none)."""

    list: str
    type: str
    given: Given
    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    new: bool = False


def as_bytes(listed: Listed, kind: str, matched: Iterable[Matched], names: Names, xlsx: bool) -> bytes:
    """The sheet, as a workbook or as CSV for spreadsheet programs."""
    rows = [row for each in matched for row in _rows(listed, kind, each, names)]
    if xlsx:
        return workbook([Sheet("matches", COLUMNS, rows, _WIDTHS)], f"Matches of {listed.name}")
    table = Table(COLUMNS, tuple(tuple(text(cell) for cell in row) for row in rows))
    return as_spreadsheet(table).encode()


def read(path: Path) -> list[Decided]:
    """The rows of a filled-in sheet in which something is decided.

    Raises UsageError when there is no such file, DataError for a sheet of other columns or a word that is no decision.
    """
    sheet = opening.sheets(path)[0]
    name = opening.name_of(path)
    head = [cell.text for cell in sheet.rows[0]]
    if head[: len(COLUMNS)] != list(COLUMNS):
        raise DataError(f"{name} has other columns than `iomkg match` writes; fill in one of its sheets")
    found: dict[tuple[str, str, int], dict[str, list[str]]] = {}
    given: dict[tuple[str, str, int], Given] = {}
    for number in range(2, len(sheet.rows) + 1):
        told = {name: sheet.cell(number, column).text.removeprefix("'") for column, name in enumerate(COLUMNS, start=1)}
        if not told["decision"]:
            continue
        decision = _WORDS.get(fold(told["decision"]).strip())
        if decision is None:
            raise DataError(
                f"{name}, row {number}: {excerpt(told['decision'])!r} is no decision; write same, different or new"
            )
        if decision != "new" and told["candidate"] == _NOTHING:
            raise DataError(f"{name}, row {number}: there is no candidate to be {decision}; write new, or nothing")
        if not told["row"].isdigit():
            raise DataError(f"{name}, row {number}: {excerpt(told['row'])!r} is no number of a row; leave it as it was")
        key = (told["list"], told["type"], int(told["row"]))
        found.setdefault(key, {}).setdefault(decision, []).append(expanded(told["candidate"]))
        given[key] = Given(key[2], told["name"], told["identifier"], told["country"], (told["cell"], "", ""))
    return [
        Decided(*key[:2], given[key], tuple(said.get("same", ())), tuple(said.get("different", ())), "new" in said)
        for key, said in found.items()
    ]


def _rows(listed: Listed, kind: str, matched: Matched, names: Names) -> Iterator[Sequence[str]]:
    given = matched.given
    own = (listed.name, kind, str(given.row), given.places[0], given.name, given.identifier, given.country)
    if not matched.candidates:
        yield (*own, "", _NOTHING, "", "", "", "", "")
    for candidate in matched.candidates:
        yield (
            *own,
            f"{candidate.score:.2f}",
            shortened(candidate.iri),
            names.entity(candidate.iri),
            ", ".join(names.kinds(candidate.iri)),
            "; ".join(candidate.reasons),
            "same" if candidate == matched.proposed else "",
            "",
        )
