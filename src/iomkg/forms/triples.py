"""What CONSTRUCT and DESCRIBE give, in any serialisation of RDF and a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from iomkg.namespaces import PREFIXES
from iomkg.serialisations import FORMATS


def as_rdf(found: Iterable[Triple], form: str) -> str:
    """Triples in one of `serialisations.FORMATS`; Turtle and TriG declare the prefixes they use and no other."""
    kind = FORMATS[form].serialisation
    ordered = sorted(set(found), key=str)
    text = (serialize(ordered, format=kind, prefixes=PREFIXES) or b"").decode("utf-8")
    return _with_used_prefixes(text) if kind in (RdfFormat.TURTLE, RdfFormat.TRIG) else text


def _with_used_prefixes(turtle: str) -> str:
    """Without the declarations of prefixes that nothing below them uses."""
    bare = _STRINGS_AND_IRIS.sub("", turtle)
    used = set(_PREFIX.findall(bare))
    lines = turtle.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("@prefix") or line.split()[1][:-1] in used)


# What may hold a colon that ends no prefix; the declarations themselves count as no use.
_STRINGS_AND_IRIS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^@prefix [^<]*', re.MULTILINE)
_PREFIX: Final = re.compile(r"(?<![\w\\/.:-])([a-z]+):")
