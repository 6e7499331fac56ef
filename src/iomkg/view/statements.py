"""What accepted claims say of an entity, and which of it holds where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import vocabulary
from iomkg.draft import Draft
from iomkg.links import Homes, claims_about, spoke_on, voice_of
from iomkg.model import Term
from iomkg.namespaces import RDF, REFERENCE_GRAPH, concept, release_graph, release_key_of, term

_ACCEPTED: Final = NamedNode(concept("claim-status", "accepted"))
_STATUS, _PREDICATE = term("claimStatus"), RDF + "predicate"
_TYPE: Final = NamedNode(RDF + "type")
LAST_RANK: Final = 99
_BANDS: Final = (0.9, 0.7)


@dataclass(frozen=True, slots=True)
class Statement:
    """One accepted claim, its object mapped to the view, with what ranks it among its rivals.

    `source_rank` counts from 1 (a donor's own data); `effective` is the ISO day of its release, `spoke` the first day
    on which the voice of the release was heard (releases that repeat each other are one voice), empty when unknown;
    `preferred` is the moment at which a curator put it before its rivals, empty when none did.
    """

    claim: str
    predicate: str
    value: Term
    confidence: float
    release: str
    source_rank: int
    effective: str
    voice: str
    spoke: str
    preferred: str = ""

    def precedence(self) -> tuple[tuple[int, ...], int, int, tuple[int, ...], tuple[int, ...], str]:
        """Smaller is better: what a curator preferred, the last first; source class, confidence band, the voice heard
        later, within a voice the later release, claim id. Load time never counts; nor does a repost, which brings
        nothing new."""
        band = sum(self.confidence < edge for edge in _BANDS)
        return _later(self.preferred), self.source_rank, band, _later(self.spoke), _later(self.effective), self.claim


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one property between which sources disagree, each with the statements that say so, best first:
    `chosen` holds, `others` do not."""

    entity: str
    predicate: str
    chosen: tuple[Statement, ...]
    others: tuple[tuple[Statement, ...], ...]


class Statements:
    """Reads statements from a draft whose claims and links stand still, and what ranks each release once.

    `homes` tells which thing is which entity, and remembers it.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._sources: dict[str, tuple[int, str, str, str]] = {}
        self.homes = Homes(draft)

    def of(self, entity: str) -> list[Statement]:
        """Every accepted claim about an entity, best first."""
        read = (self._statement(claim, graph) for claim, graph in self._claims(entity))
        return sorted((statement for statement in read if statement is not None), key=Statement.precedence)

    def typed(self, entity: str) -> bool:
        """Whether an accepted claim says what an entity is."""
        return any(
            _TYPE in self._draft.objects(claim, _PREDICATE, graph)
            and _ACCEPTED in self._draft.objects(claim, _STATUS, graph)
            for claim, graph in self._claims(entity)
        )

    def _claims(self, entity: str) -> Iterator[tuple[str, str]]:
        """The claims about an entity, each with the graph it stands in."""
        for subject in sorted({entity, *self.homes.members(entity)}):
            for quad in claims_about(self._draft, subject):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                    yield quad.subject.value, quad.graph_name.value

    def _statement(self, claim: str, graph: str) -> Statement | None:
        said: Mapping[str, Term] = {
            q.predicate.value: q.object
            for q in self._draft.quads(claim, None, None, graph)
            if isinstance(q.object, NamedNode | Literal)
        }
        if said.get(_STATUS) != _ACCEPTED:
            return None
        value = said[RDF + "object"]
        if isinstance(value, NamedNode) and release_key_of(value.value):
            value = NamedNode(self.homes.of(value.value))
        release = said[term("inRelease")].value
        rank, effective, voice, spoke = self._source(release)
        return Statement(
            claim=claim,
            predicate=said[RDF + "predicate"].value,
            value=value,
            confidence=float(said[term("confidence")].value),
            release=release,
            source_rank=rank,
            effective=effective,
            voice=voice,
            spoke=spoke,
            preferred=_preferred(said),
        )

    def _source(self, release: str) -> tuple[int, str, str, str]:
        if release not in self._sources:
            draft, graph = self._draft, release_graph(release.rsplit("/", 1)[1])
            effective = _first(draft, release, "effectiveOn", graph)
            rank = _rank(draft, release, graph)
            self._sources[release] = (rank, effective, voice_of(draft, release), spoke_on(draft, release))
        return self._sources[release]


def _preferred(said: Mapping[str, Term]) -> str:
    """The moment of a preference in a form that orders as text: with its fraction of a second always written out."""
    if term("preferredOn") not in said:
        return ""
    whole, _, fraction = said[term("preferredOn")].value.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<6}"


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
    for statement in Statements(draft).of(entity):
        slot = _slot(rules.rule(statement.predicate), statement)
        if slot is not None:
            rivals.setdefault(slot, []).append(statement)
    found: list[Conflict] = []
    for (predicate, _), group in sorted(rivals.items()):
        by_value: dict[Term, list[Statement]] = {}
        for statement in group:
            by_value.setdefault(statement.value, []).append(statement)
        if len(by_value) > 1:
            held, *others = map(tuple, by_value.values())
            found.append(Conflict(entity, predicate, held, tuple(others)))
    return found


def _slot(rule: str, statement: Statement) -> tuple[str, str] | None:
    """Where only one value may stand: the property, or the property in one language; None when all may."""
    if rule == vocabulary.ONE:
        return statement.predicate, ""
    if rule == vocabulary.ONE_PER_LANGUAGE and isinstance(statement.value, Literal):
        return statement.predicate, statement.value.language or ""
    return None


def _later(day: str) -> tuple[int, ...]:
    """Orders ISO days from the latest to the earliest, an unknown one last."""
    return tuple(-ord(character) for character in day) or (0,)


def _rank(draft: Draft, release: str, graph: str) -> int:
    source_class = _first(draft, release, "sourceClass", graph)
    rank = _first(draft, source_class, "sourceRank", REFERENCE_GRAPH) if source_class else ""
    return int(rank) if rank else LAST_RANK


def _first(draft: Draft, subject: str, name: str, graph: str) -> str:
    return min((value.value for value in draft.objects(subject, term(name), graph)), default="")
