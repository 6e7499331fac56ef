"""What holds of every total, whatever the sums; and a slow total that looks at every pair of sums."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.totals.books import standing

from iomkg.totals.cells import counted, reaches_beyond
from iomkg.totals.counting import Total, count
from iomkg.totals.reasons import LeftOut
from iomkg.totals.scope import DIMENSIONS, Asked, added, years_of
from iomkg.totals.sums import Books, Project, Sum
from iomkg.totals.tables import rows_of

PROJECTS = ("p", "q", "r", "s")
DONORS = ("eu", "italy", "ministry")
IRIS = tuple(f"f{number}" for number in range(7))


def some(values: tuple[str, ...], least: int = 0, most: int = 2) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=least, max_size=most)


@st.composite
def sums(draw: st.DrawFn, iri: str) -> Sum:
    donors = draw(some(DONORS))
    amount = draw(st.sampled_from([Decimal(n) for n in (2, 4, 6)] + [None]))
    shared = amount is not None and len(donors) == 2 and draw(st.booleans())
    return Sum(
        iri,
        projects=draw(some(PROJECTS, 1)),
        amount=amount,
        currency="" if amount is None else draw(st.sampled_from(("EUR", "EUR", "USD"))),
        kind=draw(st.sampled_from(("contribution", "contribution", "contribution", "budget"))),
        stage=draw(st.sampled_from(("announced", "announced", "committed"))),
        flow=draw(st.sampled_from(("", "", "outgoing", "incoming"))),
        covers=draw(st.sampled_from(("", "total", "contribution", "top-up", "component"))),
        equivalent=draw(st.sampled_from((None, None, (Decimal(4), "USD")))),
        donors=donors,
        passed_by=draw(some(DONORS, most=1)),
        recipients=draw(some(DONORS, most=1)),
        drawn_from=draw(some(IRIS, most=1)),
        shares=dict.fromkeys(sorted(donors), amount / 2) if shared and amount else {},
        stated=draw(st.sampled_from((None, "2021", "2022-05"))),
        told=draw(st.sampled_from((None, "2021-01-01", "2022-01-01"))),
        standing=standing(draw(st.integers(1, 3))),
    )


@st.composite
def libraries(draw: st.DrawFn) -> Books:
    """Books in which anything may be linked to anything, in circles too."""
    kept = {iri: draw(sums(iri)) for iri in draw(some(IRIS, most=len(IRIS)))}
    projects = {
        iri: Project(
            iri,
            themes=draw(some(("borders", "returns"))),
            countries=draw(some(("niger", "mali"))),
            handlers=draw(some(DONORS, most=1)),
            wholes=draw(some(PROJECTS, most=1)) - {iri},
            upstream=draw(some(PROJECTS, most=1)) - {iri},
        )
        for iri in PROJECTS
    }
    pair = st.frozensets(st.sampled_from((*IRIS, *PROJECTS)), min_size=2, max_size=2)
    scope = draw(some(PROJECTS, 1, 4))
    inside = {iri: one for iri, one in kept.items() if one.projects & scope}
    undecided = draw(st.frozensets(pair, max_size=2))
    return Books(inside, projects, dict.fromkeys(sorted(scope), ""), {"ministry": "italy"}, undecided)


questions = st.builds(
    Asked,
    by=st.sampled_from((None, *DIMENSIONS)),
    stage=st.sampled_from((None, "announced")),
    donor=st.sampled_from((None, None, "eu", "italy")),
    country=st.sampled_from((None, None, "niger")),
)


@settings(max_examples=60, deadline=None)
@given(libraries(), questions)
def test_every_sum_is_counted_or_left_out_and_rows_add_up(books: Books, asked: Asked) -> None:
    total = count(books, asked)
    inside = {one.sum.iri for one in total.counted}
    outside = {each.sum.iri for each in total.left_out}
    assert inside | outside == books.sums.keys()
    assert {each.code for each in total.left_out if each.sum.iri in inside} <= {"share-of-others"}
    by_row = [(row[0].currency, added(one.amount for one in row)) for row in rows_of(total)]
    for currency, amount in total.amounts.items():
        assert added(amount for code, amount in by_row if code == currency) == amount
    for iri in inside:
        counts = added(one.amount for one in total.counted if one.sum.iri == iri)
        rest = added(each.amount for each in total.left_out if each.sum.iri == iri)
        assert counts + rest == books.sums[iri].amount
    assert len({(one.sum.kind, one.sum.stage, one.sum.flow or "outgoing") for one in total.counted}) <= 1


@settings(max_examples=30, deadline=None)
@given(libraries(), questions)
def test_the_total_is_the_same_however_it_is_broken_down(books: Books, asked: Asked) -> None:
    whole = count(books, dataclasses.replace(asked, by=None)).amounts
    assert {by: count(books, dataclasses.replace(asked, by=by)).amounts for by in DIMENSIONS} == dict.fromkeys(
        DIMENSIONS, whole
    )


@settings(max_examples=30, deadline=None)
@given(libraries(), questions)
def test_the_years_add_up_to_the_total(books: Books, asked: Asked) -> None:
    whole = count(books, asked)
    years = [count(books, dataclasses.replace(asked, stage=whole.asked.stage, years=(y, y))) for y in (2021, 2022)]
    unknown = [one.amount for one in whole.counted if years_of(one.sum, whole.asked, books) is None]
    assert added(whole.amounts.values()) == added(
        [*(amount for total in years for amount in total.amounts.values()), *unknown]
    )


@settings(max_examples=60, deadline=None)
@given(libraries(), questions)
def test_it_counts_what_looking_at_every_pair_counts(books: Books, asked: Asked) -> None:
    assert {one.sum.iri for one in count(books, asked).counted} == slow(books, count(books, asked), asked)


def slow(books: Books, total: Total, asked: Asked) -> set[str]:
    """What counts by the rules as docs/totals.md tells them, each a relation between two sums, without any index."""
    left = [
        one
        for one in books.sums.values()
        if one.amount is not None
        and (one.kind, one.stage, one.flow or "outgoing") == (asked.kind, total.asked.stage, asked.flow)
        and (asked.donor is None or any(asked.pays(donor, books) for donor in one.donors))
    ]
    for yields in (_converted, _taken, _part):
        left = [one for one in left if not any(yields(one, other, books) for other in left if other is not one)]
    left = _by_programme(left, books, asked)
    left = [one for one in left if not any(_handled(one, other, books) for other in left if other is not one)]
    kept: list[Sum] = []
    for one in sorted(left, key=lambda each: (each.standing, each.iri)):
        if not any(_doubted(one, other, books) for other in kept):
            kept.append(one)
    return {one.iri for one in kept if any(not isinstance(part, LeftOut) for part in counted(one, total.asked, books))}


def _converted(one: Sum, other: Sum, books: Books) -> bool:
    same = other.equivalent == (one.amount, one.currency) and not one.equivalent
    return bool(same and one.projects & other.projects and books.agree(one, other))


def _taken(one: Sum, other: Sum, books: Books) -> bool:
    return _above(one, other, books) and (
        not _above(other, one, books) or (other.standing, other.iri) < (one.standing, one.iri)
    )


def _above(one: Sum, other: Sum, books: Books) -> bool:
    if other.iri in one.drawn_from:
        return True
    chain = {body for project in one.projects | other.projects for body in books.projects[project].handlers}
    chain |= other.payers | other.recipients
    own = not one.passed_by and not all(any(books.one_payer(d, body) for body in chain) for d in one.donors)
    return not own and any(books.projects[project].upstream & other.projects for project in one.projects)


def _part(one: Sum, other: Sum, books: Books) -> bool:
    wholes = {"contribution": {"total"}, "component": {"total", "contribution"}, "top-up": {"total"}}
    if other.covers not in wholes.get(one.covers, set()) or not one.projects <= other.projects:
        return False
    if one.payers and other.payers and not books.among(one.payers, other.payers):
        return False
    if one.currency == other.currency and (one.amount or 0) > (other.amount or 0):
        return False
    return one.covers != "top-up" or not (one.day and other.day) or other.day >= one.day


def _by_programme(left: list[Sum], books: Books, asked: Asked) -> list[Sum]:
    for whole in sorted(PROJECTS, key=lambda iri: (-len(books.projects[iri].wholes), iri)):
        own = [one for one in left if whole in one.projects]
        parts = [
            one
            for one in left
            if whole not in one.projects and all(whole in books.projects[project].wholes for project in one.projects)
        ]
        own = [one for one in own if any(_can_be_money_of(part, one, books) for part in parts)]
        parts = [part for part in parts if any(_can_be_money_of(part, one, books) for one in own)]
        if own and parts:
            more = len({one.currency for one in own + parts}) == 1 and added(o.amount for o in own) > added(
                o.amount for o in parts
            )
            gone = parts if more and not any(reaches_beyond(one, asked, books) for one in own) else own
            left = [one for one in left if one not in gone]
    return left


def _can_be_money_of(part: Sum, whole: Sum, books: Books) -> bool:
    return not part.payers or not whole.payers or books.among(part.payers, whole.payers)


def _handled(one: Sum, other: Sum, books: Books) -> bool:
    around = one.projects.union(*(books.projects[project].wholes for project in one.projects))
    if not around & other.projects or not _handles(one, other, books):
        return False
    return not _handles(other, one, books) or (other.standing, other.iri) < (one.standing, one.iri)


def _handles(one: Sum, other: Sum, books: Books) -> bool:
    if not one.payers or not other.payers or books.meet(one.payers, other.payers):
        return False
    return books.among(one.payers, other.recipients.union(*(books.projects[p].handlers for p in other.projects)))


def _doubted(one: Sum, other: Sum, books: Books) -> bool:
    if (one.covers == "top-up") != (other.covers == "top-up"):
        return False
    if frozenset((one.iri, other.iri)) in books.undecided:
        return True
    pairs = {frozenset((p, q)) for p in one.projects for q in other.projects}
    return one.currency == other.currency and books.agree(one, other) and bool(pairs & books.undecided)
