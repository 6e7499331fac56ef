"""The forms an answer takes outside the terminal: the same answer always gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import Triple

from iomkg.answers import Answer
from iomkg.errors import UsageError
from iomkg.forms.columnar import as_parquet
from iomkg.forms.markdown import as_markdown
from iomkg.forms.rows import as_csv, as_spreadsheet, as_tsv, formulas
from iomkg.forms.sheets import as_xlsx
from iomkg.forms.standard import rows_as_json, rows_as_xml, truth_as_json, truth_as_xml
from iomkg.forms.triples import as_rdf
from iomkg.model import Table
from iomkg.serialisations import FORMAT_NAMES, FORMATS

__all__ = ["BINARY", "NAMES", "TABLE", "Given", "chosen", "formulas", "rendered"]

#: Rows, a yes or no, or triples.
Given: TypeAlias = Answer | bool | Iterable[Triple]

#: What the terminal shows when nothing else is asked for.
TABLE: Final = "table"
#: Each from an answer and its rows as a table; what has a place of its own for sentences takes them from the answer.
_ROWS: Final[Mapping[str, Callable[[Answer, Table], str | bytes]]] = {
    "csv": lambda _, table: as_csv(table),
    "tsv": lambda _, table: as_tsv(table),
    "json": lambda _, table: rows_as_json(table),
    "xml": lambda _, table: rows_as_xml(table),
    "markdown": lambda answer, _: as_markdown(answer),
    "parquet": as_parquet,
    "xlsx": lambda answer, _: as_xlsx(answer),
    "spreadsheet": lambda _, table: as_spreadsheet(table),
}
_TRUTHS: Final[Mapping[str, Callable[[bool], str]]] = {"json": truth_as_json, "xml": truth_as_xml}
#: Suffixes of file names, where the name of the form is not its only one.
_ROW_SUFFIXES: Final = {
    **{name: name for name in _ROWS if name not in ("markdown", "spreadsheet")},
    "md": "markdown",
    "srj": "json",
    "srx": "xml",
    "tab": "tsv",
}
_NAMED: Final = {format_: name for name, format_ in FORMATS.items()}
_TRIPLE_SUFFIXES: Final = {short: _NAMED[format_] for short, format_ in FORMAT_NAMES.items()}

#: Every name `chosen` knows.
NAMES: Final = tuple(dict.fromkeys((TABLE, *_ROWS, "md", *FORMAT_NAMES)))
#: Forms that are no text.
BINARY: Final = frozenset({"parquet", "xlsx"})


def chosen(given: Given, name: str | None = None, target: Path | None = None) -> str:
    """The form that is meant: by its name, else by a file's suffix, else what a terminal shows.

    Raises UsageError when what was given has no such form.
    """
    what, forms, suffixes = _choice(given)
    if name is not None:
        meant = suffixes.get(name, name)
        if meant in forms and (meant != TABLE or target is None):
            return meant
        raise UsageError(
            f"the query gives {what}; --format is one of {', '.join(f for f in forms if target is None or f != TABLE)}"
        )
    if target is None:
        return forms[0]
    suffix = target.suffix.lower().removeprefix(".")
    if suffix in suffixes:
        return suffixes[suffix]
    known = ", ".join(f".{each}" for each in suffixes)
    said = (
        f"the suffix {target.suffix!r} says no form of it"
        if suffix
        else "the file's name has no suffix that says its form"
    )
    raise UsageError(f"the query gives {what}; {said}: take one of {known}, or --format")


def rendered(given: Given, form: str, *, sentences: bool = False) -> bytes:
    """What `chosen` chose, as the bytes of a file (but `table`, which is the terminal's).

    With `sentences`, forms of rows alone have a row for each sentence behind a row; Markdown and XLSX have all of them
    anyway, in a place of their own. Raises UsageError when the form cannot hold it, or needs a package that is not
    installed.
    """
    content: str | bytes
    if isinstance(given, Answer):
        content = _ROWS[form](given, given.table(sentences=sentences))
    elif isinstance(given, bool):
        content = _TRUTHS[form](given)
    else:
        content = as_rdf(given, form)
    return content if isinstance(content, bytes) else content.encode("utf-8")


def _choice(given: Given) -> tuple[str, tuple[str, ...], Mapping[str, str]]:
    """What is given in words, its forms (the usual first), and which suffix or other name means which."""
    if isinstance(given, Answer):
        return "rows", (TABLE, *_ROWS), _ROW_SUFFIXES
    if isinstance(given, bool):
        truths = {short: form for short, form in _ROW_SUFFIXES.items() if form in _TRUTHS}
        return "a yes or no", (TABLE, *_TRUTHS), truths
    return "triples", tuple(FORMATS), _TRIPLE_SUFFIXES
