"""The curated data every store starts from: the reference tables and the SKOS lists of the ontology, as quads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from iomkg import resources
from iomkg.namespaces import REFERENCE_GRAPH

_LISTS: Final = ("functions.ttl", "lists.ttl", "themes.ttl")
_GRAPH: Final = NamedNode(REFERENCE_GRAPH)


def files() -> list[Path]:
    """The Turtle files of data/reference/ and the lists of ontology/, in a fixed order."""
    return [*sorted((resources.data() / "reference").glob("*.ttl")), *(resources.ontology() / name for name in _LISTS)]


def digest_of_files() -> str:
    """SHA-256 over the names and bytes of the files: tells one edition of the curated data from another."""
    whole = hashlib.sha256()
    for path in files():
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def quads() -> Iterator[Quad]:
    """Everything the files say, in the reference graph."""
    for path in files():
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode) or isinstance(quad.object, BlankNode | Triple):
                raise ValueError(f"{path.name} holds a blank node; curated data has none")
            yield Quad(quad.subject, quad.predicate, quad.object, _GRAPH)
