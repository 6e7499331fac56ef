"""What all tests share: the sample releases as a store, and services that some tests need.

Tests of a module that imports `check_consistency` need a Java runtime, tests that take `shared` the folder of that name
beside the repository. They are skipped where these are not there, unless IOMKG_REQUIRE_SERVICES is set, as it is in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from iomkg.pipeline import prepare
from iomkg.store import Store

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if isinstance(item, pytest.Function) and hasattr(item.module, "check_consistency") and not shutil.which("java"):
        _missing("no Java runtime is installed")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with releases and gold records that are not part of the repository."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "seeds").is_dir():
        _missing(f"there is no {folder.name}/ beside the repository")
    return folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all sample releases; only to be read."""
    store = tmp_path_factory.mktemp("samples") / "store"
    releases = REPOSITORY / "data" / "releases"
    arguments = ["load", str(releases), "--manifest", str(releases / "sources.csv"), "--store", str(store)]
    loaded = run_iomkg(arguments)
    assert loaded.returncode == 0, loaded.stderr
    return store


@pytest.fixture(scope="session")
def bare_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reference data alone; only to be copied, which is quicker than making one."""
    path = tmp_path_factory.mktemp("bare") / "store"
    with Store.open(path, create=True) as store:
        prepare(store)
    return path


def run_iomkg(
    arguments: Sequence[str], cwd: Path | None = None, given: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`iomkg` as a process of its own, 80 columns wide, with no store of the caller's in sight."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("IOMKG_")}
    return subprocess.run(
        [sys.executable, "-m", "iomkg", *arguments],
        cwd=cwd,
        input=given,
        env={**clean, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def _missing(reason: str) -> None:
    if os.environ.get("IOMKG_REQUIRE_SERVICES"):
        pytest.fail(f"{reason}, and IOMKG_REQUIRE_SERVICES is set")
    pytest.skip(reason)
