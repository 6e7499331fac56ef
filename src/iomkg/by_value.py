"""Things named by their value, stated dates and identifiers of structured sources: their IRI says all there is."""

from __future__ import annotations

from collections.abc import Iterator

from iomkg import identifiers, stated_dates
from iomkg.model import Term


def is_named_by_value(iri: str) -> bool:
    """Whether an IRI is that of a stated date or of an identifier that says itself what it is."""
    return stated_dates.lexical_of(iri) is not None or identifiers.parts_of(iri) is not None


def triples(iri: str) -> Iterator[tuple[str, str, Term]]:
    """What such an IRI says; nothing for any other."""
    if stated_dates.lexical_of(iri) is not None:
        yield from stated_dates.triples(iri)
    elif identifiers.parts_of(iri) is not None:
        yield from identifiers.triples(iri)
