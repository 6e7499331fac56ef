"""Writing the graph to a file in a standard serialisation: the same content always gives the same bytes.

It is written as it is read: what has to be sorted waits on disk, so that a large graph takes no more memory than a
small one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from iomkg.errors import UsageError
from iomkg.namespaces import BASE, GRAPH, LOG_GRAPH, PREFIXES, VIEW_GRAPH, expanded, shortened
from iomkg.serialisations import FORMAT_NAMES, FORMATS, Format
from iomkg.sorting import sorted_lines
from iomkg.store import Store
from iomkg.writing import written


def export(store: Store, target: Path | IO[bytes], format: str | None = None, graph: str | None = None) -> None:
    """Write the store to a file, or to a binary stream.

    `format` is a name in FORMAT_NAMES; without it the file's suffix decides. Formats that name graphs (trig, nquads,
    json-ld) get every graph but the log, the others the view; `graph` (an IRI, `graph:reference` or `reference`) asks
    for one alone. A file appears complete or not at all. Raises UsageError on an unknown format or graph, and when the
    file cannot be written.
    """
    chosen = format_of(target, format)
    if graph is None and not chosen.holds_graphs:
        graph = VIEW_GRAPH
    elif graph is not None:
        graph = _graph(store, graph)
    quads = store.quads(graph=graph)
    write(quads if graph else (quad for quad in quads if quad.graph_name != _LOG), target, chosen)


def write(quads: Iterable[Quad], target: Path | IO[bytes], chosen: Format) -> None:
    """Write quads, each once, in an order of their own; a file appears complete or not at all."""
    if not isinstance(target, Path):
        _serialise(quads, target, chosen)
        return
    with written(target) as stream:
        _serialise(quads, stream, chosen)


def format_of(target: Path | IO[bytes], name: str | None) -> Format:
    """The format that is asked for by name, else by a file's suffix. Raises UsageError when neither says one."""
    if name is not None:
        if name not in FORMAT_NAMES:
            raise UsageError(f"there is no format {name!r}; choose one of {', '.join(FORMATS)}")
        return FORMAT_NAMES[name]
    suffix = target.suffix.lower() if isinstance(target, Path) else ""
    for known in FORMATS.values():
        if suffix in known.suffixes:
            return known
    suffixes = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    what = f"the suffix {suffix!r} is of no known format" if suffix else "nothing says the format"
    raise UsageError(f"{what}; name the file with one of {suffixes}, or give one of {', '.join(FORMATS)}")


def _graph(store: Store, name: str) -> str:
    known = store.graphs()
    for iri in (expanded(name), GRAPH + name):
        if iri in known:
            return iri
    names = [iri.removeprefix(GRAPH) for iri in known]
    close = difflib.get_close_matches(shortened(expanded(name)).removeprefix("graph:"), names, 2, _CLOSE)
    meant = f" (did you mean {' or '.join(close)}?)" if close else ""
    families = sorted({f"{family}/KEY" if key else family for family, _, key in (n.partition("/") for n in names)})
    raise UsageError(f"the store has no graph {name!r}{meant}; it has {', '.join(families) or 'none'}")


def _serialise(quads: Iterable[Quad], stream: IO[bytes], chosen: Format) -> None:
    content = _in_order(quads)
    pyoxigraph.serialize(
        content if chosen.holds_graphs else (quad.triple for quad in content),
        stream,
        chosen.serialisation,
        prefixes=_PREFIXES,
        base_iri=BASE if chosen.serialisation in (RdfFormat.TURTLE, RdfFormat.TRIG) else None,
    )


def _in_order(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in an order that depends on nothing but themselves: by graph, subject, predicate and object."""
    lines = sorted_lines(f"{quad.graph_name} {quad.triple} .\n".encode() for quad in quads)
    while some := list(islice(lines, _PARSED_TOGETHER)):
        statements = b"".join(line.partition(b" ")[2] for line in some)
        for line, quad in zip(some, pyoxigraph.parse(statements, RdfFormat.N_TRIPLES), strict=True):
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(line[1 : line.index(b">")].decode()))


# Entities have slashes in their names: <id/state/ner> on a base reads better than id:state\/ner.
_PREFIXES: Final = {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith("#") or not iri.startswith(BASE)}
_CLOSE: Final = 0.5
_PARSED_TOGETHER: Final = 10_000
_LOG: Final = NamedNode(LOG_GRAPH)
