"""How fast the library answers, beside bare pyoxigraph on the same store and beside rdflib, in one run.

    python benchmarks/queries.py [--quads 100000] [--cap 60] [--without-rdflib]

Makes a graph (graphs.py) of so many quads beside the reference data, in a store on disk and in an rdflib Dataset, and
asks every question of the library with the same parameters:

bare      pyoxigraph runs the SPARQL with its parameters in place, and every row is taken
iomkg     the same through iomkg's store, which refuses calls to other services and makes a table of the rows
answer    a whole answer: parameters looked up by name, the query, labels, and the sentences behind every row
rdflib    rdflib runs the same SPARQL; one that takes longer than the cap is stopped there and counted with the cap

Times are CPU seconds of this process, so that other work on the machine lengthens them little; each is the least of
three runs, or the only one where it takes more than two seconds; rdflib runs once. Exits with 1 when the suite takes
iomkg more than 1.5 times as long as bare pyoxigraph, or when rdflib is not 20 times slower than iomkg.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import graphs
import pyoxigraph
import rdflib
from pyoxigraph import Literal, NamedNode

from iomkg.answers import Answerer
from iomkg.namespaces import REFERENCE_GRAPH, VIEW_GRAPH, XSD
from iomkg.queries import bind, find, library
from iomkg.store import Store

MOST_BESIDE_BARE: Final = 1.5
LEAST_BESIDE_RDFLIB: Final = 20.0
WAYS: Final = ("bare", "iomkg", "answer", "rdflib")
_RUNS: Final = 3
_LONG: Final = 2.0


def filled(size: int, database: pyoxigraph.Store, dataset: rdflib.Dataset | None) -> int:
    """Put the graph into both; the number of quads."""
    quads = list(dict.fromkeys(graphs.made(size)))
    database.bulk_extend(quads)
    for quad in quads if dataset is not None else ():
        assert dataset is not None
        assert isinstance(quad.graph_name, NamedNode)
        triple = (_node(quad.subject), _node(quad.predicate), _node(quad.object))
        # The view is its default graph; no question asks for the view by name, nor for the reference data.
        if quad.graph_name.value == VIEW_GRAPH:
            dataset.default_graph.add(triple)
        elif quad.graph_name.value != REFERENCE_GRAPH:
            dataset.graph(rdflib.URIRef(quad.graph_name.value)).add(triple)
    return len(quads)


def _node(value: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Literal):
        # rdflib does not take "x"^^xsd:string for "x".
        plain = value.language or value.datatype.value == f"{XSD}string"
        return rdflib.Literal(value.value, lang=value.language, datatype=None if plain else value.datatype.value)
    assert isinstance(value, NamedNode)
    return rdflib.URIRef(value.value)


def least(does: Callable[[], object]) -> float:
    """CPU seconds of the quickest of some runs; one that takes long is run once."""
    first = _spent(does)
    return first if first > _LONG else min(first, *(_spent(does) for _ in range(_RUNS - 1)))


def _spent(does: Callable[[], object]) -> float:
    begun = time.process_time()
    does()
    return time.process_time() - begun


def capped(does: Callable[[], object], cap: float) -> tuple[float, str]:
    """CPU seconds of one run, and whether it was stopped at the cap or failed, as rdflib does on some sorting."""
    begun = time.process_time()
    try:
        with _stopping(cap):
            does()
    except TimeoutError:
        return cap, "stopped"
    except TypeError:
        return time.process_time() - begun, "failed"
    return time.process_time() - begun, ""


@contextmanager
def _stopping(cap: float) -> Iterator[None]:
    """Stop what runs within when this process has used so many CPU seconds: rdflib is Python throughout."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cap)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measured(database: pyoxigraph.Store, dataset: rdflib.Dataset | None, cap: float) -> dict[str, float]:
    """The seconds of the whole suite for each way to ask; prints each question's."""
    store = Store.over(database)
    answerer = Answerer(store)
    totals = dict.fromkeys(WAYS, 0.0)
    print(f"{'CPU seconds':<36}{'rows':>8}" + "".join(f"{way:>9}" for way in WAYS), flush=True)
    for name in library():
        given = graphs.PARAMETERS.get(name[:4], {})
        sparql = bind(store, find(name), given).sparql
        rows = len(store.select(sparql).rows)
        ways = (partial(_bare, database, sparql), partial(store.select, sparql), partial(answerer.ask, name, given))
        spent, ended = [least(way) for way in ways], ""
        if dataset is not None:
            seconds, ended = capped(lambda sparql=sparql: list(dataset.query(sparql)), cap)  # type: ignore[misc]
            spent.append(seconds)
        for way, seconds in zip(WAYS, spent, strict=False):
            totals[way] += seconds
        shown = "".join(f"{seconds:>9.3f}" for seconds in spent)
        print(f"{name:<36}{rows:>8}{shown} {ended}".rstrip(), flush=True)
    print(f"{'all':<44}" + "".join(f"{seconds:>9.3f}" for seconds in totals.values()), flush=True)
    return totals


def _bare(database: pyoxigraph.Store, sparql: str) -> list[tuple[object, ...]]:
    """What pyoxigraph gives by itself: every row, and every value of it."""
    results = database.query(sparql, default_graph=[NamedNode(VIEW_GRAPH)])
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return [tuple(row) for row in results]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, default=100_000, help="beside the reference data")
    parser.add_argument("--cap", type=float, default=60.0, help="CPU seconds after which a query of rdflib is stopped")
    parser.add_argument("--without-rdflib", action="store_true", help="compare with bare pyoxigraph alone")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib's own evaluation
    dataset = None if options.without_rdflib else rdflib.Dataset()
    with tempfile.TemporaryDirectory() as folder:
        database = pyoxigraph.Store(str(Path(folder) / "store"))
        print(f"{filled(options.quads, database, dataset):,} quads, the reference data among them", flush=True)
        totals = measured(database, dataset, options.cap)
        del database
    return _verdict(totals, dataset is not None)


def _verdict(totals: dict[str, float], with_rdflib: bool) -> int:
    beside_bare = totals["iomkg"] / totals["bare"]
    kept = beside_bare <= MOST_BESIDE_BARE
    print(f"iomkg / bare pyoxigraph {beside_bare:.2f} (limit {MOST_BESIDE_BARE})", end="; ")
    print(f"whole answers / bare pyoxigraph {totals['answer'] / totals['bare']:.2f}")
    if with_rdflib:
        beside_rdflib = totals["rdflib"] / totals["iomkg"]
        kept &= beside_rdflib >= LEAST_BESIDE_RDFLIB
        print(f"rdflib / iomkg {beside_rdflib:.1f} at least (limit {LEAST_BESIDE_RDFLIB:.0f})")
    print("kept" if kept else "not kept")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
