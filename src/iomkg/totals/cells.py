"""Where a counted sum stands in a breakdown, and whether it is wholly what was asked for.

A sum is never split, unless its source states the shares: what belongs to several cells, or reaches beyond the scope,
stands in a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from iomkg.totals.rates import Rate
from iomkg.totals.reasons import LeftOut
from iomkg.totals.scope import Asked, added, years_of
from iomkg.totals.sums import Books, Sum


@dataclass(frozen=True, slots=True)
class Counted:
    """As much of a sum as counts: `amount` in `currency`, after conversion by `rate` if there was one.

    `cell` is what it belongs to in the breakdown, an IRI or a year, or words where it is none or several
    (`several countries`), empty without a breakdown; `jointly` are the donors that give it together, `beyond` says in
    what way it reaches beyond the scope (`several themes`), empty when it lies wholly in it.
    """

    sum: Sum
    amount: Decimal
    currency: str
    cell: str = ""
    jointly: frozenset[str] = frozenset()
    beyond: tuple[str, ...] = ()
    rate: Rate | None = None


def counted(one: Sum, asked: Asked, books: Books) -> Iterator[Counted | LeftOut]:
    """A sum as it counts: whole, or its shares where its source states them all and donors are asked for."""
    assert one.amount is not None
    wanted = {payer: share for payer, share in one.shares.items() if asked.donor is None or asked.pays(payer, books)}
    beyond = tuple(_beyond(one, asked, books))
    if one.split and asked.by == "donor":
        yield from (Counted(one, share, one.currency, payer, beyond=beyond) for payer, share in sorted(wanted.items()))
    elif one.split and asked.donor is not None:
        share = added(wanted.values())
        yield Counted(one, share, one.currency, _cell(one, asked, books), beyond=beyond)
    else:
        yield Counted(one, one.amount, one.currency, _cell(one, asked, books), _jointly(one, asked, books), beyond)
        return
    rest = one.amount - added(wanted.values())
    if rest:
        yield LeftOut(one, "share-of-others", f"{one.currency} {rest:,f}", rest)


def reaches_beyond(one: Sum, asked: Asked, books: Books) -> bool:
    """Whether a sum is also for something, or from someone, that was not asked for."""
    jointly = asked.donor is not None and not one.split and bool(_jointly(one, asked, books))
    return jointly or next(_beyond(one, asked, books), None) is not None


def payers_of(one: Sum, books: Books) -> frozenset[str]:
    """The donors of a sum, without a state beside its own body."""
    return frozenset(d for d in one.donors if not any(books.states.get(other) == d for other in one.donors))


def _jointly(one: Sum, asked: Asked, books: Books) -> frozenset[str]:
    """Who gives a sum together with the donor asked for, or in a breakdown by donor, all who give it together."""
    donors = payers_of(one, books)
    if asked.donor is not None:
        return frozenset(donor for donor in donors if not asked.pays(donor, books))
    return donors if asked.by == "donor" and len(donors) > 1 else frozenset()


def _cell(one: Sum, asked: Asked, books: Books) -> str:
    if asked.by is None:
        return ""
    if asked.by == "year":
        span = years_of(one, asked, books)
        return _YEAR_UNKNOWN if span is None else str(span[0]) if span[0] == span[1] else _SEVERAL["year"]
    found = _VALUES[asked.by](one, books)
    if asked.by == "donor" and len(found) > 1:
        return _JOINTLY
    if len(found) > 1:
        return _SEVERAL[asked.by]
    return next(iter(found), f"{asked.by} not stated")


def _beyond(one: Sum, asked: Asked, books: Books) -> Iterator[str]:
    projects = [project for project in books.of(one) if project.iri in books.scope]
    if len(projects) < len(one.projects):
        yield "with projects out of scope"
    if any(books.scope[project.iri].startswith(_PARTLY) for project in projects):
        yield "partly in the region"
    if asked.country is not None and any(project.countries - {asked.country} for project in projects):
        yield _SEVERAL["country"]
    if asked.themes is not None and any(project.themes - asked.themes for project in projects):
        yield _SEVERAL["theme"]
    if asked.implementers is not None and any(project.implementers - asked.implementers for project in projects):
        yield _SEVERAL["implementer"]
    if asked.instrument is not None and one.instruments - {asked.instrument}:
        yield _SEVERAL["instrument"]


_PARTLY: Final = "partly inside"
_JOINTLY: Final = "jointly"
_YEAR_UNKNOWN: Final = "year unknown"
_SEVERAL: Final = {
    "theme": "several themes",
    "year": "several years",
    "country": "several countries",
    "implementer": "several implementers",
    "project": "several projects",
    "instrument": "several instruments",
    "recipient": "several recipients",
}
_VALUES: Final[Mapping[str, Callable[[Sum, Books], frozenset[str]]]] = {
    "donor": payers_of,
    "theme": lambda one, books: frozenset[str]().union(*(project.themes for project in books.of(one))),
    "country": lambda one, books: frozenset[str]().union(*(project.countries for project in books.of(one))),
    "implementer": lambda one, books: frozenset[str]().union(*(project.implementers for project in books.of(one))),
    "project": lambda one, _: one.projects,
    "instrument": lambda one, _: one.instruments,
    "recipient": lambda one, _: one.recipients,
}
