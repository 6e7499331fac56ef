"""The reference of the shapes, from their files: what each gate asks, in the words it tells a curator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from iomkg import resources

_GATES: Final = {
    "release": "What one release states, by itself. A violation keeps the whole release out; a warning is told.",
    "view": "The view as it becomes with the release. A violation keeps the release out here too.",
}


def page() -> str:
    """A section for each gate, in it one for each class, in it a row for each thing that is asked."""
    parts = ["# Shapes", "", "What the two gates of a load ask, and `iomkg validate` of a whole store.", ""]
    for gate, told in _GATES.items():
        parts += [f"## The {gate} gate", "", told, ""]
        for file in sorted((resources.shapes() / gate).glob("*.ttl")):
            parts += _file(file, gate)
    return "\n".join(parts) + "\n"


def _file(file: Path, gate: str) -> Iterator[str]:
    graph = Graph().parse(file)
    asked = sorted({*_asked(graph)})
    if asked:
        heading = file.stem.replace("-", " ").capitalize()
        yield from (f"### {heading} ({gate})", "", "| shape | weight | asks |", "|---|---|---|", *asked, "")


def _asked(graph: Graph) -> Iterator[str]:
    for shape in {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}:
        for message in graph.objects(shape, SH.message):
            yield f"| `{_local(shape)}` | {_severity(graph, shape)} | {_cell(str(message))} |"


def _severity(graph: Graph, shape: Node) -> str:
    severity = next(graph.objects(shape, SH.severity), SH.Violation)
    return _local(severity).lower()


def _local(term: Node) -> str:
    assert isinstance(term, URIRef)
    return term.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
