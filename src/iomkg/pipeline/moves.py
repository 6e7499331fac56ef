"""What became of the facts of entities that merged or parted: they are not lost, they stand under another IRI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from iomkg.draft import Draft
from iomkg.model import Term
from iomkg.namespaces import LINKS_GRAPH, VIEW_GRAPH, term
from iomkg.store import Change, Store

Fact: TypeAlias = tuple[str, str, Term]
_LINKED_TO: Final = NamedNode(term("linkedTo"))
_LINKS: Final = NamedNode(LINKS_GRAPH)
_VIEW: Final = NamedNode(VIEW_GRAPH)


@dataclass(frozen=True, slots=True)
class Move:
    """Things of the entity `before` that belong to `after` now: its `facts` that stand there, what each was and what
    it is; `mentions` are facts of others that name the one in the place of the other."""

    before: str
    after: str
    facts: Mapping[Fact, Fact]
    mentions: Mapping[Fact, Fact]


def moves(store: Store, draft: Draft, change: Change) -> tuple[Move, ...]:
    """The moves that a change brings, those of most facts first; `draft` is the store with the change."""
    left, homes = _linked(change.removed), _linked(change.added)
    pairs = sorted({(left[thing], home) for thing, home in homes.items() if thing in left})
    renamed = dict(reversed(pairs))
    lost = [quad for quad in change.removed if quad.graph_name == _VIEW]
    found: list[Move] = []
    for before, after in pairs:
        own = store.quads(before, None, None, VIEW_GRAPH)
        naming = (quad for quad in lost if quad.object == NamedNode(before) and fact_of(quad)[0] not in renamed)
        move = Move(before, after, _standing(draft, own, after, renamed), _standing(draft, naming, None, renamed))
        if move.facts or move.mentions:
            found.append(move)
    return tuple(sorted(found, key=lambda move: (-len(move.facts), move.before, move.after)))


def fact_of(quad: Quad) -> Fact:
    """A quad of the view, which has no nodes without names."""
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.subject.value, quad.predicate.value, quad.object


def _standing(draft: Draft, quads: Iterable[Quad], after: str | None, renamed: Mapping[str, str]) -> dict[Fact, Fact]:
    """The facts that stand under other IRIs, of `after` if it is given, with what they are now."""
    found: dict[Fact, Fact] = {}
    for quad in quads:
        subject, predicate, value = fact_of(quad)
        if isinstance(value, NamedNode):
            value = NamedNode(renamed.get(value.value, value.value))
        now = Quad(NamedNode(after or subject), NamedNode(predicate), value, _VIEW)
        if draft.holds(now):
            found[fact_of(quad)] = fact_of(now)
    return found


def _linked(quads: Iterable[Quad]) -> dict[str, str]:
    """The entities that things belong to, as quads of the links tell."""
    told = (quad for quad in quads if quad.predicate == _LINKED_TO and quad.graph_name == _LINKS)
    return {
        quad.subject.value: quad.object.value
        for quad in told
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
