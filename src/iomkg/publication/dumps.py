"""The published quads as files, in every form of RDF: the same quads always give the same bytes.

Reading quads back from the dump takes a tenth of what asking the store for them takes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from iomkg.namespaces import BASE, LOG_GRAPH, PREFIXES, VIEW_GRAPH

ALL: Final = "iomkg.nq.gz"
#: The view alone, in forms that hold no graphs, or that people read.
VIEWS: Final = {
    "view.ttl.gz": RdfFormat.TURTLE,
    "view.jsonld.gz": RdfFormat.JSON_LD,
    "view.rdf.gz": RdfFormat.RDF_XML,
}
_LOG: Final = NamedNode(LOG_GRAPH)
_AT_ONCE: Final = 1 << 16  # bytes that are compressed at once: line by line takes twice as long
_PREFIXES: Final = {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith("#") or not iri.startswith(BASE)}


def write(folder: Path, quads: Iterable[Quad]) -> Iterator[Path]:
    """Write the dumps into a folder, and give each as it is done."""
    lines = sorted(f"{quad} .\n".encode() for quad in quads if quad.graph_name != _LOG)
    with packed(folder / ALL) as stream:
        stream.writelines(lines)
    yield folder / ALL
    in_view = f" <{VIEW_GRAPH}> .\n".encode()
    view = b"".join(line.removesuffix(in_view) + b" .\n" for line in lines if line.endswith(in_view))
    for name, form in VIEWS.items():
        with packed(folder / name) as stream:
            turtle = form == RdfFormat.TURTLE
            pyoxigraph.serialize(
                pyoxigraph.parse(view, RdfFormat.N_TRIPLES),
                stream,
                form,
                prefixes=_PREFIXES if turtle else None,
                base_iri=BASE if turtle else None,
            )
        yield folder / name


def quads_of(folder: Path) -> Iterator[Quad]:
    """What the dump in a folder says."""
    with gzip.open(folder / ALL, "rb") as stream:
        yield from pyoxigraph.parse(cast(IO[bytes], stream), RdfFormat.N_QUADS)


def canonical_hash(folder: Path) -> str:
    """The canonical hash of a store that holds what the dump in a folder says: its lines are those that are hashed."""
    with gzip.open(folder / ALL, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def packed(path: Path) -> Iterator[IO[bytes]]:
    """A stream into a gzip file that holds neither its name nor the time."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as zipped,
        io.BufferedWriter(zipped, _AT_ONCE) as stream,
    ):
        yield stream


def unpacked(path: Path) -> Iterator[bytes]:
    """The lines of a gzip file."""
    with gzip.open(path, "rb") as stream:
        yield from stream
