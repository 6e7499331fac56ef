"""An answer as data: rows of terms with words for them, the sentences they rest on, and how far to trust them.

Absence is never told as "none": an answer says what was loaded, and an empty one what its emptiness means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal

from iomkg import terms
from iomkg.answers.words import iris_of
from iomkg.model import Language, Table, Term
from iomkg.namespaces import shortened
from iomkg.phrases import phrases
from iomkg.queries import Query, Value

#: How a fact was coded: by the reader alone, by it and a curator, or by a curator in the reader's place.
RowStatus = OneOf["machine-coded", "corrected", "confirmed"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """An accepted claim that a row rests on.

    `claim` and `release` are IRIs, `confidence` is within 0..1, `date` the stated date of publication (`2022-02`),
    `start` the offset of the quote in the release's text, in code points.
    """

    claim: str
    quote: str
    worded: str
    confidence: float
    status: RowStatus
    release: str
    start: int = 0
    headline: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was looked at and does not count in the answer: its IRI, and the reason in words."""

    iri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How well one field of a release is read: precision and recall within 0..1, measured on `judged` items that a
    careful reader found in releases no rule was tuned on; None where nobody measured it on such releases."""

    field: str
    precision: float | None
    recall: float | None
    judged: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the world an answer can know of: the releases loaded, by language and by publisher (those without
    one left out), and the first and last ISO day they are from (None when none says)."""

    releases: int
    languages: Mapping[str, int]
    publishers: Mapping[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """Which state of the graph answered: the number of its last commit and the UTC moment of it, and the version of
    iomkg that made it; numbers and moments are None where the engine keeps no log."""

    commit: int | None
    at: dt.datetime | None
    software: str | None


@dataclass(frozen=True, slots=True)
class Empty:
    """What it means that there are no rows, and the same in words; `waiting` counts the claims that wait for review."""

    kind: OneOf["nothing loaded", "waiting", "none known"]
    text: str
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question of the library or to SPARQL of one's own.

    `sparql` is what was run, parameters in place. `columns` and `rows` are the query's; `labels` has words in
    `language` for the IRIs in them. `evidence` and `statuses` go row by row beside `rows`: the sentences a row rests
    on, best first, and the weakest status among its facts (None where no fact of it rests on a claim). `empty` says
    what it means that there are no rows, and is None where there are some.
    """

    query: Query
    sparql: str
    language: Language
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    coverage: Coverage
    version: Version
    parameters: Mapping[str, Value] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[tuple[Sentence, ...], ...] = ()
    statuses: tuple[RowStatus | None, ...] = ()
    notes: tuple[str, ...] = ()
    empty: Empty | None = None
    left_out: tuple[LeftOut, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def question(self) -> str:
        """What was asked, in the answer's language; the name of a query that says it in none."""
        return self.query.summary.get(self.language) or self.query.summary.get("en") or self.query.name

    def label(self, value: Term | None) -> str:
        """Words for a value: an IRI's label or, without one, its short form; those of several IRIs with commas
        between; a literal's own text; empty for None."""
        if value is None:
            return ""
        iris = iris_of(value)
        return ", ".join(sorted(self.labels.get(iri, shortened(iri)) for iri in iris)) if iris else value.value

    def said(self, column: str, value: Term | None) -> str:
        """The same for a value of a column: where the query has words of its own there, in the answer's language."""
        if column in self.query.words and isinstance(value, Literal) and not iris_of(value):
            return phrases(self.language).value(value.value)
        return self.label(value)

    def status(self, row: int) -> str:
        """The status of a row in the answer's language; empty where it has none."""
        return phrases(self.language).value(self.statuses[row] or "")

    def table(self, *, sentences: bool = False) -> Table:
        """The rows with a column `xLabel` after each column `x` that holds IRIs with labels, or by its query's header
        may hold them, and a last one `rowStatus` where the header names evidence or the answer is a total.

        With `sentences`, a row comes once for each sentence it rests on (once without, if on none), its number first
        and the sentence with its source last.
        """
        labelled = [
            n
            for n, name in enumerate(self.columns)
            if name in self.query.labels or any(self._labels(row[n]) for row in self.rows)
        ]
        columns: list[str] = []
        for n, name in enumerate(self.columns):
            columns += [name, f"{name}Label"] if n in labelled else [name]
        rows = [self._told(row, labelled) for row in self.rows]
        if self.query.evidence or self.query.counted:
            columns.append("rowStatus")
            rows = [[*row, status and Literal(status)] for row, status in zip(rows, self.statuses, strict=True)]
        return self._with_sentences(columns, rows) if sentences else Table(tuple(columns), tuple(map(tuple, rows)))

    def _with_sentences(self, columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Table:
        told = []
        for number, (row, behind) in enumerate(zip(rows, self.evidence, strict=True), start=1):
            for said in behind or (None,):
                texts = [getattr(said, name) if said else None for name in _OF_SENTENCES.values()]
                told.append((terms.integer(number), *row, *(None if text is None else Literal(text) for text in texts)))
        return Table(("row", *columns, *_OF_SENTENCES), tuple(told))

    def _told(self, row: tuple[Term | None, ...], labelled: list[int]) -> list[Term | None]:
        told: list[Term | None] = []
        for n, value in enumerate(row):
            told.append(value)
            if n in labelled:
                told.append(Literal(self.label(value)) if value is not None else None)
        return told

    def _labels(self, value: Term | None) -> bool:
        return value is not None and any(iri in self.labels for iri in iris_of(value))


#: What a row with a sentence tells of it, by the names of columns.
_OF_SENTENCES: Final = {
    "sentence": "quote",
    "sentenceStatus": "status",
    "headline": "headline",
    "publisher": "publisher",
    "published": "date",
    "url": "url",
    "sentenceRelease": "release",
    "claim": "claim",
}


@dataclass(frozen=True, slots=True)
class TotalAnswer:
    """A total: the breakdown as an answer (its rows add up to the total in each currency), the sums that counted and
    those that were left out, each a row with its sentences; `amounts` is the total in each currency, `least` what of it
    is shared with nothing that was not asked for."""

    answer: Answer
    counted: Answer
    left_out: Answer
    amounts: Mapping[str, Decimal]
    least: Mapping[str, Decimal]
