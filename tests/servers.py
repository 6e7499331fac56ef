"""Servers that hold stores, started by the tests on loopback and stopped by them."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from iomkg.sparql import login
from iomkg.sparql.connection import Connection
from iomkg.store.served import addresses

KINDS = ("oxigraph",)
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
            server.wait()


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
