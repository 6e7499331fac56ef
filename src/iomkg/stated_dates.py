"""Dates as releases state them: a day, a month, a year, or a day without its year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from iomkg import terms
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, XSD, term

_PREFIX: Final = ID + "date/"


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in its stated precision. `earliest` and `latest` are ISO days, None without a year."""

    lexical: str
    datatype: str
    earliest: str | None
    latest: str | None

    @property
    def complete(self) -> bool:
        """True when day, month and year are stated."""
        return self.datatype == "date"


def parse(lexical: str) -> StatedDate:
    """Read `2022-02-16`, `2022-02`, `2022` or `--02-16`; ValueError when it is none of them or not in the calendar."""
    datatype = terms.date_literal(lexical).datatype.value.removeprefix(XSD)
    if datatype == "gMonthDay":
        return StatedDate(lexical, datatype, None, None)
    year, *rest = map(int, lexical.split("-"))
    first_month, last_month = (rest[0], rest[0]) if rest else (1, 12)
    first_day, last_day = (rest[1], rest[1]) if rest[1:] else (1, calendar.monthrange(year, last_month)[1])
    return StatedDate(
        lexical,
        datatype,
        dt.date(year, first_month, first_day).isoformat(),
        dt.date(year, last_month, last_day).isoformat(),
    )


def lexical_of(iri: str) -> str | None:
    """The lexical form in a stated date's IRI; None for any other IRI."""
    return iri.removeprefix(_PREFIX) if iri.startswith(_PREFIX) else None


def triples(iri: str) -> Iterator[tuple[str, str, Term]]:
    """What a stated date's IRI says: its form as stated, and the first and last day it may be."""
    lexical = lexical_of(iri)
    if lexical is None:
        raise ValueError(f"{iri} is not the IRI of a stated date")
    date = parse(lexical)
    yield iri, RDF + "type", NamedNode(term("StatedDate"))
    yield iri, term("dateStated"), terms.date_literal(lexical)
    if date.earliest and date.latest:
        yield iri, term("earliest"), terms.date_literal(date.earliest)
        yield iri, term("latest"), terms.date_literal(date.latest)


def compatible(one: str, other: str) -> bool:
    """Whether two stated dates may be the same day: equal, or one of them less exact."""
    a, b = parse(one), parse(other)
    if a.earliest and b.earliest and a.latest and b.latest:
        return a.earliest <= b.latest and b.earliest <= a.latest
    without_year, dated = (a, b) if a.earliest is None else (b, a)
    if dated.datatype == "gMonthDay":
        return a.lexical == b.lexical
    month, day = without_year.lexical[2:4], without_year.lexical[5:7]
    return {"date": dated.lexical[5:] == f"{month}-{day}", "gYearMonth": dated.lexical[5:] == month}.get(
        dated.datatype, True
    )
