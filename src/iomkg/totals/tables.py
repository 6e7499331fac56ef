"""A total as tables of terms: the breakdown, what was counted, what was left out; and the remarks that go with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.model import Language, Table, Term
from iomkg.namespaces import BASE, concept
from iomkg.phrases import Phrases, phrases
from iomkg.queries import Bound
from iomkg.totals.cells import Counted
from iomkg.totals.counting import Total
from iomkg.totals.scope import added, years_of
from iomkg.totals.sums import Books, Sum

_QUALIFIED: Final = {"up-to": "up to", "about": "about"}


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


def left_out(total: Total, language: Language = "en") -> Table:
    """A row for each sum that does not count, with the reason as a code and in words, and the sums that hold the same
    money."""
    columns = ("funding", "project", "donor", "currency", "amount", "code", "reason", "instead")
    rows = [
        (
            *_who(each.sum),
            NamedNode(concept("currency", each.sum.currency)) if each.sum.currency else None,
            None if each.amount is None else terms.decimal(each.amount),
            Literal(each.code),
            Literal(each.reason(language)),
            _several(each.instead),
        )
        for each in total.left_out
    ]
    return Table(columns, tuple(rows))


def remarks(total: Total, bound: Bound, language: Language = "en") -> Iterator[str]:
    """What has to be told with a total, a line each; `bound` is the question as it was asked."""
    asked, words, given = total.asked, phrases(language), bound.parameters
    for code, amount in total.amounts.items():
        yield _headline(total, code, amount, words)
    if not total.counted:
        yield words.line("total_nothing")
    yield words.line(
        "what_counts",
        kind=words.line(f"kind_{asked.kind}"),
        stage=words.value(str(asked.stage)),
        chosen=words.line("chosen") if given["stage"].is_open else "",
        side=words.line(f"side_{asked.flow}"),
    )
    if not given["region"].is_open:
        region, definition, member_at = (given[name].shown for name in ("region", "definition", "member_at"))
        yield words.line("region", region=region, definition=definition, member_at=member_at)
    first, last = map(str, asked.years or (0, 0))
    yield words.line(
        "in_scope",
        projects=words.counted(total.projects, "project"),
        with_amount=str(total.with_amount),
        with_year=str(total.with_year),
        which=words.line("of_year" if first == last else "of_years", first=first, last=last)
        if asked.years
        else words.line("known_year"),
        year_of=words.line(f"year_of_{asked.year_of}"),
    )
    if asked.years or asked.by == "year":
        yield from _year_hints(total, given["year_of"].is_open, words)
    yield from _qualified(total.counted, words)
    yield from _doubts(total, words)
    if total.left_out:
        reasons = Counter(each.code for each in total.left_out)
        listed = ", ".join(f"{number} {code}" for code, number in sorted(reasons.items(), key=lambda r: (-r[1], r[0])))
        yield words.line("left_out", sums=words.counted(len(total.left_out), "sum"), reasons=listed)


def _headline(total: Total, code: str, amount: Decimal, words: Phrases) -> str:
    """The total in a currency; where some of it is shared with what was not asked for, from how much to how much."""
    counted = [one for one in total.counted if one.currency == code]
    sums = words.counted(len({one.sum.iri for one in counted}), "sum")
    shared = [one for one in total.shared if one.currency == code]
    if not shared:
        return words.line("total", amount=_money(code, amount, words), sums=sums)
    ways = {
        words.value(way) for one in shared for way in (*one.beyond, *(["with other donors"] if one.jointly else []))
    }
    bounds = {"lower": _money(code, total.least[code], words), "upper": _money(code, amount, words)}
    return words.line("total_bounds", **bounds, sums=sums, ways=", ".join(sorted(ways)))


def _year_hints(total: Total, chosen: bool, words: Phrases) -> Iterator[str]:
    """That the year is not that of the sums themselves, or that another kind of year may be known."""
    if chosen and total.asked.year_of == "release":
        yield words.line("release_years")
    elif total.asked.year_of != "release" and not total.with_year:
        yield words.line("other_years")


def _qualified(counted: Sequence[Counted], words: Phrases) -> Iterator[str]:
    found = Counter(_QUALIFIED[one.sum.qualifier] for one in counted if one.sum.qualifier in _QUALIFIED)
    if found:
        told = (words.line("stated_as", number=str(n), words=words.value(text)) for text, n in sorted(found.items()))
        yield words.line("inexact", parts=", ".join(told))


def _doubts(total: Total, words: Phrases) -> Iterator[str]:
    doubtful = [each for each in total.left_out if each.doubtful]
    for code in sorted({each.sum.currency for each in doubtful}):
        found = [each for each in doubtful if each.sum.currency == code]
        more = _money(code, added(each.amount for each in found), words)
        yield words.line("possibly_more", amount=more, sums=words.counted(len(found), "doubtful_sum"))


def _money(code: str, amount: Decimal, words: Phrases) -> str:
    return f"{code} {words.number(f'{amount:,f}')}"


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
