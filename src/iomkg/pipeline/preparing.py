"""Give a store the reference data of this version."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import curated, history, linking, terms, view
from iomkg.draft import Draft
from iomkg.history import Occasion
from iomkg.links import entity_of
from iomkg.namespaces import LOG_GRAPH, RDF, REFERENCE_GRAPH, VIEW_GRAPH, release_key_of, term
from iomkg.pipeline.landing import things_of
from iomkg.rulings import Rulings
from iomkg.store import Store

_LOG: Final = NamedNode(LOG_GRAPH)


def prepare(store: Store) -> None:
    """Give a store the reference data of this version, and the view that follows from it.

    A store made with other reference data gets the new, and its view is computed afresh.
    """
    current = curated.digest_of_files()
    stamp = Quad(NamedNode(REFERENCE_GRAPH), NamedNode(term("referenceDigest")), terms.text(current), _LOG)
    standing = list(store.quads(REFERENCE_GRAPH, term("referenceDigest"), None, LOG_GRAPH))
    if standing == [stamp]:
        return
    quads = list(curated.quads())
    if not standing and next(store.quads(), None) is None:
        known = [*quads, *view.reference_view(quads), stamp]
        store.load_graphs([*known, *history.entry_of_first(known)])
        return
    draft = Draft(store)
    if not standing and set(store.quads(graph=REFERENCE_GRAPH)) == set(quads):
        # Restored from a dump, which has no log: all that follows from these reference data is there.
        draft.add([stamp])
        history.commit(store, draft, Occasion("reference"))
        return
    for graph in (REFERENCE_GRAPH, VIEW_GRAPH):
        draft.clear(graph)
    draft.remove(standing)
    draft.add([*quads, *view.reference_view(quads), stamp])
    rulings = Rulings.of(draft)
    named = {q.object.value for q in draft.quads(None, RDF + "subject") if isinstance(q.object, NamedNode)}
    keys = {r.rsplit("/", 1)[1] for r in draft.subjects(RDF + "type", NamedNode(term("Release")))}
    things = {iri for key in keys for iri in things_of(draft, key)}
    linking.relink(draft, things, things, rulings)
    view.refresh(draft, {entity_of(draft, iri) for iri in named if not release_key_of(iri) or iri in things})
    history.commit(store, draft, Occasion("reference"))
