"""Writing the graph to a file in a standard serialisation: the same content always gives the same bytes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from iomkg.errors import UsageError
from iomkg.namespaces import BASE, GRAPH, LOG_GRAPH, PREFIXES, VIEW_GRAPH, expanded, shortened
from iomkg.serialisations import FORMAT_NAMES, FORMATS, Format
from iomkg.store import Store
from iomkg.writing import written


def export(store: Store, target: Path | IO[bytes], format: str | None = None, graph: str | None = None) -> None:
    """Write the store to a file, or to a binary stream.

    `format` is a name in FORMAT_NAMES; without it the file's suffix decides. Formats that name graphs (trig, nquads,
    json-ld) get every graph but the log, the others the view; `graph` (an IRI, `graph:reference` or `reference`) asks
    for one alone. A file appears complete or not at all. Raises UsageError on an unknown format or graph, and when the
    file cannot be written.
    """
    chosen = _format(target, format)
    content = _content(store, chosen, graph)
    if not isinstance(target, Path):
        _serialise(content, target, chosen)
        return
    with written(target) as stream:
        _serialise(content, stream, chosen)


def _format(target: Path | IO[bytes], name: str | None) -> Format:
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


def _content(store: Store, chosen: Format, graph: str | None) -> list[Quad]:
    """The quads to write, in an order that depends on nothing but themselves."""
    if graph is not None:
        quads: Iterator[Quad] = store.quads(graph=_graph(store, graph))
    elif chosen.holds_graphs:
        quads = (quad for quad in store.quads() if quad.graph_name != _LOG)
    else:
        quads = store.quads(graph=VIEW_GRAPH)
    return sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


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


def _serialise(content: list[Quad], stream: IO[bytes], chosen: Format) -> None:
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in content)
    pyoxigraph.serialize(
        content if chosen.holds_graphs else triples,
        stream,
        chosen.serialisation,
        prefixes=_PREFIXES,
        base_iri=BASE if chosen.serialisation in (RdfFormat.TURTLE, RdfFormat.TRIG) else None,
    )


# Entities have slashes in their names: <id/state/ner> on a base reads better than id:state\/ner.
_PREFIXES: Final = {prefix: iri for prefix, iri in PREFIXES.items() if iri.endswith("#") or not iri.startswith(BASE)}
_CLOSE: Final = 0.5
_LOG: Final = pyoxigraph.NamedNode(LOG_GRAPH)
