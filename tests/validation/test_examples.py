"""Every shape accepts what it should and refuses what it should, by examples found by name.

An invalid example's first line names exactly the shapes it fails: `# fails: Project-duration, …`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Triple
from rdflib import RDF, SH, Graph, URIRef

from iomkg import resources
from iomkg.validation import SHAPES, Gate

EXAMPLES = Path(__file__).parent / "examples"
VALID = sorted(EXAMPLES.glob("*/valid/*.ttl"))
INVALID = sorted(EXAMPLES.glob("*/invalid/*.ttl"))

Read = Callable[[Path], list[Triple]]
TypesOf = Callable[[list[Triple]], list[Triple]]


def name(file: Path) -> str:
    return f"{file.parts[-3]}/{file.stem}"


def gate_of(file: Path) -> str:
    return file.parts[-3]


def failing(file: Path) -> set[str]:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# fails: "), f"{file.name} does not say on its first line which shapes it fails"
    return {shape.strip() for shape in first.removeprefix("# fails: ").split(",")}


def shapes(gate: str) -> Graph:
    graph = Graph()
    for file in sorted((resources.shapes() / gate).glob("*.ttl")):
        graph.parse(file)
    return graph


def constraints(graph: Graph) -> set[URIRef]:
    """The named shapes that say something themselves: all but the lists of property shapes."""
    return {s for s in graph.subjects(SH.message) if isinstance(s, URIRef)}


@pytest.mark.parametrize("file", VALID, ids=name)
def test_a_valid_example_passes_without_any_finding(
    file: Path, gates: dict[str, Gate], read: Read, types_of: TypesOf
) -> None:
    data = read(file)
    assert gates[gate_of(file)].check(data, types_of(data)).findings == ()


@pytest.mark.parametrize("file", INVALID, ids=name)
def test_an_invalid_example_fails_exactly_the_shapes_it_names(
    file: Path, gates: dict[str, Gate], read: Read, types_of: TypesOf
) -> None:
    data = read(file)
    report = gates[gate_of(file)].check(data, types_of(data))
    assert {finding.shape for finding in report.findings} == failing(file)
    assert all(finding.message for finding in report.findings)


@pytest.mark.parametrize("gate", ["release", "view"])
def test_each_constraint_has_an_example_that_fails_it(gate: str) -> None:
    failed = set().union(*(failing(file) for file in INVALID if gate_of(file) == gate))
    named = {str(shape).removeprefix(SHAPES) for shape in constraints(shapes(gate))}
    assert named == failed


@pytest.mark.parametrize("gate", ["release", "view"])
def test_each_constraint_has_an_example_it_looks_at_and_accepts(gate: str, types_of: TypesOf, read: Read) -> None:
    graph = shapes(gate)
    seen: set[tuple[str, str]] = set()
    for file in VALID:
        if gate_of(file) == gate:
            data = read(file)
            classes = {
                (t.subject.value, t.object.value)
                for t in (*data, *types_of(data))
                if t.predicate.value == str(RDF.type)
            }
            for t in data:
                seen.update((kind, t.predicate.value) for node, kind in classes if node == t.subject.value)
                seen.add((t.predicate.value, t.predicate.value))
    unseen = [str(shape).removeprefix(SHAPES) for shape in constraints(graph) if not looked_at(graph, shape, seen)]
    assert unseen == []


def looked_at(graph: Graph, shape: URIRef, seen: set[tuple[str, str]]) -> bool:
    holders = {shape, *graph.subjects(SH.property, shape)}
    targets = {
        str(target)
        for holder in holders
        for kind in (SH.targetClass, SH.targetSubjectsOf)
        for target in graph.objects(holder, kind)
    }
    path = graph.value(shape, SH.path)
    if path is None:
        return any(target in targets for target, _ in seen)
    return any(target in targets and (used == str(path) or target == used) for target, used in seen)
