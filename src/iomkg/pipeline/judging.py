"""Judgements into a store: all that were made together in one atomic commit, or none, and what they would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad

from iomkg import history, judged, judgements
from iomkg.contradictions import refuse_contradictions
from iomkg.draft import Draft
from iomkg.errors import RefusedError, UsageError
from iomkg.history import Occasion
from iomkg.judgements import ON_LINKS, Judgement
from iomkg.namespaces import JUDGEMENTS_GRAPH, VIEW_GRAPH, term
from iomkg.pipeline.landing import Gates, Landed, land
from iomkg.pipeline.moves import Fact, Move, fact_of, moves
from iomkg.rulings import Rulings, loaded
from iomkg.store import Store

_VIEW: Final = NamedNode(VIEW_GRAPH)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What judgements change in the view: facts (entity, property, value) that come and go; `entities` are those
    computed anew, `lost` the judgements that find nothing they are about, `made` those that are new, `waiting` those of
    them on releases that are not loaded. Facts that only stand under another IRI now come and go as well: `moves`
    tells which those are. `after` reads as the store would with them, until they are committed.
    """

    gained: tuple[Fact, ...]
    lost_facts: tuple[Fact, ...]
    entities: frozenset[str]
    lost: tuple[Judgement, ...]
    made: tuple[Judgement, ...]
    waiting: tuple[Judgement, ...] = ()
    moves: tuple[Move, ...] = ()
    after: Draft = field(kw_only=True, repr=False, compare=False)


class Judge:
    """Puts judgements into one store, which no one else writes meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gates = Gates()

    def preview(self, made: Sequence[Judgement]) -> Verdict:
        """What these judgements would change. Raises as `judge` does; nothing is written."""
        draft, landed, fresh = self._land(made)
        return self._verdict(draft, landed, fresh)

    def judge(self, made: Sequence[Judgement], foreseen: Callable[[Verdict], None] | None = None) -> Verdict:
        """Commit judgements; `foreseen` is told before what will change. Those the store holds change nothing.

        Raises RefusedError when the graph would break a rule, when a merge contradicts what keeps things apart, or a
        split what makes them one; UsageError when one undoes what is not there.
        """
        draft, landed, fresh = self._land(made)
        verdict = self._verdict(draft, landed, fresh)
        if foreseen:
            foreseen(verdict)
        if fresh:
            history.commit(self._store, draft, Occasion("judgements", judgements=tuple(j.iri for j in fresh)))
            self._store.show()  # a curator who judges for an hour is read meanwhile
        return verdict

    def _land(self, made: Sequence[Judgement]) -> tuple[Draft, Landed, tuple[Judgement, ...]]:
        draft = Draft(self._store)
        known = judgements.of_quads(draft.quads(None, term("judgementRecord"), None, JUDGEMENTS_GRAPH))
        ids = {judgement.id for judgement in known}
        fresh = tuple({j.id: j for j in made if j.id not in ids}.values())
        _refuse_undoing_nothing([*known, *fresh], fresh)
        before = Rulings(known)
        before.bind(draft)
        after = Rulings([*known, *fresh])
        after.bind(draft)
        refuse_contradictions(after, fresh)
        draft.add(judgements.quads(fresh))
        changed = _changed(before, after)
        keys = sorted({key for judgement in changed for key in loaded(draft, judgement)})
        releases = {key: judged.unjudged(draft, key) for key in keys}
        linked = _linked(before, changed) | _linked(after, changed)
        landed = land(draft, releases, after, self._gates, relinked=linked)
        if not landed.report.conforms:
            first = landed.report.violations[0]
            raise RefusedError(f"the judgement breaks a rule: {first.message} ({first.shape})", landed.report)
        return draft, landed, fresh

    def _verdict(self, draft: Draft, landed: Landed, fresh: tuple[Judgement, ...]) -> Verdict:
        change = draft.change()
        waiting = tuple(judgement for judgement in fresh if judgement.release and not loaded(draft, judgement))
        moved = moves(self._store, draft, change)
        gained, lost = _facts(change.added), _facts(change.removed)
        return Verdict(gained, lost, landed.entities, landed.lost, fresh, waiting, moved, after=draft)


def _changed(before: Rulings, after: Rulings) -> list[Judgement]:
    """The judgements that begin to stand, or stand no more."""
    old, new = ({j.id: j for j in rulings.standing} for rulings in (before, after))
    return [j for identity, j in {**old, **new}.items() if (identity in old) != (identity in new)]


def _linked(rulings: Rulings, changed: Iterable[Judgement]) -> set[str]:
    """The things whose links these judgements decide, and those that judgements join to them."""
    things = {iri for judgement in changed if judgement.kind in ON_LINKS for iri in rulings.bound(judgement)}
    return things | {other for iri in things for other in rulings.partners(iri)}


def _refuse_undoing_nothing(every: Iterable[Judgement], fresh: Iterable[Judgement]) -> None:
    ids = {judgement.id for judgement in every}
    for judgement in fresh:
        if judgement.kind == "undo" and judgement.undoes not in ids:
            raise UsageError(f"no judgement {judgement.undoes} to undo; `iomkg judgements list` shows them")


def _facts(quads: Iterable[Quad]) -> tuple[Fact, ...]:
    """The facts of the view among quads, in order."""
    found = [fact_of(quad) for quad in quads if quad.graph_name == _VIEW]
    return tuple(sorted(found, key=lambda fact: (fact[0], fact[1], str(fact[2]))))
