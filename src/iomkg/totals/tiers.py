"""One sum reported more than once on its way: by giver and receiver, by each who passes it on, in two currencies.

Where a chain of publishers is linked, by fundings taken from others or by the activities at the ends of a
transaction, the sum nearest to the source counts. Where it is not linked, but who pays one sum handles another, what
he pays is possibly that other one's money.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iomkg.totals.reasons import LeftOut, left_out
from iomkg.totals.sums import Books, Index, Sum


def in_another_currency(sums: Sequence[Sum], books: Books) -> Iterator[LeftOut]:
    """A sum that another on the same project gives as its own equivalent."""
    index = Index([one for one in sums if one.equivalent])
    for one in sums:
        money = (one.amount, one.currency)
        same = [other for other in index.of(one.projects) if other.equivalent == money and books.agree(one, other)]
        if same and not one.equivalent:
            yield left_out(one, "same-in-another-currency", same)


def next_tier(sums: Sequence[Sum], books: Books) -> Iterator[LeftOut]:
    """A sum taken from another that is looked at, or of a project whose money comes from another's that is."""
    index, known = Index(sums), {one.iri: one for one in sums}
    above = {one.iri: _above(one, index, known, books) for one in sums}
    for one in sums:
        # Of two that each claim to be taken from the other, the better told one stays.
        over = [other for other in above[one.iri] if one not in above[other.iri] or _before(other, one)]
        if over:
            yield left_out(one, "next-tier", over)


def possibly_next_tier(sums: Sequence[Sum], books: Books) -> Iterator[LeftOut]:
    """A sum paid by one who handles another that is looked at, with nothing that links the two."""
    index = Index(sums)
    for one in sums:
        around = one.projects.union(*(project.wholes for project in books.of(one)))
        over = [
            other
            for other in index.of(around)
            if _handles(one, other, books) and (not _handles(other, one, books) or _before(other, one))
        ]
        if over:
            yield left_out(one, "possibly-next-tier", over)


def _above(one: Sum, index: Index, known: dict[str, Sum], books: Books) -> list[Sum]:
    upstream = frozenset[str]().union(*(project.upstream for project in books.of(one)))
    drawn = [known[iri] for iri in sorted(one.drawn_from & known.keys())]
    return [other for other in drawn if other is not one] + [
        other for other in index.of(upstream) if other is not one and _of_the_chain(one, other, books)
    ]


def _of_the_chain(one: Sum, above: Sum, books: Books) -> bool:
    """Whether a sum of a project downstream is money of the chain: paid by one of those it passes through, or by the
    first giver, or by nobody named. Another donor's money for that project is its own."""
    links = above.payers.union(above.recipients, *(p.handlers for p in (*books.of(above), *books.of(one))))
    return bool(one.passed_by) or books.among(one.donors, links)


def _handles(one: Sum, other: Sum, books: Books) -> bool:
    """Whether who pays one sum receives another, or has a part in its project in which money is passed on."""
    if one is other or not one.payers or not other.payers or books.meet(one.payers, other.payers):
        return False
    return books.among(one.payers, other.recipients.union(*(project.handlers for project in books.of(other))))


def _before(one: Sum, other: Sum) -> bool:
    return (one.standing, one.iri) < (other.standing, other.iri)
