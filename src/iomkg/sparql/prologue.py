"""A query that says by itself what the embedded store knows without being told.

A service has a default graph of its own, often empty or the union of all graphs, so the query names the view: its
outermost group goes into `GRAPH graph:view { … }`. Graphs named inside it stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from iomkg.namespaces import BASE, PREFIXES, VIEW_GRAPH
from iomkg.sparql.tokens import TOKEN

_DECLARED: Final = re.compile(r"\bPREFIX\s+(?P<prefix>[\w.-]*)\s*:", re.IGNORECASE)
_SELECT: Final = re.compile(r"\bSELECT\b", re.IGNORECASE)
_TEMPLATE: Final = re.compile(r"\bCONSTRUCT\s*$", re.IGNORECASE)
_SHORT_FORM: Final = re.compile(r"\bCONSTRUCT\s+WHERE\s*$", re.IGNORECASE)
_WHERE: Final = re.compile(r"\bWHERE\s*$", re.IGNORECASE)
_EXISTS: Final = re.compile(r"\bEXISTS\s*$", re.IGNORECASE)


def complete(sparql: str, *, own_dataset: bool = False) -> str:
    """The query for a service: with base and prefixes, and asking the view unless it names its own dataset.

    What is put before it is on its first line, so that a service's complaint about a line is right. `sparql` has to be
    a valid query.
    """
    bare = _bare(sparql)
    declared = {match["prefix"] for match in _DECLARED.finditer(bare)}
    prefixes = [
        f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in bare and name not in declared
    ]
    asked = sparql if own_dataset else _of_the_view(sparql, bare)
    return " ".join([f"BASE <{BASE}>", *prefixes, asked])


def counting(sparql: str) -> str:
    """The query that counts the rows of a SELECT."""
    select = _SELECT.search(_bare(sparql))
    assert select is not None, "only a SELECT has rows"
    start = select.start()
    return f"{sparql[:start]}SELECT (COUNT(*) AS ?rows) {{ {{ {sparql[start:]}\n}} }}"


def _of_the_view(sparql: str, bare: str) -> str:
    """The query with its groups asking the view: its own, and those of an EXISTS outside it."""
    if "{" not in bare:
        return f"{sparql}\nFROM <{VIEW_GRAPH}>"  # DESCRIBE of an IRI alone
    whole = sparql
    for start, end in reversed(list(_outermost(bare))):
        group = whole[start + 1 : end]
        # The short form of a CONSTRUCT may hold nothing but triples, so it is written out.
        template = f"{{{group}}} WHERE " if _SHORT_FORM.search(bare, 0, start) else ""
        head = _WHERE.sub("", whole[:start]) if template else whole[:start]
        whole = f"{head}{template}{{ GRAPH <{VIEW_GRAPH}> {{{group}}} {whole[end:]}"
    return whole


def _outermost(bare: str) -> Iterator[tuple[int, int]]:
    """Where the groups outside all others open and close: not the template of a CONSTRUCT, nor the data of VALUES."""
    depth = start = 0
    found = False
    for place, sign in enumerate(bare):
        depth += (sign == "{") - (sign == "}")
        if sign == "{" and depth == 1:
            start = place
        elif sign == "}" and not depth:
            exists = _EXISTS.search(bare, 0, start) is not None
            if exists or not (found or _TEMPLATE.search(bare, 0, start)):
                yield start, place
            found = found or not (exists or _TEMPLATE.search(bare, 0, start))


def _bare(sparql: str) -> str:
    """The query with its strings, IRIs and comments blanked, every other character where it was."""
    return TOKEN.sub(lambda match: match[0] if match["name"] else " " * len(match[0]), sparql)
