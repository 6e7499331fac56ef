"""What one more release costs in a store of ten thousand, a hundred thousand and a million quads.

    python benchmarks/growth.py [--sizes 10000 100000 1000000] [--fresh 60]

Fills one store on disk per size with made-up releases (telling.py), the larger holding all that the smaller does. Then
loads the same fresh releases into each of them by turns, one by one, and prints for each step the median of what it
takes: both gates, links, view, and the rest (drafting, history, commit). Sizes count quads beside the reference data,
the log left out. A third of the fresh releases speak of a project that every store knows.

Times are CPU seconds of this process, which other work on the machine lengthens little, and the stores take turns, so
that what does lengthen them does so for all. Every load begins as in a process of its own: without the signatures that
the loads before it have gathered.

The filling takes a short way: many releases at once, in memory, without gates and log. That it gives what loading
one by one gives is checked on the smallest store by the canonical hash.

Exits with 1 when gates, links and view together, or one of them, take more than LIMIT times as long in one store as in
another.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pyoxigraph
from telling import Teller, Told

from iomkg import history, linking, view
from iomkg.draft import Draft
from iomkg.history import Occasion
from iomkg.judged import Judged
from iomkg.linking.likeness import cut_facet, likeness
from iomkg.linking.signatures import Signatures
from iomkg.model import Report
from iomkg.namespaces import LOG_GRAPH
from iomkg.pipeline import landing, prepare
from iomkg.rulings import Rulings
from iomkg.store import Store

LIMIT: Final = 1.3
STEPS: Final = ("gates", "links", "view")
_AT_ONCE: Final = 100
_FIRST_FRESH: Final = 10_000_000
_WARM_UP: Final = 3  # loads of each store that do not count


class _NoGates(landing.Gates):
    """Gates that let everything pass."""

    def __init__(self) -> None:
        pass

    def of_releases(self, _: Draft, releases: Mapping[str, Judged]) -> dict[str, Report]:
        return {key: Report() for key in releases}

    def of_view(self, _draft: Draft, _entities: Collection[str]) -> Report:
        return Report()


class Clock:
    """CPU seconds of the steps of one load."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, step: str, does: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time told to a step."""

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.step(step):
                return does(*arguments, **named)

        return timed

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.process_time()
        try:
            yield
        finally:
            self.spent[name] += time.process_time() - begun


def filled(sizes: Iterable[int], folder: Path, teller: Teller) -> Iterator[tuple[int, int, Store]]:
    """Stores on disk that hold at least so many quads beside the reference data: quads, releases, the store."""
    database = pyoxigraph.Store()
    store = Store.over(database)
    prepare(store)
    first = _size(database)
    number = 0
    for size in sorted(sizes):
        while (held := _size(database) - first) < size:
            # As many as are still needed, at some thousand quads each.
            told = [teller.tell(number + i) for i in range(max(1, min(_AT_ONCE, (size - held) // 1000)))]
            number += len(told)
            _fill(store, database, told)
        on_disk = Store.open(folder / str(size), create=True)
        on_disk.load_graphs(database)
        yield held, number, on_disk


def _fill(store: Store, database: pyoxigraph.Store, told: Iterable[Told]) -> None:
    draft = Draft(store)
    landing.land(draft, {each.key: each.graphs for each in told}, Rulings(), _NoGates())
    change = draft.change()
    for quad in change.removed:
        database.remove(quad)
    database.extend(change.added)


def _size(database: pyoxigraph.Store) -> int:
    log = sum(1 for _ in database.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(LOG_GRAPH)))
    return len(database) - log


def load(store: Store, told: Told, gates: landing.Gates, clock: Clock) -> None:
    """Load one release as the loader does once it is read, and time the steps."""
    with clock.step("all"):
        draft = Draft(store)
        landed = landing.land(draft, {told.key: told.graphs}, Rulings.of(draft), gates)
        if not landed.report.conforms:
            raise SystemExit(f"a release that was made up is refused: {landed.report.violations[0]}")
        history.commit(store, draft, Occasion("load", told.key, f"{told.key}.txt"))
    clock.spent["rest"] = clock.spent.pop("all") - sum(clock.spent[step] for step in STEPS)


def timed_load(store: Store, told: Told, gates: landing.Gates) -> dict[str, float]:
    """CPU seconds of each step of a load."""
    Signatures._by_digest.clear()
    likeness.cache_clear()
    cut_facet.cache_clear()
    clock = Clock()
    with ExitStack() as patches:
        for owner, name, step in (
            (linking, "relink", "links"),
            (view, "refresh", "view"),
            (landing, "classes_of", "gates"),
            (gates.release, "check", "gates"),
            (gates.view, "check", "gates"),
        ):
            patches.enter_context(patch.object(owner, name, clock.timed(step, getattr(owner, name))))
        load(store, told, gates, clock)
    return clock.spent


def same_as_loads(store: Store, releases: int, teller: Teller, gates: landing.Gates) -> bool:
    """Whether loading these releases one by one, gates and all, gives what the store holds."""
    with Store.memory() as other:
        prepare(other)
        for number in range(releases):
            load(other, teller.tell(number), gates, Clock())
        return other.canonical_hash() == store.canonical_hash()


def measure(stores: Iterable[Store], fresh: int, teller: Teller, gates: landing.Gates) -> list[dict[str, float]]:
    """The median of each step for each store, which take turns."""
    stores = list(stores)
    spent: list[dict[str, list[float]]] = [defaultdict(list) for _ in stores]
    for number in range(-_WARM_UP, fresh):
        known = number // 3 % 6 if number % 3 == 0 else None
        told = teller.tell(_FIRST_FRESH + number + _WARM_UP, of=known)
        order = [(i + number) % len(stores) for i in range(len(stores))]
        for i in order:
            steps = timed_load(stores[i], told, gates)
            steps["together"] = sum(steps[step] for step in STEPS)
            for step, seconds in steps.items() if number >= 0 else ():
                spent[i][step].append(seconds)
    return [{step: statistics.median(found) for step, found in each.items()} for each in spent]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--fresh", type=int, default=60, help="releases loaded into each store")
    options = parser.parse_args()
    teller, gates = Teller(), landing.Gates()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        sizes, stores = [], []
        for quads, releases, store in filled(options.sizes, Path(folder), teller):
            stores.append(opened.enter_context(store))
            sizes.append(quads)
            print(f"{quads:,} quads of {releases:,} releases filled in", flush=True)
            if len(stores) == 1 and not same_as_loads(store, releases, teller, gates):
                print("filled in at once, the store holds something else than loaded one by one")
                return 1
        medians = measure(stores, options.fresh, teller, gates)
    return _report(sizes, medians, options.fresh)


def _report(sizes: list[int], medians: list[dict[str, float]], fresh: int) -> int:
    print(f"median CPU milliseconds per release, of {fresh} fresh releases")
    print(f"  {'quads':>10}" + "".join(f"{size:>12,}" for size in sizes) + f"{'largest/smallest':>20}")
    high = False
    for step in (*STEPS, "together", "rest"):
        found = [each[step] for each in medians]
        ratio = max(found) / min(found)
        high |= step != "rest" and ratio > LIMIT
        print(f"  {step:>10}" + "".join(f"{seconds * 1000:>12.1f}" for seconds in found) + f"{ratio:>20.2f}")
    print(f"limit {LIMIT} for gates, links, view and together: {'above it' if high else 'kept'}")
    return int(high)


if __name__ == "__main__":
    sys.exit(main())
