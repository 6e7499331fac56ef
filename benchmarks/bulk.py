"""What loading many releases costs, and what restoring ready quads does, beside what a user would do instead.

    python benchmarks/bulk.py [--releases 10000] [--alone 300] [--sizes 5000 50000] [--quads 5000000] [--jobs 2]

Loading: releases made up as texts (announcing.py) go the whole way, reading, gates, links, view, into a store on disk:
some one by one, a commit each; the same in bulk, which has to come to the same canonical hash; and all in bulk. Then in
bulk as many as `--sizes` say, for the time per release and the memory. Each is a process of its own, which begins
without a store; making one with the reference data is not counted.

Restoring: a graph of so many quads (graphs.py) as N-Quads, by `iomkg restore` without its validation, by `oxigraph
load`, and by rdflib into a Dataset (a tenth of it, since it needs some 2 GB of memory for each million quads).

Prints a table for docs/benchmarks.md. Exits with 1 when a limit is not kept. 0 for `--releases`, `--quads`, or no
`--sizes`, leaves a part out.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import announcing
import graphs
import pyoxigraph

LEAST_BESIDE_ALONE: Final = 5.0
MOST_GROWTH: Final = 1.3
MOST_MEMORY: Final = 2048  # MB
LEAST_BESIDE_OXIGRAPH: Final = 0.8
LEAST_BESIDE_RDFLIB: Final = 4.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, CPU seconds and most megabytes of one process, and of those it started; what came of it."""

    clock: float
    cpu: float
    memory: float
    result: str = ""


def measured(work: Callable[..., str], *arguments: Any) -> Cost:
    """What a function costs in a process of its own, from the first `mark` it calls to the second, or to its end."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, arguments).result()


def _measured(work: Callable[..., str], arguments: tuple[Any, ...]) -> Cost:
    marks: list[tuple[float, float]] = []

    def mark() -> None:
        marks.append((time.perf_counter(), _cpu()))

    result = work(mark, *arguments)
    mark()
    (clock, cpu), (end, spent) = marks[:2]
    most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Cost(end - clock, spent - cpu, sum(most) / 1024, result)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def load(mark: Callable[[], None], number: int, jobs: int, alone: bool, hashed: bool) -> str:
    """Load the first releases; the canonical hash of the store if it is asked for."""
    from iomkg.pipeline import Loader, Outcome, prepare
    from iomkg.pipeline import read as pipeline_read
    from iomkg.readers import press
    from iomkg.store import Store
    from iomkg.workers import Workers

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = list(announcing.write(folder, range(number)))
        with Store.open(folder / "store", create=True) as store, Workers(jobs) as workers:
            prepare(store)
            loader = Loader(store)
            # The first reading reads the lexicon and the reference data too.
            pipeline_read(next(iter(press.read(files[0]))))
            mark()
            releases = (release for file in files for release in press.read(file))
            outcomes = map(loader.load, releases) if alone else loader.load_all(releases, workers)
            refused = [each for each in outcomes if not isinstance(each, Outcome) or each.status == "refused"]
            if refused:
                raise SystemExit(f"a release that was made up is refused: {refused[0]}")
            mark()
            return store.canonical_hash() if hashed else ""


def restore_ours(mark: Callable[[], None], dump: Path) -> str:
    """`iomkg restore`, as far as the store is there."""
    from iomkg.store.backups import restore_quads

    with tempfile.TemporaryDirectory() as place:
        mark()
        return str(restore_quads(dump, Path(place) / "store"))


def restore_oxigraph(mark: Callable[[], None], dump: Path) -> str:
    """`oxigraph load`."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    with tempfile.TemporaryDirectory() as place:
        mark()
        subprocess.run([program, "load", "--location", place, "--file", dump], check=True, capture_output=True)
    return ""


def parse_rdflib(mark: Callable[[], None], dump: Path) -> str:
    """rdflib's parser into a Dataset in memory."""
    import rdflib

    mark()
    dataset = rdflib.Dataset()
    dataset.parse(dump, format="nquads")
    return ""


class Table:
    """Rows of a Markdown table, printed as they come, and whether all limits were kept."""

    def __init__(self) -> None:
        self.kept = True
        print("| what | took | CPU | memory | rate |\n|---|---|---|---|---|")

    def cost(self, what: str, number: int, unit: str, cost: Cost) -> float:
        """A row; its rate per second on the clock."""
        rate = number / cost.clock
        print(
            f"| {what} | {cost.clock:,.1f} s | {cost.cpu:,.1f} s | {cost.memory:,.0f} MB | {rate:,.1f} {unit}/s |",
            flush=True,
        )
        return rate

    def ratio(self, what: str, ratio: float, limit: float, least: bool) -> None:
        """A row that compares."""
        kept = ratio >= limit if least else ratio <= limit
        self.kept &= kept
        sign = "at least" if least else "at most"
        print(f"| **{what}** | {ratio:.2f} | {sign} {limit} | {'kept' if kept else 'not kept'} | |", flush=True)


def bulk(table: Table, releases: int, alone: int, jobs: int) -> None:
    one = measured(load, alone, 1, True, True)
    same = measured(load, alone, jobs, False, True)
    if one.result != same.result:
        raise SystemExit("loaded in bulk, the store holds something else than loaded one by one")
    every = measured(load, releases, jobs, False, False)
    slow = table.cost(f"{alone:,} releases one by one", alone, "releases", one)
    table.cost(f"the same in bulk, {jobs} processes (same hash)", alone, "releases", same)
    fast = table.cost(f"{releases:,} in bulk, {jobs} processes", releases, "releases", every)
    table.ratio("bulk beside one by one", fast / slow, LEAST_BESIDE_ALONE, least=True)


def growth(table: Table, sizes: list[int], jobs: int) -> None:
    each = []
    for size in sorted(sizes):
        cost = measured(load, size, jobs, False, False)
        each.append(cost.cpu / size)
        table.cost(f"{size:,} in bulk", size, "releases", cost)
    table.ratio(f"CPU of each, {max(sizes):,} beside {min(sizes):,}", each[-1] / each[0], MOST_GROWTH, least=False)
    table.ratio("memory in MB, of all processes", cost.memory, MOST_MEMORY, least=False)


def restoring(table: Table, quads: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        whole, tenth = Path(place) / "whole.nq", Path(place) / "tenth.nq"
        number, fewer = _dump(whole, quads), _dump(tenth, quads // 10)
        ours, theirs = measured(restore_ours, whole), measured(restore_oxigraph, whole)
        parsed = measured(parse_rdflib, tenth)
    rate = table.cost(f"restore of {number:,} quads", number, "quads", ours)
    engine = table.cost("the same by oxigraph load", number, "quads", theirs)
    rdflib = table.cost(f"{fewer:,} quads by rdflib", fewer, "quads", parsed)
    table.ratio("restore beside oxigraph load", rate / engine, LEAST_BESIDE_OXIGRAPH, least=True)
    table.ratio("restore beside rdflib", rate / rdflib, LEAST_BESIDE_RDFLIB, least=True)


def _dump(path: Path, quads: int) -> int:
    """Write a graph of about so many quads; how many there are, some perhaps twice."""
    written = 0

    def counted() -> Any:
        nonlocal written
        for quad in graphs.made(quads):
            written += 1
            yield quad

    pyoxigraph.serialize(counted(), path, pyoxigraph.RdfFormat.N_QUADS)
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=10_000, help="loaded in bulk")
    parser.add_argument("--alone", type=int, default=300, help="of them also loaded one by one")
    parser.add_argument("--sizes", type=int, nargs="*", default=[5_000, 50_000])
    parser.add_argument("--quads", type=int, default=5_000_000, help="restored")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("iomkg", "pyoxigraph", "rdflib", "pyshacl")]
    print(f"{', '.join(versions)}, Python {platform.python_version()}; {os.cpu_count()} cores, load "
          f"{os.getloadavg()[0]:.1f}\n")  # fmt: skip
    table = Table()
    if options.releases:
        bulk(table, options.releases, min(options.alone, options.releases), options.jobs)
    if options.sizes:
        growth(table, options.sizes, options.jobs)
    if options.quads:
        restoring(table, options.quads)
    return int(not table.kept)


if __name__ == "__main__":
    sys.exit(main())
