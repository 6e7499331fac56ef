"""Which of three things an empty answer means: nothing about what was asked is loaded, what would answer waits for a
person, or the graph knows of none. No emptiness is told as "there is none".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from iomkg.answers.answer import Coverage, Empty
from iomkg.answers.evidence import SHORTCUTS, entities
from iomkg.engine import Engine, batches, nodes
from iomkg.model import Language, Term
from iomkg.namespaces import NS, concept
from iomkg.phrases import phrases
from iomkg.queries import Bound, Value

_PLAIN: Final = ("choice", "date", "integer", "string")
_DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))


def why_empty(engine: Engine, bound: Bound, coverage: Coverage, language: Language) -> Empty:
    """What it means that a query has no rows, in words of a language."""
    words = phrases(language)
    if not coverage.releases:
        return Empty("nothing loaded", words.line("nothing_loaded"))
    releases = words.counted(coverage.releases, "the_releases")
    silent = [value.shown for value in _entities(bound) if not _is_named(engine, value.term.value)]
    if silent:
        return Empty("nothing loaded", words.line("silent", things=words.either(silent), releases=releases))
    claims, properties = _waiting(engine, bound)
    if claims:
        commands = words.both(f"`iomkg queue --kind claim --property {name}`" for name in properties)
        many = words.counted(claims, "waiting")
        return Empty("waiting", words.line("waiting", claims=many, commands=commands), claims)
    return Empty("none known", words.line("none_known", releases=releases))


def _entities(bound: Bound) -> Iterator[Value]:
    """The things that were asked about. Definitions are how it was asked: no release names them."""
    for parameter in bound.query.parameters:
        value = bound.parameters[parameter.name]
        if isinstance(value.term, NamedNode) and "definition" not in parameter.types:
            yield value


def _is_named(engine: Engine, iri: str) -> bool:
    """Whether a release says anything about a thing, or of what is narrower, within it, or of the same state; a country
    is named by its state too, and the other way round."""
    own = engine.select(f"SELECT ?thing {{ ?thing iomkg:hasTerritory|^iomkg:hasTerritory {NamedNode(iri)} }}").rows
    for some in batches(_meant(engine, iri).union(row[0].value for row in own if row[0])):
        said = engine.select(
            f"""SELECT ?claim {{
              VALUES ?named {{ {nodes(some)} }}
              GRAPH ?claims {{ ?claim rdf:object|rdf:subject ?named ; iomkg:claimStatus ?status }}
              FILTER(?status != <scheme/claim-status/rejected>)
            }} LIMIT 1"""
        ).rows
        if said:
            return True
    return False


def _waiting(engine: Engine, bound: Bound) -> tuple[int, list[str]]:
    """How many doubtful claims are of the kind that the query's evidence names, and by which properties."""
    patterns = [each for each in bound.query.evidence if not each.predicate.startswith("?")]
    about = [each for each in patterns if _iri(bound, each.subject) or _iri(bound, each.value)]
    found: set[str] = set()
    properties: set[str] = set()
    for pattern in about or patterns:
        predicate = SHORTCUTS[pattern.predicate].who if pattern.predicate in SHORTCUTS else pattern.predicate
        rows = engine.select(
            f"""SELECT ?claim ?said ?value {{
              GRAPH ?claims {{
                ?claim iomkg:claimStatus {_DOUBTFUL} ; rdf:predicate {NamedNode(predicate)} ;
                       rdf:subject ?said ; rdf:object ?value .
              }}
            }}"""
        ).rows
        said, value = (_asked_for(engine, bound, part) for part in (pattern.subject, pattern.value))
        fitting = {claim.value for claim, subject, obj in rows if claim and _fits(subject, said) and _fits(obj, value)}
        if fitting:
            properties.add(predicate.removeprefix(NS))
            found |= fitting
    return len(found), sorted(properties)


def _asked_for(engine: Engine, bound: Bound, part: str) -> set[str] | None:
    """What a part of a pattern may be in a claim; None for anything."""
    iri = _iri(bound, part)
    return None if iri is None else _meant(engine, iri)


def _iri(bound: Bound, part: str) -> str | None:
    """The thing asked for that a part of a pattern stands for: it is that parameter, or a column of its name (`donor`
    holds the donor asked for, or a body of it)."""
    value = bound.parameters.get(part.removeprefix("?").removeprefix("_")) if part.startswith("?") else None
    return value.term.value if value is not None and isinstance(value.term, NamedNode) else None


def _fits(found: Term | None, wanted: set[str] | None) -> bool:
    return wanted is None or (found is not None and found.value in wanted)


def _meant(engine: Engine, iri: str) -> set[str]:
    """A thing, what is narrower, within it, of the same state, or by a definition its member; as releases name them."""
    node = NamedNode(iri)
    things = engine.select(
        f"""SELECT DISTINCT ?thing {{
          {{ ?thing (skos:broader|iomkg:directlyWithin|iomkg:ofState)+ {node} }}
          UNION {{ ?definition iomkg:definesRegion {node} ; iomkg:hasMembership/iomkg:memberPlace ?thing }}
        }}"""
    ).rows
    meant = {iri, *(row[0].value for row in things if row[0])}
    return meant | entities(engine, meant).keys()
