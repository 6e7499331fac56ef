"""The rows below the header: which are projects, which belong to one above, which are totals or repeat another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from iomkg.readers.table import header, numbers
from iomkg.readers.table.cells import EMPTY, Cell, Sheet
from iomkg.readers.table.mapping import Mapping, Mark, plain
from iomkg.readers.table.remarks import Fate, Remark
from iomkg.unseen import excerpt

_PSEUDO: Final = ("programme", "unallocated", "administrative")


@dataclass(slots=True)
class Row:
    """A row with its cells by the number of their column. `kind` is that of its mark, empty for a plain project."""

    number: int
    cells: dict[int, Cell]
    id: str = ""
    title: str = ""
    parent: str = ""
    kind: str = ""
    mark: int = 0


@dataclass(slots=True)
class Record:
    """A project's row with what belongs to it: further rows about it, and rows of its parts.

    `programme` is the row of the programme it stands below, if there is one.
    """

    row: Row
    more: list[Row] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)
    programme: Row | None = None

    @property
    def rows(self) -> list[Row]:
        """All its rows, its own first."""
        return [self.row, *self.more, *self.parts]


class Grouping:
    """Sorts the rows of one sheet by a mapping; `remarks` tell of those that are no record, in their order."""

    def __init__(self, sheet: Sheet, mapping: Mapping) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.header = header.rows_of(sheet, mapping)
        self.labels = header.labels(sheet, self.header)
        self.columns = header.located(sheet, mapping, self.header)
        self.remarks: list[Remark] = []
        self._marks = [(mark, header.number_of(mapping, self.labels, mark.at)) for mark in mapping.marks]
        self._carried = {header.number_of(mapping, self.labels, at) for at in mapping.carry}
        self._counted: list[Row] = []

    def records(self) -> list[Record]:
        """The records, in the order of their rows."""
        by_id: dict[str, Record] = {}
        found: list[Record] = []
        programme: Row | None = None
        for row in self._rows():
            if row.kind in ("total", "programme"):
                programme = row if row.kind == "programme" else None
            if row.kind in ("total", "skip"):
                self._left_out(row)
                continue
            self._counted.append(row)
            if self._belongs(row, found, by_id):
                continue
            fault = self._fault(row, by_id)
            if fault:
                self._tell(row, "refused", fault)
                continue
            record = Record(row, programme=programme if row.kind not in _PSEUDO else None)
            found.append(record)
            by_id[_identity(row)] = record
        return list(self._under_their_parents(found, by_id))

    def label(self, column: int) -> str:
        """What a column is called."""
        return self.labels[column - 1]

    def cell(self, row: Row, name: str) -> tuple[int, Cell]:
        """The one cell of a field, with the number of its column; an empty one of column 0 when nothing has it."""
        number = next((n for n, column in self.columns.items() if column.field == name), 0)
        return number, row.cells.get(number, EMPTY)

    # -- rows ----------------------------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        """The rows that hold something, but for headers repeated on a new page and rows that repeat another."""
        seen: dict[tuple[str, ...], int] = {}
        above: dict[int, Cell] = {}  # what the carried columns said last
        head = {tuple(plain(cell.text) for cell in self.sheet.rows[row - 1]) for row in self.header}
        for number in range(self.header[-1] + 1, len(self.sheet.rows) + 1):
            cells = self.sheet.rows[number - 1]
            shown = tuple(plain(cell.text) for cell in cells)
            if not any(shown) and not any(cell.fault for cell in cells):
                continue
            if shown in head:
                self.remarks.append(Remark(number, "left out", self._at(number), why="repeats the header"))
                continue
            if shown in seen and not self.mapping.children:
                why = f"is the same as row {seen[shown]}"
                self.remarks.append(Remark(number, "left out", self._at(number), text=self._shown(cells), why=why))
                continue
            seen.setdefault(shown, number)
            yield self._carried_into(self._row(number, dict(enumerate(cells, start=1))), above)

    def _row(self, number: int, cells: dict[int, Cell]) -> Row:
        row = Row(number, cells)
        row.id, row.title, row.parent = (self._text(row, name) for name in ("id", "title", "parent"))
        for mark, column in self._marks:
            if _is_marked(cells.get(column, EMPTY), mark):
                row.kind, row.mark = mark.kind, column
                break
        return row

    def _carried_into(self, row: Row, above: dict[int, Cell]) -> Row:
        """A row with what merged cells say of it; a line that is no project of its own stands for itself."""
        for column in self._carried:
            cell = row.cells.get(column, EMPTY)
            above[column] = cell if cell != EMPTY else above.get(column, EMPTY)
            if not row.kind:
                row.cells[column] = above[column]
        return row

    def _text(self, row: Row, name: str) -> str:
        text = " ".join(self.cell(row, name)[1].text.split())
        return "" if plain(text) in self.mapping.empty else text

    # -- what a row belongs to -----------------------------------------------------------------------------------

    def _belongs(self, row: Row, found: Sequence[Record], by_id: dict[str, Record]) -> bool:
        """Add a row to the record it belongs to, if it does."""
        if not self.mapping.children or row.kind in _PSEUDO:
            return False
        owner = by_id.get(_identity(row)) if row.id else (found[-1] if found else None)
        if owner is None:
            return False
        if self.mapping.children == "more":
            owner.more.append(row)
        elif not row.title:
            self._tell(row, "refused", "has no title, which a part of the project above needs")
        else:
            owner.parts.append(row)
        return True

    def _fault(self, row: Row, by_id: dict[str, Record]) -> str:
        """Why a row is no record; empty when it is one."""
        if not row.title:
            return "has no title, so it tells of no project"
        if not row.id and self.mapping.of("id") and row.kind not in _PSEUDO:
            return "has no id; give it one, or say in the mapping what it is ([[row]], or `children` under [rows])"
        twin = by_id.get(_identity(row))
        if twin is None:
            return ""
        what = "id" if row.id else "title"
        why = f"its {what} stands in row {twin.row.number} with other cells; give each its own"
        return why + (", or say `children` under [rows]" if row.id else ", or map a column with an id")

    def _under_their_parents(self, found: Sequence[Record], by_id: dict[str, Record]) -> Iterator[Record]:
        """The records that are no part of another, those with a parent in the table put under it."""
        for record in found:
            parent = record.row.parent
            if not parent:
                yield record
                continue
            owner = self._topmost(parent, by_id)
            if owner is None or owner is record:
                yield record
                continue
            owner.parts.extend(record.rows)

    def _topmost(self, parent: str, by_id: dict[str, Record]) -> Record | None:
        """The record at the top of a chain of parents; None when the chain leaves the table or has no top."""
        seen: set[str] = set()
        owner = by_id.get(plain(parent))
        while owner is not None and owner.row.parent:
            if plain(owner.row.parent) in seen or plain(owner.row.parent) not in by_id:
                break
            seen.add(plain(owner.row.parent))
            owner = by_id.get(plain(owner.row.parent))
        return owner

    # -- remarks -------------------------------------------------------------------------------------------------

    def _left_out(self, row: Row) -> None:
        if row.kind == "skip":
            self._tell(row, "left out", "the mapping skips it")
            return
        why = (
            "a total; " + "; ".join(self._compared(row, column) for column in self._sums())
            if self._sums()
            else "a total"
        )
        self._tell(row, "left out", why)

    def _sums(self) -> list[int]:
        return [number for number, column in self.columns.items() if column.field == "amount"]

    def _compared(self, total: Row, column: int) -> str:
        """Whether a total agrees with the rows above it."""
        label = self.label(column)
        told = self._number(total, column)
        if told is None:
            return f"nothing told of {label}"
        counted = [row for row in self._counted if row.kind != "programme"]
        since = max((remark.row for remark in self.remarks if remark.why.startswith("a total")), default=0)
        sums = {
            sum((self._number(row, column) or Decimal(0) for row in rows), Decimal(0))
            for rows in (counted, [row for row in counted if row.number > since])
        }
        if told in sums:
            return f"{label} agrees with the rows above"
        return f"{label} says {told:,f} where the rows above make {max(sums):,f}"

    def _number(self, row: Row, column: int) -> Decimal | None:
        try:
            return numbers.number(row.cells.get(column, EMPTY), self.mapping.numbers)[0]
        except ValueError:
            return None

    def _tell(self, row: Row, fate: Fate, why: str) -> None:
        text = self._shown(self.sheet.rows[row.number - 1])
        self.remarks.append(
            Remark(row.number, fate, self._at(row.number), text=text, why=why, name=row.id or row.title)
        )

    def _at(self, number: int) -> str:
        return f"{self.sheet.name}!{number}" if self.sheet.name else str(number)

    def _shown(self, cells: Sequence[Cell]) -> str:
        """The beginning of what a row shows in the columns that the mapping reads: others may hold people's details."""
        read = (" ".join(cell.text.split()) for i, cell in enumerate(cells, start=1) if i in self.columns)
        return excerpt(" | ".join(text for text in read if text), 120)


def _identity(row: Row) -> str:
    """What names a row in its table: its id, else its title."""
    return plain(row.id) if row.id else f"\x1f{plain(row.title)}"


def _is_marked(cell: Cell, mark: Mark) -> bool:
    shown = plain(cell.text)
    return any(
        shown.startswith(value[:-1].strip()) if value.endswith("*") else shown == value
        for value in mark.values
        if shown
    )
