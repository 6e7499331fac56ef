"""Rows as a Markdown table whose texts stay texts, whatever signs they hold."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

from iomkg.model import Table, Term
from iomkg.namespaces import shortened
from iomkg.unseen import visible


def as_markdown(table: Table) -> str:
    """A pipe table, IRIs shortened and linked, numbers to the right; ends with a line end."""
    numeric = [_is_numeric([row[n] for row in table.rows]) for n in range(len(table.columns))]
    lines = [
        _line([escaped(name) for name in table.columns]),
        _line(["---:" if right else "---" for right in numeric]),
        *(_line([_cell(value) for value in row]) for row in table.rows),
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it stands."""
    return _SIGNS.sub(r"\\\g<0>", visible(" ".join(text.split()))).replace("&", "&amp;").replace("<", "&lt;")


def link(words: str, iri: str) -> str:
    """Words that lead to an address."""
    return f"[{escaped(words)}](<{iri.replace('|', '%7C')}>)"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Term | None) -> str:
    if value is None:
        return ""
    return link(shortened(value.value), value.value) if isinstance(value, NamedNode) else escaped(value.value)


def _is_numeric(values: list[Term | None]) -> bool:
    texts = [value.value for value in values if value is not None]
    return bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)


# What would be a mark, a link, code, a cell's end or (at a line's start) a heading or list; the table starts no line.
_SIGNS: Final = re.compile(r"[\\`*_\[\]|~]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
