"""Hostile input against the whole command line: one line about it, the exit code, and nothing stored."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from iomkg.cli import main
from iomkg.store import Store
from iomkg.unseen import visible

Refused = Callable[..., str]
_MEMORY = 3 * 1024**3  # bytes of address space, most of which is never touched


@pytest.fixture
def iomkg(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """`iomkg("load", path)`: exit code, standard output and standard error of the command, in this process."""
    monkeypatch.setenv("COLUMNS", "10000")
    monkeypatch.delenv("IOMKG_DEBUG", raising=False)

    def run(*words: object, given: str | None = None) -> tuple[int, str, str]:
        ran = CliRunner().invoke(main, [str(word) for word in words], input=given, prog_name="iomkg")
        return ran.exit_code, ran.stdout, ran.stderr

    return run


@pytest.fixture
def own_store(bare_store: Path, tmp_path: Path) -> Path:
    """A store with the reference data, to be written to."""
    return Path(shutil.copytree(bare_store, tmp_path / "own-store"))


@pytest.fixture
def refused(iomkg: Callable[..., tuple[int, str, str]], tmp_path: Path) -> Refused:
    """Load what is to be refused into a store that is not there yet, and return what is said of it."""

    def load(*words: object) -> str:
        store = tmp_path / "none"
        code, out, err = iomkg("load", *words, "--store", store)
        assert (code, out) == (1, ""), err
        assert not store.exists()
        lines = err.splitlines()
        assert visible(err) == err
        assert len(lines) == 3, err  # the file, what is wrong with it, the summary
        assert lines[0].startswith("refused ")
        assert lines[2].endswith("1 refused; no claims learned, 0 doubted")
        return lines[1].strip()

    return load


def hash_of(path: Path) -> str:
    """The canonical hash of a store."""
    with Store.open(path, writable=False) as store:
        return store.canonical_hash()


def in_little_memory(*words: object) -> subprocess.CompletedProcess[str]:
    """`iomkg` as a process that may not grow, and is ended if it takes for ever."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    return subprocess.run(
        [sys.executable, "-m", "iomkg", *map(str, words)],
        env={**os.environ, "COLUMNS": "10000"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        preexec_fn=limit,
    )
