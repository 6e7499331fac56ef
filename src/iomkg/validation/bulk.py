"""The shapes as SPARQL queries, each of which looks at all nodes of a store, or of many graphs, at once.

A query gives the nodes and values that fail one constraint; `constraints` says where a row has to be judged again.
They are compiled from the very shapes that pySHACL runs one by one, and give the same findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from rdflib import SH, Graph, URIRef

from iomkg.errors import DataError
from iomkg.model import Severity
from iomkg.validation.constraints import Judge, component_of, value_test
from iomkg.validation.findings import ShapeFinding, finding_of, text_of
from iomkg.validation.targets import Targets
from iomkg.validation.terms import RdflibNode, Term

#: Which graph or graphs a query looks at: the default graph, or each of the named ones.
DEFAULT: Final = ""
EACH: Final = "?g"

Row: TypeAlias = Sequence[Term | None]
#: Answers a SELECT query with its rows.
Select: TypeAlias = Callable[[str], Iterable[Row]]

# What a shape may say that fails no value by itself.
_SAYING_NOTHING: Final = frozenset({"path", "severity", "message", "flags", "targetClass", "targetSubjectsOf", "name"})
_COUNTS: Final = {"minCount": "<", "maxCount": ">"}
_SELECT: Final = re.compile(
    r"(?P<prefixes>.*?)\bSELECT\s+(?:DISTINCT\s+)?(?P<names>[^{}()]*?)\s*(?:WHERE\s*)?\{(?P<pattern>.*)\}\s*",
    re.DOTALL | re.IGNORECASE,
)
_UNCOMPILED: Final = re.compile(r"\b(SELECT|GRAPH|SERVICE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BulkQuery:
    """One constraint of one shape over many nodes. `path` and `valued` say what a finding of it has."""

    shape: URIRef
    severity: Severity
    message: str
    component: str
    path: str | None
    pattern: str
    having: str = ""
    names: tuple[str, ...] = ()
    fails: Judge | None = None
    targets: Targets | None = None
    prefixes: str = ""

    def sparql(self, where: str) -> str:
        """The query over the graph or graphs `where`."""
        node = " ".join(_node_names(where))
        head = " ".join(f"?{name}" for name in self.names)
        tail = f" GROUP BY {node} HAVING ({self.having})" if self.having else ""
        return f"{self.prefixes}SELECT DISTINCT {node} {head} WHERE {{ {_within(where, self.pattern)} }}{tail}"

    def found(self, row: Row, where: str) -> tuple[str, ShapeFinding] | None:
        """The graph and the finding that a row of the answer is; None when its value passes after all."""
        said = dict(zip((*(name[1:] for name in _node_names(where)), *self.names), row, strict=True))
        this, path, value = cast(Term, said["this"]), said.get("path"), said.get("value")
        if self.fails is not None and not self.fails(cast(Term, value)):
            return None
        if self.component == str(SH.SPARQLConstraintComponent) and value is None and self.path is None:
            value = this
        named = self.path or (path.value if path is not None else None)
        finding = finding_of(self.shape, self.severity, self.message, self.component, this, named, value)
        return _graph_of(row, where), finding


def compiled(graph: Graph, shape: RdflibNode, targets: Targets, severity: Severity, message: str) -> list[BulkQuery]:
    """The queries of a shape's constraints, `sh:sparql` left out; DataError when one cannot be compiled."""
    path = graph.value(shape, SH.path)
    if path is not None and not isinstance(path, URIRef):
        raise DataError(f"the shape {shape} has a path of several steps: a gate follows one property, forwards")

    def query(name: str, pattern: str, **more: Any) -> BulkQuery:
        component = component_of(name)
        named = str(path) if path is not None else None
        return BulkQuery(cast(URIRef, shape), severity, message, component, named, pattern, **more)

    return [
        query(name, pattern, **more)
        for name, wanted in _stated(graph, shape)
        for pattern, more in _patterns(graph, shape, name, wanted, path, _reach(targets, path))
    ]


def compiled_select(
    shape: URIRef, path: str | None, severity: Severity, message: str, select: str, targets: Targets
) -> BulkQuery:
    """The query of a `sh:sparql` constraint, whose SELECT names ?this and perhaps ?path and ?value.

    Raises DataError when it is of a form that cannot be asked of many graphs at once.
    """
    parts = _SELECT.fullmatch(select)
    if parts is None or _UNCOMPILED.search(parts["pattern"]) or "$PATH" in parts["pattern"]:
        raise DataError(f"the query of {shape} cannot be run on many releases: write one SELECT … WHERE {{ … }}")
    names = tuple(name for name in ("path", "value") if f"?{name}" in parts["names"].replace("$", "?").split())
    component = str(SH.SPARQLConstraintComponent)
    return BulkQuery(
        shape, severity, message, component, path, parts["pattern"],
        names=names, targets=targets, prefixes=parts["prefixes"],
    )  # fmt: skip


def failures(queries: Iterable[BulkQuery], select: Select, where: str) -> Iterator[tuple[str, ShapeFinding]]:
    """What fails, with the graph it fails in (empty for the default graph). The nodes are all that the graphs hold."""
    focus: dict[Targets, set[tuple[str, str]]] = {}
    for query in queries:
        for row in select(query.sparql(where)):
            found = query.found(row, where)
            if found is None:
                continue
            if query.targets is not None:
                if query.targets not in focus:
                    focus[query.targets] = set(_targeted(query.targets, select, where))
                if (found[0], found[1].focus) not in focus[query.targets]:
                    continue
            yield found


def _targeted(targets: Targets, select: Select, where: str) -> Iterator[tuple[str, str]]:
    """The nodes a shape is for, each with its graph."""
    node = " ".join(_node_names(where))
    for row in select(f"SELECT DISTINCT {node} WHERE {{ {_within(where, targets.pattern)} }}"):
        yield _graph_of(row, where), text_of(cast(Term, row[-1]))


def _node_names(where: str) -> tuple[str, ...]:
    return (EACH, "?this") if where == EACH else ("?this",)


def _within(where: str, pattern: str) -> str:
    return f"GRAPH {where} {{ {pattern} }}" if where else pattern


def _graph_of(row: Row, where: str) -> str:
    return cast(Term, row[0]).value if where == EACH else ""


def _stated(graph: Graph, shape: RdflibNode) -> Iterator[tuple[str, Any]]:
    """What a shape demands: the local names of SHACL's properties, and what they ask for."""
    for predicate, wanted in sorted(graph.predicate_objects(shape), key=str):
        if str(predicate).startswith(str(SH)):
            name = str(predicate).removeprefix(str(SH))
            if name not in _SAYING_NOTHING:
                yield name, wanted


def _reach(targets: Targets, path: URIRef | None) -> str:
    """SPARQL for the nodes a shape is for, where their having the property itself does not say so."""
    return "" if not targets.classes and targets.properties == (path,) else targets.pattern


def _patterns(
    graph: Graph, shape: RdflibNode, name: str, wanted: Any, path: URIRef | None, reach: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The patterns of `sh:name wanted`, each with what else its query is made of."""
    step = f"?this <{path}> ?value ."
    test = value_test(graph, name, wanted, shape)
    if test is not None:
        reached = f"{reach} {step}" if path is not None else f"{reach} BIND(?this AS ?value)"
        yield f"{reached} FILTER({test.may_fail('?value')})", {"names": ("value",), "fails": test.fails}
    elif path is not None and name in _COUNTS:
        having = f"COUNT(DISTINCT ?value) {_COUNTS[name]} {int(wanted)}"
        optional = name == "minCount" and reach
        yield f"{reach} OPTIONAL {{ {step} }}" if optional else f"{reach} {step}", {"having": having}
    elif path is not None and name == "uniqueLang":
        if wanted.toPython():
            same = "LANG(?value) != '' && LCASE(LANG(?value)) = LCASE(LANG(?other)) && !SAMETERM(?value, ?other)"
            yield f"{reach} {step} ?this <{path}> ?other . FILTER({same})", {}
    else:
        raise DataError(f"the shape {shape} uses sh:{name}, which a gate cannot run on many releases at once")
