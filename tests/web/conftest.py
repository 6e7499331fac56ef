"""A real server of the sample releases, as a process of its own, and a client."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

#: What running servers have told, by their process ids, and who listens to each.
TOLD: dict[int, tuple[list[str], threading.Thread]] = {}


def served(store: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """`iomkg serve` on a free port of the loopback: the process, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "iomkg", "serve", "--port", "0", "--store", str(store), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
    )
    assert process.stdout is not None
    told: list[str] = []
    for line in process.stdout:
        told.append(line)
        found = re.search(r"running on (http://127\.0\.0\.1:\d+)", line)
        if found:
            # A server that nobody listens to waits once the pipe is full.
            listener = threading.Thread(target=told.extend, args=(process.stdout,), daemon=True)
            listener.start()
            TOLD[process.pid] = told, listener
            return process, found[1]
    raise AssertionError("".join(told))


def stopped(process: subprocess.Popen[str]) -> str:
    """End a server; all it told."""
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    told, listener = TOLD.pop(process.pid)
    listener.join(timeout=30)
    if process.stdout is not None:
        process.stdout.close()
    return "".join(told)


@pytest.fixture(scope="session")
def server(sample_store: Path) -> Iterator[str]:
    """The address of a server that stops queries after ten seconds and asks no client to wait."""
    process, address = served(sample_store, "--time-limit", "10", "--rate-limit", "0")
    yield address
    told = stopped(process)
    assert "Traceback" not in told, told


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=120, trust_env=False) as client:
        yield client
