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
from iomkg.model import Term
from iomkg.namespaces import NS, concept
from iomkg.queries import Bound, Value

_PLAIN: Final = ("choice", "date", "integer", "string")
_DOUBTFUL: Final = NamedNode(concept("claim-status", "doubtful"))


def why_empty(engine: Engine, bound: Bound, coverage: Coverage) -> Empty:
    """What it means that a query has no rows."""
    if not coverage.releases:
        return Empty("nothing loaded", "No releases are loaded, so nothing is known of what they say.")
    releases = "the one release" if coverage.releases == 1 else f"the {coverage.releases:,} releases"
    silent = [value.shown for value in _entities(bound) if not _is_named(engine, value.term.value)]
    if silent:
        return Empty("nothing loaded", f"Nothing about {' or '.join(silent)} was loaded: none of {releases} names it.")
    claims, properties = _waiting(engine, bound)
    if claims:
        many = f"{claims:,} claims that may answer wait" if claims > 1 else "1 claim that may answer waits"
        shown = " and ".join(f"`iomkg queue --kind claim --property {name}`" for name in properties)
        return Empty("waiting", f"{many} for review: see {shown}.", claims)
    text = f"The graph knows of none: nothing in {releases} answers it, which is no proof that there is none."
    return Empty("none known", text)


def _entities(bound: Bound) -> Iterator[Value]:
    """The things that were asked about. Definitions are how it was asked: no release names them."""
    for parameter in bound.query.parameters:
        value = bound.parameters[parameter.name]
        if isinstance(value.term, NamedNode) and "definition" not in parameter.types:
            yield value


def _is_named(engine: Engine, iri: str) -> bool:
    """Whether a release says anything about a thing, or of what is narrower, within it, or of the same state."""
    for some in batches(_meant(engine, iri)):
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
    about = [each for each in patterns if "?_" in (each.subject[:2], each.value[:2])] or patterns
    found: set[str] = set()
    properties: set[str] = set()
    for pattern in about:
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
    value = bound.parameters.get(part[2:]) if part.startswith("?_") else None
    return None if value is None or not isinstance(value.term, NamedNode) else _meant(engine, value.term.value)


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
