"""The style check of the ontology: the files pass it, and every rule of it catches what it is for."""

from __future__ import annotations

from functools import cache

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from iomkg import resources
from iomkg.namespaces import PREFIXES

SHAPE = "https://w3id.org/iomkg/shape/"

# The smallest ontology and lists that pass; each broken one below differs from it in one place.
SOUND = (
    "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    + """
@prefix vann: <http://purl.org/vocab/vann/> .

<https://w3id.org/iomkg/ns> a owl:Ontology ;
    dcterms:title "Ontology"@en, "Ontologie"@fr, "Ontología"@es ;
    dcterms:description "Terms for a test."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    owl:versionIRI <https://w3id.org/iomkg/ns/0.1.0> ;
    vann:preferredNamespacePrefix "iomkg" ;
    vann:preferredNamespaceUri "https://w3id.org/iomkg/ns#" .

iomkg:Project a owl:Class ;
    rdfs:label "project"@en, "projet"@fr, "proyecto"@es ;
    skos:definition "A project is a planned body of work."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> .

iomkg:ViewRule a owl:Class ;
    rdfs:label "view rule"@en, "règle de vue"@fr, "regla de vista"@es ;
    skos:definition "A view rule says how the view chooses."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> .

iomkg:one a owl:NamedIndividual, iomkg:ViewRule ;
    rdfs:label "one value"@en, "une seule valeur"@fr, "un solo valor"@es ;
    skos:definition "The view holds one value."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> .

iomkg:outsideView a owl:NamedIndividual, iomkg:ViewRule ;
    rdfs:label "outside the view"@en, "hors de la vue"@fr, "fuera de la vista"@es ;
    skos:definition "The view holds no value."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> .

iomkg:viewRule a owl:AnnotationProperty ;
    rdfs:label "view rule of a property"@en, "règle de vue d'une propriété"@fr, "regla de vista de una propiedad"@es ;
    skos:definition "This annotation gives the rule."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> ;
    iomkg:viewRule iomkg:outsideView .

iomkg:acceptanceThreshold a owl:AnnotationProperty ;
    rdfs:label "acceptance threshold"@en, "seuil d'acceptation"@fr, "umbral de aceptación"@es ;
    skos:definition "This annotation gives the threshold."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> ;
    iomkg:viewRule iomkg:outsideView .

iomkg:partOf a owl:ObjectProperty ;
    rdfs:label "is part of"@en, "fait partie de"@fr, "forma parte de"@es ;
    skos:definition "The property joins a project to a larger one."@en ;
    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> ;
    rdfs:domain iomkg:Project ;
    rdfs:range iomkg:Project ;
    iomkg:acceptanceThreshold 0.6 ;
    iomkg:viewRule iomkg:one .

scheme:theme a skos:ConceptScheme ;
    skos:prefLabel "themes"@en, "thèmes"@fr, "temas"@es ;
    skos:definition "The list names themes."@en ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .

<https://w3id.org/iomkg/scheme/theme/integration> a skos:Concept ;
    skos:prefLabel "integration"@en, "intégration"@fr, "integración"@es ;
    skos:definition "Integration is the inclusion of migrants."@en ;
    skos:inScheme scheme:theme ;
    skos:notation "integration" ;
    skos:broadMatch <https://w3id.org/iomkg/scheme/dac-sector/15190> .

<https://w3id.org/iomkg/scheme/theme/language-courses> a skos:Concept ;
    skos:prefLabel "language courses"@en, "cours de langue"@fr, "cursos de lengua"@es ;
    skos:definition "Language courses teach migrants a language."@en ;
    skos:inScheme scheme:theme ;
    skos:notation "language-courses" ;
    skos:broader <https://w3id.org/iomkg/scheme/theme/integration> .
"""
)

BROKEN = {
    "Ontology-title-fr": ('"Ontologie"@fr, ', ""),
    "Ontology-title-es": ('"Ontología"@es', '"Ontología"@es, "Ontología segunda"@es'),
    "Ontology-title-en": ('"Ontology"@en', '"Ontology"@de'),
    "Ontology-description": ("Terms for a test.", "Terms for a test"),
    "Ontology-licence": (
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n    owl",
        'dcterms:license "CC BY 4.0" ;\n    owl',
    ),
    "Ontology-version": ("iomkg/ns/0.1.0", "iomkg/ns/latest"),
    "Ontology-prefix": ('Prefix "iomkg"', 'Prefix "ns"'),
    "Ontology-namespace": ('"https://w3id.org/iomkg/ns#"', '"https://w3id.org/iomkg/"'),
    "Ontology-undeclared": ("rdfs:domain iomkg:Project", "rdfs:domain iomkg:Projekt"),
    "Term-labels": ('"project"@en', '"project"@en, "activity"@en'),
    "Term-label-en": ('"project"@en, ', ""),
    "Term-label-fr": ('"is part of"@en, "fait partie de"@fr', '"is part of"@en'),
    "Term-label-es": ('"un solo valor"@es', '"um só valor"@pt'),
    "Term-definition": ("A project is a planned body of work.", "A planned body of work"),
    "Term-isDefinedBy": (
        'body of work."@en ;\n    rdfs:isDefinedBy <https://w3id.org/iomkg/ns> .',
        'body of work."@en .',
    ),
    "ClassShape": ("iomkg:Project", "iomkg:donor_project"),
    "PropertyShape": ("iomkg:partOf", "iomkg:PartOf"),
    "Property-viewRule": ("    iomkg:viewRule iomkg:one .", "    iomkg:viewRule iomkg:Project ."),
    "Property-acceptanceThreshold": ("0.6", "1.6"),
    "Property-functional": (
        "iomkg:partOf a owl:ObjectProperty",
        "iomkg:partOf a owl:ObjectProperty, owl:FunctionalProperty",
    ),
    "Property-outside-view": ("    iomkg:viewRule iomkg:one .", "    iomkg:viewRule iomkg:outsideView ."),
    "Property-domain": ("    rdfs:domain iomkg:Project ;\n", ""),
    "Property-range": ("rdfs:range iomkg:Project", "rdfs:range iomkg:Project, iomkg:ViewRule"),
    "List-label-en": ('"themes"@en, ', ""),
    "List-label-fr": ('"thèmes"@fr, ', ""),
    "List-label-es": ('"temas"@es', '"temas"@es, "asuntos"@es'),
    "List-definition": ("The list names themes.", "Themes"),
    "List-licence": (
        'names themes."@en ;\n    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .',
        'names themes."@en .',
    ),
    "Entry-labels": ('skos:notation "integration"', 'skos:altLabel "integration"@en ; skos:notation "integration"'),
    "Entry-label-en": ('"integration"@en, ', ""),
    "Entry-label-fr": ('"intégration"@fr, ', ""),
    "Entry-label-es": ('"cursos de lengua"@es', '"cursos de língua"@pt'),
    "Entry-definition": ('"Integration is the inclusion of migrants."@en', '"Integración es la inclusión."@es'),
    "Entry-scheme": (
        '    skos:inScheme scheme:theme ;\n    skos:notation "integration"',
        '    skos:notation "integration"',
    ),
    "Entry-notation": ('    skos:notation "integration" ;\n', ""),
    "Entry-broader": (
        "skos:broader <https://w3id.org/iomkg/scheme/theme/integration>",
        "skos:broader <https://w3id.org/iomkg/scheme/theme/inclusion>",
    ),
    "Entry-closeMatch": ("skos:broadMatch", "skos:closeMatch"),
    "Entry-iri": ("scheme/theme/language-courses", "scheme/topic/language-courses"),
    "Entry-cycle": (
        'skos:notation "integration"',
        'skos:broader <https://w3id.org/iomkg/scheme/theme/language-courses> ; skos:notation "integration"',
    ),
}


@cache
def style() -> Graph:
    shapes = Graph().parse(resources.shapes() / "ontology-style.ttl")
    return shapes.parse(resources.ontology() / "prefixes.ttl")


def broken_shapes(ontology: Graph) -> dict[str, str]:
    """The shapes and constraints that an ontology breaks, with their messages."""
    _, report, _ = validate(ontology, shacl_graph=style(), advanced=True)
    assert isinstance(report, Graph)
    found = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        constraint = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        found[str(constraint).removeprefix(SHAPE)] = str(report.value(result, SH.resultMessage))
    return found


def test_the_ontology_and_its_lists_keep_the_style(everything: Graph) -> None:
    assert broken_shapes(everything) == {}


def test_the_smallest_sound_ontology_passes() -> None:
    assert broken_shapes(Graph().parse(data=SOUND, format="turtle")) == {}


@pytest.mark.parametrize("shape", BROKEN)
def test_a_break_of_the_style_is_found_and_explained(shape: str) -> None:
    sound, broken = BROKEN[shape]
    assert sound in SOUND
    found = broken_shapes(Graph().parse(data=SOUND.replace(sound, broken), format="turtle"))
    assert shape in found
    assert found[shape].endswith((".", "…"))


def test_every_rule_is_tried() -> None:
    rules = {str(rule).removeprefix(SHAPE) for link in (SH.property, SH.sparql) for rule in style().objects(None, link)}
    assert rules <= set(BROKEN)
