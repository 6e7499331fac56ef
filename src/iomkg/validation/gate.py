"""A gate: shapes read once, against which any number of graphs are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyshacl.pytypes import SHACLExecutor
from rdflib import SH, URIRef

from iomkg import resources
from iomkg.model import Report, Severity
from iomkg.validation.context import Context
from iomkg.validation.findings import SHAPES, ShapeFinding, content
from iomkg.validation.shapes import read_shapes, severity_of
from iomkg.validation.terms import Term, from_rdflib, to_rdflib

Statement: TypeAlias = ox.Triple | ox.Quad | tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]


class Gate:
    """Shapes read once, against which any number of graphs are checked."""

    def __init__(self, folder: Path) -> None:
        """Read all shapes of a folder; DataError when there are none, or they cannot be read or run."""
        self._shapes = read_shapes(folder)

    @classmethod
    def release(cls) -> Gate:
        """The gate a release's graph passes alone, before anything is committed."""
        return cls(resources.shapes() / "release")

    @classmethod
    def view(cls) -> Gate:
        """The gate the rebuilt view of the touched entities passes."""
        return cls(resources.shapes() / "view")

    def check(self, data: Iterable[ox.Triple | ox.Quad], types: Iterable[Statement] = ()) -> Report:
        """Check every subject of `data`; graph names do not matter.

        `types` are the `rdf:type` statements of all the IRIs that `data` names, superclasses included: the gate knows
        no class hierarchy. They are context only and not checked themselves. Findings are sorted; where one value
        fails several constraints of a shape, there is one finding, with the first constraint by name.
        """
        stated = {(s, p, o) for s, p, o, *_ in data}
        known = {(s, p, o) for s, p, o, *_ in types}
        context = Context(stated | known, {s for s, _, _ in stated})
        found: dict[tuple[str, ...], ShapeFinding] = {}
        every = chain(self._core_findings(context), self._query_findings(context))
        for finding in sorted(every, key=lambda one: (*content(one), one.component, str(one.term))):
            found.setdefault(content(finding), finding)
        return Report(tuple(found.values()))

    def _core_findings(self, context: Context) -> Iterator[ShapeFinding]:
        executor = SHACLExecutor()
        for core in self._shapes.cores:
            focus = context.focus(core.targets, core.only_with)
            if not focus:
                continue
            _, results = core.shape.validate(executor, context.graph, focus=list(focus))
            for _, result, triples in results:
                yield self._core_finding({p: o for s, p, o in triples if s == result})

    def _core_finding(self, result: Mapping[URIRef, Any]) -> ShapeFinding:
        # pySHACL gives terms of the data and the shapes as (graph, term).
        said = {p: o[1] if isinstance(o, tuple) else o for p, o in result.items()}
        shape, focus, value = said[SH.sourceShape], said[SH.focusNode], said.get(SH.value)
        return _finding(
            shape,
            severity_of(said[SH.resultSeverity]),
            self._shapes.messages.get(shape, ""),
            said[SH.sourceConstraintComponent],
            from_rdflib(focus),
            said.get(SH.resultPath),
            from_rdflib(value) if value is not None else None,
        )

    def _query_findings(self, context: Context) -> Iterator[ShapeFinding]:
        for query in self._shapes.queries:
            focus = context.focus(query.targets)
            if not focus:
                continue
            for this, path, value in context.rows(query.select):
                if to_rdflib(this) in focus:
                    yield _finding(
                        query.shape,
                        query.severity,
                        query.message,
                        SH.SPARQLConstraintComponent,
                        this,
                        query.path or (path.value if path else None),
                        value if value or query.path else this,
                    )


def _finding(
    shape: URIRef,
    severity: Severity,
    message: str,
    component: URIRef,
    focus: Term,
    path: str | None,
    value: Term | None,
) -> ShapeFinding:
    return ShapeFinding(
        severity,
        _text(focus),
        str(shape).removeprefix(SHAPES),
        message,
        str(path) if path is not None else None,
        _text(value) if value is not None and value != focus else None,
        component=str(component),
        term=value,
    )


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else term.value
