"""What accepted claims say of an entity, and which of it holds where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import vocabulary
from iomkg.draft import Draft
from iomkg.links import entity_of, members_of
from iomkg.model import Term
from iomkg.namespaces import RDF, REFERENCE_GRAPH, concept, release_graph, term

_ACCEPTED: Final = concept("claim-status", "accepted")
_LAST_RANK: Final = 99
_BANDS: Final = (0.9, 0.7)


@dataclass(frozen=True, slots=True)
class Statement:
    """One accepted claim, its object mapped to the view, with what ranks it among its rivals.

    `source_rank` counts from 1 (a donor's own data); `effective` is the ISO day of its release, empty when unknown.
    """

    claim: str
    predicate: str
    value: Term
    confidence: float
    release: str
    source_rank: int
    effective: str

    def precedence(self) -> tuple[int, int, tuple[int, ...], str]:
        """Smaller is better: source class, confidence band, later date, claim id. Load time never counts."""
        band = sum(self.confidence < edge for edge in _BANDS)
        later = tuple(-ord(character) for character in self.effective) or (0,)
        return self.source_rank, band, later, self.claim


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one property between which sources disagree: `chosen` holds, `others` do not, best first."""

    entity: str
    predicate: str
    chosen: Statement
    others: tuple[Statement, ...]


def statements_of(draft: Draft, entity: str) -> list[Statement]:
    """Every accepted claim about an entity, best first."""
    found = [
        statement
        for subject in {entity, *members_of(draft, entity)}
        for claim in draft.subjects(RDF + "subject", NamedNode(subject))
        if (statement := _statement(draft, claim)) is not None
    ]
    return sorted(found, key=Statement.precedence)


def chosen(statements: Iterable[Statement]) -> dict[tuple[str, Term], list[Statement]]:
    """The facts that hold by the view rules, each with the statements that say so, best first."""
    rules = vocabulary.load()
    held: dict[tuple[str, Term], list[Statement]] = {}
    winners: dict[tuple[str, str], Term] = {}
    for statement in statements:
        slot = _slot(rules.rule(statement.predicate), statement)
        if slot is None or winners.setdefault(slot, statement.value) == statement.value:
            held.setdefault((statement.predicate, statement.value), []).append(statement)
    return held


def conflicts_of(draft: Draft, entity: str) -> list[Conflict]:
    """The properties of an entity on which its sources disagree, in the order of their names."""
    rules = vocabulary.load()
    rivals: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements_of(draft, entity):
        slot = _slot(rules.rule(statement.predicate), statement)
        if slot is not None:
            rivals.setdefault(slot, []).append(statement)
    found: list[Conflict] = []
    for (predicate, _), group in sorted(rivals.items()):
        others = tuple(s for s in group if s.value != group[0].value)
        if others:
            found.append(Conflict(entity, predicate, group[0], others))
    return found


def _slot(rule: str, statement: Statement) -> tuple[str, str] | None:
    """Where only one value may stand: the property, or the property in one language; None when all may."""
    if rule == vocabulary.ONE:
        return statement.predicate, ""
    if rule == vocabulary.ONE_PER_LANGUAGE and isinstance(statement.value, Literal):
        return statement.predicate, statement.value.language or ""
    return None


def _statement(draft: Draft, claim: str) -> Statement | None:
    said: Mapping[str, Term] = {
        q.predicate.value: q.object for q in draft.quads(claim) if isinstance(q.object, NamedNode | Literal)
    }
    if said[term("claimStatus")] != NamedNode(_ACCEPTED):
        return None
    value = said[RDF + "object"]
    release = said[term("inRelease")].value
    key = release.rsplit("/", 1)[1]
    return Statement(
        claim=claim,
        predicate=said[RDF + "predicate"].value,
        value=NamedNode(entity_of(draft, value.value)) if isinstance(value, NamedNode) else value,
        confidence=float(said[term("confidence")].value),
        release=release,
        source_rank=_rank(draft, release, key),
        effective=_first(draft, release, "effectiveOn", release_graph(key)),
    )


def _rank(draft: Draft, release: str, key: str) -> int:
    source_class = _first(draft, release, "sourceClass", release_graph(key))
    rank = _first(draft, source_class, "sourceRank", REFERENCE_GRAPH) if source_class else ""
    return int(rank) if rank else _LAST_RANK


def _first(draft: Draft, subject: str, name: str, graph: str) -> str:
    return min((value.value for value in draft.objects(subject, term(name), graph)), default="")
