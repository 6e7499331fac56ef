"""Random damages to a store, and what three judges say of each: the gate one by one, the gate in bulk, full pySHACL.

The store is a small one, so that full pySHACL can judge it a thousand times: two sample releases with their whole
graphs, six claims of each, and of the view all facts of the entities these name (labels in English, French and
Spanish) with the types of what those point to. The damage is done to quads of release graphs, claims and view.

pySHACL is given each graph whole, with the types of what it names, as one data graph, and no `focus_nodes`. What it
then says of nodes that are only named there (it knows no context) is left out. Two things are changed about it: a query
is parsed and checked once, not once for each node; and rdflib, which runs its queries, does not do arithmetic on
literals without a value, an error in SPARQL (rdflib adds the texts, or recurs until Python stops it).
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
import rdflib.plugins.sparql.processor as sparql
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import SH, Graph
from rdflib.plugins.sparql import operators
from rdflib.plugins.sparql.sparql import SPARQLTypeError

from iomkg import resources
from iomkg.classes import classes_of
from iomkg.draft import Draft
from iomkg.model import Report
from iomkg.namespaces import (
    LINKS_GRAPH,
    RDF,
    RELEASE_GRAPHS,
    VIEW_GRAPH,
    XSD,
    claims_graph,
    release_graph,
    term,
)
from iomkg.store import Store
from iomkg.validation import SHAPES, Gate

TYPE = RDF + "type"
#: What a judge says of a graph: node, shape, path, severity.
Verdict = frozenset[tuple[str, str, str, str]]


def small_store(path: Any, first: int) -> Store:
    """The part of a loaded store that two of its releases touch, in memory: the `first` by key and the next."""
    with Store.open(path, writable=False) as store:
        keys = sorted(g.removeprefix(RELEASE_GRAPHS) for g in store.graphs() if g.startswith(RELEASE_GRAPHS))
        quads = [
            q
            for key in (keys * 2)[first : first + 2]
            for q in (*store.quads(graph=release_graph(key)), *_claims(store, key))
        ]
        named = {t.value for q in quads for t in (q.subject, q.object) if isinstance(t, NamedNode)}
        links = [q for iri in sorted(named) for q in store.quads(iri, term("linkedTo"), None, LINKS_GRAPH)]
        entities = named | {q.object.value for q in links}
        facts = [q for iri in sorted(entities) for q in store.quads(iri, graph=VIEW_GRAPH) if _told(q.object)]
        pointed = {q.object.value for q in facts if isinstance(q.object, NamedNode)}
        types = [q for iri in sorted(pointed) for q in store.quads(iri, TYPE, None, VIEW_GRAPH)]
    small = Store.memory()
    small.load_graphs([*quads, *links, *facts, *types])
    return small


def _claims(store: Store, key: str) -> Iterator[Quad]:
    """Six claims, each of another property."""
    said = {q.object.value: q.subject for q in store.quads(None, RDF + "predicate", None, claims_graph(key))}
    for claim in [said[predicate] for predicate in sorted(said)][:6]:
        yield from store.quads(claim, graph=claims_graph(key))


def _told(value: Any) -> bool:
    return not isinstance(value, Literal) or value.language in (None, "en", "fr", "es")


@dataclass
class Judges:
    """A small store and its three judges. Graphs are judged again only where a damage changes what a judge is given."""

    store: Store
    gates: dict[str, Gate] = field(default_factory=lambda: {"release": Gate.release(), "view": Gate.view()})
    remembered: dict[Any, Verdict] = field(default_factory=dict)
    judged: int = 0

    def verdicts(self, draft: Draft) -> Iterator[tuple[str, Verdict, Verdict, Verdict]]:
        """Of each graph of the damaged store: its name, and what the gate says one by one, in bulk, and pySHACL."""
        keys = sorted(g.removeprefix(RELEASE_GRAPHS) for g in self.store.graphs() if g.startswith(RELEASE_GRAPHS))
        inputs = {}
        for key in keys:
            stated = [*draft.quads(graph=release_graph(key)), *draft.quads(graph=claims_graph(key))]
            inputs[release_graph(key)] = (stated, classes_of(draft, stated))
        together = self.gates["release"].check_all(inputs)
        for name, given in inputs.items():
            yield name, self._one("release", given), _verdict(together[name]), self._plain("release", given)
        seen = list(draft.quads(graph=VIEW_GRAPH))
        given = (seen, [(q.subject, q.predicate, q.object) for q in seen if q.predicate.value == TYPE])
        standing = ox.Store()
        standing.extend(Quad(q.subject, q.predicate, q.object) for q in seen)
        stood = self.gates["view"].check_store(lambda text: [tuple(row) for row in standing.query(text)])
        yield VIEW_GRAPH, self._one("view", given), _verdict(stood), self._plain("view", given)

    def _one(self, gate: str, given: Any) -> Verdict:
        return self._remembered("one", gate, given, lambda: _verdict(self.gates[gate].check(*given)))

    def _plain(self, gate: str, given: Any) -> Verdict:
        return self._remembered("plain", gate, given, lambda: plain(gate, *given))

    def _remembered(self, judge: str, gate: str, given: Any, judged: Callable[[], Verdict]) -> Verdict:
        stated, types = given
        key = judge, gate, frozenset((q.subject, q.predicate, q.object) for q in stated), frozenset(types)
        if key not in self.remembered:
            self.remembered[key] = judged()
            self.judged += judge == "plain"
        return self.remembered[key]


def _verdict(report: Report) -> Verdict:
    return frozenset((_node(f.focus), f.shape, f.path or "", f.severity) for f in report.findings)


def _node(text: str) -> str:
    return "_:b" if text.startswith("_:") else text


def plain(gate: str, stated: list[Quad], types: list[Any]) -> Verdict:
    """What pySHACL's own `validate` says of the whole graph, with the same shapes."""
    graph = Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o, *_ in [*stated, *types]), format="nt")
    subjects = {"_:b" if isinstance(q.subject, BlankNode) else q.subject.value for q in stated}
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(gate), inplace=True, advanced=True)
    assert isinstance(report, Graph)
    found = set()
    for result in report.objects(None, SH.result):
        node = report.value(result, SH.focusNode)
        said = (
            "_:b" if isinstance(node, rdflib.BNode) else str(node),
            str(report.value(result, SH.sourceShape)).removeprefix(SHAPES),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        if said[0] in subjects:
            found.add(said)
    return frozenset(found)


@functools.cache
def shapes(gate: str) -> Graph:
    graph = Graph().parse(resources.ontology() / "prefixes.ttl")
    for file in (resources.shapes() / gate).glob("*.ttl"):
        graph.parse(file)
    return graph


def mend(monkeypatch: Any) -> None:
    """Let rdflib keep the queries it has parsed and literals as they are written, and count with numbers only."""
    number = operators.numeric

    def numeric(literal: Any) -> Any:
        if isinstance(literal, rdflib.Literal) and literal.ill_typed:
            raise SPARQLTypeError(f"{literal!r} is no number")
        return number(literal)

    monkeypatch.setattr(operators, "numeric", numeric)
    parse, translate = sparql.parseQuery, sparql.translateQuery
    known: dict[Any, Any] = {}

    def translated(text: str, base: Any = None, names: Any = None) -> Any:
        key = text, base, tuple(sorted((names or {}).items()))
        if key not in known:
            known[key] = translate(parse(text), base, names)
        return known[key]

    checked = functools.lru_cache(SPARQLQueryHelper.check_invalid_sparql)
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", lambda self, text, **_: checked(self, text))
    monkeypatch.setattr(sparql, "parseQuery", lambda text: text)
    monkeypatch.setattr(sparql, "translateQuery", translated)
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


ILL: dict[str, tuple[str, ...]] = {
    "integer": ("eighteen", "18.0", "", "1 8", "-1", "0", "9999999"),
    "decimal": ("3,5", "three", "", "-0.5", "1.5", "1e3"),
    "date": ("2022-02-30", "16/02/2022", "", "2022-13-01"),
    "gYearMonth": ("2022-13", "2022", ""),
    "gYear": ("22", "0000", "20222"),
    "gMonthDay": ("--02-30", "--13-01", "02-16"),
    "anyURI": ("not an address", "ftp://example.org", ""),
    "string": ("", " ", "two\nlines", "x" * 1001, "a\u202eb", "Tel. +999 000 000 000"),
}


class Vandal:
    """Damages a store, the same way for the same seed."""

    def __init__(self, store: Store, seed: int) -> None:
        self._random = random.Random(seed)
        self._store = store
        self._quads = sorted(self._of(store), key=str)
        self._iris = sorted({q.object.value for q in self._quads if isinstance(q.object, NamedNode)})
        self._kinds = sorted({q.object.value for q in self._quads if q.predicate.value == TYPE})
        self._predicates = sorted({q.predicate.value for q in self._quads})

    @staticmethod
    def _of(store: Store) -> Iterator[Quad]:
        return (q for q in store.quads() if q.graph_name.value != LINKS_GRAPH)

    def damaged(self) -> tuple[str, Draft]:
        """A damage told in words, and the store with it."""
        view = self._random.random() < 0.2
        quad = self._random.choice([q for q in self._quads if (q.graph_name.value == VIEW_GRAPH) == view])
        kind = self._random.choice(sorted(_DAMAGES))
        come = [Quad(*triple, quad.graph_name) for triple in _DAMAGES[kind](self, quad)]
        draft = Draft(self._store)
        if kind not in _ADDING:
            draft.remove([quad])
        draft.add(come)
        return f"{kind}: {quad} -> {come}", draft

    def literal(self, value: Any) -> Literal:
        """A value of the same datatype that is often not one of it."""
        own = value.datatype.value.removeprefix(XSD) if isinstance(value, Literal) else "string"
        text = self._random.choice(ILL.get(own, ILL["string"]))
        if isinstance(value, Literal) and value.language:
            return Literal(text, language=value.language)
        return Literal(text, datatype=NamedNode(XSD + (own if own in ILL else "string")))

    def retyped(self, value: Any) -> Literal:
        """The same text in another datatype or language."""
        text = value.value
        other = self._random.choice([*ILL, "@fr", "@de"])
        return Literal(text, language=other[1:]) if other[0] == "@" else Literal(text, datatype=NamedNode(XSD + other))

    def iri(self) -> NamedNode:
        return NamedNode(self._random.choice(self._iris))

    def kind(self) -> NamedNode:
        return NamedNode(self._random.choice(self._kinds))

    def predicate(self) -> NamedNode:
        return NamedNode(self._random.choice(self._predicates))


Triples = list[tuple[Any, Any, Any]]


def _relabelled(q: Quad) -> Triples:
    language = q.object.language if isinstance(q.object, Literal) else None
    return [(q.subject, q.predicate, Literal("Another name", language=language or "en"))]


_DAMAGES: dict[str, Callable[[Vandal, Quad], Triples]] = {
    "drop": lambda _v, _q: [],
    "alter": lambda v, q: [(q.subject, q.predicate, v.literal(q.object))],
    "retype": lambda v, q: [(q.subject, q.predicate, v.retyped(q.object))],
    "retarget": lambda v, q: [(q.subject, q.predicate, v.iri())],
    "relabel": lambda _v, q: _relabelled(q),
    "second value": lambda v, q: [
        (q.subject, q.predicate, v.iri() if isinstance(q.object, NamedNode) else v.literal(q.object))
    ],
    "second label": lambda _v, q: _relabelled(q),
    "swap class": lambda v, q: [(q.subject, NamedNode(TYPE), v.kind())],
    "second class": lambda v, q: [(q.subject, NamedNode(TYPE), v.kind())],
    "other subject": lambda v, q: [(v.iri(), q.predicate, q.object)],
    "other property": lambda v, q: [(q.subject, v.predicate(), q.object)],
    "blank subject": lambda _v, q: [(BlankNode("b"), q.predicate, q.object)],
    "blank object": lambda _v, q: [(q.subject, q.predicate, BlankNode("b"))],
}
_ADDING = {"second value", "second label", "second class"}
