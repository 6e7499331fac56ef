"""Wholes and their parts: the whole cost of a project and what makes it up, a programme and its projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from iomkg.totals.reasons import LeftOut, left_out
from iomkg.totals.scope import added
from iomkg.totals.sums import Books, Index, Sum

# What a sum covers is part of what stands behind it.
_WHOLES: Final = {"contribution": ("total",), "component": ("total", "contribution"), "top-up": ("total",)}


def parts_of_totals(sums: Sequence[Sum], books: Books) -> Iterator[LeftOut]:
    """Contributions within a stated whole cost, components within either; a top-up adds to what was stated before."""
    index = Index(sums)
    for one in sums:
        wholes = [
            other
            for other in index.of(one.projects)
            if other.covers in _WHOLES.get(one.covers, ()) and one is not other
            and one.projects <= other.projects and _money_of(one, other, books) and not _exceeds(one, other)
        ]  # fmt: skip
        if not wholes:
            continue
        if one.covers != "top-up":
            yield left_out(one, "part-of-total", wholes)
        elif within := [other for other in wholes if one.day and other.day and other.day >= one.day]:
            yield left_out(one, "top-up-within-total", within)
        elif undated := [other for other in wholes if not (one.day and other.day)]:
            yield left_out(one, "top-up-undated", undated)


def programmes(sums: Sequence[Sum], books: Books, reaches_beyond: Callable[[Sum], bool]) -> Iterator[LeftOut]:
    """Of a programme's total and its parts, the parts are left out where the total lies wholly in scope and is more
    than they add up to; else the total is: it reaches beyond the scope, or the parts tell more."""
    gone: set[str] = set()
    parts_of: dict[str, list[Sum]] = {}
    for one in sums:
        for whole in frozenset[str].intersection(*(project.wholes for project in books.of(one))) - one.projects:
            parts_of.setdefault(whole, []).append(one)
    index = Index(sums)
    # Programmes within programmes come first, so that each level is held against what counts below it.
    for whole in sorted(parts_of, key=lambda iri: (-_depth(iri, books), iri)):
        parts = [part for part in parts_of[whole] if part.iri not in gone]
        own = [one for one in index.of([whole]) if one.iri not in gone and _any_money_of(parts, one, books)]
        parts = [part for part in parts if any(_money_of(part, one, books) for one in own)]
        if not own or not parts:
            continue
        if not any(map(reaches_beyond, own)) and _more(own, parts):
            found = [left_out(part, "part-of-programme", own) for part in parts]
        else:
            found = [left_out(one, "programme-total", parts) for one in own]
        gone.update(each.sum.iri for each in found)
        yield from found


def _depth(programme: str, books: Books) -> int:
    project = books.projects.get(programme)
    return len(project.wholes) if project else 0


def _any_money_of(parts: Sequence[Sum], whole: Sum, books: Books) -> bool:
    return any(_money_of(part, whole, books) for part in parts)


def _money_of(part: Sum, whole: Sum, books: Books) -> bool:
    """Whether a part can be the whole's money: no payer of its own who does not pay the whole."""
    return not part.payers or not whole.payers or books.among(part.payers, whole.payers)


def _more(own: Sequence[Sum], parts: Sequence[Sum]) -> bool:
    if len({one.currency for one in (*own, *parts)}) > 1:
        return False
    return added(one.amount for one in own) > added(one.amount for one in parts)


def _exceeds(one: Sum, other: Sum) -> bool:
    if one.currency != other.currency or one.amount is None or other.amount is None:
        return False
    return one.amount > other.amount
