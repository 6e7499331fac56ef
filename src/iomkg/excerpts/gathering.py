"""What belongs to a thing of an excerpt, in the graphs it stands in.

The facts of the thing and of its parts (sums, roles, events, outputs…), from the view; which things of releases they
were made from, from the links; the accepted claims about these, with their sentences; what their releases are; and of
everything mentioned its class and names, of dates and identifiers all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg.judged import ACCEPTED
from iomkg.namespaces import (
    ID,
    LINKS_GRAPH,
    RDF,
    SCHEME,
    SKOS,
    VIEW_GRAPH,
    claims_graph,
    kind_of,
    release_graph,
    release_key_of,
    term,
)
from iomkg.show import HELD, PARTS
from iomkg.store import Store

#: What says of a thing what it is and how it is called.
NAMING: Final = (RDF + "type", SKOS + "prefLabel", SKOS + "altLabel", *map(term, ("title", "name", "acronym")))
#: Values in the form of nodes.
_VALUES: Final = ("date", "identifier")
_INTERNAL: Final = NamedNode(term("textSketch"))
_LINKED: Final = term("linkedTo")


def gathered(store: Store, thing: str) -> Iterator[Quad]:
    """The quads of a thing, in no order, some of them more than once."""
    mentioned: set[str] = set()
    for quad in _own(store, thing):
        yield quad
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith((ID, SCHEME)):
            mentioned.add(quad.object.value)
    entities = set()
    for iri in mentioned:
        for quad in store.quads(iri, _LINKED, None, LINKS_GRAPH) if release_key_of(iri) else ():
            yield quad
            entities.add(quad.object.value if isinstance(quad.object, NamedNode) else "")
    for iri in mentioned | entities - {""}:
        yield from _named(store, iri)


def _own(store: Store, thing: str) -> Iterator[Quad]:
    """What is said of the thing and its parts, and who says it."""
    releases = {thing} if kind_of(thing) == "release" else set()
    for node in with_parts(store, thing):
        yield from store.quads(node, None, None, VIEW_GRAPH)
        links = list(store.quads(None, _LINKED, node, LINKS_GRAPH))
        yield from links
        for said in (node, *(quad.subject.value for quad in links if isinstance(quad.subject, NamedNode))):
            for claim, graph in _claims(store, said):
                yield from store.quads(claim, None, None, graph)
                releases.update(
                    quad.object.value
                    for quad in store.quads(claim, term("inRelease"), None, graph)
                    if isinstance(quad.object, NamedNode)
                )
    for release in releases:
        yield from _release(store, release)


def with_parts(store: Store, thing: str) -> list[str]:
    """A thing and all that has no page worth its own: its parts, and theirs."""
    found = [thing]
    for node in found:  # which grows
        inwards = (q.subject for predicate in PARTS for q in store.quads(None, predicate, node, VIEW_GRAPH))
        outwards = (q.object for predicate in HELD for q in store.quads(node, predicate, None, VIEW_GRAPH))
        parts = {part.value for side in (inwards, outwards) for part in side if isinstance(part, NamedNode)}
        found += sorted(parts - set(found))
    return found


def _claims(store: Store, said: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    """The accepted claims about a thing of a release, or about one known beforehand, with their graphs."""
    key = release_key_of(said)
    for quad in store.quads(None, RDF + "subject", said, claims_graph(key) if key else None):
        claim, graph = quad.subject, quad.graph_name
        if isinstance(claim, NamedNode) and isinstance(graph, NamedNode):
            accepted = store.quads(claim, term("claimStatus"), ACCEPTED, graph)
            if next(accepted, None) is not None:
                yield claim, graph


def _release(store: Store, release: str) -> Iterator[Quad]:
    graph = release_graph(release.rsplit("/", 1)[1])
    for quad in store.quads(release, None, None, graph):
        if quad.predicate != _INTERNAL:
            yield quad
            if isinstance(quad.object, NamedNode) and kind_of(quad.object.value) in _VALUES:
                yield from store.quads(quad.object, None, None, graph)


def _named(store: Store, iri: str) -> Iterator[Quad]:
    if kind_of(iri) in _VALUES:
        yield from store.quads(iri, None, None, VIEW_GRAPH)
        return
    for predicate in NAMING:
        yield from store.quads(iri, predicate, None, VIEW_GRAPH)
