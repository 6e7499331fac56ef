"""Answers on paper: a table where it fits, else one record below the other, each with a sentence it rests on."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import click
from pyoxigraph import Literal, NamedNode

from iomkg.answers import Answer, Sentence
from iomkg.cli.output import pairs, safe, width
from iomkg.model import Term
from iomkg.namespaces import ID, XSD, shortened
from iomkg.naming import grouped
from iomkg.phrases import phrases

_GAP = 2
_TALLEST = 4
_NARROW = 14
_YEAR = 4
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double"))
_NUMBER = re.compile(r"-?\d[\d,.\N{NO-BREAK SPACE}]*")


def print_answer(answer: Answer, *, whole_evidence: bool = False) -> None:
    """The rows of an answer for people: words in place of IRIs, cells wrapped.

    Rows that rest on sentences are records, each with the IRIs, its first sentence, and how many more there are; all
    of them with `whole_evidence`.
    """
    if not answer.rows:
        return
    words = phrases(answer.language)
    columns = tuple(map(words.column, answer.columns))
    cells = [
        [_cell(answer, name, value) for name, value in zip(answer.columns, row, strict=True)] for row in answer.rows
    ]
    if not answer.query.evidence and _fits(columns, cells):
        print_columns(columns, cells)
        return
    for number, row in enumerate(answer.rows, start=1):
        if number > 1:
            click.echo()
        click.secho(f"{number}", bold=True)
        lines = [
            line
            for name, text, value in zip(columns, cells[number - 1], row, strict=True)
            for line in _lines(answer, name, text, value)
        ]
        said = answer.evidence[number - 1]
        shown = said if whole_evidence else said[:1]
        lines += [line for sentence in shown for line in _said(sentence, words.column("sentence"))]
        if more := len(said) - len(shown):
            lines.append(("", f"+{words.counted(more, 'sentences_more')}"))
        if status := answer.status(number - 1):
            lines.append((words.column("status"), status))
        pairs(lines, indent=2)


def _lines(answer: Answer, name: str, text: str, value: Term | None) -> list[tuple[str, str]]:
    """A value as a line, with the IRI of a thing on another. Entries of lists go by their words alone."""
    if not text:
        return []
    if isinstance(value, NamedNode) and value.value in answer.labels and value.value.startswith(ID):
        return [(name, text), ("", safe(shortened(value.value)))]
    return [(name, text)]


def _said(sentence: Sentence, name: str) -> list[tuple[str, str]]:
    origin = " · ".join(filter(None, (sentence.headline, sentence.publisher, sentence.date)))
    return [(name, f"“{safe(sentence.quote)}”"), ("", f"{safe(origin)} ({shortened(sentence.release)})")]


def _fits(columns: tuple[str, ...], cells: list[list[str]]) -> bool:
    """Whether a table would have readable columns: none squeezed, no row taller than a few lines."""
    room = width() - _GAP * (len(columns) - 1)
    natural = [
        max(len(text) for text in (name, *column))
        for name, column in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    if sum(natural) <= room:
        return True
    squeezed = sum(min(size, _NARROW) for size in natural)
    longest = max(sum(len(text) for text in row) for row in cells)
    return squeezed <= room and longest <= room * _TALLEST // 2


def print_columns(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Cells below their names, wrapped where the terminal is narrow."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for name, column in zip(columns, zip(*cells, strict=True), strict=True):
        right = all(_NUMBER.fullmatch(text) for text in column if text)
        grid.add_column(Text(name), overflow="fold", justify="right" if right else "left")
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    Console(file=sys.stdout, width=width(), highlight=False).print(grid)


def _cell(answer: Answer, name: str, value: Term | None) -> str:
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS:
        # Four digits may be a year, which nobody sets apart.
        apart = len(value.value.partition(".")[0].lstrip("-")) > _YEAR
        return phrases(answer.language).number(grouped(value.value) if apart else value.value)
    if isinstance(value, NamedNode) and value.value not in answer.labels:
        return safe(shortened(value.value))
    return safe(answer.said(name, value))
