"""An answer as a workbook: the rows, what was left out and why, the sentences, and what the answer is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal

from iomkg import citing, terms
from iomkg.answers import Answer, limits
from iomkg.forms.native import Native, native
from iomkg.forms.workbook import Sheet, workbook
from iomkg.model import Term
from iomkg.phrases import phrases

_USUAL: Final = 28  # characters
_WIDE: Final = 80
_WIDEST: Final = 60


def as_xlsx(answer: Answer) -> bytes:
    """The bytes of the workbook. Raises UsageError when there are more rows than a sheet holds."""
    return workbook([_answer(answer), _left_out(answer), _evidence(answer), _about(answer)], answer.question)


def _answer(answer: Answer) -> Sheet:
    """The rows; in English the columns are called as data call them, else in the answer's language."""
    table = answer.table()
    rows = [[_cell(answer, name, value) for name, value in zip(table.columns, row, strict=True)] for row in table.rows]
    english = answer.language == "en"
    head = table.columns if english else tuple(_called(answer, name) for name in table.columns)
    widths = [_width(name, [row[place] for row in rows]) for place, name in enumerate(head)]
    return Sheet("answer", head, rows, widths)


def _cell(answer: Answer, name: str, value: Term | None) -> Native | None:
    if value is None:
        return None
    if name == "rowStatus" or name in answer.query.words:
        return phrases(answer.language).value(value.value) if isinstance(value, Literal) else native(value)
    return native(value)


def _called(answer: Answer, name: str) -> str:
    """`projet` for words, `projet (IRI)` for what they stand for."""
    words, table = phrases(answer.language), answer.table()
    if name.endswith("Label") and name.removesuffix("Label") in table.columns:
        return words.column(name.removesuffix("Label"))
    return f"{words.column(name)} (IRI)" if f"{name}Label" in table.columns else words.column(name)


def _width(name: str, values: Sequence[Native | None]) -> int:
    """As wide as the longest line of a column, within reason."""
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest, len(name)) + 2, _WIDEST)


def _left_out(answer: Answer) -> Sheet:
    rows = [(answer.labels.get(out.iri), out.iri, out.reason) for out in answer.left_out]
    nothing = (phrases(answer.language).line("nothing_left_out"), None, None)
    return Sheet("left out and why", ("what", "IRI", "reason"), rows or [nothing], (_WIDE, _USUAL, _WIDE))


def _evidence(answer: Answer) -> Sheet:
    """Every sentence, with the number of the row it stands behind, as the sheet *answer* counts them below its head."""
    head = (
        "row", "sentence", "worded", "status", "confidence", "headline", "publisher", "date", "URL", "release", "claim",
    )  # fmt: skip
    rows = [
        (number, said.quote, said.worded, said.status, said.confidence, said.headline, said.publisher,
         _day(said.date), said.url, said.release, said.claim)
        for number, sentences in enumerate(answer.evidence, start=1)
        for said in sentences
    ]  # fmt: skip
    widths = (6, _WIDE, _USUAL, 16, 12, 50, _USUAL, 12, 50, 40, 40)
    return Sheet("evidence", head, rows, widths)


def _day(date: str | None) -> Native | None:
    """A whole day as such, so that it can be sorted; a month or a year as it is stated."""
    return None if date is None else native(terms.date_literal(date))


def _about(answer: Answer) -> Sheet:
    return Sheet("about", ("what", "is"), list(_facts(answer)), (_USUAL, 120))


def _facts(answer: Answer) -> Iterator[tuple[str, Native | None]]:
    yield "question", answer.question
    yield "query", answer.query.name
    yield "what a row is", answer.query.description or None
    for name, value in answer.parameters.items():
        yield f"parameter {name}", value.shown
        yield f"parameter {name}, exactly", value.text
    for note in answer.notes:
        yield "note", note
    for line in limits(answer):
        yield "coverage", line
    version = answer.version
    yield "version", citing.version_in_words(version)
    yield "citation", citing.written([citing.of_answer(answer)], "text").strip()
    yield "SPARQL", answer.sparql
