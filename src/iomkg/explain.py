"""Why the view says what it says: each fact unfolded to the sentences it rests on, as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg import view, vocabulary
from iomkg.draft import Draft
from iomkg.folding import bounded, fold
from iomkg.links import entity_of, voice_of
from iomkg.model import Term
from iomkg.namespaces import (
    DCTERMS,
    LINKS_GRAPH,
    RDF,
    REFERENCE_GRAPH,
    VIEW_GRAPH,
    claims_graph,
    kind_of,
    release_graph,
    term,
)
from iomkg.naming import Named, Names, property_name, told_apart
from iomkg.show import parts_of, reading_order, source_files
from iomkg.view import Basis, Conflict, Fact, Statement

_RULES: Final = {
    "superclass": "whatever is of a class is of the classes above it",
    "label": "its label is its title or name",
    "containment": "what lies within a place lies within whatever holds that place",
    "broader": "a broader concept of a broader one is broader too",
    "route": "a route traverses the places of its segments",
    "calendar": "the date itself says so",
    "identifier": "the identifier itself says so",
    "donor-of-project": "who pays a funding of a project is its donor",
    "role-in-project": "who has a role in a project has it towards the project",
}
# Where what is stored of a claim has the claim's own IRI.
_ID: Final = ""
# The premise that says who comes before those that say of what.
_WHO: Final = (term("donor"), term("participant"))


@dataclass(frozen=True, slots=True)
class Origin:
    """The release a statement comes from: `published` is a stated date, `effective` the day that ranks it, `files` are
    the names of those it was read from, if it did not come by its URL. A release without a headline is called by its
    key. Releases that repeat each other have one `voice`."""

    iri: str
    headline: str
    publisher: str | None
    url: str | None
    published: str | None
    effective: str | None
    voice: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: the sentence, where in it the value is worded (None when it is not there word for word), by whom.

    `subject` is the thing it is about as its release has it, `predicate` the IRI behind `property`, `start` where the
    sentence starts in the release's text, `threshold` the confidence at which it would be believed, `coder` who gave it
    its status. In a structured source `path` says where its element or cell is.
    """

    claim: str
    subject: str
    predicate: str
    property: str
    value: Named
    quote: str
    start: int
    worded_at: tuple[int, int] | None
    confidence: float
    threshold: float
    method: str
    status: str
    coder: str
    origin: Origin
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One basis of a fact: statements, a rule with its premises explained in turn, or reference data."""

    kind: str
    said: tuple[Said, ...] = ()
    rule: str = ""
    premises: tuple[Explained, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A fact with its reasons; without any it is a fault of the graph, which `validate` reports."""

    subject: Named
    predicate: str
    property: str
    value: Named
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is said of one thing, under a heading."""

    heading: str
    node: Named
    facts: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a disputed property with the best claim for it, how many `releases` say so and in how many
    `voices`, and, unless it holds, the reason why it does not."""

    said: Said
    releases: int
    voices: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A property on which sources disagree: what holds, and what does not, each value once."""

    entity: Named
    property: str
    chosen: Side
    others: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """Two things that may be one, and why; a judgement has to decide. They are entities of the view, or releases that
    may be one voice."""

    kind: str
    one: Named
    other: Named
    reason: str
    score: float


class Explainer:
    """Explains facts of one store, which must not change meanwhile."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._names = Names(draft)
        self._facts: dict[str, list[Fact]] = {}
        self._origins: dict[str, Origin] = {}

    def entity(self, iri: str) -> list[Explained]:
        """Every fact of an entity in the view, explained, in reading order."""
        explained = (self._explained(fact, ()) for fact in self._facts_of(iri))
        return sorted(
            explained, key=lambda fact: (reading_order(fact.predicate), fact.value.text, fact.value.language or "")
        )

    def parts(self, entity: str) -> list[Section]:
        """The facts of what belongs to an entity, such as the fundings and events of a project; classes left out."""
        return [
            Section(heading, part, tuple(f for f in self.entity(part.iri or "") if f.predicate != RDF + "type"))
            for heading, part, _ in parts_of(self._draft, self._names, entity)
        ]

    def release(self, iri: str) -> list[Section]:
        """Every claim of a release, doubtful ones too, by the things they are about, in the order of its text."""
        told: dict[str, dict[tuple[str, Term], list[Said]]] = {}
        for claim in self._claims_of(iri):
            subject, predicate, value = (claim[RDF + part] for part in ("subject", "predicate", "object"))
            entity = entity_of(self._draft, subject.value)
            shown = NamedNode(entity_of(self._draft, value.value)) if isinstance(value, NamedNode) else value
            facts = told.setdefault(entity, {})
            facts.setdefault((predicate.value, shown), []).append(self._read(claim, shown))
        return [
            Section(
                (kind_of(entity) or "").replace("-", " ").capitalize(),
                self._names.of(NamedNode(entity)),
                tuple(self._claimed(entity, facts)),
            )
            for entity, facts in told.items()
        ]

    def _claims_of(self, release: str) -> list[dict[str, Term]]:
        graph = claims_graph(release.rsplit("/", 1)[1])
        claims = (self._told(claim) for claim in self._draft.subjects(term("inRelease"), NamedNode(release), graph))
        return sorted(claims, key=lambda c: (int(c[term("quoteStart")].value), c[RDF + "subject"].value, c[_ID].value))

    def _claimed(self, entity: str, facts: dict[tuple[str, Term], list[Said]]) -> Iterator[Explained]:
        for (predicate, value), said in sorted(facts.items(), key=lambda fact: reading_order(fact[0][0])):
            named = Named(self._names.entity(entity), entity)
            reason = Reason("stated", said=tuple(said))
            shown = self._names.value(predicate, value)
            yield Explained(named, predicate, property_name(predicate), shown, (reason,))

    def claim(self, iri: str) -> Said:
        """One claim as its release has it, its value as the view has it."""
        told = self._told(iri)
        value = told[RDF + "object"]
        return self._read(
            told, NamedNode(entity_of(self._draft, value.value)) if isinstance(value, NamedNode) else value
        )

    def disputes(self, entity: str) -> list[Dispute]:
        """The properties of an entity on which its sources disagree."""
        return [self._dispute(conflict) for conflict in view.conflicts_of(self._draft, entity)]

    def all_disputes(self) -> Iterator[Dispute]:
        """Every disagreement in the store, by entity."""
        linked = {q.object.value for q in self._draft.quads(None, term("linkedTo")) if isinstance(q.object, NamedNode)}
        for entity in sorted(linked):
            yield from self.disputes(entity)

    def _facts_of(self, iri: str) -> list[Fact]:
        if iri not in self._facts:
            self._facts[iri] = view.facts_of(self._draft, iri)
        return self._facts[iri]

    def _explained(self, fact: Fact, above: tuple[tuple[str, str, Term], ...]) -> Explained:
        this = (fact.entity, fact.predicate, fact.value)
        return Explained(
            subject=Named(self._names.entity(fact.entity), fact.entity),
            predicate=fact.predicate,
            property=property_name(fact.predicate),
            value=self._names.value(fact.predicate, fact.value),
            reasons=tuple(self._reason(fact, basis, (*above, this)) for basis in fact.bases),
        )

    def _reason(self, fact: Fact, basis: Basis, above: tuple[tuple[str, str, Term], ...]) -> Reason:
        if basis.kind == "stated":
            return Reason("stated", said=tuple(self._said(statement) for statement in basis.statements))
        if basis.kind == "reference":
            return Reason("reference", source=self._source(fact.entity))
        premises = (premise for premise in basis.premises if premise not in above)
        return Reason(
            "derived",
            rule=_RULES.get(basis.rule, basis.rule),
            premises=tuple(self._premise(p, above) for p in sorted(premises, key=lambda p: p[1] not in _WHO)),
        )

    def _premise(self, premise: tuple[str, str, Term], above: tuple[tuple[str, str, Term], ...]) -> Explained:
        subject, predicate, value = premise
        standing = (f for f in self._facts_of(subject) if (f.predicate, f.value) == (predicate, value))
        return self._explained(next(standing, Fact(subject, predicate, value, ())), above)

    def _source(self, entity: str) -> str | None:
        sources = self._draft.objects(entity, DCTERMS + "source", REFERENCE_GRAPH)
        return min((source.value for source in sources), default=None)

    def _said(self, statement: Statement) -> Said:
        return self._read(self._told(statement.claim), statement.value)

    def _told(self, claim: str) -> dict[str, Term]:
        """What is stored of a claim, with its own IRI."""
        told: dict[str, Term] = {_ID: NamedNode(claim)}
        for quad in self._draft.quads(claim):
            if isinstance(quad.object, NamedNode | Literal):
                told[quad.predicate.value] = quad.object
        return told

    def _read(self, claim: dict[str, Term], value: Term) -> Said:
        quote, predicate = claim[term("quote")].value, claim[RDF + "predicate"].value
        return Said(
            claim=claim[_ID].value,
            subject=claim[RDF + "subject"].value,
            predicate=predicate,
            property=property_name(predicate),
            value=self._names.value(predicate, value),
            quote=quote,
            start=int(claim[term("quoteStart")].value),
            worded_at=where(quote, claim[term("objectAsWorded")].value),
            confidence=float(claim[term("confidence")].value),
            threshold=vocabulary.load().threshold(predicate),
            method=claim[term("method")].value,
            status=claim[term("claimStatus")].value.rsplit("/", 1)[1],
            coder=claim[term("codedBy")].value,
            origin=self.origin(claim[term("inRelease")].value),
            path=path.value if (path := claim.get(term("evidencePath"))) else None,
        )

    def origin(self, release: str) -> Origin:
        """What is known of a release as a source."""
        if release not in self._origins:
            self._origins[release] = origin(self._draft, release)
        return self._origins[release]

    def _dispute(self, conflict: Conflict) -> Dispute:
        return Dispute(
            entity=Named(self._names.entity(conflict.entity), conflict.entity),
            property=property_name(conflict.predicate),
            chosen=self._side(conflict.chosen, ""),
            others=tuple(self._side(other, why(conflict.chosen[0], other[0])) for other in conflict.others),
        )

    def _side(self, statements: Sequence[Statement], reason: str) -> Side:
        releases, voices = ({getattr(s, name) for s in statements} for name in ("release", "voice"))
        return Side(self._said(statements[0]), len(releases), len(voices), reason)

    def possible(self, entity: str | None = None) -> list[Possible]:
        """The pairs that may be one and wait for a judgement; of an entity, those it or a part of it is in."""
        wanted = {entity, *(p.iri for _, p, _ in parts_of(self._draft, self._names, entity))} if entity else None
        found: list[Possible] = []
        for link in self._draft.subjects(RDF + "type", NamedNode(term("Link")), LINKS_GRAPH):
            said = {q.predicate.value: q.object for q in self._draft.quads(link, None, None, LINKS_GRAPH)}
            ends = [said[term(side)] for side in ("linkLeft", "linkRight")]
            iris = [entity_of(self._draft, end.value) for end in ends if isinstance(end, NamedNode)]
            if (wanted is None or wanted.intersection(iris)) and all(map(self._stands, iris)):
                one, other = sorted((self._named(iri) for iri in iris), key=lambda named: (named.text, named.iri or ""))
                reason, score = (said[term(name)] for name in ("linkReason", "linkScore"))
                if isinstance(reason, Literal) and isinstance(score, Literal):
                    kind = kind_of(iris[0]) or ""
                    found.append(Possible(kind, one, other, reason.value, float(score.value)))
        return sorted(found, key=lambda p: (p.kind, p.one.text, p.other.text, p.one.iri or "", p.other.iri or ""))

    def _stands(self, iri: str) -> bool:
        return kind_of(iri) == "release" or next(self._draft.quads(iri, None, None, VIEW_GRAPH), None) is not None

    def _named(self, iri: str) -> Named:
        text = self.origin(iri).headline if kind_of(iri) == "release" else self._names.entity(iri)
        return Named(text, iri)


def origin(draft: Draft, release: str) -> Origin:
    """What is known of a release as a source, given by its IRI."""
    graph = release_graph(release.rsplit("/", 1)[1])
    found: dict[str, str] = {}
    for name in ("headline", "publisherName", "sourceUrl", "publishedOn", "effectiveOn"):
        found[name] = min((value.value for value in draft.objects(release, term(name), graph)), default="")
    return Origin(
        iri=release,
        headline=found["headline"] or release.rsplit("/", 1)[1],
        publisher=found["publisherName"] or None,
        url=found["sourceUrl"] or None,
        published=found["publishedOn"].rsplit("/", 1)[-1] or None,
        effective=found["effectiveOn"] or None,
        files=source_files(draft, release),
        voice=voice_of(draft, release),
    )


def why(winner: Statement, loser: Statement) -> str:
    """Which step of the rule made a statement lose: preference, class, band, voice's day, release's day, claim id."""
    steps = zip(winner.precedence(), loser.precedence(), strict=True)
    decisive = next((number for number, (one, other) in enumerate(steps) if one != other), None)
    if decisive == 0:
        return "a curator preferred the other"
    if decisive == 1:
        return f"a source of a higher class says otherwise (class {winner.source_rank} before {loser.source_rank})"
    if decisive == 2:
        surer, less = told_apart(winner.confidence, loser.confidence)
        return f"a surer claim says otherwise ({surer} against {less})"
    if decisive == 3:
        return f"a later release says otherwise ({winner.spoke} after {loser.spoke or 'no date'})"
    if decisive == 4:
        when = f"{winner.effective} after {loser.effective or 'no date'}"
        return f"a later version of the same release says otherwise ({when})"
    return "only the order of their claim ids tells them apart"


def where(quote: str, worded: str) -> tuple[int, int] | None:
    """Where in a quote the words stand, as whole words: "lancé" is none of "surveillance"."""
    text, wanted = fold(quote), fold(worded)
    start = text.find(wanted) if worded else -1
    while start >= 0 and not bounded(text, start, start + len(wanted)):
        start = text.find(wanted, start + 1)
    return (start, start + len(worded)) if start >= 0 else None
