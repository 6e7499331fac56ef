"""What each fact of the view rests on: statements of releases, a rule and its premises, or reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from iomkg.draft import Draft
from iomkg.model import Term
from iomkg.namespaces import REFERENCE_GRAPH, VIEW_GRAPH
from iomkg.view.refresh import reference_view
from iomkg.view.rules import Triple
from iomkg.view.statements import Statement
from iomkg.view.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Basis:
    """`kind` says which other fields hold: statements (stated), rule and premises (derived), none (reference)."""

    kind: OneOf["stated", "derived", "reference"]
    statements: tuple[Statement, ...] = ()
    rule: str = ""
    premises: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the view with everything it rests on; without a basis it is a fault of the graph."""

    entity: str
    predicate: str
    value: Term
    bases: tuple[Basis, ...]


def facts_of(draft: Draft, entity: str) -> list[Fact]:
    """The facts that stand in the view about an entity, by predicate and value, each with its bases."""
    viewer = Viewer(draft)
    return [
        Fact(entity, predicate, value, tuple(_bases(viewer, entity, predicate, value)))
        for predicate, value in sorted(viewer.standing(entity), key=lambda fact: (fact[0], str(fact[1])))
    ]


def unfounded(draft: Draft) -> Iterator[Triple]:
    """Facts that stand in the view and rest on nothing. A sound graph has none."""
    reference = {(q.subject, q.predicate, q.object) for q in reference_view(draft.quads(graph=REFERENCE_GRAPH))}
    viewer = Viewer(draft)
    for quad in draft.quads(graph=VIEW_GRAPH):
        if (quad.subject, quad.predicate, quad.object) in reference or not isinstance(quad.subject, NamedNode):
            continue
        if not isinstance(quad.object, NamedNode | Literal):
            continue
        entity, predicate = quad.subject.value, quad.predicate.value
        if next(_bases(viewer, entity, predicate, quad.object), None) is None:
            yield entity, predicate, quad.object


def _bases(viewer: Viewer, entity: str, predicate: str, value: Term) -> Iterator[Basis]:
    statements = viewer.stated(entity).get((predicate, value))
    if statements:
        yield Basis("stated", statements=tuple(statements))
    if value in viewer.reference(entity).get(predicate, ()):
        yield Basis("reference")
    for derived in viewer.derived(entity):
        if (derived.predicate, derived.value) == (predicate, value):
            yield Basis("derived", rule=derived.rule, premises=derived.premises)
