"""Shapes as a gate runs them: each over all its nodes at once, queries apart from the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from iomkg import resources
from iomkg.errors import DataError
from iomkg.model import Severity
from iomkg.validation.bulk import BulkQuery, compiled, compiled_select
from iomkg.validation.targets import Targets
from iomkg.validation.terms import RdflibNode

_CONSTRAINTS: Final = frozenset(ALL_CONSTRAINT_PARAMETERS)
# The constraints that a node without any value of the path cannot fail.
_ON_VALUES: Final = frozenset(
    SH[name]
    for name in (
        *("class", "datatype", "nodeKind", "in", "pattern", "flags", "languageIn", "uniqueLang", "maxCount"),
        *("minLength", "maxLength", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
    )
)


@dataclass(frozen=True, slots=True)
class CoreShape:
    """A shape whose constraints pySHACL judges. Nodes without the property `only_with` cannot fail it."""

    shape: Shape
    targets: Targets
    only_with: URIRef | None


@dataclass(frozen=True, slots=True)
class QueryShape:
    """A `sh:sparql` constraint of a shape."""

    shape: URIRef
    path: str | None
    severity: Severity
    message: str
    select: str
    targets: Targets


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a gate. `messages` are by shape; `bulk` says the same as `cores` and `queries` together."""

    cores: tuple[CoreShape, ...]
    queries: tuple[QueryShape, ...]
    messages: Mapping[Any, str]
    bulk: tuple[BulkQuery, ...]


def read_shapes(folder: Path) -> Shapes:
    """Read all shapes of a folder; DataError when there are none, or they cannot be read or run."""
    graph = _read(folder)
    _spread_targets(graph)
    queries = tuple(_take_queries(graph))
    cores = tuple(_cores(ShapesGraph(graph)))
    messages = {node: _message(graph, node) for node in graph.subjects(SH.message)}
    bulk = (*_compiled_cores(graph, cores), *_compiled_queries(queries))
    _forget_what_is_read(graph)
    return Shapes(cores, queries, messages, bulk)


def severity_of(severity: URIRef) -> Severity:
    """`Violation` for sh:Violation, and so on."""
    return cast(Severity, str(severity).removeprefix(str(SH)))


def _read(folder: Path) -> Graph:
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise DataError(f"no shapes in {folder.name}/: it holds no .ttl file; install iomkg again")
    graph = Graph()
    for file in (*files, resources.ontology() / "prefixes.ttl"):
        try:
            graph.parse(file, format="turtle")
        except (BadSyntax, ParserError, OSError) as error:
            raise DataError(f"the shapes in {file.name} cannot be read: {' '.join(str(error).split())}") from error
    return graph


def _targets(graph: Graph, shape: RdflibNode) -> Targets:
    for unread in (SH.targetNode, SH.targetObjectsOf, SH.target):
        if (shape, unread, None) in graph:
            raise DataError(
                f"the shape {shape} uses {unread}: a gate reads sh:targetClass and sh:targetSubjectsOf only"
            )
    return Targets(
        tuple(sorted(cast(Iterator[URIRef], graph.objects(shape, SH.targetClass)))),
        tuple(sorted(cast(Iterator[URIRef], graph.objects(shape, SH.targetSubjectsOf)))),
    )


def _take_queries(graph: Graph) -> Iterator[QueryShape]:
    """Take the `sh:sparql` constraints out of the shapes."""
    prefixes = "".join(
        f"PREFIX {graph.value(node, SH.prefix)}: <{graph.value(node, SH.namespace)}>\n"
        for node in sorted(graph.objects(None, SH.declare), key=str)
    )
    for shape, constraint in sorted(graph.subject_objects(SH.sparql), key=str):
        graph.remove((shape, SH.sparql, constraint))
        yield QueryShape(
            cast(URIRef, shape),
            cast("str | None", graph.value(shape, SH.path)),
            _severity(graph, cast(RdflibNode, shape)),
            _message(graph, shape),
            prefixes + str(graph.value(constraint, SH.select)),
            _targets(graph, cast(URIRef, shape)),
        )


def _spread_targets(graph: Graph) -> None:
    """Give the targets of each node shape to its property shapes, which then run once over all of them."""
    for shape in [s for s in set(graph.subjects(SH.property)) if _has_targets(graph, cast(RdflibNode, s))]:
        for part in list(graph.objects(shape, SH.property)):
            for kind in (SH.targetClass, SH.targetSubjectsOf):
                for target in list(graph.objects(shape, kind)):
                    graph.add((part, kind, target))
            graph.remove((shape, SH.property, part))


def _has_targets(graph: Graph, shape: RdflibNode) -> bool:
    targets = _targets(graph, shape)
    return bool(targets.classes or targets.properties)


def _cores(shapes: ShapesGraph) -> Iterator[CoreShape]:
    for shape in sorted(shapes.shapes, key=lambda found: str(found.node)):
        constraints = set(shapes.graph.predicates(shape.node)) & _CONSTRAINTS
        if constraints and _has_targets(shapes.graph, shape.node):
            speaks_of_values = (
                shape.is_property_shape and constraints <= _ON_VALUES and isinstance(shape.path(), URIRef)
            )
            yield CoreShape(shape, _targets(shapes.graph, shape.node), shape.path() if speaks_of_values else None)


def _compiled_cores(graph: Graph, cores: Iterable[CoreShape]) -> Iterator[BulkQuery]:
    for core in cores:
        shape = core.shape.node
        yield from compiled(graph, shape, core.targets, _severity(graph, shape), _message(graph, shape))


def _compiled_queries(queries: Iterable[QueryShape]) -> Iterator[BulkQuery]:
    for query in queries:
        yield compiled_select(query.shape, query.path, query.severity, query.message, query.select, query.targets)


def _severity(graph: Graph, shape: RdflibNode) -> Severity:
    return severity_of(cast(URIRef, graph.value(shape, SH.severity, default=SH.Violation)))


def _forget_what_is_read(graph: Graph) -> None:
    """Drop what pySHACL has read into its shapes: it compares every statement that is left about a shape with the
    names of all constraints, each time it runs the shape."""
    for predicate in (RDF.type, SH.path, SH.severity, SH.message, SH.targetClass, SH.targetSubjectsOf):
        graph.remove((None, predicate, None))


def _message(graph: Graph, shape: Any) -> str:
    return min((str(message) for message in graph.objects(shape, SH.message)), default="")
