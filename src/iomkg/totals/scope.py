"""What is asked of a total, once every word of it is resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from iomkg import stated_dates
from iomkg.totals.sums import Books, Sum

#: What a breakdown can be by.
DIMENSIONS: Final = ("donor", "theme", "year", "country", "implementer", "project", "instrument", "recipient")
STAGES: Final = ("announced", "pledged", "planned", "decided", "committed", "disbursed", "expended")
#: What the year of a sum can be the year of.
YEARS_OF: Final = ("stated", "period", "project-start", "release")
#: Of stages that equally many projects have a sum at, the first of these is taken.
_FIRMEST: Final = ("committed", "disbursed", "expended", "decided", "pledged", "announced", "planned")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for a total; None where nothing narrower than everything is asked for.

    `stage` None is for the stage at which most projects in scope have a sum, `year_of` None for the year a sum is
    stated for where any sum in scope has one, else that of its first release. `years` are the first and the last.
    `themes`, `implementers` and the places of `country` are what a project's own are within when it lies wholly in
    scope.
    """

    by: str | None = None
    kind: str = "contribution"
    stage: str | None = None
    flow: str = "outgoing"
    currency: str | None = None
    donor: str | None = None
    instrument: str | None = None
    themes: frozenset[str] | None = None
    country: str | None = None
    implementers: frozenset[str] | None = None
    years: tuple[int, int] | None = None
    year_of: str | None = "stated"

    def pays(self, payer: str, books: Books) -> bool:
        """Whether a payer is the one asked for: itself, or a body of the state asked for."""
        return payer == self.donor or books.states.get(payer) == self.donor


def commonest_stage(sums: Iterable[Sum]) -> str:
    """The stage at which most projects have a sum, the firmest of equals; `announced` when there is no sum."""
    projects: dict[str, set[str]] = {}
    for one in sums:
        projects.setdefault(one.stage, set()).update(one.projects)
    staged = {stage: found for stage, found in projects.items() if stage}
    return min(staged, key=lambda stage: (-len(staged[stage]), _FIRMEST.index(stage)), default="announced")


def known_year_of(sums: Iterable[Sum]) -> str:
    """What the year of sums is the year of: `stated` where any of them is stated for one, else `release`."""
    return "stated" if any(_span([one.stated]) for one in sums) else "release"


def years_of(one: Sum, asked: Asked, books: Books) -> tuple[int, int] | None:
    """The first and the last year a sum is of; None when they are not known."""
    if asked.year_of == "stated":
        return _span([one.stated])
    if asked.year_of == "release":
        return _span([one.told])
    if asked.year_of == "period":
        return _span(one.period)
    return _span([project.start for project in books.of(one)])


def _span(dates: Sequence[str | None]) -> tuple[int, int] | None:
    known = [stated_dates.parse(date) for date in dates if date]
    years = [int(edge[:4]) for date in known for edge in (date.earliest, date.latest) if edge]
    return (min(years), max(years)) if years and len(known) == len(dates) else None


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of amounts, those not stated left out."""
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
