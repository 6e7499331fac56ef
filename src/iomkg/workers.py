"""Work shared out to processes, its results in the order of the work, no more of it waiting than keeps them busy."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import Final, TypeVar

from iomkg.errors import IomkgError, WorkerError

T = TypeVar("T")
R = TypeVar("R")

_TOGETHER: Final = 8  # items handed over at once, since each hand-over costs
_AHEAD: Final = 3  # hand-overs for each process that wait to be worked on or to be collected


class Workers:
    """So many processes, started when there is work for more than one; with one, the work is done here. Or those of
    the Dask cluster whose `scheduler` is at an address: both are executors, and used alike."""

    def __init__(self, jobs: int, scheduler: str | None = None) -> None:
        """Raises UsageError when Dask is not installed, or another iomkg than here; ServiceError when no scheduler is
        there."""
        self._jobs = jobs
        self._pool: Executor | None = None
        self._cluster = None
        if scheduler is not None:
            from iomkg.cluster import Cluster

            self._cluster = Cluster(scheduler)
            self._jobs, self._pool = self._cluster.threads, self._cluster.executor

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._cluster is not None:
            self._cluster.close()
        elif self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """`work` done on each item, in order. It is a function of a module, and all that comes and goes can be pickled.

        Raises what `work` raises, and WorkerError when a process is killed.
        """
        coming = iter(items)
        alone = self._jobs == 1 and self._cluster is None
        first = list(islice(coming, 1 if alone else 2))
        if len(first) < 2:
            yield from map(work, first)
            yield from map(work, coming)
            return
        waiting: deque[Future[list[R]]] = deque()
        try:
            faults: list[IomkgError] = []
            for some in _batches(first, coming, faults):
                waiting.append(self._started().submit(_done, work, some))
                if len(waiting) >= self._jobs * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
            if faults:
                raise faults[0]
        except (BrokenExecutor, CancelledError) as error:
            if self._cluster is not None:
                raise WorkerError(f"the cluster lost work that was given to it: {error or 'cancelled'}") from None
            raise WorkerError(
                "a process that worked beside this one was ended from outside, perhaps for want of memory; "
                "run with fewer --jobs"
            ) from None
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> Executor:
        if self._pool is None:
            # Spawned and not forked: a fork of a process with threads (a progress bar has one) may hang.
            self._pool = ProcessPoolExecutor(self._jobs, get_context("spawn"), initializer=_leave_interrupts_to_parent)
        return self._pool


def _batches(first: list[T], coming: Iterator[T], faults: list[IomkgError]) -> Iterator[list[T]]:
    """The items a few at a time; one by one to begin with, so that every process soon has some and results appear.

    What ends them before their end is put into `faults`: those before it are worked on all the same.
    """
    yield from ([item] for item in first)
    some: list[T] = []
    try:
        for item in coming:
            some.append(item)
            if len(some) == _TOGETHER:
                yield some
                some = []
    except IomkgError as error:
        faults.append(error)
    if some:
        yield some


def _done(work: Callable[[T], R], items: list[T]) -> list[R]:
    return [work(item) for item in items]


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
