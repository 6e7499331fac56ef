"""Queries so deep or so long that the engine would overflow its stack, which ends the process without a word."""

from __future__ import annotations

import re
from typing import Final

from iomkg.errors import QueryError

# The engine was seen to end at some 2,000 groups and 5,000 operators, with the usual stack of 8 MB.
_DEEPEST: Final = 200
_MOST_OPERATORS: Final = 1_000
_TOKEN: Final = re.compile(
    r"""'''(?:[^\\']|\\.|'(?!''))*+'''|\"\"\"(?:[^\\"]|\\.|"(?!""))*+\"\"\"|'(?:[^\\'\n]|\\.)*+'|"(?:[^\\"\n]|\\.)*+\""""
    r"""|<[^<>"{}|^`\\\x00-\x20]*+>|\#[^\n]*+"""
    r"""|(?P<opens>[({\[]|<<)|(?P<closes>[)}\]]|>>)"""
    r"""|(?P<joins>\|\|?|&&|[!*/^+-]|(?<![\w?$:])(?:UNION|OPTIONAL|MINUS|FILTER|BIND|SERVICE|GRAPH)(?!\w))""",
    re.DOTALL | re.IGNORECASE,
)


def refuse_depths(sparql: str) -> None:
    """Raise QueryError when brackets stand too deep within brackets, or more operators are joined than can be read."""
    depth = joined = 0
    for token in _TOKEN.finditer(sparql):
        if token["opens"]:
            depth += 1
        elif token["closes"]:
            depth -= 1
        elif token["joins"]:
            joined += 1
        if depth > _DEEPEST:
            raise QueryError(f"the query has more than {_DEEPEST} brackets within brackets; make it flatter")
        if joined > _MOST_OPERATORS:
            raise QueryError(f"the query joins more than {_MOST_OPERATORS:,} operators; use VALUES or IN, or split it")
