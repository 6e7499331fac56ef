"""Servers that hold stores, started by the tests on loopback and stopped by them."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest

from iomkg.sparql import login
from iomkg.sparql.connection import Connection
from iomkg.store.served import addresses

KINDS = ("oxigraph", "virtuoso")
# No limit to the rows of an answer, which Debian's own settings have; else as little as will do.
_SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
MaxKeepAlives = 5
KeepAliveTimeout = 10
[SPARQL]
DeferInferenceRulesInit = 1
"""
_PATIENCE = 120  # seconds for a server to answer


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: what `--store` takes for it, and what the environment has to say of who one is."""

    url: str
    environment: Mapping[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def oxigraph(location: Path, command: str = "serve") -> Iterator[Server]:
    """`oxigraph serve` on a folder; `serve-read-only` where nobody is to write."""
    port = free_port()
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    arguments = [program, command, "--location", location, "--bind", f"127.0.0.1:{port}"]
    with _running(arguments, port, "/query?query=ASK%7B%7D"):
        yield Server(f"http://127.0.0.1:{port}/query")


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso with its files in a folder, as Debian's `virtuoso-opensource` has it; skips where there is none."""
    program = shutil.which("virtuoso-t")
    if program is None:
        missing("Virtuoso is not installed (Debian: virtuoso-opensource)")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(port=port, sql=free_port()), "utf-8")
    with _running([program, "-f", "-c", "virtuoso.ini"], port, "/sparql?query=ASK%7B%7D", folder):
        yield Server(f"http://127.0.0.1:{port}/sparql-auth", {"IOMKG_STORE_USER": "dba", "IOMKG_STORE_PASSWORD": "dba"})


def missing(reason: str) -> NoReturn:
    """Skip a test that lacks a service, or fail it where none may be lacking."""
    if os.environ.get("IOMKG_REQUIRE_SERVICES"):
        pytest.fail(f"{reason}, and IOMKG_REQUIRE_SERVICES is set")
    pytest.skip(reason)


def update(server: Server, sparql: str) -> None:
    """Have an update done that no store would do. For a server whose environment is set."""
    Connection(30, login.of_environment()).update(addresses.of(server.url).update, sparql)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(arguments: list[str | Path], port: int, path: str, cwd: Path | None = None) -> Iterator[None]:
    with subprocess.Popen(arguments, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}{path}", server)
            yield
        finally:
            server.terminate()
            try:
                server.wait(_PATIENCE)
            finally:
                server.kill()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            direct.open(url, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the SPARQL server did not start")
