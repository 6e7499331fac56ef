"""A store on a server: what was cut off is ended, others keep off, and what fails is told in one line."""

from __future__ import annotations

import base64
import contextlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tests.conftest import Website, run_iomkg
from tests.servers import Server, update

from iomkg import terms
from iomkg.errors import ServiceError, StoreError, StoreLockedError, UsageError
from iomkg.namespaces import BASE, LINKS_GRAPH, REFERENCE_GRAPH, VIEW_GRAPH, XSD, release_graph, term
from iomkg.sparql.connection import Connection
from iomkg.store import Change, Store
from iomkg.store.served import addresses, graphs
from iomkg.store.served.addresses import Addresses
from iomkg.store.served.beside import Beside
from iomkg.store.served.journal import JOURNAL

RESULTS = "application/sparql-results+json"


def quads(first: int, number: int, graph: str = VIEW_GRAPH) -> frozenset[Quad]:
    name, place = NamedNode(term("name")), NamedNode(graph)
    return frozenset(
        Quad(NamedNode(f"https://example.org/{each}"), name, terms.integer(each), place)
        for each in range(first, first + number)
    )


class CutOffError(Exception):
    """Stands for a process that ends there."""


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], contextlib.AbstractContextManager[None]]:
    """A block in which a process ends before its so-manieth request that changes something."""

    @contextlib.contextmanager
    def after(number: int) -> Iterator[None]:
        counted = itertools.count()

        def counting(done: Callable[..., None]) -> Callable[..., None]:
            def do(*arguments: object) -> None:
                if next(counted) >= number:
                    raise CutOffError
                done(*arguments)

            return do

        with monkeypatch.context() as patched:
            patched.setattr(Connection, "update", counting(Connection.update))
            patched.setattr(Connection, "extend", counting(Connection.extend))
            locks, claim = contextlib.ExitStack(), Beside.claim
            patched.setattr(Beside, "claim", lambda *arguments: locks.enter_context(claim(*arguments)))
            with locks, contextlib.suppress(CutOffError):
                yield

    return after


def test_a_commit_that_is_cut_off_anywhere_is_completed_or_undone_on_opening(
    server: Server, monkeypatch: pytest.MonkeyPatch, cut_off: Callable[[int], contextlib.AbstractContextManager[None]]
) -> None:
    monkeypatch.setattr(graphs, "_AT_ONCE", 40)
    before = quads(0, 100) | quads(0, 100, release_graph("k"))
    change = Change(
        added=quads(100, 100) | quads(7, 7, release_graph("k")),
        removed=quads(0, 100),
        cleared=frozenset({release_graph("k")}),
    )
    ended = set()
    # The mark of the writer, the entry's end, the entry (2), what is removed (3), cleared (1), added (3), its end.
    for number in range(2, 13):
        with Store.open(server.url, create=True) as store:
            store.commit(Change(cleared=frozenset(store.graphs())))
            store.commit(Change(added=before))
        with cut_off(number):
            Store.open(server.url).commit(change)
        with Store.open(server.url, writable=number % 2 == 0) as store:
            assert not store.behind
            holds = set(store.quads())
        assert holds in (before, change.added)
        ended.add((number, holds == change.added))
        with Store.open(server.url) as store:
            assert set(store.quads()) == holds
    assert ended == {(number, number >= 4) for number in range(2, 13)}


def test_a_store_that_was_not_filled_to_its_end_holds_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch, cut_off: Callable[[int], contextlib.AbstractContextManager[None]]
) -> None:
    monkeypatch.setattr(graphs, "_FILLED", 10)
    with cut_off(6):
        Store.open(server.url, create=True).load_graphs(quads(0, 100))
    with Store.open(server.url, create=True) as store:
        assert store.graphs() == []
        store.load_graphs(sorted(quads(0, 100), key=str))
    with Store.open(server.url, writable=False) as store:
        assert set(store.quads()) == quads(0, 100)


def test_a_reader_beside_a_writer_is_told_that_a_commit_is_under_way(
    server: Server, cut_off: Callable[[int], contextlib.AbstractContextManager[None]]
) -> None:
    with Store.open(server.url, create=True) as writer:
        writer.commit(Change(added=quads(0, 10)))
        with Store.open(server.url, writable=False) as reader:
            assert not reader.behind
        with cut_off(2):
            writer.commit(Change(added=quads(10, 10)))
        with Store.open(server.url, writable=False) as reader:
            assert reader.behind
            assert set(reader.quads()) == quads(0, 10)
    with Store.open(server.url, writable=False) as reader:
        assert set(reader.quads()) == quads(0, 20)


def test_one_process_of_this_machine_writes_at_a_time(server: Server) -> None:
    with (
        Store.open(server.url, create=True),
        pytest.raises(StoreLockedError, match=r"in use by another process \(process \d+, .*\); wait until it ends"),
    ):
        Store.open(server.url, create=True)
    Store.open(server.url, create=True).close()


def test_one_machine_writes_at_a_time(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(server.url, create=True) as store:
        store.commit(Change(added=quads(0, 3)))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        with pytest.raises(StoreLockedError, match=r"is written from .*; wait until that ends, 10 minutes"):
            Store.open(server.url)
        with Store.open(server.url, writable=False) as reader:
            assert set(reader.quads()) == quads(0, 3)
    Store.open(server.url).close()


def test_what_a_writer_elsewhere_left_long_ago_is_taken_over(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(server.url, create=True) as store:
        store.commit(Change(added=quads(0, 3)))
    mark = f"GRAPH <{JOURNAL}> {{ <{JOURNAL}> <{BASE}journal/writer> 'some@where 2022-02-16T12:00:00+00:00' }}"
    update(server, f"INSERT DATA {{ {mark} }}")
    with Store.open(server.url) as store:
        store.commit(Change(added=quads(3, 3)))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        with pytest.raises(StoreLockedError):
            Store.open(server.url)


def test_literals_in_canonical_form_come_back_as_they_were_written(server: Server) -> None:
    values = [
        Literal("a \"quote\", a \\ and\n\ta line\r, é \U0001f600 \u2028"), Literal("Titre", language="fr"), Literal(""),
        Literal("a", language="en-gb"), Literal("24"), Literal(" spaced  out "), Literal("x" * 50_000),
        *(Literal(value, datatype=NamedNode(XSD + kind)) for value, kind in (
            ("24", "integer"), ("-1", "integer"), ("3", "decimal"),
            ("1500000.5", "decimal"), ("0.1", "decimal"), ("12345678901234567890.123", "decimal"), ("true", "boolean"),
            ("false", "boolean"), ("2022-02-16", "date"), ("2022-02", "gYearMonth"), ("2022", "gYear"),
            ("--02-16", "gMonthDay"), ("2022-02-16T12:00:00Z", "dateTime"),
            ("2022-02-16T12:00:00.123456Z", "dateTime"),
            ("https://example.org/a b", "anyURI"),
        )),
    ]  # fmt: skip
    subject, predicate = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
    graph = NamedNode(LINKS_GRAPH)
    wanted = {Quad(subject, predicate, value, graph) for value in values}
    with Store.open(server.url, create=True) as store:
        store.commit(Change(added=frozenset(wanted)))
    with Store.open(server.url) as store:
        assert set(store.quads(subject)) == wanted
        assert set(store.quads(graph=LINKS_GRAPH)) == wanted
        assert {row[0] for row in store.select("SELECT ?o { GRAPH graph:links { ?s ?p ?o } }").rows} == set(values)
        for value in values:
            assert set(store.quads(None, predicate, value)) == {Quad(subject, predicate, value, graph)}
        store.commit(Change(removed=frozenset(wanted)))
        assert store.is_empty(LINKS_GRAPH)


def test_what_else_the_server_holds_is_let_alone(server: Server) -> None:
    update(server, "INSERT DATA { GRAPH <https://example.org/theirs> { <a:a> <a:b> <a:c> } }")
    with Store.open(server.url, create=True) as store:
        store.load_graphs(quads(0, 3))
        assert store.graphs() == [VIEW_GRAPH]
        assert list(store.quads("a:a")) == list(store.quads(None, "a:b")) == []
        assert set(store.quads()) == quads(0, 3)
        theirs = "ASK { GRAPH <https://example.org/theirs> { ?s ?p ?o } }"
        assert store.query(theirs) is True


def test_what_a_writer_reads_follows_its_commits(server: Server) -> None:
    with Store.open(server.url, create=True) as store:
        assert list(store.quads(None, term("name"))) == list(store.quads("https://example.org/1")) == []
        store.commit(Change(added=quads(0, 3)))
        assert set(store.quads(None, term("name"))) == quads(0, 3)
        assert set(store.quads("https://example.org/1")) == quads(1, 1)
        store.commit(Change(removed=quads(1, 1)))
        assert set(store.quads(None, term("name"), None, VIEW_GRAPH)) == quads(0, 1) | quads(2, 1)
        assert list(store.quads("https://example.org/1")) == []
        store.commit(Change(cleared=frozenset({VIEW_GRAPH})))
        assert list(store.quads(None, term("name"))) == []


def test_a_store_that_is_not_there_is_told(server: Server) -> None:
    for writable in (True, False):
        with pytest.raises(UsageError, match=f"no store at {server.url}; `iomkg load` makes one"):
            Store.open(server.url, writable=writable)


class TestRestoring:
    @pytest.fixture
    def backup(self, tmp_path: Path) -> Path:
        with Store.open(tmp_path / "embedded", create=True) as store:
            store.load_graphs(quads(0, 50) | quads(0, 50, REFERENCE_GRAPH))
            store.keep_text("abcdef12", "A text.")
        told = run_iomkg(["backup", str(tmp_path / "backup"), "--store", str(tmp_path / "embedded")])
        assert told.returncode == 0, told.stderr
        return tmp_path / "backup"

    def test_a_backup_becomes_the_store_of_a_server(self, server: Server, backup: Path) -> None:
        told = run_iomkg(["restore", str(backup), "--store", server.url], **server.environment)
        assert (told.returncode, told.stdout) == (0, "")
        with Store.open(server.url, writable=False) as store, Store.open(backup, writable=False) as source:
            assert f"holds 100 facts and 1 text, canonical hash {store.canonical_hash()}" in " ".join(
                told.stderr.split()
            )
            assert set(store.quads()) == set(source.quads())
            assert store.text("abcdef12") == "A text."

    def test_only_replace_puts_it_in_the_place_of_another(self, server: Server, backup: Path) -> None:
        with Store.open(server.url, create=True) as store:
            store.load_graphs(quads(0, 3))
        told = run_iomkg(["restore", str(backup), "--store", server.url], **server.environment)
        assert told.returncode == 2
        assert "the server holds a store already; with --replace" in told.stderr
        told = run_iomkg(["restore", str(backup), "--replace", "--store", server.url], **server.environment)
        assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["backup", "b"], "`iomkg backup` takes a store in a folder"),
        (["forget", "Ana Example"], "`iomkg forget` takes a store in a folder"),
        (["serve"], "`iomkg serve` takes a store in a folder"),
    ],
)
def test_what_only_a_folder_can_is_told_in_one_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    run = run_iomkg([*arguments, "--store", "http://127.0.0.1:9"], cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines()[-1] == f"iomkg: http://127.0.0.1:9 is a server: {told}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "query", "update", "graphs"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878/query", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/fuseki/ds", "http://h/fuseki/ds/query", "http://h/fuseki/ds/update", "http://h/fuseki/ds/data"),
        ("http://h/ds/query", "http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql", "http://h/sparql-graph-crud"),
        ("http://h/sparql-auth", "http://h/sparql-auth", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        (
            "http://h/repositories/r",
            "http://h/repositories/r",
            "http://h/repositories/r/statements",
            "http://h/repositories/r/rdf-graphs/service",
        ),
    ],
)
def test_one_address_tells_the_others(url: str, query: str, update: str, graphs: str) -> None:
    assert addresses.of(url) == Addresses(query, update, graphs)


def test_addresses_may_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOMKG_STORE_GRAPHS", "http://h/sparql/gsp/")
    assert addresses.of("http://h/sparql") == Addresses("http://h/sparql", "http://h/sparql", "http://h/sparql/gsp/")
    monkeypatch.setenv("IOMKG_STORE_UPDATE", "http://h/up")
    assert addresses.of("http://h/any") == Addresses("http://h/any", "http://h/up", "http://h/sparql/gsp/")


class TestLogin:
    @pytest.fixture
    def guarded(self, website: Website, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Website:
        """A server that lets nobody in who does not say who they are, and then has no store."""
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        website.put("/query", '{"head": {}, "boolean": false}', RESULTS)
        nothing = '{"head": {"vars": ["p"]}, "results": {"bindings": []}}'
        website.first["/query"] = [
            (401, {"WWW-Authenticate": 'Basic realm="a store"'}, b"no"),
            (200, {"Content-Type": RESULTS}, nothing.encode()),
        ]
        return website

    def told(self, website: Website) -> list[str | None]:
        with pytest.raises(UsageError, match="no store at"):
            Store.open(website.url, writable=False)
        return [headers.get("Authorization") for _, headers in website.asked]

    def test_a_name_and_a_password_are_told_to_who_asks_for_them(
        self, guarded: Website, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("IOMKG_STORE_USER", "ana")
        monkeypatch.setenv("IOMKG_STORE_PASSWORD", "hunter2")
        basic = f"Basic {base64.b64encode(b'ana:hunter2').decode()}"
        assert self.told(guarded) == [None, basic, basic]

    def test_a_token_is_told_at_once(self, guarded: Website, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IOMKG_STORE_TOKEN", "sesame")
        guarded.first["/query"].pop(0)
        assert self.told(guarded) == ["Bearer sesame"] * 2

    def test_who_says_nothing_is_told_how(self, guarded: Website) -> None:
        with pytest.raises(StoreError, match=r"asks for a name and a password \(HTTP 401\)"):
            Store.open(guarded.url, writable=False)

    def test_a_password_in_the_address_is_refused(self) -> None:
        with pytest.raises(UsageError, match="set IOMKG_STORE_USER and IOMKG_STORE_PASSWORD") as refused:
            Store.open("http://ana:hunter2@127.0.0.1:9/query")
        assert "hunter2" not in str(refused.value)


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    told = run_iomkg(["status", "--store", "http://127.0.0.1:9"], XDG_DATA_HOME=str(tmp_path), NO_PROXY="127.0.0.1")
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith("iomkg: the store cannot be used: http://127.0.0.1:9/query cannot be reached: ")


def test_an_answer_to_an_update_is_not_followed_elsewhere(website: Website) -> None:
    website.pages["/update"] = (302, {"Location": "http://127.0.0.1:9/update"}, b"")
    with pytest.raises(ServiceError, match=r"sends elsewhere \(HTTP 302\); give http://127\.0\.0\.1:9/update"):
        Connection(5).update(f"{website.url}/update", "INSERT DATA { <a:a> <a:a> <a:a> }")
