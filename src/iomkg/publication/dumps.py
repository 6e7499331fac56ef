"""The published quads as files, in every form of RDF: the same quads always give the same bytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from iomkg.namespaces import BASE, LOG_GRAPH, PREFIXES, VIEW_GRAPH

ALL: Final = "iomkg.nq.gz"
#: The view alone, in forms that hold no graphs, or that people read.
VIEWS: Final = {
    "view.ttl.gz": RdfFormat.TURTLE,
    "view.jsonld.gz": RdfFormat.JSON_LD,
    "view.rdf.gz": RdfFormat.RDF_XML,
}
_LOG: Final = NamedNode(LOG_GRAPH)
_PREFIXES: Final = {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith("#") or not iri.startswith(BASE)}


def write(folder: Path, quads: Iterable[Quad]) -> Iterator[Path]:
    """Write the dumps into a folder, and give each as it is done."""
    lines = sorted(f"{quad} .\n" for quad in quads if quad.graph_name != _LOG)
    with packed(folder / ALL) as stream:
        stream.writelines(line.encode() for line in lines)
    yield folder / ALL
    in_view = f" <{VIEW_GRAPH}> .\n"
    triples = [line.removesuffix(in_view) for line in lines if line.endswith(in_view)]
    for name, form in VIEWS.items():
        with packed(folder / name) as stream:
            turtle = form == RdfFormat.TURTLE
            pyoxigraph.serialize(
                parsed(f"{line} .\n".encode() for line in triples),
                stream,
                form,
                prefixes=_PREFIXES if turtle else None,
                base_iri=BASE if turtle else None,
            )
        yield folder / name


def parsed(lines: Iterable[bytes]) -> Iterator[Triple]:
    """The triples of lines of N-Triples."""
    for line in lines:
        for quad in pyoxigraph.parse(line, RdfFormat.N_TRIPLES):
            yield quad.triple


@contextmanager
def packed(path: Path) -> Iterator[IO[bytes]]:
    """A stream into a gzip file that holds neither its name nor the time."""
    with path.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as stream:
        yield cast(IO[bytes], stream)


def unpacked(path: Path) -> Iterator[bytes]:
    """The lines of a gzip file."""
    with gzip.open(path, "rb") as stream:
        yield from stream
