"""The graph as it would be with nothing but what curators confirmed, corrected or added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg.draft import Draft
from iomkg.errors import RefusedError
from iomkg.judged import ACCEPTED, MACHINE, Judged
from iomkg.namespaces import JUDGEMENTS_GRAPH, RDF, claims_graph, release_graph, term
from iomkg.pipeline import landing, prepare
from iomkg.publication.content import keys
from iomkg.rulings import Rulings
from iomkg.store import Store

_AT_ONCE: Final = 100
_PARTS: Final = tuple(RDF + part for part in ("subject", "predicate", "object"))


@contextmanager
def confirmed(store: Store) -> Iterator[Store]:
    """A store in memory with the same releases, from the claims that a person stands behind. Links and view are made
    anew, as loading makes them. Raises RefusedError when that would break a rule."""
    gates = landing.Gates()
    with Store.memory() as made:
        prepare(made)
        rulings = Rulings.of(Draft(store))
        remaining = iter(keys(store))
        while batch := list(islice(remaining, _AT_ONCE)):
            draft = Draft(made)
            landed = landing.land(draft, {key: _confirmed(store, key) for key in batch}, rulings, gates)
            if not landed.report.conforms:
                told = landed.report.violations[0].message
                raise RefusedError(f"what curators confirmed breaks a rule by itself: {told}", landed.report)
            made.commit(draft.change())
        draft = Draft(made)
        draft.add(store.quads(graph=JUDGEMENTS_GRAPH))
        made.commit(draft.change())
        yield made


def _confirmed(store: Store, key: str) -> Judged:
    """The graphs of a release without what no person stands behind."""
    claims: dict[object, list[Quad]] = {}
    for quad in store.quads(graph=claims_graph(key)):
        claims.setdefault(quad.subject, []).append(quad)
    kept = {claim for claim, quads in claims.items() if _stands(quads)}
    triples: dict[bool, set[tuple[object, ...]]] = {True: set(), False: set()}
    for claim, quads in claims.items():
        told = {quad.predicate.value: quad.object for quad in quads}
        triples[claim in kept].add(tuple(told[part] for part in _PARTS))
    left_out = triples[False] - triples[True]
    stated = [q for q in store.quads(graph=release_graph(key)) if (q.subject, q.predicate, q.object) not in left_out]
    return Judged(tuple(stated), tuple(quad for claim in kept for quad in claims[claim]))


def _stands(quads: list[Quad]) -> bool:
    told = {quad.predicate.value: quad.object for quad in quads}
    by_hand = told.get(term("codedBy")) not in (None, MACHINE)
    return told.get(term("claimStatus")) == NamedNode(ACCEPTED.value) and by_hand
