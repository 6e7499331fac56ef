"""Rows as separated values: CSV and TSV as SPARQL 1.1 defines them, and CSV made for spreadsheet programs.

Those calculate what begins like a formula, quoted or not.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from pyoxigraph import Literal

from iomkg.model import Table, Term
from iomkg.namespaces import XSD


def as_csv(table: Table) -> str:
    """CSV: the values alone, without language or datatype."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([value.value if value is not None else "" for value in row] for row in table.rows)
    return out.getvalue()


def as_tsv(table: Table) -> str:
    """TSV: every term whole, as Turtle writes it."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join("" if value is None else _as_one_cell(value) for value in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def as_spreadsheet(table: Table) -> str:
    """CSV with a byte order mark, and an apostrophe before what would be a formula, which shows that it is text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if v is None else f"'{v.value}" if is_formula(v) else v.value for v in row])
    return "\ufeff" + out.getvalue()


def formulas(table: Table) -> int:
    """How many cells a spreadsheet program would take for a formula and calculate."""
    return sum(value is not None and is_formula(value) for row in table.rows for value in row)


def is_formula(value: Term) -> bool:
    """Whether a cell begins as formulas do (OWASP's list). Numbers, which may begin with a sign, are none."""
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS:
        return False
    return value.value.lstrip(" \u00a0")[:1] in _FORMULA_SIGNS or value.value[:1] in _FORMULA_SIGNS


def _as_one_cell(value: Term) -> str:
    # N-Triples escapes line ends, not tabs.
    return str(value).replace("\t", "\\t")


_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
