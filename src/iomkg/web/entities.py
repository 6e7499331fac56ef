"""What is known of a thing as RDF: its own facts, what names it, and words for everything mentioned."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Triple

from iomkg.draft import Draft
from iomkg.links import successor_of
from iomkg.namespaces import BASE, ID, PREFIXES, RDFS, SCHEME, SKOS, VIEW_GRAPH, kind_of, release_graph, term
from iomkg.store import Store
from iomkg.web.bench import Bench
from iomkg.web.lanes import Reply
from iomkg.web.negotiation import TRIPLES
from iomkg.web.protocol import ProtocolError
from iomkg.web.sparql import TRIPLE_FORMS

PAGE: Final = 1_000  # triples about the thing on one page
_LABELS: Final = (SKOS + "prefLabel", RDFS + "label", term("title"), term("name"), term("headline"))
# Of the form id:state/ner, a Turtle file writes <id/state/ner>: names with slashes need a base.
_DECLARED: Final = {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith("#") or not iri.startswith(BASE)}


def data(bench: Bench, iri: str, suffix: str, page: int) -> Reply:
    """The triples about a thing of the view, or of a release about itself, in the form of a suffix (`ttl`), a page at a
    time (from 1). Raises ProtocolError when there is no such thing, form or page."""
    if suffix not in TRIPLES:
        raise ProtocolError(404, f"there is no form {suffix!r}; there are {', '.join(TRIPLES)}")
    about = sorted(_about(bench.store, iri), key=str)
    if not about:
        after = successor(bench.store, iri)
        raise ProtocolError(404, f"{iri} is one with {after} by now" if after else f"nothing is known of {iri}")
    pages = -(-len(about) // PAGE)
    if not 1 <= page <= pages:
        raise ProtocolError(404, f"there is no page {page}; there {'is' if pages == 1 else 'are'} {pages}")
    body = _written(bench.store, about[(page - 1) * PAGE : page * PAGE], suffix)
    return Reply(200, TRIPLES[suffix], body, {"X-Pages": str(pages)})


def whole(store: Store, iri: str, suffix: str) -> bytes:
    """All triples about a thing, in the form of a suffix."""
    return _written(store, sorted(_about(store, iri), key=str), suffix)


def _written(store: Store, shown: list[Triple], suffix: str) -> bytes:
    stream = io.BytesIO()
    turtle = suffix == "ttl"
    pyoxigraph.serialize(
        [*shown, *_labels(store, shown)],
        stream,
        TRIPLE_FORMS[TRIPLES[suffix]],
        prefixes=_DECLARED if turtle else None,
        base_iri=BASE if turtle else None,
    )
    return stream.getvalue()


def known(store: Store, iri: str) -> bool:
    """Whether anything is known of a thing."""
    return next(_about(store, iri), None) is not None


def successor(store: Store, iri: str) -> str | None:
    """The thing that another was merged into."""
    try:
        after = successor_of(Draft(store), iri)
    except ValueError:
        return None
    return None if after == iri else after


def _about(store: Store, iri: str) -> Iterator[Triple]:
    try:
        node = NamedNode(iri)
    except ValueError:
        return
    graph = release_graph(iri.rsplit("/", 1)[1]) if kind_of(iri) == "release" else VIEW_GRAPH
    for quad in store.quads(node, None, None, graph):
        yield quad.triple
    if graph == VIEW_GRAPH:
        for quad in store.quads(None, None, node, graph):
            yield quad.triple


def _labels(store: Store, shown: Iterable[Triple]) -> list[Triple]:
    """The labels of what the triples mention besides what they are about."""
    mentioned = {
        node.value
        for triple in shown
        for node in (triple.subject, triple.object)
        if isinstance(node, NamedNode) and node.value.startswith((ID, SCHEME))
    }
    found: set[Triple] = set()
    for iri in mentioned:
        for predicate in _LABELS:
            quads = store.quads(iri, predicate, None, VIEW_GRAPH)
            found.update(quad.triple for quad in quads if isinstance(quad.object, Literal))
    return sorted(found - set(shown), key=str)
