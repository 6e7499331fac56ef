"""What became of one entity: what each commit changed in what is known of it, told newest first.

An entity known to releases alone may have had other IRIs before; they are followed back, and facts that only moved
from one to the other are no change.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import history
from iomkg.draft import Draft
from iomkg.history import Commit, Delta
from iomkg.judgements import Judgement, of_quads
from iomkg.model import Term
from iomkg.namespaces import JUDGEMENTS_GRAPH, LINKS_GRAPH, RDF, VIEW_GRAPH, kind_of, release_key_of, term
from iomkg.show import PARTS
from iomkg.store import Store

Fact = tuple[str, str, Term]
_TYPE = RDF + "type"
_LINKED = NamedNode(term("linkedTo"))


@dataclass(frozen=True, slots=True)
class Event:
    """What a commit changed in what is known of an entity. `judgements` are those it was made for; facts are of the
    entity, of its parts, or point to it. `was` are IRIs the entity had until then, `joined` those of entities that
    became one with it, `left` of those that were parted from it, `became` the IRI that has taken its place."""

    commit: Commit
    judgements: tuple[Judgement, ...]
    gained: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    was: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    became: str = ""


def judgements_of(store: Store, commit: Commit) -> tuple[Judgement, ...]:
    """The judgements a commit was made for, in order."""
    records = (
        quad
        for iri in commit.occasion.judgements
        for quad in store.quads(iri, term("judgementRecord"), None, JUDGEMENTS_GRAPH)
    )
    return tuple(of_quads(records))


def events(draft: Draft, store: Store, entity: str) -> Iterator[Event]:
    """The events of an entity of the view, or of a release, newest first.

    What is gone from the view is put into `draft` as it last stood, so that names can be given to it.
    """
    walk = _Walk(store, entity)
    for number in walk:
        commit = history.numbered(store, number)
        if commit is None:
            continue
        delta = history.delta_of(store, number)
        _revive(draft, delta)
        event = walk.event(commit, delta, judgements_of(store, commit))
        if event is not None:
            yield event


class _Walk:
    """Commits from the newest back; those of IRIs and parts that come up on the way are met too."""

    def __init__(self, store: Store, entity: str) -> None:
        self._store = store
        self._iris: set[str] = set()
        self._parts: set[str] = set()
        self._ahead: list[int] = []
        self._met: set[int] = set()
        self._release = entity if kind_of(entity) == "release" and release_key_of(entity) is None else ""
        self._follow(self._iris, entity)
        for part in _parts_now(store, entity):
            self._follow(self._parts, part)
        if self._release:
            self._plan(_judgings(store, entity.rsplit("/", 1)[1]))

    def __iter__(self) -> Iterator[int]:
        while self._ahead:
            number = -heapq.heappop(self._ahead)
            if number not in self._met:
                self._met.add(number)
                yield number

    def event(self, commit: Commit, delta: Delta, judgements: tuple[Judgement, ...]) -> Event | None:
        """What a commit did to the entity; None when nothing."""
        moves = _Moves(delta)
        was = tuple(sorted({old for old, new in moves.renamed.items() if new in self._iris and moves.fresh(new)}))
        joined = tuple(sorted({old for old, new in moves.renamed.items() if new in self._iris} - set(was)))
        left = tuple(sorted({new for iri in self._iris for new in moves.split.get(iri, ())}))
        became = next((moves.renamed[iri] for iri in sorted(self._iris) if iri in moves.renamed), "")
        for part in _parts_in(delta, self._iris):
            self._follow(self._parts, part)
        gained, lost = self._facts(delta, moves.renamed)
        for old in was:
            self._follow(self._iris, old)
        own = bool(self._release) and (
            commit.occasion.release == self._release.rsplit("/", 1)[1] or bool(commit.occasion.judgements)
        )
        if not (gained or lost or was or joined or left or became or own):
            return None
        return Event(commit, judgements, gained, lost, was, joined, left, became)

    def _facts(self, delta: Delta, renamed: Mapping[str, str]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """What came and what went of the entity, without what only moved to another IRI."""
        gained = set(_of(delta.gained))
        lost = {
            (renamed.get(s, s), p, NamedNode(renamed.get(o.value, o.value)) if isinstance(o, NamedNode) else o): (
                s,
                p,
                o,
            )
            for s, p, o in _of(delta.lost)
        }
        # A merge brings what both knew; what the other knew is new to this one.
        came = [fact for fact in gained if fact not in lost and self._is_about(fact)]
        went = [fact for moved, fact in lost.items() if moved not in gained and self._is_about(moved)]
        return tuple(sorted(came, key=_order)), tuple(sorted(went, key=_order))

    def _is_about(self, fact: Fact) -> bool:
        subject, _, value = fact
        return bool({subject} & (self._iris | self._parts)) or value.value in self._iris

    def _follow(self, known: set[str], iri: str) -> None:
        if iri not in known:
            known.add(iri)
            self._plan(history.touching(self._store, iri))

    def _plan(self, numbers: Iterable[int]) -> None:
        # Only what lies further back: what came later was another entity's.
        limit = min(self._met, default=None)
        for number in numbers:
            if limit is None or number < limit:
                heapq.heappush(self._ahead, -number)


class _Moves:
    """Which entities of the view gave their members to others in a commit."""

    def __init__(self, delta: Delta) -> None:
        before = _linked(delta.removed)
        after = _linked(delta.added)
        gone = {s for s, p, _ in _of(delta.lost) if p == _TYPE}
        come = {s for s, p, _ in _of(delta.gained) if p == _TYPE}
        self._come = come - gone
        self.renamed: dict[str, str] = {}
        self.split: dict[str, set[str]] = {}
        for member in sorted(before.keys() & after.keys()):
            old, new = before[member], after[member]
            if old in gone - come:
                self.renamed.setdefault(old, new)
            else:
                self.split.setdefault(old, set()).add(new)

    def fresh(self, entity: str) -> bool:
        """Whether the entity came into the view in this commit."""
        return entity in self._come


def _linked(quads: Iterable[Quad]) -> dict[str, str]:
    links = NamedNode(LINKS_GRAPH)
    return {
        q.subject.value: q.object.value
        for q in quads
        if q.graph_name == links
        and q.predicate == _LINKED
        and isinstance(q.subject, NamedNode)
        and isinstance(q.object, NamedNode)
    }


def _parts_in(delta: Delta, entities: set[str]) -> set[str]:
    """What came to belong to the entities, or ceased to."""
    return {s for s, p, o in _of([*delta.gained, *delta.lost]) if p in PARTS and o.value in entities}


def _parts_now(store: Store, entity: str) -> set[str]:
    quads = (quad for predicate in PARTS for quad in store.quads(None, predicate, entity, VIEW_GRAPH))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def _judgings(store: Store, key: str) -> Iterator[int]:
    """The commits of judgements on a release or its claims, and of what undid them."""
    about: set[str] = set()
    for judgement in of_quads(store.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH)):
        if judgement.release == key or judgement.undoes in about:
            about.add(judgement.id)
            yield from history.touching(store, judgement.iri)


def _revive(draft: Draft, delta: Delta) -> None:
    """Put what a commit took from the view back for its names, unless it stands there."""
    gone = {s for s, p, _ in _of(delta.lost) if p == _TYPE}
    absent = {iri for iri in gone if next(draft.quads(iri, None, None, VIEW_GRAPH), None) is None}
    draft.add(q for q in delta.lost if isinstance(q.subject, NamedNode) and q.subject.value in absent)


def _of(quads: Iterable[Quad]) -> Iterator[Fact]:
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.predicate.value, quad.object


def _moved(fact: Fact, renamed: Mapping[str, str]) -> Fact:
    """A fact as it reads under the IRIs that have taken the places of others."""
    subject, predicate, value = fact
    if isinstance(value, NamedNode):
        value = NamedNode(renamed.get(value.value, value.value))
    return renamed.get(subject, subject), predicate, value


def _order(fact: Fact) -> tuple[str, str, str]:
    return fact[0], fact[1], str(fact[2])
