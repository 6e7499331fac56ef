"""The sentences behind the rows of an answer: from the facts a query's header names to the claims they rest on.

A fact of the view is said by accepted claims about what is linked to its subject. A project's donors, implementers
and partners follow from its fundings and participations: there the claims are those that say who.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from iomkg.answers.answer import RowStatus, Sentence
from iomkg.answers.words import iris_of
from iomkg.engine import Engine, batches, nodes, pairs
from iomkg.graphs import MACHINE
from iomkg.missed import METHODS
from iomkg.model import Term
from iomkg.namespaces import ID, XSD, release_key_of, stated_date, term
from iomkg.queries import Pattern, Value

Fact = tuple[str, str, Term]
Row = tuple[Term | None, ...]
Said = dict[Fact, tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What a project's shortcut follows from: nodes that point to it by `step` and are `such`; `who` is the property
    of theirs that says who."""

    step: str
    such: str
    who: str


SHORTCUTS: Final = {
    term("hasDonor"): Shortcut("iomkg:fundedProject", "", term("donor")),
    term("hasImplementer"): Shortcut("iomkg:inProject", "iomkg:role <scheme/role/implementing> ;", term("participant")),
    term("hasPartner"): Shortcut("iomkg:inProject", "iomkg:role <scheme/role/partner> ;", term("participant")),
}
_OF_RELEASES: Final = tuple(map(term, ("headline", "publisherName", "sourceUrl", "publishedOn")))
_DATES: Final = frozenset(XSD + name for name in ("date", "gYearMonth", "gYear", "gMonthDay"))
_ORDER: Final[tuple[RowStatus, ...]] = ("machine-coded", "corrected", "confirmed")


def facts_of(
    patterns: Sequence[Pattern], columns: Sequence[str], row: Row, parameters: Mapping[str, Value]
) -> list[Fact]:
    """The facts a row rests on: each pattern with the row's values in it, those without a value left out."""
    values: dict[str, Term | None] = dict(zip((f"?{name}" for name in columns), row, strict=True))
    values |= {f"?_{name}": value.term for name, value in parameters.items()}
    facts: list[Fact] = []
    for pattern in patterns:
        parts = (_several(values, part) for part in (pattern.subject, pattern.predicate, pattern.value))
        subjects, predicates, objects = parts
        # A column may hold things in one row and texts in another; a text has no facts.
        subjects = tuple(subject for subject in subjects if isinstance(subject, NamedNode))
        facts += [(s.value, p.value, o) for s in subjects for p in predicates for o in objects]
    return facts


def sentences(engine: Engine, facts: Iterable[Fact]) -> Said:
    """The accepted claims behind each fact, the surest first; a fact that rests on none is left out."""
    wanted = set(facts)
    derived = _premises(engine, {fact for fact in wanted if fact[1] in SHORTCUTS})
    stated = {premise for premises in derived.values() for premise in premises} | (wanted - derived.keys())
    said = _stated(engine, stated)
    found = {fact: tuple(sorted(said[fact], key=_surest)) for fact in wanted if fact in said}
    for fact, premises in derived.items():
        together = {sentence for premise in premises for sentence in said.get(premise, ())}
        if together:
            found[fact] = tuple(sorted(together, key=_surest))
    return found


def of_row(facts: Iterable[Fact], said: Said) -> tuple[tuple[Sentence, ...], RowStatus | None]:
    """The sentences of a row's facts, each once though it may say several of them, in the order of the facts; and the
    weakest status among the facts, each as strong as the strongest of its sentences."""
    behind = [said[fact] for fact in facts if fact in said]
    if not behind:
        return (), None
    once: dict[tuple[str, str], Sentence] = {}
    for sentence in (sentence for found in behind for sentence in found):
        once.setdefault((sentence.release, sentence.quote), sentence)
    weakest = min(max(_ORDER.index(sentence.status) for sentence in found) for found in behind)
    return tuple(once.values()), _ORDER[weakest]


def weakest(statuses: Iterable[RowStatus | None]) -> RowStatus | None:
    """The weakest of some statuses; None when there is none."""
    return min((status for status in statuses if status), key=_ORDER.index, default=None)


def _several(values: Mapping[str, Term | None], part: str) -> tuple[Term, ...]:
    """The values of one part of a pattern in a row: several where a cell holds several IRIs; a date's own node."""
    if not part.startswith("?"):
        return (NamedNode(part),)
    value = values.get(part)
    if value is None:
        return ()
    if isinstance(value, Literal) and value.datatype.value in _DATES:
        return (NamedNode(stated_date(value.value)),)
    return tuple(NamedNode(iri) for iri in iris_of(value)) or (value,)


def _premises(engine: Engine, shortcuts: set[Fact]) -> dict[Fact, list[Fact]]:
    """For each shortcut of a project, the facts that say who."""
    found: dict[Fact, list[Fact]] = {fact: [] for fact in shortcuts}
    for predicate, shortcut in SHORTCUTS.items():
        for some in batches(fact for fact in shortcuts if fact[1] == predicate):
            ends = " ".join(f"({NamedNode(project)} {body})" for project, _, body in some)
            rows = engine.select(
                f"""SELECT ?project ?body ?node {{
                  VALUES (?project ?body) {{ {ends} }}
                  ?node {shortcut.step} ?project ; {shortcut.such} {NamedNode(shortcut.who)} ?body
                }}"""
            ).rows
            for project, body, node in rows:
                if project and body and node:
                    found[project.value, predicate, body].append((node.value, shortcut.who, body))
    return found


def _stated(engine: Engine, facts: set[Fact]) -> dict[Fact, list[Sentence]]:
    """The claims that say facts outright."""
    about = {subject for subject, _, _ in facts}
    named = {value.value for _, _, value in facts if isinstance(value, NamedNode) and value.value.startswith(ID)}
    entity = entities(engine, about | named)
    members: dict[str, list[str]] = defaultdict(list)
    for member, whole in entity.items():
        members[whole].append(member)
    asked = {(member, predicate) for subject, predicate, _ in facts for member in (subject, *members[subject])}
    rows = [row for some in batches(asked) for row in _claims(engine, some)]
    origins = _origins(engine, {row["release"].value for row in rows})
    found: dict[Fact, list[Sentence]] = defaultdict(list)
    for row in rows:
        said, value = row["said"].value, row["value"]
        if isinstance(value, NamedNode) and release_key_of(value.value):
            value = NamedNode(entity.get(value.value, value.value))
        fact = (entity.get(said, said), row["predicate"].value, value)
        if fact in facts:
            found[fact].append(_sentence(row, origins.get(row["release"].value, {})))
    return found


def entities(engine: Engine, iris: set[str]) -> dict[str, str]:
    """The entity of each release-scoped thing that is one of these."""
    found: dict[str, str] = {}
    for some in batches(iris):
        links = f"VALUES ?entity {{ {nodes(some)} }} GRAPH graph:links {{ ?said iomkg:linkedTo ?entity }}"
        rows = engine.select(f"SELECT ?said ?entity {{ {links} }}").rows
        found |= {said.value: entity.value for said, entity in rows if said and entity}
    return found


def _claims(engine: Engine, asked: Sequence[tuple[str, str]]) -> list[Mapping[str, Term]]:
    """The accepted claims about these things by these properties.

    Property and status are no part of the pattern: the engine would begin with all claims by the one or of the other.
    """
    table = engine.select(
        f"""SELECT ?said ?predicate ?value ?claim ?quote ?worded ?confidence ?coder ?method ?start ?release {{
          VALUES (?said ?wanted) {{ {pairs(asked)} }}
          GRAPH ?claims {{
            ?claim rdf:subject ?said ;
                   rdf:predicate ?predicate ;
                   iomkg:claimStatus ?status ;
                   rdf:object ?value ;
                   iomkg:quote ?quote ;
                   iomkg:objectAsWorded ?worded ;
                   iomkg:confidence ?confidence ;
                   iomkg:codedBy ?coder ;
                   iomkg:method ?method ;
                   iomkg:quoteStart ?start ;
                   iomkg:inRelease ?release .
          }}
          FILTER (?predicate = ?wanted && ?status = <scheme/claim-status/accepted>)
        }}"""
    )
    return [
        {name: value for name, value in zip(table.columns, row, strict=True) if value is not None} for row in table.rows
    ]


def _origins(engine: Engine, releases: set[str]) -> dict[str, dict[str, str]]:
    """What is known of releases as sources, by the names of the ontology."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for some in batches(product(releases, _OF_RELEASES)):
        rows = engine.select(
            f"SELECT ?release ?p ?o {{ VALUES (?release ?p) {{ {pairs(some)} }} GRAPH ?stated {{ ?release ?p ?o }} }}"
        ).rows
        for release, name, value in rows:
            if release and name and value:
                told = found[release.value]
                told[name.value] = min(value.value, told.get(name.value, value.value))
    return found


def _sentence(claim: Mapping[str, Term], origin: Mapping[str, str]) -> Sentence:
    date = origin.get(term("publishedOn"))
    return Sentence(
        claim=claim["claim"].value,
        quote=claim["quote"].value,
        worded=claim["worded"].value,
        confidence=float(claim["confidence"].value),
        status=_status(claim["coder"], claim["method"]),
        release=claim["release"].value,
        start=int(claim["start"].value),
        headline=origin.get(term("headline")),
        publisher=origin.get(term("publisherName")),
        url=origin.get(term("sourceUrl")),
        date=date.rsplit("/", 1)[-1] if date else None,
    )


def _status(coder: Term, method: Term) -> RowStatus:
    if method.value in METHODS:
        return "corrected"
    return "machine-coded" if coder.value == MACHINE else "confirmed"


def _surest(sentence: Sentence) -> tuple[int, float, str]:
    return -_ORDER.index(sentence.status), -sentence.confidence, sentence.claim
