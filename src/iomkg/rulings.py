"""Which judgements stand, and what they say of a claim, a release, or of two things.

A judgement stands unless a standing one undoes it; of several on one claim the latest holds. What they are about is
looked up by what it says, since a text read anew may number its things otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from iomkg import terms
from iomkg.draft import Draft
from iomkg.judgements import ON_CLAIMS, ON_LINKS, Judgement, ThingRef, of_quads
from iomkg.namespaces import JUDGEMENTS_GRAPH, RDF, claims_graph, kind_of, release_graph, release_key_of, term


class Rulings:
    """The standing judgements of a store, those that a coder made blind left out."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.standing = tuple(j for j in standing(judgements) if not j.blind)
        self._links = [j for j in self.standing if j.kind in ON_LINKS]
        self._bound: dict[str, tuple[str, ...]] = {}
        self._of_claim: dict[str, list[Judgement]] = defaultdict(list)
        self._of_saying: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
        self._of_release: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.standing:
            if judgement.kind in ON_CLAIMS:
                self._of_claim[judgement.claim].append(judgement)
                self._of_saying[judgement.release, judgement.saying].append(judgement)
            if judgement.release:
                for name in {judgement.release, judgement.source} - {""}:
                    self._of_release[name].append(judgement)
        self._arrange()

    @classmethod
    def of(cls, draft: Draft) -> Rulings:
        """The standing judgements of a draft, what they link looked up in it."""
        found = cls(of_quads(draft.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH)))
        found.bind(draft)
        return found

    # -- releases and claims -------------------------------------------------------------------------------------

    def on_release(self, key: str, source: str) -> list[Judgement]:
        """Everything judged of a release, its claims included, in order; `source` is the hash of its bytes."""
        found = {j.id: j for name in (key, source) for j in self._of_release.get(name, ())}
        return sorted(found.values(), key=lambda judgement: judgement.rank)

    def withdrawal(self, key: str, source: str) -> Judgement | None:
        """The judgement that took a release out of the view."""
        found = [j for j in self.on_release(key, source) if j.kind == "withdraw"]
        return found[-1] if found else None

    def on_claim(self, claim: str, key: str, saying: str) -> list[Judgement]:
        """What was judged of a claim, in order: of it, or of one that said the same in another version."""
        found = {j.id: j for j in (*self._of_claim.get(claim, ()), *self._of_saying.get((key, saying), ()))}
        return sorted(found.values(), key=lambda judgement: judgement.rank)

    # -- links ---------------------------------------------------------------------------------------------------

    def bind(self, draft: Draft, keys: Iterable[str] | None = None) -> set[str]:
        """Look up the things that merges and splits are about; with `keys`, those of these releases alone.

        Returns the things that a judgement is newly about, or no more.
        """
        wanted = None if keys is None else set(keys)
        before = self._judged()
        for judgement in self._links:
            if wanted is None or any(release_key_of(thing.iri) in wanted for thing in judgement.things):
                self._bound[judgement.id] = tuple(_found(draft, thing) for thing in judgement.things)
        self._arrange()
        return self._judged() ^ before

    def bound(self, judgement: Judgement) -> tuple[str, ...]:
        """The IRIs that the things of a merge or split have now; as judged where no release speaks of them."""
        found = self._bound.get(judgement.id) or ("",) * len(judgement.things)
        return tuple(iri or thing.iri for iri, thing in zip(found, judgement.things, strict=True))

    def lost(self, judgement: Judgement) -> bool:
        """Whether a merge or split is about something that no release speaks of any more."""
        return "" in self._bound.get(judgement.id, ())

    def partners(self, iri: str) -> set[str]:
        """The things that a judgement calls one with this, or different from it."""
        apart = {other for group in self._apart.get(self._group(iri), ()) for other in group}
        return (set(self._group(iri)) | apart) - {iri}

    def same(self, one: str, other: str) -> bool:
        """Whether judgements make two things one."""
        return one != other and other in self._groups.get(one, ())

    def different(self, one: str, other: str) -> bool:
        """Whether judgements keep two things apart."""
        return self._group(other) in self._apart.get(self._group(one), ())

    def survivor(self, group: Iterable[str]) -> str | None:
        """The lasting IRI that judgements give to things that are one; of several, what was judged last."""
        found = [pin for iri in group if (pin := self._pins.get(iri))]
        return max(found)[1] if found else None

    def replacements(self) -> Iterator[tuple[str, str]]:
        """IRIs that a merge replaced, each with a thing that shows by its entity what replaces it."""
        for judgement in self._links:
            if judgement.kind == "merge":
                standing = [iri for iri in self._bound.get(judgement.id, ()) if iri]
                for iri in judgement.replaced if standing else ():
                    yield iri, standing[0]

    def chain(self, one: str, other: str) -> list[Judgement]:
        """The merges that lead from one thing to another, in order; empty when none do."""
        paths: dict[str, list[Judgement]] = {one: []}
        ahead = [one]
        while ahead:
            here = ahead.pop(0)
            for judgement in self._links:
                bound = self.bound(judgement)
                if judgement.kind == "merge" and here in bound:
                    for iri in bound:
                        if iri not in paths:
                            paths[iri] = [*paths[here], judgement]
                            ahead.append(iri)
        return paths.get(other, [])

    def _judged(self) -> set[str]:
        return set(self._groups) | {iri for group in self._apart for iri in group}

    def _group(self, iri: str) -> frozenset[str]:
        return self._groups.get(iri) or frozenset((iri,))

    def _arrange(self) -> None:
        """Work out from the merges and splits which things are one, apart, or pinned to an IRI."""
        self._groups: dict[str, frozenset[str]] = {}
        self._pins: dict[str, tuple[tuple[bool, dt.datetime, str], str]] = {}
        merges = [j for j in self._links if j.kind == "merge"]
        for judgement in merges:
            bound = [iri for iri in self._bound.get(judgement.id, ()) if iri]
            joined = frozenset().union(*(self._group(iri) for iri in bound))
            self._groups.update(dict.fromkeys(joined, joined))
        for judgement in merges:
            bound = [iri for iri in self._bound.get(judgement.id, ()) if iri]
            for iri in (i for b in bound for i in self._group(b)) if len(bound) > 1 else ():
                # A thing that was known before any release outranks what merges only join.
                pin = ((_lasting(judgement.survivor, judgement), *judgement.rank), judgement.survivor)
                self._pins[iri] = max(pin, self._pins.get(iri, pin))
        self._apart: dict[frozenset[str], set[frozenset[str]]] = defaultdict(set)
        for judgement in self._links:
            if judgement.kind == "split":
                first, *others = self._bound.get(judgement.id, ("",))
                for other in filter(None, others) if first else ():
                    self._apart[self._group(first)].add(self._group(other))
                    self._apart[self._group(other)].add(self._group(first))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nothing undoes, blind ones too, in order."""
    every = sorted(judgements, key=lambda judgement: judgement.rank)
    undone = _undone(every)
    return [judgement for judgement in every if judgement.id not in undone]


def loaded(draft: Draft, judgement: Judgement) -> set[str]:
    """The keys of the loaded releases that a judgement on claims is about: by its key, or by the same bytes."""
    if not judgement.release:
        return set()
    found = {judgement.release} if next(draft.quads(graph=release_graph(judgement.release)), None) else set()
    if judgement.source:
        holders = draft.subjects(term("sourceHash"), terms.text(judgement.source))
        found.update(holder.rsplit("/", 1)[1] for holder in holders)
    return found


def _lasting(survivor: str, judgement: Judgement) -> bool:
    return any(thing.iri == survivor and not thing.saying for thing in judgement.things)


def _found(draft: Draft, thing: ThingRef) -> str:
    """The IRI that a thing has now; empty when no release speaks of it."""
    if not thing.saying:
        return thing.iri
    saying = terms.text(thing.saying)
    claims = draft.subjects(term("saying"), saying)
    iris = {
        subject.value
        for claim in claims
        if any(p.value == RDF + "type" for p in draft.objects(claim, RDF + "predicate"))
        for subject in draft.objects(claim, RDF + "subject")
        if not isinstance(subject, Literal)
    }
    if thing.iri in iris:
        return thing.iri
    key = release_key_of(thing.iri) or ""
    near = {iri for iri in iris if release_key_of(iri) == key} or iris or _alike(draft, thing, key)
    return near.pop() if len(near) == 1 else ""


def _alike(draft: Draft, thing: ThingRef, key: str) -> set[str]:
    """The things of the same kind and wording in a release whose sentence has changed."""
    claims = draft.subjects(term("subjectAsWorded"), terms.text(thing.name), claims_graph(key))
    subjects = {subject.value for claim in claims for subject in draft.objects(claim, RDF + "subject")}
    return {iri for iri in subjects if kind_of(iri) == kind_of(thing.iri) and release_key_of(iri) == key}


def _undone(every: Iterable[Judgement]) -> set[str]:
    """The ids of what is undone. Undoing an undoing makes the first one stand again."""
    undoings: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in every:
        if judgement.kind == "undo":
            undoings[judgement.undoes].append(judgement)
    known: dict[str, bool] = {}

    def undone(identity: str) -> bool:
        if identity not in known:
            known[identity] = any(not undone(u.id) for u in undoings.get(identity, ()))
        return known[identity]

    return {judgement.id for judgement in every if undone(judgement.id)}
