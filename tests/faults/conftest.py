"""A load of many releases that nothing disturbed, for comparison, and the real command as a process to disturb."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.releases import Undisturbed, undisturbed


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory, bare_store: Path) -> Undisturbed:
    return undisturbed(tmp_path_factory.mktemp("few"), bare_store, 6)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, bare_store: Path) -> Undisturbed:
    return undisturbed(tmp_path_factory.mktemp("many"), bare_store, 40)


BATCH = 2  # releases that are committed at once: few, so that there are many moments between two commits
_PROGRAM = f"""
from iomkg.cli import main
from iomkg.pipeline import loading
loading._FIRST_BATCH = loading._LARGEST_BATCH = {BATCH}
main(prog_name="iomkg")
"""


def loading(store: Path, *releases: Path, largest_file: int | None = None) -> subprocess.Popen[str]:
    """`iomkg load` of folders or files at work, BATCH at once; it tells of each release on its standard error.

    No file it writes may grow beyond `largest_file` kilobytes.
    """
    limit = [] if largest_file is None else ["bash", "-c", f'ulimit -f {largest_file}; exec "$@"', "bash"]
    return subprocess.Popen(
        [*limit, sys.executable, "-c", _PROGRAM, "load", *map(str, releases), "--store", str(store)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("IOMKG_")},
    )
