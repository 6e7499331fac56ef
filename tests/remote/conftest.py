"""A real service on loopback: Oxigraph's own server over the sample releases."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg.store import Store
from iomkg.store.reading import open_for_reading


@pytest.fixture(scope="session")
def samples(sample_store: Path) -> Iterator[Store]:
    with Store.open(sample_store, writable=False) as store:
        yield store


@pytest.fixture(scope="session")
def served(sample_store: Path) -> Iterator[str]:
    """The address of a service that holds what `samples` holds. Its own default graph is empty."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    reading = open_for_reading(sample_store)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [program, "serve-read-only", "--location", reading.files, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()
            server.wait()
            reading.release()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the SPARQL server did not start")
