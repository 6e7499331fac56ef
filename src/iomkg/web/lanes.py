"""Processes that do the tasks of a server. Each reads the store on its own, does one task at a time, and can be killed:
the engine has no time limit of its own, and nothing else stops a query.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from iomkg.errors import IomkgError, WorkerError

#: A process ends itself so many seconds after its time is over, should nobody be left to kill it.
_GRACE: Final = 3
_IDLE: Final = 2  # processes kept ready
_STARTING: Final = 30.0  # seconds in which a process has to be ready


class TimeOverError(WorkerError):
    """A task took longer than it may, and was stopped."""


class BusyError(WorkerError):
    """All processes were at work for as long as a task may take."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a client: status, media type, content, and further headers."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Worker(Protocol):
    """Does tasks by their names, in a process of its own."""

    def do(self, task: str, arguments: tuple[Any, ...]) -> Reply:
        """The reply to a task; an IomkgError is told to whoever asked."""
        ...


class Lane:
    """Up to `most` processes that share one kind of work, started when needed. For any number of threads."""

    def __init__(self, make: Callable[[], Worker], *, most: int, time_limit: float, memory_limit: int) -> None:
        """`make` is called in each process; it has to be picklable."""
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            # What takes long to import is imported once.
            multiprocessing.set_forkserver_preload(["iomkg.web.desk"])
        self._make = make
        self._most = most
        self._limit = time_limit
        self._memory = memory_limit
        self._free = threading.Condition()
        self._idle: list[_Process] = []
        self._working = 0
        self._closed = False

    def do(self, task: str, *arguments: Any) -> Reply:
        """Have a task done. Raises TimeOverError when it takes too long, BusyError when no process becomes free,
        WorkerError when its process dies, and whatever IomkgError the task raises."""
        process = self._taken()
        whole = False
        try:
            reply = process.do(task, arguments, self._limit)
            whole = True
        except IomkgError as error:
            whole = not isinstance(error, WorkerError)
            raise
        finally:
            self._give_back(process, whole)
        return reply

    def warm(self) -> None:
        """Start a process ahead of the first task."""
        self._give_back(self._taken(), True)

    def close(self) -> None:
        """End all processes; what they were doing fails."""
        with self._free:
            self._closed = True
            idle, self._idle = self._idle, []
            self._free.notify_all()
        for process in idle:
            process.end()

    @property
    def working(self) -> int:
        """How many processes are at work now."""
        return self._working

    def _taken(self) -> _Process:
        until = time.monotonic() + self._limit
        with self._free:
            while not self._idle and self._working >= self._most and not self._closed:
                if not self._free.wait(until - time.monotonic()):
                    raise BusyError(f"all {self._most} processes are at work; ask again later")
            if self._closed:
                raise BusyError("the server is ending")
            self._working += 1
            process = self._idle.pop() if self._idle else None
        if process is not None and process.alive:
            return process
        try:
            return _Process(self._context, self._make, self._limit, self._memory)
        except BaseException:
            self._give_back(None, False)
            raise

    def _give_back(self, process: _Process | None, whole: bool) -> None:
        with self._free:
            self._working -= 1
            keep = whole and process is not None and not self._closed and len(self._idle) < _IDLE
            if keep and process is not None:
                self._idle.append(process)
            self._free.notify()
        if process is not None and not keep:
            process.end()


class _Process:
    """One process and the line to it."""

    def __init__(self, context: Any, make: Callable[[], Worker], limit: float, memory: int) -> None:
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make, limit, memory), daemon=True)
        self._process.start()
        theirs.close()
        try:
            self._answer(_STARTING)
        except WorkerError:
            self.end()
            raise

    @property
    def alive(self) -> bool:
        return bool(self._process.is_alive())

    def do(self, task: str, arguments: tuple[Any, ...], limit: float) -> Reply:
        try:
            self._line.send((task, arguments))
        except OSError as error:
            raise WorkerError("the process that was to answer has ended; ask again") from error
        answer = self._answer(limit)
        assert isinstance(answer, Reply)
        return answer

    def end(self) -> None:
        """Kill it: it holds nothing that could be lost."""
        self._line.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _answer(self, limit: float) -> object:
        try:
            if not self._line.poll(limit):
                raise TimeOverError(f"the answer took longer than {limit:g} seconds, and was given up")
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            raise WorkerError("the answer took more memory than it may; ask for less") from error
        if isinstance(answer, IomkgError):
            raise answer
        return answer


def _serve(line: multiprocessing.connection.Connection, make: Callable[[], Worker], limit: float, memory: int) -> None:
    """The life of a process: do what comes along the line, until its other end is gone."""
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)  # whoever started it ends it
    _limit_memory(memory)
    try:
        worker: Worker | IomkgError = make()
    except IomkgError as error:
        worker = error
    line.send(worker if isinstance(worker, IomkgError) else None)
    with contextlib.suppress(EOFError, OSError):
        while not isinstance(worker, IomkgError):
            task, arguments = line.recv()
            signal.alarm(int(limit) + _GRACE)
            line.send(_done(worker, task, arguments))
            signal.alarm(0)


def _done(worker: Worker, task: str, arguments: tuple[Any, ...]) -> Reply | IomkgError:
    try:
        return worker.do(task, arguments)
    except IomkgError as error:
        return error
    except MemoryError:
        return WorkerError("the answer took more memory than it may; ask for less")
    except Exception as error:
        return WorkerError(f"unexpected {type(error).__name__}: {' '.join(str(error).split())[:200]}")


def _limit_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        # A process that dies of it leaves no core file.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
