"""From a question of the library, or SPARQL of one's own, to an answer with its labels, sentences and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, Triple

from iomkg import queries, totals
from iomkg.answers.answer import Answer, Coverage, LeftOut, RowStatus, Sentence, TotalAnswer, Version
from iomkg.answers.coverage import coverage, version
from iomkg.answers.emptiness import why_empty
from iomkg.answers.evidence import facts_of, of_row, sentences, weakest
from iomkg.answers.labels import labels
from iomkg.answers.readings import readings_of
from iomkg.answers.words import iris_of, ordered
from iomkg.engine import Engine
from iomkg.errors import QueryError
from iomkg.model import Language, Table
from iomkg.queries import Bound, Query, Value
from iomkg.totals import Rates


class Answerer:
    """Answers questions of one graph, which must not change meanwhile: what is the same for all is asked once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, query: Query | str, parameters: Mapping[str, str] | None = None, language: Language = "en") -> Answer:
        """The answer to a query that has to be a SELECT: one of the library by its name or the beginning of one, or a
        Query.

        Raises QueryError when there is no such query, a parameter is unknown, missing or means nothing, or the text
        cannot be run.
        """
        answer = self.run(query, parameters, language)
        if not isinstance(answer, Answer):
            raise QueryError("the query is not a SELECT, so it has no rows to give; rewrite it as SELECT")
        return answer

    def run(
        self, query: Query | str, parameters: Mapping[str, str] | None = None, language: Language = "en"
    ) -> Answer | bool | Iterator[Triple]:
        """The same for a query of any kind: an ASK gives a bool, a CONSTRUCT or DESCRIBE triples."""
        asked = queries.find(query) if isinstance(query, str) else query
        bound = queries.bind(self._engine, asked, parameters)
        if bound.query.counted:
            return self._total(bound, None, language).answer
        found = self._engine.query(bound.sparql)
        return self.answer(bound, found, language) if isinstance(found, Table) else found

    def total(
        self, parameters: Mapping[str, str] | None = None, rates: Rates | None = None, language: Language = "en"
    ) -> TotalAnswer:
        """A total by the parameters of the library's question about them, in the target currency of `rates` if given.

        Raises QueryError when a parameter is unknown or means nothing, UsageError when a rate is missing.
        """
        return self._total(queries.bind(self._engine, queries.find(_TOTALS), parameters), rates, language)

    def _total(self, bound: Bound, rates: Rates | None, language: Language) -> TotalAnswer:
        asked = totals.asked(self._engine, bound)
        books = totals.read(self._engine, totals.projects_in_scope(self._engine, bound))
        total = totals.count(books, asked, rates)
        parts = queries.parts()
        counted = self.answer(replace(bound, query=parts["sums-counted"]), totals.counted(total, books), language)
        out = self.answer(replace(bound, query=parts["sums-left-out"]), totals.left_out(total), language)
        stage = Value(Literal(str(total.asked.stage)), str(total.asked.stage))
        settled = replace(bound, parameters={**bound.parameters, "stage": stage})
        answer = self.answer(settled, totals.breakdown(total), language)
        evidence, statuses = _by_rows(counted, [len(row) for row in totals.rows_of(total)])
        answer = replace(
            answer,
            labels={**out.labels, **answer.labels},
            evidence=evidence,
            statuses=statuses,
            notes=(*answer.notes, *totals.remarks(total, bound)),
            left_out=tuple(LeftOut(each.sum.iri, f"{each.code}: {each.reason}") for each in total.left_out),
        )
        return TotalAnswer(answer, counted, out)

    def answer(self, bound: Bound, table: Table, language: Language = "en") -> Answer:
        """The answer whose rows are a table that was asked for or worked out otherwise."""
        rows = tuple(tuple(value and ordered(value) for value in row) for row in table.rows)
        facts = [facts_of(bound.query.evidence, table.columns, row, bound.parameters) for row in rows]
        said = sentences(self._engine, (fact for found in facts for fact in found))
        rested = [of_row(found, said) for found in facts]
        iris = {iri for row in rows for value in row if value is not None for iri in iris_of(value)}
        return Answer(
            query=bound.query,
            sparql=bound.sparql,
            language=language,
            columns=table.columns,
            rows=rows,
            coverage=self.coverage,
            version=self.version,
            parameters=bound.parameters,
            labels=labels(self._engine, iris, language),
            evidence=tuple(found for found, _ in rested),
            statuses=tuple(status for _, status in rested),
            notes=self._notes(bound, empty=not rows),
            empty=None if rows else why_empty(self._engine, bound, self.coverage),
            readings=readings_of(bound.query.fields),
        )

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the world the graph can know of."""
        return coverage(self._engine)

    @cached_property
    def version(self) -> Version:
        """Which state of the graph answers."""
        return version(self._engine)

    def _notes(self, bound: Bound, *, empty: bool) -> tuple[str, ...]:
        notes = [bound.filled(note) for note in bound.query.notes]
        if empty and bound.query.when_empty:
            explained = self._engine.select(bound.put_into(queries.note_queries()[bound.query.when_empty].sparql))
            notes += [bound.filled(row[0].value) for row in explained.rows if isinstance(row[0], Literal)]
        return tuple(notes)


def _by_rows(
    counted: Answer, sizes: Sequence[int]
) -> tuple[tuple[tuple[Sentence, ...], ...], tuple[RowStatus | None, ...]]:
    """The sentences and statuses of counted sums, put together by the rows they stand in."""
    evidence: list[tuple[Sentence, ...]] = []
    statuses: list[RowStatus | None] = []
    start = 0
    for size in sizes:
        stretch = slice(start, start + size)
        evidence.append(tuple(dict.fromkeys(each for said in counted.evidence[stretch] for each in said)))
        statuses.append(weakest(counted.statuses[stretch]))
        start += size
    return tuple(evidence), tuple(statuses)


_TOTALS: Final = "cq33"
