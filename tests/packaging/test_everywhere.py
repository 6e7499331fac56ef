"""The wheel of the source distribution installs without a compiler on each Python, and all it adds works there."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.request
from pathlib import Path

import pytest
from tests.conftest import missing

pytestmark = pytest.mark.prove
PYTHONS = ("3.11", "3.12", "3.13")
# What an installation may call besides Python: no compiler.
TOOLS = ("bash", "env", "sh", "uname")
# owlready2 is published as source alone, and compiles nothing where there is no compiler.
BINARY_ONLY = ("--only-binary", ":all:", "--no-binary", "owlready2")
FRAME = "import iomkg; print(len(iomkg.open().query('cq01').to_pandas()))"
STORAGE = """
import fsspec
from iomkg.readers import elsewhere
fsspec.filesystem("memory").pipe("/bucket/a.txt", b"a")
print(elsewhere.local("memory://bucket/a.txt").read_text())
"""
CLUSTER = """
import subprocess, sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        command = [sys.executable, "-m", "iomkg", "extract", sys.argv[1], "--scheduler", cluster.scheduler_address]
        sys.exit(subprocess.run(command).returncode)
"""


def checked(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    ended = subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr + ended.stdout
    return ended.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> tuple[Path, Path]:
    """The source distribution, and the wheel made of it where there is no git."""
    folder = tmp_path_factory.mktemp("built")
    checked(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--outdir", folder, repository, cwd=folder)
    (source,) = folder.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / source.name.removesuffix(".tar.gz")
    checked(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, unpacked, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return source, wheel


def test_the_source_distribution_makes_the_wheel_of_the_repository(
    built: tuple[Path, Path], repository: Path, tmp_path: Path
) -> None:
    _, wheel = built
    checked(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, repository, cwd=tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_source_distribution_holds_what_the_repository_holds(built: tuple[Path, Path], repository: Path) -> None:
    source, _ = built
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    kept = checked("git", "ls-files", "-z", cwd=repository).split("\0")
    assert set(filter(None, kept)) - packed == set()


@pytest.fixture(scope="module", params=PYTHONS)
def program(request: pytest.FixtureRequest, built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a fresh environment with every extra."""
    folder = tmp_path_factory.mktemp(f"python{request.param}")
    (folder / "bin").mkdir()
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool) or missing(f"{tool} is not installed"))
    environment = folder / "environment"
    checked(python_of(request.param), "-m", "venv", environment, cwd=folder)
    checked(
        environment / "bin" / "python", "-m", "pip", "install", "--quiet", *BINARY_ONLY, f"{built[1]}[all]",
        cwd=folder,
        env={**os.environ, "PATH": str(folder / "bin"), "CC": "false", "CXX": "false"},
    )  # fmt: skip
    return environment / "bin" / "iomkg"


def python_of(version: str) -> str:
    """The Python of that version, or the test is skipped."""
    found = shutil.which(f"python{version}")
    if found is None or subprocess.run([found, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"there is no python{version}")
    return found


def test_everything_works_there(program: Path, repository: Path, tmp_path: Path) -> None:
    env = {**os.environ, "IOMKG_STORE": str(tmp_path / "store"), "COLUMNS": "80"}
    env.pop("PYTHONPATH", None)

    def iomkg(*arguments: str | Path) -> str:
        return checked(program, *arguments, cwd=tmp_path, env=env)

    shutil.copytree(repository / "data" / "releases", tmp_path / "releases")
    assert re.match(r"iomkg \d", iomkg("--version"))
    iomkg("load", "releases", "--manifest", "releases/sources.csv")
    answer = iomkg("query", "cq01", "--param", "region=sahel")
    assert "Italy" in answer
    iomkg("query", "cq01", "--plot", "donors.svg")  # plots
    iomkg("query", "cq01", "--output", "donors.parquet")  # parquet
    iomkg("reason", "--materialise", "entailed.nt")  # reason
    python = program.with_name("python")
    assert int(checked(python, "-c", FRAME, cwd=tmp_path, env=env)) > 0  # pandas
    assert checked(python, "-c", STORAGE, cwd=tmp_path, env=env) == "a\n"  # storage
    (tmp_path / "cluster.py").write_text(CLUSTER, "utf-8")
    checked(python, "cluster.py", "releases", cwd=tmp_path, env=env)  # cluster
    assert (tmp_path / "donors.svg").stat().st_size
    assert (tmp_path / "donors.parquet").stat().st_size
    assert served(program, tmp_path, env) == 200  # web


def served(program: Path, folder: Path, env: dict[str, str]) -> int:
    """What the start page is answered with."""
    command = [str(program), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            address = next(found[0] for said in server.stderr if (found := re.search(r"http://\S+:\d+", said)))
            with urllib.request.urlopen(address) as reply:
                status: int = reply.status
        finally:
            server.send_signal(signal.SIGINT)
    return status
