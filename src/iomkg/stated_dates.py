"""Dates as releases state them: a day, a month, a year, or a day without its year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from iomkg import terms
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, term

_PREFIX: Final = ID + "date/"
_FORMS: Final = (
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"), "date"),
    (re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})"), "gYearMonth"),
    (re.compile(r"(?P<y>\d{4})"), "gYear"),
    (re.compile(r"--(?P<m>\d{2})-(?P<d>\d{2})"), "gMonthDay"),
)
_LEAP_YEAR: Final = 2000  # a day without a year may be 29 February


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
    for pattern, datatype in _FORMS:
        match = pattern.fullmatch(lexical)
        if match:
            found = match.groupdict()
            year, month, day = (int(found[k]) if found.get(k) else None for k in "ymd")
            first = dt.date(year or _LEAP_YEAR, month or 1, day or 1)
            if year is None:
                return StatedDate(lexical, datatype, None, None)
            last_month = month or 12
            last = dt.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
            return StatedDate(lexical, datatype, first.isoformat(), last.isoformat())
    raise ValueError(f"{lexical!r} is not a date: expected YYYY-MM-DD, YYYY-MM, YYYY or --MM-DD")


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
