"""A disk that fills up during a load: one line, nothing half done, and the same command finishes when there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import missing, run_iomkg
from tests.faults.conftest import loading
from tests.faults.releases import Undisturbed, state

from iomkg.checking import faults
from iomkg.store import Store

KILOBYTE = 1024


@pytest.fixture
def small_disk(tmp_path: Path, bare_store: Path) -> Iterator[Path]:
    """A disk of its own in memory, with a store that has the reference data and as much room again."""
    place = tmp_path / "disk"
    place.mkdir()
    size = 3 * sum(file.stat().st_size for file in bare_store.rglob("*") if file.is_file())
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        missing(f"a small disk cannot be mounted ({mounted.stderr.strip()})")
    try:
        shutil.copytree(bare_store, place / "store")
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, room: int) -> Path:
    """A file that leaves so many kilobytes free."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - room * KILOBYTE)
    return ballast


def load(expected: Undisturbed, store: Path, largest_file: int | None = None) -> tuple[int, list[str]]:
    """The exit code of a load, and the lines it told."""
    with loading(store, expected.folder, largest_file=largest_file) as process:
        assert process.stderr is not None
        lines = process.stderr.read().splitlines()
    return process.returncode, lines


def check_told(lines: list[str], reason: str) -> int:
    """How many releases the load told as loaded; asserts that one line says why it stopped."""
    told = [line for line in lines if line.startswith("iomkg: ")]
    assert len(told) == 1, lines
    assert reason in told[0]
    assert "run the same command again" in told[0]
    return sum(line.startswith("new ") for line in lines)


def reached(expected: Undisturbed, store: Path) -> int:
    """How many releases a reader finds; asserts that the store is exactly as it was after so many commits."""
    with Store.open(store, writable=False) as opened:
        return expected.states.index(state(opened))


def survive(expected: Undisturbed, disk: Path, rooms: list[int]) -> int:
    """Loads with less and less need for room; how many of them the full disk stopped."""
    stopped = done = 0
    for room in rooms:
        ballast = fill(disk, room)
        code, lines = load(expected, disk / "store")
        if code:
            stopped += 1
            told = check_told(lines, "is full; what is committed is kept")
            assert reached(expected, disk / "store") <= done + told
        ballast.unlink()
        now = reached(expected, disk / "store")
        assert code == 0 or now == done + told
        done = now
    finished = run_iomkg(["load", str(expected.folder), "--store", str(disk / "store")])
    assert finished.returncode == 0, finished.stderr
    assert reached(expected, disk / "store") == len(expected.states) - 1
    return stopped


def test_a_full_disk_stops_a_load_with_one_line_and_loses_nothing(few: Undisturbed, small_disk: Path) -> None:
    assert survive(few, small_disk, [0, 400]) == 2


@pytest.mark.prove
def test_a_disk_full_at_every_stage_loses_nothing(many: Undisturbed, small_disk: Path) -> None:
    assert survive(many, small_disk, [*range(0, 1500, 60)]) > 10
    with Store.open(small_disk / "store", writable=False) as store:
        assert [fault for fault in faults(store) if fault.severity == "Violation"] == []
        with Store.open(many.store, writable=False) as undisturbed:
            assert store.canonical_hash() == undisturbed.canonical_hash()


def test_a_file_that_may_not_grow_is_told_the_same_way(few: Undisturbed, bare_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(bare_store, store)
    code, lines = load(few, store, largest_file=150)
    assert code == 1
    told = check_told(lines, "would grow beyond what the system allows")
    assert reached(few, store) == told < 6


def test_a_store_on_a_disk_that_may_not_be_written_is_read(few: Undisturbed, small_disk: Path) -> None:
    store = small_disk / "store"
    with loading(store, few.folder) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.kill()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    seen = reached(few, store)
    told = load(few, store)[1]
    assert [line.startswith("iomkg: the store at") for line in told] == [True]
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert seen <= reached(few, store) >= 1
