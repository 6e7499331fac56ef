"""Two writers and ten readers at once: no error but the stated one, and each reader sees one commit."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, run_iomkg
from tests.faults.conftest import loading
from tests.faults.releases import Undisturbed, state

from iomkg.errors import StoreLockedError
from iomkg.store import Store

# Opens the store again and again until a file is there, and prints the state it sees, twice, with a pause in between.
READER = """
import sys, time
from pathlib import Path
from iomkg.store import Store
from tests.faults.releases import state
while not Path(sys.argv[2]).exists():
    with Store.open(Path(sys.argv[1]), writable=False) as store:
        before = state(store)
        time.sleep(0.2)
        print(before, state(store), flush=True)
"""
COUNT = "SELECT (COUNT(DISTINCT ?r) AS ?n) { GRAPH ?g { ?r a iomkg:Release } }"
LOCKED = r"is in use by another process( \(process \d+, [^)]+\))?; wait until it ends, or use another --store$"


AT_ONCE = 5  # releases that a load takes


class Bustle:
    """Writers and readers of one store, for so many seconds, and longer until a writer has loaded something."""

    def __init__(self, expected: Undisturbed, store: Path, seconds: float) -> None:
        self._expected = expected
        self._store = store
        self._end = time.monotonic() + seconds
        self._over = store.with_name("over")
        self.seen: set[int] = set()
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, writers: int, readers: int, commands: int) -> None:
        work = [self._write] * writers + [self._read] * readers + [self._ask] * commands
        threads = [threading.Thread(target=self._guarded, args=(one,)) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _guarded(self, work: object) -> None:
        try:
            work()  # type: ignore[operator]  # a method without arguments
        except BaseException as error:
            self.wrong.append(repr(error))
        finally:
            if self.wrong:
                self._over.touch()

    def _write(self) -> None:
        """Loads by the real command, some releases each; a load either runs or finds the store locked."""
        files = sorted(self._expected.folder.iterdir())
        batches = [files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE)]
        number = 0
        while not self._over.exists() and not self.wrong:
            with loading(self._store, *batches[number % len(batches)]) as process:
                assert process.stderr is not None
                lines = process.stderr.read().splitlines()
            if process.returncode == 0:
                self.done["loads"] += 1
                number += 1
            elif len(lines) == 1 and re.search(LOCKED, lines[0]):
                self.done["locked"] += 1
            else:
                self.wrong.append("\n".join(lines))
            if number and time.monotonic() >= self._end:
                self._over.touch()

    def _read(self) -> None:
        """Reads by the library: what an open store holds is one commit, and stays."""
        command = [sys.executable, "-c", READER, str(self._store), str(self._over)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
        if ran.returncode or ran.stderr:
            self.wrong.append(ran.stderr)
        for line in ran.stdout.splitlines():
            first, second = line.split()
            if first != second:
                self.wrong.append("an open snapshot changed")
            self._saw(first)

    def _ask(self) -> None:
        """Questions by the real command; the answer is that of one commit."""
        while not self._over.exists() and not self.wrong:
            ran = run_iomkg(["query", "-", "--format", "csv", "--store", str(self._store)], given=COUNT)
            # An empty store tells that it is empty; an error begins with the program's name.
            if ran.returncode or ran.stderr.startswith("iomkg:"):
                self.wrong.append(ran.stderr)
            else:
                self.done["answers"] += 1
                self.seen.add(int(ran.stdout.split()[1]))

    def _saw(self, digest: str) -> None:
        if digest in self._expected.states:
            self.done["reads"] += 1
            self.seen.add(self._expected.states.index(digest))
        else:
            self.wrong.append("a torn read")


def check(bustle: Bustle, expected: Undisturbed, store: Path) -> None:
    assert bustle.wrong == []
    assert bustle.done["loads"] >= 1
    assert bustle.done["locked"] >= 1
    assert bustle.done["reads"] >= 1
    assert bustle.done["answers"] >= 1
    assert bustle.seen <= set(range(len(expected.states)))
    # Whatever the bustle left undone, the same command finishes.
    with loading(store, expected.folder) as process:
        assert process.stderr is not None
        lines = process.stderr.read()
    assert process.returncode == 0, lines
    with Store.open(store) as opened:
        assert state(opened) == expected.states[-1]


def test_a_few_at_once(few: Undisturbed, bare_store: Path, tmp_path: Path) -> None:
    shutil.copytree(bare_store, tmp_path / "store")
    bustle = Bustle(few, tmp_path / "store", 5)
    bustle.run(writers=2, readers=1, commands=1)
    check(bustle, few, tmp_path / "store")


@pytest.mark.prove
def test_two_writers_and_ten_readers_for_a_minute(many: Undisturbed, bare_store: Path, tmp_path: Path) -> None:
    shutil.copytree(bare_store, tmp_path / "store")
    bustle = Bustle(many, tmp_path / "store", 60)
    bustle.run(writers=2, readers=6, commands=4)
    print(dict(bustle.done), sorted(bustle.seen))
    check(bustle, many, tmp_path / "store")
    # More than the first and the last state: readers saw the loads go on.
    assert len(bustle.seen) > 2


def test_a_second_writer_in_the_library_gets_the_stated_error(bare_store: Path, tmp_path: Path) -> None:
    shutil.copytree(bare_store, tmp_path / "store")
    with Store.open(tmp_path / "store"), pytest.raises(StoreLockedError, match=LOCKED):
        Store.open(tmp_path / "store")
