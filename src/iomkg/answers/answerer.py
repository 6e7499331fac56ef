"""From a question of the library, or SPARQL of one's own, to an answer with its labels, sentences and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from iomkg import queries, totals
from iomkg.answers.answer import Answer, Coverage, LeftOut, RowStatus, Sentence, TotalAnswer, Version
from iomkg.answers.coverage import coverage, version
from iomkg.answers.emptiness import why_empty
from iomkg.answers.evidence import facts_of, of_row, sentences, weakest
from iomkg.answers.labels import labels
from iomkg.answers.readings import readings_of
from iomkg.answers.telling import notes
from iomkg.answers.words import iris_of, ordered
from iomkg.engine import Engine
from iomkg.errors import QueryError
from iomkg.model import Language, Table
from iomkg.phrases import phrases
from iomkg.queries import Bound, Query, Value
from iomkg.queries.known import with_code
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
        bound = self.bound(query, parameters, language)
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
        return self._total(self.bound(_TOTALS, parameters, language), rates, language)

    def bound(
        self, query: Query | str, parameters: Mapping[str, str] | None = None, language: Language = "en"
    ) -> Bound:
        """A query with its parameters in place, their values called in a language. Raises QueryError as `ask` does."""
        asked = queries.find(query) if isinstance(query, str) else query
        bound = queries.bind(self._engine, asked, parameters)
        return bound if language == "en" else replace(bound, parameters=self._called(bound, language))

    def _called(self, bound: Bound, language: Language) -> dict[str, Value]:
        """The values of parameters with their words in a language."""
        named = {value.text for value in bound.parameters.values() if isinstance(value.term, NamedNode)}
        words = labels(self._engine, named, language)
        called = {
            name: Value(value.term, with_code(words[value.text], value.text)) if value.text in words else value
            for name, value in bound.parameters.items()
        }
        for parameter in bound.query.parameters:
            owner = bound.parameters.get(parameter.of or "")
            if owner is not None and isinstance(owner.term, NamedNode) and owner.term == called[parameter.name].term:
                called[parameter.name] = Value(owner.term, phrases(language).line("undefined"))
        return called

    def _total(self, bound: Bound, rates: Rates | None, language: Language) -> TotalAnswer:
        asked = totals.asked(self._engine, bound)
        books = totals.read(self._engine, totals.projects_in_scope(self._engine, bound))
        total = totals.count(books, asked, rates)
        parts = queries.parts()
        counted = self.answer(replace(bound, query=parts["sums-counted"]), totals.counted(total, books), language)
        out = self.answer(replace(bound, query=parts["sums-left-out"]), totals.left_out(total, language), language)
        chosen = {"stage": str(total.asked.stage), "year_of": str(total.asked.year_of)}
        values = {name: Value(Literal(text), text) for name, text in chosen.items()}
        settled = replace(bound, parameters={**bound.parameters, **values})
        answer = self.answer(settled, totals.breakdown(total), language)
        evidence, statuses = _by_rows(counted, [len(row) for row in totals.rows_of(total)])
        answer = replace(
            answer,
            labels={**out.labels, **answer.labels},
            evidence=evidence,
            statuses=statuses,
            notes=(*answer.notes, *totals.remarks(total, bound, language)),
            left_out=tuple(LeftOut(each.sum.iri, f"{each.code}: {each.reason(language)}") for each in total.left_out),
        )
        return TotalAnswer(answer, counted, out, total.amounts, total.least)

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
            notes=self._notes(bound, language, empty=not rows),
            empty=None if rows else why_empty(self._engine, bound, self.coverage, language),
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

    def _notes(self, bound: Bound, language: Language, *, empty: bool) -> tuple[str, ...]:
        told = list(notes(bound, language))
        if empty and bound.query.when_empty:
            explained = self._engine.select(bound.put_into(queries.note_queries()[bound.query.when_empty].sparql))
            column = explained.columns.index(language)
            told += [bound.filled(text.value) for row in explained.rows if isinstance(text := row[column], Literal)]
        return tuple(told)


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
