"""Sums that are possibly the same money, and wait for a judgement.

Of such sums, the one counts whose source comes first by the view's own rules: what the total would be if they were
judged to be one. Each of the others is left out with its amount, which is how much more the total would be if it
were judged to be different.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iomkg.totals.reasons import LeftOut, left_out
from iomkg.totals.sums import Books, Index, Sum


def possibly_same(sums: Sequence[Sum], books: Books) -> Iterator[LeftOut]:
    """Sums that are possibly another that counts."""
    alike = _pairs(sums, books)
    counted: set[str] = set()
    known = {one.iri: one for one in sums}
    for one in sorted(sums, key=lambda each: (each.standing, each.iri)):
        same = alike.get(one.iri, set()) & counted
        if same:
            yield left_out(one, "possibly-same", (known[iri] for iri in same))
        else:
            counted.add(one.iri)


def _pairs(sums: Sequence[Sum], books: Books) -> dict[str, set[str]]:
    """For each sum those that the links hold for possibly one with it; and sums of one currency, from no payers known
    to differ, for two projects that are possibly one. A top-up is said to be added to what it is paired with."""
    known, index = {one.iri: one for one in sums}, Index(sums)
    found: dict[str, set[str]] = {}
    for one_iri, other_iri in map(sorted, books.undecided):
        linked = [(known[one_iri], known[other_iri])] if {one_iri, other_iri} <= known.keys() else []
        of_projects = [
            (one, other)
            for one in index.of([one_iri])
            for other in index.of([other_iri])
            if one.currency == other.currency and books.agree(one, other)
        ]
        for one, other in (*linked, *of_projects):
            if one is not other and (one.covers == "top-up") == (other.covers == "top-up"):
                found.setdefault(one.iri, set()).add(other.iri)
                found.setdefault(other.iri, set()).add(one.iri)
    return found
