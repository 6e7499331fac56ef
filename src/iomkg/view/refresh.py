"""Bring the view graph up to date: facts are recomputed for the touched entities and for whatever rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from iomkg import by_value
from iomkg.draft import Draft
from iomkg.model import Term
from iomkg.namespaces import RDF, VIEW_GRAPH, term
from iomkg.view.news import News
from iomkg.view.rules import OWN_RULES
from iomkg.view.viewer import Viewer

_GRAPH: Final = NamedNode(VIEW_GRAPH)
_TO_PROJECT: Final = (term("fundedProject"), term("inProject"))
_ROLES: Final = (term("hasDonor"), term("hasImplementer"), term("hasPartner"))


def refresh(draft: Draft, entities: Iterable[str]) -> set[str]:
    """Recompute the facts of these entities, where there is news of them, and of what rests on them; return every
    entity recomputed.

    The result equals a full recomputation: facts of an entity depend on its claims, on reference data, and for
    projects on their fundings, participations and the states of bodies in them, which are followed here.
    """
    viewer, news = Viewer(draft), News(draft)
    done: set[str] = set()
    ahead = {entity for entity in entities if news.about(entity)}
    dropped: set[str] = set()
    while ahead:
        entity = ahead.pop()
        if entity in done:
            continue
        done.add(entity)
        before = viewer.standing(entity)
        after = viewer.facts(entity)
        draft.exchange(_quads(entity, before - after), _quads(entity, after - before))
        dropped.update(_named_by_value(before - after))
        ahead.update(_named_by_value(after - before))
        ahead.update(_resting_on(draft, viewer, entity, before, after) - done)
    for iri in sorted(dropped):
        if next(draft.quads(None, None, iri, VIEW_GRAPH), None) is None and not viewer.reference(iri):
            draft.remove(list(draft.quads(iri, None, None, VIEW_GRAPH)))
    return done


def reference_view(quads: Iterable[Quad]) -> Iterator[Quad]:
    """What the view holds before any release: reference facts and what follows from them."""
    known: dict[str, dict[str, list[Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            known.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def lookup(entity: str, predicate: str) -> list[Term]:
        return known.get(entity, {}).get(predicate, [])

    for entity, facts in known.items():
        if RDF + "type" in facts:
            yield from _quads(entity, {(p, v) for p, values in facts.items() for v in values})
            derived = {(d.predicate, d.value) for rule in OWN_RULES for d in rule(entity, lookup)}
            yield from _quads(entity, derived)


def _resting_on(
    draft: Draft, viewer: Viewer, entity: str, before: set[tuple[str, Term]], after: set[tuple[str, Term]]
) -> set[str]:
    """The entities whose facts may change because this one's did."""
    changed = before ^ after
    if not changed:
        return set()
    resting = {value.value for predicate, value in before | after if predicate in _TO_PROJECT}
    if any(predicate == term("ofState") for predicate, _ in changed):
        for role in _ROLES:
            resting.update(draft.subjects(role, NamedNode(entity), VIEW_GRAPH))
    if bool(before) != bool(after):
        resting.update(viewer.mentioning(entity))
    return resting


def _named_by_value(facts: Iterable[tuple[str, Term]]) -> set[str]:
    return {v.value for _, v in facts if isinstance(v, NamedNode) and by_value.is_named_by_value(v.value)}


def _quads(entity: str, facts: Iterable[tuple[str, Term]]) -> list[Quad]:
    return [Quad(NamedNode(entity), NamedNode(predicate), value, _GRAPH) for predicate, value in facts]
