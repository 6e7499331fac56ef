"""`--report FILE.ttl`: a standard SHACL report, written whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SH, Graph, URIRef
from rdflib import Literal as Value

from iomkg.cli.output_report import write_report
from iomkg.errors import UsageError
from iomkg.model import Finding
from iomkg.namespaces import XSD, release_graph, scoped, term
from iomkg.store import Change, Store
from iomkg.validation import SHAPES

KEY = "0123456789abcdef"
PROJECT = scoped(KEY, "project", 1)
RELEASE = "data/releases/2024-03-tchad-balke.en.txt"

# What the SHACL recommendation asks of a validation report (its section 3.6).
STANDARD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:result ; sh:class sh:ValidationResult ] .
[] a sh:NodeShape ; sh:targetObjectsOf sh:result ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( sh:Violation sh:Warning sh:Info ) ] ,
        [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
            sh:pattern "^http://www[.]w3[.]org/ns/shacl#[A-Za-z]+ConstraintComponent$" ] ,
        [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
        [ sh:path sh:value ; sh:maxCount 1 ] ,
        [ sh:path sh:resultMessage ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] .
"""


def report(path: Path) -> Graph:
    """A report that is one by the standard."""
    read = Graph().parse(path)
    (root,) = read.subjects(RDF.type, SH.ValidationReport)
    assert read.value(root, SH.conforms) == Value((root, SH.result, None) not in read)
    valid, _, told = pyshacl.validate(read, shacl_graph=Graph().parse(data=STANDARD, format="turtle"))
    assert valid, told
    return read


@pytest.fixture
def damaged(bare_store: Path, tmp_path: Path) -> Path:
    """A store in which a project lasts two years less than nothing."""
    path = Path(shutil.copytree(bare_store, tmp_path / "damaged"))
    with Store.open(path) as store:
        stated = [
            (str(RDF.type), NamedNode(term("Project"))),
            (term("durationMonths"), Literal("-24", datatype=NamedNode(XSD + "integer"))),
        ]
        graph = NamedNode(release_graph(KEY))
        store.commit(Change(added=frozenset(Quad(NamedNode(PROJECT), NamedNode(p), o, graph) for p, o in stated)))
    return path


def test_what_validate_finds_is_a_standard_report(run, damaged, tmp_path):
    place = tmp_path / "findings.ttl"
    ran = run("validate", "--report", place, store=damaged)
    assert ran.code == 1
    found = report(place)
    (months,) = found.subjects(SH.sourceShape, URIRef(SHAPES + "Project-duration"))
    assert str(found.value(months, SH.value)) == "-24"
    assert found.value(months, SH.resultPath) == URIRef(term("durationMonths"))
    assert found.value(months, SH.focusNode) == URIRef(PROJECT)
    assert found.value(months, SH.resultSeverity) == SH.Violation
    results = len(set(found.objects(None, SH.result)))
    assert f"{results} findings written to" in " ".join(ran.told)


def test_what_load_finds_is_a_standard_report(run, bare_store, repository, tmp_path):
    store = Path(shutil.copytree(bare_store, tmp_path / "store"))
    ran = run("load", repository / RELEASE, "--report", tmp_path / "findings.ttl", store=store)
    assert ran.code == 0, ran.err
    assert (None, SH.resultSeverity, SH.Violation) not in report(tmp_path / "findings.ttl")


@pytest.mark.parametrize("place", ["", "nowhere/findings.ttl"])
def test_a_place_that_cannot_be_is_told_before_the_work(run, repository, tmp_path, place):
    for command in (["load", repository / RELEASE], ["validate"]):
        ran = run(*command, "--report", tmp_path / place, store=tmp_path / "store")
        assert (ran.code, ran.out, len(ran.told)) == (2, "", 1), ran.err
        assert "--report" in ran.err
    assert list(tmp_path.glob("*/")) == []


def test_a_report_that_cannot_be_finished_leaves_the_one_before(tmp_path, monkeypatch):
    place = tmp_path / "findings.ttl"
    place.write_text("as it was\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_report(place, [Finding("Violation", PROJECT, "Project-duration", "Not so.")])
    assert place.read_text() == "as it was\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["findings.ttl"]
