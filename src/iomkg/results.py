"""Answers as text in the standard forms: SPARQL results in CSV, TSV and JSON, triples in Turtle and N-Triples.

And as CSV made for spreadsheet programs, which calculate what begins like a formula, quoted or not.

A yes or no has a standard form in JSON alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from iomkg.model import Table, Term
from iomkg.namespaces import PREFIXES, XSD
from iomkg.unseen import escaped_json

FORMS_OF_ROWS: Final = ("csv", "tsv", "json", "spreadsheet")
FORMS_OF_TRUTHS: Final = ("json",)
FORMS_OF_TRIPLES: Final = ("turtle", "ntriples")
FORMS: Final = (*FORMS_OF_ROWS, *FORMS_OF_TRIPLES)


def rows(table: Table, form: str) -> str:
    """A table in one of FORMS_OF_ROWS, as SPARQL 1.1 defines them; ends with a line end.

    `spreadsheet` is CSV that spreadsheet programs show as it stands: they know its encoding, and no cell is a formula.
    """
    return {"csv": _csv, "tsv": _tsv, "json": _json, "spreadsheet": _spreadsheet}[form](table)


def formulas(table: Table) -> int:
    """How many cells a spreadsheet program would take for a formula and calculate."""
    return sum(value is not None and _is_formula(value) for row in table.rows for value in row)


def truth(answer: bool) -> str:
    """A yes or no as SPARQL 1.1 defines it in JSON."""
    return json.dumps({"head": {}, "boolean": answer}, indent=1) + "\n"


def triples(found: Iterable[Triple], form: str) -> str:
    """Triples in one of FORMS_OF_TRIPLES, in a fixed order; Turtle declares the prefixes it uses."""
    kind = RdfFormat.TURTLE if form == "turtle" else RdfFormat.N_TRIPLES
    ordered = sorted(set(found), key=str)
    prefixes = PREFIXES if form == "turtle" else None
    text = (serialize(ordered, format=kind, prefixes=prefixes) or b"").decode("utf-8")
    return _with_used_prefixes(text) if form == "turtle" else text


def _with_used_prefixes(turtle: str) -> str:
    """Without the declarations of prefixes that nothing below them uses."""
    bare = _STRINGS_AND_IRIS.sub("", turtle)
    used = set(_PREFIX.findall(bare))
    lines = turtle.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("@prefix") or line.split()[1][:-1] in used)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([value.value if value is not None else "" for value in row] for row in table.rows)
    return out.getvalue()


def _spreadsheet(table: Table) -> str:
    """CSV with a byte order mark, and an apostrophe before what would be a formula, which shows that it is text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if v is None else f"'{v.value}" if _is_formula(v) else v.value for v in row])
    return "\ufeff" + out.getvalue()


def _is_formula(value: Term) -> bool:
    """Whether a cell begins as formulas do (OWASP's list). Numbers, which may begin with a sign, are none."""
    if isinstance(value, Literal) and value.datatype.value in _NUMBERS:
        return False
    return value.value.lstrip(" \u00a0")[:1] in _FORMULA_SIGNS or value.value[:1] in _FORMULA_SIGNS


def _tsv(table: Table) -> str:
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join("" if value is None else _as_one_cell(value) for value in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _as_one_cell(value: Term) -> str:
    # N-Triples escapes line ends, not tabs.
    return str(value).replace("\t", "\\t")


def _json(table: Table) -> str:
    bindings = [
        {name: _binding(value) for name, value in zip(table.columns, row, strict=True) if value is not None}
        for row in table.rows
    ]
    whole = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return escaped_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def _binding(value: Term) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    binding = {"type": "literal", "value": value.value}
    if value.language:
        return {**binding, "xml:lang": value.language}
    return binding if value.datatype.value == XSD + "string" else {**binding, "datatype": value.datatype.value}


_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
# What may hold a colon that ends no prefix; the declarations themselves count as no use.
_STRINGS_AND_IRIS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^@prefix [^<]*', re.MULTILINE)
_PREFIX: Final = re.compile(r"(?<![\w\\/.:-])([a-z]+):")
