"""The SPARQL 1.1 Protocol, as the W3C's test suite for it has the cases that apply to a service that is only read."""

from __future__ import annotations

import json
import threading

import httpx
import pytest
import rdflib
from SPARQLWrapper import JSON, SPARQLWrapper

from iomkg.web.protocol import ProtocolError
from iomkg.web.sparql import written

ASK = "ASK {}"
NS = "https://w3id.org/iomkg/ns#"
STATE = f"?s a <{NS}State>"
LINK = f"?x <{NS}linkedTo> ?y"
REFERENCE = "https://w3id.org/iomkg/graph/reference"
VIEW = "https://w3id.org/iomkg/graph/view"
LINKS = "https://w3id.org/iomkg/graph/links"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT_TYPE = "application/sparql-query"
DIRECT = {"Content-Type": DIRECT_TYPE}
JSON_ROWS = "application/sparql-results+json"


def truth(response: httpx.Response) -> bool:
    assert response.status_code == 200, response.text
    return bool(response.json()["boolean"])


def test_a_query_by_get_by_form_and_directly(client):
    for response in (
        client.get("/sparql", params={"query": ASK}),
        client.post("/sparql", data={"query": ASK}),
        client.post("/sparql", content=ASK, headers=DIRECT),
        client.post(
            "/sparql", content=ASK.encode(), headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
        ),
    ):
        assert truth(response)
        assert response.headers["content-type"] == JSON_ROWS


@pytest.mark.parametrize(
    ("dataset", "sparql"),
    [
        ([("default-graph-uri", REFERENCE)], "ASK { ?s a <https://w3id.org/iomkg/ns#State> }"),
        ([("default-graph-uri", REFERENCE), ("default-graph-uri", LINKS)],
         f"ASK {{ {STATE} . {LINK} }}"),
        ([("named-graph-uri", REFERENCE)], f"ASK {{ GRAPH <{REFERENCE}> {{ {STATE} }} }}"),
        ([("named-graph-uri", REFERENCE), ("named-graph-uri", LINKS)],
         f"ASK {{ GRAPH ?g {{ {STATE} }} GRAPH ?h {{ {LINK} }} }}"),
        ([("default-graph-uri", LINKS), ("named-graph-uri", REFERENCE)],
         "ASK { ?x <https://w3id.org/iomkg/ns#linkedTo> ?y . GRAPH ?g { ?s a <https://w3id.org/iomkg/ns#State> } }"),
        # What the protocol names stands in place of what the query names.
        ([("default-graph-uri", REFERENCE)], f"ASK FROM <{LINKS}> {{ ?s a <https://w3id.org/iomkg/ns#State> }}"),
    ],
)  # fmt: skip
def test_the_dataset_is_the_clients_choice(client, dataset, sparql):
    assert truth(client.get("/sparql", params=[("query", sparql), *dataset]))
    assert truth(
        client.post("/sparql", data={"query": [sparql]} | {n: [v for m, v in dataset if m == n] for n, _ in dataset})
    )
    assert truth(client.post("/sparql", content=sparql, params=dataset, headers=DIRECT))


def test_graphs_that_are_not_named_are_not_there(client):
    inside = "ASK { GRAPH ?g { ?s ?p ?o } }"
    assert not truth(client.get("/sparql", params={"query": inside, "default-graph-uri": REFERENCE}))
    assert not truth(client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "named-graph-uri": REFERENCE}))
    assert truth(client.get("/sparql", params={"query": inside}))


@pytest.mark.parametrize(
    ("accept", "sparql", "kind"),
    [
        ("", "SELECT * {} LIMIT 1", JSON_ROWS),
        ("*/*", "SELECT * {} LIMIT 1", JSON_ROWS),
        ("application/json", "SELECT * {} LIMIT 1", JSON_ROWS),
        ("application/sparql-results+xml", "SELECT * {} LIMIT 1", "application/sparql-results+xml"),
        ("text/csv, application/json;q=0.5", "SELECT * {} LIMIT 1", "text/csv; charset=utf-8"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.7", "SELECT * {}", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml;q=0.9, */*;q=0.1", "ASK {}", "application/sparql-results+xml"),
        ("", "CONSTRUCT { <a:b> <a:c> 1 } {}", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "CONSTRUCT { <a:b> <a:c> 1 } {}", "application/rdf+xml"),
        ("application/n-triples", "DESCRIBE <https://w3id.org/iomkg/id/state/ner>", "application/n-triples"),
        ("application/ld+json, text/turtle;q=0.9", "CONSTRUCT { <a:b> <a:c> 1 } {}", "application/ld+json"),
        ("not a media type", "SELECT * {} LIMIT 1", JSON_ROWS),
    ],
)
def test_the_form_is_the_one_the_client_likes_best(client, accept, sparql, kind):
    response = client.get("/sparql", params={"query": sparql}, headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, kind)
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"method": "GET"}),
        (400, {"method": "GET", "params": [("query", ASK), ("query", ASK)]}),
        (400, {"method": "GET", "params": {"query": "SELECT * {"}}),
        (400, {"method": "POST", "content": b"ASK { \xff }", "headers": DIRECT}),
        (400, {"method": "POST", "content": "query=%", "headers": DIRECT}),
        (400, {"method": "POST", "data": {"quer": ASK}}),
        (400, {"method": "POST", "content": ASK, "params": {"query": ASK}, "headers": DIRECT}),
        (415, {"method": "POST", "content": ASK}),
        (415, {"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}}),
        (415, {"method": "POST", "content": ASK, "headers": {"Content-Type": f"{DIRECT_TYPE}; charset=UTF-16"}}),
        (403, {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (403, {"method": "POST", "data": {"update": "CLEAR ALL"}}),
        (400, {"method": "GET", "params": {"query": "CLEAR ALL"}}),
        (400, {"method": "GET", "params": {"query": "LOAD <http://127.0.0.1:9/x>"}}),
        (400, {"method": "GET", "params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"}}),
        (400, {"method": "GET", "params": {"query": ASK, "default-graph-uri": "no iri"}}),
        (405, {"method": "PUT", "content": ASK, "headers": DIRECT}),
        (405, {"method": "DELETE"}),
        (406, {"method": "GET", "params": {"query": ASK}, "headers": {"Accept": "image/png"}}),
        (406, {"method": "GET", "params": {"query": ASK}, "headers": {"Accept": "text/csv"}}),
        (413, {"method": "POST", "content": b"#" * (2**20 + 1), "headers": DIRECT}),
    ],
)  # fmt: skip
def test_what_the_protocol_does_not_allow_is_told_in_one_line(client, status, request_):
    response = client.request(url="/sparql", **request_)
    assert response.status_code == status, response.text
    assert response.text.count("\n") == 1
    assert "Traceback" not in response.text


def test_an_endless_query_ends_at_the_limit_and_others_are_answered_meanwhile(client, server):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with httpx.Client(base_url=server, timeout=30, trust_env=False) as other:
        request = other.build_request("GET", "/sparql", params={"query": endless})
        ended: list[httpx.Response] = []
        thread = threading.Thread(target=lambda: ended.append(other.send(request)))
        thread.start()
        assert truth(client.get("/sparql", params={"query": ASK}))
        thread.join()
    assert ended[0].status_code == 503
    assert ended[0].text == "the answer took longer than 10 seconds, and was given up\n"


def test_a_service_description_says_what_it_can(client):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    described = rdflib.Graph().parse(data=response.text, format="turtle")
    service = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (node,) = described.subjects(rdflib.RDF.type, service.Service)
    assert described.value(node, service.supportedLanguage) == service.SPARQL11Query
    assert str(described.value(node, service.endpoint)).endswith("/sparql")


def test_sparqlwrapper_and_rdflib_ask_it(server, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery("SELECT (COUNT(?p) AS ?n) { ?p a <https://w3id.org/iomkg/ns#Project> }")
    wrapper.setReturnFormat(JSON)
    counted = int(wrapper.query().convert()["results"]["bindings"][0]["n"]["value"])
    assert counted > 5
    remote = rdflib.Graph("SPARQLStore")
    remote.open(f"{server}/sparql")
    projects = list(remote.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/iomkg/ns#Project")))
    assert len(projects) == counted


def test_answers_can_be_asked_from_any_page_and_are_not_sent_twice(client):
    first = client.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
    assert first.headers["access-control-allow-origin"] == "*"
    again = client.get("/sparql", params={"query": ASK}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_large_answer_is_refused():
    with pytest.raises(ProtocolError, match=r"larger than 1 MB; ask for less with LIMIT"):
        written(lambda stream: [stream.write(b"x" * 1000) for _ in range(2000)], 2**20)


def test_json_is_what_the_engine_says(client):
    sparql = 'SELECT ("a\\"b" AS ?t) ("c"@fr AS ?l) (1.50 AS ?d) {}'
    row = json.loads(client.get("/sparql", params={"query": sparql}).text)["results"]["bindings"][0]
    assert row["t"] == {"type": "literal", "value": 'a"b'}
    assert row["l"] == {"type": "literal", "value": "c", "xml:lang": "fr"}
    assert row["d"]["value"] == "1.5"
