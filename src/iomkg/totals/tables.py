"""A total as tables of terms: the breakdown, what was counted, what was left out; and the remarks that go with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.model import Table, Term
from iomkg.namespaces import BASE, concept
from iomkg.queries import Bound
from iomkg.totals.asking import OPEN
from iomkg.totals.cells import Counted
from iomkg.totals.counting import Total
from iomkg.totals.scope import added, years_of
from iomkg.totals.sums import Books, Sum

_YEAR_OF: Final = {
    "stated": "the day a sum is stated for",
    "period": "the period a sum is for",
    "project-start": "the start of the projects",
    "release": "the first release that states a sum",
}
_QUALIFIED: Final = {"up-to": "up to", "about": "about"}
_PLURALS: Final = {"contribution": "contributions", "budget": "budgets"}


def rows_of(total: Total) -> list[tuple[Counted, ...]]:
    """The counted sums by the rows of the breakdown: by currency, cell, joint donors and reach beyond the scope."""
    found: dict[tuple[str, bool, str, tuple[str, ...], tuple[str, ...]], list[Counted]] = {}
    for one in total.counted:
        key = (one.currency, not one.cell.startswith(BASE), one.cell, tuple(sorted(one.jointly)), one.beyond)
        found.setdefault(key, []).append(one)
    return [tuple(found[key]) for key in sorted(found)]


def breakdown(total: Total) -> Table:
    """A row for each cell in each currency: the rows of a currency add up to its total. Without a breakdown there is a
    row for what lies wholly in scope, and one for each way of reaching beyond it."""
    by = total.asked.by
    columns = (*((by,) if by else ()), "jointlyWith", "shared", "currency", "amount", "sums")
    rows = []
    for found in rows_of(total):
        one = found[0]
        rows.append(
            (
                *((_cell(one.cell),) if by else ()),
                _several(one.jointly),
                Literal("; ".join(one.beyond)) if one.beyond else None,
                NamedNode(concept("currency", one.currency)),
                terms.decimal(added(each.amount for each in found)),
                terms.integer(len(found)),
            )
        )
    return Table(columns, tuple(rows))


def counted(total: Total, books: Books) -> Table:
    """A row for each sum that counts, in the order of the breakdown. `stated` is the amount before conversion, or the
    whole sum of which `amount` is a share; `rate` is how many units of its currency one unit of the target buys."""
    columns = (
        "funding", "project", "donor", "currency", "amount", "qualifier", "year", "shared", "stated", "rate", "rateOn",
    )  # fmt: skip
    rows = [
        (
            *_who(one.sum),
            NamedNode(concept("currency", one.currency)),
            terms.decimal(one.amount),
            Literal(_QUALIFIED[one.sum.qualifier]) if one.sum.qualifier in _QUALIFIED else None,
            _year(one.sum, total, books),
            Literal("; ".join(one.beyond)) if one.beyond else None,
            _amount(one.sum),
            terms.decimal(one.rate.units) if one.rate else None,
            terms.date_literal(one.rate.day.isoformat()) if one.rate else None,
        )
        for found in rows_of(total)
        for one in found
    ]
    return Table(columns, tuple(rows))


def left_out(total: Total) -> Table:
    """A row for each sum that does not count, with the reason as a code and in words, and the sums that hold the same
    money."""
    columns = ("funding", "project", "donor", "currency", "amount", "code", "reason", "instead")
    rows = [
        (
            *_who(each.sum),
            NamedNode(concept("currency", each.sum.currency)) if each.sum.currency else None,
            None if each.amount is None else terms.decimal(each.amount),
            Literal(each.code),
            Literal(each.reason),
            _several(each.instead),
        )
        for each in total.left_out
    ]
    return Table(columns, tuple(rows))


def remarks(total: Total, bound: Bound) -> Iterator[str]:
    """What has to be told with a total, a line each; `bound` is the question as it was asked."""
    asked, chosen = total.asked, bound.parameters["stage"].text in OPEN
    for code, amount in total.amounts.items():
        inside = [one for one in total.counted if one.currency == code and not one.shared]
        told = f"Total: {code} {amount:,f} in {_counted(_sums_in(total, code), 'sum')}"
        if added(one.amount for one in inside) != amount and asked.by != "donor":
            told += f"; {code} {added(one.amount for one in inside):,f} of it lies wholly in what was asked for"
        yield f"{told}."
    if not total.counted:
        yield "Total: nothing that counts; see what was left out, and why."
    stage = f"at the stage {asked.stage}" + (", at which most projects in scope have a sum" if chosen else "")
    side = "givers" if asked.flow == "outgoing" else "receivers"
    yield f"Counted: {_PLURALS[asked.kind]} {stage}, as {side} report them; stages, kinds and currencies are not mixed."
    if bound.parameters["region"].text not in OPEN:
        yield bound.filled("Region: {region}; who belongs to it: {definition}; member_at: {member_at}.")
    which = f"a year from {asked.years[0]} to {asked.years[1]}" if asked.years else "a known year"
    yield (
        f"{_counted(total.projects, 'project')} in scope, {total.with_amount} with such a sum, {total.with_year} with "
        f"{which} (year of: {_YEAR_OF[asked.year_of]})."
    )
    yield from _qualified(total.counted)
    yield from _doubts(total)
    if total.left_out:
        reasons = Counter(each.code for each in total.left_out)
        listed = ", ".join(f"{number} {code}" for code, number in sorted(reasons.items(), key=lambda r: (-r[1], r[0])))
        yield f"Left out: {_counted(len(total.left_out), 'sum')} ({listed})."


def _sums_in(total: Total, currency: str) -> int:
    return len({one.sum.iri for one in total.counted if one.currency == currency})


def _qualified(counted: Sequence[Counted]) -> Iterator[str]:
    found = Counter(_QUALIFIED[one.sum.qualifier] for one in counted if one.sum.qualifier in _QUALIFIED)
    if found:
        yield f"Not exact: {', '.join(f'{number} stated as “{words}”' for words, number in sorted(found.items()))}."


def _doubts(total: Total) -> Iterator[str]:
    doubtful = [each for each in total.left_out if each.doubtful]
    for code in sorted({each.sum.currency for each in doubtful}):
        found = [each for each in doubtful if each.sum.currency == code]
        more = added(each.amount for each in found)
        yield f"Possibly more: {code} {more:,f} in {_counted(len(found), 'doubtful sum')}."


def _who(one: Sum) -> tuple[Term | None, ...]:
    return NamedNode(one.iri), _several(one.projects), _several(one.donors)


def _amount(one: Sum) -> Term | None:
    return None if one.amount is None else terms.decimal(one.amount)


def _year(one: Sum, total: Total, books: Books) -> Term | None:
    span = years_of(one, total.asked, books)
    return None if span is None else Literal(str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}")


def _cell(cell: str) -> Term:
    return NamedNode(cell) if cell.startswith(BASE) else Literal(cell)


def _several(iris: Iterable[str]) -> Term | None:
    """One IRI as such, several in one cell with spaces between."""
    found = sorted(iris)
    return None if not found else NamedNode(found[0]) if len(found) == 1 else Literal(" ".join(found))


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
