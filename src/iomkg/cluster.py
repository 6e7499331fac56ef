"""A Dask cluster as an executor: what processes of this machine do, done by those of others.

A worker needs nothing but the same iomkg; what it reads is sent to it. One that is lost on the way is none: the
scheduler gives its work to another.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, Final

import iomkg
from iomkg.errors import ServiceError, UsageError

_PATIENCE: Final = 10  # seconds for a scheduler to answer


class Cluster:
    """The workers of a scheduler. `threads` is how many items they work on at once."""

    def __init__(self, address: str) -> None:
        """Raises UsageError when Dask is not here or the workers have another iomkg, ServiceError when nobody answers
        or there is no worker."""
        try:
            import distributed
        except ImportError as error:
            raise UsageError("--scheduler needs Dask: pip install 'iomkg[cluster]'") from error
        connect: Any = distributed.Client  # has types for a part only
        try:
            self._client = connect(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ServiceError(f"no Dask scheduler answers at {address}; start one with `dask scheduler`") from error
        try:
            versions = set(self._client.run(_version).values())
            if not versions:
                raise ServiceError(f"the Dask scheduler at {address} has no workers; start some with `dask worker`")
            if versions != {iomkg.__version__}:
                told = ", ".join(sorted(versions))
                raise UsageError(f"the workers of {address} have iomkg {told}, here is {iomkg.__version__}")
            self.threads = sum(self._client.nthreads().values())
        except BaseException:
            self.close()
            raise
        self.executor: Executor = _Submitting(self._client)

    def close(self) -> None:
        """Give the cluster up; it goes on for others."""
        self._client.close()


class _Submitting(Executor):
    """Dask's executor, whose failures are those of any executor."""

    def __init__(self, client: Any) -> None:
        # Not "pure": the same work twice is done twice, so that nothing is kept for its result.
        self._executor = client.get_executor(pure=False)

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        from distributed.scheduler import KilledWorker

        result: Future[Any] = Future()

        def finish(done: Future[Any]) -> None:
            if done.cancelled():
                result.set_exception(BrokenExecutor("the scheduler is gone"))
            elif isinstance(done.exception(), KilledWorker):
                result.set_exception(BrokenExecutor("several workers died of it"))
            elif done.exception() is not None:
                result.set_exception(done.exception())
            else:
                result.set_result(done.result())

        self._executor.submit(work, *arguments, **named).add_done_callback(finish)
        return result


def _version() -> str:
    return iomkg.__version__
