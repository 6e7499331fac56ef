"""Requests that mean harm, and texts in the graph that do: each is harmless, and no request ends in an error of the
server's."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import socket
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

import httpx
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.answers import Answerer
from iomkg.namespaces import ID, RDF, VIEW_GRAPH, claims_graph, release, release_graph, term
from iomkg.store import Store
from iomkg.web import Settings, create_app, pages
from iomkg.web.rendering import Asked, Page

NASTY = (
    "", ".", "..", "../../../../etc/passwd", "/etc/passwd", "\x00", "a\r\nX-Evil: 1", "\r\n\r\n<script>", "<script>",
    "'\"`;--", "{{7*7}}", "${7*7}", "%s%n", "%", "%2e%2e%2f", "?#&=", "id/state/ner>", "a b", "\\", "٣", "\u202e",
    "9" * 5_000, "-1", "1e999", "javascript:alert(1)", "𝕏" * 400, "[" * 3_000, "{", "null", '{"q": {"query": null}}',
    '{"q": {"query": "x", "type": "project"}}', '{"ids": 1, "properties": {}}', "SELECT", "LOAD <file:///etc/passwd>",
    "ASK { SERVICE <http://127.0.0.1/> {} }", "state/ner", "cq01", "project", "id/state/ner.ttl",
    "central-mediterranean",
)  # fmt: skip
#: More can be asked for, which are others each time.
MANY = int(os.environ.get("IOMKG_REQUESTS", "0"))
PARAMETERS = ("q", "query", "queries", "extend", "lang", "page", "prefix", "cursor", "type", "limit", "id", "theme",
              "route", "donor", "country", "region", "default-graph-uri", "named-graph-uri", "read-as")  # fmt: skip
ROUTES = tuple(route.path for route in create_app(Settings(store=None)).routes)  # type: ignore[arg-type]
nasty = st.sampled_from(NASTY) | st.text(max_size=40).filter(lambda text: text.isascii() or text.isprintable())
headers = st.dictionaries(
    st.sampled_from(["Accept", "Accept-Language", "Content-Type", "If-None-Match", "Range", "Origin"]),
    st.sampled_from(["*/*", "text/html", "application/json", ";;;q=", "x" * 2_000, "text/turtle;q=nan", '"',
                     "bytes=9-1", "application/x-www-form-urlencoded", "application/sparql-query"]),
    max_size=3,
)  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
@settings(max_examples=MANY or 4, deadline=None, derandomize=not MANY, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "GET", "GET", "POST", "HEAD", "PUT", "OPTIONS"]),
    parts=st.lists(nasty, min_size=2, max_size=2),
    parameters=st.dictionaries(st.sampled_from(PARAMETERS), nasty, max_size=3),
    sent=headers,
    body=st.binary(max_size=30) | nasty.map(str.encode),
)
def test_no_request_ends_in_an_error_of_the_servers(server, method, route, parts, parameters, sent, body):
    pieces = iter(parts)
    path = re.sub(r"\{[^}]*\}", lambda _: quote(next(pieces), safe=""), route)
    with httpx.Client(base_url=server, timeout=120, trust_env=False) as client:
        response = client.request(
            method, f"/{path.lstrip('/')}", params=parameters, headers=sent, content=body if method == "POST" else None
        )
    # A query that takes too long is given up: that is no error.
    assert response.status_code < 500 or response.status_code == 503, response.text
    assert "Traceback" not in response.text
    assert "X-Evil" not in response.headers
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert urlsplit(response.headers.get("Location", server)).netloc in ("", urlsplit(server).netloc)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static//etc/passwd",
        "/data/..%2f..%2f..%2fetc%2fpasswd.ttl",
        "/page/..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_out(server, path):
    host = urlsplit(server)
    with socket.create_connection((host.hostname, host.port), 30) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\nHost: {host.netloc}\r\nAccept: text/plain\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split(b" ", 2)[1] == b"404"
    assert b"root:" not in answer
    assert b"def create_app" not in answer


@pytest.mark.parametrize("path", ["/sparql", "/reconcile", "/reconcile/1.0-draft/extend"])
def test_bodies_have_a_limit_told_or_not(client, path):
    told = client.post(path, content=b"x" * (2 * 2**20))
    untold = client.post(path, content=(b"x" * 2**16 for _ in range(40)))
    assert (told.status_code, untold.status_code) == (413, 413)


def test_slow_clients_keep_nobody_waiting(client, server):
    host = urlsplit(server)
    with contextlib.ExitStack() as lines:
        for number in range(60):
            line = lines.enter_context(socket.create_connection((host.hostname, host.port), 30))
            half = (
                "GET /health HTTP/1.1\r\nHost: x\r\n"
                if number % 2
                else "POST /sparql HTTP/1.1\r\nContent-Length: 9\r\n\r\na"
            )
            line.sendall(half.encode())
        assert client.get("/health").text == "ok\n"


def test_texts_of_the_graph_stay_texts():
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
    said, thing = release("evil"), ID + "project/0123456789ab"
    store, view = Store.memory(), NamedNode(VIEW_GRAPH)
    claims, own = NamedNode(claims_graph("evil")), NamedNode(release_graph("evil"))
    claim = NamedNode(ID + "claim/0123456789abcdef")

    def quad(subject: str, name: str, value: NamedNode | Literal, graph: NamedNode) -> Quad:
        return Quad(NamedNode(subject), NamedNode(name if ":" in name else term(name)), value, graph)

    store.load_graphs(
        [
            quad(thing, RDF + "type", NamedNode(term("Project")), view),
            quad(thing, "title", Literal(evil, language="en"), view),
            quad(thing, "description", Literal(evil, language="fr"), view),
            quad(thing, "linkedTo", Literal("javascript:alert(3)"), view),
            quad(claim.value, RDF + "subject", NamedNode(thing), claims),
            quad(claim.value, "quote", Literal(evil), claims),
            quad(said, RDF + "type", NamedNode(term("Release")), own),
            quad(said, "headline", Literal(evil, language="en"), own),
            quad(said, "url", Literal("javascript:alert(4)"), own),
        ]
    )
    own_page = functools.partial(Page, Settings(store=None))  # type: ignore[arg-type]
    bench = SimpleNamespace(store=store, page=own_page, answerer=Answerer(store))
    for iri in (thing, said):
        reply = pages.thing(bench, Asked("en", "/page/x", (("q", evil),)), iri)  # type: ignore[arg-type]
        page = lxml.html.fromstring(reply.body)
        assert evil in page.text_content()
        assert [script.get("src") for script in page.xpath("//script")] == ["/static/suggest.js"]
        assert not page.xpath("//img | //*[@onerror] | //a[starts-with(@href, 'javascript:')]")
