"""What stands in a store and rests on nothing: triples of releases without a claim, facts of the view without a basis.

Queries leave out what plainly rests on something, which is nearly everything; the rest is looked at fact by fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from iomkg import view, vocabulary
from iomkg.draft import Draft
from iomkg.model import Term
from iomkg.namespaces import ID, REFERENCE_GRAPH, claims_graph, release, release_graph
from iomkg.store import Store


def unclaimed(store: Store, keys: Iterable[str]) -> dict[str, list[tuple[Term, Term, Term]]]:
    """The triples of these releases' graphs that no claim of theirs states, by key; a check query finds claims without
    their triple.

    A release's own description and what dates and identifiers say by their IRIs need no claim: they follow from the
    source.
    """
    graphs = " ".join(f"({_node(release_graph(k))} {_node(claims_graph(k))} {_node(release(k))})" for k in keys)
    rows = store.select(
        f"""SELECT ?release ?s ?p ?o WHERE {{
            VALUES (?stated ?claims ?release) {{ {graphs} }}
            GRAPH ?stated {{ ?s ?p ?o }}
            FILTER (?s != ?release && !STRSTARTS(STR(?s), "{ID}date/") && !STRSTARTS(STR(?s), "{ID}identifier/"))
            FILTER NOT EXISTS {{ GRAPH ?claims {{ ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }} }}
        }} ORDER BY ?release ?s ?p ?o"""
    ).rows
    found: dict[str, list[tuple[Term, Term, Term]]] = {}
    for row in rows:
        key, s, p, o = (value for value in row if value is not None)
        found.setdefault(key.value.rsplit("/", 1)[1], []).append((s, p, o))
    return found


def unfounded(store: Store, draft: Draft) -> Iterator[tuple[str, str, Term]]:
    """Facts that stand in the view and rest on nothing, by entity. A sound store has none.

    The bases are those that `view` computes; only what the reference data say themselves, and what their classes and
    places plainly entail, is not looked up one by one.
    """
    suspects: dict[str, set[tuple[str, Term]]] = {}
    for pattern in (_suspect_types(), _SUSPECT_PLACES, _SUSPECT_REST):
        for row in store.select(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}").rows:
            s, p, o = (value for value in row if value is not None)
            suspects.setdefault(s.value, set()).add((p.value, o))
    for entity in sorted(suspects):
        for fact in view.facts_of(draft, entity):
            if not fact.bases and (fact.predicate, fact.value) in suspects[entity]:
                yield entity, fact.predicate, fact.value


def _suspect_types() -> str:
    """Types that are neither in the reference data nor above those that are."""
    above = vocabulary.load().superclasses
    pairs = " ".join(f"({_node(kind)} {_node(higher)})" for kind in sorted(above) for higher in sorted(above[kind]))
    return f"""?s rdf:type ?o BIND (rdf:type AS ?p)
        FILTER NOT EXISTS {{ GRAPH {_REFERENCE} {{ ?s a ?o }} }}
        FILTER NOT EXISTS {{ GRAPH {_REFERENCE} {{ ?s a ?kind }} VALUES (?kind ?o) {{ {pairs} }} }}"""


def _node(iri: str) -> str:
    return str(NamedNode(iri))


_REFERENCE: Final = _node(REFERENCE_GRAPH)
_SUSPECT_PLACES: Final = f"""?s ?p ?o . FILTER (?p = iomkg:within)
    FILTER NOT EXISTS {{ GRAPH {_REFERENCE} {{ ?s ?p ?o }} }}
    FILTER (?s = ?o || NOT EXISTS {{ GRAPH {_REFERENCE} {{ ?s iomkg:directlyWithin+ ?o }} }})"""
_SUSPECT_REST: Final = f"""?s ?p ?o . FILTER (?p != rdf:type && ?p != iomkg:within)
    FILTER NOT EXISTS {{ GRAPH {_REFERENCE} {{ ?s ?p ?o }} }}"""
