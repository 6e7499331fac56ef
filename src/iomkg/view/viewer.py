"""The facts of one entity, computed from claims, links and reference data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import by_value
from iomkg.draft import Draft
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, REFERENCE_GRAPH, VIEW_GRAPH, kind_of, release_graph, release_key_of, term
from iomkg.view.rules import OWN_RULES, Derived, shortcuts
from iomkg.view.statements import Statement, Statements, chosen

_TYPE: Final = RDF + "type"
_SUMS: Final = (
    (term("amount"), term("currency")),
    (term("equivalentAmount"), term("equivalentCurrency")),
    (term("goodsValue"), term("goodsCurrency")),
)


class Viewer:
    """Computes facts, remembering what it has read. Valid as long as claims, links and reference data stand still."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._statements = Statements(draft)
        self._homes = self._statements.homes
        self._reference: dict[str, dict[str, list[Term]]] = {}
        self._stated: dict[str, dict[tuple[str, Term], list[Statement]]] = {}
        self._known: dict[str, bool] = {}

    def facts(self, entity: str) -> set[tuple[str, Term]]:
        """Every (predicate, value) that holds of an entity; empty when nothing says what it is."""
        held = {(p, v) for p, values in self.reference(entity).items() for v in values}
        held.update(self.stated(entity))
        held.update((derived.predicate, derived.value) for derived in self.derived(entity))
        return held if any(predicate == _TYPE for predicate, _ in held) else set()

    def reference(self, entity: str) -> dict[str, list[Term]]:
        """What the reference data says of an entity, by predicate, values in order."""
        if entity not in self._reference:
            found: dict[str, list[Term]] = {}
            for quad in self._draft.quads(entity, None, None, REFERENCE_GRAPH):
                if isinstance(quad.object, NamedNode | Literal):
                    found.setdefault(quad.predicate.value, []).append(quad.object)
            self._reference[entity] = {predicate: sorted(found[predicate], key=str) for predicate in sorted(found)}
        return self._reference[entity]

    def stated(self, entity: str) -> dict[tuple[str, Term], list[Statement]]:
        """What releases state of an entity and the view rules let stand, with the statements that say so."""
        if entity not in self._stated:
            statements = self._statements.of(entity)
            sound = [s for s in statements if isinstance(s.value, Literal) or self.knows(s.value.value)]
            curated = self.reference(entity).get(_TYPE)
            if curated:
                # A release that takes a known body for another kind of body does not change what it is.
                sound = [s for s in sound if s.predicate != _TYPE or s.value in curated]
            self._stated[entity] = _whole_sums(chosen(sound))
        return self._stated[entity]

    def derived(self, entity: str) -> Iterator[Derived]:
        """What follows by the rules, with premises."""
        for rule in OWN_RULES:
            yield from rule(entity, self.lookup)
        if kind_of(entity) == "project":
            fundings = self._naming(entity, "fundedProject")
            yield from shortcuts(entity, fundings, self._naming(entity, "inProject"), self.lookup)

    def lookup(self, entity: str, predicate: str) -> list[Term]:
        """Stated values, best first, then the reference data's."""
        stated = [value for found, value in self.stated(entity) if found == predicate]
        return stated + [v for v in self.reference(entity).get(predicate, ()) if v not in stated]

    def knows(self, iri: str) -> bool:
        """Whether the view may point to this: reference data, a date, or something a release says what it is."""
        if iri not in self._known:
            self._known[iri] = (
                not iri.startswith(ID)
                or by_value.is_named_by_value(iri)
                or self._is_curated(iri)
                or self._statements.typed(iri)
            )
        return self._known[iri]

    def _is_curated(self, iri: str) -> bool:
        """Whether the reference data say anything of it: the first quad tells."""
        return bool(self._reference.get(iri)) or any(True for _ in self._draft.quads(iri, None, None, REFERENCE_GRAPH))

    def standing(self, entity: str) -> set[tuple[str, Term]]:
        """The facts of an entity that stand in the view graph now, computed or not."""
        return {
            (q.predicate.value, q.object)
            for q in self._draft.quads(entity, None, None, VIEW_GRAPH)
            if isinstance(q.object, NamedNode | Literal)
        }

    def mentioning(self, entity: str) -> set[str]:
        """The entities whose releases name this one."""
        return {
            self._homes.of(quad.subject.value)
            for member in self._homes.members(entity)
            # What a release introduces only that release names.
            for quad in self._draft.quads(None, None, member, release_graph(release_key_of(member) or ""))
            if isinstance(quad.subject, NamedNode) and release_key_of(quad.subject.value)
        }

    def _naming(self, project: str, name: str) -> list[str]:
        """The fundings or participations that hold of a project, by IRI."""
        found = {
            self._homes.of(subject)
            for member in self._homes.members(project)
            for subject in self._draft.subjects(
                term(name), NamedNode(member), release_graph(release_key_of(member) or "")
            )
            if release_key_of(subject)
        }
        return sorted(f for f in found if NamedNode(project) in self.lookup(f, term(name)))


def _whole_sums(held: dict[tuple[str, Term], list[Statement]]) -> dict[tuple[str, Term], list[Statement]]:
    """Without the half of a sum whose other half is doubtful: an amount holds with its currency, or not at all."""
    said = {predicate for predicate, _ in held}
    halves = {one for pair in _SUMS for one in pair if len(said.intersection(pair)) == 1}
    return {fact: statements for fact, statements in held.items() if fact[0] not in halves}
