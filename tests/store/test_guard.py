"""What a query may do: read this store, and nothing else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from iomkg.errors import QueryError
from iomkg.namespaces import VIEW_GRAPH, term
from iomkg.store import Change, Store

EVIL = "SERVICE <http://127.0.0.1:{port}/sparql> {{ ?a ?b ?c }}"


@pytest.fixture
def store() -> Store:
    made = Store.memory()
    note = Quad(
        NamedNode("https://example.org/s"), NamedNode(term("name")), Literal("a service"), NamedNode(VIEW_GRAPH)
    )
    made.commit(Change(added=frozenset({note})))
    return made


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A local server: its port, and the paths anybody asked it for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 - the name http.server looks for

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ {evil} }}",
        "SELECT * {{ ?s ?p ?o . OPTIONAL {{ {evil} }} }}",
        "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {evil} }} }}",
        "SELECT * {{ {{ SELECT * {{ {evil} }} }} }}",
        "SELECT * {{ GRAPH ?g {{ {evil} }} }}",
        "SELECT * {{ ?s ?p ?o BIND(EXISTS {{ {evil} }} AS ?x) }}",
        "SELECT * {{ {{}} MINUS {{ {evil} }} }}",
        "ASK {{ {evil} }}",
        "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {evil} }}",
        "DESCRIBE ?a WHERE {{ {evil} }}",
        "select * {{ ?s ?p 1{evil} }}",
        "SELECT * {{ # a comment that ends at a carriage return\r {evil} \n}}",
        'SELECT * {{ BIND("a\\u005C" AS ?x) {evil} BIND("" AS ?y) }}',
        'SELECT * {{ BIND("""\n# """ AS ?x) {evil} }}',
        "SELECT * {{ ?s ?p ?o LATERAL {{ {evil} }} }}",
        # What looks like an IRI around the word, and is none.
        "SELECT * {{ BIND('<' AS ?x){evil}BIND('>' AS ?y) }}",
        "SELECT * {{ BIND(1<2 AS ?x){evil}FILTER(2>1) }}",
        "SELECT * {{ {{}} #<\n{evil}#>\n}}",
        "SELECT * {{ ?s <urn:a>?o{evil}?o<urn:b>?s }}",
    ],
)
def test_a_remote_service_is_never_asked(store: Store, listener: tuple[int, list[str]], query: str) -> None:
    port, asked = listener
    silent = EVIL.replace("SERVICE", "SERVICE SILENT")
    for evil in (EVIL, EVIL.lower(), silent):
        with pytest.raises(QueryError) as error:
            store.query(query.format(evil=evil.format(port=port)))
        assert "\n" not in str(error.value)
    assert asked == []


def test_the_word_in_a_text_is_no_service(store: Store) -> None:
    table = store.select('SELECT ?s { ?s ?service "a service" } # no SERVICE, and nothing from <elsewhere>')
    assert [str(row[0]) for row in table.rows] == ["<https://example.org/s>"]
    assert store.select("SELECT ?p { <urn:police-service> ?p <urn:from> }").rows == ()


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "PREFIX a: <http://a/> # why\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "drop all",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_such(store: Store, update: str) -> None:
    before = store.canonical_hash()
    with pytest.raises(QueryError, match="is an update"):
        store.query(update)
    assert store.canonical_hash() == before


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE {\n ?s ?p }", r"line 2, column 9: cannot be read on after '{ \?s \?p }'$"),
        ("SELECT * { ?s nope:x ?o }", r"line 1, .*prefix is not declared"),
        ("", "line 1, column 1: no query"),
        ("hello", "line 1, column 6: cannot be read on after 'hello'"),
        ("SELECT * { ?s ?p ?o } ORDER BY\n", "line 2, column 1: cannot be read on after .* ORDER BY"),
        ("SELECT (SUM(?x) AS ?x) ?y { ?y ?p ?x }", "The SELECT contains a variable"),
    ],
)
def test_a_syntax_error_is_one_line_with_its_place(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as error:
        store.query(query)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 240
