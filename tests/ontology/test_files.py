"""The files as files: one canonical form, nothing fetched, no accident of serialisation."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from iomkg import resources
from iomkg.namespaces import PREFIXES

SH = Namespace("http://www.w3.org/ns/shacl#")
FORMATTER = Path(__file__).parents[2] / "tools" / "format_ontology.py"


@pytest.fixture(scope="module")
def formatter() -> dict[str, Any]:
    return runpy.run_path(str(FORMATTER))


@pytest.fixture
def canonical(formatter: dict[str, Any]) -> Callable[[Graph], str]:
    function: Callable[[Graph], str] = formatter["canonical"]
    return function


def test_the_files_are_those_the_project_needs(ontology_files: tuple[Path, ...]) -> None:
    assert [path.name for path in ontology_files] == [
        "alignments.ttl",
        "functions.ttl",
        "iomkg.ttl",
        "lists.ttl",
        "prefixes.ttl",
        "themes.ttl",
    ]


@pytest.mark.parametrize("path", sorted(resources.ontology().glob("*.ttl")), ids=lambda path: path.name)
def test_writing_a_file_again_changes_nothing(path: Path, canonical: Callable[[Graph], str]) -> None:
    assert canonical(Graph().parse(path)) == path.read_text(encoding="utf-8"), "run tools/format_ontology.py"


def test_the_canonical_form_does_not_depend_on_how_a_file_was_written(canonical: Callable[[Graph], str]) -> None:
    path = resources.ontology() / "iomkg.ttl"
    lines = Graph().parse(path).serialize(format="nt").splitlines()
    backwards = Graph().parse(data="\n".join(reversed(lines)), format="nt")
    backwards.bind("other", "https://w3id.org/iomkg/ns#")
    assert canonical(backwards) == path.read_text(encoding="utf-8")


def test_the_command_rewrites_only_what_is_out_of_form(
    tmp_path: Path, formatter: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    untidy, tidy = tmp_path / "untidy.ttl", tmp_path / "tidy.ttl"
    untidy.write_text("<urn:b> <urn:p> 2, 1 . <urn:a> a <urn:c> .", encoding="utf-8")
    tidy.write_text("<urn:a> a <urn:c> .\n", encoding="utf-8")
    formatter["main"]([str(untidy), str(tidy)])
    assert capsys.readouterr().out == "rewrote untidy.ttl\n"
    formatter["main"]([str(untidy), str(tidy)])
    assert capsys.readouterr().out == ""
    assert set(Graph().parse(untidy)) == set(
        Graph().parse(data="<urn:b> <urn:p> 1, 2 . <urn:a> a <urn:c> .", format="turtle")
    )


def test_blank_nodes_stand_only_where_owl_has_no_other_way(everything: Graph) -> None:
    anonymous = {subject for subject in everything.subjects() if isinstance(subject, BNode)}
    for node in anonymous:
        is_list_cell = (node, RDF.first, None) in everything
        is_expression = (node, OWL.unionOf, None) in everything
        is_axiom = (node, RDF.type, OWL.AllDisjointClasses) in everything
        assert is_list_cell or is_expression or is_axiom


def test_nothing_is_imported(everything: Graph) -> None:
    assert (None, OWL.imports, None) not in everything


def test_the_declared_prefixes_are_those_of_the_code(everything: Graph) -> None:
    declared = {
        str(everything.value(node, SH.prefix)): str(everything.value(node, SH.namespace))
        for node in everything.objects(URIRef("https://w3id.org/iomkg/ns/prefixes"), SH.declare)
    }
    assert declared == PREFIXES


def test_every_term_is_described_in_one_file_only(ontology_files: tuple[Path, ...]) -> None:
    described: dict[object, str] = {}
    for path in ontology_files:
        for subject in set(Graph().parse(path).subjects(RDFS.isDefinedBy, None)):
            assert described.setdefault(subject, path.name) == path.name


def test_language_tags_are_lower_case_and_of_the_three_languages(everything: Graph) -> None:
    tags = {value.language for value in everything.objects() if isinstance(value, Literal) and value.language}
    assert tags == {"en", "fr", "es"}
