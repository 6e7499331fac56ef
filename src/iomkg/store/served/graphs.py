"""The graphs of a store on a SPARQL 1.1 server."""

from __future__ import annotations

import contextlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO, Final, TypeVar

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from iomkg.errors import ServiceError, StoreError, StoreLockedError, UsageError
from iomkg.forgotten import Forgotten
from iomkg.model import Table, Term
from iomkg.namespaces import GRAPH
from iomkg.sparql import login
from iomkg.sparql.connection import Connection
from iomkg.store.asking import Asker
from iomkg.store.holder import erase
from iomkg.store.served import addresses
from iomkg.store.served.beside import Beside
from iomkg.store.served.journal import JOURNAL, Journal
from iomkg.store.served.lease import Lease
from iomkg.store.served.remembered import Pattern, Remembered
from iomkg.store.texts import Texts
from iomkg.store.updates import Change, checked, data, dropping, update_of

T = TypeVar("T")

_LIMIT: Final = 600.0  # seconds for one request
_AT_ONCE: Final = 5_000  # quads in one update
_FILLED: Final = 50_000  # quads held in memory while a store is filled


class Served:
    """The graphs under `https://w3id.org/iomkg/graph/` on a server; what else it holds is let alone."""

    def __init__(self, url: str, beside: Beside) -> None:
        """For `open`."""
        self._addresses = addresses.of(url)
        self._connection = Connection(_LIMIT, login.of_environment())
        self._asker = Asker(self._connection, self._addresses.query)
        self._journal = Journal(self._asker.table, self._update)
        self._remembered = Remembered()
        self._lease: Lease | None = None
        self._lock: IO[bytes] | None = None
        self.place = url
        self.folder = beside.path
        self.texts: Texts = beside.texts
        self.forgotten = Forgotten()
        self.behind = False
        self.closed = False

    @classmethod
    def open(cls, url: str, *, create: bool, writable: bool) -> Served:
        """Those at an address. A commit that was interrupted is completed or undone first, unless somebody writes.

        Raises UsageError for an address that is none or where there is no store, StoreLockedError when another process
        writes it and this one is to, StoreError when the server fails.
        """
        beside = Beside(url)
        served = cls(url, beside)
        try:
            with _of_a_store():
                if writable:
                    served._claim(beside)
                else:
                    served.behind = not served._settled(beside)
                if not create and not served._holds_anything():
                    raise UsageError(f"no store at {url}; `iomkg load` makes one")
        except BaseException:
            served.close()
            raise
        return served

    def commit(self, change: Change) -> None:
        if change == Change():
            return
        with _of_a_store():
            assert self._lease is not None, "only a writer commits"
            self._lease.renew()
            self._journal.begin(change)
            self._make(change)
            self._journal.end()

    def show(self) -> None:
        """Nothing: readers see what stands on the server."""

    def fill(self, quads: Iterable[Quad]) -> None:
        with _of_a_store():
            if self._holds_anything():
                raise StoreError("a store that holds something cannot be filled; commit a change instead")
            self._journal.begin_filling()
            try:
                for part in _slices(checked(quads), _FILLED):
                    self._extend(part)
            except BaseException:
                self._empty()
                raise
            finally:
                self._remembered.clear()
            self._journal.end()

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        with _of_a_store():
            return self._asker.query(sparql)

    def quads(
        self, subject: NamedNode | None, predicate: NamedNode | None, value: Term | None, graph: NamedNode | None
    ) -> Iterator[Quad]:
        with _of_a_store():
            if subject is not None:
                # What else is asked of a thing comes soon after.
                about = self._found((subject, None, None, None))
                return (quad for quad in about if _matches(quad, predicate, value, graph))
            if predicate is None and value is None:
                names = self.graphs() if graph is None else [graph.value]
                return itertools.chain.from_iterable(map(self._all_of, names))
            return iter(self._found((None, predicate, value, graph)))

    def graphs(self) -> list[str]:
        with _of_a_store():
            rows = self._asker.table(
                f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
            ).rows
            return sorted(name.value for (name,) in rows if name is not None and name.value != JOURNAL)

    def is_empty(self, graph: NamedNode) -> bool:
        with _of_a_store():
            return not self._asker.holds(f"GRAPH {graph} {{ ?s ?p ?o }}")

    def triples(self, graph: str) -> bytes:
        with _of_a_store():
            return serialize(self._triples(graph), format=RdfFormat.N_TRIPLES) or b""

    def close(self) -> None:
        self.closed = True
        try:
            if self._lease is not None:
                with _of_a_store():
                    self._lease.release()
        finally:
            self._connection.close()
            if self._lock is not None:
                erase(self._lock)
                self._lock.close()

    def _claim(self, beside: Beside, patience: float | None = None) -> None:
        """Become the writer, and end what one before left undone."""
        self._lock = beside.claim() if patience is None else beside.claim(patience)
        self._lease = Lease(self.place, beside.name(), self._asker.table, self._update)
        interrupted = self._journal.interrupted()
        if isinstance(interrupted, Change):
            self._make(interrupted)
        elif interrupted:
            self._empty()
        self._journal.end()

    def _settled(self, beside: Beside) -> bool:
        """Whether no commit is under way: one that was interrupted is ended, if this process may write."""
        if self._journal.is_empty():
            return True
        try:
            with contextlib.closing(Served(self.place, beside)) as writer:
                writer._claim(beside, patience=0)
        except (StoreLockedError, ServiceError):
            return False
        return True

    def _holds_anything(self) -> bool:
        return self._asker.holds(f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}') && ?g != <{JOURNAL}>)")

    def _make(self, change: Change) -> None:
        """Make a change, which may have been made in part; in one update where it is small, since many servers make
        that whole or not at all."""
        if len(change.removed) + len(change.added) <= _AT_ONCE:
            self._update(update_of(change))
        else:
            for part in _slices(change.removed, _AT_ONCE):
                self._update(data("DELETE", part))
            if change.cleared:
                self._update(dropping(change.cleared))
            for part in _slices(change.added, _AT_ONCE):
                self._update(data("INSERT", part))
        self._remembered.change(change)

    def _extend(self, quads: Iterable[Quad]) -> None:
        by_graph: dict[str, list[Triple]] = defaultdict(list)
        for quad in quads:
            by_graph[quad.graph_name.value].append(quad.triple)  # type: ignore[union-attr]  # checked
        for name, triples in by_graph.items():
            body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            self._connection.extend(self._addresses.graphs, name, body)

    def _empty(self) -> None:
        """Make of a store that was not filled to its end one that holds nothing."""
        for name in self.graphs():
            self._update(dropping([name]))
        self._journal.end()

    def _update(self, sparql: str) -> None:
        self._connection.update(self._addresses.update, sparql)

    def _found(self, pattern: Pattern) -> tuple[Quad, ...]:
        known = self._remembered.get(pattern)
        if known is None:
            known = tuple(self._asked(pattern))
            self._remembered.put(pattern, known)
        return known

    def _asked(self, pattern: Pattern) -> Iterator[Quad]:
        terms = [str(term) if term is not None else f"?{name}" for name, term in zip("spog", pattern, strict=True)]
        subject, predicate, value, graph = terms
        asked = [name for name, term in zip("spog", pattern, strict=True) if term is None]
        answer = self._asker.table(
            f"SELECT {' '.join(f'?{name}' for name in asked)} {{ GRAPH {graph} {{ {subject} {predicate} {value} }} }}"
        )
        given = dict(zip("spog", pattern, strict=True))
        for row in answer.rows:
            s, p, o, g = (given | dict(zip(asked, row, strict=True))).values()
            if isinstance(g, NamedNode) and g.value.startswith(GRAPH) and g.value != JOURNAL:
                yield Quad(s, p, o, g)  # type: ignore[arg-type]  # bound, and of the kinds that stand there

    def _all_of(self, graph: str) -> Iterator[Quad]:
        name = NamedNode(graph)
        return (Quad(triple.subject, triple.predicate, triple.object, name) for triple in self._triples(graph))

    def _triples(self, graph: str) -> Iterator[Triple]:
        with _of_a_store():
            body = self._connection.graph(self._addresses.graphs, graph)
            return (quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))


@contextlib.contextmanager
def _of_a_store() -> Iterator[None]:
    """What fails at the server is what fails at the store."""
    try:
        yield
    except ServiceError as error:
        raise StoreError(f"the store cannot be used: {error}") from error


def _matches(quad: Quad, predicate: NamedNode | None, value: Term | None, graph: NamedNode | None) -> bool:
    return (
        (predicate is None or quad.predicate == predicate)
        and (value is None or quad.object == value)
        and (graph is None or quad.graph_name == graph)
    )


def _slices(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while part := list(itertools.islice(waiting, size)):
        yield part
