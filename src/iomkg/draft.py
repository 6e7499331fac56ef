"""A store together with a change that is not committed yet: the later steps of a load read what it will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from iomkg.model import Term
from iomkg.store import Change, Store

Node: TypeAlias = str | NamedNode


class Draft:
    """Reads as the store would after the change. Nothing is written until `change()` is committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._added: set[Quad] = set()
        self._index = ox.Store()  # what is added, by pattern
        self._removed: set[Quad] = set()
        self._cleared: set[NamedNode] = set()
        self._written: set[object] = set()  # graphs to which something was added
        self._empty: dict[NamedNode, bool] = {}
        self._texts: dict[str, str] = {}

    def add(self, quads: Iterable[Quad]) -> None:
        """Put quads in. A quad that already stands changes nothing."""
        quads = list(quads)
        self._written.update(quad.graph_name for quad in quads)
        self._put(quad for quad in quads if not self.holds(quad))

    def remove(self, quads: Iterable[Quad]) -> None:
        """Take quads out. A quad that does not stand changes nothing."""
        self._take(quad for quad in quads if self.holds(quad))

    def exchange(self, standing: Iterable[Quad], absent: Iterable[Quad]) -> None:
        """Take out quads that are known to stand and put in others that are known not to: the store, which takes
        longer to ask the more it holds, is not asked again."""
        self._take(standing)
        self._put(absent)

    def clear(self, graph: str) -> None:
        """Empty a graph; what is added to it afterwards stays."""
        name = NamedNode(graph)
        self._cleared.add(name)
        self._added = {quad for quad in self._added if quad.graph_name != name}
        self._index.remove_graph(name)

    def quads(
        self,
        subject: Node | None = None,
        predicate: Node | None = None,
        value: Node | Literal | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything."""
        s, p, g = _node(subject), _node(predicate), _node(graph)
        o = value if isinstance(value, Literal) else _node(value)
        yield from self._index.quads_for_pattern(s, p, o, g)
        if g is not None and self._is_new(g):
            return
        for quad in self._store.quads(s, p, o, g):
            if quad not in self._removed and quad.graph_name not in self._cleared:
                yield quad

    def objects(self, subject: Node, predicate: str, graph: str | None = None) -> list[Term]:
        """The objects of a subject and predicate, in no particular order."""
        return [q.object for q in self.quads(subject, predicate, None, graph) if not isinstance(q.object, _NOT_TERMS)]

    def subjects(self, predicate: str, value: Node | Literal, graph: str | None = None) -> list[str]:
        """The IRIs of the subjects of a predicate and object."""
        return [q.subject.value for q in self.quads(None, predicate, value, graph) if isinstance(q.subject, NamedNode)]

    def add_text(self, text_hash: str, text: str) -> None:
        """Put in a release's clean text, which the store is to keep beside the graph before the change is committed."""
        self._texts[text_hash] = text

    def text(self, text_hash: str) -> str | None:
        """The clean text of this hash, None when none is kept."""
        return self._texts.get(text_hash) or (self._store.text(text_hash) if text_hash else None)

    def holds(self, quad: Quad) -> bool:
        """Whether a quad is there."""
        return quad in self._added or (quad not in self._removed and self._stands(quad))

    def change(self) -> Change:
        """Everything above as one change to commit."""
        return Change(
            added=frozenset(self._added),
            removed=frozenset(self._removed),
            cleared=frozenset(graph.value for graph in self._cleared),
        )

    @property
    def changed(self) -> bool:
        """Whether committing would change anything."""
        return bool(self._added) or bool(self._removed) or bool(self._cleared)

    def _put(self, quads: Iterable[Quad]) -> None:
        new = []
        for quad in quads:
            if quad in self._removed:
                self._removed.discard(quad)
            else:
                self._added.add(quad)
                new.append(quad)
        self._index.extend(new)

    def _take(self, quads: Iterable[Quad]) -> None:
        for quad in quads:
            if quad in self._added:
                self._added.discard(quad)
                self._index.remove(quad)
            else:
                self._removed.add(quad)

    def _stands(self, quad: Quad) -> bool:
        """Whether the store holds the quad and nothing here has cleared its graph."""
        if isinstance(quad.subject, _NOT_TERMS) or isinstance(quad.object, _NOT_TERMS):
            return False
        if not isinstance(quad.graph_name, NamedNode) or self._is_new(quad.graph_name):
            return False
        return next(self._store.quads(quad.subject, quad.predicate, quad.object, quad.graph_name), None) is not None

    def _is_new(self, graph: NamedNode) -> bool:
        """Whether the store has nothing to say in a graph, so that it need not be asked: of most that a load writes."""
        if graph in self._cleared:
            return True
        if graph not in self._written:
            return False  # asked once or twice at most, which is quicker than finding out
        if graph not in self._empty:
            self._empty[graph] = self._store.is_empty(graph)
        return self._empty[graph]


_NOT_TERMS = (BlankNode, ox.Triple)


def _node(value: Node | None) -> NamedNode | None:
    return NamedNode(value) if isinstance(value, str) else value
