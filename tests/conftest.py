"""What all tests share: the sample releases as a store, and services that some tests need.

Tests of a module that imports `check_consistency` need a Java runtime, tests that take `shared` the folder of that name
beside the repository. They are skipped where these are not there, unless IOMKG_REQUIRE_SERVICES is set, as it is in CI.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import portalocker
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Database
from tests import servers
from tests.servers import Server, missing

from iomkg import curated
from iomkg.cli import main
from iomkg.namespaces import REFERENCE_GRAPH, VIEW_GRAPH, kind_of
from iomkg.pipeline import prepare
from iomkg.store import Change, Store
from iomkg.store.reading import open_for_reading
from iomkg.store.served.journal import JOURNAL

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if isinstance(item, pytest.Function) and hasattr(item.module, "check_consistency") and not shutil.which("java"):
        missing("no Java runtime is installed")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with releases and gold records that are not part of the repository."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "seeds").is_dir():
        missing(f"there is no {folder.name}/ beside the repository")
    return folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, bare_store: Path) -> Path:
    """A store with all sample releases; only to be read, or copied."""
    return _made_once(tmp_path_factory, "samples", lambda path: _load_samples(shutil.copytree(bare_store, path)))


def _load_samples(store: Path) -> None:
    releases = REPOSITORY / "data" / "releases"
    loaded = run_iomkg(["load", str(releases), "--manifest", str(releases / "sources.csv"), "--store", str(store)])
    assert loaded.returncode == 0, loaded.stderr


@pytest.fixture(scope="session")
def samples(sample_store: Path) -> Iterator[Store]:
    with Store.open(sample_store, writable=False) as store:
        yield store


@pytest.fixture(scope="session")
def served(sample_store: Path) -> Iterator[str]:
    """The address of a service that holds what `samples` holds. Its own default graph is empty."""
    reading = open_for_reading(sample_store)
    try:
        with servers.oxigraph(reading.files, "serve-read-only") as server:
            yield server.url
    finally:
        reading.release()


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may be written; see `server`."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso; see `server`."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def fresh_server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Server]:
    """The server of a kind, with no store on it and nothing beside it."""

    def emptied(kind: str) -> Server:
        started: Server = request.getfixturevalue(f"{kind}_server")
        environment = {"XDG_DATA_HOME": str(tmp_path / "data"), "NO_PROXY": "127.0.0.1", **started.environment}
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        servers.update(started, f"DROP SILENT GRAPH <{JOURNAL}>")
        with Store.open(started.url, create=True) as store:
            store.commit(Change(cleared=frozenset(store.graphs())))
        return Server(started.url, environment)

    return emptied


@pytest.fixture(params=servers.KINDS)
def server(request: pytest.FixtureRequest, fresh_server: Callable[[str], Server]) -> Server:
    """Each kind of server, one after the other, with no store on it."""
    return fresh_server(request.param)


@pytest.fixture(scope="session")
def bare_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reference data alone, but for the towns and areas that the samples are not near: a third of it,
    since most tests look through a whole store. Only to be copied, which is quicker than making one."""
    return _made_once(tmp_path_factory, "bare", _make_slim)


def _make_slim(path: Path) -> None:
    with Store.memory() as whole, Store.open(path, create=True) as slim:
        prepare(whole)
        slim.load_graphs(without_what_is_elsewhere(list(whole.quads()), ("settlement", "area", "identifier"), _NEAR))


_NEAR = re.compile(r"/id/(settlement/(bfa|gmb|lby|mli|mrt|ner|tcd)/|area/(bf|gm|ly|ml|mr|ne|td)-)")


def without_what_is_elsewhere(quads: list[Quad], kinds: Sequence[str], near: re.Pattern[str]) -> Iterator[Quad]:
    """A store's quads without what is curated on things of some kinds that are neither near nor pointed to by what is
    kept."""
    known = {NamedNode(REFERENCE_GRAPH), NamedNode(VIEW_GRAPH)}
    pointed: dict[str, set[str]] = {}
    ahead: set[str] = set()
    for quad in quads:
        ends = [node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode)]
        if quad.graph_name not in known:
            ahead.update(ends)
            continue
        pointed.setdefault(ends[0], set()).update(ends[1:])
        if kind_of(ends[0]) not in kinds or near.search(ends[0]):
            ahead.add(ends[0])
    kept: set[str] = set()
    while ahead:
        iri = ahead.pop()
        kept.add(iri)
        ahead |= pointed.get(iri, set()) - kept
    yield from (quad for quad in quads if quad.graph_name not in known or str(quad.subject)[1:-1] in kept)


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A store that takes long to make: once for all processes that test, a copy for each, so that none is in
    another's way."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        store = factory.mktemp(name) / "store"
        make(store)
        return store
    shared = factory.getbasetemp().parent / f"{name}-for-all"
    with portalocker.Lock(f"{shared}.lock", timeout=600):
        if not shared.exists():
            make(shared.with_name(f"{name}-unfinished"))
            shared.with_name(f"{name}-unfinished").rename(shared)
    return shutil.copytree(shared, factory.mktemp(name) / "store")


@pytest.fixture
def few_places(monkeypatch: pytest.MonkeyPatch, bare_store: Path) -> None:
    """Stores that are made have the reference data of `bare_store`."""
    with Store.open(bare_store, writable=False) as store:
        quads = list(store.quads(graph=REFERENCE_GRAPH))
    monkeypatch.setattr(curated, "quads", lambda: iter(quads))


@pytest.fixture(scope="session")
def sahel_quads() -> frozenset[Quad]:
    """Projects that lie differently in the Sahel, with their evidence; reference facts stand in the view too."""
    database = Database()
    database.load(path=str(REPOSITORY / "tests" / "queries" / "sahel.trig"), format=RdfFormat.TRIG)
    reference = database.quads_for_pattern(None, None, None, NamedNode(REFERENCE_GRAPH))
    viewed = [Quad(q.subject, q.predicate, q.object, NamedNode(VIEW_GRAPH)) for q in reference]
    return frozenset({*database, *viewed})


@pytest.fixture
def sahel(sahel_quads: frozenset[Quad]) -> Store:
    """A small store of sahel.trig, for the tests of the library and its answers."""
    store = Store.memory()
    store.load_graphs(sahel_quads)
    return store


class Website:
    """A web server of the tests' own. `pages` maps paths to status, headers and body; it counts what is asked for.

    `first` has what a path answers before that, each once; a status of 0 hangs up without a word.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.first: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        website = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                website.asked.append((self.path, dict(self.headers)))
                path = self.path.partition("?")[0]
                first = website.first.get(path)
                status, headers, body = first.pop(0) if first else website.pages.get(path, (404, {}, b""))
                if not status:
                    return
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                # One that has enough hangs up.
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve a page, and say where."""
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (200, {"Content-Type": kind, **headers}, data)
        return self.url + path

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def website(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    site = Website()
    yield site
    site.close()


def run_iomkg(
    arguments: Sequence[str], cwd: Path | None = None, given: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`iomkg` as a process of its own, 80 columns wide, with no store of the caller's in sight."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("IOMKG_")}
    return subprocess.run(
        [sys.executable, "-m", "iomkg", *arguments],
        cwd=cwd,
        input=given,
        env={**clean, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def run_line(line: str) -> tuple[int, str, str]:
    """What a line of a shell gives: exit code, standard output, standard error. Where it only calls `iomkg` this
    process does it, which is much quicker than another."""
    words = words_of_iomkg(line)
    if words is not None:
        result = CliRunner().invoke(main, words, prog_name="iomkg")
        return result.exit_code, result.stdout, result.stderr
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=300, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def words_of_iomkg(line: str) -> list[str] | None:
    """The arguments of a line that only calls `iomkg`; None for any other."""
    words = shlex.split(line)
    return words[1:] if words[0] == "iomkg" and not {"|", ">", ">>", "&&"} & set(words) else None
