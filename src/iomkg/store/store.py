"""The store: named graphs and the texts beside them, in a folder, in memory or on a server."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from iomkg.errors import QueryError, StoreError, UsageError
from iomkg.forgotten import Forgotten
from iomkg.model import Table, Term
from iomkg.store.canonical import canonical_hash
from iomkg.store.embedded import Embedded
from iomkg.store.failures import described
from iomkg.store.graphs import Graphs
from iomkg.store.served import Served
from iomkg.store.snapshots import Snapshots
from iomkg.store.updates import Change, refuse_unnamed
from iomkg.terms import iri


class Store:
    """Named graphs of triples, without blank nodes. One process writes at a time, any number read beside it.

    A context manager: leaving the block closes it.
    """

    def __init__(self, graphs: Graphs, *, writable: bool = True) -> None:
        """For `open`, `memory` and `over`; a caller uses those."""
        self._graphs = graphs
        self._writable = writable

    @classmethod
    def open(cls, place: Path | str, *, create: bool = False, writable: bool = True) -> Store:
        """The store in a folder, or on the SPARQL server at an address (a str); `create` makes it when there is none.

        A writer has it to itself. A reader never waits. In a folder it reads a snapshot, the state after some commit,
        which does not change while it is open; on a server what stands there when it asks.

        Raises UsageError when there is no store or the place is not one, StoreLockedError when another process writes
        it (to a reader only while the store is first made), StoreError when it is damaged, of a newer format, or not
        accessible.
        """
        if isinstance(place, str):
            return cls(Served.open(place, create=create, writable=writable), writable=writable)
        graphs = Embedded.written(place, create=create) if writable else Embedded.read(place)
        return cls(graphs, writable=writable)

    @classmethod
    def memory(cls) -> Store:
        """A fresh store that lives as long as the process."""
        return cls(Embedded(pyoxigraph.Store()))

    @classmethod
    def over(cls, database: pyoxigraph.Store, *, writable: bool = True) -> Store:
        """A store over a database of one's own, without texts."""
        return cls(Embedded(database), writable=writable)

    def commit(self, change: Change) -> None:
        """Apply the change whole or not at all, whatever happens to the process or the power; once this returns, it
        stays.

        Raises StoreError when a quad has a blank node or no named graph, or the store cannot be written.
        """
        for quad in (*change.removed, *change.added):
            refuse_unnamed(quad)
        self._written().commit(change)

    def show(self) -> None:
        """Let readers see what was committed so far, if that takes no longer than a moment; else they see it soon."""
        self._written().show()

    def load_graphs(self, quads: Iterable[Quad]) -> None:
        """Fill a fresh store quickly. Raises StoreError when it holds anything: `commit` is for that."""
        self._written().fill(quads)

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a SELECT (a Table), an ASK (a bool), a CONSTRUCT or DESCRIBE (triples, read as they come).

        The default graph is the view; other graphs are reached by name, unless the query names its dataset itself.
        The prefixes of `iomkg.namespaces` need no declaration, and `<id/state/ner>` is short for the full IRI. Terms
        other than IRIs and literals (blank nodes a query makes) come as plain literals. Raises QueryError on a text
        that is not a query, or one with SERVICE.
        """
        return self._opened().query(sparql)

    def evaluate(
        self, sparql: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The engine's own answer, to be written out as it comes; else as `query`. For a store in a folder.

        Graphs that are named make up the dataset, in place of the view and of what the query itself names.
        """
        return self._embedded("serving").evaluate(sparql, default_graphs, named_graphs)

    def select(self, sparql: str) -> Table:
        """The answer to a query that has to be a SELECT; QueryError otherwise."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("the query is not a SELECT, so it has no table to give; rewrite it as SELECT")
        return answer

    def quads(
        self,
        subject: str | Term | None = None,
        predicate: str | Term | None = None,
        object: str | Term | None = None,
        graph: str | NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything, a str is an IRI."""
        return self._opened().quads(_node(subject), _node(predicate), _term(object), _node(graph))

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that hold something, sorted."""
        return self._opened().graphs()

    def is_empty(self, graph: str | NamedNode) -> bool:
        """Whether a graph holds nothing."""
        return self._opened().is_empty(iri(graph) if isinstance(graph, str) else graph)

    def canonical_hash(self) -> str:
        """SHA-256, in hexadecimal, over the sorted N-Quads of all graphs but the log: what the store says, whatever
        the order it was loaded in."""
        return canonical_hash(self._opened())

    def keep_text(self, text_hash: str, text: str) -> None:
        """`keep_texts` for one."""
        self.keep_texts({text_hash: text})

    def keep_texts(self, texts: Mapping[str, str]) -> None:
        """Keep clean texts by their hashes (lower-case hexadecimal), durably before this returns.

        Texts stand beside the graph: no commit, query or export touches them. Raises StoreError when a hash is none,
        the store is only read, or a text cannot be written.
        """
        graphs = self._written()
        with self._described():
            graphs.texts.keep(texts)

    def text(self, text_hash: str) -> str | None:
        """The text kept under the hash, None when there is none. Raises StoreError when it cannot be read."""
        graphs = self._opened()
        with self._described():
            return graphs.texts.get(text_hash)

    def text_hashes(self) -> list[str]:
        """The hashes of all texts kept, sorted."""
        graphs = self._opened()
        with self._described():
            return list(graphs.texts.hashes())

    def drop_text(self, text_hash: str) -> None:
        """Forget the text kept under the hash; harmless when there is none. Raises StoreError like `keep_text`."""
        graphs = self._written()
        with self._described():
            graphs.texts.drop(text_hash)

    @property
    def folder(self) -> Path:
        """Where on this machine is what belongs to the store: the store itself, unless it is a server's."""
        return self._graphs.folder

    @property
    def behind(self) -> bool:
        """Whether more was committed than this reader sees: a writer was at work, or the folder may not be written."""
        return self._graphs.behind

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Store]:
        """A copy of the graphs to change at will, with the same texts; it is gone after the block.

        It shares files with this store, so making one takes moments. Raises StoreError when it cannot be written.
        """
        with self._embedded("going back in time").scratch() as copy, Store(copy) as store:
            yield store

    def abandon(self) -> None:
        """Remove what a scratch copy has on disk, for a process that ends without leaving its block."""
        if isinstance(self._graphs, Embedded):
            self._graphs.abandon()

    @property
    def forgotten(self) -> Forgotten:
        """The names that are dropped from what is loaded."""
        return self._graphs.forgotten

    def replace_all(self, quads: Iterable[Quad], forgotten: Forgotten, dropped_texts: Iterable[str]) -> None:
        """Make `quads` all that the store holds, with nothing of what it held left in its files, and close it.

        Its snapshots go, whoever reads them, and the texts of these hashes. Dying on the way leaves the old or the
        new. Raises StoreError when the new cannot be written; then the old stands.
        """
        self._written()
        self._embedded("forgetting").replace_all(quads, forgotten, dropped_texts)

    @staticmethod
    def stamp(path: Path) -> str:
        """A text that is another once readers of the store at `path` would see a newer snapshot than before."""
        return Snapshots(path).stamp

    def close(self) -> None:
        """Give the store up; anything asked of it later raises StoreError. Closing twice is harmless.

        Raises StoreError when readers cannot be given what was committed, a full disk for one; it is kept all the
        same.
        """
        if not self._graphs.closed:
            self._graphs.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except StoreError:
            # What went wrong first is what is told.
            if error is None:
                raise

    def _opened(self) -> Graphs:
        if self._graphs.closed:
            raise StoreError("the store is closed; open it again")
        return self._graphs

    def _written(self) -> Graphs:
        graphs = self._opened()
        if not self._writable:
            raise StoreError(f"the store at {graphs.place} was opened for reading only")
        return graphs

    def _embedded(self, what: str) -> Embedded:
        graphs = self._opened()
        if not isinstance(graphs, Embedded):
            raise UsageError(f"{graphs.place} is a server: {what} takes a store in a folder")
        return graphs

    def _described(self) -> contextlib.AbstractContextManager[None]:
        return described(self._graphs.folder)


def _term(value: str | Term | None) -> Term | None:
    return iri(value) if isinstance(value, str) else value


def _node(value: str | Term | None) -> NamedNode | None:
    term = _term(value)
    if isinstance(term, Literal):
        raise StoreError(f"{term} is a literal; subjects, predicates and graphs are IRIs")
    return term
