"""Reading shared out to a Dask cluster: the same comes of it, also when a worker dies half-way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from iomkg import pipeline
from iomkg.errors import ServiceError
from iomkg.readers import press
from iomkg.workers import Workers

from .conftest import Run


@dataclass(frozen=True)
class Cluster:
    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and two workers of one thread each, processes of this machine."""
    quiet = {**os.environ, "DASK_DISTRIBUTED__WORKER__USE_FILE_LOCKING": "false"}
    at_home = ["--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as stack:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:], *at_home]
            process = subprocess.Popen(command, cwd=tmp_path, env=quiet, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("scheduler", "--port", "0", "--scheduler-file", "scheduler.json")
        told = ("--scheduler-file", "scheduler.json", "--nthreads", "1", "--no-nanny")
        workers = [start("worker", *told) for _ in range(2)]
        yield Cluster(_when_all_are_there(tmp_path / "scheduler.json"), workers)


def _when_all_are_there(file: Path) -> str:
    from distributed import Client

    while not file.exists() or not file.read_text().strip():
        time.sleep(0.05)
    with Client(scheduler_file=str(file), set_as_default=False) as client:
        client.wait_for_workers(2)
        return str(client.scheduler.address)


def test_a_cluster_reads_the_same_and_a_worker_that_is_killed_is_no_loss(
    cluster: Cluster,
    repository: Path,
    run: Run,
) -> None:
    samples = repository / "data" / "releases"
    once = [release for file in sorted(samples.glob("*.txt")) for release in press.read(file)]
    with Workers(1, cluster.address) as workers:
        results = workers.map(pipeline.record, once * 5)
        found = [next(results) for _ in range(20)]
        cluster.workers[0].kill()
        found.extend(results)
    assert found == [pipeline.record(release) for release in once] * 5
    here, there = run("extract", samples), run("extract", samples, "--scheduler", cluster.address)
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)


def test_where_no_scheduler_is_a_line_says_so(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iomkg.cluster._PATIENCE", 0.2)
    ran = run("extract", repository / "data" / "releases", "--scheduler", "tcp://127.0.0.1:9")
    assert (ran.code, ran.told) == (
        1,
        ["iomkg: no Dask scheduler answers at tcp://127.0.0.1:9; start one with `dask scheduler`"],
    )
    with pytest.raises(ServiceError):
        Workers(1, "nowhere")
