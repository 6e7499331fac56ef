"""The store embedded in the process: Oxigraph on disk, or in memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from iomkg.errors import QueryError, StoreError
from iomkg.forgotten import Forgotten
from iomkg.model import Table, Term
from iomkg.namespaces import (
    BASE,
    PREFIXES,
    VIEW_GRAPH,
)
from iomkg.store.canonical import canonical_hash
from iomkg.store.failures import as_store_error, described
from iomkg.store.folder import claim
from iomkg.store.guard import names_its_dataset, syntax_error
from iomkg.store.publishing import Publisher
from iomkg.store.reading import open_for_reading
from iomkg.store.replacing import SCRATCH
from iomkg.store.replacing import finish as finish_replacing
from iomkg.store.replacing import forgotten as forgotten_of
from iomkg.store.replacing import prepare as prepare_replacing
from iomkg.store.snapshots import Snapshots
from iomkg.store.texts import FOLDER as TEXTS
from iomkg.store.texts import Texts, TextsInMemory, TextsOnDisk
from iomkg.store.updates import data, fill, refuse_unnamed
from iomkg.terms import iri

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One atomic commit: `removed` quads go, the graphs named in `cleared` are emptied, then `added` quads come."""

    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()
    cleared: frozenset[str] = frozenset()


class Store:
    """Named graphs of triples, without blank nodes. One process writes at a time, any number read beside it.

    A context manager: leaving the block closes it.
    """

    def __init__(
        self,
        database: pyoxigraph.Store,
        *,
        texts: Texts | None = None,
        name: Path = Path("memory"),
        writable: bool = True,
        publisher: Publisher | None = None,
        release: Callable[[], None] = lambda: None,
        behind: bool = False,
    ) -> None:
        """For `open` and `memory`; a caller uses those."""
        self._database: pyoxigraph.Store | None = database
        self._texts: Texts = TextsInMemory() if texts is None else texts
        self._name = name
        self._writable = writable
        self._publisher = publisher
        self._release = release
        self._behind = behind
        self._forgotten = Forgotten() if isinstance(self._texts, TextsInMemory) else forgotten_of(name)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, writable: bool = True) -> Store:
        """The store in the folder `path`; `create` makes it when there is none.

        A writer has it to itself. A reader never waits: it reads a snapshot, the state after some commit, which does
        not change while it is open.

        Raises UsageError when there is no store or the path is not one, StoreLockedError when another process writes
        it (to a reader only while the store is first made), StoreError when it is damaged, of a newer format, or not
        accessible.
        """
        if not writable:
            reading = open_for_reading(path)
            texts = TextsOnDisk(path / TEXTS)
            return cls(
                reading.database,
                texts=texts,
                name=path,
                writable=False,
                release=reading.release,
                behind=reading.behind,
            )
        folder = claim(path, create=create)
        try:
            with described(path):
                database = pyoxigraph.Store(str(folder.database))
                publisher = Publisher(folder, database)
            texts = TextsOnDisk(folder.texts)
            return cls(database, texts=texts, name=path, publisher=publisher, release=folder.release)
        except BaseException:
            folder.release()
            raise

    @classmethod
    def memory(cls) -> Store:
        """A fresh store that lives as long as the process."""
        return cls(pyoxigraph.Store())

    def commit(self, change: Change) -> None:
        """Apply the change whole or not at all, whatever happens to the process or the power; once this returns, it
        stays.

        Raises StoreError when a quad has a blank node or no named graph, or the store cannot be written.
        """
        for quad in (*change.removed, *change.added):
            refuse_unnamed(quad)
        operations = [
            data("DELETE", change.removed),
            *(f"DROP SILENT GRAPH {iri(name)}" for name in sorted(change.cleared)),
            data("INSERT", change.added),
        ]
        update = ";\n".join(operation for operation in operations if operation)
        if update:
            self._write(lambda database: database.update(update))

    def show(self) -> None:
        """Let readers see what was committed so far, if that takes no longer than a moment; else they see it soon."""
        self._writable_database()
        if self._publisher is not None:
            self._publisher.show()

    def load_graphs(self, quads: Iterable[Quad]) -> None:
        """Fill a fresh store quickly. Raises StoreError when it holds anything: `commit` is for that."""
        self._write(lambda database: fill(database, quads), publish=True)

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        """The answer to a SELECT (a Table), an ASK (a bool), a CONSTRUCT or DESCRIBE (triples, read as they come).

        The default graph is the view; other graphs are reached by name, unless the query names its dataset itself.
        The prefixes of `iomkg.namespaces` need no declaration, and `<id/state/ner>` is short for the full IRI. Terms
        other than IRIs and literals (blank nodes a query makes) come as plain literals. Raises QueryError on a text
        that is not a query, or one with SERVICE.
        """
        result = self.evaluate(sparql)
        with described(self._name):
            if isinstance(result, QuerySolutions):
                columns = tuple(variable.value for variable in result.variables)
                rows = tuple(tuple(plain(value) for value in solution) for solution in result)
                return Table(columns, rows)
            if isinstance(result, QueryBoolean):
                return bool(result)
        return self._triples(result)

    def evaluate(
        self, sparql: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The engine's own answer, to be written out as it comes; else as `query`.

        Graphs that are named make up the dataset, in place of the view and of what the query itself names.
        """
        own_dataset = names_its_dataset(sparql)
        database = self._opened()
        try:
            default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(name) for name in default_graphs]
            others: list[NamedNode | BlankNode] = [NamedNode(name) for name in named_graphs]
        except ValueError as error:
            raise QueryError(f"a graph of the dataset is no IRI: {error}") from error
        named = bool(default_graphs or named_graphs)
        with described(self._name):
            try:
                return database.query(
                    sparql,
                    base_iri=BASE,
                    prefixes=PREFIXES,
                    default_graph=default if named else None if own_dataset else NamedNode(VIEW_GRAPH),
                    named_graphs=others if named else None,
                )
            except SyntaxError as error:
                raise syntax_error(sparql, error) from error

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
        pattern = (_node(subject), _node(predicate), _term(object), _node(graph))
        # No `described` here: a load asks some thousand times a release, and a context manager costs as much again.
        try:
            yield from self._opened().quads_for_pattern(*pattern)
        except (OSError, RuntimeError) as error:
            raise as_store_error(self._name, error) from error

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that hold something, sorted."""
        database = self._opened()
        with described(self._name):
            named = [name for name in database.named_graphs() if isinstance(name, NamedNode)]
            return sorted(name.value for name in named if any(database.quads_for_pattern(None, None, None, name)))

    def canonical_hash(self) -> str:
        """SHA-256, in hexadecimal, over the sorted N-Quads of all graphs but the log: what the store says, whatever
        the order it was loaded in."""
        database = self._opened()
        with described(self._name):
            return canonical_hash(database)

    def keep_text(self, text_hash: str, text: str) -> None:
        """`keep_texts` for one."""
        self.keep_texts({text_hash: text})

    def keep_texts(self, texts: Mapping[str, str]) -> None:
        """Keep clean texts by their hashes (lower-case hexadecimal), durably before this returns.

        Texts stand beside the graph: no commit, query or export touches them. Raises StoreError when a hash is none,
        the store is only read, or a text cannot be written.
        """
        self._writable_database()
        with described(self._name):
            self._texts.keep(texts)

    def text(self, text_hash: str) -> str | None:
        """The text kept under the hash, None when there is none. Raises StoreError when it cannot be read."""
        self._opened()
        with described(self._name):
            return self._texts.get(text_hash)

    def text_hashes(self) -> list[str]:
        """The hashes of all texts kept, sorted."""
        self._opened()
        with described(self._name):
            return list(self._texts.hashes())

    def drop_text(self, text_hash: str) -> None:
        """Forget the text kept under the hash; harmless when there is none. Raises StoreError like `keep_text`."""
        self._writable_database()
        with described(self._name):
            self._texts.drop(text_hash)

    @property
    def behind(self) -> bool:
        """Whether more was committed than this reader sees: a writer was at work, or the folder may not be written."""
        return self._behind

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Store]:
        """A copy of the graphs to change at will, with the same texts; it is gone after the block.

        It shares files with this store, so making one takes moments. Raises StoreError when it cannot be written.
        """
        database = self._opened()
        if isinstance(self._texts, TextsInMemory):
            copy = pyoxigraph.Store()
            copy.bulk_extend(database)
            yield Store(copy, texts=self._texts)
            return
        with contextlib.ExitStack() as stack:
            with described(self._name):
                # Beside the store, since files are shared on one disk only; elsewhere for those who only read it.
                beside = self._name if os.access(self._name, os.W_OK) else None
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=SCRATCH, dir=beside))
                place = Path(folder) / "oxigraph"
                database.backup(str(place))
                opened = Store(pyoxigraph.Store(str(place)), texts=self._texts, name=Path(folder))
            yield stack.enter_context(opened)

    def abandon(self) -> None:
        """Remove what a scratch copy has on disk, for a process that ends without leaving its block."""
        if self._name.name.startswith(SCRATCH):
            shutil.rmtree(self._name, ignore_errors=True)

    @property
    def forgotten(self) -> Forgotten:
        """The names that are dropped from what is loaded."""
        return self._forgotten

    def replace_all(self, quads: Iterable[Quad], forgotten: Forgotten, dropped_texts: Iterable[str]) -> None:
        """Make `quads` all that the store holds, with nothing of what it held left in its files, and close it.

        Its snapshots go, whoever reads them, and the texts of these hashes. Dying on the way leaves the old or the
        new. Raises StoreError when the new cannot be written; then the old stands.
        """
        database = self._writable_database()
        if isinstance(self._texts, TextsInMemory):
            kept = list(quads)
            database.clear()
            database.bulk_extend(kept)
            for text_hash in dropped_texts:
                self._texts.drop(text_hash)
            self._forgotten = forgotten
            return
        with described(self._name):
            prepare_replacing(self._name, quads, forgotten, dropped_texts)
        self._forgotten = forgotten
        self._database = None
        del database
        try:
            if self._publisher is not None:
                self._publisher.let_go()
                self._publisher = None
            with described(self._name):
                finish_replacing(self._name)
        finally:
            self._release()

    @staticmethod
    def stamp(path: Path) -> str:
        """A text that is another once readers of the store at `path` would see a newer snapshot than before."""
        return Snapshots(path).stamp

    def close(self) -> None:
        """Give the store up; anything asked of it later raises StoreError. Closing twice is harmless.

        Raises StoreError when readers cannot be given what was committed, a full disk for one; it is kept all the
        same.
        """
        self._database = None
        try:
            if self._publisher is not None:
                self._publisher.close()
        finally:
            self._release()

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

    def _opened(self) -> pyoxigraph.Store:
        if self._database is None:
            raise StoreError("the store is closed; open it again")
        return self._database

    def _write(self, action: Callable[[pyoxigraph.Store], None], publish: bool = False) -> None:
        database = self._writable_database()
        if self._publisher is not None:
            self._publisher.write(action, publish)
        else:
            action(database)

    def _writable_database(self) -> pyoxigraph.Store:
        database = self._opened()
        if not self._writable:
            raise StoreError(f"the store at {self._name} was opened for reading only")
        return database

    def _triples(self, result: QueryTriples) -> Iterator[Triple]:
        with described(self._name):
            yield from result


def plain(value: object) -> Term | None:
    """A term of an answer; a node without a name, which a query may make, as a plain literal."""
    return value if value is None or isinstance(value, (NamedNode, Literal)) else Literal(str(value))


def _term(value: str | Term | None) -> Term | None:
    return iri(value) if isinstance(value, str) else value


def _node(value: str | Term | None) -> NamedNode | None:
    term = _term(value)
    if isinstance(term, Literal):
        raise StoreError(f"{term} is a literal; subjects, predicates and graphs are IRIs")
    return term
