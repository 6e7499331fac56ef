"""The wheel, installed elsewhere, runs as the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from iomkg import __version__

Iomkg = Callable[..., subprocess.CompletedProcess[str]]


def checked(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    ended = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr + ended.stdout
    return ended.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    checked([sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(repository)])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a folder by itself; its dependencies are those of the tests, which saves minutes."""
    folder = tmp_path_factory.mktemp("installed")
    checked([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(wheel)])
    return folder


@pytest.fixture
def iomkg(installed: Path, tmp_path: Path) -> Iomkg:
    """The installed command, run from an empty folder far from the checkout."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(installed), "IOMKG_STORE": str(tmp_path / "store"), "COLUMNS": "80"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "iomkg", *arguments],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_wheel_carries_what_the_package_reads(wheel: Path, repository: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    wanted = {
        f"iomkg/_resources/{path.relative_to(repository).as_posix()}"
        for folder in ("ontology", "shapes", "queries", "data")
        for path in (repository / folder).rglob("*")
        if path.is_file()
    }
    assert wanted <= packed
    assert wheel.name.startswith(f"iomkg-{__version__}-")
    assert "iomkg/py.typed" in packed
    assert not [name for name in packed if "__pycache__" in name or name.startswith(("tests/", "tools/"))]


def test_the_installed_package_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    program = "import iomkg, iomkg.resources as r; print(iomkg.__file__, r.ontology(), r.data(), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = checked([sys.executable, "-c", program], cwd=tmp_path, env=environment).splitlines()
    assert all(Path(path).is_relative_to(installed) for path in found)


def test_it_loads_and_answers_from_another_folder(iomkg: Iomkg, repository: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    shutil.copytree(repository / "data" / "releases", releases)
    loaded = iomkg("load", str(releases), "--manifest", str(releases / "sources.csv"))
    assert loaded.returncode == 0, loaded.stderr
    answer = iomkg("query", "cq01-donors-of-theme-in-region", "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    assert "agency/ita/ministry-foreign-affairs" in answer.stdout
    assert "Italy" in iomkg("show", "state/ita").stdout
