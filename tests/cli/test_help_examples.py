"""Every example in a command's help runs as it stands, from the top of the repository."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.conftest import missing, run_line
from tests.publication.conftest import little_store  # noqa: F401 - a fixture

from iomkg.cli import main
from iomkg.store.backups import back_up


def commands(group: click.Group, name: str = "iomkg") -> Iterator[tuple[str, click.Command]]:
    """Every command of a group, and of the groups in it, by its whole name."""
    context = click.Context(group, info_name=name)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        assert command is not None
        yield f"{name} {each}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {each}")


def examples_of(command: click.Command) -> list[str]:
    shown = (command.help or "").partition("Examples:")[2]
    return [line.strip() for line in shown.splitlines() if line.strip()]


def examples() -> Iterator[str]:
    for _, command in commands(main):
        yield from examples_of(command)


def test_every_command_shows_an_example_of_itself():
    lacking = [
        name
        for name, command in commands(main)
        if not any(line.startswith(f"{name} ") or line == name for line in examples_of(command))
    ]
    assert lacking == []


#: What goes through a whole store, for which a little one will do.
WHOLE = ("iomkg publish", "iomkg backup", "iomkg restore", "iomkg validate")


@pytest.fixture
def checkout(tmp_path, repository, line, request) -> Path:
    """A folder that looks like the top of the repository, in which the examples may write.

    `mine` is a store, `my-lexicon` a curator's own lexicon.
    """
    store = request.getfixturevalue("little_store" if line.startswith(WHOLE) else "sample_store")
    for name in ("data", "queries"):
        (tmp_path / name).symlink_to(repository / name)
    shutil.copytree(store, tmp_path / "mine")
    (tmp_path / "my-lexicon").mkdir()
    (tmp_path / "my-lexicon" / "es.toml").touch()
    return tmp_path


@pytest.mark.parametrize("line", list(dict.fromkeys(examples())))
def test_the_example_runs(line, checkout, monkeypatch):
    if line.startswith("iomkg reason") and "--materialise" not in line and not shutil.which("java"):
        missing("no Java runtime is installed")
    if line.startswith("iomkg restore"):
        back_up(checkout / "mine", checkout / "backups" / "sunday")
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("IOMKG_STORE", "mine")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    code, told = _served(line) if line.startswith("iomkg serve") else run_line(line)[::2]
    if _illustrates(line):
        assert code in (1, 2), told
        assert told.startswith("iomkg: ")
        assert "unexpected" not in told
        return
    assert code == 0, told


def _served(line: str) -> tuple[int, str]:
    """Of what serves until Ctrl-C, which it gets once it says where: the exit code, and what it told on standard
    error."""
    told = ""
    with subprocess.Popen(shlex.split(line), stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            for said in server.stderr:
                told += said
                if re.search(r"http://\S+:\d+", said):
                    server.send_signal(signal.SIGINT)
        except BaseException:
            server.kill()
            raise
    return server.returncode, told


def _illustrates(line: str) -> bool:
    """Whether an example of judging names a claim, text or file of somebody else's: it is understood, and told so."""
    return line.split()[1] in ("accept", "reject", "prefer", "correct", "add", "merge", "split", "undo") or (
        " import" in line or "--import" in line
    )
