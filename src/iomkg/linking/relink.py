"""Bring the links graph up to date for the things a load touches, kind by kind.

Links are a pure function of release graphs and reference data. Only the components that hold a touched thing are
clustered anew: a component is what candidate pairs connect, so the rest cannot change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import terms
from iomkg.draft import Draft
from iomkg.linking.clusters import Pair, cluster
from iomkg.linking.composition import composed
from iomkg.linking.likeness import CERTAIN, DOUBTFUL, Likeness, likeness
from iomkg.linking.signatures import Signature, blocking_keys, sign
from iomkg.links import entity_of, members_of
from iomkg.namespaces import (
    ID,
    LINKS_GRAPH,
    RDF,
    digest,
    hashed,
    kind_of,
    release_graph,
    release_key_of,
    term,
)

# Bodies first: later kinds are recognised by them. A project's fundings and events meet at the project.
_ORDER: Final = (
    "place", "organisation", "agency", "person", "project", "funding", "event", "participation", "role", "contribution",
    "output",
)  # fmt: skip
_ANCHORS: Final = {"funding": "fundedProject", "event": "ofProject"}
_GRAPH: Final = NamedNode(LINKS_GRAPH)


@dataclass(slots=True)
class Relinked:
    """`entities` are those of the view that a relinking touches, gone ones included; `moved` the things that moved."""

    entities: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)


def relink(draft: Draft, touched: Iterable[str], gone: Iterable[str]) -> Relinked:
    """Link the things `touched` releases introduce, and part what `gone` things held together.

    `touched` and `gone` are IRIs of release-scoped things, after and before the load.
    """
    result = Relinked()
    ahead: dict[str, set[str]] = {kind: set() for kind in _ORDER}
    for iri in _forget(draft, set(gone), result):
        ahead[kind_of(iri) or ""].add(iri)
    for iri in touched:
        ahead[kind_of(iri) or ""].add(iri)
    for kind in _ORDER:
        _link_kind(draft, kind, ahead[kind], result)
        for iri in list(result.moved):
            for mentioning in _mentioning(draft, iri):
                ahead.setdefault(kind_of(mentioning) or "", set()).add(mentioning)
    for iri in result.moved:
        result.entities.update(entity_of(draft, other) for other in _mentioning(draft, iri))
    return result


def _forget(draft: Draft, gone: set[str], result: Relinked) -> set[str]:
    """Take vanished things out of the links; return what stood with them, to be clustered anew."""
    neighbours: set[str] = set()
    for iri in gone:
        entity = entity_of(draft, iri)
        if entity != iri:
            result.entities.add(entity)
            neighbours.update(members_of(draft, entity))
        neighbours.update(_drop_pairs(draft, iri))
        draft.remove(list(draft.quads(iri, None, None, LINKS_GRAPH)))
    return neighbours - gone


def _link_kind(draft: Draft, kind: str, touched: set[str], result: Relinked) -> None:
    together = {member for iri in touched for member in members_of(draft, entity_of(draft, iri))}
    start = _link_composed(draft, touched | {iri for iri in together if kind_of(iri) == kind}, result)
    signatures = {iri: sign(draft, iri) for iri in sorted(start)}
    for signature in signatures.values():
        keys = blocking_keys(signature)
        draft.add(Quad(NamedNode(signature.iri), NamedNode(term("linkKey")), terms.text(key), _GRAPH) for key in keys)
    component = _Component(draft, signatures)
    component.grow(start)
    groups = cluster(component.nodes, {p: s.score for p, s in component.pairs.items()}, CERTAIN, component.cut)
    for group in groups:
        for iri in group:
            _place(draft, iri, hashed(kind, min(group)), result)
    _write_doubtful(draft, component)


class _Component:
    """Everything that candidate pairs connect to the things it grows from."""

    def __init__(self, draft: Draft, signatures: dict[str, Signature]) -> None:
        self._draft = draft
        self._signatures = signatures
        self.nodes: set[str] = set()
        self.pairs: dict[Pair, Likeness] = {}
        self._compared: dict[Pair, Likeness] = {}
        self._met: dict[tuple[str, str], set[str]] = {}

    def grow(self, start: Iterable[str]) -> None:
        ahead = sorted(start)
        self.nodes.update(ahead)
        while ahead:
            iri = ahead.pop()
            for other in sorted(self._neighbours(iri)):
                alike = self._compare(iri, other)
                if alike.score >= DOUBTFUL:
                    self.pairs[_pair(iri, other)] = alike
                    if other not in self.nodes:
                        self.nodes.add(other)
                        ahead.append(other)

    def signature(self, iri: str) -> Signature:
        if iri not in self._signatures:
            self._signatures[iri] = sign(self._draft, iri)
        return self._signatures[iri]

    def cut(self, one: str, other: str) -> bool:
        return self._compare(one, other).different

    def _compare(self, one: str, other: str) -> Likeness:
        pair = _pair(one, other)
        if pair not in self._compared:
            self._compared[pair] = self._judge(*pair)
        return self._compared[pair]

    def _judge(self, one: str, other: str) -> Likeness:
        if release_key_of(one) == release_key_of(other):
            return Likeness(0.0, "kept apart by their release", different=True)
        return likeness(self.signature(one), self.signature(other))

    def _neighbours(self, iri: str) -> set[str]:
        draft, kind = self._draft, kind_of(iri) or ""
        found: set[str] = set()
        for key in draft.objects(iri, term("linkKey"), LINKS_GRAPH):
            found.update(draft.subjects(term("linkKey"), key, LINKS_GRAPH))
        for anchor in self.signature(iri).get(_ANCHORS.get(kind, "")):
            found.update(self._meeting(kind, anchor))
        return found - {iri}

    def _meeting(self, kind: str, anchor: str) -> set[str]:
        """The things of a kind that any release states of the entity of `anchor`."""
        entity = entity_of(self._draft, anchor)
        if (kind, entity) not in self._met:
            members = members_of(self._draft, entity) or [anchor]
            self._met[kind, entity] = {s for m in members for s in _stating(self._draft, _ANCHORS[kind], m, kind)}
        return self._met[kind, entity]


def _stating(draft: Draft, name: str, member: str, kind: str) -> Iterator[str]:
    key = release_key_of(member)
    graph = release_graph(key) if key else None
    for subject in draft.subjects(term(name), NamedNode(member), graph):
        if kind_of(subject) == kind and release_key_of(subject):
            yield subject


def _link_composed(draft: Draft, start: set[str], result: Relinked) -> set[str]:
    """Link the things that are known by what they are composed of alone; return the others, to be clustered.

    Such a thing has to be compared with nothing: the cost does not grow with the graph.
    """
    others: set[str] = set()
    for iri in sorted(start):
        entity = composed(draft, sign(draft, iri))
        if entity is None:
            others.add(iri)
            continue
        _drop_pairs(draft, iri)
        draft.remove(list(draft.quads(iri, term("linkKey"), None, LINKS_GRAPH)))
        _place(draft, iri, entity, result)
    return others


def _place(draft: Draft, iri: str, entity: str, result: Relinked) -> None:
    before = draft.objects(iri, term("linkedTo"), LINKS_GRAPH)
    result.entities.add(entity)
    if [o.value for o in before] == [entity]:
        return
    result.entities.update(o.value for o in before)
    result.moved.add(iri)
    draft.remove(list(draft.quads(iri, term("linkedTo"), None, LINKS_GRAPH)))
    draft.add([Quad(NamedNode(iri), NamedNode(term("linkedTo")), NamedNode(entity), _GRAPH)])


def _write_doubtful(draft: Draft, component: _Component) -> None:
    for iri in component.nodes:
        _drop_pairs(draft, iri)
    for (left, right), alike in component.pairs.items():
        if entity_of(draft, left) != entity_of(draft, right):
            draft.add(_pair_quads(left, right, alike))


def _pair_quads(left: str, right: str, alike: Likeness) -> list[Quad]:
    node = NamedNode(f"{ID}link/{digest(left, right)[:24]}")
    said = (
        (RDF + "type", NamedNode(term("Link"))),
        (term("linkLeft"), NamedNode(left)),
        (term("linkRight"), NamedNode(right)),
        (term("linkScore"), terms.decimal(f"{alike.score:.3f}")),
        (term("linkReason"), terms.text(alike.reason)),
    )
    return [Quad(node, NamedNode(predicate), value, _GRAPH) for predicate, value in said]


def _drop_pairs(draft: Draft, iri: str) -> set[str]:
    """Remove the doubtful pairs of a thing; return the other halves."""
    others: set[str] = set()
    for side in ("linkLeft", "linkRight"):
        for link in draft.subjects(term(side), NamedNode(iri), LINKS_GRAPH):
            for half in ("linkLeft", "linkRight"):
                others.update(o.value for o in draft.objects(link, term(half), LINKS_GRAPH))
            draft.remove(list(draft.quads(link, None, None, LINKS_GRAPH)))
    return others - {iri}


def _mentioning(draft: Draft, iri: str) -> set[str]:
    """The things of the same release whose statements name this one."""
    graph = release_graph(release_key_of(iri) or "")
    found = {q.subject.value for q in draft.quads(None, None, iri, graph) if isinstance(q.subject, NamedNode)}
    return {subject for subject in found if release_key_of(subject)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
