"""What a reasoner makes of the ontology and of data that breaks it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import NamedNode, Quad, Store
from rdflib import Graph, URIRef

from iomkg.errors import DataError, IomkgError
from iomkg.namespaces import ID, PREFIXES, kind_of
from iomkg.reasoning import Consistency, check_consistency

CONSISTENT = Consistency(consistent=True)
INCONSISTENT = Consistency(consistent=False)


def turtle(text: str) -> Graph:
    declarations = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return Graph().parse(data=declarations + text, format="turtle")


def test_the_ontology_with_its_lists_and_alignments_is_consistent(everything: Graph) -> None:
    result = check_consistency([everything])
    assert result == CONSISTENT
    assert result.sound


def test_a_whole_release_is_consistent_even_where_sources_disagree(terms: Graph, alignments: Graph) -> None:
    data = turtle(
        """
        <urn:project> a iomkg:Project ; iomkg:title "Améliorer la gestion des frontières"@fr ;
            iomkg:durationMonths 18, 24 ; iomkg:start <urn:date> ; iomkg:targetsPlace <urn:country> ;
            iomkg:hasTheme <urn:theme> .
        <urn:date> a iomkg:StatedDate ; iomkg:dateStated "2022-02"^^xsd:gYearMonth ;
            iomkg:earliest "2022-02-01"^^xsd:date ; iomkg:latest "2022-02-28"^^xsd:date .
        <urn:theme> a iomkg:Theme, skos:Concept .
        <urn:region> a iomkg:Region, skos:Concept .
        <urn:country> a iomkg:Country ; iomkg:directlyWithin <urn:region> .
        <urn:state> a iomkg:State ; iomkg:hasTerritory <urn:country> .
        <urn:ministry> a iomkg:Agency ; iomkg:ofState <urn:state> ; iomkg:name "Ministère des Affaires étrangères"@fr .
        <urn:funding> a iomkg:Funding ; iomkg:fundedProject <urn:project> ; iomkg:donor <urn:ministry>, <urn:fund> ;
            iomkg:amount 3000000.00 .
        <urn:fund> a iomkg:FundingInstrument .
        """
    )
    assert check_consistency([terms, alignments, data]) == CONSISTENT


def graph_of(quads: Iterable[Quad]) -> Graph:
    return Graph().parse(data=b"".join(f"{quad.triple} .\n".encode() for quad in quads), format="nt")


def merged(data: Store, *names: str) -> Graph:
    """What `data` says of the things named, as if they were one."""
    things = {NamedNode(ID + name) for name in names}
    facts = graph_of(quad for quad in data if quad.subject in things)
    for thing in things:
        for predicate, value in list(facts.predicate_objects(URIRef(thing.value))):
            facts.remove((URIRef(thing.value), predicate, value))
            facts.add((URIRef(ID + "merged"), predicate, value))
    return facts


# All of the same few kinds, and nine tenths of the time.
_MANY = ("settlement", "area", "identifier")


@pytest.mark.parametrize("without", [_MANY, pytest.param((), marks=pytest.mark.prove)], ids=["most", "all"])
def test_the_reference_data_is_consistent_with_the_ontology(
    everything: Graph, reference: Store, without: tuple[str, ...]
) -> None:
    kept = (q for q in reference if isinstance(q.subject, NamedNode) and kind_of(q.subject.value) not in without)
    assert check_consistency([everything, graph_of(kept)]) == CONSISTENT


@pytest.mark.parametrize(
    ("actor", "place"),
    [("state/ner", "country/ner"), ("organisation/ecowas", "region/ecowas")],
)
def test_an_actor_is_never_one_with_its_place(terms: Graph, reference: Store, actor: str, place: str) -> None:
    for name in (actor, place):
        assert check_consistency([terms, merged(reference, name)]) == CONSISTENT
    assert check_consistency([terms, merged(reference, actor, place)]) == INCONSISTENT


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            "<urn:niger> iomkg:hasTerritory <urn:country> . <urn:agency> iomkg:ofState <urn:niger> ."
            " <urn:project> iomkg:targetsPlace <urn:niger> .",
            id="a state that a project works in",
        ),
        pytest.param(
            "<urn:funding> iomkg:donor <urn:person> . <urn:person> a iomkg:Person .", id="a person who is a donor"
        ),
        pytest.param(
            "<urn:project> iomkg:hasImplementer <urn:fund> . <urn:fund> a iomkg:FundingInstrument .",
            id="an instrument that implements",
        ),
        pytest.param('<urn:project> iomkg:durationMonths "eighteen" .', id="a duration that is no number"),
    ],
)
def test_data_that_confuses_things_is_inconsistent(terms: Graph, data: str) -> None:
    assert check_consistency([terms, turtle(data)]) == INCONSISTENT


def test_a_class_that_can_have_no_instance_is_named(terms: Graph) -> None:
    result = check_consistency(
        [terms, turtle("<urn:Citystate> a owl:Class ; rdfs:subClassOf iomkg:State, iomkg:Country .")]
    )
    assert result == Consistency(consistent=True, unsatisfiable=("urn:Citystate",))
    assert not result.sound


def test_an_import_is_never_fetched(terms: Graph) -> None:
    importing = turtle("<urn:other> a owl:Ontology ; owl:imports <http://unreachable.invalid/> .")
    assert check_consistency([terms, importing]) == CONSISTENT


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, terms: Graph) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", "no-such-java")
    with pytest.raises(IomkgError, match=r"^cannot run Java \(no-such-java\).*install a Java runtime.*$") as caught:
        check_consistency([terms])
    assert "\n" not in str(caught.value)


def test_when_java_fails_the_error_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, terms: Graph) -> None:
    broken = tmp_path / "java"
    broken.write_text("#!/bin/sh\necho 'Error: out of luck'\necho '  at nowhere'\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(broken))
    with pytest.raises(IomkgError, match=r"^HermiT cannot reason over these graphs: Error: out of luck$"):
        check_consistency([terms])


def test_an_ill_typed_literal_is_named(terms: Graph) -> None:
    with pytest.raises(DataError, match=r'"x".*no value in its datatype.*urn:project.*durationMonths'):
        check_consistency([terms, turtle('<urn:project> iomkg:durationMonths "x"^^xsd:integer .')])


def test_no_working_file_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, terms: Graph) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert check_consistency([terms, turtle("<urn:niger> a iomkg:State, iomkg:Country .")]) == INCONSISTENT
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)
