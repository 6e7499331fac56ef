"""Work shared out to processes comes to the same as work done by one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomkg.errors import ReadingError, WorkerError
from iomkg.workers import Workers


@pytest.fixture
def mixed(repository, tmp_path) -> Path:
    """The sample releases, and three files that are none."""
    folder = tmp_path / "mixed"
    shutil.copytree(repository / "data" / "releases", folder, ignore=shutil.ignore_patterns("gold", "*.csv"))
    (folder / "2014-empty.txt").touch()
    (folder / "2020-binary.txt").write_bytes(b"\x00\x01\x02")
    (folder / "9999-greek.txt").write_text("Ένα κείμενο σε άλλη γλώσσα, με αρκετές λέξεις για να φαίνεται.\n" * 3)
    return folder


def test_extract_says_the_same_with_several_jobs(run, mixed, tmp_path):
    alone, together = run("extract", mixed), run("extract", mixed, "--jobs", 3)
    assert alone.code == together.code == 1
    assert together.out == alone.out
    assert _faults(together) == _faults(alone)
    assert [re.sub(" .*", "", line) for line in _faults(alone)] == ["iomkg:"] * 3
    for jobs in (1, 2):
        run("extract", mixed, "--jobs", jobs, "--output", tmp_path / str(jobs))
    written = {path.name: path.read_bytes() for path in (tmp_path / "1").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "2").iterdir()} == written
    assert len(written) == 12


def _faults(ran):
    """What is told but how far it is, which comes where the machine is slow."""
    return [line for line in ran.told if not line.startswith("extracting: ")]


def test_a_call_with_no_jobs_is_refused(run, mixed):
    assert run("extract", mixed, "--jobs", 0).code == 2


def test_ctrl_c_ends_an_extraction_and_its_processes(repository, tmp_path):
    folder, output = tmp_path / "many", tmp_path / "records"
    folder.mkdir()
    body = (repository / "data" / "releases" / "2022-02-niger-frontieres.fr.txt").read_text(encoding="utf-8")
    for number in range(3000):
        (folder / f"{number:04}.txt").write_text(f"{body}\n{number}", encoding="utf-8")
    # Whatever runs these tests in the background may have it ignore Ctrl-C, and all that it starts.
    heeding = ["env", "--default-signal=INT", sys.executable, "-m", "iomkg"]
    command = [*heeding, "extract", str(folder), "--jobs", "2", "--output", str(output)]
    # A group of its own, all of which gets the signal, as from a terminal.
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while process.poll() is None and not (output.is_dir() and any(output.iterdir())):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    # Nothing but how far it is, which is told where the machine is slow.
    (told,) = [line for line in err.split("\n") if line and not line.startswith("extracting: ")]
    found = re.fullmatch(r"interrupted; (\d+) records? written, each of them whole", told)
    records = [json.loads(path.read_text("utf-8")) for path in output.glob("*.json")]
    assert found is not None, told
    assert len(records) - int(found[1]) in (0, 1)  # one may be written when it is not counted yet
    assert 0 < len(records) < 3000


def test_results_come_in_the_order_of_the_work():
    with Workers(2) as workers:
        assert list(workers.map(_slowly_squared, range(40))) == [number**2 for number in range(40)]
        assert list(workers.map(_slowly_squared, [5])) == [25]
        assert list(workers.map(_slowly_squared, [])) == []


def test_no_more_work_is_taken_up_than_keeps_the_processes_busy():
    taken = []

    def source() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        for number, _ in enumerate(workers.map(_squared, source())):
            assert len(taken) - number < 100


def test_what_work_raises_is_raised_here():
    with Workers(2) as workers, pytest.raises(ReadingError, match="number 7 cannot be read"):
        list(workers.map(_refusing_seven, range(40)))


def test_a_process_that_is_killed_is_told_in_one_line():
    with Workers(2) as workers, pytest.raises(WorkerError, match="run with fewer --jobs"):
        list(workers.map(_killed, range(4)))


def _squared(number: int) -> int:
    return number**2


def _slowly_squared(number: int) -> int:
    time.sleep(0.01 * (number % 3))
    return number**2


def _refusing_seven(number: int) -> int:
    if number == 7:
        raise ReadingError("number 7 cannot be read")
    return number


def _killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
