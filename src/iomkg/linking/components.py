"""Components: the things that certain pairs connect, explored from those a load touches.

What stood before and is not touched stays as it was: its entity is pulled in whole, by the first of its members that
is certain, so that one more copy of a release that has two hundred costs one comparison and not two hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from iomkg.linking.clusters import Pair, better, cluster, harmonious, pair
from iomkg.linking.grades import DOUBTFUL, JUDGED, UNLIKE, Likeness, different
from iomkg.linking.ledger import Ledger
from iomkg.linking.likeness import GLANCED_AT, likeness, told_by_one_voice, unlike_at_a_glance
from iomkg.linking.signatures import Signature
from iomkg.namespaces import kind_of, release_key_of

_KEPT_APART: Final = different("kept apart by their release")
_JUDGED_ONE: Final = Likeness(JUDGED, "a curator judged so")
_JUDGED_APART: Final = different("a curator judged so")


class Components:
    """Explores from `open_` things, whose keys stand in the ledger already and whose old pairs do not count.

    Afterwards `groups` holds the clusters of everything reached, `parted` those components that a cut parts, and
    `doubtful` the pairs found that a judgement may decide (of things that are one by now as well).
    """

    def __init__(self, ledger: Ledger, open_: Iterable[str]) -> None:
        self._ledger = ledger
        self._rulings = ledger.rulings
        self._component: dict[str, set[str]] = {}
        self._open: set[str] = set()
        self.doubtful: dict[Pair, Likeness] = {}
        self.groups: list[frozenset[str]] = []
        self.parted: list[frozenset[str]] = []
        self._explore(set(open_))

    @property
    def opened(self) -> set[str]:
        """The things compared with all they meet: those given, and the members of components that a cut parts."""
        return self._open

    def _explore(self, ahead: set[str]) -> None:
        while ahead:
            self._grow(ahead)
            self.parted = [c for c in self._components() if not harmonious(c, self._signature, self._rulings)]
            ahead = set().union(*self.parted) - self._open
        whole = (c for c in self._components() if c not in self.parted)
        self.groups = sorted((*whole, *(g for c in self.parted for g in self._clusters(c))), key=min)

    def _components(self) -> list[frozenset[str]]:
        return [frozenset(c) for c in {id(c): c for c in self._component.values()}.values()]

    def _grow(self, ahead: set[str]) -> None:
        self._open |= ahead
        for iri in sorted(ahead):
            self._component.setdefault(iri, {iri})
        for iri in sorted(ahead):
            self._meet(iri)

    def _meet(self, iri: str) -> None:
        """Compare a thing with those it meets: of an entity left as it was, with one of each profile."""
        tried: set[tuple[str, str | None]] = set()
        for other in self._ledger.meeting(iri):
            if self._component[iri] is self._component.get(other):
                continue
            judged = self._rulings.same(iri, other) or self._rulings.different(iri, other)
            if self._of_one_release(iri, other) and not self._rulings.same(iri, other):
                continue  # what a release introduces stays apart in it, and some introduce hundreds of sums
            versions = self._ledger.one_voice(iri, other)
            if not versions and not judged and self._unlike_at_a_glance(iri, other):
                continue
            settled = other not in self._open
            like = (self._ledger.home(other), self._ledger.profile(other)) if settled else (other, "")
            if like in tried and not versions and not judged:
                continue
            alike = self._compare(iri, other, versions)
            if settled and not versions and not judged and release_key_of(iri) != release_key_of(other):
                tried.add(like)
            if alike.certain:
                self._join(iri, other)
            elif alike.score >= DOUBTFUL:
                self.doubtful[pair(iri, other)] = alike

    @staticmethod
    def _of_one_release(one: str, other: str) -> bool:
        key = release_key_of(one)
        return key is not None and key == release_key_of(other)

    def _join(self, iri: str, other: str) -> None:
        component = self._component[iri] | self._component.get(other, set())
        if other not in self._component:
            component |= self._ledger.component(other)
        for member in set(component):
            component |= self._component.get(member, set())
        for member in component:
            self._component[member] = component

    def _clusters(self, component: frozenset[str]) -> list[frozenset[str]]:
        """Best pairs first, for a component that holds things which cannot be one."""
        scores: dict[Pair, Likeness] = {}
        for iri in sorted(component):
            for other in self._ledger.meeting(iri):
                if other in component and iri < other:
                    scores[iri, other] = self._compare(iri, other, self._ledger.one_voice(iri, other))
        groups = cluster(component, scores, self._signature, self._rulings)
        home = {iri: group for group in groups for iri in group}
        best: dict[Pair, tuple[Pair, Likeness]] = {}
        for found in ((p, a) for p, a in scores.items() if a.score >= DOUBTFUL and home[p[0]] is not home[p[1]]):
            between = pair(min(home[found[0][0]]), min(home[found[0][1]]))
            if between not in best or better(found, best[between]):
                best[between] = found
        self.doubtful.update(best.values())
        return groups

    def _compare(self, one: str, other: str, versions: bool) -> Likeness:
        if self._rulings.same(one, other):
            return _JUDGED_ONE
        if self._rulings.different(one, other):
            return _JUDGED_APART
        if release_key_of(one) is not None and release_key_of(one) == release_key_of(other):
            return _KEPT_APART
        if not versions and self._unlike_at_a_glance(one, other):
            return UNLIKE
        left, right = (self._signature(iri) for iri in pair(one, other))
        if versions:
            alone = all(self._ledger.alone(iri) for iri in (one, other))
            return told_by_one_voice(left, right, alone)
        return likeness(left, right)

    def _unlike_at_a_glance(self, one: str, other: str) -> bool:
        """Most of those that meet share a common phrase and no more: a look at each is enough, and all that grows."""
        if kind_of(one) not in GLANCED_AT:
            return False
        first, second = (self._ledger.glance(iri) for iri in pair(one, other))
        return unlike_at_a_glance(first, second)

    def _signature(self, iri: str) -> Signature:
        return self._ledger.signature(iri)
