"""The graph, opened to be asked."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, TypeAlias

from iomkg import citing, lookup, queries, totals
from iomkg.answers import Answer, Answerer
from iomkg.api.dataset import copied, graph_of
from iomkg.api.rows import Rows
from iomkg.api.totals import Total
from iomkg.draft import Draft
from iomkg.errors import QueryError, UsageError
from iomkg.model import Language
from iomkg.questions import understand
from iomkg.remote import Service
from iomkg.store import Store, usual_place

if TYPE_CHECKING:
    import rdflib

#: What a parameter may be given as: an IRI, a name, a word of a choice; a whole number; a day.
Given: TypeAlias = str | int | dt.date


def open(
    path: str | os.PathLike[str] | None = None,
    *,
    language: Language = "en",
    endpoint: str | None = None,
    limit: float = 60.0,
) -> KnowledgeGraph:
    """Open the graph to ask it.

    `path` is a store's folder, or the address of the server that holds it; without one, that of IOMKG_STORE, else the
    folder in your user data folder. It is read as it stood after the last load, however long it stays open (on a
    server: as it stands when it is asked), and keeps nobody from loading. `endpoint` is the address
    of a SPARQL 1.1 service to ask instead, each query in at most `limit` seconds. `language` is that of labels.

    Raises UsageError when there is no store or the address is none, StoreError when the store cannot be read.
    """
    if endpoint is None:
        named = usual_place() if path is None else path
        place = named if isinstance(named, str) and "://" in named else Path(named)
        return KnowledgeGraph(Store.open(place, writable=False), language)
    if path is not None:
        raise UsageError("a graph is opened at a path or at an endpoint; give one of them")
    return KnowledgeGraph(Service(endpoint, limit=limit), language)


class KnowledgeGraph:
    """The graph as it stood when it was opened, to be asked; a context manager.

    Every method raises QueryError for what cannot be asked, ServiceError when a service does not answer as it should.
    """

    def __init__(self, engine: Store | Service, language: Language = "en") -> None:
        """For `iomkg.open`; a caller uses that."""
        self._engine = engine
        self._answerer = Answerer(engine)
        self._language = language

    def query(self, name: str, /, *, language: Language | None = None, **parameters: Given) -> Rows:
        """The answer to a question of the library, by its name or the beginning of one.

        Parameters are given as on the command line: an IRI or the end of one, a name in any language, a word of a
        choice, a whole number, a day. `iomkg queries NAME` lists them.
        """
        return Rows(self._answerer.ask(name, _typed(parameters), language or self._language))

    def total(
        self,
        *,
        convert_to: str | None = None,
        rates: str | os.PathLike[str] | None = None,
        rate_days: int = totals.DAYS,
        language: Language | None = None,
        **parameters: Given,
    ) -> Total:
        """Money added up without counting any of it twice; parameters as of `iomkg total`: `by="donor"`, `theme=…`.

        With `convert_to`, all is in that currency, by the file `rates` (CSV: date, currency, rate), each rate from at
        most `rate_days` days before its sum. Raises UsageError when a rate is missing.
        """
        if (convert_to is None) != (rates is None):
            raise UsageError("convert_to and rates go together: the currency, and the file with its rates")
        known = None
        if convert_to is not None and rates is not None:
            known = totals.read_rates(Path(rates), convert_to, rate_days)
        return Total.of(self._answerer.total(_typed(parameters), known, language or self._language))

    def ask(self, question: str, /, *, language: Language | None = None) -> Rows:
        """The answer to a question in words, in English, French or Spanish; its `understanding` tells how it was read.

        Raises QuestionError, whose notes name the nearest questions, rather than guess.
        """
        understood = understand(self._engine, question, language)
        answer = self._answerer.ask(understood.query, understood.parameters, language or understood.language)
        return Rows(answer, understood)

    def entity(self, name: str, /, *, language: Language | None = None) -> Rows:
        """What the view says of an entity, by its IRI, the end of it or a name: a row for each fact, with `inverse`
        true where the entity is the object of it."""
        # A store finds parts of names too.
        iri = self._found(name) if isinstance(self._engine, Store) else name
        return Rows(self._answerer.ask(_FACTS, {"entity": iri}, language or self._language))

    def _found(self, name: str) -> str:
        """The IRI a name means. What else may be meant is part of the message: who catches an error sees no notes."""
        assert isinstance(self._engine, Store)
        try:
            return lookup.entity(Draft(self._engine), name)
        except UsageError as error:
            listed = "; ".join(" ".join(note.split()) for note in getattr(error, "__notes__", ()))
            raise UsageError(f"{error} {listed}".strip()) from None

    def sparql(self, text: str, /, *, language: Language | None = None) -> Rows | bool | rdflib.Graph:
        """The answer to SPARQL of your own: Rows for a SELECT, bool for an ASK, an rdflib Graph for a CONSTRUCT or
        DESCRIBE. The view is the default graph, other graphs are there by name, and the prefixes of iomkg need no
        declaration. SERVICE, LOAD and updates are refused."""
        try:
            found = self._answerer.run(queries.parse(text, "of your own"), {}, language or self._language)
        except QueryError as error:
            raise queries.clearer(text, error) from error
        if isinstance(found, Answer):
            return Rows(found)
        return found if isinstance(found, bool) else graph_of(found)

    def cite(self, rows: Rows | None = None, /, style: str = "text") -> str:
        """The graph in the state that answers, as a bibliography reads it (`text`, `bibtex`, `ris`, `csl`); with rows,
        also the query and the releases they rest on. Raises UsageError for another style."""
        if style not in citing.STYLES:
            raise UsageError(f"there is no style {style!r} of citing; give one of {', '.join(citing.STYLES)}")
        if rows is None:
            return citing.written([citing.dataset(self._answerer.version)], style)
        works = [citing.of_answer(rows.answer), *citing.sources_of(self._engine, rows.answer)]
        return citing.written(works, style)

    def dataset(self) -> rdflib.Dataset:
        """A copy of all graphs for rdflib, with the view as its default graph; of a store, not of a service."""
        if not isinstance(self._engine, Store):
            raise UsageError("only a store can be copied, not a service; load what `iomkg export graph.trig` writes")
        return copied(self._engine)

    def close(self) -> None:
        """Give the graph up; closing twice is harmless."""
        if isinstance(self._engine, Store):
            self._engine.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _typed(parameters: dict[str, Given]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items()}


_FACTS: Final = queries.parse(
    """#+ summary:
#+   en: What is known of an entity?
#+   fr: Que sait-on d'une entité ?
#+   es: ¿Qué se sabe de una entidad?
#+ parameters:
#+   entity: entity -- what is asked about
#+ evidence: ?_entity ?property ?value . ?value ?property ?_entity
SELECT ?property ?value ?inverse WHERE {
  { ?_entity ?property ?value BIND(false AS ?inverse) } UNION { ?value ?property ?_entity BIND(true AS ?inverse) }
}
ORDER BY ?inverse ?property ?value
""",
    "facts-of-entity",
)
