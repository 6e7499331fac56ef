"""What a query says by itself when it goes to a service."""

from __future__ import annotations

import pytest

from iomkg.errors import QueryError
from iomkg.sparql.prologue import complete, counting
from iomkg.store import Store

BASE = "BASE <https://w3id.org/iomkg/>"
VIEW = "GRAPH <https://w3id.org/iomkg/graph/view>"


@pytest.mark.parametrize(
    ("sparql", "sent"),
    [
        ("SELECT * { ?s ?p ?o }", f"{BASE} SELECT * {{ {VIEW} {{ ?s ?p ?o }} }}"),
        (
            'SELECT * WHERE { ?s ?p "{" . # {\n GRAPH graph:links { ?s ?p ?o } } LIMIT 3',
            f"{BASE} PREFIX graph: <https://w3id.org/iomkg/graph/> SELECT * WHERE {{ {VIEW} {{ ?s ?p "
            '"{" . # {\n GRAPH graph:links { ?s ?p ?o } } } LIMIT 3',
        ),
        (
            "PREFIX id: <urn:own> ASK { id:a ?p ?o }",
            f"{BASE} PREFIX id: <urn:own> ASK {{ {VIEW} {{ id:a ?p ?o }} }}",
        ),
        (
            "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
            f"{BASE} CONSTRUCT {{ ?s a ?c }} WHERE {{ {VIEW} {{ ?s a ?c }} }}",
        ),
        ("CONSTRUCT WHERE { ?s a ?c }", f"{BASE} CONSTRUCT {{ ?s a ?c }} WHERE {{ {VIEW} {{ ?s a ?c }} }}"),
        (
            "SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING(EXISTS { ?a a ?x }) VALUES ?a { <x:y> }",
            f"{BASE} SELECT ?a {{ {VIEW} {{ ?a ?b ?c }} }} GROUP BY ?a HAVING(EXISTS {{ {VIEW} {{ ?a a ?x }} }}) "
            "VALUES ?a { <x:y> }",
        ),
        ("DESCRIBE <id/state/ner>", f"{BASE} DESCRIBE <id/state/ner>\nFROM <https://w3id.org/iomkg/graph/view>"),
    ],
)
def test_it_names_the_view_and_the_prefixes(sparql: str, sent: str) -> None:
    assert complete(sparql) == sent
    Store.memory().query(sent)


def test_a_dataset_of_its_own_is_left_alone() -> None:
    assert (
        complete("SELECT * FROM <x:y> { ?s ?p ?o }", own_dataset=True) == f"{BASE} SELECT * FROM <x:y> {{ ?s ?p ?o }}"
    )


def test_counting_keeps_what_stands_before_the_select() -> None:
    counted = complete(counting("PREFIX x: <x:>\nSELECT ?s { ?s x:p ?o } # end"))
    assert counted == (
        f"{BASE} PREFIX x: <x:>\nSELECT (COUNT(*) AS ?rows) {{ {VIEW} {{ {{ SELECT ?s {{ ?s x:p ?o }} # end\n}} }} }}"
    )
    Store.memory().query(counted)


@pytest.mark.parametrize("sparql", ["SELECT", "SELECT * { ?s ?p", "INSERT DATA { <x:a> <x:b> <x:c> }"])
def test_what_is_no_query_is_not_sent(sparql: str) -> None:
    with pytest.raises(QueryError):
        Store.memory().query(sparql)
