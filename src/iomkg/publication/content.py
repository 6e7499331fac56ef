"""Which quads of a store are published, and in which form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from iomkg import terms
from iomkg.judged import ACCEPTED, MACHINE
from iomkg.namespaces import (
    LINKS_GRAPH,
    LOG_GRAPH,
    RDF,
    REFERENCE_GRAPH,
    RELEASE_GRAPHS,
    VIEW_GRAPH,
    claims_graph,
    release,
    release_graph,
    term,
)
from iomkg.store import Store

LONGEST_QUOTE: Final = 300
#: What the links graph publishes of a thing: the rest is how the machine finds likenesses.
_LINKS: Final = frozenset(map(term, ("linkedTo", "hasVoice", "spokeOn"))) | {
    RDF + "type",
    "http://purl.org/dc/terms/isReplacedBy",
}
_QUOTE, _START, _END = (term(name) for name in ("quote", "quoteStart", "quoteEnd"))
_WORDED: Final = term("objectAsWorded")
_CODER: Final = term("codedBy")
_CURATOR: Final = terms.text("curator")
#: What only serves the loader.
_INTERNAL: Final = frozenset({term("textSketch")})
Node = NamedNode | BlankNode | pyoxigraph.Triple
Triple = tuple[object, object, object]


def quads(store: Store, *, quotes: bool) -> Iterator[Quad]:
    """Everything that is published of a store: accepted claims with what they state, links, view, reference data.

    Doubtful and rejected claims, withdrawn releases, judgements, curators' names and the log stay behind. A quote is
    cut to 300 characters around the words in question; without `quotes` there is none.
    """
    yield from store.quads(graph=REFERENCE_GRAPH)
    yield from store.quads(graph=VIEW_GRAPH)
    yield from _links(store)
    for key in keys(store):
        claims = list(store.quads(graph=claims_graph(key)))
        accepted = {quad.subject for quad in claims if quad.object == ACCEPTED}
        yield from _release(store, key, claims, accepted)
        yield from _claims(claims, accepted, quotes=quotes)
    yield from _last_commit(store)


def keys(store: Store) -> list[str]:
    """The keys of the releases that are published: those not withdrawn."""
    every = [name.removeprefix(RELEASE_GRAPHS) for name in store.graphs() if name.startswith(RELEASE_GRAPHS)]
    withdrawn = term("withdrawnOn")
    return [key for key in every if next(store.quads(release(key), withdrawn, None, release_graph(key)), None) is None]


def _links(store: Store) -> Iterator[Quad]:
    pairs = NamedNode(term("Link"))
    for quad in store.quads(graph=LINKS_GRAPH):
        if quad.predicate.value in _LINKS and quad.object != pairs:
            yield quad


def _release(store: Store, key: str, claims: Iterable[Quad], accepted: set[Node]) -> Iterator[Quad]:
    """What a release states, but for what only claims that are not accepted say."""
    said: dict[object, dict[str, object]] = {}
    for quad in claims:
        if quad.predicate.value in (RDF + "subject", RDF + "predicate", RDF + "object"):
            said.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    stated: dict[bool, set[Triple]] = {True: set(), False: set()}
    for claim, told in said.items():
        stated[claim in accepted].add((told[RDF + "subject"], told[RDF + "predicate"], told[RDF + "object"]))
    left_out = stated[False] - stated[True]
    for quad in store.quads(graph=release_graph(key)):
        if (quad.subject, quad.predicate, quad.object) not in left_out and quad.predicate.value not in _INTERNAL:
            yield quad


def _claims(claims: Iterable[Quad], accepted: set[Node], *, quotes: bool) -> Iterator[Quad]:
    told: dict[object, dict[str, Quad]] = {}
    for quad in claims:
        if quad.subject in accepted:
            told.setdefault(quad.subject, {})[quad.predicate.value] = quad
    for properties in told.values():
        shown = dict(properties)
        if not quotes:
            shown.pop(_QUOTE, None)
        elif _QUOTE in shown:
            shown |= _shortened(properties)
        coder = shown.get(_CODER)
        if coder is not None and coder.object != MACHINE:
            shown[_CODER] = _with(coder, _CURATOR)
        yield from shown.values()


def _shortened(claim: dict[str, Quad]) -> dict[str, Quad]:
    """The quads of a quote that is too long, cut around the words in question; its offsets follow."""
    quote, start = claim[_QUOTE].object, claim[_START].object
    assert isinstance(quote, Literal)
    assert isinstance(start, Literal)
    text = quote.value
    if len(text) <= LONGEST_QUOTE:
        return {}
    worded = claim[_WORDED].object if _WORDED in claim else None
    at = max(0, text.find(worded.value)) if isinstance(worded, Literal) else 0
    middle = at + (len(worded.value) // 2 if isinstance(worded, Literal) else 0)
    first = max(0, min(middle - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE))
    begins = int(start.value) + first
    return {
        _QUOTE: _with(claim[_QUOTE], terms.text(text[first : first + LONGEST_QUOTE])),
        _START: _with(claim[_START], terms.integer(begins)),
        _END: _with(claim[_END], terms.integer(begins + LONGEST_QUOTE)),
    }


def _last_commit(store: Store) -> Iterator[Quad]:
    """Which state of the store this is: the number, moment and software of its last commit."""
    node = NamedNode(LOG_GRAPH)
    for last in store.quads(LOG_GRAPH, term("lastCommit"), None, node):
        yield last
        commit = last.object
        for name in ("commitNumber", "committedAt", "softwareVersion"):
            yield from store.quads(commit if isinstance(commit, NamedNode) else None, term(name), None, node)


def _with(quad: Quad, value: Literal) -> Quad:
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)
