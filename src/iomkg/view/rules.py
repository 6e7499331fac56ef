"""What follows from the facts that hold: each rule has a name and gives the premises it used.

A rule reads the facts of the entity it is about, of the reference data, and of what stands one step away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from iomkg import by_value, stated_dates, vocabulary
from iomkg.model import Term
from iomkg.namespaces import RDF, SKOS, concept, kind_of, term

Triple: TypeAlias = tuple[str, str, Term]
Lookup: TypeAlias = Callable[[str, str], Iterable[Term]]

_TYPE: Final = RDF + "type"
_LABEL: Final = SKOS + "prefLabel"
_BROADER: Final = SKOS + "broader"
_NAMING: Final = ("title", "name", "roleTitle")
_SHORTCUTS: Final = {
    concept("role", "implementing"): term("hasImplementer"),
    concept("role", "partner"): term("hasPartner"),
}


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows by a rule from its premises."""

    predicate: str
    value: Term
    rule: str
    premises: tuple[Triple, ...]


def superclasses(entity: str, lookup: Lookup) -> Iterator[Derived]:
    """Whatever is of a class is of the classes above it."""
    for kind in lookup(entity, _TYPE):
        for above in sorted(vocabulary.load().ancestors(kind.value)):
            yield Derived(_TYPE, NamedNode(above), "superclass", ((entity, _TYPE, kind),))


def labels(entity: str, lookup: Lookup) -> Iterator[Derived]:
    """An entity only releases know is labelled by its title or best name, one per language."""
    if any(True for _ in lookup(entity, _LABEL)):
        return
    taken: set[str] = set()
    for name in _NAMING:
        for value in lookup(entity, term(name)):
            if isinstance(value, Literal) and (value.language or "") not in taken:
                taken.add(value.language or "")
                yield Derived(_LABEL, value, "label", ((entity, term(name), value),))


def closures(entity: str, lookup: Lookup) -> Iterator[Derived]:
    """Containment and broader concepts, all the way up."""
    for step, closed, rule_name in (
        (term("directlyWithin"), term("within"), "containment"),
        (_BROADER, SKOS + "broaderTransitive", "broader"),
    ):
        for value, premises in _upwards(entity, step, lookup):
            yield Derived(closed, value, rule_name, premises)


def routes(entity: str, lookup: Lookup) -> Iterator[Derived]:
    """A route traverses the places of its segments."""
    for segment in lookup(entity, term("hasSegment")):
        for place in lookup(segment.value, term("segmentPlace")):
            premises = ((entity, term("hasSegment"), segment), (segment.value, term("segmentPlace"), place))
            yield Derived(term("traverses"), place, "route", premises)


def named_by_value(entity: str, _: Lookup) -> Iterator[Derived]:
    """A stated date says by itself what form it has and which days it may be, an identifier its scheme and its code."""
    rule = "calendar" if stated_dates.lexical_of(entity) is not None else "identifier"
    for _entity, predicate, value in by_value.triples(entity):
        yield Derived(predicate, value, rule, ())


def shortcuts(project: str, fundings: Iterable[str], shares: Iterable[str], lookup: Lookup) -> Iterator[Derived]:
    """Donors of a project's fundings and holders of its roles, without states whose own body stands beside them."""
    found: list[Derived] = []
    for funding in fundings:
        reason: Triple = (funding, term("fundedProject"), NamedNode(project))
        for donor in lookup(funding, term("donor")):
            premises: tuple[Triple, ...] = (reason, (funding, term("donor"), donor))
            found.append(Derived(term("hasDonor"), donor, "donor-of-project", premises))
    for share in shares:
        for role in lookup(share, term("role")):
            if role.value in _SHORTCUTS:
                for body in lookup(share, term("participant")):
                    part: tuple[Triple, ...] = (
                        (share, term("inProject"), NamedNode(project)),
                        (share, term("role"), role),
                        (share, term("participant"), body),
                    )
                    found.append(Derived(_SHORTCUTS[role.value], body, "role-in-project", part))
    yield from (d for d in found if not _subsumed(d, found, lookup))


OWN_RULES: Final[tuple[Callable[[str, Lookup], Iterator[Derived]], ...]] = (
    superclasses,
    labels,
    closures,
    routes,
    named_by_value,
)


def _subsumed(derived: Derived, beside: Iterable[Derived], lookup: Lookup) -> bool:
    """A state in the same role as its own body says less than the body does."""
    if kind_of(derived.value.value) != "state":
        return False
    bodies = (d.value.value for d in beside if d.predicate == derived.predicate and d.value != derived.value)
    return any(derived.value in lookup(body, term("ofState")) for body in bodies)


def _upwards(entity: str, step: str, lookup: Lookup) -> Iterator[tuple[Term, tuple[Triple, ...]]]:
    seen: set[str] = {entity}
    ahead: list[tuple[str, tuple[Triple, ...]]] = [(entity, ())]
    while ahead:
        here, path = ahead.pop()
        for above in lookup(here, step):
            if above.value not in seen:
                seen.add(above.value)
                premises = (*path, (here, step, above))
                yield above, premises
                ahead.append((above.value, premises))
