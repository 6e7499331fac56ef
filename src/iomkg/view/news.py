"""What a change brings that the view does not hold yet.

A body that a thousand releases speak of is spoken of once more by most that follow, and seldom with news: its facts
need not be gathered from all of them again. So what a load costs does not grow with those before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import vocabulary
from iomkg.draft import Draft
from iomkg.links import Homes, claims_about, releases_of, spoken_of
from iomkg.model import Term
from iomkg.namespaces import (
    CLAIMS_GRAPHS,
    RDF,
    REFERENCE_GRAPH,
    VIEW_GRAPH,
    concept,
    kind_of,
    release_graph,
    release_key_of,
    term,
)

_ACCEPTED: Final = NamedNode(concept("claim-status", "accepted"))
_VIEW: Final = NamedNode(VIEW_GRAPH)
_PARTS: Final = tuple(RDF + part for part in ("subject", "predicate", "object"))


class News:
    """Tells of which entities a draft's claims and links say nothing but what stands in the view already."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._homes = Homes(draft)
        change = draft.change()
        self._everything = bool(change.cleared) or any(
            quad.graph_name == NamedNode(REFERENCE_GRAPH) for quad in (*change.added, *change.removed)
        )
        #: Entities about which something is no longer said.
        self._unsaid: set[str] = set()
        #: The claims that came or changed, each with its graph, by the entity they are about.
        self._claims: dict[str, set[tuple[str, str]]] = defaultdict(set)
        if not self._everything:
            self._gather(change.added, change.removed)

    def about(self, entity: str) -> bool:
        """Whether the facts of an entity have to be computed anew."""
        if self._everything or entity in self._unsaid:
            return True
        return any(self._is_new(entity, claim, graph) for claim, graph in self._claims.get(entity, ()))

    def _gather(self, added: frozenset[Quad], removed: frozenset[Quad]) -> None:
        for release in self._ranked_anew(added, removed):
            self._unsaid |= spoken_of(self._draft, release)
        claims, gone = set(_claims_among(added)), set(_claims_among(removed))
        for quad in (*added, *removed):
            if quad.predicate.value != term("linkedTo") or not isinstance(quad.subject, NamedNode):
                continue
            claims.update(_claims_among(claims_about(self._draft, quad.subject.value)))
            # What a statement points at is another entity now.
            self._unsaid.update(self._naming(quad.subject.value))
            if quad in removed and isinstance(quad.object, NamedNode):
                self._unsaid.add(quad.object.value)
        for quad in removed:
            # What a claim was about is no longer to be asked of it once it is gone.
            if quad.predicate.value == _PARTS[0] and isinstance(quad.object, NamedNode):
                self._unsaid.update((quad.object.value, self._homes.of(quad.object.value)))
        for claim, graph in claims | gone:
            for subject in self._draft.objects(claim, _PARTS[0], graph):
                entity = self._homes.of(subject.value)
                self._claims[entity].add((claim, graph))
                if (claim, graph) in gone:
                    self._unsaid.update((entity, subject.value))

    def _ranked_anew(self, added: frozenset[Quad], removed: frozenset[Quad]) -> set[str]:
        """The releases that stood before and whose day or source counts for more or less now, whatever they say."""
        new = set(_subjects(q for q in added if q.predicate.value == RDF + "type"))
        ranked = {iri for iri in _subjects(removed) if kind_of(iri) == "release"}
        for voice in set(_subjects(q for q in (*added, *removed) if q.predicate.value == term("spokeOn"))):
            ranked.update(releases_of(self._draft, voice))
        return ranked - new

    def _naming(self, thing: str) -> set[str]:
        """The entities of those things of a release that are said to have to do with another thing of it."""
        named_in = self._draft.quads(None, None, thing, release_graph(release_key_of(thing) or ""))
        namers = {quad.subject.value for quad in named_in if isinstance(quad.subject, NamedNode)}
        return {self._homes.of(namer) for namer in namers}

    def _is_new(self, entity: str, claim: str, graph: str) -> bool:
        if _ACCEPTED not in self._draft.objects(claim, term("claimStatus"), graph):
            return False
        for predicate in self._draft.objects(claim, _PARTS[1], graph):
            for value in self._draft.objects(claim, _PARTS[2], graph):
                if isinstance(value, NamedNode):
                    value = NamedNode(self._homes.of(value.value))
                if not self._draft.holds(Quad(NamedNode(entity), NamedNode(predicate.value), value, _VIEW)):
                    return True
                if self._has_rivals(entity, predicate.value, value):
                    return True
        return False

    def _has_rivals(self, entity: str, predicate: str, value: Term) -> bool:
        """Whether what stands has to be weighed anew: beside a value of a property that has one, another stands, as
        where reference data say otherwise than releases. One more voice for the only value changes nothing."""
        rule = vocabulary.load().rule(predicate)
        if rule == vocabulary.ALL:
            return False
        others = [other for other in self._draft.objects(entity, predicate, VIEW_GRAPH) if other != value]
        if rule == vocabulary.ONE_PER_LANGUAGE and isinstance(value, Literal):
            return any(isinstance(other, Literal) and other.language == value.language for other in others)
        return bool(others)


def _subjects(quads: Iterable[Quad]) -> Iterator[str]:
    return (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def _claims_among(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """The claims that quads are about, each with its graph."""
    for quad in quads:
        graph, claim = quad.graph_name, quad.subject
        if isinstance(graph, NamedNode) and isinstance(claim, NamedNode) and graph.value.startswith(CLAIMS_GRAPHS):
            yield claim.value, graph.value
