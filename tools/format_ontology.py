"""Rewrite Turtle files of the ontology in their one canonical form, so that a diff shows only what changed.

    python tools/format_ontology.py            # every file of ontology/
    python tools/format_ontology.py FILE...    # these files

The form: only the prefixes a file uses, subjects and objects in order, blank nodes nested where they are used.
Comments are not kept: what a reader should know stands in the triples.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rdflib import Graph
from rdflib.compare import to_canonical_graph

from iomkg import resources
from iomkg.namespaces import PREFIXES

FOREIGN_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "eurio": "http://data.europa.eu/s66#",
    "frapo": "http://purl.org/cerif/frapo/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}


def canonical(graph: Graph) -> str:
    """The graph as canonical Turtle: the same triples give the same text, whatever file they were read from."""
    ordered = Graph(bind_namespaces="none")
    for prefix, namespace in {**PREFIXES, **FOREIGN_PREFIXES}.items():
        ordered.bind(prefix, namespace)
    for triple in to_canonical_graph(graph):
        ordered.add(triple)
    return ordered.serialize(format="turtle").strip() + "\n"


def read(path: Path) -> Graph:
    """The triples of a Turtle file, without the prefixes it happens to declare."""
    return Graph(bind_namespaces="none").parse(path, format="turtle")


def main(arguments: Sequence[str]) -> None:
    paths = [Path(argument) for argument in arguments] or sorted(resources.ontology().glob("*.ttl"))
    for path in paths:
        before = path.read_text(encoding="utf-8")
        after = canonical(read(path))
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"rewrote {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
