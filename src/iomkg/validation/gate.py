"""A gate: shapes read once, against which any number of graphs are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias, cast

import pyoxigraph as ox
from pyshacl.pytypes import SHACLExecutor
from rdflib import SH, URIRef

from iomkg import resources
from iomkg.model import Report
from iomkg.validation.bulk import DEFAULT, EACH, Row, Select, failures
from iomkg.validation.context import Context
from iomkg.validation.findings import ShapeFinding, finding_of, report_of, text_of
from iomkg.validation.shapes import read_shapes, severity_of
from iomkg.validation.terms import Term, from_rdflib, to_rdflib

Statement: TypeAlias = ox.Triple | ox.Quad | tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]
#: A graph's own statements, and the types of what they name, as `Gate.check` takes them.
Checked: TypeAlias = tuple[Iterable[ox.Triple | ox.Quad], Iterable[Statement]]


class Gate:
    """Shapes read once, against which any number of graphs are checked."""

    def __init__(self, folder: Path) -> None:
        """Read all shapes of a folder; DataError when there are none, or they cannot be read or run."""
        self._shapes = read_shapes(folder)

    @classmethod
    @cache
    def release(cls) -> Gate:
        """The gate a release's graph passes alone, before anything is committed."""
        return cls(resources.shapes() / "release")

    @classmethod
    @cache
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
        return report_of(chain(self._core_findings(context), self._query_findings(context)))

    def check_all(self, graphs: Mapping[str, Checked]) -> dict[str, Report]:
        """`check` for each of many graphs, at once: by set-based queries, with the same findings.

        The keys are the IRIs that tell the graphs apart. It is the faster form from some ten releases on; all the
        graphs are held in memory together, so that a caller with very many gives them in batches.
        """
        batch = ox.Store()
        subjects: dict[str, set[str]] = {}
        for name, (data, types) in graphs.items():
            stated = [ox.Quad(s, p, o, ox.NamedNode(name)) for s, p, o, *_ in data]
            subjects[name] = {text_of(cast(Term, quad.subject)) for quad in stated}
            batch.extend([*stated, *(ox.Quad(s, p, o, ox.NamedNode(name)) for s, p, o, *_ in types)])
        found: dict[str, list[ShapeFinding]] = {name: [] for name in graphs}
        for name, finding in failures(self._shapes.bulk, partial(_rows, batch), EACH):
            if finding.focus in subjects[name]:
                found[name].append(finding)
        return {name: report_of(findings) for name, findings in found.items()}

    def check_store(self, select: Select) -> Report:
        """`check` for the default graph of a store, where it stands: `select` answers a SELECT query with its rows.

        The graph has to hold the types, superclasses included, of all it names, as the view does.
        """
        return report_of(finding for _, finding in failures(self._shapes.bulk, select, DEFAULT))

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
        return finding_of(
            shape,
            severity_of(said[SH.resultSeverity]),
            self._shapes.messages.get(shape, ""),
            str(said[SH.sourceConstraintComponent]),
            from_rdflib(focus),
            str(said[SH.resultPath]) if SH.resultPath in said else None,
            from_rdflib(value) if value is not None else None,
        )

    def _query_findings(self, context: Context) -> Iterator[ShapeFinding]:
        for query in self._shapes.queries:
            focus = context.focus(query.targets)
            if not focus:
                continue
            for this, path, value in context.rows(query.select):
                if to_rdflib(this) in focus:
                    yield finding_of(
                        query.shape,
                        query.severity,
                        query.message,
                        str(SH.SPARQLConstraintComponent),
                        this,
                        query.path or (path.value if path else None),
                        value if value or query.path else this,
                    )


def _rows(store: ox.Store, sparql: str) -> Iterator[Row]:
    for solution in cast(ox.QuerySolutions, store.query(sparql)):
        yield tuple(cast(Row, solution))
