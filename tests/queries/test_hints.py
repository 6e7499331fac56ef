"""What is told of a query somebody wrote."""

from __future__ import annotations

import pytest

from iomkg.errors import QueryError
from iomkg.queries import checks, clearer, library, remarks
from iomkg.queries.library import note_queries
from iomkg.store import Store


def refused(store: Store, sparql: str) -> str:
    with pytest.raises(QueryError) as error:
        store.query(sparql)
    message = str(clearer(sparql, error.value))
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("sparql", "prefix"),
    [
        ("SELECT * { ?s foo:bar ?o }", "foo:"),
        ("SELECT * { ?s :bar ?o }", ":"),
        (
            "PREFIX ex: <http://example.org/>\nSELECT * { ?s ex:a 'no:prefix' ; <x:y> ?a ; foo:bar ?o # none:at\n }",
            "foo:",
        ),
    ],
)
def test_an_undeclared_prefix_is_named(sahel: Store, sparql: str, prefix: str) -> None:
    message = refused(sahel, sparql)
    assert "is not valid SPARQL at line" in message
    assert f"the prefix {prefix} is not declared; known without that are iomkg:, id:, scheme:," in message


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        ("id:project/498027cdfdfe", "<id/project/498027cdfdfe>"),
        ("id:agency/ita/ministry-foreign-affairs", "<id/agency/ita/ministry-foreign-affairs>"),
        ("scheme:theme/border-management", "<scheme/theme/border-management>"),
    ],
)
def test_a_name_with_a_slash_gets_its_iri(sahel: Store, pasted: str, written: str) -> None:
    for sparql in (f"SELECT * {{ ?s ?p {pasted} . }}", f"SELECT * {{ {pasted} ?p ?o }}"):
        assert refused(sahel, sparql).endswith(f"cannot hold a slash; for {pasted} write {written}")
        sahel.query(sparql.replace(pasted, written))


def test_other_errors_stay_as_they_are(sahel: Store) -> None:
    assert "cannot be read on after" in refused(sahel, "SELECT ?s { ?s a iomkg:Project")
    assert "SERVICE" in refused(sahel, "SELECT * { SERVICE <https://example.org/> { ?s foo:bar ?o } }")


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * { ?s a iomkg:Projec }", ["iomkg:Projec is not in the ontology; did you mean iomkg:Project?"]),
        (
            "SELECT * { ?s <https://w3id.org/iomkg/ns#hasDonr>/<ns#zzzz> ?o }",
            [
                "iomkg:hasDonr is not in the ontology; did you mean iomkg:hasDonor?",
                "iomkg:zzzz is not in the ontology; ontology/iomkg.ttl has its terms",
            ],
        ),
        (
            "PREFIX i: <https://w3id.org/iomkg/ns#> ASK { ?s i:Titel ?o }",
            ["iomkg:Titel is not in the ontology; did you mean"],
        ),
        ("PREFIX iomkg: <http://example.org/> ASK { ?s iomkg:Projec ?o }", []),
        ("SELECT * { ?s iomkg:hasTheme/skos:broader* <id/project/x>, 'iomkg:Projec' } # iomkg:Projec", []),
    ],
)
def test_a_term_the_ontology_does_not_have_is_told(sparql: str, told: list[str]) -> None:
    found = remarks(sparql)
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True))


def test_our_own_queries_use_what_the_ontology_has() -> None:
    for query in (*library().values(), *checks().values(), *note_queries().values()):
        assert remarks(query.sparql) == []
