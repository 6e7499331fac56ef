"""The shapes as documents: well-formed SHACL, named, explained, and in step with the ontology and its lists."""

from __future__ import annotations

import re

import pyshacl.entrypoints
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef

from iomkg import resources, vocabulary
from iomkg.namespaces import NS, PREFIXES, SCHEME, term
from iomkg.validation import SHAPES

GATES = ["release", "view"]
IOMKG = Namespace(NS)


@pytest.fixture(scope="module", params=GATES)
def shapes(request: pytest.FixtureRequest) -> Graph:
    return read(request.param)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for file in sorted(resources.ontology().glob("*.ttl")):
        graph.parse(file)
    return graph


def read(gate: str) -> Graph:
    graph = Graph()
    for file in sorted((resources.shapes() / gate).glob("*.ttl")):
        graph.parse(file)
    return graph


def named(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and str(s).startswith(SHAPES)}


def test_the_shapes_are_well_formed_by_the_shapes_of_shacl_itself(shapes: Graph) -> None:
    conforms, _, text = pyshacl.entrypoints.meta_validate(shapes, inference="none")
    assert conforms, text


def test_shapes_hold_no_closed_shape_and_no_path_of_several_steps(shapes: Graph) -> None:
    assert (None, SH.closed, None) not in shapes
    assert all(isinstance(path, URIRef) for path in shapes.objects(None, SH.path))


def test_each_constraint_says_in_english_what_to_do_and_how_severe_it_is(shapes: Graph) -> None:
    silent = [
        s
        for s in named(shapes)
        if SH.SPARQLConstraint not in shapes.objects(s, RDF.type)
        and (s, SH.property, None) not in shapes
        and (
            [m.language for m in shapes.objects(s, SH.message)] != ["en"]
            or len(list(shapes.objects(s, SH.severity))) != 1
        )
    ]
    assert silent == []


def test_shapes_that_only_list_property_shapes_say_nothing_themselves(shapes: Graph) -> None:
    for lister in shapes.subjects(SH.property):
        assert set(shapes.predicates(lister)) == {RDF.type, SH.targetClass, SH.property}


def test_each_property_shape_is_used(shapes: Graph) -> None:
    listed = set(shapes.objects(None, SH.property))
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        targeted = (shape, SH.targetSubjectsOf, None) in shapes
        assert (shape in listed) != targeted, f"{shape} has no target, or two ways to one"


def test_shape_names_are_of_one_form_and_stand_in_one_gate_only() -> None:
    by_gate = [named(read(gate)) for gate in GATES]
    assert by_gate[0].isdisjoint(by_gate[1])
    for shape in set().union(*by_gate):
        assert re.fullmatch(r"[A-Z][A-Za-z]+(-[a-z]+)*", str(shape).removeprefix(SHAPES)), shape


def test_both_gates_look_for_contact_details_and_kinds_in_the_same_way() -> None:
    release, view = (read(gate) for gate in GATES)

    def query(graph: Graph, name: str) -> str:
        return str(graph.value(URIRef(SHAPES + name + "-query"), SH.select))

    assert query(release, "Text-contact") == query(view, "Entity-view-contact")
    assert query(release, "Entity-one-kind") == query(view, "Entity-view-one-kind")


def test_each_class_and_property_that_shapes_name_is_in_the_ontology(shapes: Graph, ontology: Graph) -> None:
    prefixed = {
        URIRef(PREFIXES[prefix] + name)
        for text in shapes.objects(None, SH.select)
        for prefix, name in re.findall(r"\b(iomkg):(\w+)", str(text))
    }
    used = prefixed | {o for o in shapes.objects() if isinstance(o, URIRef)}
    unknown = {iri for iri in used if str(iri).startswith(NS) and (iri, RDF.type, None) not in ontology}
    assert unknown == set()


def test_the_values_shapes_allow_are_the_entries_of_the_lists(ontology: Graph) -> None:
    graph = read("release")
    checked = 0
    for shape, allowed in graph.subject_objects(SH["in"]):
        values = set(graph.items(allowed))
        schemes = {str(value).removeprefix(SCHEME).split("/")[0] for value in values if isinstance(value, URIRef)}
        for scheme in schemes:
            assert values == set(ontology.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))), shape
            checked += 1
    assert checked >= 10


def test_ranges_in_shapes_are_those_of_the_ontology(ontology: Graph) -> None:
    for gate in GATES:
        graph = read(gate)
        for shape, kind in graph.subject_objects(SH["class"]):
            path = graph.value(shape, SH.path)
            if path in set(ontology.subjects(RDF.type, OWL.ObjectProperty)):
                assert ontology.value(path, RDFS.range) == kind, shape


def test_each_property_with_one_value_in_the_view_is_held_to_it_there(ontology: Graph) -> None:
    graph = read("view")
    once = {graph.value(s, SH.path) for s in graph.subjects(SH.maxCount)}
    per_language = {graph.value(s, SH.path) for s in graph.subjects(SH.uniqueLang)}
    assert once == set(ontology.subjects(IOMKG.viewRule, IOMKG.one))
    assert per_language == set(ontology.subjects(IOMKG.viewRule, IOMKG.onePerLanguage))


def test_the_ontology_makes_payers_of_all_who_may_pay() -> None:
    rules = vocabulary.load()
    for kind in ("State", "Agency", "IntergovernmentalOrganisation", "OtherOrganisation", "FundingInstrument"):
        assert term("Payer") in rules.ancestors(term(kind))
