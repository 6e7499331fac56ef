"""From the books and a question to a total: what counts, what is left out and why.

Every sum of a project in scope ends in one of the two lists. The order is: what is not asked for, then the same money
told twice, then years, so that the totals of years add up to the total of all.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from iomkg.totals.cells import Counted, counted, reaches_beyond
from iomkg.totals.doubts import possibly_same
from iomkg.totals.rates import Rates
from iomkg.totals.reasons import REASONS, LeftOut, left_out
from iomkg.totals.scope import Asked, added, commonest_stage, known_year_of, years_of
from iomkg.totals.sums import Books, Sum
from iomkg.totals.tiers import in_another_currency, next_tier, possibly_next_tier
from iomkg.totals.wholes import parts_of_totals, programmes


@dataclass(frozen=True, slots=True)
class Total:
    """What was counted for a question, whose stage and year-of are settled in `asked`.

    `projects` is how many are in scope, `with_amount` how many of them have a sum of what is asked for, `with_year`
    how many have one whose year is known, and asked for if years are. `stages` has, for each stage, how many sums of
    the scope are at it.
    """

    asked: Asked
    counted: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]
    projects: int
    with_amount: int
    with_year: int

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The total in each currency, by its code."""
        currencies = sorted({one.currency for one in self.counted})
        return {code: added(one.amount for one in self.counted if one.currency == code) for code in currencies}

    @property
    def least(self) -> dict[str, Decimal]:
        """What of the total in each currency is shared with nothing that was not asked for."""
        return {
            code: amount - added(one.amount for one in self.shared if one.currency == code)
            for code, amount in self.amounts.items()
        }

    @property
    def shared(self) -> tuple[Counted, ...]:
        """The sums that are partly for, or from, what was not asked for."""
        return tuple(one for one in self.counted if one.beyond or (one.jointly and self.asked.donor is not None))


def count(books: Books, asked: Asked, rates: Rates | None = None) -> Total:
    """Count. With `rates`, all is in their target currency. Raises UsageError when a rate is missing."""
    looked_at = [one for _, one in sorted(books.sums.items())]
    out: list[LeftOut] = []
    fitting = list(_kept(looked_at, lambda one: _not_asked(one, asked, books), out))
    stage = asked.stage or commonest_stage(fitting)
    asked = dataclasses.replace(asked, stage=stage)
    staged = list(_kept(fitting, lambda one: None if one.stage == stage else _out(one, "other-stage", one.stage), out))
    asked = dataclasses.replace(asked, year_of=asked.year_of or known_year_of(staged))
    remaining: Sequence[Sum] = staged
    for rule in (in_another_currency, next_tier, parts_of_totals):
        remaining = _without(remaining, rule(remaining, books), out)
    remaining = _without(remaining, programmes(remaining, books, lambda one: reaches_beyond(one, asked, books)), out)
    for rule in (possibly_next_tier, possibly_same):
        remaining = _without(remaining, rule(remaining, books), out)
    dated = [one for one in staged if _not_of_years(one, asked, books, needed=True) is None]
    of_years = list(_kept(remaining, lambda one: _not_of_years(one, asked, books), out))
    found: list[Counted] = []
    for part in (part for one in of_years for part in counted(one, asked, books)):
        told = part if isinstance(part, LeftOut) or rates is None else _converted(part, rates)
        (out if isinstance(told, LeftOut) else found).append(told)  # type: ignore[arg-type]  # sorted by their types
    order = {code: place for place, code in enumerate(REASONS)}
    return Total(
        asked=asked,
        counted=tuple(found),
        left_out=tuple(sorted(out, key=lambda each: (order[each.code], each.sum.iri))),
        projects=len(books.scope),
        with_amount=_projects(staged, books),
        with_year=_projects(dated, books),
    )


def _kept(sums: Iterable[Sum], fault: Callable[[Sum], LeftOut | None], out: list[LeftOut]) -> Iterator[Sum]:
    """The sums without a fault; the others go to the list."""
    for one in sums:
        found = fault(one)
        if found is None:
            yield one
        else:
            out.append(found)


def _without(sums: Sequence[Sum], found: Iterable[LeftOut], out: list[LeftOut]) -> list[Sum]:
    """The sums that a rule leaves; the others go to the list."""
    gone = list(found)
    out += gone
    iris = {each.sum.iri for each in gone}
    return [one for one in sums if one.iri not in iris]


def _not_asked(one: Sum, asked: Asked, books: Books) -> LeftOut | None:
    """What of the question, the stage aside, a sum does not fit; a press sum that tells no flow is the giver's."""
    if one.amount is None:
        return left_out(one, "no-amount")
    if one.kind != asked.kind:
        return _out(one, "other-kind", one.kind)
    if (one.flow or "outgoing") != asked.flow:
        return left_out(one, "other-flow" if one.flow == "incoming" else "other-way")
    if asked.currency is not None and one.currency != asked.currency:
        return _out(one, "other-currency", one.currency)
    if asked.donor is not None and not any(asked.pays(donor, books) for donor in one.donors):
        return left_out(one, "other-donor" if one.donors else "donor-not-stated")
    if asked.instrument is not None and asked.instrument not in one.instruments | one.donors:
        return left_out(one, "other-instrument")
    return None


def _not_of_years(one: Sum, asked: Asked, books: Books, *, needed: bool = False) -> LeftOut | None:
    """Why a sum is not of the years asked for; with `needed`, its year has to be known even where none is asked for."""
    span = years_of(one, asked, books)
    if span is None:
        return left_out(one, "year-unknown") if asked.years or needed else None
    if asked.years is None:
        return None
    first, last = asked.years
    told = str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"
    if span[1] < first or span[0] > last:
        return _out(one, "other-year", told)
    return None if first <= span[0] and span[1] <= last else _out(one, "several-years", told)


def _converted(one: Counted, rates: Rates) -> Counted | LeftOut:
    """A counted sum in the target currency, at the rate of the last day it can have been stated on."""
    day = one.sum.day
    if day is None and one.currency != rates.target:
        return left_out(one.sum, "undated")
    rate = rates.on(one.currency, dt.date.fromisoformat(day)) if day else None
    amount = rates.converted(one.amount, rate) if rate else one.amount
    return dataclasses.replace(one, amount=amount, currency=rates.target, rate=rate)


def _out(one: Sum, code: str, told: str) -> LeftOut:
    return left_out(one, code, told=told or "not stated")


def _projects(sums: Iterable[Sum], books: Books) -> int:
    return len({project for one in sums for project in one.projects} & books.scope.keys())
