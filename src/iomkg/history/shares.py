"""What releases loaded together changed, release by release: each quad of their one change is due to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from iomkg.draft import Draft
from iomkg.history.deltas import Delta
from iomkg.links import Homes
from iomkg.model import Term
from iomkg.namespaces import VIEW_GRAPH, claims_graph, release_graph, release_key_of, term

_LINKED: Final = term("linkedTo")
_NOT_TERMS: Final = (BlankNode, Triple)


def shares(draft: Draft, delta: Delta, keys: Sequence[str]) -> list[Delta]:
    """A change as so many changes as releases brought it, in their order: one after the other they come to the same."""
    if len(keys) == 1:
        return [delta]
    owners = _Owners(draft, delta, keys)
    added: list[set[Quad]] = [set() for _ in keys]
    removed: list[set[Quad]] = [set() for _ in keys]
    for quad in delta.added:
        added[owners.of(quad)].add(quad)
    for quad in delta.removed:
        removed[owners.of(quad)].add(quad)
    return [Delta(frozenset(came), frozenset(went)) for came, went in zip(added, removed, strict=True)]


class _Owners:
    """Tells to which release a quad is due: to the first that states it; else to the first that names both its ends
    (who funds a project follows from the funding that names the two); else to the first that speaks of its subject, or
    of its object; what follows from all of them (pairs, closures), to the last."""

    def __init__(self, draft: Draft, delta: Delta, keys: Sequence[str]) -> None:
        self._last = len(keys) - 1
        self._homes = Homes(draft)
        self._places = {key: place for place, key in enumerate(keys)}
        self._graphs: dict[str, int] = {}
        self._stated: dict[tuple[str, str, Term], int] = {}
        self._spoken: dict[str, int] = {}
        #: The places of the releases that name an entity.
        self._naming: dict[str, set[int]] = {}
        for place, key in enumerate(keys):
            self._graphs.update({release_graph(key): place, claims_graph(key): place})
            for quad in draft.quads(graph=release_graph(key)):
                self._hear(quad, place)
        #: Where an entity that is no more has gone.
        self._moved = {
            quad.object.value: self._homes.of(quad.subject.value)
            for quad in delta.removed
            if quad.predicate.value == _LINKED
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        }

    def of(self, quad: Quad) -> int:
        """The place of the release among the others."""
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        assert isinstance(subject, NamedNode)
        assert isinstance(graph, NamedNode)
        if graph.value in self._graphs:
            return self._graphs[graph.value]
        own = self._places.get(release_key_of(subject.value) or "")
        if own is not None:
            return own
        if graph.value == VIEW_GRAPH and not isinstance(value, _NOT_TERMS):
            stating = self._stated.get((subject.value, quad.predicate.value, value))
            if stating is not None:
                return stating
        ends = [self._entity(node.value) for node in (subject, value) if isinstance(node, NamedNode)]
        both = set.intersection(*(self._naming.get(end, set()) for end in ends)) if len(ends) > 1 else ()
        speaking = (self._spoken[end] for end in ends if end in self._spoken)
        return min(both, default=next(speaking, self._last))

    def _hear(self, quad: Quad, place: int) -> None:
        if not isinstance(quad.subject, NamedNode) or isinstance(quad.object, _NOT_TERMS):
            return
        entity = self._homes.of(quad.subject.value)
        value = NamedNode(self._homes.of(quad.object.value)) if isinstance(quad.object, NamedNode) else quad.object
        self._stated.setdefault((entity, quad.predicate.value, value), place)
        self._spoken.setdefault(entity, place)
        for node in (entity, value.value) if isinstance(value, NamedNode) else (entity,):
            self._naming.setdefault(node, set()).add(place)

    def _entity(self, iri: str) -> str:
        return self._moved.get(iri) or self._homes.of(iri)
