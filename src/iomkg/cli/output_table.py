"""Query answers on paper: a table where it fits, else one record below the other; or CSV, TSV, JSON."""

from __future__ import annotations

import sys

import click
from pyoxigraph import NamedNode

from iomkg.cli.output import pairs, safe, width
from iomkg.model import Table, Term
from iomkg.namespaces import shortened

_GAP = 2
_TALLEST = 4
_NARROW = 14


def print_table(table: Table) -> None:
    """The rows of an answer for people: IRIs shortened, cells wrapped.

    Where a query gives a thing and words for it (`donor` and `donorLabel`, `release` and `releaseTitle`), one column
    has the words; below each other there is room for the thing's IRI too. The other forms have all columns.
    """
    if not table.rows:
        return
    words = _columns_of_words(table.columns)
    kept = [n for n in range(len(table.columns)) if n not in words.values()]
    columns = tuple(_title(table.columns[n]) for n in kept)
    cells = [[_cell(row[words.get(n, n)]) for n in kept] for row in table.rows]
    if _fits(columns, cells):
        _print_columns(columns, cells)
    else:
        iris = [[_cell(row[n]) if n in words else "" for n in kept] for row in table.rows]
        _print_records(columns, cells, iris)


def _columns_of_words(columns: tuple[str, ...]) -> dict[int, int]:
    """Where the words stand for what stands in another column."""
    place = {name: n for n, name in enumerate(columns)}
    named = ((n, place.get(f"{name}{ending}")) for n, name in enumerate(columns) for ending in ("Label", "Title"))
    return {n: words for n, words in named if words is not None}


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


def _print_columns(columns: tuple[str, ...], cells: list[list[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in columns:
        grid.add_column(Text(name), overflow="fold")
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    Console(file=sys.stdout, width=width(), highlight=False).print(grid)


def _print_records(columns: tuple[str, ...], cells: list[list[str]], iris: list[list[str]]) -> None:
    for number, (row, things) in enumerate(zip(cells, iris, strict=True), start=1):
        if number > 1:
            click.echo()
        click.secho(f"{number}", bold=True)
        told = [(name, text, iri) for name, text, iri in zip(columns, row, things, strict=True) if text or iri]
        pairs([line for name, text, iri in told for line in ((name, text), ("", iri)) if line[1]], indent=2)


def _title(column: str) -> str:
    """`projectLabel` and `member_at` as words."""
    words = "".join(f" {character.lower()}" if character.isupper() else character for character in column)
    return words.replace("_", " ").strip()


def _cell(value: Term | None) -> str:
    if value is None:
        return ""
    return safe(shortened(value.value) if isinstance(value, NamedNode) else value.value)
