"""What holds for a table as a whole: how it writes numbers and dates, and which of its rows are no projects."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from iomkg.readers.table import days, numbers
from iomkg.readers.table.cells import Cell, Sheet
from iomkg.readers.table.mapping import plain
from iomkg.readers.table.suggesting.evidence import Evidence
from iomkg.readers.table.suggesting.guesses import Guess
from iomkg.readers.table.suggesting.phrases import begins_with
from iomkg.readers.table.vocabulary import words

_MOST_VALUES: Final = 8
_MANY: Final = 0.1
_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_USUAL_NUMBERS: Final = "1,234.56"
_USUAL_DATES: Final = "day first"


@dataclass(slots=True)
class Whole:
    """`numbers` and `dates` are conventions, None where none is needed; `marks` are the [[row]]s: kind, column, values;
    `as_of` is a date above the header; `unsure` goes with each key by its name."""

    numbers: str | None = None
    dates: str | None = None
    marks: list[tuple[str, str, list[str]]] = field(default_factory=list)
    children: str = ""
    carry: list[str] = field(default_factory=list)
    as_of: str = ""
    unsure: dict[str, str] = field(default_factory=dict)


def look(sheet: Sheet, header: Sequence[int], columns: Sequence[Evidence], guessed: Mapping[int, Guess]) -> Whole:
    """What holds for the table."""
    told = Whole()
    by_field: dict[str, list[Evidence]] = {}
    for column in columns:
        by_field.setdefault(guessed[column.number].field, []).append(column)
    _numbers(told, [*by_field.get("amount", ()), *by_field.get("duration", ())])
    _dates(told, [c for name in ("start", "end", "published") for c in by_field.get(name, ())])
    _marks(told, [c for name in ("id", "title") for c in by_field.get(name, ())], columns[:1])
    _children(told, sheet, header[-1], by_field)
    for name in ("programme", "donor", "place"):
        told.carry += [c.label for c in by_field.get(name, ()) if _is_merged(sheet, header[-1], c)]
    if told.carry:
        told.unsure["carry"] = "these have many empty cells below others, as merged cells do"
    _as_of(told, sheet, header[0])
    return told


def _numbers(told: Whole, columns: Sequence[Evidence]) -> None:
    texts = [cell.text for column in columns for cell in column.cells if not isinstance(cell.value, Decimal)]
    texts = [text for text in texts if any(numbers.fits(text, convention) for convention in numbers.CONVENTIONS)]
    if all(numbers.fits(text, None) for text in texts):
        return
    fits = {convention: sum(numbers.fits(text, convention) for text in texts) for convention in numbers.CONVENTIONS}
    best = [convention for convention, count in fits.items() if count == max(fits.values())]
    told.numbers = _USUAL_NUMBERS if _USUAL_NUMBERS in best else best[0]
    if len(best) > 1:
        told.unsure["numbers"] = f"the numbers are as right by {' or '.join(repr(each) for each in best)}"
    elif fits[told.numbers] < len(texts):
        told.unsure["numbers"] = f"{len(texts) - fits[told.numbers]} of {len(texts)} numbers are written otherwise"


def _dates(told: Whole, columns: Sequence[Evidence]) -> None:
    texts = [cell.text for column in columns for cell in column.cells if not isinstance(cell.value, dt.date)]
    texts = [text for text in texts if _DATE.search(text) and not text[:4].isdigit()]
    if not texts:
        return
    fits = {
        order: sum(days.fits(Cell(text), order) for text in texts) for order in days.ORDERS if order != "year first"
    }
    told.dates = max(fits, key=lambda order: (fits[order], order == _USUAL_DATES))
    if len(set(fits.values())) == 1:
        told.unsure["dates"] = "no date tells whether the day or the month is first"
    elif fits[told.dates] < len(texts):
        told.unsure["dates"] = f"{len(texts) - fits[told.dates]} of {len(texts)} dates are written otherwise"


def _marks(told: Whole, columns: Sequence[Evidence], first: Sequence[Evidence]) -> None:
    """Rows that begin like totals and the like, by the column in which they do."""
    for column in dict.fromkeys((*columns, *first)):
        for kind, forms in words().rows.items():
            found = list(dict.fromkeys(text for text in column.counts if begins_with(text, forms)))
            if found and not (kind != "total" and column not in columns):
                told.marks.append((kind, column.label, found[:_MOST_VALUES]))
                if len(found) > _MOST_VALUES:
                    told.unsure["row"] = f"{len(found) - _MOST_VALUES} more rows begin so; write `…*` for all that do"


def _children(told: Whole, sheet: Sheet, header: int, by_field: Mapping[str, list[Evidence]]) -> None:
    """Whether rows with no id, or one that stands above, belong to another row."""
    if not by_field.get("id") or not by_field.get("title"):
        return
    at, titled = by_field["id"][0].number, by_field["title"][0].number
    rows = [
        (plain(sheet.cell(r, at).text), plain(sheet.cell(r, titled).text))
        for r in range(header + 1, len(sheet.rows) + 1)
    ]
    marked = {plain(value) for _, _, values in told.marks for value in values}
    rows = [(own, title) for own, title in rows if (own or title) and own not in marked and title not in marked]
    whole = [tuple(plain(cell.text) for cell in row) for row in sheet.rows[header:]]
    repeated = len(whole) - len(set(whole))
    titles: dict[str, set[str]] = {}
    for own, title in rows:
        if own:
            titles.setdefault(own, set()).add(title)
    again = sum(bool(own) for own, _ in rows) - len(titles) - repeated
    without = sum(not own for own, _ in rows)
    if again > 0 or without > _MANY * len(rows):
        several = any(len(found - {""}) > 1 for found in titles.values()) or any(
            title and not own for own, title in rows
        )
        told.children = "parts" if several else "more"
        told.unsure["children"] = f"{max(again, 0)} rows have an id from above, {without} have none"


def _is_merged(sheet: Sheet, header: int, column: Evidence) -> bool:
    first = sheet.cell(header + 1, column.number).text
    return bool(first) and 0.02 < column.filled < 0.6


def _as_of(told: Whole, sheet: Sheet, header: int) -> None:
    for row in sheet.rows[: header - 1]:
        for cell in row:
            match = _DATE.search(cell.text)
            if match and days.fits(Cell(match[0]), told.dates or _USUAL_DATES):
                told.as_of = days.day(Cell(match[0]), told.dates or _USUAL_DATES)
