"""Makes what a store believes doubtful, as if its reader had been less sure."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from iomkg import judged, terms
from iomkg.draft import Draft
from iomkg.namespaces import RDF, claims_graph, kind_of, release_key_of, term
from iomkg.pipeline.landing import Gates, land
from iomkg.rulings import Rulings
from iomkg.store import Store


def things(store: Store, kind: str) -> list[str]:
    """The things of a kind that releases introduce."""
    told = (quad.object for quad in store.quads(None, RDF + "subject"))
    found = {thing.value for thing in told if isinstance(thing, NamedNode) and kind_of(thing.value) == kind}
    return sorted(iri for iri in found if release_key_of(iri))


def doubt(store: Store, doubted: Iterable[str], confidence: str = "0.313") -> None:
    """Give all claims on these things this confidence, with what comes of that for links and view."""
    draft = Draft(store)
    for thing in doubted:
        graph = claims_graph(release_key_of(thing) or "")
        for claim in draft.subjects(RDF + "subject", NamedNode(thing), graph):
            standing = list(draft.quads(claim, term("confidence"), None, graph))
            draft.remove(standing)
            draft.add([Quad(q.subject, q.predicate, terms.decimal(confidence), q.graph_name) for q in standing])
    own = {key: judged.unjudged(draft, key) for thing in doubted if (key := release_key_of(thing))}
    landed = land(draft, own, Rulings.of(draft), Gates())
    assert landed.report.conforms
    store.commit(draft.change())
