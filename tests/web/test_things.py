"""Things under their own addresses: the right form for each client, with labels, links and pages."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from iomkg.namespaces import DCTERMS, ID, LINKS_GRAPH, SKOS, term
from iomkg.store import Store
from iomkg.web import entities

NIGER = NamedNode("https://w3id.org/iomkg/id/state/ner")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
OF_STATE = NamedNode(term("ofState"))


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html", "/page/id/state/ner"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page/id/state/ner"),
        ("*/*", "/page/id/state/ner"),
        ("text/turtle", "/data/id/state/ner.ttl"),
        ("application/ld+json", "/data/id/state/ner.jsonld"),
        ("application/n-triples", "/data/id/state/ner.nt"),
        ("application/rdf+xml", "/data/id/state/ner.rdf"),
        ("text/turtle;q=0.4, application/ld+json;q=0.6, text/html;q=0.1", "/data/id/state/ner.jsonld"),
        ("text/turtle;q=0, */*;q=0.1", "/page/id/state/ner"),
    ],
)
def test_a_name_leads_to_what_the_client_likes_best(client, server, accept, target):
    response = client.get("/id/state/ner", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, server + target)
    assert "Accept" in response.headers["vary"]


def test_a_name_has_no_form_that_is_not_there(client):
    assert client.get("/id/state/ner", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
def test_data_says_what_is_known_with_labels_of_all_it_mentions(client, suffix):
    response = client.get(f"/data/id/state/ner.{suffix}")
    form = pyoxigraph.RdfFormat.from_extension(suffix)
    triples = {quad.triple for quad in pyoxigraph.parse(response.content, form)}
    assert Triple(NIGER, PREF_LABEL, Literal("Níger", language="es")) in triples
    bodies = {t.subject for t in triples if t.predicate == OF_STATE and t.object == NIGER}
    assert len(bodies) > 3
    assert bodies <= {t.subject for t in triples if t.predicate == PREF_LABEL}
    others = {"ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml"}
    kinds = [kind for name, kind in others.items() if name != suffix]
    assert all(f'; rel="alternate"; type="{kind}"' in response.headers["link"] for kind in kinds)


def test_large_nodes_come_in_pages(client):
    every = client.get("/data/id/region/world.nt")
    pages = int(every.headers["x-pages"])
    assert pages > 1
    assert 'page=2>; rel="next"' in every.headers["link"]
    seen = [set(client.get(f"/data/id/region/world.nt?page={page}").text.splitlines()) for page in (1, pages)]
    assert seen[0] != seen[1]
    assert client.get(f"/data/id/region/world.nt?page={pages + 1}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/data/id/state/nobody.ttl",
        "/data/id/state/ner.exe",
        "/data/id/state/ner.ttl?page=x",
        "/data/id/a%20b%3E.ttl",
        "/page/id/state/nobody",
        "/data/..%2f..%2fetc%2fpasswd.ttl",
    ],
)
def test_what_is_not_there_is_told_in_one_line(client, path):
    response = client.get(path, headers={"Accept": "text/plain"})
    assert response.status_code == 404
    assert response.text.count("\n") == 1


def test_a_merged_thing_has_a_successor_and_nothing_else_has():
    one, other = NamedNode(f"{ID}agency/one"), NamedNode(f"{ID}agency/other")
    with Store.memory() as store:
        store.load_graphs([Quad(one, NamedNode(f"{DCTERMS}isReplacedBy"), other, NamedNode(LINKS_GRAPH))])
        assert entities.successor(store, one.value) == other.value
        assert entities.successor(store, other.value) is None
        assert entities.successor(store, "a b>") is None
