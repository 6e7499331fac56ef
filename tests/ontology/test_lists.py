"""The lists: themes, functions of bodies, and the small ones."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from iomkg.namespaces import SCHEME, concept, slug

IOMKG = Namespace("https://w3id.org/iomkg/ns#")

THEMES = (
    "border management",
    "counter-trafficking",
    "counter-smuggling",
    "return and reintegration",
    "migrant protection",
    "asylum and refugee protection",
    "search and rescue",
    "detention and alternatives",
    "displacement and humanitarian response",
    "community stabilisation",
    "peace and security",
    "livelihoods and root causes",
    "awareness raising",
    "labour migration and regular pathways",
    "migration health",
    "migration data",
    "identity and civil registration",
    "diaspora and remittances",
    "climate and environment",
    "resettlement",
    "integration",
    "migration governance and policy",
    "other",
)
LISTS = {
    "amount-qualifier": "exact up-to about",
    "claim-status": "accepted doubtful rejected withdrawn",
    "covers": "total contribution top-up component",
    "event-kind": "launch training workshop inauguration handover meeting signing visit other",
    "function-level": "national regional local abroad",
    "funding-flow": "outgoing incoming",
    "funding-kind": "contribution budget other-flow",
    "funding-stage": "announced pledged planned decided committed disbursed expended",
    "identifier-scheme": (
        "iso3166-1-alpha-2 iso3166-1-alpha-3 iso3166-2 m49 geonames wikidata org-id iati dac ror eu-contract eutf "
        "iso4217 gaul salb gadm openstreetmap table"
    ),
    "output-kind": "construction rehabilitation equipment it-system training service",
    "output-status": "planned delivered",
    "project-kind": "programme unallocated administrative",
    "project-status": "pipeline implementation finalisation closed cancelled suspended",
    "role": ("accountable extending implementing sub-grantee in-kind-contributor partner host speaker participant"),
    "segment-kind": "departure transit arrival",
    "source-class": "donor-iati contract implementer-iati table release-by-party news",
}


def entries(graph: Graph, scheme: str) -> set[str]:
    """The codes in a list."""
    prefix = f"{SCHEME}{scheme}/"
    return {str(entry).removeprefix(prefix) for entry in graph.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))}


@pytest.mark.parametrize("scheme", LISTS)
def test_a_list_has_the_entries_agreed(everything: Graph, scheme: str) -> None:
    assert entries(everything, scheme) == set(LISTS[scheme].split())


def test_there_are_no_other_lists(everything: Graph) -> None:
    schemes = {str(scheme).removeprefix(SCHEME) for scheme in everything.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {*LISTS, "theme", "body-function"}


def test_the_themes_are_those_of_the_release_record(everything: Graph) -> None:
    stated = {
        code: str(label)
        for code in entries(everything, "theme")
        for label in everything.objects(URIRef(concept("theme", code)), SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == "en"
    }
    assert stated == {slug(theme): theme for theme in THEMES}


def test_a_theme_says_what_it_is_and_what_it_is_not(everything: Graph) -> None:
    for code in entries(everything, "theme"):
        note = str(everything.value(URIRef(concept("theme", code)), SKOS.scopeNote))
        assert note.startswith("It covers ")
        assert " It does not cover " in note


def test_themes_are_mapped_outwards_only_once_to_each_target(everything: Graph) -> None:
    for code in entries(everything, "theme"):
        theme = URIRef(concept("theme", code))
        targets = [
            target
            for relation in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
            for target in everything.objects(theme, relation)
        ]
        assert len(targets) == len(set(targets))
        assert bool(targets) == (code != "other")


def test_border_management_is_mapped_to_its_compact_objective_and_not_to_the_mixed_sector(everything: Graph) -> None:
    theme = URIRef(concept("theme", "border-management"))
    mixed = URIRef(concept("dac-sector", "15190"))
    assert set(everything.objects(theme, SKOS.closeMatch)) == {URIRef(concept("gcm", "gcm-11"))}
    assert (theme, SKOS.broadMatch, mixed) in everything
    assert (None, SKOS.closeMatch, mixed) not in everything


def test_themes_are_mapped_to_entries_that_exist(everything: Graph, reference: Store) -> None:
    entries = reference.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(SKOS.Concept))
    known = {URIRef(quad.subject.value) for quad in entries if isinstance(quad.subject, NamedNode)}
    for relation in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch):
        for source, target in everything.subject_objects(relation):
            if str(source).startswith(SCHEME):
                assert target in known


def test_sources_are_ranked_as_the_view_trusts_them(everything: Graph) -> None:
    ranks = {
        str(source).rsplit("/", 1)[1]: value.toPython()
        for source, value in everything.subject_objects(IOMKG.sourceRank)
        if isinstance(value, Literal)
    }
    assert ranks == {
        "donor-iati": 1,
        "contract": 1,
        "implementer-iati": 2,
        "table": 2,
        "release-by-party": 3,
        "news": 4,
    }


def test_project_statuses_carry_the_codes_of_iati(everything: Graph) -> None:
    notations = {
        str(everything.value(URIRef(concept("project-status", code)), SKOS.notation))
        for code in entries(everything, "project-status")
    }
    assert notations == {"1", "2", "3", "4", "5", "6"}
    rights = everything.value(URIRef(SCHEME + "project-status"), URIRef("http://purl.org/dc/terms/rights"))
    assert "IATI Standard, CC BY 4.0" in str(rights)


def names_of_functions(everything: Graph) -> dict[tuple[str | None, str], set[str]]:
    """Which functions have a name, by language and folded name."""
    found = defaultdict(set)
    for code in entries(everything, "body-function"):
        for relation in (SKOS.prefLabel, SKOS.altLabel):
            for name in everything.objects(URIRef(concept("body-function", code)), relation):
                assert isinstance(name, Literal)
                found[name.language, str(name).casefold()].add(code)
    return dict(found)


def test_a_name_means_one_function(everything: Graph) -> None:
    assert [name for name, codes in names_of_functions(everything).items() if len(codes) > 1] == []


@pytest.mark.parametrize(
    ("language", "name", "function"),
    [
        ("fr", "ministère des Affaires étrangères et de la coopération internationale", "ministry-foreign-affairs"),
        ("es", "Cancillería", "ministry-foreign-affairs"),
        ("en", "Ministry of the Interior", "ministry-interior"),
        ("fr", "Ministère de l'Intérieur", "ministry-interior"),
        ("es", "Ministerio de Gobernación", "ministry-interior"),
        ("fr", "Direction générale de la police nationale", "national-police"),
        ("en", "National Police", "national-police"),
        ("fr", "Direction régionale de la police nationale", "regional-police-directorate"),
        ("fr", "Direction de la surveillance du territoire", "territorial-surveillance"),
        ("en", "Directorate of Territorial Surveillance", "territorial-surveillance"),
        ("fr", "Direction des technologies de la communication et de l'information", "it-directorate"),
        ("fr", "Direction régionale de la santé publique", "regional-health-directorate"),
        ("fr", "gouverneurs", "governorate"),
        ("fr", "conseils régionaux", "regional-council"),
        ("en", "High Authority for the Consolidation of Peace", "high-authority-peace"),
        ("fr", "garde-côtes", "coast-guard"),
        ("fr", "sécurité côtière", "coastal-security"),
        ("fr", "Direction de lutte contre la migration illégale", "irregular-migration-directorate"),
        ("es", "Fuerza Aérea", "air-force"),
        ("es", "Embajada", "embassy"),
        ("en", "Gendarmerie School", "gendarmerie-school"),
        ("en", "Immigration Department", "migration-service"),
        ("es", "Dirección General de Migración y Extranjería", "migration-service"),
    ],
)
def test_names_that_releases_write_are_known(everything: Graph, language: str, name: str, function: str) -> None:
    assert names_of_functions(everything)[language, name.casefold()] == {function}


def test_every_function_acts_at_one_level(everything: Graph) -> None:
    levels = {URIRef(concept("function-level", code)) for code in ("national", "regional", "local", "abroad")}
    for code in entries(everything, "body-function"):
        stated = list(everything.objects(URIRef(concept("body-function", code)), IOMKG.functionLevel))
        assert len(stated) == 1
        assert stated[0] in levels


@pytest.mark.parametrize(
    ("function", "alone"),
    [
        ("ministry-foreign-affairs", True),
        ("governorate", True),
        ("embassy", True),
        ("ministry", False),
        ("court", False),
    ],
)
def test_a_function_says_whether_a_state_has_one_such_body(everything: Graph, function: str, alone: bool) -> None:
    stated = everything.value(URIRef(concept("body-function", function)), IOMKG.oneOfAKind)
    assert stated == (Literal(True) if alone else None)


def test_bodies_abroad_are_told_from_those_at_home(everything: Graph) -> None:
    abroad = everything.subjects(IOMKG.functionLevel, URIRef(concept("function-level", "abroad")))
    expected = ("diplomatic-mission", "embassy", "consulate", "delegation")
    assert set(abroad) == {URIRef(concept("body-function", code)) for code in expected}


def test_all_ministries_are_ministries(everything: Graph) -> None:
    ministries = {code for code in entries(everything, "body-function") if code.startswith("ministry-")}
    narrower = everything.subjects(SKOS.broader, URIRef(concept("body-function", "ministry")))
    assert {URIRef(concept("body-function", code)) for code in ministries} == set(narrower)
    assert len(ministries) >= 20


def test_entries_are_typed_for_the_properties_that_point_at_them(everything: Graph) -> None:
    for scheme, kind in (("theme", IOMKG.Theme), ("body-function", IOMKG.BodyFunction)):
        for code in entries(everything, scheme):
            assert set(everything.objects(URIRef(concept(scheme, code)), RDF.type)) == {kind, SKOS.Concept}
