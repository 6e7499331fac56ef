"""What totals are made from: the sums of a graph, the projects they are for, and what is known of who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from iomkg import stated_dates

Standing = tuple[tuple[int, ...], int, int, tuple[int, ...], tuple[int, ...], str]
#: The standing of a sum that no accepted claim states: after all others.
NO_STANDING: Final[Standing] = ((0,), 100, 9, (0,), (0,), "")


@dataclass(frozen=True, slots=True)
class Sum:
    """One funding of the view: one sum of money, however many releases restate it.

    IRIs are those of the view; `kind`, `stage`, `flow`, `covers`, `qualifier` and `currency` the codes of their lists,
    empty where nothing is stated. `amount` is in units of the currency. `passed_by` are bodies that pay it out of what
    others gave, `drawn_from` all fundings it is taken from, however many steps away. `stated` and `period` are dates
    as stated (`2022-02`), `told` the ISO day of the first release that states the amount. `standing` orders sums as
    the view orders rival values, the best first.
    """

    iri: str
    projects: frozenset[str]
    amount: Decimal | None = None
    currency: str = ""
    kind: str = ""
    stage: str = ""
    flow: str = ""
    covers: str = ""
    qualifier: str = ""
    equivalent: tuple[Decimal, str] | None = None
    donors: frozenset[str] = frozenset()
    passed_by: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    drawn_from: frozenset[str] = frozenset()
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    stated: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    told: str | None = None
    standing: Standing = NO_STANDING

    @property
    def payers(self) -> frozenset[str]:
        """Who pays it out, whoever's money it is."""
        return self.donors | self.passed_by

    @property
    def day(self) -> str | None:
        """The last ISO day it can have been stated on; None when nothing tells."""
        return (stated_dates.parse(self.stated).latest if self.stated else None) or self.told

    @property
    def split(self) -> bool:
        """Whether its source says what share each of its donors gives: all of them, and nothing is left over."""
        return len(self.donors) > 1 and self.shares.keys() == self.donors and sum(self.shares.values()) == self.amount


@dataclass(frozen=True, slots=True)
class Project:
    """What totals need of a project. `countries` are those its places lie in, `placed` says whether it has any place
    at all; `handlers` hold a role in which others' money is passed on or spent; `wholes` are the programmes it is part
    of and `upstream` the projects its money comes from, however many steps away."""

    iri: str
    themes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    placed: bool = False
    implementers: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    start: str | None = None
    wholes: frozenset[str] = frozenset()
    upstream: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Books:
    """All a total is counted from.

    `scope` are the projects asked for, each with how far it lies within what was asked (empty when wholly, else words
    such as `partly inside`). `states` gives the state of a public body; `undecided` are pairs of things that wait for
    a judgement whether they are one.
    """

    sums: Mapping[str, Sum]
    projects: Mapping[str, Project]
    scope: Mapping[str, str]
    states: Mapping[str, str] = field(default_factory=dict)
    undecided: frozenset[frozenset[str]] = frozenset()

    def of(self, one: Sum) -> list[Project]:
        """The projects of a sum, by IRI."""
        return [self.projects[iri] for iri in sorted(one.projects)]

    def one_payer(self, one: str, other: str) -> bool:
        """Whether two payers may be one: the same, a state and its own body, or a pair that waits for a judgement."""
        return (
            one == other
            or self.states.get(one) == other
            or self.states.get(other) == one
            or frozenset((one, other)) in self.undecided
        )

    def among(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether each of some payers may be one of the others."""
        known = list(others)
        return all(any(self.one_payer(payer, other) for other in known) for payer in some)

    def meet(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether any of some payers may be one of the others."""
        known = list(others)
        return any(self.one_payer(payer, other) for payer in some for other in known)

    def agree(self, one: Sum, other: Sum) -> bool:
        """Whether nothing told of their payers parts two sums."""
        return not one.payers or not other.payers or self.meet(one.payers, other.payers)


class Index:
    """Sums by the projects they are for."""

    def __init__(self, sums: Sequence[Sum]) -> None:
        self._by_project: dict[str, list[Sum]] = {}
        for one in sums:
            for project in one.projects:
                self._by_project.setdefault(project, []).append(one)

    def of(self, projects: Iterable[str]) -> list[Sum]:
        """The sums for any of some projects, each once, by IRI."""
        found = {one.iri: one for project in projects for one in self._by_project.get(project, ())}
        return [found[iri] for iri in sorted(found)]
