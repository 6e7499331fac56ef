"""Whether the parts of a store make sense under the ontology, and if not, why.

Each release is judged by itself: sources may disagree, so that their union need not make sense. Of the view are judged
the facts that releases brought, with the types of what they point to; its reference facts are judged as reference data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import Graph

from iomkg import resources, vocabulary
from iomkg.checking.axioms import Unit, graph_of, in_words, is_axiom, module, split
from iomkg.checking.justifying import justified
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.namespaces import RDF, REFERENCE_GRAPH, RELEASE_GRAPHS, VIEW_GRAPH, release_graph
from iomkg.naming import Names, property_name
from iomkg.reasoning import check_consistency
from iomkg.store import Store

_TYPE: Final = ox.NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the store that has to make sense by itself. `ontology` are the graphs it is judged by."""

    name: str
    data: Callable[[], Graph]
    ontology: Graph


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Why a part makes no sense: what is `said` there and which `axioms` of the ontology it breaks, in words. When not
    `minimal`, time was up, and some of it may not be needed. `empty` are classes that can have no instance."""

    said: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    minimal: bool = True
    empty: tuple[str, ...] = ()


def parts(store: Store, keys: Iterable[str] | None = None) -> Iterator[Part]:
    """The parts to judge: of the whole store, or only these releases."""
    draft = Draft(store)
    terms = Graph().parse(resources.ontology() / "iomkg.ttl")
    if keys is None:
        yield Part("ontology and reference data", lambda: _graph(store.quads(graph=REFERENCE_GRAPH)), _whole_ontology())
        yield Part("view", lambda: _graph(_view_facts(store, draft)), terms)
        keys = [g.removeprefix(RELEASE_GRAPHS) for g in store.graphs() if g.startswith(RELEASE_GRAPHS)]
    for key in keys:
        yield Part(f"release {key}", lambda key=key: _graph(_with_types(draft, store, key)), terms)  # type: ignore[misc]  # mypy cannot type a default in a lambda


def judged(part: Part, store: Store, seconds: float) -> Nonsense | None:
    """Why a part makes no sense, looked for during `seconds` at most; None when it does.

    Raises what `check_consistency` raises.
    """
    data = part.data()
    found = check_consistency([part.ontology, data])
    if found.sound:
        return None
    if found.consistent:
        return Nonsense(empty=tuple(property_name(iri) for iri in found.unsatisfiable))
    declared, axioms = split(part.ontology)
    own, said = split(data)
    background = declared + own
    near = module(axioms, data)

    def contradictory(units: Iterable[Unit]) -> bool:
        return not check_consistency([background, graph_of(units)]).consistent

    by_subject: dict[str, list[Unit]] = {}
    for unit in said:
        by_subject.setdefault(str(unit[0][0]), []).append(unit)
    why = justified([*by_subject.values(), near], contradictory, seconds)
    names = Names(Draft(store))

    def name(term: ox.NamedNode | ox.Literal) -> str:
        return names.of(term).text

    words = [(is_axiom(unit), in_words(unit, why.statements, name)) for unit in why.statements]
    return Nonsense(
        tuple(text for axiom, text in words if not axiom), tuple(text for axiom, text in words if axiom), why.minimal
    )


def _with_types(draft: Draft, store: Store, key: str) -> Iterator[ox.Quad]:
    """A release's graph, and the most exact types of what it names."""
    stated = list(store.quads(graph=release_graph(key)))
    yield from stated
    yield from _exact_types(draft, stated)


def _view_facts(store: Store, draft: Draft) -> Iterator[ox.Quad]:
    """The facts of the view that the reference data do not hold, of entities they do not hold either."""
    known = {quad.subject for quad in store.quads(None, _TYPE, None, REFERENCE_GRAPH)}
    entities = {quad.subject for quad in store.quads(None, _TYPE, None, VIEW_GRAPH)} - known
    facts = [
        quad
        for entity in sorted(entities, key=str)
        if isinstance(entity, ox.NamedNode)
        for quad in store.quads(entity, graph=VIEW_GRAPH)
    ]
    yield from facts
    yield from _exact_types(draft, facts)


def _exact_types(draft: Draft, quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    rules = vocabulary.load()
    kinds: dict[ox.NamedNode, set[str]] = {}
    for node, _, kind in classes_of(draft, quads):
        kinds.setdefault(node, set()).add(kind.value)
    for node, found in kinds.items():
        for exact in found - {above for one in found for above in rules.ancestors(one)}:
            yield ox.Quad(node, _TYPE, ox.NamedNode(exact))


def _whole_ontology() -> Graph:
    graph = Graph()
    for file in sorted(resources.ontology().glob("*.ttl")):
        graph.parse(file)
    return graph


def _graph(quads: Iterable[ox.Quad]) -> Graph:
    text = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
    return Graph().parse(data=text, format="nt")
