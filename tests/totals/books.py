"""Books to count from, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from iomkg.totals.reasons import LeftOut
from iomkg.totals.sums import NO_STANDING, Books, Project, Sum


def money(iri: str, amount: int | None, projects: str = "p", donors: str = "eu", **told: Any) -> Sum:
    """A contribution that is announced, unless something else is told; `projects` and `donors` are words."""
    amounts = {"amount": None, "currency": ""} if amount is None else {"amount": Decimal(amount), "currency": "EUR"}
    usual: dict[str, Any] = {"kind": "contribution", "stage": "announced", "standing": standing(1)} | amounts
    named = {"projects": frozenset(projects.split()), "donors": frozenset(donors.split())}
    return Sum(iri, **(usual | named | told))


def standing(rank: int) -> tuple[Any, ...]:
    """A standing that is better the smaller the rank."""
    return ((0,), rank, *NO_STANDING[2:])


def project(iri: str, **told: Any) -> Project:
    """A project; sets are given as words."""
    sets = ("themes", "countries", "implementers", "handlers", "wholes", "upstream")
    return Project(iri, **{name: frozenset(value.split()) if name in sets else value for name, value in told.items()})


def books(
    sums: Iterable[Sum],
    projects: Iterable[Project] = (),
    scope: str | None = None,
    pairs: Iterable[str] = (),
    **states: str,
) -> Books:
    """Books of these sums; projects that are only named in them are made up, all are in scope unless it is told."""
    kept = {one.iri: one for one in sums}
    known = {one.iri: one for one in projects}
    for iri in sorted({iri for one in kept.values() for iri in one.projects} - known.keys()):
        known[iri] = Project(iri)
    wanted = known if scope is None else scope.split()
    undecided = frozenset(frozenset(pair.split("=")) for pair in pairs)
    return Books(kept, known, dict.fromkeys(wanted, ""), states, undecided)


def told(left_out: Iterable[LeftOut]) -> dict[str, tuple[str, str]]:
    """What is left out: by sum, the code and the sums that hold its money, in words."""
    return {each.sum.iri: (each.code, " ".join(each.instead)) for each in left_out}
