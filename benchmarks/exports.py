"""How much memory an export takes as the graph grows: peak of a process of its own, for each form.

    python benchmarks/exports.py --quads 200000 --quads 1000000

Oxigraph's own caches and files mapped into memory count, so the first column says what opening the store and reading
every quad of it takes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import graphs

from iomkg import excerpts, export
from iomkg.store import Store

Answers: TypeAlias = "multiprocessing.SimpleQueue[float]"
FORMS: Final = ("read", "nquads", "turtle", "trig of all projects", "framed", "csv", "graphml")


def make(folder: Path, size: int) -> None:
    """A store of so many quads."""
    with Store.open(folder, create=True) as store:
        store.load_graphs(graphs.made(size))


def write(folder: Path, form: str) -> None:
    """Write a store in a form, to nowhere."""
    with Store.open(folder, writable=False) as store, open("/dev/null", "wb") as nowhere:
        if form == "read":
            sum(1 for _ in store.quads())
        elif form in ("nquads", "turtle"):
            export.export(store, nowhere, form)
        else:
            things = excerpts.chosen(store, excerpts.Choice())
            excerpts.write(store, things, Path("/dev/null"), form.partition(" ")[0])


def peak(does: Callable[..., None], *arguments: object) -> tuple[float, float]:
    """The peak of memory, in MB, and the seconds that a process needs for it."""
    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    process = context.Process(target=_told, args=(answers, does, arguments))
    started = time.perf_counter()
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{arguments} ended with {process.exitcode}")
    return answers.get(), time.perf_counter() - started


def _told(
    answers: multiprocessing.SimpleQueue[float], does: Callable[..., None], arguments: tuple[object, ...]
) -> None:
    does(*arguments)
    answers.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, action="append", help="quads beside the reference data; repeatable")
    parser.add_argument("--form", action="append", choices=FORMS, help="only this form; repeatable")
    asked = parser.parse_args()
    for size in asked.quads or [200_000, 1_000_000]:
        with tempfile.TemporaryDirectory(prefix="iomkg-exports-") as folder:
            peak(make, Path(folder) / "store", size)
            for form in asked.form or FORMS:
                memory, seconds = peak(write, Path(folder) / "store", form)
                print(f"{size:>9,} quads  {form:<22} {memory:>7,.0f} MB {seconds:>7,.1f} s", flush=True)


if __name__ == "__main__":
    main()
