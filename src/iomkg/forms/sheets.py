"""An answer as a workbook: the rows, what was left out and why, the sentences, and what the answer is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iomkg import citing
from iomkg.answers import Answer, limits
from iomkg.forms.native import Native, native
from iomkg.forms.workbook import Sheet, workbook

_USUAL: Final = 28  # characters
_WIDE: Final = 80


def as_xlsx(answer: Answer) -> bytes:
    """The bytes of the workbook. Raises UsageError when there are more rows than a sheet holds."""
    return workbook([_answer(answer), _left_out(answer), _evidence(answer), _about(answer)], answer.question)


def _answer(answer: Answer) -> Sheet:
    table = answer.table()
    rows = [[None if value is None else native(value) for value in row] for row in table.rows]
    return Sheet("answer", table.columns, rows, [_USUAL] * len(table.columns))


def _left_out(answer: Answer) -> Sheet:
    rows = [(answer.labels.get(out.iri), out.iri, out.reason) for out in answer.left_out]
    return Sheet("left out and why", ("what", "IRI", "reason"), rows, (_WIDE, _USUAL, _WIDE))


def _evidence(answer: Answer) -> Sheet:
    """Every sentence, with the number of the row it stands behind, as the sheet *answer* counts them below its head."""
    head = (
        "row", "sentence", "worded", "status", "confidence", "headline", "publisher", "date", "URL", "release", "claim",
    )  # fmt: skip
    rows = [
        (number, said.quote, said.worded, said.status, said.confidence, said.headline, said.publisher, said.date,
         said.url, said.release, said.claim)
        for number, sentences in enumerate(answer.evidence, start=1)
        for said in sentences
    ]  # fmt: skip
    widths = (6, _WIDE, _USUAL, 16, 12, 50, _USUAL, 12, 50, 40, 40)
    return Sheet("evidence", head, rows, widths)


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
