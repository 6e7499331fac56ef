"""The draft as TOML: what is sure as keys, what is not with a remark above it, what is not read as a comment."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from iomkg.model import Language
from iomkg.readers.table.cells import Sheet, letters
from iomkg.readers.table.mapping import FIELDS, plain
from iomkg.readers.table.suggesting.evidence import Evidence
from iomkg.readers.table.suggesting.guesses import Guess
from iomkg.readers.table.suggesting.whole import Whole

_EXAMPLES: Final = 3
_LONGEST: Final = 50
_WIDTH: Final = 118


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a mapping; `read` and `left` count its columns, `unsure` the remarks in it."""

    toml: str
    read: int
    left: int
    unsure: int


def draft(
    name: str,
    key: str,
    sheet: Sheet,
    others: Sequence[str],
    header: Sequence[int],
    language: Language | None,
    columns: Sequence[Evidence],
    guessed: Mapping[int, Guess],
    told: Whole,
) -> Draft:
    """The draft of a mapping for a table."""
    lines = [
        *_table(name, key, sheet, others, header, language, told),
        *_release(told),
        *_rows(told),
        *_columns(columns, guessed),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    read = sum(bool(guess.field) for guess in guessed.values())
    return Draft(text, read, len(columns) - read, text.count("# unsure:"))


def _table(
    name: str,
    key: str,
    sheet: Sheet,
    others: Sequence[str],
    header: Sequence[int],
    language: Language | None,
    told: Whole,
) -> Iterator[str]:
    yield from _comment(
        f"A mapping for {name}, drafted by `iomkg table suggest` from its headers and values. Look at every line that "
        "says unsure, then load the table: iomkg load FILE --mapping THIS. docs/tables.md explains the keys."
    )
    yield ""
    yield "[table]"
    yield from _comment("names the table for good: rows of a later edition replace those of the same id")
    yield f"key = {_toml(key)}"
    if sheet.name:
        if others:
            yield from _comment(f"unsure: the fullest sheet; there are also {', '.join(others)}")
        yield f"sheet = {_toml(sheet.name)}"
    yield f"header = {list(header) if len(header) > 1 else header[0]}"
    if language is None:
        yield from _comment("unsure: the language of the titles cannot be told; en, fr or es")
    yield f"language = {_toml(language or 'en')}"
    for key_name, value in (("numbers", told.numbers), ("dates", told.dates)):
        if value:
            yield from _unsure(told, key_name)
            yield f"{key_name} = {_toml(value)}"


def _release(told: Whole) -> Iterator[str]:
    yield ""
    yield "[release]"
    yield from _comment("unsure: who publishes the table, where, under which licence; as of which day (YYYY-MM-DD)")
    yield '# publisher = ""'
    yield '# url = ""'
    yield '# licence = ""'
    yield f"published = {_toml(told.as_of)}  # unsure: a date above the header" if told.as_of else '# published = ""'
    yield from _comment("table; contract or donor-iati for what the donor itself commits; see docs/tables.md")
    yield 'source_class = "table"'


def _rows(told: Whole) -> Iterator[str]:
    if told.children or told.carry:
        yield ""
        yield "[rows]"
    if told.children:
        yield from _unsure(told, "children")
        yield f'children = {_toml(told.children)}  # "more" of the row above, or "parts" of it with titles of their own'
    if told.carry:
        yield from _unsure(told, "carry")
        yield f"carry = {_toml(told.carry)}"
    for kind, column, values in told.marks:
        yield ""
        if kind != "total":
            yield from _comment(f"unsure: rows that begin like {kind} ones")
        yield "[[row]]"
        yield f"kind = {_toml(kind)}"
        yield f"column = {_toml(column)}"
        yield f"values = {_toml(values)}"
    yield from _unsure(told, "row")


def _columns(columns: Sequence[Evidence], guessed: Mapping[int, Guess]) -> Iterator[str]:
    order = list(FIELDS)
    labels = [plain(column.label) for column in columns]
    read = [column for column in columns if guessed[column.number].field]
    for column in sorted(read, key=lambda c: (order.index(guessed[c.number].field), c.number)):
        guess = guessed[column.number]
        yield ""
        yield from _comment(f"{letters(column.number)}, {_seen(column)}")
        for remark in guess.unsure:
            yield from _comment(f"unsure: {remark}")
        yield "[[column]]"
        clear = column.label and labels.count(plain(column.label)) == 1
        yield f"header = {_toml(column.label)}" if clear else f"letters = {_toml(letters(column.number))}"
        yield f"field = {_toml(guess.field)}"
        for key, value in guess.settings.items():
            if value not in ({}, "", []):
                yield f"{key} = {_toml(value)}"
    left = [column for column in columns if not guessed[column.number].field]
    if left:
        yield ""
        yield from _comment("Not read; give a [[column]] to what should be:")
    for column in left:
        guess = guessed[column.number]
        why = "people and how to reach them, or notes" if guess.never else "; ".join(guess.unsure) or _seen(column)
        yield from _comment(f"  {letters(column.number)} {_short(column.label) or 'without a header'}: {why}")


def _seen(column: Evidence) -> str:
    examples = "; ".join(_short(text) for text in list(column.counts)[:_EXAMPLES])
    return f"{len(column.cells)} of {column.rows} rows: {examples}"


def _short(text: str) -> str:
    plain_text = " ".join(text.split())
    return plain_text if len(plain_text) <= _LONGEST else plain_text[:_LONGEST] + "…"


def _unsure(told: Whole, key: str) -> Iterator[str]:
    if key in told.unsure:
        yield from _comment(f"unsure: {told.unsure[key]}")


def _comment(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)


def _toml(value: Any) -> str:
    """A value as TOML writes it; its strings are those of JSON, but for the one sign that JSON leaves as it is."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value)
