"""Which form and which language of an answer a client takes (RFC 9110, 12.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import mimeparse

from iomkg.model import Language

T = TypeVar("T")
LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr", "es")

#: Forms of the rows of a SELECT and of an ASK, the first where a client takes anything.
ROWS: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
#: Forms of triples, likewise.
TRIPLES: Final = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
HTML: Final = "text/html"
#: What clients also ask for, and mean one of ours.
_ALSO: Final = {
    "application/json": ROWS["json"],
    "application/xml": ROWS["xml"],
    "text/xml": ROWS["xml"],
    "application/x-turtle": TRIPLES["ttl"],
    "text/plain": TRIPLES["nt"],
}


def form(accept: str, offered: Sequence[str]) -> str | None:
    """The media type among those offered that a client likes best, the first of several; None when it takes none.

    An Accept header that cannot be read counts as none.
    """
    accept = accept.strip() or "*/*"
    try:
        ranked = {kind: float(mimeparse.quality(kind, accept)) for kind in offered}
        also = {ours: float(mimeparse.quality(theirs, accept)) for theirs, ours in _ALSO.items() if ours in ranked}
    except (mimeparse.MimeTypeParseException, ValueError):
        return offered[0]
    best = max(offered, key=lambda kind: ranked[kind])
    if ranked[best] > 0:
        return best
    other = max(also, key=lambda kind: also[kind], default=None)
    return other if other is not None and also[other] > 0 else None


def language(asked: str | None, accept: str) -> Language:
    """The language asked for by name, else the one of an Accept-Language header that is liked best, else English."""
    if asked in LANGUAGES:
        return next(each for each in LANGUAGES if each == asked)
    liked = _weights(accept)
    best = max(LANGUAGES, key=lambda each: liked.get(each, 0.0))
    return best if liked.get(best, 0.0) > 0 else "en"


def _weights(accept: str) -> Mapping[str, float]:
    """How much each language is liked, by its first two letters; what cannot be read is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((p.partition("=")[2] for p in parameters if p.replace(" ", "").startswith("q=")), "1")
        try:
            value = float(weight)
        except ValueError:
            continue
        short = tag.partition("-")[0].lower()
        found[short] = max(found.get(short, 0.0), value if 0 <= value <= 1 else 0.0)
    return found
