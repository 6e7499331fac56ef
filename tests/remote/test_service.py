"""A service asked as the store is: the same answers, and a clear line for whatever a service does wrong."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest
from tests.conftest import Website

from iomkg import queries
from iomkg.answers import Answer, Answerer
from iomkg.engine import Engine
from iomkg.errors import IomkgError, QueryError, ServiceError, UsageError
from iomkg.model import Table
from iomkg.remote import Service
from iomkg.sparql import connection
from iomkg.store import Store

RESULTS = "application/sparql-results+json"
YES = json.dumps({"head": {}, "boolean": True})


def table(rows: int) -> str:
    bindings = [{"n": {"type": "literal", "value": str(number)}} for number in range(rows)]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": bindings}})


def answered(engine: Engine, name: str) -> Answer:
    """The answer to the example of a question, sentences and all."""
    query = queries.find(name)
    return Answerer(engine).ask(query, query.example)


@pytest.fixture
def remote(website: Website, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service whose graphs are there, and which waits for nobody."""
    monkeypatch.setattr(connection, "_PAUSE", 0.01)
    url = website.put("/sparql", YES, RESULTS)
    remote = Service(url, limit=5)
    assert remote.query("ASK { ?s ?p ?o }") is True
    website.asked.clear()
    return remote


class TestARealOne:
    @pytest.mark.parametrize("name", [name[:4] for name in queries.library()])
    def test_gives_the_rows_of_the_store_for_every_question(self, served: str, samples: Store, name: str) -> None:
        assert answered(Service(served), name) == answered(samples, name)

    @pytest.mark.parametrize(
        "sparql",
        [
            "ASK { <id/state/ner> a iomkg:State }",
            "ASK { <id/state/ner> a iomkg:Country }",
            "SELECT ?c (COUNT(?p) AS ?n) { ?p a iomkg:Project ; iomkg:targetsPlace ?c } GROUP BY ?c ORDER BY ?c",
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?t } } GROUP BY ?g ORDER BY ?g",
            "SELECT ?c { ?c a iomkg:Country } ORDER BY ?c LIMIT 100",
            "SELECT (COUNT(*) AS ?n) FROM graph:reference { ?s ?p ?o }",
        ],
    )
    def test_gives_the_same_to_sparql_of_ones_own(self, served: str, samples: Store, sparql: str) -> None:
        assert Service(served).query(sparql) == samples.query(sparql)

    @pytest.mark.parametrize(
        "sparql",
        ["CONSTRUCT WHERE { ?p a iomkg:Project }", "CONSTRUCT { ?s a ?c } WHERE { ?s a iomkg:Route, ?c }",
         "DESCRIBE <id/state/ner>"],
    )  # fmt: skip
    def test_gives_the_same_triples(self, served: str, samples: Store, sparql: str) -> None:
        ours, theirs = samples.query(sparql), Service(served).query(sparql)
        assert isinstance(ours, Iterator)
        assert isinstance(theirs, Iterator)
        assert set(theirs) == set(ours)

    def test_refuses_what_the_store_refuses_before_it_is_sent(self, samples: Store) -> None:
        nowhere = Service("http://127.0.0.1:9/query")
        for sparql in (
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
            "LOAD <http://127.0.0.1:1/graph.ttl>",
            "DELETE WHERE { ?s ?p ?o }",
            "SELECT * {",
        ):
            with pytest.raises(QueryError) as theirs:
                nowhere.query(sparql)
            with pytest.raises(QueryError) as ours:
                samples.query(sparql)
            assert str(theirs.value) == str(ours.value)

    def test_that_lacks_the_view_is_told(self, served: str) -> None:
        address = served.replace("/query", "/query?default-graph-uri=urn:none")
        with pytest.raises(ServiceError, match=r"holds no graph <https://w3id\.org/iomkg/graph/view>; load there"):
            Service(address).query("ASK { ?s ?p ?o }")


class TestOneThatMisbehaves:
    @pytest.mark.parametrize("status", [429, 502, 503, 504, 0])
    def test_is_asked_again_when_it_may_be_over(self, website: Website, remote: Service, status: int) -> None:
        website.first["/sparql"] = [(status, {}, b"<html>later</html>")] * 2
        assert remote.query("ASK { ?s ?p ?o }") is True
        assert len(website.asked) == 3

    @pytest.mark.parametrize(
        ("status", "told"),
        [
            (503, r"is not able to answer now \(HTTP 503\); try later, or ask for less"),
            (429, r"is not able to answer now \(HTTP 429\); try later"),
            (0, "broke the connection off; try later"),
        ],
    )
    def test_is_given_up_after_four_tries(self, website: Website, remote: Service, status: int, told: str) -> None:
        website.pages["/sparql"] = (status, {}, b"")
        with pytest.raises(ServiceError, match=told):
            remote.query("ASK { ?s ?p ?o }")
        assert len(website.asked) == 4

    def test_is_left_alone_as_long_as_it_asks(self, website: Website, remote: Service) -> None:
        website.first["/sparql"] = [(503, {"Retry-After": "1"}, b"")]
        start = time.monotonic()
        assert remote.query("ASK { ?s ?p ?o }") is True
        assert time.monotonic() - start >= 1

    def test_is_not_waited_for_beyond_the_limit(self, website: Website, remote: Service) -> None:
        website.pages["/sparql"] = (503, {"Retry-After": "3600"}, b"")
        with pytest.raises(ServiceError, match="not able to answer now"):
            remote.query("ASK { ?s ?p ?o }")
        assert len(website.asked) == 1

    def test_that_never_answers_is_told(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            slow = Service(f"http://127.0.0.1:{silent.getsockname()[1]}/sparql", limit=0.5)
            with pytest.raises(ServiceError, match=r"took longer than 0\.5 seconds; try later, or ask for less"):
                slow.query("ASK { ?s ?p ?o }")

    def test_that_is_not_there_is_told_at_once(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        with pytest.raises(ServiceError, match=r"cannot be reached: .*refused"):
            Service(f"http://127.0.0.1:{port}/sparql").query("ASK { ?s ?p ?o }")

    @pytest.mark.parametrize(
        ("status", "kind", "body", "told"),
        [
            (
                200,
                "text/html",
                "<!DOCTYPE html><h1>Query form</h1>",
                "answers with a web page, not with SPARQL results",
            ),
            (200, RESULTS, " <html>Query form</html>", "answers with a web page"),
            (200, RESULTS, "", "answers with nothing; it may have broken off"),
            (200, RESULTS, YES[:-4], r"cannot be read \(.*\); it may have broken off"),
            (200, RESULTS, '{"error": "no"}', "cannot be read"),
            (401, "text/plain", "", r"asks for a name and a password \(HTTP 401\)"),
            (404, "text/html", "<html>", r"is not found there \(HTTP 404\)"),
            (500, "text/plain", "out of\n\x1b[31mmemory", r"fails: out of \\x1b\[31mmemory"),
            (403, "text/plain", "", r"fails with HTTP 403 \(Forbidden\)"),
        ],
    )
    def test_is_told_in_one_line(
        self, website: Website, remote: Service, status: int, kind: str, body: str, told: str
    ) -> None:
        website.pages["/sparql"] = (status, {"Content-Type": kind}, body.encode())
        with pytest.raises(ServiceError, match=told) as failed:
            remote.query("ASK { ?s ?p ?o }")
        assert "\n" not in str(failed.value)
        assert len(website.asked) == 1

    def test_that_does_not_take_the_query_says_why(self, website: Website, remote: Service) -> None:
        website.pages["/sparql"] = (400, {}, b"Virtuoso 37000 Error SP030: no such function")
        with pytest.raises(QueryError, match="does not take the query: Virtuoso 37000 Error SP030: no such function"):
            remote.query("ASK { ?s ?p ?o }")

    @pytest.mark.parametrize(
        ("headers", "told"),
        [
            ({"X-SPARQL-MaxRows": "10000"}, "cut the answer short at 10000 rows; ask for less"),
            ({"X-SQL-State": "S1TAT"}, "cut the answer short when its time was up"),
        ],
    )
    def test_that_says_it_cuts_short_is_believed(
        self, website: Website, remote: Service, headers: dict[str, str], told: str
    ) -> None:
        website.put("/sparql", table(3), RESULTS, **headers)
        with pytest.raises(ServiceError, match=told):
            remote.select("SELECT ?n { ?n ?p ?o }")

    def test_that_cuts_short_without_a_word_is_found_out(self, website: Website, remote: Service) -> None:
        website.put("/sparql", table(1000), RESULTS)
        counted = table(1).replace('"0"', '"1001"')
        website.first["/sparql"] = [website.pages["/sparql"], (200, {"Content-Type": RESULTS}, counted.encode())]
        with pytest.raises(ServiceError, match="cut the answer short at 1,000 of 1,001 rows"):
            remote.select("SELECT ?n { ?n ?p ?o }")

    def test_that_has_just_as_many_rows_is_believed(self, website: Website, remote: Service) -> None:
        counted = table(1).replace('"0"', '"1000"')
        website.first["/sparql"] = [(200, {"Content-Type": RESULTS}, body.encode()) for body in (table(1000), counted)]
        answer = remote.select("SELECT ?n { ?n ?p ?o }")
        assert isinstance(answer, Table)
        assert len(answer.rows) == 1000


@pytest.mark.parametrize(
    "address", ["", "sparql", "ftp://example.org/", "http://", "http://example.org/a b", "http://x>y/", "http://[::1/"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is no web address; give one such as http://localhost:7878/query"):
        Service(address)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(IomkgError) as refused:
        Service("http://ana:hunter2@example.org/sparql")
    assert "hunter2" not in str(refused.value)
