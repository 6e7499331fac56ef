"""The queue as a spreadsheet: decisions come back row by row, nothing in it is run, no other file is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.curation.conftest import Desk

from iomkg.curation import sheet
from iomkg.draft import Draft
from iomkg.errors import DataError, UsageError
from iomkg.waiting import Item, Queue


def fill(file: Path, decisions: dict[int, tuple[str, str]]) -> None:
    book = load_workbook(file)
    table = book[book.sheetnames[0]]
    for row, (decision, value) in decisions.items():
        table.cell(row, sheet.COLUMNS.index("decision") + 1, decision)
        table.cell(row, sheet.COLUMNS.index("value") + 1, value)
    book.save(file)


def test_decisions_come_back_as_judgements(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "queue.xlsx"
    rows = sheet.export(Queue(Draft(desk.store)), desk.make, file)
    kinds = [row[0] for row in load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert (rows, kinds[:2]) == (len(kinds), ["claim", "claim"])
    conflict = kinds.index("conflict") + 2
    fill(file, {2: ("accept", ""), 3: ("Reject", ""), conflict: ("2", "")})
    found = sheet.read(desk.make, file)
    assert [(row.number, row.fault) for row in found] == [(2, ""), (3, ""), (conflict, "")]
    desk.judge(*(judgement for row in found for judgement in row.judgements))
    # The third row is a fact of two claims.
    assert [j.kind for j in desk.made] == ["accept", "reject", "reject", "prefer"]
    again = sheet.read(desk.make, file)
    assert "waits no more" in again[0].fault


def test_what_cannot_be_carried_out_is_told_row_by_row(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "queue.xlsx"
    sheet.export(Queue(Draft(desk.store)), desk.make, file, ["claim"])
    fill(file, {2: ("correct", ""), 3: ("dance", ""), 4: ("dance", "")})
    faults = {row.number: row.fault for row in sheet.read(desk.make, file)}
    assert faults[2] == "correct needs the right value in the column `value`"
    assert faults[3] == "no decision 'dance' here; one of accept, reject, correct a part"
    assert faults[4] == "no decision 'dance' here; one of accept, reject, correct"


class Waiting(Queue):
    """A queue whose texts are formulas."""

    def __init__(self) -> None:
        """Nothing is read."""

    def items(self, kind: str) -> list[Item]:  # type: ignore[override]  # a list is an iterator enough
        return [Item(kind, "https://w3id.org/iomkg/id/judgement/1", '=HYPERLINK("https://example.org")', "+1\x07", ())]


def test_no_cell_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "queue.xlsx"
    sheet.export(Waiting(), desk.make, file, ["judgement"])
    cell = load_workbook(file).worksheets[0].cell(2, 3)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("https://example.org")')


def test_what_is_no_workbook_is_refused_in_one_line(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        sheet.read(desk.make, tmp_path / "none.xlsx")
    plain, bomb, entity = (tmp_path / f"{name}.xlsx" for name in ("plain", "bomb", "entity"))
    plain.write_text("kind,id")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 2**20))
    with zipfile.ZipFile(entity, "w") as packed:
        packed.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"))
    for file, told in (
        (plain, "not an .xlsx"),
        (bomb, "is an archive that unpacks to a flood"),
        (entity, "declares XML entities"),
    ):
        with pytest.raises(DataError, match=told) as error:
            sheet.read(desk.make, file)
        assert "\n" not in str(error.value)
