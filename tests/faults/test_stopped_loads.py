"""A load of many releases that is killed or stopped loses no committed release and leaves no half of one."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.conftest import run_iomkg
from tests.faults.conftest import BATCH, loading
from tests.faults.releases import Undisturbed, state

from iomkg.checking import faults
from iomkg.store import Store


def stopped(process: subprocess.Popen[str], how: int, after: int, wait: float) -> list[str]:
    """Stop the load `wait` seconds after it has told of so many more releases; the names it told as loaded."""
    told: list[str] = []
    with process:
        assert process.stderr is not None
        while len(told) < after and (line := process.stderr.readline()):
            told += _new(line)
        time.sleep(wait)
        process.send_signal(how)
        for line in process.stderr:
            told += _new(line)
    return told


def _new(line: str) -> list[str]:
    return re.findall(r"^new +(\S+)$", line)


def whole_at(store: Store, expected: Undisturbed) -> int:
    """The number of releases the store holds; asserts that it is exactly as it was after so many commits."""
    return expected.states.index(state(store))


def survive(expected: Undisturbed, bare_store: Path, folder: Path, kills: int, validate_every: int) -> None:
    """Kill loads at random moments, until all is loaded and from the start again, and look at the store each time."""
    dice = random.Random(1_000 + kills)
    done = len(expected.states)
    for number in range(kills):
        if done >= len(expected.states) - 1:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(bare_store, folder)
            done = 0
        after, wait = dice.choice([(0, 6.0), (1, 0.6), (2, 0.6), (4, 0.6), (7, 0.6)])
        told = stopped(loading(folder, expected.folder), signal.SIGKILL, after, dice.uniform(0, wait))
        read_only = number % 2 == 1
        with Store.open(folder, writable=not read_only) as store:
            reached = whole_at(store, expected)
            # What it was about to tell of was committed together.
            assert done + len(told) <= reached <= done + len(told) + BATCH
            if number % validate_every == validate_every - 1:
                assert [fault for fault in faults(store) if fault.severity == "Violation"] == []
        done = reached
    finished = run_iomkg(["load", str(expected.folder), "--store", str(folder)])
    assert finished.returncode == 0, finished.stderr
    with Store.open(folder, writable=False) as store:
        assert whole_at(store, expected) == len(expected.states) - 1


def same_hash(one: Path, other: Path) -> bool:
    with Store.open(one, writable=False) as first, Store.open(other, writable=False) as second:
        return first.canonical_hash() == second.canonical_hash()


def test_killed_loads_lose_nothing_and_are_finished_by_the_same_command(
    few: Undisturbed, bare_store: Path, tmp_path: Path
) -> None:
    survive(few, bare_store, tmp_path / "store", kills=2, validate_every=100)


@pytest.mark.prove
def test_a_hundred_killed_loads_lose_nothing(many: Undisturbed, bare_store: Path, tmp_path: Path) -> None:
    survive(many, bare_store, tmp_path / "store", kills=100, validate_every=25)
    assert same_hash(tmp_path / "store", many.store)


@pytest.mark.prove
def test_a_store_whose_making_is_killed_is_made_by_the_same_command(few: Undisturbed, tmp_path: Path) -> None:
    dice = random.Random(7)
    begun = time.monotonic()
    stopped(loading(tmp_path / "store", few.folder), signal.SIGKILL, 1, 0)
    making = time.monotonic() - begun
    for _ in range(10):
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        stopped(loading(tmp_path / "store", few.folder), signal.SIGKILL, 0, dice.uniform(0.1, making))
        # Nobody can read it yet, or it is whole.
        status = run_iomkg(["status", "--store", str(tmp_path / "store")])
        assert status.returncode == 0 or "`iomkg load` makes one" in status.stderr, status.stderr
    # With all reference data: the stores of other tests have a part of it.
    for name in ("store", "undisturbed"):
        finished = run_iomkg(["load", str(few.folder), "--store", str(tmp_path / name)])
        assert finished.returncode == 0, finished.stderr
    assert same_hash(tmp_path / "store", tmp_path / "undisturbed")


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_load_that_is_asked_to_stop_ends_between_two_batches(
    few: Undisturbed, bare_store: Path, tmp_path: Path, how: signal.Signals, code: int
) -> None:
    store = tmp_path / "store"
    shutil.copytree(bare_store, store)
    process = loading(store, few.folder)
    assert process.stderr is not None
    with process:
        told = [process.stderr.readline()]
        process.send_signal(how)
        told += process.stderr.readlines()
    assert process.returncode == code
    names = [name for line in told for name in _new(line)]
    last = f"interrupted; {len(names)} of 6 releases loaded, the rest is untouched; run the same command to continue"
    assert told[-1].strip() == last
    with Store.open(store, writable=False) as opened:
        assert (whole_at(opened, few), opened.behind) == (len(names), False)
    finished = run_iomkg(["load", str(few.folder), "--store", str(store)])
    assert f"{6 - len(names)} new, {len(names)} unchanged" in finished.stderr
