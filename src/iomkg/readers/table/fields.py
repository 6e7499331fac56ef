"""Cells to fields: what a row says, each with the place it says it at; and what could not be read, with why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from iomkg.details import has_address
from iomkg.folding import fold
from iomkg.model import Field, Named
from iomkg.namespaces import concept
from iomkg.readers.table import days, lists, numbers, sums
from iomkg.readers.table.cells import EMPTY, Cell
from iomkg.readers.table.grouping import Grouping, Record, Row
from iomkg.readers.table.mapping import ACTORS, LISTED, Column, plain
from iomkg.readers.table.remarks import Remark
from iomkg.readers.table.vocabulary import words
from iomkg.values import StatedSum

_SHARE: Final = re.compile(r"\s*[(\[]?\s*\d{1,3}(?:[.,]\d+)?\s*%\s*[)\]]?\s*$")
_BESIDE_LENGTH: Final = re.compile(r"[^\W\d_]+")
_LONGEST_NAME: Final = 300
_OWN: Final = "table"  # the scheme of the ids that rows have in their table
_MONTHS: Final = range(1, 601)
_NEEDS_ROW: Final = ("currency", "parent", "url", "published")  # read for the row as a whole


class Fields:
    """Reads the fields of the records of one table; `remarks` gathers the cells nothing could be made of."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._mapping = grouping.mapping
        self.remarks: list[Remark] = []

    def of(self, record: Record) -> tuple[Field, ...]:
        """What a record says: of its project, of the parts it has, and of the programme it stands below."""
        found = [*self._of_row(record.row, 0)]
        if record.programme is not None:
            found += self._of_programme(record.programme)
        for row in record.more:
            found += self._of_row(row, 0)
        for number, row in enumerate(record.parts, start=1):
            found += self._of_row(row, number)
        return tuple(_without_repetitions(found, self._mapping.repeated))

    def single(self, row: Row, name: str, read: Callable[[str], str]) -> str | None:
        """What the one cell of a field of a row means; None where it is empty or cannot be read."""
        column, cell = self._grouping.cell(row, name)
        if self._is_empty(cell):
            return None
        try:
            return read(cell.text)
        except ValueError as error:
            self._refuse(row, column, cell, str(error))
            return None

    def stated_day(self, row: Row, name: str) -> str | None:
        """The date in the one cell of a field of a row."""
        column, cell = self._grouping.cell(row, name)
        if self._is_empty(cell):
            return None
        try:
            return days.day(cell, self._mapping.dates)
        except ValueError as error:
            self._refuse(row, column, cell, str(error))
            return None

    # -- the fields of a row -------------------------------------------------------------------------------------

    def _of_row(self, row: Row, of: int) -> Iterator[Field]:
        currency = self.single(row, "currency", self._currency) or ""
        if row.mark:
            cell = row.cells[row.mark]
            yield self._field(row, row.mark, "kind", cell, of, concept("project-kind", row.kind))
        for number, column in self._grouping.columns.items():
            cell = row.cells.get(number, EMPTY)
            if column.field in _NEEDS_ROW or self._is_empty(cell):
                continue
            try:
                field = self._read(row, number, column, cell, of, currency)
            except ValueError as error:
                self._refuse(row, number, cell, str(error))
                continue
            if field is not None:
                yield field
            if field is not None and column.field == "id" and column.scheme:
                yield replace(field, name="identifier", value=_identifier(cell), kind=column.scheme)

    def _of_programme(self, programme: Row) -> Iterator[Field]:
        """The programme of a record, by the title and id of the programme's own row."""
        for name, field in (("title", "programme"), ("id", "programme-id")):
            number, cell = self._grouping.cell(programme, name)
            if number and not self._is_empty(cell):
                value = f"{self._mapping.key}:{_identifier(cell)}" if name == "id" else None
                yield self._field(programme, number, field, cell, 0, value)

    def _read(self, row: Row, number: int, column: Column, cell: Cell, of: int, currency: str) -> Field | None:
        """The field of a cell that is not empty; None where it says nothing. ValueError completes "the cell …"."""
        if cell.fault:
            raise ValueError(cell.fault)
        name = column.field
        if name in LISTED:
            names = tuple(self._names(column, cell))
            return self._field(row, number, name, cell, of, names=names, state=column.state) if names else None
        if name == "amount":
            value: object = sums.stated_sum(cell, column, self._mapping, currency)
        elif name in ("start", "end"):
            value = days.day(cell, self._mapping.dates)
        elif name == "duration":
            value = _months(cell, self._mapping.numbers)
        elif name == "status":
            meant = column.means(cell.text)
            value = concept("project-status", meant or lists.status(cell.text)) if meant != lists.NOTHING else None
        elif name == "id":
            value = f"{self._mapping.key}:{_identifier(cell)}"
        elif name == "identifier":
            value = _identifier(cell)
        else:
            value = cell.text
        return None if value is None else self._field(row, number, name, cell, of, value)

    def _field(
        self,
        row: Row,
        number: int,
        name: str,
        cell: Cell,
        of: int,
        value: object = None,
        names: tuple[Named, ...] = (),
        state: str | None = None,
    ) -> Field:
        column = self._grouping.columns.get(number)
        place = self._grouping.sheet.place(row.number, number)
        kind = {"id": _OWN, "programme-id": _OWN}.get(name, "")
        if column is not None:
            kind = {"identifier": column.scheme, "place": column.kind}.get(name, kind)
        label = self._grouping.label(number)
        return Field(name, label, cell.text, place, row.number, of, value, names, state, kind)

    # -- values --------------------------------------------------------------------------------------------------

    def _names(self, column: Column, cell: Cell) -> Iterator[Named]:
        """The names a cell lists, as the mapping has it; those that mean nothing left out."""
        whole = column.means(cell.text)
        if whole is not None:
            if whole != lists.NOTHING:
                yield Named(" ".join(cell.text.split()), whole)
            return
        parts = cell.text.split(column.separator) if column.separator else [cell.text]
        for part in (_SHARE.sub("", " ".join(each.split())) for each in parts):
            meant = column.means(part)
            if not part or meant == lists.NOTHING or plain(part) in self._empty:
                continue
            if len(part) > _LONGEST_NAME:
                raise ValueError("is too long for a name; say in the mapping what separates its names")
            if column.field == "place" and meant is None and plain(part) in words().nowhere:
                raise ValueError("names no place; leave the cell empty, or map its words to a region")
            yield Named(part, meant if meant is not None else self._listed(column.field, part))

    def _listed(self, field: str, part: str) -> str | None:
        """The IRI of a theme or instrument by its name; None for names that only reading tells the meaning of."""
        return {"theme": lists.theme, "instrument": lists.instrument}.get(field, lambda _: None)(part)

    def _currency(self, text: str) -> str:
        column = self._mapping.of("currency")[0]
        return column.means(text) or lists.currency(text)

    @property
    def _empty(self) -> frozenset[str]:
        return words().empty | self._mapping.empty

    def _is_empty(self, cell: Cell) -> bool:
        return not cell.fault and (not cell.text or plain(cell.text) in self._empty)

    def _refuse(self, row: Row, number: int, cell: Cell, why: str) -> None:
        place, label = self._grouping.sheet.place(row.number, number), self._grouping.label(number)
        text = cell.text if self._grouping.columns[number].field not in ACTORS else cell.text[:_LONGEST_NAME]
        self.remarks.append(Remark(row.number, "cell refused", place, label, text, why, name=row.id or row.title))


def _months(cell: Cell, convention: str | None) -> int:
    number, beside = numbers.number(cell, convention)
    units = [words().lengths[word] for word in _BESIDE_LENGTH.findall(fold(beside)) if word in words().lengths]
    if not units and beside.strip(" .()"):
        raise ValueError(f"has {beside!r} beside its number, which is no unit of months or years")
    months = number * (units[0] if units else 1)
    if months != int(months) or int(months) not in _MONTHS:
        raise ValueError("is no whole number of months from 1 to 600")
    return int(months)


def _identifier(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    if has_address(text):
        raise ValueError("holds an e-mail address, which is no identifier")
    if isinstance(cell.value, Decimal) and cell.value == int(cell.value):
        return str(int(cell.value))
    return text


def _without_repetitions(fields: Iterable[Field], repeated: bool) -> Iterator[Field]:
    """Fields without those of further rows that say again what a row before said, in the same column of one project."""
    said: set[tuple[object, ...]] = set()
    for field in fields:
        again = (field.name, field.of, field.label, field.value if field.names == () else field.names, field.text)
        if again in said and (repeated or not isinstance(field.value, StatedSum)):
            continue
        said.add(again)
        yield field
