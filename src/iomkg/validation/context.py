"""The small graph that one check looks at, in both libraries' terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox
from rdflib import RDF, Graph, URIRef

from iomkg.validation.targets import Targets
from iomkg.validation.terms import RdflibNode, Term, to_rdflib


class _TrueGraph(Graph):
    """A graph that is true without counting its triples, as pySHACL asks for each result and each nested shape."""

    def __bool__(self) -> bool:
        return True


class Context:
    """Triples, and which nodes among `subjects`, the checked ones, each shape is for."""

    def __init__(self, triples: set[tuple[Any, Any, Any]], subjects: set[Term]) -> None:
        self._triples = triples
        self._store: ox.Store | None = None
        self.graph = _TrueGraph(store="SimpleMemory", bind_namespaces="none")
        self._by_class: dict[URIRef, set[RdflibNode]] = {}
        self._by_property: dict[URIRef, set[RdflibNode]] = {}
        there = {term: to_rdflib(term) for term in set().union(*triples)}
        for subject, predicate, value in triples:
            s, p, o = there[subject], there[predicate], there[value]
            self.graph.add((s, p, o))
            if subject in subjects:
                self._by_property.setdefault(cast(URIRef, p), set()).add(cast(RdflibNode, s))
                if p == RDF.type:
                    self._by_class.setdefault(cast(URIRef, o), set()).add(cast(RdflibNode, s))

    def focus(self, targets: Targets, only_with: URIRef | None = None) -> set[RdflibNode]:
        """The checked nodes that a shape is for; of them, those with a property if one is given."""
        if only_with is not None and only_with not in self._by_property:
            return set()
        found: set[RdflibNode] = set()
        for kind in targets.classes:
            found |= self._by_class.get(kind, set())
        for used in targets.properties:
            found |= self._by_property.get(used, set())
        return found if only_with is None else found & self._by_property[only_with]

    def rows(self, select: str) -> Iterator[tuple[Any, Any, Any]]:
        """What a SELECT query finds in the graph: its ?this, ?path and ?value, None for those it does not bind."""
        if self._store is None:
            self._store = ox.Store()
            self._store.extend(ox.Quad(s, p, o) for s, p, o in self._triples)
        rows = cast(ox.QuerySolutions, self._store.query(select))
        names = {variable.value for variable in rows.variables}
        for row in rows:
            this, path, value = (row[name] if name in names else None for name in ("this", "path", "value"))
            yield this, path, value
