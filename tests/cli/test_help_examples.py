"""Every example in a command's help runs as it stands, from the top of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.conftest import missing

from iomkg.cli import main
from iomkg.store.backups import back_up


def examples() -> Iterator[str]:
    context = click.Context(main, info_name="iomkg")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        shown = (command.help or "").partition("Examples:")[2]
        yield from (line.strip() for line in shown.splitlines() if line.strip())


@pytest.fixture
def checkout(tmp_path, repository, sample_store) -> Path:
    """A folder that looks like the top of the repository, in which examples may write.

    `mine` is a store, `my-lexicon` a curator's own lexicon.
    """
    for name in ("data", "queries"):
        (tmp_path / name).symlink_to(repository / name)
    shutil.copytree(sample_store, tmp_path / "mine")
    (tmp_path / "my-lexicon").mkdir()
    (tmp_path / "my-lexicon" / "es.toml").touch()
    return tmp_path


@pytest.mark.parametrize("line", list(examples()))
def test_the_example_runs(line, checkout):
    if line.startswith("iomkg reason") and "--materialise" not in line and not shutil.which("java"):
        missing("no Java runtime is installed")
    if line.startswith("iomkg restore"):
        back_up(checkout / "mine", checkout / "backups" / "sunday")
    if line.startswith("iomkg serve"):
        # It serves until Ctrl-C.
        line = f"timeout --preserve-status -s INT 20 {line}"
    scripts = Path(sys.executable).parent
    environment = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=checkout,
        env={**os.environ, **environment, "IOMKG_STORE": "mine"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if _illustrates(line):
        assert ended.returncode in (1, 2), ended.stderr
        assert ended.stderr.startswith("iomkg: ")
        assert "unexpected" not in ended.stderr
        return
    assert ended.returncode == 0, ended.stderr


def _illustrates(line: str) -> bool:
    """Whether an example of judging names a claim, text or file of somebody else's: it is understood, and told so."""
    return line.split()[1] in ("accept", "reject", "prefer", "correct", "add", "merge", "split", "undo") or (
        " import" in line or "--import" in line
    )
