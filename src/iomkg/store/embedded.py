"""Graphs in the process itself: Oxigraph on disk, or in memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from iomkg.errors import QueryError, StoreError
from iomkg.forgotten import Forgotten
from iomkg.model import Table, Term
from iomkg.namespaces import BASE, PREFIXES, VIEW_GRAPH
from iomkg.sparql.replies import plain
from iomkg.store.failures import as_store_error, described
from iomkg.store.folder import claim
from iomkg.store.guard import names_its_dataset, syntax_error
from iomkg.store.publishing import Publisher
from iomkg.store.reading import open_for_reading
from iomkg.store.replacing import SCRATCH
from iomkg.store.replacing import finish as finish_replacing
from iomkg.store.replacing import forgotten as forgotten_of
from iomkg.store.replacing import prepare as prepare_replacing
from iomkg.store.texts import FOLDER as TEXTS
from iomkg.store.texts import Texts, TextsInMemory, TextsOnDisk
from iomkg.store.updates import Change, checked, update_of


class Embedded:
    """The graphs of a database of this process."""

    def __init__(
        self,
        database: pyoxigraph.Store,
        *,
        texts: Texts | None = None,
        folder: Path = Path("memory"),
        publisher: Publisher | None = None,
        release: Callable[[], None] = lambda: None,
        behind: bool = False,
    ) -> None:
        """For those below, and for a database of one's own."""
        self._database = database
        self.texts: Texts = TextsInMemory() if texts is None else texts
        self.folder = folder
        self._publisher = publisher
        self._release = release
        self.behind = behind
        self.closed = False
        self.forgotten = Forgotten() if self._in_memory else forgotten_of(folder)

    @classmethod
    def written(cls, path: Path, *, create: bool) -> Embedded:
        """Those in a folder, for its one writer."""
        folder = claim(path, create=create)
        try:
            with described(path):
                database = pyoxigraph.Store(str(folder.database))
                publisher = Publisher(folder, database)
            texts = TextsOnDisk(folder.texts)
            return cls(database, texts=texts, folder=path, publisher=publisher, release=folder.release)
        except BaseException:
            folder.release()
            raise

    @classmethod
    def read(cls, path: Path) -> Embedded:
        """Those in a folder as they stood after some commit, for a reader."""
        reading = open_for_reading(path)
        texts = TextsOnDisk(path / TEXTS)
        return cls(reading.database, texts=texts, folder=path, release=reading.release, behind=reading.behind)

    @property
    def place(self) -> str:
        return str(self.folder)

    def commit(self, change: Change) -> None:
        update = update_of(change)
        if update:
            self._write(lambda database: database.update(update))

    def show(self) -> None:
        if self._publisher is not None:
            self._publisher.show()

    def fill(self, quads: Iterable[Quad]) -> None:
        self._write(lambda database: _fill(database, quads), publish=True)

    def query(self, sparql: str) -> Table | bool | Iterator[Triple]:
        result = self.evaluate(sparql)
        with described(self.folder):
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
        try:
            default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(name) for name in default_graphs]
            others: list[NamedNode | BlankNode] = [NamedNode(name) for name in named_graphs]
        except ValueError as error:
            raise QueryError(f"a graph of the dataset is no IRI: {error}") from error
        named = bool(default_graphs or named_graphs)
        with described(self.folder):
            try:
                return self._database.query(
                    sparql,
                    base_iri=BASE,
                    prefixes=PREFIXES,
                    default_graph=default if named else None if own_dataset else NamedNode(VIEW_GRAPH),
                    named_graphs=others if named else None,
                )
            except SyntaxError as error:
                raise syntax_error(sparql, error) from error

    def quads(
        self, subject: NamedNode | None, predicate: NamedNode | None, value: Term | None, graph: NamedNode | None
    ) -> Iterator[Quad]:
        # No `described` here: a load asks some thousand times a release, and a context manager costs as much again.
        try:
            yield from self._database.quads_for_pattern(subject, predicate, value, graph)
        except (OSError, RuntimeError) as error:
            raise as_store_error(self.folder, error) from error

    def graphs(self) -> list[str]:
        with described(self.folder):
            named = [name for name in self._database.named_graphs() if isinstance(name, NamedNode)]
            return sorted(name.value for name in named if not self.is_empty(name))

    def is_empty(self, graph: NamedNode) -> bool:
        with described(self.folder):
            return not any(self._database.quads_for_pattern(None, None, None, graph))

    def triples(self, graph: str) -> bytes:
        with described(self.folder):
            return self._database.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Embedded]:
        """A copy to change at will, with the same texts; it is gone after the block. It shares files with this one, so
        making it takes moments."""
        if self._in_memory:
            copy = pyoxigraph.Store()
            copy.bulk_extend(self._database)
            yield Embedded(copy, texts=self.texts)
            return
        with contextlib.ExitStack() as stack:
            with described(self.folder):
                # Beside the store, since files are shared on one disk only; elsewhere for those who only read it.
                beside = self.folder if os.access(self.folder, os.W_OK) else None
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=SCRATCH, dir=beside)))
                place = folder / "oxigraph"
                self._database.backup(str(place))
                opened = Embedded(pyoxigraph.Store(str(place)), texts=self.texts, folder=folder)
            yield stack.enter_context(contextlib.closing(opened))

    def abandon(self) -> None:
        """Remove what a scratch copy has on disk, for a process that ends without leaving its block."""
        if self.folder.name.startswith(SCRATCH):
            shutil.rmtree(self.folder, ignore_errors=True)

    def replace_all(self, quads: Iterable[Quad], forgotten: Forgotten, dropped_texts: Iterable[str]) -> None:
        """Make `quads` all there is, with nothing of what was left in files, and close; in memory it stays open."""
        if self._in_memory:
            kept = list(quads)
            self._database.clear()
            self._database.bulk_extend(kept)
            for text_hash in dropped_texts:
                self.texts.drop(text_hash)
            self.forgotten = forgotten
            return
        with described(self.folder):
            prepare_replacing(self.folder, quads, forgotten, dropped_texts)
        self.forgotten = forgotten
        self._let_go()
        try:
            if self._publisher is not None:
                self._publisher.let_go()
                self._publisher = None
            with described(self.folder):
                finish_replacing(self.folder)
        finally:
            self._release()

    def close(self) -> None:
        if self.closed:
            return
        self._let_go()
        try:
            if self._publisher is not None:
                self._publisher.close()
        finally:
            self._release()

    @property
    def _in_memory(self) -> bool:
        return isinstance(self.texts, TextsInMemory)

    def _let_go(self) -> None:
        self.closed = True
        del self._database  # whose files others may open now

    def _write(self, action: Callable[[pyoxigraph.Store], None], publish: bool = False) -> None:
        if self._publisher is not None:
            self._publisher.write(action, publish)
        else:
            action(self._database)

    def _triples(self, result: QueryTriples) -> Iterator[Triple]:
        with described(self.folder):
            yield from result


def _fill(database: pyoxigraph.Store, quads: Iterable[Quad]) -> None:
    if database:
        raise StoreError("a store that holds something cannot be filled; commit a change instead")
    database.bulk_extend(checked(quads))
