"""What the columns of an answer are: who pays, who works, where, when, how much."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Final

from pyoxigraph import Literal

from iomkg.answers import Answer
from iomkg.answers.words import iris_of
from iomkg.model import Term
from iomkg.namespaces import ID, XSD, kind_of

NOT_STATED: Final = "not stated"
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_DATE_IRI: Final = f"{ID}date/"
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ACTORS: Final = {
    "state": "state", "agency": "public body", "organisation": "organisation", "instrument": "fund",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place, with what tells what it is: `word` is its name in the singular, `kinds` the kinds of
    entities in it (`state`, `country`…)."""

    place: int
    name: str
    word: str
    kinds: frozenset[str]
    is_number: bool
    is_date: bool


def columns(answer: Answer) -> list[Column]:
    """The columns that hold anything."""
    found: list[Column] = []
    for place, name in enumerate(answer.columns):
        values = [row[place] for row in answer.rows if row[place] is not None]
        if values:
            found.append(_column(place, name, [value for value in values if value is not None]))
    return found


def names(answer: Answer, row: tuple[Term | None, ...], column: Column) -> list[str]:
    """What a cell names of the column's kinds, one by one; `not stated` where there is nothing."""
    value = row[column.place]
    if value is None:
        return [NOT_STATED]
    iris = iris_of(value)
    kept = [iri for iri in iris if kind_of(iri) is None or kind_of(iri) in column.kinds]
    return [answer.labels.get(iri, iri) for iri in kept] or ([NOT_STATED] if iris else [value.value])


def combined(answer: Answer, row: tuple[Term | None, ...], wanted: list[Column]) -> Iterator[tuple[str, ...]]:
    """Each way to take one name from each of some cells."""
    return product(*(names(answer, row, column) for column in wanted))


def number(value: Term | None) -> Decimal | None:
    """The number in a cell, if there is one."""
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS:
        found = Decimal(value.value)
        return found if found.is_finite() else None
    return None


def days(value: Term | None) -> tuple[str, str] | None:
    """The first and the last day that a stated date allows; None for a date without a year, and for no date."""
    text = stated(value)
    if text is None:
        return None
    year, *rest = (int(part) for part in text.split("-"))
    try:
        month, day = (rest[0] if rest else None), (rest[1] if len(rest) > 1 else None)
        last = day or monthrange(year, month or 12)[1]
        return f"{dt.date(year, month or 1, day or 1)}", f"{dt.date(year, month or 12, last)}"
    except ValueError:  # no day of the calendar
        return None


def stated(value: Term | None) -> str | None:
    """A date with a year as it is stated: `2022-02`."""
    text = value.value.removeprefix(_DATE_IRI) if value is not None else ""
    return text if _DATE.fullmatch(text) else None


def actor(iri: str) -> str:
    """What an actor is, in a word."""
    return _ACTORS.get(kind_of(iri) or "", "other")


def _column(place: int, name: str, values: list[Term]) -> Column:
    return Column(
        place=place,
        name=name,
        word=_singular(name),
        kinds=frozenset(kind for value in values for iri in iris_of(value) if (kind := kind_of(iri))),
        is_number=all(number(value) is not None for value in values),
        is_date=all(_is_date(value) for value in values),
    )


def _is_date(value: Term) -> bool:
    return value.value.startswith(_DATE_IRI) or (
        isinstance(value, Literal)
        and value.datatype.value.removeprefix(XSD) in ("date", "gYearMonth", "gYear", "gMonthDay", "dateTime")
    )


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") else name
